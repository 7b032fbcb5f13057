using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Sanity;
using Amparo.Estimation.Selection;

namespace Amparo.Estimation.Tests;

/// <summary>Plain numbers beside an estimate, against the reference package where it has them.</summary>
public sealed class SanityGolden
{
    [Theory]
    [MemberData(nameof(ReferenceTables.Six), MemberType = typeof(ReferenceTables))]
    public void Lower_bounds_are_those_of_the_reference(string key)
    {
        var table = ReferenceTables.Table(key);
        var stored = ReferenceTables.Json("rcapture.json").GetProperty(key).GetProperty("closedp_t").GetProperty("results");
        foreach (var (name, bound) in new[] { ("Mth Chao (LB)", ChaoLowerBound.WithListEffects(table)), ("Mh Chao (LB)", ChaoLowerBound.WithoutListEffects(table)) })
        {
            bound.Code.ShouldBe(ModelCode.Usable);
            ReferenceTables.RelativeError(bound.Bound, stored.GetProperty(name).GetProperty("abundance").GetDouble()).ShouldBeLessThan(1e-6, name);
            // The package's errors are those of the weights of its last step but one: the other program has both, and shows that nothing else differs.
            var package = stored.GetProperty(name).GetProperty("stderr").GetDouble();
            var exact = ReferenceTables.Json("chao.json").GetProperty(key).GetProperty(name);
            ReferenceTables.RelativeError(exact.GetProperty("stderr_stopped").GetDouble(), package).ShouldBeLessThan(1e-9, name);
            ReferenceTables.RelativeError(bound.StandardError, exact.GetProperty("stderr").GetDouble()).ShouldBeLessThan(1e-9, name);
            ReferenceTables.RelativeError(bound.StandardError, package).ShouldBeLessThan(1e-4, name);
            bound.Columns.ShouldBe(exact.GetProperty("columns").EnumerateArray().Select(column => column.GetInt32()));
        }
    }

    [Theory]
    [MemberData(nameof(ReferenceTables.Six), MemberType = typeof(ReferenceTables))]
    public void The_sweep_ends_where_the_reference_does(string key)
    {
        var stored = ReferenceTables.Json("sparsemse_point.json").GetProperty(key).GetProperty("stepwise");
        foreach (var step in ThresholdSweep.Of(ReferenceTables.Table(key)))
        {
            var expected = stored.GetProperty(step.Threshold.ToString(System.Globalization.CultureInfo.InvariantCulture)).GetProperty("estimate").GetProperty("point est.").GetDouble();
            ReferenceTables.RelativeError(step.Fit.Estimate, expected).ShouldBeLessThan(1e-7);
        }
    }

    [Fact]
    public void A_pair_without_overlap_has_no_estimate()
    {
        var table = CaptureHistories.Of(["a", "b", "c"], [(1, 10), (2, 20), (5, 4), (6, 3)]).Value;
        var pairs = PairwiseChapman.Of(table);

        pairs.Select(pair => pair.Code).ShouldBe([ModelCode.NoMaximum, ModelCode.Usable, ModelCode.Usable]);
        pairs[0].Estimate.ShouldBe(double.NaN);
        // 14 persons, 7 persons, 4 on both: 15 · 8 / 5 − 1.
        pairs[1].Estimate.ShouldBe(23, 1e-12);
        pairs[1].StandardError.ShouldBe(Math.Sqrt(15.0 * 8 * 10 * 3 / (25 * 6)), 1e-12);
    }

    [Fact]
    public void No_overlap_at_all_gives_no_number()
    {
        var table = CaptureHistories.Of(["a", "b", "c"], [(1, 10), (2, 20), (4, 5)]).Value;

        ChaoLowerBound.WithListEffects(table).Code.ShouldNotBe(ModelCode.Usable);
        ChaoLowerBound.WithListEffects(table).Bound.ShouldBe(double.NaN);
        InternalConsistency.Of(table).ShouldAllBe(list => list.Fit == null);
        ListSensitivity.LeavingOut(table).ShouldAllBe(list => double.IsNaN(list.Ratio));
    }

    [Fact]
    public void Overlaps_under_the_model_are_the_observed_ones_for_its_pairs()
    {
        var table = ReferenceTables.Table(ReferenceTables.Uk);
        var fit = StepwiseSelection.Run(table, StepwiseSelection.DefaultThreshold);
        foreach (var overlap in PairOverlap.Of(table, fit.Model).Where(pair => fit.Model.Contains(pair.Pair)))
            overlap.UnderModel.ShouldBe(overlap.Observed, 1e-6);
        HistoryResidual.Of(table, fit).Sum(residual => residual.Deviance * residual.Deviance).ShouldBe(fit.Deviance, 1e-6);
    }

    [Fact]
    public void Changed_lists_are_fitted_as_tables_of_their_own()
    {
        var table = ReferenceTables.Table(ReferenceTables.Uk);
        ListSensitivity.LeavingOut(table)[2].Fit.Estimate.ShouldBe(StepwiseSelection.Run(table.Without(2), 0.02).Estimate);
        ListSensitivity.Merging(table).Count.ShouldBe(10);
        var consistency = InternalConsistency.Of(table);
        consistency.Count.ShouldBe(5);
        consistency[1].Size.ShouldBe(table.Overlap(2));
    }
}
