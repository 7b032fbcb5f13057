namespace Amparo.Estimation.Chains;

/// <summary>Whether several chains of a sampler tell the same.</summary>
/// <param name="Chains">Number of chains.</param>
/// <param name="Draws">Draws kept of each.</param>
/// <param name="RHatLogHidden">Split R-hat of the logarithm of the hidden persons; NaN if all draws are equal.</param>
/// <param name="RHatTotal">Split R-hat of all persons.</param>
/// <param name="EffectiveLogHidden">How many independent draws the draws of the logarithm of the hidden persons are worth.</param>
/// <param name="EffectiveTotal">The same of all persons.</param>
/// <remarks>
/// [Gelman2013] A. Gelman et al., Bayesian Data Analysis, third edition, 2013, section 11.4, for both, each chain cut in two halves;
/// [Geyer1992] C. J. Geyer, Practical Markov chain Monte Carlo, Statistical Science 7(4), doi:10.1214/ss/1177011137, for where the sum of
/// the autocorrelations ends; the limits are those of [Vehtari2021] A. Vehtari et al., Rank-normalization, folding, and localization,
/// Bayesian Analysis 16(2), doi:10.1214/20-BA1221. Values are not replaced by ranks.
/// </remarks>
public sealed record ChainDiagnostics(int Chains, int Draws, double RHatLogHidden, double RHatTotal, double EffectiveLogHidden, double EffectiveTotal)
{
    /// <summary>The largest R-hat of chains that agree.</summary>
    public const double LargestRHat = 1.01;

    /// <summary>The least effective sample size that quantiles are stated from.</summary>
    public const double LeastEffective = 400;

    /// <summary>Whether the chains agree and have told enough.</summary>
    public bool Converged =>
        RHatLogHidden <= LargestRHat && RHatTotal <= LargestRHat && EffectiveLogHidden >= LeastEffective && EffectiveTotal >= LeastEffective;

    internal static ChainDiagnostics Of(double[][] logHidden, double[][] total) =>
        new(total.Length, total[0].Length, SplitRHat(logHidden), SplitRHat(total), EffectiveSize(logHidden), EffectiveSize(total));

    /// <summary>How much wider the draws of all chains' halves together are than those of each half.</summary>
    /// <param name="chains">Draws of each chain, at least four, as many of each.</param>
    /// <returns>One where the chains agree; NaN where no draw differs from another.</returns>
    internal static double SplitRHat(double[][] chains)
    {
        var halves = Halves(chains);
        var n = (double)halves[0].Length;
        var (within, between) = Variances(halves);
        return Math.Sqrt((((n - 1) / n * within) + between) / within);
    }

    /// <summary>The number of independent draws whose mean is as certain.</summary>
    /// <param name="chains">As in <see cref="SplitRHat"/>.</param>
    /// <returns>At most the number of draws times its decimal logarithm; NaN where no draw differs from another.</returns>
    internal static double EffectiveSize(double[][] chains)
    {
        var halves = Halves(chains);
        var n = halves[0].Length;
        var draws = (double)n * halves.Length;
        var (within, between) = Variances(halves);
        var overall = ((n - 1.0) / n * within) + between;
        if (!(overall > 0))
            return double.NaN;

        var means = halves.Select(half => half.Average()).ToArray();
        var sum = 0.0;
        var last = double.PositiveInfinity;
        // Autocorrelations in pairs of neighbours: each pair is positive and less than the one before, or it is noise.
        for (var lag = 0; lag + 1 < n; lag += 2)
        {
            var even = lag == 0 ? 1 : 1 - ((within - Covariance(halves, means, lag)) / overall);
            var pair = even + 1 - ((within - Covariance(halves, means, lag + 1)) / overall);
            if (!(pair > 0))
                break;
            last = Math.Min(last, pair);
            sum += last;
        }

        var time = Math.Max((2 * sum) - 1, 1 / Math.Log10(draws));
        return draws / time;
    }

    private static double[][] Halves(double[][] chains)
    {
        var half = chains[0].Length / 2;
        return [.. chains.SelectMany(chain => new[] { chain[..half], chain[^half..] })];
    }

    // The mean of the variances, and the variance of the means.
    private static (double Within, double Between) Variances(double[][] halves)
    {
        var within = halves.Average(Variance);
        return (within, Variance([.. halves.Select(half => half.Average())]));
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        var sum = 0.0;
        foreach (var value in values)
            sum += (value - mean) * (value - mean);
        return sum / (values.Length - 1);
    }

    private static double Covariance(double[][] halves, double[] means, int lag)
    {
        var sum = 0.0;
        for (var h = 0; h < halves.Length; h++)
        {
            var (half, mean) = (halves[h], means[h]);
            for (var i = lag; i < half.Length; i++)
                sum += (half[i] - mean) * (half[i - lag] - mean);
        }

        return sum / halves.Length / halves[0].Length;
    }
}
