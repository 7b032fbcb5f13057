using Amparo.Estimation.Histories;
using Amparo.Estimation.Intervals;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Randomness;
using Amparo.Estimation.Selection;

namespace Amparo.Estimation.Strata;

/// <summary>How the model of a stratum is chosen.</summary>
public enum StratumRoute
{
    /// <summary>Stepwise by p.</summary>
    Stepwise,

    /// <summary>The best of all hierarchical models of the customary order by the Bayesian information criterion.</summary>
    Ranking,
}

/// <summary>One stratum's share of all hidden persons.</summary>
/// <param name="Name">The stratum.</param>
/// <param name="Share">Between 0 and 1; the shares add up to one.</param>
/// <param name="Interval">Percentile interval of the bootstrap.</param>
/// <remarks>The breakdown that indicator 16.2.2 of the Sustainable Development Goals asks for.</remarks>
public sealed record HiddenShare(string Name, double Share, Interval Interval);

/// <summary>Strata estimated apart and jointly.</summary>
/// <param name="Separate">The fit of each stratum alone, in their order; its code says whether there is one.</param>
/// <param name="Joint">The joint fit.</param>
public sealed record StratifiedEstimate(IReadOnlyList<LogLinearFit> Separate, JointFit Joint)
{
    /// <summary>Sum of the separate estimates; NaN where a stratum has none.</summary>
    public double SumOfSeparate => Separate.Sum(fit => fit.Estimate);

    /// <summary>Sum of the separate estimates less the joint one, in persons; NaN where either does not exist.</summary>
    public double Difference => SumOfSeparate - Joint.Estimate;

    /// <summary>Estimates strata apart and jointly.</summary>
    /// <param name="table">Strata.</param>
    /// <param name="route">How the separate models are chosen; the joint one is always stepwise.</param>
    /// <param name="threshold">Of the stepwise selection.</param>
    public static StratifiedEstimate Of(StratifiedHistories table, StratumRoute route = StratumRoute.Stepwise, double threshold = StepwiseSelection.DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new([.. table.Strata.Select(stratum => Alone(stratum.Table, route, threshold))], JointFit.Stepwise(table, threshold));
    }

    /// <summary>Shares of the hidden with bootstrap intervals.</summary>
    /// <param name="table">Strata.</param>
    /// <param name="level">The share of repetitions that shall hold the truth: 0.95.</param>
    /// <param name="options">How to draw: persons of all strata together, the joint selection repeated in each replicate.</param>
    /// <param name="threshold">Of the stepwise selection.</param>
    /// <returns>
    /// Shares, and replicates without a joint estimate, which the intervals leave out; no shares where the joint fit or more than half of the replicates have none.
    /// </returns>
    public static (IReadOnlyList<HiddenShare> Shares, int WithoutEstimate) Shares(
        StratifiedHistories table, double level, BootstrapOptions options, double threshold = StepwiseSelection.DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Replicates, 100, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        var joint = JointFit.Stepwise(table, threshold);
        if (joint.Code != ModelCode.Usable)
            return ([], options.Replicates);
        var counts = table.Counts();
        var replicates = new double[]?[options.Replicates];
        var done = 0;
        Parallel.For(0, options.Replicates, new ParallelOptions { MaxDegreeOfParallelism = options.Threads },
            () => (Bench: new JointBench(table.Lists.Count, table.Strata.Count), Counts: new double[counts.Length]),
            (i, _, at) =>
            {
                new SeededStream(options.Seed, (ulong)i).Resample(counts, at.Counts);
                replicates[i] = at.Bench.Hidden(at.Counts, threshold);
                options.Tell(Interlocked.Increment(ref done));
                return at;
            },
            _ => { });
        var known = replicates.OfType<double[]>().ToArray();
        return known.Length * 2 < options.Replicates
            ? ([], options.Replicates - known.Length)
            : ([.. joint.Strata.Select((stratum, place) => new HiddenShare(stratum.Name, joint.Shares[place], Limits(known, place, level)))], options.Replicates - known.Length);
    }

    private static Interval Limits(double[][] replicates, int place, double level)
    {
        var shares = replicates.Select(hidden => hidden[place] / hidden.Sum()).Order().ToArray();
        var tail = (1 - level) / 2;
        return new(Quantiles.MedianUnbiased(shares, tail), Quantiles.MedianUnbiased(shares, 1 - tail), level);
    }

    private static LogLinearFit Alone(CaptureHistories table, StratumRoute route, double threshold)
    {
        if (route == StratumRoute.Stepwise)
            return StepwiseSelection.Run(table, threshold);
        var ranking = ModelRanking.Of(table);
        return ranking.Succeeded && ranking.Value.Usable.Count > 0 ? LogLinearFit.Of(table, ranking.Value.Usable[0].Model) : LogLinearFit.Of(table, HierarchicalModel.MainEffects(table.Lists.Count));
    }
}
