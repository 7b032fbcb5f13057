using Amparo.Estimation.Histories;
using Amparo.Estimation.Thresholds;

namespace Amparo.Estimation.Tests;

/// <summary>The Bayesian threshold against the reference package's one chain, and against a sampler of another kind.</summary>
public sealed class ThresholdGolden
{
    public static TheoryData<string> Keys =>
    [
        ReferenceTables.Uk, ReferenceTables.Netherlands, ReferenceTables.NewOrleans, ReferenceTables.NewOrleans186, ReferenceTables.Korea, ReferenceTables.Artificial,
        ReferenceTables.Australia,
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Retained_pairs_and_quantiles_are_those_of_the_reference(string key)
    {
        var table = ReferenceTables.Table(key);
        var reference = ReferenceTables.Json("mse_package.json").GetProperty(key).GetProperty("bayesthresh_proper");
        var estimate = BayesianThreshold.Run(table, new() { Threads = 2, Samples = 5000 }).Value;

        estimate.Problem.ShouldBeNull();
        estimate.Pairs.Where(pair => pair.Retained).Select(pair => Name(pair.Pair, table)).Order(StringComparer.Ordinal)
            .ShouldBe(reference.GetProperty("retained").EnumerateArray().Select(pair => pair.GetString()!).Order(StringComparer.Ordinal));
        foreach (var quantile in reference.GetProperty("quantiles").EnumerateObject())
        {
            // The reference is one chain of 10,000 correlated draws. Where it strays, our quantiles are those of the independent random walk below.
            var tolerance = (key, quantile.Name) switch
            {
                (ReferenceTables.Artificial, "90%") => 0.07,
                (ReferenceTables.Artificial, "97.5%") => 0.09,
                (ReferenceTables.NewOrleans, "90%") => 0.045,
                (ReferenceTables.Korea, "97.5%") => 0.035,
                _ => 0.03,
            };
            var ours = estimate.Posterior!.Quantile(ReferenceTables.Number(quantile.Name.TrimEnd('%')) / 100);
            ReferenceTables.RelativeError(ours, quantile.Value.GetDouble()).ShouldBeLessThan(tolerance, $"{quantile.Name}: {ours}");
        }
    }

    [Theory]
    [InlineData(ReferenceTables.Artificial)]
    [InlineData(ReferenceTables.NewOrleans)]
    public void Quantiles_of_independence_are_those_of_a_random_walk(string key)
    {
        var expected = ReferenceTables.Json("poisson_posterior.json").GetProperty(key);
        var estimate = BayesianThreshold.Run(ReferenceTables.Table(key), new() { Threads = 2, Samples = 10_000 }).Value;

        estimate.Model.Interactions.ShouldBeEmpty();
        foreach (var quantile in expected.GetProperty("quantiles").EnumerateObject())
        {
            var ours = estimate.Posterior!.Quantile(ReferenceTables.Number(quantile.Name));
            ReferenceTables.RelativeError(ours, quantile.Value.GetDouble()).ShouldBeLessThan(0.02, $"{quantile.Name}: {ours}");
        }
    }

    [Theory]
    [InlineData(ReferenceTables.Korea, EstimationProblems.NoMaximum)]
    [InlineData(ReferenceTables.Artificial, EstimationProblems.NotIdentifiable)]
    public void The_flat_prior_is_refused_where_the_reference_refuses_it(string key, string code)
    {
        ReferenceTables.Json("mse_package.json").GetProperty(key).GetProperty("bayesthresh_improper").GetProperty("error").GetString().ShouldNotBeNull();
        BayesianThreshold.Run(ReferenceTables.Table(key), new() { Prior = PairPrior.Flat }).Problems.Single().Code.ShouldBe(code);
    }

    [Theory]
    [InlineData(ReferenceTables.Australia, true)]
    [InlineData(ReferenceTables.Netherlands, true)]
    [InlineData(ReferenceTables.Uk, false)]
    public void The_flat_prior_states_an_estimate_only_where_its_chains_agree(string key, bool agree)
    {
        var table = ReferenceTables.Table(key);
        var reference = ReferenceTables.Json("mse_package.json").GetProperty(key).GetProperty("bayesthresh_improper");
        var estimate = BayesianThreshold.Run(table, new() { Prior = PairPrior.Flat, Threads = 2 }).Value;

        estimate.Pairs.Where(pair => double.IsNegativeInfinity(pair.Mean)).Select(pair => Name(pair.Pair, table))
            .ShouldBe(reference.GetProperty("minus_inf").EnumerateArray().Select(pair => pair.GetString()!));
        if (!agree)
        {
            estimate.Problem!.Code.ShouldBe(EstimationProblems.NotConverged);
            estimate.Posterior.ShouldBeNull();
            return;
        }

        estimate.Pairs.Where(pair => pair.Retained).Select(pair => Name(pair.Pair, table)).Order(StringComparer.Ordinal)
            .ShouldBe(reference.GetProperty("retained").EnumerateArray().Select(pair => pair.GetString()!).Order(StringComparer.Ordinal));
        foreach (var quantile in reference.GetProperty("quantiles").EnumerateObject())
        {
            var ours = estimate.Posterior!.Quantile(ReferenceTables.Number(quantile.Name.TrimEnd('%')) / 100);
            ReferenceTables.RelativeError(ours, quantile.Value.GetDouble()).ShouldBeLessThan(0.07, $"{quantile.Name}: {ours}");
        }
    }

    [Fact]
    public void The_number_of_threads_changes_nothing_and_the_seed_does()
    {
        var table = ReferenceTables.Table(ReferenceTables.Australia);
        var options = new ThresholdOptions { Chains = 3, BurnIn = 50, Samples = 200 };
        var one = BayesianThreshold.Run(table, options).Value;
        var three = BayesianThreshold.Run(table, options with { Threads = 3 }).Value;

        three.Diagnostics.ShouldBe(one.Diagnostics);
        three.Pairs.ShouldBe(one.Pairs);
        BayesianThreshold.Run(table, options with { Seed = 2 }).Value.Diagnostics.ShouldNotBe(one.Diagnostics);
    }

    [Fact]
    public void Many_persons_leave_the_prior_no_say()
    {
        // Independent lists of chances 0.3, 0.4 and 0.5: the estimate is near the truth, and every pair near zero.
        const double All = 1e9;
        double[] chances = [0.3, 0.4, 0.5];
        var rows = Enumerable.Range(1, 7).Select(history => (history, (long)(All * chances.Index().Aggregate(1.0, (p, list) => p * ((history >> list.Index & 1) == 1 ? list.Item : 1 - list.Item)))));
        var estimate = BayesianThreshold.Run(CaptureHistories.Of(["a", "b", "c"], rows).Value, new() { Threads = 2 }).Value;

        estimate.Model.Interactions.ShouldBeEmpty();
        ReferenceTables.RelativeError(estimate.Posterior!.Median, All).ShouldBeLessThan(1e-4);
    }

    [Fact]
    public void What_cannot_be_sampled_is_refused()
    {
        var two = CaptureHistories.Of(["a", "b"], [(1, 5), (2, 5), (3, 5)]).Value;
        var apart = CaptureHistories.Of(["a", "b", "c"], [(1, 5), (2, 5), (4, 5)]).Value;

        BayesianThreshold.Run(two, new()).Problems.Single().Code.ShouldBe(EstimationProblems.ListsOutOfRange);
        BayesianThreshold.Run(apart, new()).Problems.Single().Code.ShouldBe(EstimationProblems.NoOverlap);
        Should.Throw<ArgumentOutOfRangeException>(() => BayesianThreshold.Run(apart, new() { Threshold = double.NaN }));
    }

    private static string Name(int pair, CaptureHistories table) =>
        string.Join(':', Enumerable.Range(0, table.Lists.Count).Where(list => (pair & (1 << list)) != 0).Select(list => table.Lists[list]));
}
