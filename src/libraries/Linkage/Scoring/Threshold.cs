using Amparo.Linkage.Clustering;

namespace Amparo.Linkage.Scoring;

/// <summary>Where the line between linked and not linked is drawn, without any pair whose truth is known.</summary>
internal static class Threshold
{
    private const int Range = 64;
    private const int Steps = 64;

    /// <summary>The log2 odds at which the expected F1 is highest.</summary>
    /// <param name="edges">The candidates.</param>
    /// <returns>The threshold; with no candidate, even odds.</returns>
    /// <remarks>
    /// With calibrated probabilities the expected F1 of linking the k most probable pairs is 2 S(k) / (k + S(all)), S the sum of their probabilities.
    /// </remarks>
    public static double Choose(ReadOnlySpan<Edge> edges)
    {
        // A histogram finds it as well as sorting would, to a sixty-fourth of a bit.
        var counts = new long[(Range * 2 * Steps) + 1];
        var sums = new double[counts.Length];
        foreach (var edge in edges)
        {
            var step = (int)((Math.Clamp(edge.LogOdds, -Range, Range) + Range) * Steps);
            counts[step]++;
            sums[step] += Probability(edge.LogOdds);
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
    public static double Probability(double logOdds) => 1 / (1 + PowerOfTwo.Of(-logOdds));

    /// <summary>The zone in which a person should look: above it few links are false, below it few are missed.</summary>
    /// <param name="edges">The candidates.</param>
    /// <param name="share">The share that may be false above, and missed below.</param>
    /// <param name="threshold">What lies between them in any case.</param>
    public static (double Lower, double Upper) Zones(IReadOnlyList<Edge> edges, double share, double threshold)
    {
        var odds = edges.Select(edge => (double)edge.LogOdds).Order().ToArray();
        var all = odds.Sum(Probability);
        var (missed, lower) = (0.0, threshold);
        foreach (var odd in odds.TakeWhile(odd => odd < threshold))
        {
            missed += Probability(odd);
            if (missed > share * all)
            {
                lower = odd;
                break;
            }
        }

        var (wrong, upper) = (0.0, threshold);
        for (var i = odds.Length - 1; i >= 0; i--)
        {
            wrong += 1 - Probability(odds[i]);
            if (odds[i] < threshold)
                break;
            if (wrong > share * (odds.Length - i))
            {
                // The last pair from which on the share was kept lies above.
                upper = Math.Max(upper, odds[i]);
                break;
            }
        }

        return (Math.Min(lower, upper), upper);
    }
}
