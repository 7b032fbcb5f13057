namespace Amparo.PrivateRelease.Noise;

/// <summary>Integer Laplace noise, exact: a whole number z with probability proportional to exp(-|z| / scale).</summary>
/// <remarks>Canonne, Kamath, Steinke (2020), "The Discrete Gaussian for Differential Privacy", arXiv 2004.00010, algorithm 2. Integers only.</remarks>
internal static class DiscreteLaplace
{
    /// <summary>Draws one number.</summary>
    /// <param name="bits">Where the randomness comes from.</param>
    /// <param name="scale">The scale; a count with noise of scale b is 1/b-differentially private.</param>
    public static long Draw(RandomBits bits, Rational scale)
    {
        var (top, bottom) = ((ulong)scale.Numerator, (ulong)scale.Denominator);
        while (true)
        {
            var fraction = bits.Below(top);
            if (!bits.TossExp(fraction, top))
                continue;
            var whole = 0UL;
            while (bits.TossExp(1, 1))
                whole++;
            var size = (fraction + (top * whole)) / bottom;
            var negative = (bits.Word() & 1) == 1;
            // Minus zero would make zero twice as likely.
            if (negative && size == 0)
                continue;
            return negative ? -(long)size : (long)size;
        }
    }
}
