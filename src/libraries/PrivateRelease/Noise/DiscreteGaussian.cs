using System.Numerics;

namespace Amparo.PrivateRelease.Noise;

/// <summary>Integer Gaussian noise, exact: a whole number z with probability proportional to exp(-z² / 2s²).</summary>
/// <remarks>
/// Canonne, Kamath, Steinke (2020), "The Discrete Gaussian for Differential Privacy", arXiv 2004.00010, algorithm 3: a discrete Laplace number is kept with a probability that is
/// itself tossed for exactly. Every decision is over whole numbers: no low bit of a floating-point number can give a count away. Its variance is
/// below s²; for s above 1 the two differ by less than one in a hundred million. Safe to call from several threads at once.
/// </remarks>
internal static class DiscreteGaussian
{
    /// <summary>Draws independent numbers of one law.</summary>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="variance">The parameter s².</param>
    /// <param name="values">Where to write the draws.</param>
    public static void Fill(NoiseSource noise, Rational variance, Span<long> values)
    {
        var bits = new RandomBits(noise);
        var law = new Law(variance);
        for (var at = 0; at < values.Length; at++)
            values[at] = law.Draw(bits);
    }

    /// <summary>Draws independent numbers, each of its own law.</summary>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="variances">The parameters s².</param>
    /// <param name="values">Where to write the draws; as many as there are variances.</param>
    public static void FillEach(NoiseSource noise, ReadOnlySpan<Rational> variances, Span<long> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, variances.Length, nameof(values));
        var bits = new RandomBits(noise);
        for (var at = 0; at < values.Length; at++)
            values[at] = new Law(variances[at]).Draw(bits);
    }

    private readonly struct Law
    {
        private readonly BigInteger _numerator;
        private readonly BigInteger _center;
        private readonly BigInteger _bottom;
        private readonly long _scale;

        public Law(Rational variance)
        {
            // The Laplace number's scale: the whole part of s, and one.
            _scale = Root(variance.Numerator / variance.Denominator) + 1;
            _numerator = variance.Numerator;
            // (|y| - s²/t)² / 2s² over one denominator: (|y| t D - N)² / (2 N D t²) with s² = N/D.
            _center = (BigInteger)variance.Denominator * _scale;
            _bottom = 2 * _numerator * variance.Denominator * _scale * _scale;
        }

        public long Draw(RandomBits bits)
        {
            while (true)
            {
                var drawn = DiscreteLaplace.Draw(bits, new Rational(_scale, 1));
                var distance = (BigInteger.Abs(drawn) * _center) - _numerator;
                if (bits.TossExp(distance * distance, _bottom))
                    return drawn;
            }
        }

        private static long Root(long square)
        {
            var root = (long)Math.Sqrt(square);
            while (root * root > square)
                root--;
            while ((root + 1) * (root + 1) <= square)
                root++;
            return root;
        }
    }
}
