using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Randomness;
using Amparo.Estimation.Selection;
using MathNet.Numerics.Distributions;

namespace Amparo.Estimation.Intervals;

/// <summary>How a bootstrap is drawn.</summary>
public readonly record struct BootstrapOptions()
{
    /// <summary>Replicates, from 100.</summary>
    public int Replicates { get; init; } = 1000;

    /// <summary>The seed: the same gives the same replicates, whatever the number of threads.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads, from 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Told the number of replicates done, from any thread.</summary>
    public Action<int> Tell { get; init; } = static _ => { };
}

/// <summary>Estimates of resampled tables, the whole selection of the model repeated in each.</summary>
/// <remarks>
/// [Chan2021] doi:10.1080/01621459.2019.1708748, section 4; [Silverman2024] doi:10.1007/s11222-023-10346-9 for the route by all models;
/// [Efron1987] B. Efron, Better bootstrap confidence intervals, JASA 82, doi:10.1080/01621459.1987.10478410. The observed persons are drawn
/// anew with replacement. A replicate without a finite estimate counts as infinite. Immutable.
/// </remarks>
public sealed class Bootstrap
{
    private readonly double[] _sorted;
    private readonly double[] _weights;
    private readonly double[] _jackknife;

    internal Bootstrap(double estimate, double[] replicates, (double[] Weights, double[] Values) jackknife)
    {
        Estimate = estimate;
        Replicates = replicates;
        _sorted = [.. replicates];
        Array.Sort(_sorted);
        (_weights, _jackknife) = jackknife;
    }

    /// <summary>The estimate of the table itself.</summary>
    public double Estimate { get; }

    /// <summary>Estimates in the order in which they were drawn.</summary>
    public IReadOnlyList<double> Replicates { get; }

    /// <summary>Replicates without a finite estimate.</summary>
    public int Infinite => _sorted.Count(value => !double.IsFinite(value));

    /// <summary>The estimates with one person less of each observed history, in the order of the histories.</summary>
    public IReadOnlyList<double> Jackknife => _jackknife;

    /// <summary>The share of replicates strictly below the estimate.</summary>
    public double ShareBelow => (double)_sorted.Count(value => value < Estimate) / _sorted.Length;

    /// <summary>How fast the standard error changes with the estimate, from the jackknife; NaN where a jackknife value is infinite.</summary>
    public double Acceleration
    {
        get
        {
            var total = 0.0;
            var mean = 0.0;
            for (var i = 0; i < _weights.Length; i++)
            {
                total += _weights[i];
                mean += _weights[i] * _jackknife[i];
            }

            mean /= total;
            var (squares, cubes) = (0.0, 0.0);
            for (var i = 0; i < _weights.Length; i++)
            {
                var away = mean - _jackknife[i];
                squares += _weights[i] * away * away;
                cubes += _weights[i] * away * away * away;
            }

            return squares > 0 ? cubes / (6 * squares * Math.Sqrt(squares)) : squares;
        }
    }

    /// <summary>Resamples with the stepwise selection repeated.</summary>
    /// <param name="table">Capture histories.</param>
    /// <param name="threshold">As in <see cref="StepwiseSelection"/>.</param>
    /// <param name="options">How to draw.</param>
    /// <returns>The replicates.</returns>
    public static Bootstrap OfStepwise(CaptureHistories table, double threshold, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        var lists = table.Lists.Count;
        return Run(table, options, () => new StepwiseSearch(lists, new ModelWorkbench(lists), threshold));
    }

    /// <summary>Resamples with the best of some models chosen anew by the Bayesian information criterion.</summary>
    /// <param name="table">Capture histories.</param>
    /// <param name="models">Models to choose among: the best of the table itself.</param>
    /// <param name="options">How to draw.</param>
    /// <returns>The replicates.</returns>
    public static Bootstrap OfModels(CaptureHistories table, IReadOnlyList<HierarchicalModel> models, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentOutOfRangeException.ThrowIfZero(models.Count, nameof(models));
        var lists = table.Lists.Count;
        return Run(table, options, () => new BestOfModels(new ModelWorkbench(lists), models));
    }

    /// <summary>The plain interval: quantiles of the replicates.</summary>
    /// <param name="level">The share that shall lie within, between 0 and 1.</param>
    public Interval Percentile(double level)
    {
        var tail = Tail(level);
        return new(Quantiles.MedianUnbiased(_sorted, tail), Quantiles.MedianUnbiased(_sorted, 1 - tail), level);
    }

    /// <summary>The bias-corrected and accelerated interval.</summary>
    /// <param name="level">The share that shall lie within, between 0 and 1.</param>
    public BcaInterval Bca(double level) => Bca(level, ShareBelow);

    internal BcaInterval Bca(double level, double shareBelow)
    {
        var tail = Tail(level);
        var (lower, upper) = (Adjusted(tail, shareBelow), Adjusted(1 - tail, shareBelow));
        var margin = 5.0 / _sorted.Length;
        var reliable = lower >= margin && upper <= 1 - margin;
        return new(new(Quantiles.MedianUnbiased(_sorted, lower), Quantiles.MedianUnbiased(_sorted, upper), level), lower, upper, reliable);
    }

    private static double Tail(double level)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level));
        return (1 - level) / 2;
    }

    private double Adjusted(double probability, double shareBelow)
    {
        var z = Normal.InvCDF(0, 1, probability);
        var bias = Normal.InvCDF(0, 1, shareBelow);
        // All replicates on one side: the extreme one is all that can be said, and it is marked as unreliable.
        if (double.IsInfinity(bias))
            return bias < 0 ? 0 : 1;
        var acceleration = Acceleration;
        return double.IsNaN(acceleration) ? probability : Normal.CDF(0, 1, bias + ((bias + z) / (1 - (acceleration * (bias + z)))));
    }

    private static Bootstrap Run(CaptureHistories table, BootstrapOptions options, Func<IHiddenEstimate> estimator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Replicates, 100, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads };
        var observed = table.Observed;
        var replicates = new double[options.Replicates];
        var done = 0;
        Parallel.For(0, options.Replicates, parallel, () => (Estimator: estimator(), Counts: new double[table.Counts.Length]),
            (i, _, at) =>
            {
                new SeededStream(options.Seed, (ulong)i).Resample(table.Counts, at.Counts);
                replicates[i] = observed + at.Estimator.Hidden(at.Counts);
                options.Tell(Interlocked.Increment(ref done));
                return at;
            },
            _ => { });

        var histories = Enumerable.Range(1, table.Counts.Length - 1).Where(history => table.Count(history) > 0).ToArray();
        var jackknife = new double[histories.Length];
        Parallel.For(0, histories.Length, parallel, estimator,
            (i, _, at) =>
            {
                var counts = table.Counts.ToArray();
                counts[histories[i]]--;
                jackknife[i] = observed - 1 + at.Hidden(counts);
                return at;
            },
            _ => { });
        return new(observed + estimator().Hidden(table.Counts), replicates, ([.. histories.Select(history => (double)table.Count(history))], jackknife));
    }
}
