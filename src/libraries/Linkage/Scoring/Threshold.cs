namespace Amparo.Linkage.Scoring;

/// <summary>Where the line between linked and not linked is drawn, without any pair whose truth is known.</summary>
internal static class Threshold
{
    private const int Range = 64;
    private const int Steps = 64;

    /// <summary>The log2 odds at which the expected F1 is highest.</summary>
    /// <param name="odds">log2 odds of the candidates.</param>
    /// <returns>The threshold; with no candidate, even odds.</returns>
    /// <remarks>
    /// With calibrated probabilities the expected F1 of linking the k most probable pairs is 2 S(k) / (k + S(all)), S the sum of their probabilities.
    /// </remarks>
    public static double Choose(IEnumerable<double> odds)
    {
        // A histogram finds it as well as sorting would, to a sixty-fourth of a bit.
        var counts = new long[(Range * 2 * Steps) + 1];
        var sums = new double[counts.Length];
        foreach (var odd in odds)
        {
            var step = (int)((Math.Clamp(odd, -Range, Range) + Range) * Steps);
            counts[step]++;
            sums[step] += Probability(odd);
        }

        var all = sums.Sum();
        var (linked, sum, best, threshold) = (0L, 0.0, 0.0, 0.0);
        for (var step = counts.Length - 1; step >= 0; step--)
        {
            if (counts[step] == 0)
                continue;
            linked += counts[step];
            sum += sums[step];
            var expected = 2 * sum / (linked + all);
            if (expected > best)
                (best, threshold) = (expected, ((double)step / Steps) - Range);
        }

        return threshold;
    }

    /// <summary>The probability of log2 odds.</summary>
    public static double Probability(double logOdds) => 1 / (1 + double.Exp2(-logOdds));
}
