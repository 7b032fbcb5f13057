using System.Runtime.InteropServices;
using Amparo.Estimation.Chains;
using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Randomness;
using Amparo.Vocabulary;

namespace Amparo.Estimation.Thresholds;

/// <summary>What is believed of the dependence of pairs of lists before the data.</summary>
public enum PairPrior
{
    /// <summary>A standard normal distribution: dependence is moderate, and every table has a posterior.</summary>
    Normal,

    /// <summary>Nothing; an overlap that nobody is in is minus infinity, and the model with all pairs must have a maximum of likelihood.</summary>
    Flat,
}

/// <summary>How the Bayesian threshold runs.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ThresholdOptions()
{
    /// <summary>Prior of the pairs.</summary>
    public PairPrior Prior { get; init; } = PairPrior.Normal;

    /// <summary>The least ratio of posterior mean to standard deviation, from 0, of a pair that stays in the model.</summary>
    public double Threshold { get; init; } = 2;

    /// <summary>Chains, from 2.</summary>
    public int Chains { get; init; } = 8;

    /// <summary>Draws of each chain that are thrown away, from 0.</summary>
    public int BurnIn { get; init; } = 500;

    /// <summary>Draws kept of each chain, from 8.</summary>
    public int Samples { get; init; } = 2500;

    /// <summary>The seed: the same gives the same draws, whatever the number of threads.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads, from 1.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>What the model with all pairs says of one pair of lists.</summary>
/// <param name="Pair">The two lists as bits.</param>
/// <param name="Mean">Posterior mean of its coefficient, on the log scale; minus infinity for an overlap that nobody is in, with the flat prior.</param>
/// <param name="Deviation">Posterior standard deviation; NaN at minus infinity.</param>
/// <param name="Retained">Whether it stays in the model.</param>
public sealed record PairEffect(int Pair, double Mean, double Deviation, bool Retained)
{
    /// <summary>How far from zero, in standard deviations: what the threshold is held against. NaN at minus infinity.</summary>
    public double Ratio => Math.Abs(Mean) / Deviation;
}

/// <summary>The number of all persons by a Poisson log-linear model whose pairs of lists passed a threshold.</summary>
/// <param name="Observed">Observed persons.</param>
/// <param name="Model">Lists and retained pairs; with the flat prior also the pairs at minus infinity.</param>
/// <param name="Pairs">All pairs in the order 12, 13, …, 23, ….</param>
/// <param name="Diagnostics">Whether the chains of the final model agree.</param>
public sealed record ThresholdEstimate(long Observed, HierarchicalModel Model, IReadOnlyList<PairEffect> Pairs, ChainDiagnostics Diagnostics)
{
    /// <summary>Whether the chains of the model with all pairs, which the threshold is held against, agree.</summary>
    public required ChainDiagnostics FirstDiagnostics { get; init; }

    /// <summary>The estimate; null where the chains do not agree.</summary>
    public Posterior? Posterior { get; init; }

    /// <summary><c>EST-018</c> where the chains do not agree and nothing is stated; null otherwise.</summary>
    public Problem? Problem { get; init; }
}

/// <summary>Estimates all persons by a log-linear model of pairs of lists, of which only those well away from zero stay.</summary>
/// <remarks>
/// [Silverman2020] B. W. Silverman, Multiple-systems analysis for the quantification of modern slavery: classical and Bayesian approaches, JRSS A 183(3),
/// doi:10.1111/rssa.12505. Intercept and lists have normal priors of variance 10,000. The model with all pairs is sampled, pairs whose posterior mean is less
/// than two standard deviations from zero are dropped, and the rest is sampled again: the estimate is the posterior of the observed persons and
/// the exponential of the intercept. The interval takes the selected model for granted.
/// </remarks>
public static class BayesianThreshold
{
    private const double MainPrecision = 1e-4;

    /// <summary>Samples, drops, samples again.</summary>
    /// <param name="table">Capture histories of three lists or more.</param>
    /// <param name="options">How to run.</param>
    /// <returns>
    /// Diagnostics, and the estimate if the chains agree; <c>EST-017</c> with two lists, <c>EST-008</c> without persons, <c>EST-012</c> where nobody is on two
    /// lists; with the flat prior <c>EST-014</c> or <c>EST-015</c> where the model with all pairs has no maximum of likelihood or cannot be told apart.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static Outcome<ThresholdEstimate> Run(CaptureHistories table, ThresholdOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!(options.Threshold >= 0))
            throw new ArgumentOutOfRangeException(nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Chains, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.BurnIn, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Samples, 8, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        var lists = table.Lists.Count;
        if (lists < 3)
            return new Problem(EstimationProblems.ListsOutOfRange, "lists");
        if (Evidence.Lacks(table) is { } lacking)
            return lacking;

        var pairs = HierarchicalModel.Pairs(lists);
        var flat = options.Prior == PairPrior.Flat;
        if (flat && Refusal(table, pairs) is { } refusal)
            return refusal;

        int[] empty = flat ? [.. pairs.Where(pair => table.Overlap(pair) == 0)] : [];
        var sampled = pairs.Except(empty).ToArray();
        var first = Sample(table, sampled, empty, options);
        var effects = pairs.Select(pair => Effect(pair, Array.IndexOf(sampled, pair), first.Coefficients, options.Threshold)).ToList();
        int[] retained = [.. effects.Where(effect => effect.Retained).Select(effect => effect.Pair)];
        // The second round has streams of its own.
        var second = Sample(table, retained, empty, options with { Seed = ~options.Seed });

        var total = second.Intercepts.Select(chain => chain.Select(intercept => table.Observed + Math.Exp(intercept)).ToArray()).ToArray();
        var estimate = new ThresholdEstimate(table.Observed, HierarchicalModel.Of(lists, retained.Concat(empty)), effects, ChainDiagnostics.Of(second.Intercepts, total))
        {
            FirstDiagnostics = ChainDiagnostics.Of(first.Intercepts, [.. first.Intercepts.Select(chain => chain.Select(Math.Exp).ToArray())]),
        };
        return estimate.Diagnostics.Converged && estimate.FirstDiagnostics.Converged
            ? estimate with { Posterior = new(total) }
            : estimate with { Problem = new(EstimationProblems.NotConverged, "Bayesian threshold") };
    }

    private static Problem? Refusal(CaptureHistories table, int[] pairs)
    {
        var bench = new ModelWorkbench(table.Lists.Count);
        bench.Count(table.Counts);
        var code = bench.Check(table.Counts, pairs);
        if (code == ModelCode.Usable)
            return null;
        return new(code.HasFlag(ModelCode.NoMaximum) ? EstimationProblems.NoMaximum : EstimationProblems.NotIdentifiable, HierarchicalModel.Of(table.Lists.Count, pairs).ToString());
    }

    private static PairEffect Effect(int pair, int place, double[][][] coefficients, double threshold)
    {
        if (place < 0)
            return new(pair, double.NegativeInfinity, double.NaN, Retained: false);
        var draws = coefficients.SelectMany(chain => chain[place]).ToArray();
        var mean = draws.Average();
        var deviation = Math.Sqrt(draws.Sum(draw => (draw - mean) * (draw - mean)) / (draws.Length - 1));
        return new(pair, mean, deviation, Math.Abs(mean) >= threshold * deviation);
    }

    // Draws of the intercept by chain, and of the pairs by chain and pair.
    private static (double[][] Intercepts, double[][][] Coefficients) Sample(CaptureHistories table, int[] pairs, int[] empty, ThresholdOptions options)
    {
        var lists = table.Lists.Count;
        var kept = new bool[1 << lists];
        for (var history = 1; history < kept.Length; history++)
            kept[history] = !Array.Exists(empty, pair => (history & pair) == pair);
        var precision = options.Prior == PairPrior.Flat ? 0 : 1.0;
        var terms = pairs.Select(pair => (pair, precision)).Concat(Enumerable.Range(0, lists).Select(list => (1 << list, MainPrecision))).Append((0, MainPrecision));
        var posterior = new PoissonPosterior(table.Counts, kept, [.. terms]);

        var intercepts = new double[options.Chains][];
        var coefficients = new double[options.Chains][][];
        Parallel.For(0, options.Chains, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, number =>
        {
            var chain = new HamiltonianChain(posterior.Copy(), new(options.Seed, (ulong)number));
            var drawn = new double[posterior.Terms];
            for (var i = 0; i < options.BurnIn; i++)
                chain.Draw(drawn);
            intercepts[number] = new double[options.Samples];
            coefficients[number] = [.. pairs.Select(_ => new double[options.Samples])];
            for (var i = 0; i < options.Samples; i++)
            {
                chain.Draw(drawn);
                intercepts[number][i] = drawn[^1];
                for (var pair = 0; pair < pairs.Length; pair++)
                    coefficients[number][pair][i] = drawn[pair];
            }
        });
        return (intercepts, coefficients);
    }
}
