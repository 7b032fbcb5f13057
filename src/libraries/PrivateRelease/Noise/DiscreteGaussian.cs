namespace Amparo.PrivateRelease.Noise;

/// <summary>Integer Gaussian noise, exact: a whole number z with probability proportional to exp(-z²/2s²).</summary>
internal static class DiscreteGaussian
{
    /// <summary>Draws independent noise.</summary>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="variance">The parameter s², as the ratio of two whole numbers; positive.</param>
    /// <param name="values">Where to write the draws.</param>
    public static void Fill(NoiseSource noise, Rational variance, Span<int> values) => throw new NotImplementedException();
}
