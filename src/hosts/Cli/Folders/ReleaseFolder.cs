using Amparo.PrivateRelease;
using Amparo.Stores;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Cli.Folders;

/// <summary>A folder of releases: <c>ledger.jsonl</c>, and <c>releases/</c> with one archive a released table.</summary>
internal sealed class ReleaseFolder(string path)
{
    /// <summary>The folder's path, as it was named.</summary>
    internal string Folder => path;

    /// <summary>The ledger's file.</summary>
    internal string LedgerFile => Path.Combine(path, "ledger.jsonl");

    /// <summary>The folder of archives.</summary>
    internal string Archives => Path.Combine(path, "releases");

    /// <summary>Reads and verifies the ledger; an absent one is empty.</summary>
    internal Outcome<Ledger> ReadLedger()
    {
        if (!File.Exists(LedgerFile))
            return Ledger.Empty;
        using var stream = File.OpenRead(LedgerFile);
        return Ledger.Read(stream);
    }

    /// <summary>
    /// Saves the ledger, then the archives that it accounts for. Killed in between, it leaves an entry without an archive, which harms
    /// nobody and is completed by the next run; the other order would leave an archive that nobody answers for.
    /// </summary>
    /// <param name="ledger">The ledger, new entries included.</param>
    /// <param name="passed">The tables that passed a door.</param>
    internal void Save(Ledger ledger, PassedTables passed)
    {
        Directory.CreateDirectory(Archives);
        AtomicFile.Write(LedgerFile, ledger.Write);
        foreach (var cube in passed.Cubes)
            SaveArchive(cube.Entry, ReleaseArchive.Write(cube));
        foreach (var register in passed.Registers)
            SaveArchive(register.Entry, ReleaseArchive.Write(register));
        foreach (var estimates in passed.Estimates)
            SaveArchive(estimates.Entry, ReleaseArchive.Write(estimates));
    }

    /// <summary>Saves a file of records and its archive. The ledger, which accounts for them, was saved by the door.</summary>
    /// <param name="released">The file's description.</param>
    /// <param name="content">The file.</param>
    internal void Save(Released<RecordTable> released, byte[] content)
    {
        Directory.CreateDirectory(Archives);
        // The file before its archive: whoever finds an archive finds what it speaks of.
        AtomicFile.Write(ContentOf(released.Entry), stream => stream.Write(content));
        SaveArchive(released.Entry, ReleaseArchive.Write(released));
    }

    /// <summary>Whether a released file of records lies here as the ledger accounts for it.</summary>
    internal bool Holds(Ledger ledger, LedgerEntry entry) =>
        File.Exists(FileOf(entry)) && File.Exists(ContentOf(entry))
        && ReleaseArchive.ReadRecords(File.ReadAllBytes(FileOf(entry)), ledger, File.ReadAllBytes(ContentOf(entry))).Succeeded;

    /// <summary>The file of records of a line.</summary>
    internal string ContentOf(LedgerEntry entry) => Path.ChangeExtension(FileOf(entry), ".csv");

    /// <summary>Reads the newest archive of every table back, each verified against the ledger.</summary>
    /// <remarks>Tables only: a file of records is no figure, and is offered as it is by the portal.</remarks>
    /// <returns>The tables, and the archives that are missing among them; or why an archive that is there cannot be believed.</returns>
    internal Outcome<PassedTables> ReadNewest()
    {
        var ledger = ReadLedger();
        if (!ledger.Succeeded)
            return Outcome<PassedTables>.Refused(ledger.Problems);

        var passed = new PassedTables();
        var newest = ledger.Value.Entries.Where(entry => entry.Regime != PrivacyRegime.Formal).GroupBy(entry => entry.Subject, StringComparer.Ordinal).Select(entries => entries.Last());
        foreach (var entry in newest)
        {
            var file = FileOf(entry);
            if (!File.Exists(file))
            {
                // Not the archive before it either: the newest entry was made to replace that one.
                passed.Missing.Add(new Problem(CliProblems.ArchiveMissing, entry.Subject, Path.GetFileName(file)));
                continue;
            }

            var bytes = File.ReadAllBytes(file);
            var refused = entry.Door == Door.NonPersonal
                ? Keep(ReleaseArchive.ReadRegister(bytes, ledger.Value), passed.Registers)
                : ReleaseArchive.ReadEstimates(bytes, ledger.Value) is { Succeeded: true } estimates
                    ? Keep(estimates, passed.Estimates)
                    : Keep(ReleaseArchive.ReadCube(bytes, ledger.Value), passed.Cubes);
            if (refused.Count > 0)
                return Outcome<PassedTables>.Refused([.. refused.Select(problem => problem with { Path = Path.GetFileName(file) })]);
        }

        var standing = ReleasedFigures.Standing(passed.Cubes);
        passed.Cubes.Clear();
        passed.Cubes.AddRange(standing);
        return passed;
    }

    /// <summary>Reads a released cube that need not be the newest of its table.</summary>
    /// <param name="ledger">The ledger that accounts for it.</param>
    /// <param name="contentHash">The hash of its archive.</param>
    /// <returns>The table; <c>PRV-002</c> if the ledger does not know the hash, <c>CLI-031</c> if the archive is gone.</returns>
    internal Outcome<Released<Cube>> ReadCube(Ledger ledger, string contentHash)
    {
        if (ledger.Find(contentHash) is not { } entry)
            return new Problem(PrivateReleaseProblems.NotInLedger, "cube");
        var file = FileOf(entry);
        return File.Exists(file)
            ? ReleaseArchive.ReadCube(File.ReadAllBytes(file), ledger)
            : new Problem(CliProblems.ArchiveMissing, entry.Subject, Path.GetFileName(file));
    }

    private static IReadOnlyList<Problem> Keep<T>(Outcome<Released<T>> read, List<Released<T>> tables)
        where T : class
    {
        if (read.Succeeded)
            tables.Add(read.Value);
        return read.Problems;
    }

    // The hash in the name: what was released stays beside what replaces it, and the same table is the same file.
    private string FileOf(LedgerEntry entry) => Path.Combine(Archives, $"{entry.Subject}.{entry.ContentHash[..16]}.json");

    private void SaveArchive(LedgerEntry entry, byte[] archive)
    {
        var file = FileOf(entry);
        // A damaged archive has the right name and the wrong bytes.
        if (!File.Exists(file) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(archive))
            AtomicFile.Write(file, stream => stream.Write(archive));
    }
}

/// <summary>Tables that have passed one of the doors.</summary>
internal sealed class PassedTables
{
    /// <summary>Cubes, in the order in which they passed.</summary>
    internal List<Released<Cube>> Cubes { get; } = [];

    /// <summary>Registers, in the order in which they passed.</summary>
    internal List<Released<RegisterTable>> Registers { get; } = [];

    /// <summary>Estimates, in the order in which they passed.</summary>
    internal List<Released<EstimateTable>> Estimates { get; } = [];

    /// <summary>Tables that the ledger names and the folder lacks, when they were read from one.</summary>
    internal List<Problem> Missing { get; } = [];
}
