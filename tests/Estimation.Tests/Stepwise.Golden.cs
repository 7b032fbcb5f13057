using System.Globalization;
using System.Text.Json;
using Amparo.Estimation.Intervals;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Selection;

namespace Amparo.Estimation.Tests;

/// <summary>Stepwise selection and its bootstrap against the reference package's stored fits and replicates.</summary>
public sealed class StepwiseGolden
{
    public static TheoryData<string> Keys =>
        [ReferenceTables.Uk, ReferenceTables.Netherlands, ReferenceTables.NewOrleans, ReferenceTables.Korea, ReferenceTables.Artificial, ReferenceTables.Australia];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Every_threshold_ends_in_the_model_of_the_reference(string key)
    {
        var table = ReferenceTables.Table(key);
        foreach (var expected in ReferenceTables.Json("sparsemse_point.json").GetProperty(key).GetProperty("stepwise").EnumerateObject())
        {
            var fit = StepwiseSelection.Run(table, ReferenceTables.Number(expected.Name));
            var estimate = expected.Value.GetProperty("estimate");

            fit.Code.ShouldBe(ModelCode.Usable, expected.Name);
            ReferenceTables.RelativeError(fit.Estimate, estimate.GetProperty("point est.").GetDouble()).ShouldBeLessThan(1e-7, expected.Name);
            var coefficients = expected.Value.GetProperty("coefficients").EnumerateObject().ToList();
            fit.Coefficients.Count(coefficient => double.IsFinite(coefficient.Value)).ShouldBe(coefficients.Count, expected.Name);
            foreach (var coefficient in coefficients)
            {
                var term = Term(coefficient.Name, table.Lists);
                var ours = fit.Coefficients.Single(known => known.Term == term);
                Math.Abs(ours.Value - coefficient.Value.GetDouble()).ShouldBeLessThan(1e-6, coefficient.Name);
                // The package's errors are those of its last step but one.
                ReferenceTables.RelativeError(ours.StandardError, expected.Value.GetProperty("se").GetProperty(coefficient.Name).GetDouble()).ShouldBeLessThan(1e-3, coefficient.Name);
            }

            fit.Coefficients.Where(coefficient => double.IsNegativeInfinity(coefficient.Value)).Select(coefficient => coefficient.Term).Order()
                .ShouldBe(expected.Value.GetProperty("emptyoverlaps").EnumerateArray().Select(pair => Term(pair.GetString()!, table.Lists)).Order());
            Math.Abs(fit.Aic - expected.Value.GetProperty("aic").GetDouble()).ShouldBeLessThan(1e-6);
            Math.Abs(fit.Deviance - expected.Value.GetProperty("deviance").GetDouble()).ShouldBeLessThan(1e-6);
            fit.ResidualDegrees.ShouldBe(expected.Value.GetProperty("df.residual").GetInt32());
        }
    }

    [Theory]
    [MemberData(nameof(ReferenceTables.Resampled), MemberType = typeof(ReferenceTables))]
    public void Every_stored_replicate_has_the_estimate_of_the_reference(string key)
    {
        var table = ReferenceTables.Table(key);
        var worst = 0.0;
        var replicates = 0;
        foreach (var line in ReferenceTables.Lines($"bootstrap/sparsemse_reps_{key}.csv"))
        {
            replicates++;
            var rows = line.Where(cell => cell.Key != "estimate")
                .Select(cell => (cell.Key.Index().Sum(digit => digit.Item == '1' ? 1 << digit.Index : 0), long.Parse(cell.Value, CultureInfo.InvariantCulture)));
            var fit = StepwiseSelection.Run(Histories.CaptureHistories.Of(table.Lists, rows).Value, StepwiseSelection.DefaultThreshold);
            worst = Math.Max(worst, ReferenceTables.RelativeError(fit.Estimate, ReferenceTables.Number(line["estimate"])));
        }

        replicates.ShouldBe(1000);
        worst.ShouldBeLessThan(1e-6);
    }

    [Theory]
    [MemberData(nameof(ReferenceTables.Resampled), MemberType = typeof(ReferenceTables))]
    public void The_arithmetic_of_the_interval_is_that_of_the_reference(string key)
    {
        var table = ReferenceTables.Table(key);
        var stored = ReferenceTables.Json($"bootstrap/sparsemse_boot_{key}.json");
        var replicates = ReferenceTables.Lines($"bootstrap/sparsemse_reps_{key}.csv").Select(line => ReferenceTables.Number(line["estimate"])).ToArray();
        // Their jackknife goes by the rows of the input; rows without a case have no weight.
        var inputs = ReferenceTables.Lines($"inputs/{key}.csv").Select(line => ReferenceTables.Number(line.Values.Last())).ToArray();
        var values = stored.GetProperty("jackknife").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble()).ToArray();
        var kept = Enumerable.Range(0, inputs.Length).Where(row => inputs[row] > 0).ToArray();
        var bootstrap = new Bootstrap(stored.GetProperty("popest").GetDouble(), replicates, ([.. kept.Select(row => inputs[row])], [.. kept.Select(row => values[row])]));

        ReferenceTables.RelativeError(bootstrap.Acceleration, stored.GetProperty("ahat").GetDouble()).ShouldBeLessThan(1e-9);
        var share = stored.GetProperty("prop_below").GetDouble();
        foreach (var (level, lower, upper) in new[] { (0.95, "0.025", "0.975"), (0.9, "0.05", "0.95"), (0.8, "0.1", "0.9"), (0.68, "0.16", "0.84") })
        {
            var interval = bootstrap.Bca(level, share).Interval;
            ReferenceTables.RelativeError(interval.Lower, stored.GetProperty("BCaquantiles").GetProperty(lower).GetDouble()).ShouldBeLessThan(1e-9);
            ReferenceTables.RelativeError(interval.Upper, stored.GetProperty("BCaquantiles").GetProperty(upper).GetDouble()).ShouldBeLessThan(1e-9);
        }

        var plain = bootstrap.Percentile(0.95);
        ReferenceTables.RelativeError(plain.Lower, stored.GetProperty("plain_percentile").GetProperty("2.5%").GetDouble()).ShouldBeLessThan(1e-9);
        ReferenceTables.RelativeError(plain.Upper, stored.GetProperty("plain_percentile").GetProperty("97.5%").GetDouble()).ShouldBeLessThan(1e-9);

        // Our own jackknife, with the selection repeated.
        var own = Bootstrap.OfStepwise(table, StepwiseSelection.DefaultThreshold, new() { Replicates = 100 });
        var byHistory = ReferenceTables.Lines($"inputs/{key}.csv")
            .Select((line, row) => (History: line.Values.SkipLast(1).Index().Sum(cell => cell.Item == "1" ? 1 << cell.Index : 0), Row: row))
            .Where(row => inputs[row.Row] > 0).OrderBy(row => row.History).Select(row => values[row.Row]).ToList();
        own.Jackknife.Count.ShouldBe(byHistory.Count);
        own.Jackknife.Zip(byHistory).Max(pair => ReferenceTables.RelativeError(pair.First, pair.Second)).ShouldBeLessThan(1e-6);
    }

    private static int Term(string name, IReadOnlyList<string> lists) =>
        name == "(Intercept)" ? 0 : name.Split(':').Sum(list => 1 << lists.ToList().IndexOf(list));
}
