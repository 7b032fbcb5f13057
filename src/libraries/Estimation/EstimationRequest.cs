using Amparo.Estimation.Intervals;
using Amparo.Estimation.Selection;

namespace Amparo.Estimation;

/// <summary>A way to estimate those whom nobody counted.</summary>
public enum EstimationMethod
{
    /// <summary>Log-linear model, pairs of lists added by a threshold.</summary>
    Stepwise,

    /// <summary>Log-linear model, the best of all by the Bayesian information criterion.</summary>
    Bic,

    /// <summary>Average over decomposable graphs.</summary>
    Graphs,

    /// <summary>Latent classes of persons.</summary>
    LatentClass,

    /// <summary>Log-linear model, pairs of lists kept by their posterior.</summary>
    BayesThreshold,
}

/// <summary>Which interval is stated with a log-linear estimate.</summary>
public enum IntervalKind
{
    /// <summary>Bias-corrected and accelerated bootstrap, selection repeated; the Bayesian methods state their posterior's.</summary>
    Bca,

    /// <summary>Plain bootstrap percentiles, selection repeated.</summary>
    Percentile,

    /// <summary>Profile likelihood of the selected model.</summary>
    Profile,

    /// <summary>None.</summary>
    None,
}

/// <summary>What an estimate was agreed to be before the data were looked at.</summary>
public readonly record struct EstimationRequest()
{
    /// <summary>The method of the headline.</summary>
    public EstimationMethod Method { get; init; } = EstimationMethod.Stepwise;

    /// <summary>Whether every method is run and shown beside the headline; if not, only those that the verdict needs.</summary>
    public bool AllMethods { get; init; }

    /// <summary>The threshold of stepwise selection, from 0 to 1.</summary>
    public double Threshold { get; init; } = StepwiseSelection.DefaultThreshold;

    /// <summary>The interval.</summary>
    public IntervalKind Interval { get; init; } = IntervalKind.Bca;

    /// <summary>The share of repetitions that the interval shall hold the truth in, between 0 and 1.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Bootstrap replicates, from 100.</summary>
    public int Replicates { get; init; } = 1000;

    /// <summary>The seed: the same gives the same answer, whatever the number of threads.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Threads, from 1.</summary>
    public int Threads { get; init; } = 1;

    internal BootstrapOptions Bootstrap(Action<double> tell)
    {
        var replicates = Replicates;
        return new() { Replicates = replicates, Seed = Seed, Threads = Threads, Tell = done => tell((double)done / replicates) };
    }
}
