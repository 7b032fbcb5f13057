using System.Text.RegularExpressions;

namespace Amparo.Cli.Tests;

public sealed partial class TextsTests
{
    [Fact]
    public void Every_text_exists_in_both_languages_and_fills_the_same_blanks()
    {
        foreach (var file in Directory.GetFiles(Folder, "*.tsv", SearchOption.AllDirectories))
        {
            var lines = File.ReadAllLines(file).Select(line => line.Split('\t')).ToList();
            lines.Select(cells => cells[0]).Distinct().Count().ShouldBe(lines.Count, file);
            foreach (var cells in lines)
            {
                cells.Length.ShouldBe(lines[0].Length, $"{file}: {cells[0]}");
                cells.ShouldAllBe(cell => cell.Trim() == cell, $"{file}: {cells[0]}");
                cells[^1].ShouldNotBeEmpty();
                cells[^2].ShouldNotBeEmpty();
                Blanks(cells[^1]).ShouldBe(Blanks(cells[^2]), $"{file}: {cells[0]}");
            }
        }
    }

    [Fact]
    public void Every_problem_that_a_program_can_report_has_a_sentence()
    {
        var sentences = File.ReadAllLines(Path.Combine(Folder, "Texts", "problems.tsv")).Select(line => line.Split('\t')[0])
            .Concat(File.ReadAllLines(Path.Combine(AmparoProcess.Root, "content", "languages", "problems.es.yaml"))
                .Select(line => line.Split(':')[0]))
            .ToHashSet(StringComparer.Ordinal);
        string[] places = ["src/libraries", "src/adapters/Content", "src/adapters/Stores", "src/modules/Platform", "src/hosts/Cli"];
        var codes = places
            .SelectMany(place => Directory.GetFiles(Path.Combine(AmparoProcess.Root, place), "*Problems.cs", SearchOption.AllDirectories))
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups["code"].Value))
            .ToList();
        codes.ShouldNotBeEmpty();
        codes.Except(sentences).ShouldBeEmpty();
    }

    [Fact]
    public void The_launchers_own_problems_have_codes_that_no_other_problem_has()
    {
        var inShell = Directory.GetFiles(Path.Combine(AmparoProcess.Root, "eng"), "*.sh").Append(Path.Combine(AmparoProcess.Root, "amparo"))
            .SelectMany(file => LauncherCode().Matches(File.ReadAllText(file)).Select(match => match.Value)).ToHashSet();
        inShell.ShouldContain("CLI-010");
        // These two mean the same in the launcher as in the program.
        string[] shared = ["CLI-002", "CLI-004"];
        var sentences = File.ReadAllLines(Path.Combine(Folder, "Texts", "problems.tsv")).Select(line => line.Split('\t')[0]);
        inShell.Intersect(sentences).ShouldBe(shared, ignoreOrder: true);
    }

    private static string Folder { get; } = Path.Combine(AmparoProcess.Root, "src", "hosts", "Cli");

    private static IEnumerable<string> Blanks(string text) =>
        Blank().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal);

    [GeneratedRegex("CLI-[0-9]{3}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LauncherCode();

    [GeneratedRegex(@"\{[0-9]\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blank();

    [GeneratedRegex("\"(?<code>[A-Z]{3}-[0-9]{3})\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
