using System.Text;
using System.Text.Json;

namespace Amparo.Cli.Tests;

/// <summary><c>estimate</c>: how many victims nobody counted.</summary>
public sealed class EstimateTests : IDisposable
{
    // Invented: the golden suites of the library hold real tables.
    private const string Three = "b,c,d,n\n0,0,1,37\n0,1,0,8\n1,0,0,2\n1,1,0,6\n1,0,1,49\n0,1,1,5\n1,1,1,16\n";

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void The_form_of_the_answer_is_a_promise()
    {
        Write("three.csv", Three);

        var run = AmparoProcess.RunIn("en", "estimate", At("three.csv"), "--json", "--seed", "3");

        run.Exit.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.EnumerateObject().Select(field => field.Name)
            .ShouldBe(["verdict", "code", "observed", "estimate", "lower", "upper", "method", "model", "diagnostics"]);
        json.RootElement.GetProperty("verdict").GetString().ShouldBeOneOf("usable", "indicative");
        json.RootElement.GetProperty("code").GetInt32().ShouldBe(0);
        json.RootElement.GetProperty("observed").GetInt32().ShouldBe(123);
        var estimate = json.RootElement.GetProperty("estimate").GetDouble();
        json.RootElement.GetProperty("lower").GetDouble().ShouldBeLessThanOrEqualTo(estimate);
        json.RootElement.GetProperty("upper").GetDouble().ShouldBeGreaterThanOrEqualTo(estimate);
        run.Error.ShouldContain("100 %");
        AmparoProcess.RunIn("es", "estimate", At("three.csv"), "--json", "--seed", "3", "--threads", "1").Output.ShouldBe(run.Output);
    }

    [Theory]
    [InlineData("stepwise", "bca")]
    [InlineData("stepwise", "profile")]
    [InlineData("bic", "percentile")]
    [InlineData("bic", "none")]
    public void Every_method_and_interval_answers(string method, string interval)
    {
        Write("three.csv", Three);

        var run = AmparoProcess.RunIn("en", "estimate", At("three.csv"), "--json", "--method", method, "--interval", interval, "--bootstrap", "100");

        run.Exit.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("method").GetString().ShouldBe(method);
        json.RootElement.GetProperty("lower").ValueKind.ShouldBe(interval == "none" ? JsonValueKind.Null : JsonValueKind.Number);
        // A number without an interval is not one to be used.
        if (interval == "none")
            json.RootElement.GetProperty("verdict").GetString().ShouldBe("indicative");
    }

    [Theory]
    [InlineData("a,b,c,n\n1,0,0,50\n0,1,0,30\n0,0,1,20\n", 1, "EST-012")]
    [InlineData("a,b,c,n\n1,0,0,50\n2,1,0,30\n", 2, "EST-003")]
    [InlineData("a,b,c,n\n1,0,0,50\n0,1,0,\n", 2, "EST-004")]
    [InlineData("a,b,c,n\n1,0,0,50.5\n", 2, "EST-005")]
    [InlineData("a,b,c,n\n1,0,0,-5\n", 2, "EST-006")]
    [InlineData("a,b,c,n\n0,0,0,5\n1,1,1,2\n", 2, "EST-007")]
    [InlineData("a,b,c,n\n", 2, "EST-001")]
    [InlineData("a,n\n1,5\n", 2, "EST-002")]
    public void What_cannot_be_answered_has_no_number(string table, int exit, string code)
    {
        Write("bad.csv", table);

        var run = AmparoProcess.RunIn("en", "estimate", At("bad.csv"), "--json", "--report", At("r.html"));

        run.Exit.ShouldBe(exit, run.Output);
        run.Error.ShouldContain(code);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("verdict").GetString().ShouldBe("not estimable");
        json.RootElement.GetProperty("estimate").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("diagnostics").GetProperty("problems").EnumerateArray().ShouldNotBeEmpty();
        File.Exists(At("r.html")).ShouldBe(exit == 1);
    }

    [Fact]
    public void Two_lists_that_are_one_can_be_merged()
    {
        Write("twice.csv", "a,b,c,d,n\n1,1,0,0,40\n0,0,1,0,20\n1,1,1,0,5\n0,0,0,1,30\n1,1,0,1,6\n0,0,1,1,4\n1,1,1,1,1\n");

        AmparoProcess.RunIn("en", "estimate", At("twice.csv")).Error.ShouldContain("EST-011");
        AmparoProcess.RunIn("en", "estimate", At("twice.csv"), "--merge", "a,b", "--bootstrap", "100").Exit.ShouldBe(0);
        AmparoProcess.RunIn("en", "estimate", At("twice.csv"), "--merge", "a,x").Exit.ShouldBe(2);
    }

    [Fact]
    public void The_report_is_whole_or_not_there_whenever_the_program_is_killed()
    {
        Write("three.csv", Three);
        var report = At("report.html");

        Killing.AtRandomMoments(
            () => AmparoProcess.Start("es", "estimate", At("three.csv"), "--report", report, "--invented"),
            () =>
            {
                if (File.Exists(report))
                    File.ReadAllText(report).ShouldEndWith("</html>\n");
                Directory.EnumerateFiles(_work.Root, "*.html").ShouldBeSubsetOf([report]);
            });
        var page = File.ReadAllText(report);
        page.ShouldContain("Datos inventados");
        page.ShouldContain("Detectadas no es prevalencia");
    }

    [Fact]
    public void A_file_that_is_no_report_of_ours_is_not_replaced()
    {
        Write("three.csv", Three);
        Write("mine.html", "mine");

        AmparoProcess.RunIn("en", "estimate", At("three.csv"), "--report", At("mine.html")).Exit.ShouldBe(2);
        File.ReadAllText(At("mine.html")).ShouldBe("mine");
    }

    private string At(string name) => Path.Combine(_work.Root, name);

    private void Write(string name, string text) => File.WriteAllText(At(name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
}
