namespace Amparo.PrivateRelease.Accounting;

/// <summary>The lower tail of the standard normal law, accurate far out, where a difference of two tails decides about delta.</summary>
internal static class NormalTail
{
    /// <summary>Phi(x): the probability of a value below x.</summary>
    public static double Lower(double x) => x > 0 ? 1 - Lower(-x) : Math.Exp(LogLower(x));

    /// <summary>The natural logarithm of Phi(x).</summary>
    public static double LogLower(double x)
    {
        if (x > 0)
            return Math.Log(1 - Lower(-x));
        var density = (-0.5 * x * x) - (0.5 * Math.Log(2 * Math.PI));
        return x < -3 ? density + Math.Log(Ratio(-x)) : Math.Log(0.5 - Middle(-x));
    }

    // Mills' ratio (1 - Phi(x)) / phi(x) by its continued fraction 1/(x + 1/(x + 2/(x + 3/...))), from behind (Abramowitz and Stegun 26.2.14).
    private static double Ratio(double x)
    {
        var fraction = x;
        for (var term = 200; term >= 1; term--)
            fraction = x + (term / fraction);
        return 1 / fraction;
    }

    // Phi(x) - 1/2 by its series phi(x) (x + x³/3 + x⁵/15 + ...), all terms positive (Abramowitz and Stegun 26.2.11).
    private static double Middle(double x)
    {
        var term = x;
        var sum = x;
        for (var odd = 3; term > 1e-18 * sum; odd += 2)
        {
            term *= x * x / odd;
            sum += term;
        }

        return sum * Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
    }
}
