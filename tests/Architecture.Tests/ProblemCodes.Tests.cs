using System.Text.RegularExpressions;
using Amparo.Architecture.Tests.Projects;

namespace Amparo.Architecture.Tests;

/// <summary>Each problem code stands once in the code, with a comment, and once in each language's sentences.</summary>
public sealed partial class ProblemCodesTests
{
    private static readonly Dictionary<string, string[]> Prefixes = new(StringComparer.Ordinal)
    {
        ["Vocabulary"] = ["VOC"],
        ["Records"] = ["REC"],
        ["Estimation"] = ["EST"],
        ["Indicators"] = ["IND"],
        ["Linkage"] = ["LNK"],
        ["PrivateRelease"] = ["PRV"],
        ["Publication"] = ["PUB"],
        ["Languages"] = ["LNG"],
        ["Content"] = ["CNT"],
        ["Stores"] = ["STO"],
        ["Rendering"] = ["REN"],
        ["Counting"] = ["SQL"],
        ["Cli"] = ["CLI"],
        ["Demonstration"] = ["DEM"],
        ["Web"] = ["WEB"],
        ["Collaborative"] = ["COL"],
        ["Platform"] = ["PLT"],
        // What its pages say, and what its store of released tables says.
        ["Portal"] = ["WEB", "STO"],
    };

    private static readonly List<Declared> Codes = [.. Sources().Where(IsProblemsFile).SelectMany(CodesOf)];

    private sealed record Declared(string Code, string File, bool Commented);

    [Fact]
    public void There_are_codes() => Codes.Count.ShouldBeGreaterThan(10);

    [Fact]
    public void No_code_is_declared_twice() =>
        Codes.GroupBy(code => code.Code, StringComparer.Ordinal).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(code => code.File))}").ShouldBeEmpty();

    [Fact]
    public void Every_code_has_a_comment_and_the_prefix_of_its_project() =>
        Codes.Where(code => !code.Commented || !Prefixes.GetValueOrDefault(code.File.Split('/')[2], []).Contains(code.Code[..3]))
            .Select(code => $"{code.File}: {code.Code}").ShouldBeEmpty();

    [Fact]
    public void No_code_is_written_out_where_the_constant_should_stand() =>
        Sources().Where(file => !IsProblemsFile(file))
            .SelectMany(file => Literal().Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}")).ShouldBeEmpty();

    [Theory]
    [InlineData("es")]
    [InlineData("en")]
    public void Every_code_has_a_sentence_and_every_sentence_a_code(string language)
    {
        var file = $"content/languages/problems.{language}.yaml";
        var sentences = Sentence().Matches(Repository.Read(file)).Select(match => match.Groups["code"].Value).ToList();
        var expected = Codes.Where(code => !BringsItsSentences(code.File)).Select(code => code.Code);

        sentences.CountBy(code => code, StringComparer.Ordinal).Where(count => count.Value > 1).ShouldBeEmpty();
        expected.Except(sentences, StringComparer.Ordinal).ShouldBeEmpty($"{file} lacks sentences.");
        sentences.Except(Codes.Select(code => code.Code), StringComparer.Ordinal).ShouldBeEmpty($"{file} has sentences of no code.");
    }

    // Hosts and stores must be able to speak before the content is found, or when it is not: they bring sentences of their own, and tests
    // for them.
    private static bool BringsItsSentences(string file) =>
        file.StartsWith("src/hosts/", StringComparison.Ordinal)
        || Repository.Read(file).Contains("public static string Describe(Problem", StringComparison.Ordinal);

    private static IEnumerable<string> Sources() => ProjectGraph.FilesBelow(Repository.Full("src"), "*.cs").Select(file => "src/" + file);

    private static bool IsProblemsFile(string file) => file.EndsWith("Problems.cs", StringComparison.Ordinal);

    private static IEnumerable<Declared> CodesOf(string file)
    {
        var lines = Repository.Read(file).Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var commented = at > 0 && lines[at - 1].TrimStart().StartsWith("//", StringComparison.Ordinal);
            foreach (Match match in Literal().Matches(lines[at]))
                yield return new Declared(match.Value.Trim('"'), file, commented);
        }
    }

    [GeneratedRegex("\"[A-Z]{3}-[0-9]{3}\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("^(?<code>[A-Z]{3}-[0-9]{3}):\\s*\\S", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Sentence();
}
