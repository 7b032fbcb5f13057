namespace Amparo.PrivateRelease.Accounting;

/// <summary>The exact trade of epsilon against delta for Gaussian noise (Gaussian differential privacy).</summary>
/// <remarks>
/// Balle and Wang (2018, arXiv 1805.06530, theorem 8) and Dong, Roth and Su (2022, doi:10.1111/rssb.12454, corollary 2.13):
/// delta(epsilon) = Phi(mu/2 - epsilon/mu) - exp(epsilon) Phi(-mu/2 - epsilon/mu). One measurement of sensitivity D with deviation s has mu = D/s; several compose to
/// the root of the sum of squares, also where a later one is chosen after the earlier ones were seen, as long as its deviation was fixed beforehand.
/// </remarks>
internal static class GaussianCurve
{
    /// <summary>The largest mu that is (epsilon, delta)-private; rounded down.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not positive and finite, or delta not between zero and one.</exception>
    public static double Mu(double epsilon, double delta)
    {
        Check(epsilon, delta);
        return Bisect(0, 1, mu => Delta(mu, epsilon) <= delta);
    }

    /// <summary>The smallest epsilon at which mu is (epsilon, delta)-private; rounded up; zero if it is even at zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Mu is not positive and finite, or delta not between zero and one.</exception>
    public static double Epsilon(double mu, double delta)
    {
        Check(mu, delta);
        if (Delta(mu, 0) <= delta)
            return 0;
        var below = Bisect(0, 1, epsilon => Delta(mu, epsilon) > delta);
        return below + Math.Max(1e-12, below * 1e-12);
    }

    /// <summary>The delta at which mu is (epsilon, delta)-private.</summary>
    public static double Delta(double mu, double epsilon)
    {
        if (!(mu > 0 && double.IsFinite(mu)))
            throw new ArgumentOutOfRangeException(nameof(mu));
        var first = NormalTail.Lower((mu / 2) - (epsilon / mu));
        // exp(epsilon) and the tail may be out of range each, their product is not.
        var second = Math.Exp(epsilon + NormalTail.LogLower((-mu / 2) - (epsilon / mu)));
        return Math.Max(0, first - second);
    }

    private static void Check(double positive, double delta)
    {
        if (!(positive > 0 && double.IsFinite(positive)))
            throw new ArgumentOutOfRangeException(nameof(positive));
        if (!(delta > 0 && delta < 1))
            throw new ArgumentOutOfRangeException(nameof(delta));
    }

    // The last point for which a condition that holds at first holds still.
    private static double Bisect(double low, double high, Func<double, bool> holds)
    {
        while (holds(high))
        {
            low = high;
            high *= 2;
        }

        for (var step = 0; step < 200 && low < high; step++)
        {
            var middle = low + ((high - low) / 2);
            if (middle == low || middle == high)
                break;
            if (holds(middle))
                low = middle;
            else
                high = middle;
        }

        return low;
    }
}
