using System.Buffers.Binary;
using Amparo.PrivateRelease.Noise;

namespace Amparo.PrivateRelease.Tests.Samples;

/// <summary>Noise that repeats itself: for tests only, which is why it lives here (SplitMix64 in counter order).</summary>
internal sealed class SeededNoise(ulong seed) : NoiseSource
{
    private readonly Lock _lock = new();
    private ulong _state = seed;

    public override void Fill(Span<byte> bytes)
    {
        lock (_lock)
        {
            Span<byte> word = stackalloc byte[8];
            for (var at = 0; at < bytes.Length; at += 8)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(word, Next());
                word[..Math.Min(8, bytes.Length - at)].CopyTo(bytes[at..]);
            }
        }
    }

    private ulong Next()
    {
        unchecked
        {
            var mixed = _state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
