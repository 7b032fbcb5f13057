using Amparo.Estimation.Chains;
using Amparo.Estimation.Histories;
using Amparo.Vocabulary;

namespace Amparo.Estimation.LatentClasses;

/// <summary>How the latent class sampler runs.</summary>
public readonly record struct LatentClassOptions()
{
    /// <summary>The most classes of persons, from 2: more cost time and change little, because empty ones take no part.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Chains, from 2.</summary>
    public int Chains { get; init; } = 8;

    /// <summary>Sweeps of each chain that are thrown away, from 0.</summary>
    public int BurnIn { get; init; } = 10_000;

    /// <summary>Draws kept of each chain, from 8.</summary>
    public int Samples { get; init; } = 1000;

    /// <summary>Sweeps for each draw that is kept, from 1.</summary>
    public int Thinning { get; init; } = 10;

    /// <summary>The seed: the same gives the same draws, whatever the number of threads.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads, from 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// The prior's cap: hidden persons for each observed one beyond which none are believed, above 0; positive infinity for no cap. It is a
    /// part of the prior: where draws reach it, the cap and not the data set the upper limit.
    /// </summary>
    public double MostHiddenPerObserved { get; init; } = 20;

    /// <summary>Told the number of chains done, from any thread.</summary>
    public Action<int> Tell { get; init; } = static _ => { };
}

/// <summary>What the latent class model says of the number of all persons.</summary>
/// <param name="Observed">Observed persons.</param>
/// <param name="Diagnostics">Whether the chains agree.</param>
/// <param name="Medians">The median number of all persons by each chain: how far a single chain could have led.</param>
/// <param name="ShareNearCap">Share of the draws whose hidden persons are above 95 % of the cap.</param>
/// <param name="ShareBeyondCap">Share of the sweeps kept for draws whose hidden persons were first drawn beyond the cap, and drawn again.</param>
public sealed record LatentClassEstimate(
    long Observed, ChainDiagnostics Diagnostics, IReadOnlyList<double> Medians, double ShareNearCap, double ShareBeyondCap)
{
    /// <summary>The estimate; null where the chains do not agree.</summary>
    public Posterior? Posterior { get; init; }

    /// <summary><c>EST-018</c> where the chains do not agree and nothing is stated; null otherwise.</summary>
    public Problem? Problem { get; init; }
}

/// <summary>Estimates all persons by a mixture of classes of persons, within each of which the lists find persons independently.</summary>
/// <remarks>
/// [ManriqueVallier2016] D. Manrique-Vallier, Bayesian population size estimation using Dirichlet process mixtures, Biometrics 72(4),
/// doi:10.1111/biom.12502. Weights of the classes break a stick, Beta(1, α) each time, α from Gamma(0.25, rate 0.25); the chance of class k to be
/// on list j is uniform; the prior of all persons N is 1/N up to the cap. Gibbs: classes of the observed persons, chances, sticks, hidden
/// persons, their classes, α.
/// </remarks>
public static class LatentClassSampler
{
    private const double NearCap = 0.95;

    /// <summary>Runs the chains.</summary>
    /// <param name="table">Capture histories.</param>
    /// <param name="options">How to run.</param>
    /// <returns>
    /// Diagnostics, and the estimate if the chains agree; <c>EST-008</c> without persons, <c>EST-012</c> where nobody is on two lists, so that
    /// only the prior would speak.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static Outcome<LatentClassEstimate> Run(CaptureHistories table, LatentClassOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Classes, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Chains, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.BurnIn, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Samples, 8, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Thinning, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1, nameof(options));
        if (!(options.MostHiddenPerObserved > 0))
            throw new ArgumentOutOfRangeException(nameof(options));
        if (Evidence.Lacks(table) is { } problem)
            return problem;

        var total = new double[options.Chains][];
        var beyond = new int[options.Chains];
        var done = 0;
        Parallel.For(0, options.Chains, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, chain =>
        {
            (total[chain], beyond[chain]) = RunChain(table, options, chain);
            options.Tell(Interlocked.Increment(ref done));
        });

        var observed = table.Observed;
        var logHidden = total.Select(draws => draws.Select(draw => Math.Log(draw - observed + 1)).ToArray()).ToArray();
        var diagnostics = ChainDiagnostics.Of(logHidden, total);
        var draws = (double)options.Chains * options.Samples;
        var cap = Math.Floor(options.MostHiddenPerObserved * observed);
        var near = total.Sum(chain => chain.Count(draw => draw - observed > NearCap * cap)) / draws;
        var estimate = new LatentClassEstimate(observed, diagnostics, [.. total.Select(chain => new Posterior([chain]).Median)], near, beyond.Sum() / draws);
        return diagnostics.Converged
            ? estimate with { Posterior = new(total) }
            : estimate with { Problem = new(EstimationProblems.NotConverged, "latent classes") };
    }

    /// <summary>All persons in the draws kept of one chain, and how many of them were drawn again.</summary>
    internal static (double[] Total, int Beyond) RunChain(CaptureHistories table, LatentClassOptions options, int number)
    {
        var chain = new LatentClassChain(table, options, number);
        for (var sweep = 0; sweep < options.BurnIn; sweep++)
            chain.Sweep();
        var total = new double[options.Samples];
        var beyond = 0;
        for (var sample = 0; sample < options.Samples; sample++)
        {
            for (var sweep = 0; sweep < options.Thinning; sweep++)
                chain.Sweep();
            total[sample] = table.Observed + chain.Hidden;
            beyond += chain.Redrawn ? 1 : 0;
        }

        return (total, beyond);
    }
}
