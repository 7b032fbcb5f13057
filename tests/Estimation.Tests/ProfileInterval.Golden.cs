using Amparo.Estimation.Intervals;
using Amparo.Estimation.LogLinear;

namespace Amparo.Estimation.Tests;

/// <summary>Profile likelihood intervals against Rcapture.</summary>
public sealed class ProfileIntervalGolden
{
    [Theory]
    // Rcapture replaces the constant of the likelihood by an approximation: at most 3e-6, and 3e-4 for Korea with its 123 persons.
    [InlineData(ReferenceTables.Uk, 1e-5)]
    [InlineData(ReferenceTables.Netherlands, 1e-5)]
    [InlineData(ReferenceTables.NewOrleans, 1e-5)]
    [InlineData(ReferenceTables.Australia, 1e-5)]
    [InlineData(ReferenceTables.Korea, 1e-3)]
    public void The_interval_of_the_best_model_is_that_of_the_reference(string key, double tolerance)
    {
        var reference = ReferenceTables.Json("rcapture.json").GetProperty(key).GetProperty("closedpCI_bestBIC");
        var table = ReferenceTables.Table(key);
        var terms = reference.GetProperty("model").GetString()!.Trim('[', ']').Split(',').Select(ReferenceTables.Set);
        var expected = reference.GetProperty("CI");

        var profile = ProfileInterval.Of(table, HierarchicalModel.Of(table.Lists.Count, terms), 0.95).Value;

        ReferenceTables.RelativeError(profile.Point, expected.GetProperty("abundance").GetDouble()).ShouldBeLessThan(tolerance);
        ReferenceTables.RelativeError(profile.Interval.Lower, expected.GetProperty("infCL").GetDouble()).ShouldBeLessThan(tolerance);
        ReferenceTables.RelativeError(profile.Interval.Upper, expected.GetProperty("supCL").GetDouble()).ShouldBeLessThan(tolerance);
    }

    [Fact]
    public void A_model_without_estimate_has_no_interval()
    {
        var table = ReferenceTables.Table(ReferenceTables.Artificial);

        ProfileInterval.Of(table, HierarchicalModel.Of(3, [0b011]), 0.95).Problems[0].Code.ShouldBe(EstimationProblems.NoMaximum);
    }
}
