using Amparo.Contracts.Portal;
using Amparo.PrivateRelease;
using Amparo.Vocabulary;

namespace Amparo.Portal.Releases;

/// <summary>What a desk's publication adds: lines of the ledger, and archives that they account for.</summary>
/// <param name="Lines">The new lines.</param>
/// <param name="Releases">The tables in the order of their lines, each content once; some may stand already.</param>
internal sealed record PassedReleases(IReadOnlyList<LedgerEntry> Lines, IReadOnlyList<OfferedRelease> Releases)
{
    /// <summary>Decides what a publication adds; pure.</summary>
    /// <param name="present">What stands.</param>
    /// <param name="passed">What has passed the doors.</param>
    /// <returns>What to add; <c>WEB-103</c>, <c>WEB-104</c>, <c>WEB-108</c> or <c>WEB-109</c>.</returns>
    /// <exception cref="ArgumentException">Nothing passed; the ledger does not continue the present one, or has lines without their tables.</exception>
    internal static Outcome<PassedReleases> Of(ReleasedCatalogue present, PassedTables passed)
    {
        var ledger = passed.Ledger;
        if (!ledger.Continues(present.Ledger))
            throw new ArgumentException("The doors were not opened at the ledger that was given.", nameof(passed));
        var lines = PublishArchives.NewLines(present.Ledger, ledger);
        if (!lines.Succeeded)
            return Outcome<PassedReleases>.Refused(lines.Problems);
        if (lines.Value.FirstOrDefault(line => line.Door == Door.Charge) is { } charge)
            return new Problem(StoredReleaseProblems.SpendsBudget, charge.Subject);

        var releases = Archives(passed).DistinctBy(release => release.Entry.ContentHash, StringComparer.Ordinal).OrderBy(release => release.Entry.Sequence).ToList();
        if (releases.Count == 0)
            throw new ArgumentException("Nothing passed.", nameof(passed));
        if (lines.Value.Any(line => releases.TrueForAll(release => release.Entry.ContentHash != line.ContentHash)))
            throw new ArgumentException("A line without its table would take the place of the table that stands.", nameof(passed));

        var withdrawn = present.Withdrawn.Withdrawals.Select(withdrawal => withdrawal.Release.ContentHash).ToHashSet(StringComparer.Ordinal);
        var problems = releases.Where(release => withdrawn.Contains(release.Entry.ContentHash))
            .Select(release => new Problem(StoredReleaseProblems.WasWithdrawn, release.Entry.Subject))
            .Concat(releases.Where(release => !StandsOn(release.Entry)).Select(release => new Problem(StoredReleaseProblems.SourceFallen, release.Entry.Subject)))
            .ToList();
        return problems.Count > 0 ? Outcome<PassedReleases>.Refused(problems) : new PassedReleases(lines.Value, releases);

        bool StandsOn(LedgerEntry entry) => ledger.SourcesOf(entry)
            .All(source => present.Withdrawn.Find(source.Sequence) is null && ledger.Newest(source.Subject) == source);
    }

    // Written of released tables only, and read back as pages will read them.
    private static IEnumerable<OfferedRelease> Archives(PassedTables passed) =>
        passed.Cubes.Select(cube => new FoundArchive(cube.Entry.Subject, ReleaseArchive.Write(cube), []))
            .Concat(passed.Registers.Select(register => new FoundArchive(register.Entry.Subject, ReleaseArchive.Write(register), [])))
            .Concat(passed.Estimates.Select(estimates => new FoundArchive(estimates.Entry.Subject, ReleaseArchive.Write(estimates), [])))
            .Concat(passed.Records.Select(file => new FoundArchive(file.Table.Entry.Subject, ReleaseArchive.Write(file.Table), file.Content.ToArray())))
            .Select(archive => Verified(archive, passed.Ledger));

    private static OfferedRelease Verified(FoundArchive archive, Ledger ledger)
    {
        var release = ReleaseKind.Verify(archive, ledger);
        return release.Succeeded ? release.Value : throw new ArgumentException("A table that the ledger does not account for.", nameof(archive));
    }
}
