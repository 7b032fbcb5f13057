using System.Text.RegularExpressions;

namespace Amparo.Architecture.Tests.Security;

/// <summary>
/// Each requirement of OWASP ASVS 5.0.0 is answered by what exists, and the page about it is the list's. <c>UPDATE=1</c> makes the page anew.
/// </summary>
public sealed partial class AsvsTests
{
    // Of version 5.0.0: 345 requirements in 17 chapters, 70 of level 1, 183 of level 2, 92 of level 3.
    private const int Requirements = 345;

    private static readonly IReadOnlyList<AsvsLine> Lines = Asvs.Read();

    [Fact]
    public void Every_requirement_stands_once_in_order_with_a_level_and_an_answer()
    {
        Lines.Count.ShouldBe(Requirements);
        Lines.ShouldAllBe(line => Id().IsMatch(line.Id) && line.Level >= 1 && line.Level <= 3 && line.Subject.Length > 10);
        Lines.Select(line => line.Id).ShouldBe(Lines.Select(line => line.Id).Distinct(StringComparer.Ordinal).OrderBy(Order));
        Lines.Select(line => line.Status).Distinct(StringComparer.Ordinal).Except(Asvs.Statuses.Select(status => status.Status), StringComparer.Ordinal).ShouldBeEmpty();
        Lines.Select(line => line.Chapter).Distinct().ShouldBe(Enumerable.Range(1, 17));
        new[] { 1, 2, 3 }.Select(level => Lines.Count(line => line.Level == level)).ShouldBe([70, 183, 92]);
    }

    [Fact]
    public void Every_test_that_is_named_exists_and_runs() =>
        Lines.Where(line => line.Status == "test").SelectMany(line => line.References.Where(name => Asvs.FileOf(name) is null).Select(name => $"{line.Id}: {name}")).ShouldBeEmpty();

    [Fact]
    public void Every_file_that_is_named_exists() =>
        Lines.Where(line => line.Status == "evidence").SelectMany(line => line.References.Where(path => !Repository.Files.Contains(path, StringComparer.Ordinal)).Select(path => $"{line.Id}: {path}"))
            .ShouldBeEmpty();

    [Fact]
    public void Every_other_answer_gives_a_reason() =>
        Lines.Where(line => line.Status is not ("test" or "evidence") && line.Reference.Split(' ').Length < 3).Select(line => line.Id).ShouldBeEmpty();

    [Fact]
    public void The_page_is_the_lists()
    {
        var page = Asvs.PageOf(Lines);
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            File.WriteAllText(Repository.Full(Asvs.Page), page);
        page.ShouldBe(Repository.Read(Asvs.Page).ReplaceLineEndings("\n"), "The list changed; UPDATE=1 makes the page anew.");
    }

    [Theory]
    [InlineData("[Fact]\n    public void It_holds()", true), InlineData("[Theory]\n    [InlineData(1)]\n    public async Task It_holds(int x)", true)]
    [InlineData("[Fact(Skip = \"later\")]\n    public void It_holds()", false), InlineData("[Fact(Explicit = true)]\n    public void It_holds()", false)]
    [InlineData("public void It_holds()", false), InlineData("[Fact]\n    public void It_holds_more()", false)]
    public void A_test_counts_if_it_runs_by_itself(string method, bool counts)
    {
        Asvs.Holds($"public sealed class OneTests\n{{\n    private int x;\n\n    {method}\n    {{\n    }}\n}}\n", "OneTests", "It_holds").ShouldBe(counts);
        Asvs.Holds($"public sealed class OtherTests\n{{\n    private int x;\n\n    {method}\n    {{\n    }}\n}}\n", "OneTests", "It_holds").ShouldBeFalse();
    }

    [Fact]
    public void A_test_that_is_nowhere_is_missed() => Asvs.FileOf("Architecture.Tests/AsvsTests.No_such_test_is_here").ShouldBeNull();

    private static int Order(string id) => id.Split('.').Aggregate(0, (sum, part) => (sum * 100) + int.Parse(part, System.Globalization.CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\A\d{1,2}\.\d{1,2}\.\d{1,2}\z", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
