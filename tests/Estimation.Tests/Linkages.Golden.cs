using Amparo.Estimation.Replicates;
using Amparo.Estimation.Selection;

namespace Amparo.Estimation.Tests;

/// <summary>Estimates over sampled linkages against another program.</summary>
public sealed class LinkagesGolden
{
    [Fact]
    public void The_combination_is_that_of_the_reference()
    {
        foreach (var stored in ReferenceTables.Json("linkages.json").EnumerateArray())
        {
            double[] Values(string name) => [.. stored.GetProperty(name).EnumerateArray().Select(value => value.GetDouble())];
            var (observed, logs, variances) = (Values("observed"), Values("log_hidden"), Values("variance"));
            var result = LinkageUncertainty.Of([.. logs.Select((log, i) => new ReplicateEstimate((long)observed[i], log, variances[i]))]).Value;
            var interval = result.Interval(0.95);
            foreach (var (name, value) in new[]
            {
                ("within", result.Within), ("between", result.Between), ("total", result.Total), ("degrees", result.Degrees),
                ("linkage_share", result.LinkageShare), ("estimate", result.Estimate), ("lower95", interval.Lower), ("upper95", interval.Upper),
            })
                ReferenceTables.RelativeError(value, stored.GetProperty(name).GetDouble()).ShouldBeLessThan(1e-8, name);
            result.FewReplicates.ShouldBe(logs.Length < 10);
            result.PackageDegrees.ShouldBeLessThan(result.Degrees);
        }
    }

    [Fact]
    public void Equal_linkages_add_nothing()
    {
        var table = ReferenceTables.Table(ReferenceTables.Uk);
        var fit = StepwiseSelection.Run(table, StepwiseSelection.DefaultThreshold);
        var result = LinkageUncertainty.Of([table, table, table]).Value;

        result.LinkageShare.ShouldBe(0, 1e-12);
        ReferenceTables.RelativeError(result.Estimate, fit.Estimate).ShouldBeLessThan(1e-12);
        ReferenceTables.RelativeError(result.Interval(0.95).Upper, fit.Observed + (fit.Hidden * Math.Exp(1.959963984540054 * fit.InterceptError))).ShouldBeLessThan(1e-9);
    }

    [Fact]
    public void What_cannot_be_combined_is_refused()
    {
        var table = ReferenceTables.Table(ReferenceTables.Korea);
        LinkageUncertainty.Of([table]).Problems[0].Code.ShouldBe(EstimationProblems.TooFewReplicates);
        LinkageUncertainty.Of([table, table.Without(0)]).Problems[0].Code.ShouldBe(EstimationProblems.ListsDiffer);
        LinkageUncertainty.Of([table.Without(0), table.Without(0)]).Problems[0].Code.ShouldBe(EstimationProblems.TooFewLists);
    }
}
