using System.Text.Json;

namespace Amparo.Cli.Tests;

public sealed class DemoDataTests : IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Writes_six_files_a_country_and_the_truth_apart_and_says_how_much()
    {
        var run = AmparoProcess.Run([.. Arguments(_work.At("out")), "--json"]);
        run.Exit.ShouldBe(0);
        run.Error.ShouldBeEmpty();
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("result").GetProperty("persons").GetInt32().ShouldBe(200);
        Directory.GetDirectories(_work.At("out", "agencies")).Length.ShouldBe(9);
        Directory.GetFiles(_work.At("out", "agencies"), "*", SearchOption.AllDirectories).Length.ShouldBe(54);
        File.Exists(_work.At("out", "truth", "records.csv")).ShouldBeTrue();
        File.Exists(_work.At("out", "INVENTED.txt")).ShouldBeTrue();
    }

    [Fact]
    public void An_existing_folder_is_replaced_only_when_asked()
    {
        AmparoProcess.Run(Arguments(_work.At("out"))).Exit.ShouldBe(0);
        var before = Workspace.Snapshot(_work.At("out"));

        var refused = AmparoProcess.Run(Arguments(_work.At("out"), seed: 2));
        refused.Exit.ShouldBe(2);
        refused.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-021 ");
        Workspace.Snapshot(_work.At("out")).ShouldBe(before);

        AmparoProcess.Run([.. Arguments(_work.At("out"), seed: 2), "--force"]).Exit.ShouldBe(0);
        Workspace.Snapshot(_work.At("out")).ShouldNotBe(before);
    }

    [Fact]
    public void A_folder_of_other_things_is_not_replaced_even_when_asked()
    {
        Directory.CreateDirectory(_work.At("precious"));
        File.WriteAllText(_work.At("precious", "thesis.txt"), "years of work");
        var run = AmparoProcess.Run([.. Arguments(_work.At("precious")), "--force"]);
        run.Exit.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-027 ");
        File.ReadAllText(_work.At("precious", "thesis.txt")).ShouldBe("years of work");
    }

    [Fact]
    public void A_folder_of_invented_files_with_one_file_more_is_not_replaced_even_when_asked()
    {
        AmparoProcess.Run(Arguments(_work.At("out"))).Exit.ShouldBe(0);
        File.WriteAllText(_work.At("out", "thesis.txt"), "years of work");
        var before = Workspace.Snapshot(_work.At("out"));
        var run = AmparoProcess.Run([.. Arguments(_work.At("out"), seed: 2), "--force"]);
        run.Exit.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-027 ");
        Workspace.Snapshot(_work.At("out")).ShouldBe(before);
    }

    [Fact]
    public void A_folder_that_another_process_writes_is_not_replaced()
    {
        AmparoProcess.Run(Arguments(_work.At("out"))).Exit.ShouldBe(0);
        var before = Workspace.Snapshot(_work.At("out"));
        using var held = new FileStream(_work.At("out", ".lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var run = AmparoProcess.Run([.. Arguments(_work.At("out"), seed: 2), "--force"]);
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-025 ");
        Workspace.Snapshot(_work.At("out")).ShouldBe(before);
    }

    [Fact]
    public void A_file_in_the_folders_place_is_one_line()
    {
        File.WriteAllText(_work.At("file"), "");
        var run = AmparoProcess.Run(Arguments(_work.At("file")));
        run.Exit.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-028 ");
    }

    [Fact]
    public void A_read_only_disk_is_one_line_and_exit_3()
    {
        using var disk = TinyDisk.MountOrSkip("size=1m");
        disk.MakeReadOnly();
        var run = AmparoProcess.Run(Arguments(Path.Combine(disk.Root, "out")));
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-005 ");
    }

    [Fact]
    public void A_full_disk_is_one_line_and_the_old_folder_stays()
    {
        using var disk = TinyDisk.MountOrSkip("size=2m");
        var place = Path.Combine(disk.Root, "out");
        AmparoProcess.Run(Arguments(place)).Exit.ShouldBe(0);
        var before = Workspace.Snapshot(place);

        var run = AmparoProcess.Run("demo-data", "--seed", "1", "--persons", "50000", "--out", place, "--force");
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-006 ");
        Workspace.Snapshot(place).ShouldBe(before);
        Directory.GetFileSystemEntries(disk.Root).ShouldBe([place]);
    }

    [Fact]
    public void Killed_at_any_moment_it_leaves_the_old_folder_or_the_new_one()
    {
        AmparoProcess.Run(Arguments(_work.At("out"))).Exit.ShouldBe(0);
        var old = Workspace.Snapshot(_work.At("out"));
        AmparoProcess.Run(Arguments(_work.At("new"), seed: 2)).Exit.ShouldBe(0);
        var made = Workspace.Snapshot(_work.At("new"));
        made.ShouldNotBe(old);

        Killing.AtRandomMoments(
            () => AmparoProcess.Start("es", [.. Arguments(_work.At("out"), seed: 2), "--force"]),
            () => Workspace.Snapshot(_work.At("out")).ShouldBeOneOf(old, made));

        // What killed runs left beside is gone after one that was let live.
        AmparoProcess.Run([.. Arguments(_work.At("out"), seed: 2), "--force"]).Exit.ShouldBe(0);
        Directory.GetFileSystemEntries(_work.Root).Order(StringComparer.Ordinal).ShouldBe([_work.At("new"), _work.At("out")]);
    }

    private static string[] Arguments(string folder, int seed = 1) =>
        ["demo-data", "--seed", seed.ToString(System.Globalization.CultureInfo.InvariantCulture), "--persons", "200", "--out", folder];
}
