namespace Amparo.PrivateRelease.Accounting;

/// <summary>Zero-concentrated privacy, for mechanisms whose noise depends on what they have already seen, and its epsilon at a delta.</summary>
/// <remarks>
/// Canonne, Kamath, Steinke (2020, arXiv 2004.00010, corollary 13): rho-zCDP is (epsilon, delta)-private with delta the least over alpha > 1 of
/// exp((alpha - 1)(alpha rho - epsilon)) / (alpha - 1) · (1 - 1/alpha)^alpha. Gaussian noise of mu is mu²/2-zCDP.
/// </remarks>
internal static class ZeroConcentrated
{
    /// <summary>The largest rho that is (epsilon, delta)-private, rounded down.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not positive and finite, or delta not between zero and one.</exception>
    public static double Rho(double epsilon, double delta)
    {
        Check(epsilon, delta);
        double low = 0, high = 1;
        while (Delta(high, epsilon) <= delta)
            high *= 2;
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            if (Delta(middle, epsilon) <= delta)
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The smallest epsilon at which rho is (epsilon, delta)-private, rounded up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Rho is not positive and finite, or delta not between zero and one.</exception>
    public static double Epsilon(double rho, double delta)
    {
        Check(rho, delta);
        double low = 0, high = 1;
        while (Delta(rho, high) > delta)
            high *= 2;
        for (var step = 0; step < 100; step++)
        {
            var middle = (low + high) / 2;
            if (Delta(rho, middle) > delta)
                low = middle;
            else
                high = middle;
        }

        return high;
    }

    /// <summary>The delta at which rho is (epsilon, delta)-private; at most one.</summary>
    public static double Delta(double rho, double epsilon)
    {
        if (!(rho > 0 && double.IsFinite(rho)))
            throw new ArgumentOutOfRangeException(nameof(rho));
        // The logarithm is convex in alpha: its slope changes sign once.
        double low = 1 + 1e-9, high = Math.Max(2, ((epsilon + 1) / (2 * rho)) + 2);
        for (var step = 0; step < 200; step++)
        {
            var middle = (low + high) / 2;
            var slope = ((2 * middle) - 1) * rho - epsilon + Math.Log(1 - (1 / middle));
            if (slope < 0)
                low = middle;
            else
                high = middle;
        }

        var alpha = high;
        var log = ((alpha - 1) * ((alpha * rho) - epsilon)) - Math.Log(alpha - 1) + (alpha * Math.Log(1 - (1 / alpha)));
        return Math.Min(1, Math.Exp(log));
    }

    // A comparison with NaN is false, which the searches would take for "private enough" at an epsilon of nothing.
    private static void Check(double positive, double delta)
    {
        if (!(positive > 0 && double.IsFinite(positive)))
            throw new ArgumentOutOfRangeException(nameof(positive));
        if (!(delta > 0 && delta < 1))
            throw new ArgumentOutOfRangeException(nameof(delta));
    }
}
