using System.Security.Cryptography;
using System.Text.Json;
using Amparo.PrivateRelease;
using Amparo.PrivateRelease.Accounting;
using Amparo.Vocabulary;

namespace Amparo.Cli.Tests;

/// <summary>The whole chain in one data folder.</summary>
public sealed class DemoTests : IDisposable
{
    private static readonly string[] Arguments = ["--persons", "300", "--seed", "5"];

    private readonly Workspace _work = new();

    private string Data => _work.At("data");

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_second_run_with_the_same_options_changes_nothing_and_other_options_prepare_anew()
    {
        var first = AmparoProcess.Run(["demo", "--data", Data, .. Arguments, "--json"]);
        first.Exit.ShouldBe(0, first.Error);
        using var json = JsonDocument.Parse(first.Output);
        var result = json.RootElement.GetProperty("result");
        var (read, quarantined) = (result.GetProperty("read").GetInt64(), result.GetProperty("quarantined").GetInt64());
        result.GetProperty("records").GetInt64().ShouldBe(read - quarantined);
        var before = Workspace.Snapshot(Data);

        AmparoProcess.RunIn("en", ["demo", "--data", Data, .. Arguments]).Output.ShouldContain("already prepared");
        Workspace.Snapshot(Data).ShouldBe(before);

        AmparoProcess.Run("demo", "--data", Data, "--persons", "310", "--seed", "5").Exit.ShouldBe(0);
        Workspace.Snapshot(Data).ShouldNotBe(before);
    }

    [Fact]
    public void Killed_at_any_moment_it_leaves_releases_that_the_ledger_accounts_for_and_a_mark_only_on_a_whole_demonstration()
    {
        Killing.AtRandomMoments(
            () =>
            {
                if (Directory.Exists(Data))
                    Directory.Delete(Data, recursive: true);
                return AmparoProcess.Start("es", ["demo", "--data", Data, .. Arguments]);
            },
            () =>
            {
                var releases = _work.At("data", "releases");
                var archives = Directory.Exists(releases) ? Directory.GetFiles(releases, "*.json") : [];
                if (archives.Length > 0)
                    PublishesWhatIsThere();
                if (File.Exists(_work.At("data", "demo.json")))
                    archives.Length.ShouldBe(28);
                if (File.Exists(_work.At("data", "ledger.jsonl")))
                    OpenDataAreAccountedFor();
            });
        AmparoProcess.Run(["demo", "--data", Data, .. Arguments]).Exit.ShouldBe(0);
    }

    // Killed between the ledger and an archive, the table is not shown, and that is said; everything else is published.
    private void PublishesWhatIsThere()
    {
        var published = AmparoProcess.Run("publish", Data, "--out", _work.At("out"));
        published.Exit.ShouldBe(published.ErrorLines.Length == 0 ? 0 : 1, published.Error);
        published.ErrorLines.ShouldAllBe(line => line.StartsWith("CLI-031", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(300)]
    public void Each_record_has_one_person_and_the_same_run_elsewhere_finds_the_same_ones(int persons)
    {
        foreach (var folder in new[] { "data", "again" })
        {
            var run = AmparoProcess.Run("demo", "--data", _work.At(folder), "--persons", $"{persons}", "--seed", "5", "--json");
            run.Exit.ShouldBe(0, run.Error);
            using var json = JsonDocument.Parse(run.Output);
            var result = json.RootElement.GetProperty("result");
            var linked = Directory.GetFiles(_work.At(folder, "invented", "linked")).SelectMany(file => File.ReadLines(file).Skip(1)).Select(line => line.Split(',')).ToList();
            linked.Count.ShouldBe(result.GetProperty("records").GetInt32());
            linked.Select(row => row[0]).ShouldBeUnique();
            linked.Select(row => row[1]).Distinct().Count().ShouldBe(result.GetProperty("linkedPersons").GetInt32());
            result.GetProperty("linkedPersons").GetInt32().ShouldBeInRange(persons * 9 / 10, persons * 11 / 10);
        }

        Workspace.Snapshot(_work.At("again", "invented", "linked")).ShouldBe(Workspace.Snapshot(_work.At("data", "invented", "linked")));
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in Directory.GetFiles(_work.At("data", "invented", "linked")))
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void Open_data_are_charged_before_they_stand_and_are_not_drawn_twice()
    {
        var first = AmparoProcess.Run(["demo", "--data", Data, .. Arguments, "--json"]);
        first.Exit.ShouldBe(0, first.Error);
        using var json = JsonDocument.Parse(first.Output);
        var open = json.RootElement.GetProperty("result").GetProperty("openData");
        var file = open.GetProperty("file").GetString()!;
        var rows = File.ReadAllBytes(file);
        Convert.ToHexStringLower(SHA256.HashData(rows)).ShouldBe(ContentHashBeside(file));
        File.ReadLines(file).First().ShouldBe("country,year,sex,age-group,form");

        var ledger = ReadLedger();
        var released = ledger.Entries[^1];
        FormalPromise.Of(ledger, released).ShouldNotBeNull().Epsilon.ShouldBe(2);
        released.Sequence.ShouldBe(open.GetProperty("sequence").GetInt32());
        ledger.Entries[^2].Door.ShouldBe(Door.Charge);
        var budget = PopulationBudget.Of(ledger, released.Population);
        budget.Spent.ShouldBeInRange(1.9, 2.000001);
        budget.Agreed.ShouldBe(4);
        ledger.Entries.Where(entry => entry.Regime == PrivacyRegime.Classical).ShouldAllBe(entry => entry.Population != released.Population);

        // The mark is gone, as if the run had been killed before it: all is made again, and nothing is spent again.
        File.Delete(_work.At("data", "demo.json"));
        AmparoProcess.Run(["demo", "--data", Data, .. Arguments]).Exit.ShouldBe(0);
        ReadLedger().LastHash.ShouldBe(ledger.LastHash);
        File.ReadAllBytes(file).ShouldBe(rows);

        // The rows are lost, as if it had been killed right after the ledger: they are drawn anew, and paid for anew.
        File.Delete(_work.At("data", "demo.json"));
        File.Delete(file);
        AmparoProcess.Run(["demo", "--data", Data, .. Arguments]).Exit.ShouldBe(0);
        var grown = ReadLedger();
        grown.Continues(ledger).ShouldBeTrue();
        PopulationBudget.Of(grown, released.Population).Spent.ShouldBeInRange(budget.Spent + 0.1, 4);
    }

    [Fact]
    public void A_folder_that_holds_an_offices_own_files_is_refused_and_left_as_it_is()
    {
        foreach (var own in new[] { "agencies", "mapped", "truth", "quarantine", "invented" })
        {
            var office = _work.At(own, "office");
            Directory.CreateDirectory(Path.Combine(office, own));
            File.WriteAllText(Path.Combine(office, own, "police.csv"), "real");
            RefusesToChange(office);
        }

        Directory.CreateDirectory(_work.At("released"));
        File.WriteAllText(_work.At("released", "ledger.jsonl"), "");
        RefusesToChange(_work.At("released"));
    }

    [Fact]
    public void A_file_of_ones_own_among_the_invented_ones_is_not_lost()
    {
        AmparoProcess.Run(["demo", "--data", Data, .. Arguments]).Exit.ShouldBe(0);
        File.WriteAllText(_work.At("data", "invented", "notes.txt"), "years of work");
        RefusesToChange(Data);
    }

    [Fact]
    public void Killed_at_any_moment_it_leaves_the_old_invented_files_or_the_new_ones()
    {
        string[] other = ["--persons", "250", "--seed", "6"];
        AmparoProcess.Run(["demo", "--data", Data, .. Arguments]).Exit.ShouldBe(0);
        AmparoProcess.Run(["demo", "--data", _work.At("other"), .. other]).Exit.ShouldBe(0);
        var old = Workspace.Snapshot(_work.At("data", "invented"));
        var made = Workspace.Snapshot(_work.At("other", "invented"));
        made.ShouldNotBe(old);
        var mark = File.ReadAllText(_work.At("data", "demo.json"));
        Workspace.Copy(Data, _work.At("whole"));
        var mended = false;
        Killing.AtRandomMoments(
            () => AmparoProcess.Start("es", ["demo", "--data", Data, .. other]),
            () =>
            {
                var left = Workspace.Snapshot(_work.At("data", "invented"));
                left.ShouldBeOneOf(old, made);
                // The mark never speaks of other files than those that are there.
                if (File.Exists(_work.At("data", "demo.json")))
                    (File.ReadAllText(_work.At("data", "demo.json")) == mark).ShouldBe(left == old);
                // Mended by the next run (once, at the first moment that left something else), and put back by copying the other times.
                if (!mended && left != old)
                {
                    AmparoProcess.Run(["demo", "--data", Data, .. Arguments]).Exit.ShouldBe(0);
                    Workspace.Snapshot(_work.At("data", "invented")).ShouldBe(old);
                    mended = true;
                }
                Directory.Delete(Data, recursive: true);
                Workspace.Copy(_work.At("whole"), Data);
            });
        AmparoProcess.Run(["demo", "--data", Data, .. other]).Exit.ShouldBe(0);
    }

    [Fact]
    public void Other_invented_persons_are_another_population()
    {
        AmparoProcess.Run(["demo", "--data", Data, .. Arguments]).Exit.ShouldBe(0);
        AmparoProcess.Run("demo", "--data", Data, "--persons", "310", "--seed", "5").Exit.ShouldBe(0);
        var populations = File.ReadLines(_work.At("data", "ledger.jsonl")).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("door").GetString() == "Mechanism" && line.GetProperty("regime").GetString() == "Classical")
            .Select(line => line.GetProperty("population").GetString()!).ToList();
        // Counts of persons, counts of repeated records, and the estimates of the same persons, twice.
        populations.Count.ShouldBe(6);
        populations.Distinct().Count().ShouldBe(4);
        populations.ShouldAllBe(id => ContentId.IsValid(id));
        foreach (var kind in new[] { "demonstration-detected-", "demonstration-repeated-" })
            populations.Distinct().Count(id => id.StartsWith(kind, StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void A_full_disk_is_one_line_and_leaves_the_releases_as_they_were()
    {
        using var disk = TinyDisk.MountOrSkip("size=2m");
        var data = Path.Combine(disk.Root, "data");
        AmparoProcess.Run("demo", "--data", data, "--persons", "200").Exit.ShouldBe(0);
        var ledger = File.ReadAllText(Path.Combine(data, "ledger.jsonl"));
        var releases = Workspace.Snapshot(Path.Combine(data, "releases"));

        var run = AmparoProcess.Run("demo", "--data", data, "--persons", "50000");
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-006 ");
        File.ReadAllText(Path.Combine(data, "ledger.jsonl")).ShouldBe(ledger);
        Workspace.Snapshot(Path.Combine(data, "releases")).ShouldBe(releases);
    }

    [Fact]
    public void A_folder_that_nobody_may_write_is_one_line()
    {
        using var disk = TinyDisk.MountOrSkip("size=1m");
        disk.MakeReadOnly();
        var run = AmparoProcess.Run("demo", "--data", Path.Combine(disk.Root, "data"));
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-005 ");
    }

    // No rows without their line, and no line without its charge before it.
    private void OpenDataAreAccountedFor()
    {
        var ledger = ReadLedger();
        ledger.Entries.Where(entry => entry.Subject == "open-data" && entry.Door == Door.Mechanism)
            .ShouldAllBe(entry => FormalPromise.Of(ledger, entry) != null);
        foreach (var rows in Directory.GetFiles(_work.At("data", "releases"), "open-data.*.csv"))
        {
            ledger.Entries.Any(entry => entry.Subject == "open-data" && rows.Contains(entry.ContentHash[..16], StringComparison.Ordinal)).ShouldBeTrue();
            var archive = Path.ChangeExtension(rows, ".json");
            if (File.Exists(archive))
                ReleaseArchive.ReadRecords(File.ReadAllBytes(archive), ledger, File.ReadAllBytes(rows)).Problems.ShouldBeEmpty();
        }
    }

    private Ledger ReadLedger()
    {
        using var stream = File.OpenRead(_work.At("data", "ledger.jsonl"));
        return Ledger.Read(stream).Value;
    }

    private static string ContentHashBeside(string file)
    {
        using var archive = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(file, ".json")));
        return archive.RootElement.GetProperty("contentHash").GetString()!;
    }

    private static void RefusesToChange(string folder)
    {
        var before = Workspace.Snapshot(folder);
        var run = AmparoProcess.Run("demo", "--data", folder, "--persons", "50");
        run.Exit.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-027 ");
        Workspace.Snapshot(folder).ShouldBe(before);
    }
}
