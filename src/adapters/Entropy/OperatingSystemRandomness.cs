using System.Security.Cryptography;
using Amparo.Linkage.Encoded;

namespace Amparo.Entropy;

/// <summary>The operating system's randomness, for the shares, tokens and dummies of a linkage by encoded lists.</summary>
/// <remarks>Has no seed and no state that could be set. Thread-safe.</remarks>
public sealed class OperatingSystemRandomness : RandomSource
{
    /// <inheritdoc />
    public override void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
