using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Amparo.Architecture.Tests.Documents;

public sealed partial class DocumentsTests
{
    // Written in two halves, so that this file does not hold what it forbids.
    private static readonly string[] ForbiddenWords =
        ["/wo" + "rk/", "/fa" + "rm/", "nuget" + ".org", "npmjs" + ".org", "npmjs" + ".com", "//regi" + "stry."];

    private static readonly string[] TextFiles =
    [
        ".cs", ".csproj", ".props", ".targets", ".slnx", ".razor", ".md", ".yaml", ".yml", ".json", ".js", ".mjs", ".ts", ".scss", ".css",
        ".html", ".txt", ".sql", ".csv", ".tsv", ".sh", ".svg", ".xml", ".config", ".editorconfig", ".gitignore", ".gitattributes", ".npmrc", "",
    ];

    public static TheoryData<string> Markdown => [.. Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal))];

    [Fact]
    public void The_README_is_one_page() => Repository.Read("README.md").Split('\n').Length.ShouldBeLessThan(120);

    [Theory]
    [MemberData(nameof(Markdown))]
    public void Every_link_within_the_tree_leads_somewhere(string file) => DeadLinks(file, Repository.Read(file)).ShouldBeEmpty();

    [Fact]
    public void A_dead_link_is_seen()
    {
        DeadLinks("docs/guide/x.md", "[a](nowhere.md) [b](../../README.md) [c](https://example.org/x)").ShouldBe(["nowhere.md"]);
        DeadLinks("README.md", "![picture](docs/pictures/nothing.png) [d](LICENSE)").ShouldBe(["docs/pictures/nothing.png"]);
        DeadLinks("CONTRIBUTING.md", "[e](README.md#no-such-heading)").ShouldBe(["README.md#no-such-heading"]);
        DeadLinks("README.md", "<img src=\"docs/nothing.png\" alt=\"\">").ShouldBe(["docs/nothing.png"]);
    }

    [Fact]
    public void No_file_names_one_machine_or_a_place_that_packages_come_from()
    {
        var checkedFiles = Repository.Files.Where(file => TextFiles.Contains(Path.GetExtension(file), StringComparer.Ordinal)).ToList();

        checkedFiles.Count.ShouldBeGreaterThan(100);
        checkedFiles.SelectMany(file => Forbidden(Repository.Read(file)).Select(word => $"{file}: {word}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("see {0}main/x", 0)]
    [InlineData("https:{0}example.com/package.tgz", 5)]
    public void A_forbidden_word_is_seen(string text, int word) =>
        Forbidden(string.Format(CultureInfo.InvariantCulture, text, ForbiddenWords[word])).ShouldHaveSingleItem();

    [Theory]
    [MemberData(nameof(Markdown))]
    public void No_document_holds_a_mark_of_something_left_to_write(string file) =>
        LeftToWrite().Matches(Repository.Read(file)).Select(match => match.Value).ShouldBeEmpty();

    private static IEnumerable<string> Forbidden(string text) =>
        ForbiddenWords.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static List<string> DeadLinks(string file, string text)
    {
        var folder = Path.GetDirectoryName(file) ?? "";
        return [.. Link().Matches(Code().Replace(text, "")).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Where(target => !LeadsSomewhere(folder, file, target))];
    }

    private static bool LeadsSomewhere(string folder, string file, string target)
    {
        var parts = target.Split('#', 2);
        var path = parts[0].Length == 0 ? Repository.Full(file) : Path.GetFullPath(Path.Combine(Repository.Root, folder, parts[0]));
        if (!File.Exists(path) && !Directory.Exists(path))
            return false;
        return parts.Length == 1 || Heading().Matches(File.ReadAllText(path)).Any(match => Anchor(match.Groups["title"].Value) == parts[1]);
    }

    // As code hosts make anchors of headings: letters, digits and hyphens stay, a blank becomes a hyphen.
    private static string Anchor(string heading)
    {
        var anchor = new StringBuilder();
        foreach (var letter in heading.Trim())
        {
            if (char.IsLetterOrDigit(letter) || letter is '-' or '_')
                anchor.Append(char.ToLowerInvariant(letter));
            else if (letter == ' ')
                anchor.Append('-');
        }

        return anchor.ToString();
    }

    [GeneratedRegex(@"(\]\(|src="")(?<target>[^)\s""]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"```.*?```|`[^`\n]*`", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Heading();

    // The marks are capitals: "todo" is an everyday word of Spanish.
    [GeneratedRegex(@"\b(TODO|FIXME|TBD|XXX|(?i:to be filled))\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LeftToWrite();
}
