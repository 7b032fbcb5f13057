using System.Globalization;
using System.Text;
using Amparo.Estimation.Histories;
using Amparo.Estimation.Intervals;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Selection;

namespace Amparo.Simulations;

/// <summary>How a coverage simulation is run.</summary>
internal readonly record struct CoverageOptions()
{
    /// <summary>Tables to draw.</summary>
    public int Runs { get; init; } = 2000;

    /// <summary>Bootstrap replicates of each table, from 100.</summary>
    public int Replicates { get; init; } = 1000;

    /// <summary>The seed.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads, from 1; the result is the same for any number.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Told the number of runs done, from any thread.</summary>
    public Action<int> Tell { get; init; } = static _ => { };
}

/// <summary>How often intervals of one kind held the truth.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Level">The share of intervals that shall hold it.</param>
/// <param name="Held">Runs whose interval held it.</param>
/// <param name="Runs">Runs whose table has an estimate.</param>
internal sealed record Coverage(string Name, double Level, int Held, int Runs)
{
    /// <summary>The share that held the truth.</summary>
    public double Share => (double)Held / Runs;

    /// <summary>Its Monte Carlo standard error.</summary>
    public double Error => Math.Sqrt(Share * (1 - Share) / Runs);
}

/// <summary>How far estimates of one kind were from the truth.</summary>
/// <param name="Name">The kind.</param>
/// <param name="Root">The root of the mean squared error.</param>
/// <param name="LogRoot">The same of the logarithm.</param>
/// <param name="LogBias">The mean error of the logarithm.</param>
internal sealed record Spread(string Name, (double Value, double Error) Root, (double Value, double Error) LogRoot, double LogBias);

/// <summary>What came of a coverage simulation.</summary>
internal sealed record CoverageResult(long Truth, int Runs, int WithoutEstimate, IReadOnlyList<Coverage> Coverages, IReadOnlyList<Spread> Spreads)
{
    /// <summary>The result as a table of comma-separated values.</summary>
    public string Table()
    {
        var text = new StringBuilder("figure,level,value,monte_carlo_error,runs\n");
        foreach (var coverage in Coverages)
            text.Append(CultureInfo.InvariantCulture, $"coverage {coverage.Name},{coverage.Level},{coverage.Share:F4},{coverage.Error:F4},{coverage.Runs}\n");
        foreach (var spread in Spreads)
        {
            text.Append(CultureInfo.InvariantCulture, $"rmse {spread.Name},,{spread.Root.Value:F1},{spread.Root.Error:F1},{Runs}\n");
            text.Append(CultureInfo.InvariantCulture, $"rmse of log {spread.Name},,{spread.LogRoot.Value:F4},{spread.LogRoot.Error:F4},{Runs}\n");
            text.Append(CultureInfo.InvariantCulture, $"bias of log {spread.Name},,{spread.LogBias:F4},,{Runs}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"runs without a finite estimate,,{WithoutEstimate},,{Runs + WithoutEstimate}\n");
        return text.ToString();
    }
}

/// <summary>Draws tables from a fitted model, estimates each anew, and counts how often intervals hold the number they were drawn with.</summary>
/// <remarks>
/// [Chan2021] L. Chan, B. W. Silverman, K. Vincent, Multiple systems estimation for sparse capture data, JASA 116(535), 2021,
/// doi:10.1080/01621459.2019.1708748. A table of N persons is multinomial over the histories and the hidden cell of the stepwise model;
/// the hidden are dropped. N is fixed, the observed number is not.
/// </remarks>
internal static class CoverageSimulation
{
    private static readonly (string Name, double Level)[] Kinds =
        [("BCa", 0.95), ("BCa", 0.8), ("percentile", 0.95), ("percentile", 0.8), ("naive stepwise", 0.95), ("naive stepwise", 0.8), ("naive best pair model by BIC", 0.95), ("naive best pair model by BIC", 0.8)];

    internal static CoverageResult Run(CaptureHistories table, CoverageOptions options)
    {
        var fit = StepwiseSelection.Run(table, StepwiseSelection.DefaultThreshold);
        var truth = (long)Math.Round(fit.Estimate);
        var outcomes = new Outcome?[options.Runs];
        var done = 0;
        Parallel.For(0, options.Runs, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, run =>
        {
            outcomes[run] = Once(Draw(fit, table.Lists, (truth, options.Seed, run)), truth, options with { Seed = unchecked((options.Seed * 1_000_003) + (ulong)run) });
            options.Tell(Interlocked.Increment(ref done));
        });
        var known = outcomes.OfType<Outcome>().ToArray();
        return new(truth, known.Length, options.Runs - known.Length,
            [.. Kinds.Select((kind, place) => new Coverage(kind.Name, kind.Level, known.Count(outcome => outcome.Held[place]), known.Length))],
            [Spread("stepwise", [.. known.Select(outcome => outcome.Stepwise)], truth), Spread("best pair model by BIC", [.. known.Select(outcome => outcome.Best)], truth)]);
    }

    /// <summary>The same of the route by all pair models: the range of models near the best, and the bootstrap that chooses among the best.</summary>
    internal static CoverageResult RunRanking(CaptureHistories table, CoverageOptions options)
    {
        const int Choice = 100;
        var fit = StepwiseSelection.Run(table, StepwiseSelection.DefaultThreshold);
        var truth = (long)Math.Round(fit.Estimate);
        var outcomes = new Outcome?[options.Runs];
        var done = 0;
        Parallel.For(0, options.Runs, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, run =>
        {
            var drawn = Draw(fit, table.Lists, (truth, options.Seed, run));
            var ranking = ModelRanking.Of(drawn, order: 2);
            if (ranking.Succeeded && ranking.Value.Usable.Count > 0)
            {
                var models = ranking.Value.Usable.Take(Choice).Select(ranked => ranked.Model).ToArray();
                var bootstrap = Bootstrap.OfModels(drawn, models, new() { Replicates = options.Replicates, Seed = unchecked((options.Seed * 1_000_003) + (ulong)run) });
                var (two, six) = (ranking.Value.Near(2), ranking.Value.Near(6));
                Interval[] intervals =
                [
                    bootstrap.Bca(0.95).Interval, bootstrap.Bca(0.8).Interval, bootstrap.Percentile(0.95), bootstrap.Percentile(0.8),
                    new(two.Smallest, two.Largest, double.NaN), new(six.Smallest, six.Largest, double.NaN),
                ];
                outcomes[run] = new([.. intervals.Select(interval => interval.Lower <= truth && truth <= interval.Upper)], fit.Estimate, ranking.Value.Usable[0].Estimate);
            }

            options.Tell(Interlocked.Increment(ref done));
        });
        var known = outcomes.OfType<Outcome>().ToArray();
        (string Name, double Level)[] kinds =
            [("BIC BCa", 0.95), ("BIC BCa", 0.8), ("BIC percentile", 0.95), ("BIC percentile", 0.8), ("range within 2 units of BIC", double.NaN), ("range within 6 units of BIC", double.NaN)];
        return new(truth, known.Length, options.Runs - known.Length,
            [.. kinds.Select((kind, place) => new Coverage(kind.Name, kind.Level, known.Count(outcome => outcome.Held[place]), known.Length))],
            [Spread("best pair model by BIC", [.. known.Select(outcome => outcome.Best)], truth)]);
    }

    // Each person falls on a history by its mean; persons who fall on none are hidden and dropped.
    internal static CaptureHistories Draw(LogLinearFit fit, IReadOnlyList<string> lists, (long Persons, ulong Seed, int Run) draw)
    {
        var sums = new double[fit.Means.Count];
        var sum = 0.0;
        for (var history = 0; history < sums.Length; history++)
            sums[history] = sum += fit.Means[history];
        var counts = new long[sums.Length];
        var state = unchecked((draw.Seed * 0xD1342543DE82EF95UL) ^ ((ulong)draw.Run * 0x9E3779B97F4A7C15UL));
        for (var person = 0L; person < draw.Persons; person++)
        {
            var at = Array.BinarySearch(sums, Unit(ref state) * sum);
            counts[at < 0 ? Math.Min(~at, sums.Length - 1) : at]++;
        }

        return CaptureHistories.Of(lists, Enumerable.Range(1, counts.Length - 1).Select(history => (history, counts[history]))).Value;
    }

    private static Outcome? Once(CaptureHistories table, long truth, CoverageOptions options)
    {
        var fit = StepwiseSelection.Run(table, StepwiseSelection.DefaultThreshold);
        var ranking = ModelRanking.Of(table, order: 2);
        if (fit.Code != ModelCode.Usable || !ranking.Succeeded || ranking.Value.Usable.Count == 0)
            return null;
        var best = LogLinearFit.Of(table, ranking.Value.Usable[0].Model);
        var bootstrap = Bootstrap.OfStepwise(table, StepwiseSelection.DefaultThreshold, new() { Replicates = options.Replicates, Seed = options.Seed });
        Interval[] intervals =
        [
            bootstrap.Bca(0.95).Interval, bootstrap.Bca(0.8).Interval, bootstrap.Percentile(0.95), bootstrap.Percentile(0.8),
            Naive(fit, 0.95), Naive(fit, 0.8), Naive(best, 0.95), Naive(best, 0.8),
        ];
        return new([.. intervals.Select(interval => interval.Lower <= truth && truth <= interval.Upper)], fit.Estimate, best.Estimate);
    }

    private static Interval Naive(LogLinearFit fit, double level)
    {
        var z = level > 0.9 ? 1.959963984540054 : 1.2815515655446004;
        var factor = Math.Exp(z * fit.InterceptError);
        return new(fit.Observed + (fit.Hidden / factor), fit.Observed + (fit.Hidden * factor), level);
    }

    private static Spread Spread(string name, double[] estimates, long truth)
    {
        double[] logs = [.. estimates.Select(estimate => Math.Log(estimate / truth))];
        return new(name, Root([.. estimates.Select(estimate => estimate - truth)]), Root(logs), logs.Average());
    }

    // The root of a mean of squares, and its Monte Carlo error by the delta method.
    private static (double Value, double Error) Root(double[] errors)
    {
        var mean = errors.Average(error => error * error);
        var variance = errors.Average(error => Math.Pow((error * error) - mean, 2)) / errors.Length;
        var root = Math.Sqrt(mean);
        return (root, root > 0 ? Math.Sqrt(variance) / (2 * root) : 0);
    }

    // SplitMix64: doi:10.1145/2714064.2660195.
    private static double Unit(ref ulong state)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }

    private sealed record Outcome(bool[] Held, double Stepwise, double Best);
}
