using System.Numerics;
using Amparo.Linkage.Encoded;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>Two rows of two lists.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct AlikePair(int Left, int Right, double Dice);

/// <summary>All pairs of two lists that reach a Dice coefficient, by the definition: what the coefficient alone is worth, and what kernels are checked by.</summary>
internal static class AlikePairs
{
    internal static double Dice(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        var (bits, common) = (0, 0);
        for (var word = 0; word < one.Length; word++)
        {
            bits += BitOperations.PopCount(one[word]) + BitOperations.PopCount(other[word]);
            common += BitOperations.PopCount(one[word] & other[word]);
        }

        return bits == 0 ? 0 : 2.0 * common / bits;
    }

    internal static List<AlikePair> Of(EncodedList left, EncodedList right, double bound) =>
    [
        .. Enumerable.Range(0, left.Rows).AsParallel().AsOrdered()
            .SelectMany(one => Enumerable.Range(0, right.Rows).Select(other => new AlikePair(one, other, Dice(left.Key(one), right.Key(other)))).Where(pair => pair.Dice >= bound))
            .OrderByDescending(pair => pair.Dice),
    ];
}
