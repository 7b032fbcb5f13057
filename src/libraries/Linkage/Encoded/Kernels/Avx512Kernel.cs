using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Amparo.Linkage.Encoded.Kernels;

/// <summary>Eight keys side by side; words are added bit by bit before any bit is counted.</summary>
/// <remarks>
/// Harley and Seal's carry-save adders as described by W. Muła, N. Kurz and D. Lemire (2018), doi:10.1093/comjnl/bxx046, section 4, each adder two instructions of ternary
/// logic: fifteen words become four of the weights 1, 2, 4 and 8, whose half bytes are looked up in tables that hold the weight already.
/// </remarks>
internal sealed class Avx512Kernel : DiceKernel
{
    private const byte Sum = 0x96;
    private const byte Majority = 0xe8;

    public override string Name => "AVX-512";

    internal override unsafe int Scan(ulong* left, in Tile tile, ulong bound, ulong leftBits, DiceHit* hits) =>
        tile.Keys.Words == 16 ? Scan16(left, tile, bound, leftBits, hits) : Scan8(left, tile, bound, leftBits, hits);

    private static unsafe int Scan16(ulong* left, in Tile tile, ulong bound, ulong leftBits, DiceHit* hits)
    {
        unchecked
        {
            var found = 0;
            var right = tile.Keys.Group(tile.First);
            var counts = tile.Keys.CountsOf(tile.First);
            var bounds = Vector512.Create(bound).AsUInt32();
            var lefts = Vector512.Create(leftBits);
            var (l0, l1, l2, l3) = (Vector512.Create(left[0]), Vector512.Create(left[1]), Vector512.Create(left[2]), Vector512.Create(left[3]));
            var (l4, l5, l6, l7) = (Vector512.Create(left[4]), Vector512.Create(left[5]), Vector512.Create(left[6]), Vector512.Create(left[7]));
            var (l8, l9, l10, l11) = (Vector512.Create(left[8]), Vector512.Create(left[9]), Vector512.Create(left[10]), Vector512.Create(left[11]));
            var (l12, l13, l14, l15) = (Vector512.Create(left[12]), Vector512.Create(left[13]), Vector512.Create(left[14]), Vector512.Create(left[15]));
            for (var place = tile.First * KeyGroups.Lanes; place < tile.End * KeyGroups.Lanes; place += KeyGroups.Lanes)
            {
                var (one1, two1) = Add(l0 & At(right, 0), l1 & At(right, 1), l2 & At(right, 2));
                var (one2, two2) = Add(l3 & At(right, 3), l4 & At(right, 4), l5 & At(right, 5));
                var (one3, two3) = Add(l6 & At(right, 6), l7 & At(right, 7), l8 & At(right, 8));
                var (one4, two4) = Add(l9 & At(right, 9), l10 & At(right, 10), l11 & At(right, 11));
                var (one5, two5) = Add(l12 & At(right, 12), l13 & At(right, 13), l14 & At(right, 14));
                var (one6, two6) = Add(one1, one2, one3);
                var (ones, two7) = Add(one4, one5, one6);
                var (sum1, four1) = Add(two1, two2, two3);
                var (sum2, four2) = Add(two4, two5, two6);
                var (twos, four3) = Add(sum1, sum2, two7);
                var (fours, eights) = Add(four1, four2, four3);
                var bytes = Count(l15 & At(right, 15), 1) + Count(ones, 1) + Count(twos, 2) + Count(fours, 4) + Count(eights, 8);
                found += Reached(bytes, (bounds, lefts + Vector512.Load(counts)), place, hits + found);
                right += 16 * KeyGroups.Lanes;
                counts += KeyGroups.Lanes;
            }

            return found;
        }
    }

    private static unsafe int Scan8(ulong* left, in Tile tile, ulong bound, ulong leftBits, DiceHit* hits)
    {
        unchecked
        {
            var found = 0;
            var right = tile.Keys.Group(tile.First);
            var counts = tile.Keys.CountsOf(tile.First);
            var bounds = Vector512.Create(bound).AsUInt32();
            var lefts = Vector512.Create(leftBits);
            var (l0, l1, l2, l3) = (Vector512.Create(left[0]), Vector512.Create(left[1]), Vector512.Create(left[2]), Vector512.Create(left[3]));
            var (l4, l5, l6, l7) = (Vector512.Create(left[4]), Vector512.Create(left[5]), Vector512.Create(left[6]), Vector512.Create(left[7]));
            for (var place = tile.First * KeyGroups.Lanes; place < tile.End * KeyGroups.Lanes; place += KeyGroups.Lanes)
            {
                var (one1, two1) = Add(l0 & At(right, 0), l1 & At(right, 1), l2 & At(right, 2));
                var (one2, two2) = Add(l3 & At(right, 3), l4 & At(right, 4), l5 & At(right, 5));
                var (ones, two3) = Add(one1, one2, l6 & At(right, 6));
                var (twos, fours) = Add(two1, two2, two3);
                var bytes = Count(l7 & At(right, 7), 1) + Count(ones, 1) + Count(twos, 2) + Count(fours, 4);
                found += Reached(bytes, (bounds, lefts + Vector512.Load(counts)), place, hits + found);
                right += 8 * KeyGroups.Lanes;
                counts += KeyGroups.Lanes;
            }

            return found;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector512<ulong> At(ulong* group, int word) => Vector512.Load(group + (word * KeyGroups.Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<ulong> Sum, Vector512<ulong> Carry) Add(Vector512<ulong> a, Vector512<ulong> b, Vector512<ulong> c) =>
        (Avx512F.TernaryLogic(a, b, c, Sum), Avx512F.TernaryLogic(a, b, c, Majority));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Count(Vector512<ulong> bits, byte weight)
    {
        var half = Vector512.Create((byte)0x0f);
        var table = Table(weight);
        return Avx512BW.Shuffle(table, bits.AsByte() & half) + Avx512BW.Shuffle(table, (bits >> 4).AsByte() & half);
    }

    // The bits of 0 to 15, times the weight; written out, so that each is one constant in the code.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Table(byte weight)
    {
        var quarter = weight switch
        {
            1 => Vector128.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4),
            2 => Vector128.Create((byte)0, 2, 2, 4, 2, 4, 4, 6, 2, 4, 4, 6, 4, 6, 6, 8),
            4 => Vector128.Create((byte)0, 4, 4, 8, 4, 8, 8, 12, 4, 8, 8, 12, 8, 12, 12, 16),
            _ => Vector128.Create((byte)0, 8, 8, 16, 8, 16, 16, 24, 8, 16, 16, 24, 16, 24, 24, 32),
        };
        return Vector512.Create(Vector256.Create(quarter, quarter), Vector256.Create(quarter, quarter));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe int Reached(Vector512<byte> bytes, (Vector512<uint> Bound, Vector512<ulong> Bits) needed, int place, DiceHit* hits)
    {
        var common = Avx512BW.SumAbsoluteDifferences(bytes, Vector512<byte>.Zero).AsUInt64();
        var lanes = Vector512.GreaterThanOrEqual(common << Shift, Avx512F.Multiply(needed.Bound, needed.Bits.AsUInt32())).ExtractMostSignificantBits();
        return lanes == 0 ? 0 : Write(common, lanes, place, hits);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe int Write(Vector512<ulong> common, ulong lanes, int place, DiceHit* hits)
    {
        unchecked
        {
            var found = 0;
            for (; lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                // Two keys without any bit meet every bound and are alike in nothing.
                if (common[lane] > 0)
                    hits[found++] = new DiceHit(place + lane, (int)common[lane]);
            }

            return found;
        }
    }
}
