using System.Text;
using System.Text.Json;
using Amparo.Estimation.Histories;
using Amparo.Estimation.Reporting;
using Amparo.Vocabulary;

namespace Amparo.Estimation.Tests;

/// <summary>The nineteen malformed or degenerate tables of the reference, answered as a trustworthy tool must.</summary>
public sealed class EdgeCasesTests
{
    private static readonly JsonElement Cases = ReferenceTables.Json("edge_cases.json");

    /// <summary>What must be said of each: the code, and the row it names; an empty code where there is an answer.</summary>
    public static TheoryData<string, string, string> Expected => new()
    {
        { "two_lists_no_overlap", EstimationProblems.NoOverlap, "" },
        { "two_lists", EstimationProblems.TooFewLists, "" },
        { "three_no_overlap", EstimationProblems.NoOverlap, "" },
        { "three_one_overlap", EstimationProblems.TooFewLists, "" },
        { "three_full", "", "" },
        { "three_empty_list", EstimationProblems.ListEmpty, "" },
        { "identical_lists", EstimationProblems.ListsIdentical, "" },
        { "nested_list", EstimationProblems.ListNested, "" },
        { "list_contains_all", EstimationProblems.ListHoldsEverybody, "" },
        { "single_person", EstimationProblems.ListsIdentical, "" },
        { "all_zero_counts", EstimationProblems.NoPersons, "" },
        { "negative_count", EstimationProblems.CountNegative, "row 2" },
        { "fractional", EstimationProblems.CountNotWhole, "row 1" },
        { "na_count", EstimationProblems.CountMissing, "row 2" },
        { "includes_000_row", EstimationProblems.SeenByNobody, "row 1" },
        { "duplicate_rows", "", "" },
        { "nonbinary_code", EstimationProblems.CodeNotBinary, "row 1, column 1" },
        { "huge_counts", "", "" },
        { "artificial3", EstimationProblems.TooFewLists, "" },
    };

    [Fact]
    public void Every_case_of_the_reference_is_here() =>
        Expected.Select(row => row.Data.Item1).Order(StringComparer.Ordinal).ShouldBe(Cases.EnumerateObject().Select(one => one.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Expected))]
    public void Each_case_is_answered(string name, string code, string path)
    {
        var read = Read(name);
        if (path.Length > 0)
        {
            read.Succeeded.ShouldBeFalse();
            read.Problems[0].Code.ShouldBe(code);
            read.Problems[0].Path.ShouldBe(path);
            return;
        }

        var answer = Estimator.Run(read.Value.Tables[0], new() { Replicates = 100 }, _ => { });
        if (code == EstimationProblems.ListNested)
        {
            // There is a number, but nobody may rely on it before the question is answered.
            answer.Verdict.ShouldBe(Verdict.Indicative);
            answer.Findings.ShouldContain(finding => finding.Problem.Code == code);
        }
        else if (code.Length > 0)
        {
            answer.Verdict.ShouldBe(Verdict.NotEstimable);
            answer.Headline.Problem!.Code.ShouldBe(code);
            answer.Headline.Estimate.ShouldBeNull();
            EstimationJson.Of(answer)["estimate"].ShouldBeNull();
        }
        else
        {
            answer.Verdict.ShouldNotBe(Verdict.NotEstimable);
            answer.Headline.Estimate.ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("three_full", 407.179033509401)]
    [InlineData("duplicate_rows", 407.179033509401)]
    [InlineData("huge_counts", 2340999999.99999)]
    public void Where_there_is_an_answer_it_is_that_of_the_packages(string name, double estimate)
    {
        var answer = Estimator.Run(Read(name).Value.Tables[0], new() { Replicates = 100 }, _ => { });

        ReferenceTables.RelativeError(answer.Headline.Estimate!.Value, estimate).ShouldBeLessThan(1e-9);
    }

    [Fact]
    public void Every_bad_row_is_named_and_no_cell_is_quoted()
    {
        var read = Read("A,B,C,count\n1,0,0,secret\n7,0,0,3\n0,1,1,-4\n0,0,0,9\n1,1,1,5\n");

        read.Problems.Select(problem => (problem.Code, problem.Path)).ShouldBe(
        [
            (EstimationProblems.CountNotWhole, "row 1"), (EstimationProblems.CodeNotBinary, "row 2, column 1"), (EstimationProblems.CountNegative, "row 3"), (EstimationProblems.SeenByNobody, "row 4"),
        ]);
        string.Concat(read.Problems).ShouldNotContain("secret");
    }

    [Fact]
    public void A_file_of_persons_without_headings_is_refused_and_none_of_its_cells_is_quoted()
    {
        var read = Read("MARIA,LOPEZ,XOL,1990\nJUANA,PEREZ,CAL,1984\n");

        read.Problems.ShouldNotBeEmpty();
        foreach (var cell in new[] { "MARIA", "LOPEZ", "XOL", "1990", "JUANA", "PEREZ", "CAL", "1984" })
            string.Concat(read.Problems).ShouldNotContain(cell);
    }

    [Theory]
    [InlineData("A,B,C,count\n0,0,0,NA\n")]
    [InlineData("A,B,C,count\n0,0,0,0\n0,0,0,\n")]
    public void A_table_of_nobody_but_those_on_no_list_is_empty(string text) =>
        Read(text).Problems.ShouldBe([new Problem(EstimationProblems.EmptyTable, "case.csv")]);

    private static Outcome<CaptureFile> Read(string caseOrText)
    {
        var text = caseOrText.Contains('\n', StringComparison.Ordinal) ? caseOrText : Csv(Cases.GetProperty(caseOrText).GetProperty("input"));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return CaptureFile.Read("case.csv", stream, []);
    }

    private static string Csv(JsonElement rows)
    {
        var names = rows[0].EnumerateObject().Select(cell => cell.Name).ToList();
        var lines = rows.EnumerateArray().Select(row => string.Join(',', names.Select(name => row.GetProperty(name) is { ValueKind: not JsonValueKind.Null } cell ? cell.GetRawText() : "NA")));
        return string.Join('\n', lines.Prepend(string.Join(',', names))) + "\n";
    }
}
