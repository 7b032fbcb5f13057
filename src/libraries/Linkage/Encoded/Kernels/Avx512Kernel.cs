using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Amparo.Linkage.Encoded.Kernels;

/// <summary>Eight keys side by side; words are added bit by bit before any bit is counted.</summary>
/// <remarks>
/// Harley and Seal's carry-save adders as described by W. Muła, N. Kurz and D. Lemire (2018), doi:10.1093/comjnl/bxx046, section 4, each adder two instructions of ternary
/// logic: fifteen words become four of the weights 1, 2, 4 and 8, and the sixteenth stays. Of each byte of these five, seven bits are counted by one look into a table of 128 numbers (VBMI,
/// which heeds no more than seven bits of an index); the five eighth bits are moved into one byte and looked up in a table of their weights. 68 vector instructions
/// for eight pairs where half bytes take 118.
/// </remarks>
internal sealed class Avx512Kernel : DiceKernel
{
    private const byte Sum = 0x96;
    private const byte Majority = 0xe8;
    private const byte Choice = 0xca;

    // The bits of 0 to 63; those of 64 to 127 are one more.
    private static readonly Vector512<byte> Bits = Numbers(index => BitOperations.PopCount((uint)index));

    // Bit 6 weighs 1, bit 5 weighs 2, bit 4 weighs 4, bit 3 weighs 8 and bit 2 weighs 1; the others are what else was in the bytes.
    private static readonly Vector512<byte> Tops = Numbers(index => ((index >> 5 & 1) * 2) + ((index >> 4 & 1) * 4) + ((index >> 3 & 1) * 8) + (index >> 2 & 1));

    public override string Name => "AVX512";

    internal override unsafe int Scan(ulong* left, in Tile tile, ulong bound, ulong leftBits, DiceHit* hits) =>
        tile.Keys.Words == 16 ? Scan16(left, tile, bound, leftBits, hits) : Scan8(left, tile, bound, leftBits, hits);

    [SkipLocalsInit]
    private static unsafe int Scan16(ulong* left, in Tile tile, ulong bound, ulong leftBits, DiceHit* hits)
    {
        unchecked
        {
            var groups = 0;
            var reached = stackalloc ulong[TileGroups * KeyGroups.Lanes];
            var marks = stackalloc ulong[TileGroups];
            var right = tile.Keys.Group(tile.First);
            var counts = tile.Keys.CountsOf(tile.First);
            var low = Bits;
            var high = low + Vector512<byte>.One;
            var topLow = Tops;
            var topHigh = topLow + Vector512<byte>.One;
            var end = tile.End * KeyGroups.Lanes;
            var bounds = Vector512.Create(bound).AsUInt32();
            var lefts = Vector512.Create(leftBits);
            var l0 = Vector512.Create(left[0]);
            var l1 = Vector512.Create(left[1]);
            var l2 = Vector512.Create(left[2]);
            var l3 = Vector512.Create(left[3]);
            var l4 = Vector512.Create(left[4]);
            var l5 = Vector512.Create(left[5]);
            var l6 = Vector512.Create(left[6]);
            var l7 = Vector512.Create(left[7]);
            var l8 = Vector512.Create(left[8]);
            var l9 = Vector512.Create(left[9]);
            var l10 = Vector512.Create(left[10]);
            var l11 = Vector512.Create(left[11]);
            var l12 = Vector512.Create(left[12]);
            var l13 = Vector512.Create(left[13]);
            var l14 = Vector512.Create(left[14]);
            var l15 = Vector512.Create(left[15]);
            for (var place = tile.First * KeyGroups.Lanes; place < end; place += KeyGroups.Lanes)
            {
                var b0 = l0 & At(right, 0);
                var b1 = l1 & At(right, 1);
                var b2 = l2 & At(right, 2);
                var one1 = Avx512F.TernaryLogic(b0, b1, b2, Sum);
                var two1 = Avx512F.TernaryLogic(b0, b1, b2, Majority);
                var b3 = l3 & At(right, 3);
                var b4 = l4 & At(right, 4);
                var b5 = l5 & At(right, 5);
                var one2 = Avx512F.TernaryLogic(b3, b4, b5, Sum);
                var two2 = Avx512F.TernaryLogic(b3, b4, b5, Majority);
                var b6 = l6 & At(right, 6);
                var b7 = l7 & At(right, 7);
                var b8 = l8 & At(right, 8);
                var one3 = Avx512F.TernaryLogic(b6, b7, b8, Sum);
                var two3 = Avx512F.TernaryLogic(b6, b7, b8, Majority);
                var b9 = l9 & At(right, 9);
                var b10 = l10 & At(right, 10);
                var b11 = l11 & At(right, 11);
                var one4 = Avx512F.TernaryLogic(b9, b10, b11, Sum);
                var two4 = Avx512F.TernaryLogic(b9, b10, b11, Majority);
                var b12 = l12 & At(right, 12);
                var b13 = l13 & At(right, 13);
                var b14 = l14 & At(right, 14);
                var one5 = Avx512F.TernaryLogic(b12, b13, b14, Sum);
                var two5 = Avx512F.TernaryLogic(b12, b13, b14, Majority);
                var one6 = Avx512F.TernaryLogic(one1, one2, one3, Sum);
                var two6 = Avx512F.TernaryLogic(one1, one2, one3, Majority);
                var ones = Avx512F.TernaryLogic(one4, one5, one6, Sum);
                var two7 = Avx512F.TernaryLogic(one4, one5, one6, Majority);
                var sum1 = Avx512F.TernaryLogic(two1, two2, two3, Sum);
                var four1 = Avx512F.TernaryLogic(two1, two2, two3, Majority);
                var sum2 = Avx512F.TernaryLogic(two4, two5, two6, Sum);
                var four2 = Avx512F.TernaryLogic(two4, two5, two6, Majority);
                var twos = Avx512F.TernaryLogic(sum1, sum2, two7, Sum);
                var four3 = Avx512F.TernaryLogic(sum1, sum2, two7, Majority);
                var fours = Avx512F.TernaryLogic(four1, four2, four3, Sum);
                var eights = Avx512F.TernaryLogic(four1, four2, four3, Majority);
                var rest = l15 & At(right, 15);
                var tops = Avx512F.TernaryLogic(Vector512.Create(0x4040404040404040UL), ones >> 1, twos >> 2, Choice);
                tops = Avx512F.TernaryLogic(Vector512.Create(0x6060606060606060UL), tops, fours >> 3, Choice);
                tops = Avx512F.TernaryLogic(Vector512.Create(0x7070707070707070UL), tops, eights >> 4, Choice);
                tops = Avx512F.TernaryLogic(Vector512.Create(0x7878787878787878UL), tops, rest >> 5, Choice);
                var bytes = Avx512Vbmi.PermuteVar64x8x2(low, eights.AsByte(), high);
                bytes = bytes + bytes + Avx512Vbmi.PermuteVar64x8x2(low, fours.AsByte(), high);
                bytes = bytes + bytes + Avx512Vbmi.PermuteVar64x8x2(low, twos.AsByte(), high);
                bytes = bytes + bytes + Avx512Vbmi.PermuteVar64x8x2(low, ones.AsByte(), high);
                bytes = bytes + Avx512Vbmi.PermuteVar64x8x2(low, rest.AsByte(), high) + Avx512Vbmi.PermuteVar64x8x2(topLow, tops.AsByte(), topHigh);
                var common = Avx512BW.SumAbsoluteDifferences(bytes, Vector512<byte>.Zero).AsUInt64();
                var needed = Avx512F.Multiply(bounds, (lefts + Vector512.Load(counts)).AsUInt32());
                var lanes = Vector512.GreaterThanOrEqual(common << Shift, needed).ExtractMostSignificantBits();
                if (lanes != 0)
                {
                    // Kept and looked at after the loop: a call in it would empty all registers each time.
                    common.Store(reached + (groups * KeyGroups.Lanes));
                    marks[groups++] = ((ulong)place << KeyGroups.Lanes) | lanes;
                }

                right += 16 * KeyGroups.Lanes;
                counts += KeyGroups.Lanes;
            }

            return Write(reached, marks, groups, hits);
        }
    }

    [SkipLocalsInit]
    private static unsafe int Scan8(ulong* left, in Tile tile, ulong bound, ulong leftBits, DiceHit* hits)
    {
        unchecked
        {
            var groups = 0;
            var reached = stackalloc ulong[TileGroups * KeyGroups.Lanes];
            var marks = stackalloc ulong[TileGroups];
            var right = tile.Keys.Group(tile.First);
            var counts = tile.Keys.CountsOf(tile.First);
            var low = Bits;
            var high = low + Vector512<byte>.One;
            var topLow = Tops;
            var topHigh = topLow + Vector512<byte>.One;
            var end = tile.End * KeyGroups.Lanes;
            var bounds = Vector512.Create(bound).AsUInt32();
            var lefts = Vector512.Create(leftBits);
            var l0 = Vector512.Create(left[0]);
            var l1 = Vector512.Create(left[1]);
            var l2 = Vector512.Create(left[2]);
            var l3 = Vector512.Create(left[3]);
            var l4 = Vector512.Create(left[4]);
            var l5 = Vector512.Create(left[5]);
            var l6 = Vector512.Create(left[6]);
            var l7 = Vector512.Create(left[7]);
            for (var place = tile.First * KeyGroups.Lanes; place < end; place += KeyGroups.Lanes)
            {
                var b0 = l0 & At(right, 0);
                var b1 = l1 & At(right, 1);
                var b2 = l2 & At(right, 2);
                var one1 = Avx512F.TernaryLogic(b0, b1, b2, Sum);
                var two1 = Avx512F.TernaryLogic(b0, b1, b2, Majority);
                var b3 = l3 & At(right, 3);
                var b4 = l4 & At(right, 4);
                var b5 = l5 & At(right, 5);
                var one2 = Avx512F.TernaryLogic(b3, b4, b5, Sum);
                var two2 = Avx512F.TernaryLogic(b3, b4, b5, Majority);
                var b6 = l6 & At(right, 6);
                var ones = Avx512F.TernaryLogic(one1, one2, b6, Sum);
                var two3 = Avx512F.TernaryLogic(one1, one2, b6, Majority);
                var twos = Avx512F.TernaryLogic(two1, two2, two3, Sum);
                var fours = Avx512F.TernaryLogic(two1, two2, two3, Majority);
                var rest = l7 & At(right, 7);
                var tops = Avx512F.TernaryLogic(Vector512.Create(0x4040404040404040UL), ones >> 1, twos >> 2, Choice);
                tops = Avx512F.TernaryLogic(Vector512.Create(0x6060606060606060UL), tops, fours >> 3, Choice);
                // No word of weight 8: its place stays empty.
                tops = Avx512F.TernaryLogic(Vector512.Create(0x7070707070707070UL), tops, (rest >> 5) & Vector512.Create(0x0404040404040404UL), Choice);
                var bytes = Avx512Vbmi.PermuteVar64x8x2(low, fours.AsByte(), high);
                bytes = bytes + bytes + Avx512Vbmi.PermuteVar64x8x2(low, twos.AsByte(), high);
                bytes = bytes + bytes + Avx512Vbmi.PermuteVar64x8x2(low, ones.AsByte(), high);
                bytes = bytes + Avx512Vbmi.PermuteVar64x8x2(low, rest.AsByte(), high) + Avx512Vbmi.PermuteVar64x8x2(topLow, tops.AsByte(), topHigh);
                var common = Avx512BW.SumAbsoluteDifferences(bytes, Vector512<byte>.Zero).AsUInt64();
                var needed = Avx512F.Multiply(bounds, (lefts + Vector512.Load(counts)).AsUInt32());
                var lanes = Vector512.GreaterThanOrEqual(common << Shift, needed).ExtractMostSignificantBits();
                if (lanes != 0)
                {
                    // Kept and looked at after the loop: a call in it would empty all registers each time.
                    common.Store(reached + (groups * KeyGroups.Lanes));
                    marks[groups++] = ((ulong)place << KeyGroups.Lanes) | lanes;
                }

                right += 8 * KeyGroups.Lanes;
                counts += KeyGroups.Lanes;
            }

            return Write(reached, marks, groups, hits);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<ulong> At(ulong* group, int word) => unchecked(Vector512.Load(group + (word * KeyGroups.Lanes)));

    private static Vector512<byte> Numbers(Func<int, int> numberOf)
    {
        Span<byte> numbers = stackalloc byte[Vector512<byte>.Count];
        for (var index = 0; index < numbers.Length; index++)
            numbers[index] = (byte)numberOf(index);
        return Vector512.Create((ReadOnlySpan<byte>)numbers);
    }

    private static unsafe int Write(ulong* reached, ulong* marks, int groups, DiceHit* hits)
    {
        unchecked
        {
            var found = 0;
            for (var group = 0; group < groups; group++)
            {
                var place = (int)(marks[group] >> KeyGroups.Lanes);
                for (var lanes = marks[group] & 0xff; lanes != 0; lanes &= lanes - 1)
                {
                    var lane = BitOperations.TrailingZeroCount(lanes);
                    var common = reached[(group * KeyGroups.Lanes) + lane];
                    // Two keys without any bit meet every bound and are alike in nothing.
                    if (common > 0)
                        hits[found++] = new DiceHit(place + lane, (int)common);
                }
            }

            return found;
        }
    }
}
