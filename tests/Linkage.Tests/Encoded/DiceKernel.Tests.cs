using System.Numerics;
using Amparo.Linkage.Encoded.Kernels;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>All kernels find the same pairs, and those that the definition gives.</summary>
public sealed class DiceKernelTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 16, 1, 1 }, { 16, 7, 9 }, { 16, 64, 333 }, { 16, 200, 1000 }, { 8, 1, 1 }, { 8, 5, 8 }, { 8, 64, 333 }, { 8, 200, 1000 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_kernel_counts_the_pairs_that_the_definition_gives(int words, int left, int right)
    {
        foreach (var fill in new[] { 0.02, 0.3, 0.5, 0.9 })
        {
            var random = new Random(left + right + words);
            var (one, other) = (Draw(random, left * words, fill), Draw(random, right * words, fill));
            // Some keys are the same, one is empty, one is full.
            one.AsSpan(0, words).CopyTo(other);
            if (left > 2)
                one.AsSpan(words, words).Clear();
            if (right > 2)
                other.AsSpan(2 * words, words).Fill(ulong.MaxValue);
            if (right > 3)
                other.AsSpan(3 * words, words).Clear();
            foreach (var bound in new[] { 1, 400, 1229, 1230, 2048, 2867, 4095, 4096 })
            {
                var expected = Naive(one, other, words, bound);
                foreach (var kernel in Kernels())
                    kernel.CountPairs(KeyGroups.Of(one, words), KeyGroups.Of(other, words), bound).ShouldBe(expected, $"{kernel.Name} {fill} {bound}");
            }
        }
    }

    [Fact]
    public void A_pair_exactly_at_the_bound_is_in_and_one_bit_less_is_out()
    {
        // 3 of 4 and 4 bits in common: 0.75 = 3072/4096.
        var left = new ulong[16];
        var right = new ulong[16];
        (left[3], right[3]) = (0b1111, 0b11101);
        foreach (var kernel in Kernels())
        {
            kernel.CountPairs(KeyGroups.Of(left, 16), KeyGroups.Of(right, 16), 3072).ShouldBe(1);
            kernel.CountPairs(KeyGroups.Of(left, 16), KeyGroups.Of(right, 16), 3073).ShouldBe(0);
        }
    }

    internal static IEnumerable<DiceKernel> Kernels() => new[] { DiceKernel.Scalar, DiceKernel.Avx2, DiceKernel.Avx512, DiceKernel.Best }.OfType<DiceKernel>();

    internal static ulong[] Draw(Random random, int words, double fill)
    {
        var keys = new ulong[words];
        for (var bit = 0; bit < words * 64; bit++)
            keys[bit >> 6] |= (random.NextDouble() < fill ? 1UL : 0) << (bit & 63);
        return keys;
    }

    private static long Naive(ulong[] left, ulong[] right, int words, int bound)
    {
        var pairs = 0L;
        for (var one = 0; one < left.Length; one += words)
        {
            for (var other = 0; other < right.Length; other += words)
            {
                var (a, b, c) = (0, 0, 0);
                for (var word = 0; word < words; word++)
                {
                    a += BitOperations.PopCount(left[one + word]);
                    b += BitOperations.PopCount(right[other + word]);
                    c += BitOperations.PopCount(left[one + word] & right[other + word]);
                }

                pairs += c > 0 && 2L * c * 4096 >= (long)bound * (a + b) ? 1 : 0;
            }
        }

        return pairs;
    }
}
