using Amparo.PrivateRelease;
using Amparo.Publication;
using Amparo.Publication.Formats;
using Amparo.Stores;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Portal.Releases;

/// <summary>A released table that can be written in open formats, whatever its shape.</summary>
/// <param name="Entry">The line of the ledger that accounts for it.</param>
/// <param name="Open">Its rows in a reader's words.</param>
internal sealed record OpenRelease(LedgerEntry Entry, Func<ChartText, OpenTable> Open)
{
    /// <summary>The table, if it is a cube.</summary>
    internal Cube? Cube { get; init; }

    /// <summary>The newest release of a table; null if there is none, or if it is a file of records.</summary>
    internal static OpenRelease? Newest(ReleasedCatalogue catalogue, string subject)
    {
        if (catalogue.Cubes.GetValueOrDefault(subject) is { } cube)
            return new(cube.Entry, text => OpenTable.Of(cube, text));
        if (catalogue.Registers.GetValueOrDefault(subject) is { } register)
            return new(register.Entry, text => OpenTable.Of(register, text));
        return catalogue.Estimates.GetValueOrDefault(subject) is { } estimates ? new(estimates.Entry, text => OpenTable.Of(estimates, text)) : null;
    }

    /// <summary>All tables, by id.</summary>
    internal static IReadOnlyList<OpenRelease> All(ReleasedCatalogue catalogue) =>
        [.. catalogue.Cubes.Keys.Concat(catalogue.Registers.Keys).Concat(catalogue.Estimates.Keys).Order(StringComparer.Ordinal).Select(id => Newest(catalogue, id)!)];
}

/// <summary>Releases that newer ones have superseded: the store keeps every one, so that each can be cited and read again.</summary>
internal sealed class ReleasedVersions(IDbContextFactory<PortalContext> contexts)
{
    /// <summary>The lines of a table's releases that the store still holds, oldest first; withdrawn ones among them.</summary>
    /// <param name="ledger">The verified ledger.</param>
    /// <param name="subject">The table's id.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    internal Task<IReadOnlyList<LedgerEntry>> ListAsync(Ledger ledger, string subject, CancellationToken cancel) =>
        ReadAsync<IReadOnlyList<LedgerEntry>>(async context =>
        {
            var held = await context.Releases.AsNoTracking().Where(release => release.Subject == subject && release.Kind != ReleaseKind.Records)
                .Select(release => release.ContentHash).ToListAsync(cancel);
            return [.. ledger.Entries.Where(entry => entry.Door != Door.Charge && entry.Subject == subject && held.Contains(entry.ContentHash, StringComparer.Ordinal))];
        }, cancel);

    /// <summary>One release of a table.</summary>
    /// <param name="catalogue">The verified ledger, and what was withdrawn.</param>
    /// <param name="subject">The table's id.</param>
    /// <param name="number">The number of the release's line.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>The release as it was made, with its own line even if the same content was released again later; null if there is none, or it was withdrawn.</returns>
    /// <exception cref="StoreException">The store cannot be read, or what it holds does not verify.</exception>
    internal Task<OpenRelease?> FindAsync(ReleasedCatalogue catalogue, string subject, int number, CancellationToken cancel) =>
        ReadAsync(async context =>
        {
            var ledger = catalogue.Ledger;
            if (catalogue.Withdrawn.Find(number) is not null || number < 1 || number > ledger.Entries.Count || ledger.Entries[number - 1] is not { } entry || entry.Subject != subject || entry.Door == Door.Charge)
                return null;
            var stored = await context.Releases.AsNoTracking().Where(release => release.ContentHash == entry.ContentHash)
                .Select(release => new { release.Kind, release.Archive }).SingleOrDefaultAsync(cancel);
            if (stored is null)
                return null;

            // The ledger as it stood then: a content that was released twice has the line that is asked for, not its newest one.
            var then = Ledger.FromEntries([.. ledger.Entries.Take(number)]).Value;
            if (stored.Kind == ReleaseKind.Cube)
                return Open(ReleaseArchive.ReadCube(stored.Archive, then), OpenTable.Of);
            if (stored.Kind == ReleaseKind.Register)
                return Open(ReleaseArchive.ReadRegister(stored.Archive, then), OpenTable.Of);
            return stored.Kind == ReleaseKind.Estimates ? Open(ReleaseArchive.ReadEstimates(stored.Archive, then), OpenTable.Of) : null;
        }, cancel);

    private static OpenRelease Open<T>(Outcome<Released<T>> read, Func<Released<T>, ChartText, OpenTable> open)
        where T : class
    {
        if (!read.Succeeded)
            throw new StoreException(read.Problems[0]);
        var released = read.Value;
        return new(released.Entry, text => open(released, text)) { Cube = released.Value as Cube };
    }

    private async Task<T> ReadAsync<T>(Func<PortalContext, Task<T>> read, CancellationToken cancel)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            return await read(context);
        }
        catch (Exception error)
            when (error is not (OperationCanceledException or StoreException) && StoreProblems.From(error, "portal") is { } problem)
        {
            throw new StoreException(problem, error);
        }
    }
}
