using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Cli.Tests;

/// <summary>The verbs one after the other over the same invented files, as an office would use them.</summary>
public sealed class ChainTests(DemonstrationFiles files) : IClassFixture<DemonstrationFiles>
{
    [Fact]
    public void Check_reports_exactly_the_defects_that_were_put_in_and_writes_nothing()
    {
        var before = Workspace.Snapshot(files.Root);
        var run = AmparoProcess.Run([.. new[] { "check", "--json" }, .. files.AgencyFiles]);
        using var json = JsonDocument.Parse(run.Output);
        var quarantined = json.RootElement.GetProperty("result").GetProperty("files").EnumerateArray()
            .ToDictionary(
                file => DemonstrationFiles.KeyOf(file.GetProperty("file").GetString()!),
                file => file.GetProperty("quarantined").GetInt32());
        var defects = files.Truth.Where(row => row["defect"].Length > 0)
            .CountBy(row => $"{row["country"]}/{row["agency_kind"]}").ToDictionary();

        defects.ShouldNotBeEmpty();
        run.Exit.ShouldBe(1);
        quarantined.Count.ShouldBe(54);
        quarantined.ShouldAllBe(file => file.Value == defects.GetValueOrDefault(file.Key));
        Workspace.Snapshot(files.Root).ShouldBe(before);
    }

    [Fact]
    public void Check_says_nothing_out_of_the_cells()
    {
        var run = AmparoProcess.Run(["check", .. files.AgencyFiles]);
        var surnames = files.SurnamesInClear();
        surnames.ShouldNotBeEmpty();
        var said = run.Output + run.Error;
        surnames.Where(name => said.Contains(name, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    [Fact]
    public void Map_writes_as_many_records_as_it_accepted_and_the_reasons_for_the_rest()
    {
        using var work = new Workspace();
        var file = files.AgencyFiles.First(path => DemonstrationFiles.KeyOf(path) == "MX/police");
        var run = AmparoProcess.Run(
            "map", file, "--mapping", "police", "--country", "MX", "--out", work.At("out.csv"), "--quarantine", work.At("q.csv"), "--json");
        using var json = JsonDocument.Parse(run.Output);
        var result = json.RootElement.GetProperty("result");
        var quarantined = result.GetProperty("quarantined").GetInt32();
        run.Exit.ShouldBe(quarantined > 0 ? 1 : 0);
        File.ReadAllLines(work.At("out.csv")).Length.ShouldBe(result.GetProperty("accepted").GetInt32() + 1);
        File.ReadAllLines(work.At("q.csv")).Skip(1).Select(line => line.Split(',')[0]).Distinct().Count().ShouldBe(quarantined);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(work.At("out.csv")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Released_figures_equal_a_count_of_the_truth_wherever_they_are_shown()
    {
        using var work = new Workspace();
        var run = AmparoProcess.Run(["release", .. files.Mapped, "--out", work.At("data")]);
        run.Exit.ShouldBe(0, run.Error);
        var cube = ReadReleased(work.At("data"), "detected-persons").Value;
        var counted = files.PersonsByCountryAndYear();
        var shown = 0;
        foreach (var country in cube.Dimensions[cube.AxisOf("country")].List.Codes)
        {
            foreach (var year in cube.Dimensions[cube.AxisOf("year")].List.Codes)
            {
                var figure = cube[("country", country.Id), ("year", year.Id)];
                var truth = counted.GetValueOrDefault((country.Id, year.Id));
                if (figure.Kind == FigureKind.Exact)
                {
                    figure.Low.ShouldBe(truth);
                    shown++;
                }

                if (truth < 10)
                    figure.Kind.ShouldBe(FigureKind.Withheld);
            }
        }

        shown.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Releasing_the_same_again_writes_no_second_entry()
    {
        using var work = new Workspace();
        AmparoProcess.Run(["release", .. files.Mapped, "--out", work.At("data")]).Exit.ShouldBe(0);
        var before = Workspace.Snapshot(work.At("data"));
        AmparoProcess.Run(["release", .. files.Mapped, "--out", work.At("data")]).Exit.ShouldBe(0);
        Workspace.Snapshot(work.At("data")).ShouldBe(before);
    }

    [Fact]
    public void An_archive_that_was_damaged_or_lost_is_written_again_by_the_same_release()
    {
        using var work = new Workspace();
        string[] release = ["release", .. files.Mapped, "--out", work.At("data")];
        AmparoProcess.Run(release).Exit.ShouldBe(0);
        var before = Workspace.Snapshot(work.At("data"));
        var archives = Directory.GetFiles(work.At("data", "releases"), "*.json");
        File.WriteAllText(archives[0], "damaged");
        File.Delete(archives[1]);
        AmparoProcess.Run(release).Exit.ShouldBe(0);
        Workspace.Snapshot(work.At("data")).ShouldBe(before);
    }

    [Fact]
    public void A_record_that_stands_there_twice_is_refused_before_anything_is_written()
    {
        using var work = new Workspace();
        var run = AmparoProcess.Run(["release", .. files.Mapped, files.Mapped[0], "--out", work.At("data")]);
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-032 ");
        run.Error.ShouldContain("map --office");
        File.Exists(work.At("data", "ledger.jsonl")).ShouldBeFalse();
    }

    [Fact]
    public void Two_offices_of_one_kind_are_released_together_once_they_are_told_apart()
    {
        using var work = new Workspace();
        var file = files.AgencyFiles.First(path => DemonstrationFiles.KeyOf(path) == "MX/shelter");
        foreach (var office in new[] { "north", "south" })
            AmparoProcess.Run("map", file, "--office", office, "--out", work.At($"{office}.csv")).Exit.ShouldBeLessThan(2);
        AmparoProcess.Run("release", work.At("north.csv"), work.At("south.csv"), "--out", work.At("data")).Exit.ShouldBe(0);

        var refused = AmparoProcess.Run("map", file, "--office", "../north", "--out", work.At("never.csv"));
        refused.Exit.ShouldBe(2);
        refused.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("REC-017 ");
    }

    [Fact]
    public void A_second_release_of_the_same_population_is_refused_and_changes_nothing()
    {
        using var work = new Workspace();
        AmparoProcess.Run(["release", .. files.Mapped, "--out", work.At("data")]).Exit.ShouldBe(0);
        var before = Workspace.Snapshot(work.At("data"));
        var run = AmparoProcess.Run(["release", .. files.Mapped.Skip(20), "--out", work.At("data")]);
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("PRV-008 ");
        Workspace.Snapshot(work.At("data")).ShouldBe(before);
    }

    [Fact]
    public void A_ledger_that_was_tampered_with_is_refused_and_left_as_it_is()
    {
        using var work = new Workspace();
        AmparoProcess.Run(["release", .. files.Mapped, "--out", work.At("data")]).Exit.ShouldBe(0);
        var ledger = work.At("data", "ledger.jsonl");
        File.WriteAllText(ledger, File.ReadAllText(ledger).Replace("threshold 10", "threshold 99", StringComparison.Ordinal));
        var before = Workspace.Snapshot(work.At("data"));

        var run = AmparoProcess.Run(["release", .. files.Mapped, "--out", work.At("data")]);
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("PRV-001 ");
        Workspace.Snapshot(work.At("data")).ShouldBe(before);
    }

    [Fact]
    public void Only_one_process_writes_a_data_folder_at_a_time()
    {
        using var work = new Workspace();
        Directory.CreateDirectory(work.At("data"));
        using var held = new FileStream(work.At("data", ".lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var run = AmparoProcess.Run("demo", "--data", work.At("data"), "--persons", "50");
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-025 ");
    }

    [Fact]
    public void Killed_at_any_moment_mapping_leaves_the_old_file_or_the_new_one()
    {
        using var work = new Workspace();
        var file = files.AgencyFiles.First(path => DemonstrationFiles.KeyOf(path) == "MX/police");
        string[] Map(string to) => ["map", file, "--country", "MX", "--out", to];
        AmparoProcess.Run(Map(work.At("new.csv")));
        var made = File.ReadAllText(work.At("new.csv"));
        // What is replaced must look like an earlier output.
        var old = made.Split('\n')[0] + "\n";
        Killing.AtRandomMoments(
            () =>
            {
                File.WriteAllText(work.At("out.csv"), old);
                return AmparoProcess.Start("es", Map(work.At("out.csv")));
            },
            () => File.ReadAllText(work.At("out.csv")).ShouldBeOneOf(old, made));
    }

    [Fact]
    public void Killed_at_any_moment_a_release_leaves_a_whole_ledger_and_no_archive_that_it_does_not_account_for()
    {
        using var work = new Workspace();
        Killing.AtRandomMoments(
            () =>
            {
                if (Directory.Exists(work.At("data")))
                    Directory.Delete(work.At("data"), recursive: true);
                return AmparoProcess.Start("es", ["release", .. files.Mapped, "--out", work.At("data")]);
            },
            () =>
            {
                if (!Directory.Exists(work.At("data", "releases")))
                    return;
                foreach (var archive in Directory.GetFiles(work.At("data", "releases"), "*.json"))
                    ReadLedger(work.At("data")).Find(HashOf(archive)).ShouldNotBeNull();
            });
        AmparoProcess.Run(["release", .. files.Mapped, "--out", work.At("data")]).Exit.ShouldBe(0);
        ReadReleased(work.At("data"), "detected-persons").Entry.Sequence.ShouldBe(1);
    }

    [Fact]
    public void A_full_disk_keeps_the_old_standard_file()
    {
        using var disk = TinyDisk.MountOrSkip("size=64k");
        var file = files.AgencyFiles.First(path => DemonstrationFiles.KeyOf(path) == "MX/police");
        var place = Path.Combine(disk.Root, "out.csv");
        var old = File.ReadLines(files.Mapped[0]).First() + "\n";
        File.WriteAllText(place, old);
        var run = AmparoProcess.Run("map", file, "--country", "MX", "--out", place);
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-006 ");
        File.ReadAllText(place).ShouldBe(old);
        Directory.GetFileSystemEntries(disk.Root).ShouldBe([place]);
    }

    [Theory]
    [InlineData("CLI-003", "check", "/nowhere/GT/police.csv")]
    [InlineData("CLI-003", "map", "/nowhere/GT/police.csv", "--out", "/tmp/never.csv")]
    [InlineData("CLI-003", "release", "/nowhere/mapped.csv", "--out", "/tmp/amparo-never")]
    public void A_missing_file_is_one_line_that_names_it(string code, params string[] arguments)
    {
        var run = AmparoProcess.Run(arguments);
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"{code} ");
        run.Error.ShouldContain("/nowhere/");
    }

    [Fact]
    public void A_file_that_no_mapping_or_country_fits_is_one_line()
    {
        using var work = new Workspace();
        File.WriteAllText(work.At("police.csv"), "a;b\n1;2\n");
        File.WriteAllText(work.At("other.csv"), "a;b\n1;2\n");
        AmparoProcess.Run("check", work.At("other.csv")).ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-022 ");
        AmparoProcess.Run("check", work.At("police.csv")).ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-023 ");
        var country = AmparoProcess.Run("check", work.At("police.csv"), "--country", "ZZ").ErrorLines.ShouldHaveSingleItem();
        country.ShouldStartWith("CLI-040 ");
        country.ShouldContain("(ZZ, BZ CR DO SV GT HN MX NI PA)");
        var columns = AmparoProcess.Run("check", work.At("police.csv"), "--country", "GT");
        columns.Exit.ShouldBe(1);
        columns.ErrorLines.ShouldNotBeEmpty();
        columns.ErrorLines.ShouldAllBe(line => line.StartsWith("REC-", StringComparison.Ordinal));
    }

    private static string HashOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private static Ledger ReadLedger(string data)
    {
        using var stream = File.OpenRead(Path.Combine(data, "ledger.jsonl"));
        return Ledger.Read(stream).Value;
    }

    private static Released<Cube> ReadReleased(string data, string subject)
    {
        var archive = Directory.GetFiles(Path.Combine(data, "releases"), $"{subject}.*.json").Single();
        return ReleaseArchive.ReadCube(File.ReadAllBytes(archive), ReadLedger(data)).Value;
    }
}

/// <summary>One demonstration for all tests of the chain, and what its truth says.</summary>
public sealed class DemonstrationFiles : IDisposable
{
    private const int Persons = 1500;

    private readonly Workspace _work = new();

    public DemonstrationFiles()
    {
        AmparoProcess.Run(
            "demo-data", "--seed", "7", "--persons", Persons.ToString(CultureInfo.InvariantCulture), "--out", Root).Exit.ShouldBe(0);
        var lines = File.ReadAllLines(Path.Combine(Root, "truth", "records.csv"));
        var header = lines[0].Split(',');
        Truth = [.. lines.Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second))];
        var agencies = Directory.GetFiles(Path.Combine(Root, "agencies"), "*", SearchOption.AllDirectories);
        AgencyFiles = [.. agencies.Order(StringComparer.Ordinal)];
        Mapped = [.. AgencyFiles.AsParallel().AsOrdered().Select(file =>
        {
            var mapped = _work.At(KeyOf(file).Replace('/', '-') + ".csv");
            AmparoProcess.Run("map", file, "--out", mapped).Exit.ShouldBeLessThan(2);
            return mapped;
        })];
    }

    internal string Root => _work.At("demo");

    internal IReadOnlyList<string> AgencyFiles { get; }

    /// <summary>Standard files of all agencies, written by the verb map.</summary>
    internal IReadOnlyList<string> Mapped { get; }

    internal IReadOnlyList<Dictionary<string, string>> Truth { get; }

    public void Dispose() => _work.Dispose();

    /// <summary>A file as the truth names it: <c>MX/police</c>.</summary>
    internal static string KeyOf(string path) =>
        $"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileNameWithoutExtension(path)}";

    /// <summary>
    /// Every person once an agency, in the year of the first record that was not to be quarantined: counted from the truth with none of
    /// the product's code.
    /// </summary>
    internal Dictionary<(string Country, string Year), int> PersonsByCountryAndYear() => Truth
        .Where(row => row["defect"].Length == 0)
        .GroupBy(row => (Country: row["country"], Agency: row["agency_kind"], File: row["file_number"]))
        .Select(records => (records.Key.Country, Year: records.MinBy(row => row["registered"], StringComparer.Ordinal)!["year"]))
        .CountBy(person => person)
        .ToDictionary();

    /// <summary>Surnames that stand in the agency files, to be looked for where they must not be.</summary>
    internal IReadOnlyList<string> SurnamesInClear() =>
    [
        .. AgencyFiles.Where(file => Path.GetFileName(file) == "iom.csv").SelectMany(File.ReadLines)
            .Select(line => line.Split(',')).Where(cells => cells.Length > 3 && cells[3].Length > 5).Select(cells => cells[3].Trim('"'))
            .Where(name => name != "prs_family_name").Distinct(StringComparer.Ordinal),
    ];
}
