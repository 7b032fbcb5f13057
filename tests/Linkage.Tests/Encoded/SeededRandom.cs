using Amparo.Linkage.Encoded;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>Randomness that repeats itself, for tests only.</summary>
internal sealed class SeededRandom(int seed) : RandomSource
{
    private readonly Random _random = new(seed);

    public override void Fill(Span<byte> bytes)
    {
        lock (_random)
            _random.NextBytes(bytes);
    }
}
