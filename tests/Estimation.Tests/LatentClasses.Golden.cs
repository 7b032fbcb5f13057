using Amparo.Estimation.Histories;
using Amparo.Estimation.LatentClasses;

namespace Amparo.Estimation.Tests;

/// <summary>The latent class sampler against eight chains of the reference package, and what must hold for any run.</summary>
public sealed class LatentClassesGolden
{
    [Theory]
    [InlineData(ReferenceTables.Korea, 5)]
    [InlineData(ReferenceTables.NewOrleans, 5)]
    [InlineData(ReferenceTables.NewOrleans, 10)]
    [InlineData(ReferenceTables.Australia, 10)]
    public void Quantiles_are_those_of_the_reference_where_its_chains_agree(string key, int classes)
    {
        var table = ReferenceTables.Table(key);
        var reference = ReferenceTables.Json("lcmcr.json").GetProperty(key).GetProperty($"K{classes}");
        reference.GetProperty("rhat").GetDouble().ShouldBeLessThan(1.01);
        // Australia's chains visit a second mode of about a hundredth of the probability seldom, and stay there for thousands of sweeps.
        var slow = key == ReferenceTables.Australia;
        var options = new LatentClassOptions { Classes = classes, Threads = 2, BurnIn = 20_000, Samples = slow ? 2000 : 1000, Thinning = slow ? 250 : 20 };
        var estimate = LatentClassSampler.Run(table, options).Value;

        estimate.Problem.ShouldBeNull();
        estimate.Diagnostics.Converged.ShouldBeTrue();
        foreach (var quantile in reference.GetProperty("quantiles_pooled").EnumerateObject())
        {
            var ours = estimate.Posterior!.Quantile(ReferenceTables.Number(quantile.Name.TrimEnd('%')) / 100);
            ReferenceTables.RelativeError(ours, quantile.Value.GetDouble()).ShouldBeLessThan(0.03, $"{key} {quantile.Name}: {ours}");
        }
    }

    [Theory]
    [InlineData(ReferenceTables.Uk)]
    [InlineData(ReferenceTables.Netherlands)]
    public void Where_the_chains_of_the_reference_disagree_nothing_is_stated(string key)
    {
        var estimate = LatentClassSampler.Run(ReferenceTables.Table(key), new() { Threads = 2 }).Value;

        estimate.Problem!.Code.ShouldBe(EstimationProblems.NotConverged);
        estimate.Posterior.ShouldBeNull();
        estimate.Diagnostics.RHatLogHidden.ShouldBeGreaterThan(1.01);
        estimate.Medians.Count.ShouldBe(8);
        estimate.Medians.Max().ShouldBeGreaterThan(1.2 * estimate.Medians.Min());
    }

    [Fact]
    public void The_number_of_threads_changes_nothing_and_the_seed_does()
    {
        var table = ReferenceTables.Table(ReferenceTables.Korea);
        var options = new LatentClassOptions { Classes = 5, Chains = 4, BurnIn = 500, Samples = 100 };
        var told = 0;
        var one = LatentClassSampler.Run(table, options).Value;
        var four = LatentClassSampler.Run(table, options with { Threads = 4, Tell = _ => Interlocked.Increment(ref told) }).Value;
        var other = LatentClassSampler.Run(table, options with { Seed = 2 }).Value;

        four.Medians.ShouldBe(one.Medians);
        four.Diagnostics.ShouldBe(one.Diagnostics);
        told.ShouldBe(4);
        other.Diagnostics.ShouldNotBe(one.Diagnostics);
    }

    [Fact]
    public void Draws_near_the_cap_are_told()
    {
        var table = ReferenceTables.Table(ReferenceTables.NewOrleans);
        var options = new LatentClassOptions { Classes = 5, BurnIn = 1000, Samples = 500, Chains = 4 };
        var low = LatentClassSampler.Run(table, options with { MostHiddenPerObserved = 2 }).Value;
        var none = LatentClassSampler.Run(table, options with { MostHiddenPerObserved = double.PositiveInfinity }).Value;

        low.ShareBeyondCap.ShouldBeGreaterThan(0.2);
        low.ShareNearCap.ShouldBeGreaterThan(0.01);
        low.Medians.ShouldAllBe(median => median <= 3 * table.Observed);
        none.ShareBeyondCap.ShouldBe(0);
        none.ShareNearCap.ShouldBe(0);
    }

    [Fact]
    public void A_cap_far_below_the_hidden_is_kept()
    {
        var table = CaptureHistories.Of(["a", "b", "c"], [(1, 400), (2, 400), (4, 400), (3, 1), (5, 1), (6, 1)]).Value;
        var estimate = LatentClassSampler.Run(table, new() { Classes = 3, BurnIn = 200, Samples = 50, Chains = 2, MostHiddenPerObserved = 0.02 }).Value;

        estimate.Medians.ShouldAllBe(median => median > table.Observed && median <= 1.02 * table.Observed);
        estimate.ShareBeyondCap.ShouldBeGreaterThan(0.2);
        estimate.ShareNearCap.ShouldBeGreaterThan(0.05);
    }

    [Fact]
    public void What_cannot_be_sampled_is_refused()
    {
        var apart = CaptureHistories.Of(["a", "b", "c"], [(1, 5), (2, 5), (4, 5)]).Value;

        LatentClassSampler.Run(apart, new()).Problems.Single().Code.ShouldBe(EstimationProblems.NoOverlap);
        LatentClassSampler.Run(CaptureHistories.Of(["a", "b"], [(1, 0)]).Value, new()).Problems.Single().Code.ShouldBe(EstimationProblems.NoPersons);
        Should.Throw<ArgumentOutOfRangeException>(() => LatentClassSampler.Run(apart, new() { Chains = 1 }));
        Should.Throw<ArgumentOutOfRangeException>(() => LatentClassSampler.Run(apart, new() { MostHiddenPerObserved = double.NaN }));
    }
}
