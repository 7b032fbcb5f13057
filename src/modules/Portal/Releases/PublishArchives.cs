using System.Globalization;
using Amparo.PrivateRelease;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Portal.Releases;

/// <summary>What a publication added to the store.</summary>
/// <param name="Entries">Lines of the ledger.</param>
/// <param name="Releases">Released tables.</param>
internal sealed record PublishedArchives(int Entries, int Releases);

/// <summary>Takes a folder of releases into the store: all of what is new in one transaction, or nothing.</summary>
/// <remarks>Publishing the same folder again adds nothing, so every start may do it. Any number of hosts may do it at once.</remarks>
internal sealed class PublishArchives(IDbContextFactory<PortalContext> contexts, StoreAddress address, IClock clock)
{
    /// <summary>The lock that is taken by whoever adds to the ledger.</summary>
    internal const string Purpose = "portal-releases";

    /// <summary>Publishes a folder.</summary>
    /// <param name="folder">Holds <c>ledger.jsonl</c> and <c>releases/*.json</c>; a missing or empty one publishes nothing.</param>
    /// <param name="cancel">Cancels; nothing is published then.</param>
    /// <returns>
    /// What was added; the problems of <see cref="OfferedReleases.ReadAsync"/>; <c>PRV-001</c> if the stored ledger is broken;
    /// <c>WEB-101</c> with the first differing line if it is not the same ledger, older or grown; <c>WEB-103</c>; <c>STO-002</c> to
    /// <c>STO-009</c> if folder or store fail.
    /// </returns>
    internal async Task<Outcome<PublishedArchives>> RunAsync(string folder, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        try
        {
            var offered = await OfferedReleases.ReadAsync(folder, cancel);
            if (!offered.Succeeded)
                return Outcome<PublishedArchives>.Refused(offered.Problems);
            return offered.Value.Ledger.Entries.Count == 0 ? new PublishedArchives(0, 0) : await AppendAsync(offered.Value, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, "releases") is { } problem)
        {
            return problem;
        }
    }

    /// <summary>Decides which lines are new; pure.</summary>
    /// <param name="stored">The store's ledger.</param>
    /// <param name="offered">The folder's ledger.</param>
    /// <returns>The lines to add, none if the folder's is older; <c>WEB-101</c> if neither continues the other.</returns>
    internal static Outcome<LedgerEntry[]> NewLines(Ledger stored, Ledger offered)
    {
        if (stored.Continues(offered))
            return Array.Empty<LedgerEntry>();
        if (offered.Continues(stored))
        {
            var added = offered.Entries.Skip(stored.Entries.Count).ToArray();
            var tooFine = Array.Find(added, entry => Instant.FromUnixTimeTicks(entry.At.ToUnixTimeTicks()) != entry.At);
            return tooFine is null ? added : new Problem(StoredReleaseProblems.TimeTooFine, "ledger", Line(tooFine.Sequence));
        }

        var same = stored.Entries.Zip(offered.Entries).TakeWhile(pair => pair.First.Hash == pair.Second.Hash).Count();
        return new Problem(StoredReleaseProblems.Forked, "ledger", Line(same + 1));
    }

    private static string Line(int number) => string.Create(CultureInfo.InvariantCulture, $"line {number}");

    private async Task<Outcome<PublishedArchives>> AppendAsync(OfferedReleases offered, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // Alone from the reading on: two hosts that read the same last line would both append the next one.
        await using var transaction = await context.BeginAloneAsync(address, Purpose, cancel);

        var stored = await context.LedgerAsync(cancel);
        if (!stored.Succeeded)
            return Outcome<PublishedArchives>.Refused(stored.Problems);
        var added = NewLines(stored.Value, offered.Ledger);
        if (!added.Succeeded)
            return Outcome<PublishedArchives>.Refused(added.Problems);

        var known = (await context.Releases.Select(release => release.ContentHash).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var releases = offered.Releases.Where(release => !known.Contains(release.Entry.ContentHash)).ToList();
        context.Ledger.AddRange(added.Value.Select(LedgerLine.Of));
        var now = clock.GetCurrentInstant();
        context.Releases.AddRange(releases.Select(release => release.ToRow(now)));
        await context.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new PublishedArchives(added.Value.Length, releases.Count);
    }
}
