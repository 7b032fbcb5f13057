using System.Text.Json;

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
                    AmparoProcess.Run("publish", Data, "--out", _work.At("out")).Exit.ShouldBe(0);
                if (File.Exists(_work.At("data", "demo.json")))
                    archives.Length.ShouldBe(5);
            });
        AmparoProcess.Run(["demo", "--data", Data, .. Arguments]).Exit.ShouldBe(0);
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
}
