namespace Amparo.PrivateRelease.Noise;

/// <summary>A positive ratio of two whole numbers, so that the law of the noise is exact.</summary>
/// <param name="Numerator">Positive.</param>
/// <param name="Denominator">Positive.</param>
internal readonly record struct Rational(long Numerator, long Denominator)
{
    public double Value => (double)Numerator / Denominator;

    /// <summary>The smallest ratio with a fixed denominator that is not below a number: noise is rounded up, never down.</summary>
    public static Rational AtLeast(double value, long denominator = 1 << 10) =>
        value > 0 && double.IsFinite(value) && value * denominator < long.MaxValue / 2
            ? new(checked((long)Math.Ceiling(value * denominator)), denominator)
            : throw new ArgumentOutOfRangeException(nameof(value));
}
