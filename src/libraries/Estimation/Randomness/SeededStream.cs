using System.Numerics;

namespace Amparo.Estimation.Randomness;

/// <summary>Pseudorandom numbers of one numbered stream of a seed: xoshiro256**.</summary>
/// <remarks>
/// [Blackman2021] D. Blackman, S. Vigna, Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47(4), 2021, doi:10.1145/3460772.
/// A replicate or chain takes the stream of its own number, so that it draws the same whichever thread it runs on. For
/// estimation; never for a release, whose noise nobody may foresee. One thread.
/// </remarks>
internal sealed class SeededStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    internal SeededStream(ulong seed, ulong stream)
    {
        // Each number passes SplitMix64's mixing, so that neighbouring seeds and streams share no pattern.
        var state = seed;
        state = Mix(ref state) ^ stream;
        (_s0, _s1, _s2, _s3) = (Mix(ref state), Mix(ref state), Mix(ref state), Mix(ref state));
    }

    /// <summary>The next 64 bits.</summary>
    internal ulong NextBits()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
            var t = _s1 << 17;
            _s2 ^= _s0;
            _s3 ^= _s1;
            _s1 ^= _s2;
            _s0 ^= _s3;
            _s2 ^= t;
            _s3 = BitOperations.RotateLeft(_s3, 45);
            return result;
        }
    }

    /// <summary>A number in the open interval of 0 and 1: an odd multiple of 2^-54.</summary>
    internal double NextOpenUnit() => ((NextBits() >> 11) + 0.5) * (1.0 / (1UL << 53));

    private static ulong Mix(ref ulong state)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
