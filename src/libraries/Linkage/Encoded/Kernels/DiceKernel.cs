using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Amparo.Linkage.Encoded.Kernels;

/// <summary>Compares one key with many: which of them reach a Dice coefficient.</summary>
/// <remarks>
/// Dice = 2c / (a + b) with a and b the bits set in the two keys and c those set in both; L. R. Dice (1945), doi:10.2307/1932409. A bound is a number of 4096ths and is tested
/// exactly in whole numbers: 8192 c ≥ bound × (a + b). Every kernel gives the same pairs. Thread-safe.
/// </remarks>
public abstract class DiceKernel
{
    /// <summary>What a bound is a number of: <c>bound / 4096</c>.</summary>
    public const int BoundsOfOne = 4096;

    /// <summary>Groups that are gone through for all left keys before the next ones: 512 keys, 64 kB at 1024 bits, stay in the processor's second cache.</summary>
    internal const int TileGroups = 64;

    /// <summary>The left keys that are compared with a tile before the next one.</summary>
    internal const int LeftAtOnce = 128;

    /// <summary>2 × 4096 = 1 &lt;&lt; 13.</summary>
    private protected const int Shift = 13;

    private protected DiceKernel()
    {
    }

    /// <summary>Word by word, with the processor's count of bits where it has one; runs everywhere.</summary>
    public static DiceKernel Scalar { get; } = new ScalarKernel();

    /// <summary>Four keys at a time by AVX2; null if this processor cannot.</summary>
    public static DiceKernel? Avx2 { get; } = System.Runtime.Intrinsics.X86.Avx2.IsSupported ? new Avx2Kernel() : null;

    /// <summary>512 keys at a time by AVX-512; null if this processor cannot.</summary>
    public static DiceKernel? Avx512 { get; } = Avx512F.IsSupported ? new Avx512Kernel() : null;

    /// <summary>The fastest kernel of this processor.</summary>
    public static DiceKernel Best { get; } = Avx512 ?? Avx2 ?? Scalar;

    /// <summary>The kernel's name in reports.</summary>
    public abstract string Name { get; }

    /// <summary>Counts the pairs that reach a bound, every pair compared and none passed over.</summary>
    internal unsafe long CountPairs(KeyGroups left, KeyGroups right, int bound)
    {
        var hits = stackalloc DiceHit[TileGroups * KeyGroups.Lanes];
        var pairs = 0L;
        var lefts = new LeftKeys(left);
        for (var start = 0; start < left.Count; start += LeftAtOnce)
        {
            lefts.Take(start, Math.Min(start + LeftAtOnce, left.Count));
            for (var first = 0; first < right.Groups; first += TileGroups)
            {
                var tile = new Tile(right, first, Math.Min(first + TileGroups, right.Groups));
                for (var key = lefts.First; key < lefts.End; key++)
                    pairs += Scan(lefts, key, tile, (ulong)bound, hits);
            }
        }

        return pairs;
    }

    /// <summary>Finds the keys of a tile that reach a bound.</summary>
    /// <returns>The number of hits written, in ascending order of their places; at most one for each key of the tile.</returns>
    internal abstract unsafe int Scan(LeftKeys left, int key, in Tile tile, ulong bound, DiceHit* hits);
}

/// <summary>Some groups that follow one another.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Tile(KeyGroups Keys, int First, int End);

/// <summary>A key that reached the bound.</summary>
/// <param name="Place">Its place among the ordered keys.</param>
/// <param name="Common">The bits set in both.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DiceHit(int Place, int Common);
