using Amparo.Estimation.Intervals;

namespace Amparo.Estimation.Chains;

/// <summary>What the chains of a sampler, all taken together, say of the number of all persons.</summary>
/// <remarks>Immutable, thread-safe.</remarks>
public sealed class Posterior
{
    private readonly double[] _sorted;

    internal Posterior(IEnumerable<double[]> chains)
    {
        _sorted = [.. chains.SelectMany(draws => draws)];
        Array.Sort(_sorted);
        Mean = _sorted.Average();
    }

    /// <summary>Draws of all chains.</summary>
    public int Draws => _sorted.Length;

    /// <summary>Mean number of all persons, observed and hidden; heavy tails move it, so it is no headline.</summary>
    public double Mean { get; }

    /// <summary>Median number of all persons.</summary>
    public double Median => Quantile(0.5);

    /// <summary>Quantile of the number of all persons.</summary>
    /// <param name="probability">Between 0 and 1.</param>
    /// <returns>The median-unbiased quantile of the draws.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public double Quantile(double probability) =>
        probability is > 0 and < 1 ? Quantiles.MedianUnbiased(_sorted, probability) : throw new ArgumentOutOfRangeException(nameof(probability));

    /// <summary>The interval with equal shares beyond both of its limits.</summary>
    /// <param name="level">The share within, between 0 and 1.</param>
    public Interval Credible(double level) => new(Quantile((1 - level) / 2), Quantile((1 + level) / 2), level);
}
