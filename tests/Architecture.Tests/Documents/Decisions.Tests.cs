using System.Globalization;
using System.Text.RegularExpressions;

namespace Amparo.Architecture.Tests.Documents;

public sealed partial class DecisionsTests
{
    private const string Folder = "docs/decisions/";
    private static readonly string[] Sections = ["Context", "Decision", "Status", "Consequences"];

    public static TheoryData<string> Records => [.. Repository.Files.Where(file => file.StartsWith(Folder, StringComparison.Ordinal)
        && file.EndsWith(".md", StringComparison.Ordinal) && !file.EndsWith("README.md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Records))]
    public void A_decision_follows_the_template(string file)
    {
        var number = FileName().Match(file[Folder.Length..]);
        number.Success.ShouldBeTrue("The name is NNNN-words-joined-by-hyphens.md.");
        var text = Repository.Read(file);

        text.ShouldStartWith($"# {number.Groups["number"].Value.TrimStart('0')}. ");
        Heading().Matches(text).Select(match => match.Groups["title"].Value).ShouldBe(Sections);
        Status().IsMatch(text).ShouldBeTrue("The status is Proposed, Accepted or Superseded, with a date.");
        // Half a page to a page: longer reasoning belongs into a method page.
        Word().Count(text).ShouldBeInRange(100, 620);
    }

    [Fact]
    public void Decisions_are_numbered_without_gaps_and_all_in_the_index()
    {
        var files = Records.Select(row => row.Data[Folder.Length..]).ToList();
        var index = Repository.Read(Folder + "README.md");

        files.Select(file => int.Parse(file[..4], CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(1, files.Count));
        files.Where(file => !index.Contains($"({file})", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^(?<number>\d{4})-[a-z0-9]+(-[a-z0-9]+)*\.md$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"^## (?<title>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex(
        @"^## Status\n\n(Proposed|Accepted|Superseded by .+), \d{4}-\d{2}-\d{2}\.", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Status();

    [GeneratedRegex(@"\w+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
