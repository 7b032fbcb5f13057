using System.Numerics;
using System.Runtime.InteropServices;

namespace Amparo.Demonstration.Randomness;

/// <summary>The generator of pseudorandom numbers behind all demonstration data: xoshiro256**.</summary>
/// <remarks>
/// [Blackman2021] D. Blackman, S. Vigna, Scrambled Linear Pseudorandom Number Generators, ACM TOMS 47(4), 2021,
/// doi:10.1145/3460772, section 4. State seeded by SplitMix64: [Steele2014] doi:10.1145/2660193.2660195, figure 17.
/// Every draw below uses integers and exact binary fractions, so that all platforms agree to the last bit.
/// Good for invented data; never for releases, which take an unpredictable source. Not thread-safe: one stream, one thread.
/// </remarks>
internal sealed class Xoshiro256
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Starts from a full state; not all four words may be zero.</summary>
    internal Xoshiro256(ReadOnlySpan<ulong> state)
    {
        if (state.Length != 4 || (state[0] | state[1] | state[2] | state[3]) == 0)
            throw new ArgumentException("Four words, not all zero.", nameof(state));
        (_s0, _s1, _s2, _s3) = (state[0], state[1], state[2], state[3]);
    }

    /// <summary>The stream of one block of persons: it depends on the seed and on the block's place, on nothing else.</summary>
    internal static Xoshiro256 ForBlock(ulong seed, BlockPlace place)
    {
        // Each coordinate passes SplitMix64's mixing, so that neighbouring seeds and blocks share no pattern.
        var state = seed;
        state = SplitMix64(ref state) ^ (uint)place.Country;
        state = SplitMix64(ref state) ^ (uint)place.Block;
        return new([SplitMix64(ref state), SplitMix64(ref state), SplitMix64(ref state), SplitMix64(ref state)]);
    }

    /// <summary>Advances a SplitMix64 state and returns its next number.</summary>
    internal static ulong SplitMix64(ref ulong state)
    {
        unchecked
        {
            var z = state += 0x9E3779B97F4A7C15UL;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
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

    /// <summary>A number in [0, 1), a multiple of 2^-53.</summary>
    internal double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, bound); <paramref name="bound"/> is 1 or more. The bias is below bound / 2^64.</summary>
    internal int NextBelow(int bound) => (int)Math.BigMul(NextBits(), (ulong)bound, out _);

    /// <summary>True with the given probability.</summary>
    internal bool Chance(double probability) => NextUnit() < probability;
}

/// <summary>Where a block of persons lies: the country's position and the block's number within it, both from zero.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BlockPlace(int Country, int Block);
