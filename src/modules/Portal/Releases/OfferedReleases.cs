using Amparo.PrivateRelease;
using Amparo.Stores;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Portal.Releases;

/// <summary>A verified archive, and the line of the ledger that accounts for it.</summary>
/// <param name="Kind"><c>cube</c>, <c>register</c>, <c>estimates</c> or <c>records</c>, see <see cref="ReleaseKind"/>.</param>
/// <param name="Entry">The line.</param>
/// <param name="Archive">The archive's bytes.</param>
internal sealed record OfferedRelease(string Kind, LedgerEntry Entry, byte[] Archive)
{
    /// <summary>The file of records that the archive describes, its hash verified; null for other kinds.</summary>
    internal byte[]? Content { get; init; }

    /// <summary>Makes its row.</summary>
    /// <param name="now">When the store takes it in.</param>
    internal Release ToRow(Instant now) => new()
    {
        Id = UuidV7.At(now),
        Sequence = Entry.Sequence,
        Subject = Entry.Subject,
        Kind = Kind,
        ContentHash = Entry.ContentHash,
        Archive = Archive,
        Content = Content,
        PublishedAt = now,
    };
}

/// <summary>What a folder offers for publication: its ledger, and archives that the ledger accounts for.</summary>
/// <param name="Ledger">The verified ledger.</param>
/// <param name="Releases">The verified archives, each content once.</param>
internal sealed record OfferedReleases(Ledger Ledger, IReadOnlyList<OfferedRelease> Releases)
{
    private const string LedgerFile = "ledger.jsonl";

    /// <summary>Reads and verifies a folder.</summary>
    /// <param name="folder">
    /// Holds <c>ledger.jsonl</c> and <c>releases/*.json</c>, beside an archive of records its <c>.csv</c>; a missing or empty one offers nothing.
    /// </param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>
    /// What it offers; <c>WEB-102</c> if there are archives without a ledger; the ledger's <c>PRV-001</c> or <c>PRV-004</c>; for each
    /// archive that cannot be accounted for <c>PRV-002</c> or <c>PRV-003</c> with the file's name.
    /// </returns>
    internal static async Task<Outcome<OfferedReleases>> ReadAsync(string folder, CancellationToken cancel)
    {
        // Archives before the ledger: whoever writes them writes the ledger first, so it cannot be older than an archive read here.
        var archives = await ReadArchivesAsync(Path.Combine(folder, "releases"), cancel);
        var file = Path.Combine(folder, LedgerFile);
        if (!File.Exists(file))
            return archives.Count == 0 ? new OfferedReleases(Ledger.Empty, []) : new Problem(StoredReleaseProblems.NoLedger, LedgerFile);

        using var stream = new MemoryStream(await File.ReadAllBytesAsync(file, cancel), writable: false);
        var ledger = Ledger.Read(stream);
        if (!ledger.Succeeded)
            return Outcome<OfferedReleases>.Refused(ledger.Problems);

        var verified = archives.Select(archive => ReleaseKind.Verify(archive, ledger.Value)).ToList();
        var problems = verified.SelectMany(outcome => outcome.Problems).ToList();
        return problems.Count > 0
            ? Outcome<OfferedReleases>.Refused(problems)
            : new OfferedReleases(
                ledger.Value, [.. verified.Select(outcome => outcome.Value).DistinctBy(release => release.Entry.ContentHash, StringComparer.Ordinal)]);
    }

    private static async Task<List<FoundArchive>> ReadArchivesAsync(string folder, CancellationToken cancel)
    {
        var archives = new List<FoundArchive>();
        if (!Directory.Exists(folder))
            return archives;
        foreach (var file in Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var records = Path.ChangeExtension(file, ".csv");
            archives.Add(new(
                Path.GetFileName(file), await File.ReadAllBytesAsync(file, cancel),
                File.Exists(records) ? await File.ReadAllBytesAsync(records, cancel) : []));
        }

        return archives;
    }
}

/// <summary>An archive as it was found, not believed yet.</summary>
/// <param name="File">Its file's name.</param>
/// <param name="Archive">Its bytes.</param>
/// <param name="Records">The bytes of the file of records beside it; none if there is none.</param>
internal sealed record FoundArchive(string File, byte[] Archive, byte[] Records);

/// <summary>The shapes that a released table may have, as they are called in the store.</summary>
internal static class ReleaseKind
{
    internal const string Cube = "cube";

    internal const string Register = "register";

    internal const string Records = "records";

    internal const string Estimates = "estimates";

    /// <summary>Verifies an archive of any kind against the ledger.</summary>
    internal static Outcome<OfferedRelease> Verify(FoundArchive found, Ledger ledger)
    {
        var cube = ReleaseArchive.ReadCube(found.Archive, ledger);
        if (cube.Succeeded)
            return new OfferedRelease(Cube, cube.Value.Entry, found.Archive);
        var register = ReleaseArchive.ReadRegister(found.Archive, ledger);
        if (register.Succeeded)
            return new OfferedRelease(Register, register.Value.Entry, found.Archive);
        var estimates = ReleaseArchive.ReadEstimates(found.Archive, ledger);
        if (estimates.Succeeded)
            return new OfferedRelease(Estimates, estimates.Value.Entry, found.Archive);
        var records = ReleaseArchive.ReadRecords(found.Archive, ledger, found.Records);
        return records.Succeeded
            ? new OfferedRelease(Records, records.Value.Entry, found.Archive) { Content = found.Records }
            : new Problem(records.Problems[0].Code, found.File);
    }
}
