using System.Runtime.InteropServices;

namespace Amparo.PrivateRelease.Noise;

/// <summary>A positive ratio of two whole numbers, so that the law of the noise is exact.</summary>
/// <param name="Numerator">Positive.</param>
/// <param name="Denominator">Positive.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Rational(long Numerator, long Denominator)
{
    private const long Fineness = 1 << 10;

    public double Value => (double)Numerator / Denominator;

    /// <summary>A ratio not below a number and at most a thousandth above it: noise is rounded up, never down.</summary>
    /// <param name="value">Positive and at most 2^50.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive, not finite, or too large.</exception>
    public static Rational AtLeast(double value)
    {
        if (!(value > 0 && value <= 1L << 50))
            throw new ArgumentOutOfRangeException(nameof(value));
        // Small ones keep their digits in the denominator, large ones need none.
        var denominator = 1L;
        while (denominator * value < Fineness && denominator < 1L << 40)
            denominator <<= 1;
        return new(checked((long)Math.Ceiling(value * denominator)), denominator);
    }
}
