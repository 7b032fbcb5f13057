namespace Amparo.PrivateRelease.Noise;

/// <summary>Where the randomness of a release comes from: bytes that nobody can foretell.</summary>
/// <remarks>
/// Declared here and implemented by the adapter Entropy, which asks the operating system; the only other implementation, which
/// repeats itself from a seed, lives in the tests. Whoever can foretell the noise can take it off again. Must be safe to use from several
/// threads at once.
/// </remarks>
public abstract class NoiseSource
{
    /// <summary>Fills a span with independent, uniformly distributed bytes.</summary>
    /// <param name="bytes">What to fill, whole; may be empty.</param>
    public abstract void Fill(Span<byte> bytes);
}
