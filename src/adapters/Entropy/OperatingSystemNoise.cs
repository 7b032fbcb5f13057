using System.Security.Cryptography;
using Amparo.PrivateRelease.Noise;

namespace Amparo.Entropy;

/// <summary>The operating system's randomness: the only source that a host can hand to a release.</summary>
/// <remarks>Has no seed and no state that could be set. Thread-safe.</remarks>
public sealed class OperatingSystemNoise : NoiseSource
{
    /// <inheritdoc />
    public override void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
