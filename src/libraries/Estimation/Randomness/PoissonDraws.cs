namespace Amparo.Estimation.Randomness;

/// <summary>Poisson and negative binomial draws whose cost does not grow with the mean.</summary>
/// <remarks>
/// Means of ten and more: [Hormann1993p] W. Hörmann, The transformed rejection method for generating Poisson random variables, Insurance:
/// Mathematics and Economics 12(1), 1993, doi:10.1016/0167-6687(93)90997-4, algorithm PTRS. Smaller: inversion.
/// </remarks>
internal static class PoissonDraws
{
    private const double SmallMean = 10;

    /// <summary>A Poisson number.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="mean">Zero or more.</param>
    internal static double Poisson(this SeededStream random, double mean) => mean < SmallMean ? random.Inverted(mean) : random.Rejected(mean);

    /// <summary>Failures before a number of successes.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="successes">Above zero.</param>
    /// <param name="failure">Chance of a failure, from 0 to below 1.</param>
    internal static double NegativeBinomial(this SeededStream random, double successes, double failure) =>
        random.Poisson(random.Gamma(successes) * failure / (1 - failure));

    /// <summary>Failures before a number of successes, given that there are no more than some.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="successes">Above zero.</param>
    /// <param name="failure">Chance of a failure, from 0 to 1.</param>
    /// <param name="most">The most failures.</param>
    /// <remarks>
    /// By adding up probabilities from the cap down, for the case that the cap lies below nearly all of the distribution: there the
    /// probabilities fall geometrically and few of them matter.
    /// </remarks>
    internal static double NegativeBinomialUpTo(this SeededStream random, double successes, double failure, double most)
    {
        var total = 0.0;
        var weight = 1.0;
        for (var x = most; x >= 0 && weight > total * 1e-17; x--)
        {
            total += weight;
            weight *= x / ((successes + x - 1) * failure);
        }

        var left = random.NextOpenUnit() * total;
        weight = 1;
        for (var x = most; x > 0; x--)
        {
            left -= weight;
            if (left <= 0)
                return x;
            weight *= x / ((successes + x - 1) * failure);
            if (!(weight > 0))
                return x - 1;
        }

        return 0;
    }

    private static double Inverted(this SeededStream random, double mean)
    {
        var probability = Math.Exp(-mean);
        var left = random.NextOpenUnit();
        var count = 0.0;
        // A thousand is beyond anything that a mean of ten gives: it ends the sum where rounding left something over.
        while (left > probability && count < 1000)
        {
            left -= probability;
            count++;
            probability *= mean / count;
        }

        return count;
    }

    private static double Rejected(this SeededStream random, double mean)
    {
        var b = 0.931 + (2.53 * Math.Sqrt(mean));
        var a = -0.059 + (0.02483 * b);
        var inverse = 1.1239 + (1.1328 / (b - 3.4));
        var squeeze = 0.9277 - (3.6224 / (b - 2));
        var logMean = Math.Log(mean);
        while (true)
        {
            var u = random.NextOpenUnit() - 0.5;
            var v = random.NextOpenUnit();
            var near = 0.5 - Math.Abs(u);
            var k = Math.Floor((((2 * a / near) + b) * u) + mean + 0.43);
            if (near >= 0.07 && v <= squeeze)
                return k;
            if (k < 0 || (near < 0.013 && v > near))
                continue;
            if (Math.Log(v * inverse / ((a / (near * near)) + b)) <= (k * logMean) - mean - LogGamma.Of(k + 1))
                return k;
        }
    }
}
