using System.Text;
using System.Text.Json;
using Amparo.PrivateRelease.Reporting;

namespace Amparo.PrivateRelease.Tests.Reporting;

public sealed class ReleaseReportJsonTests
{
    private static readonly string[] Fields =
    [
        "amparo-release", "population", "mechanism", "mechanismName", "paper", "form", "regime", "unit", "mostRowsAPerson", "epsilon", "delta", "replaceEpsilon",
        "replaceDelta", "mu", "rho", "k", "quasiIdentifiers", "suppressedShare", "suppressed", "diversity", "rows", "noisyCount", "predictedError",
        "predictedErrorByColumns", "coarsened", "ledger", "date", "software", "invented",
    ];

    public static TheoryData<string> Reports { get; } = [.. SampleReport.All.Keys];

    // A field for an error against the true data would have to be added here, where it is seen.
    [Theory]
    [MemberData(nameof(Reports))]
    public void The_fields_stay_and_every_report_has_all_of_them(string report)
    {
        using var json = Json(report);
        json.RootElement.EnumerateObject().Select(field => field.Name).ShouldBe(Fields);
    }

    [Fact]
    public void A_formal_release_states_both_bounds_its_budget_and_the_error_of_every_table()
    {
        using var json = Json("synthetic");
        var root = json.RootElement;
        root.GetProperty("epsilon").GetDouble().ShouldBe(4);
        root.GetProperty("replaceEpsilon").GetDouble().ShouldBe(8.2);
        root.GetProperty("mu").GetDouble().ShouldBe(Math.Sqrt(0.7), 1e-12);
        root.GetProperty("rho").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("k").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("ledger").GetProperty("remaining").GetDouble().ShouldBe(1.6, 1e-9);
        root.GetProperty("predictedErrorByColumns").GetArrayLength().ShouldBe(7 + 21 + 35);
        var pair = root.GetProperty("predictedErrorByColumns").EnumerateArray().Single(table =>
            table.GetProperty("columns").EnumerateArray().Select(name => name.GetString()).SequenceEqual(["year", "sex"]));
        pair.GetProperty("deviation").GetDouble().ShouldBe(14.5);
        pair.GetProperty("totalVariation").GetDouble().ShouldBe(0.4 * 36 * 14.5 / 91_043, 1e-5);
    }

    [Fact]
    public void A_k_anonymous_release_states_its_crowd_and_what_was_withheld_and_no_bound()
    {
        using var json = Json("anonymous");
        var root = json.RootElement;
        root.GetProperty("k").GetInt32().ShouldBe(11);
        root.GetProperty("suppressedShare").GetDouble().ShouldBe(0.11, 1e-9);
        root.GetProperty("suppressed")[1].GetProperty("column").GetString().ShouldBe("<script>alert(1)</script>");
        root.GetProperty("epsilon").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("ledger").GetProperty("budget").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public void The_same_report_gives_the_same_bytes(string report) => Text(report).ShouldBe(Text(report));

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(double.NaN, 0.0)]
    [InlineData(double.PositiveInfinity, 0.0)]
    [InlineData(1.0, 1.0)]
    [InlineData(1.0, -0.1)]
    [InlineData(1.0, double.NaN)]
    public void A_bound_that_is_none_is_refused(double epsilon, double delta) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new PrivacyBound(epsilon, delta));

    private static JsonDocument Json(string report) => JsonDocument.Parse(Text(report));

    private static string Text(string report)
    {
        using var stream = new MemoryStream();
        ReleaseReportJson.Write(stream, SampleReport.All[report]);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
