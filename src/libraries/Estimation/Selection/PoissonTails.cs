using MathNet.Numerics;

namespace Amparo.Estimation.Selection;

/// <summary>How unusual a count is under a Poisson mean.</summary>
internal static class PoissonTails
{
    /// <summary>The smaller of the chances of at most and of at least a count.</summary>
    /// <param name="count">Persons, from 0.</param>
    /// <param name="mean">Expected persons, above 0.</param>
    internal static double Smaller(double count, double mean)
    {
        // The tail that does not hold the mean is the smaller one, up to a few counts about it.
        var atMost = SpecialFunctions.GammaUpperRegularized(count + 1, mean);
        return count > 0 ? Math.Min(atMost, SpecialFunctions.GammaLowerRegularized(count, mean)) : atMost;
    }
}
