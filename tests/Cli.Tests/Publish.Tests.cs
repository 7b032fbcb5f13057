using System.Xml.Linq;

namespace Amparo.Cli.Tests;

/// <summary>Released tables as files.</summary>
public sealed class PublishTests(ReleasedDemonstration demonstration) : IClassFixture<ReleasedDemonstration>
{
    [Fact]
    public void Every_figure_is_there_as_table_picture_and_page_with_the_ledger_that_accounts_for_it()
    {
        using var work = new Workspace();
        var run = AmparoProcess.Run("publish", demonstration.Data, "--out", work.At("out"), "--language", "en");
        run.Exit.ShouldBe(0, run.Error);
        var figures = Directory.GetFiles(work.At("out"), "*.svg").Select(Path.GetFileNameWithoutExtension).ToList();
        figures.ShouldContain("detected-persons-region-by-year");
        figures.ShouldContain("detected-persons-gt-by-form");
        foreach (var figure in figures)
        {
            XDocument.Load(work.At("out", $"{figure}.svg")).Root!.Name.LocalName.ShouldBe("svg");
            File.ReadAllBytes(work.At("out", $"{figure}.csv")).Take(3).ShouldBe(new byte[] { 0xEF, 0xBB, 0xBF });
            File.ReadAllText(work.At("out", "index.html")).ShouldContain($"href=\"{figure}.html\"");
            File.ReadAllText(work.At("out", $"{figure}.html")).ShouldContain($"href=\"{figure}.csv\"");
        }

        File.ReadAllBytes(work.At("out", "ledger.jsonl")).ShouldBe(File.ReadAllBytes(Path.Combine(demonstration.Data, "ledger.jsonl")));
        File.Exists(work.At("out", "trafficking-laws.csv")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("es", "inventad")]
    [InlineData("en", "nvented")]
    public void Every_figure_of_the_demonstration_says_that_it_is_invented(string language, string word)
    {
        using var work = new Workspace();
        AmparoProcess.Run("publish", demonstration.Data, "--out", work.At("out"), "--language", language).Exit.ShouldBe(0);
        foreach (var file in Directory.GetFiles(work.At("out"), "detected-persons-*"))
        {
            if (Path.GetExtension(file) is ".svg" or ".html")
                File.ReadAllText(file).ShouldContain(word, Case.Insensitive, file);
        }
    }

    [Fact]
    public void The_same_releases_give_the_same_bytes()
    {
        using var work = new Workspace();
        AmparoProcess.Run("publish", demonstration.Data, "--out", work.At("one")).Exit.ShouldBe(0);
        AmparoProcess.Run("publish", demonstration.Data, "--out", work.At("two")).Exit.ShouldBe(0);
        Workspace.Snapshot(work.At("one")).ShouldBe(Workspace.Snapshot(work.At("two")));
    }

    [Fact]
    public void An_archive_that_was_changed_is_refused_and_nothing_is_written()
    {
        using var work = new Workspace();
        Copy(demonstration.Data, work.At("data"));
        var archive = Directory.GetFiles(work.At("data", "releases"), "detected-persons.*").Single();
        File.WriteAllText(archive, File.ReadAllText(archive).Replace("Withheld", "Missing", StringComparison.Ordinal));
        var run = AmparoProcess.Run("publish", work.At("data"), "--out", work.At("out"));
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("PRV-002 ");
        Directory.Exists(work.At("out")).ShouldBeFalse();
    }

    [Fact]
    public void A_folder_without_releases_or_of_other_things_is_one_line()
    {
        using var work = new Workspace();
        Directory.CreateDirectory(work.At("empty"));
        var nothing = AmparoProcess.Run("publish", work.At("empty"), "--out", work.At("out"));
        nothing.Exit.ShouldBe(3);
        nothing.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-026 ");

        Directory.CreateDirectory(work.At("site"));
        File.WriteAllText(work.At("site", "index.html"), "<h1>My own page</h1>");
        var refused = AmparoProcess.Run("publish", demonstration.Data, "--out", work.At("site"));
        refused.Exit.ShouldBe(2);
        refused.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-027 ");
        Directory.GetFiles(work.At("site")).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_publication_is_replaced_only_while_nothing_else_lies_in_it()
    {
        using var work = new Workspace();
        string[] publish = ["publish", demonstration.Data, "--out", work.At("out")];
        AmparoProcess.Run(publish).Exit.ShouldBe(0);
        AmparoProcess.Run(publish).Exit.ShouldBe(0);
        foreach (var own in new[] { "thesis.txt", Path.Combine("deeper", "thesis.txt") })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(work.At("out", own))!);
            File.WriteAllText(work.At("out", own), "years of work");
            var before = Workspace.Snapshot(work.At("out"));
            var refused = AmparoProcess.Run(publish);
            refused.Exit.ShouldBe(2);
            refused.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-027 ");
            Workspace.Snapshot(work.At("out")).ShouldBe(before);
            File.Delete(work.At("out", own));
        }

        Directory.Delete(work.At("out", "deeper"));
        foreach (var list in new[] { "not a list", "{}", "null" })
        {
            File.WriteAllText(work.At("out", "amparo-publication.json"), list);
            AmparoProcess.Run(publish).ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-027 ");
        }
    }

    [Fact]
    public void A_table_whose_newest_archive_is_missing_is_told_and_not_replaced_by_silence()
    {
        using var work = new Workspace();
        Copy(demonstration.Data, work.At("data"));
        File.Delete(Directory.GetFiles(work.At("data", "releases"), "detected-persons.*").Single());
        var run = AmparoProcess.Run("publish", work.At("data"), "--out", work.At("out"));
        run.Exit.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-031 ");
        run.Error.ShouldContain("detected-persons");
        Directory.GetFiles(work.At("out"), "detected-persons*").ShouldBeEmpty();
        File.Exists(work.At("out", "trafficking-laws.csv")).ShouldBeTrue();
    }

    [Fact]
    public void Killed_at_any_moment_it_leaves_the_old_folder_or_the_new_one()
    {
        using var work = new Workspace();
        AmparoProcess.Run("publish", demonstration.Data, "--out", work.At("out"), "--language", "es").Exit.ShouldBe(0);
        AmparoProcess.Run("publish", demonstration.Data, "--out", work.At("en"), "--language", "en").Exit.ShouldBe(0);
        var (old, made) = (Workspace.Snapshot(work.At("out")), Workspace.Snapshot(work.At("en")));
        Killing.AtRandomMoments(
            () => AmparoProcess.Start("es", "publish", demonstration.Data, "--out", work.At("out"), "--language", "en"),
            () => Workspace.Snapshot(work.At("out")).ShouldBeOneOf(old, made));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(from, "releases")).Append(Path.Combine(from, "ledger.jsonl")))
        {
            var place = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(file, place);
        }
    }
}

/// <summary>A small demonstration, prepared by the verb demo.</summary>
public sealed class ReleasedDemonstration : IDisposable
{
    private readonly Workspace _work = new();

    public ReleasedDemonstration() => AmparoProcess.Run("demo", "--data", Data, "--persons", "3000", "--seed", "3").Exit.ShouldBe(0);

    internal string Data => _work.At("data");

    public void Dispose() => _work.Dispose();
}
