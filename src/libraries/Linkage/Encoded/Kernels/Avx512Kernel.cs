using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Amparo.Linkage.Encoded.Kernels;

/// <summary>512 keys at once, bit by bit: the columns of the bits that the left key has are added up, and nothing else is looked at.</summary>
/// <remarks>
/// Harley and Seal's carry-save adders as described by W. Muła, N. Kurz and D. Lemire (2018), doi:10.1093/comjnl/bxx046, section 4, each adder two instructions of ternary logic, on
/// columns instead of words: what they give is each key's count as a number in binary, a register a digit, so that no bits need be counted within a word, and no word be joined with
/// the left key's. For a left key with 460 of 1024 bits about 1,300 instructions for 512 pairs, 2.5 a pair; side by side, eight keys a register, it takes 8.5 to 15.
/// The counts are held against the fewest common bits that any key of the tile needs; what reaches these is tested by itself.
/// </remarks>
internal sealed class Avx512Kernel : DiceKernel
{
    private const byte Sum = 0x96;
    private const byte Majority = 0xe8;

    public override string Name => "AVX512";

    [SkipLocalsInit]
    internal override unsafe int Scan(LeftKeys lefts, int key, in Tile tile, ulong bound, DiceHit* hits)
    {
        unchecked
        {
            var keys = tile.Keys;
            var leftBits = lefts.Keys.BitCounts[key];
            var fewest = Math.Max(1, ((bound * (leftBits + keys.BitCounts[tile.First * KeyGroups.Lanes])) + (1 << Shift) - 1) >> Shift);
            var marks = stackalloc ulong[KeyGroups.Lanes];
            var places = lefts.Places(key, out var count);
            if (!Count(keys.Columns(tile.First / TileGroups), places, count, (int)fewest, marks))
                return 0;
            return Test((lefts, key), tile, (bound, leftBits), marks, hits);
        }
    }

    // The keys with so many common bits or more, as 512 bits; false if there is none.
    private static unsafe bool Count(ulong* columns, int* places, int count, int fewest, ulong* marks)
    {
        unchecked
        {
            var ones = Vector512<ulong>.Zero;
            var twos = Vector512<ulong>.Zero;
            var fours = Vector512<ulong>.Zero;
            var eights = Vector512<ulong>.Zero;
            var digit4 = Vector512<ulong>.Zero;
            var digit5 = Vector512<ulong>.Zero;
            var digit6 = Vector512<ulong>.Zero;
            var digit7 = Vector512<ulong>.Zero;
            var digit8 = Vector512<ulong>.Zero;
            var digit9 = Vector512<ulong>.Zero;
            var digit10 = Vector512<ulong>.Zero;
            for (var end = places + count; places < end; places += LeftKeys.AtOnce)
            {
                var column0 = Vector512.Load(columns + places[0]);
                var column1 = Vector512.Load(columns + places[1]);
                var two0 = Avx512F.TernaryLogic(ones, column0, column1, Majority);
                ones = Avx512F.TernaryLogic(ones, column0, column1, Sum);
                var column2 = Vector512.Load(columns + places[2]);
                var column3 = Vector512.Load(columns + places[3]);
                var two1 = Avx512F.TernaryLogic(ones, column2, column3, Majority);
                ones = Avx512F.TernaryLogic(ones, column2, column3, Sum);
                var four0 = Avx512F.TernaryLogic(twos, two0, two1, Majority);
                twos = Avx512F.TernaryLogic(twos, two0, two1, Sum);
                var column4 = Vector512.Load(columns + places[4]);
                var column5 = Vector512.Load(columns + places[5]);
                var two2 = Avx512F.TernaryLogic(ones, column4, column5, Majority);
                ones = Avx512F.TernaryLogic(ones, column4, column5, Sum);
                var column6 = Vector512.Load(columns + places[6]);
                var column7 = Vector512.Load(columns + places[7]);
                var two3 = Avx512F.TernaryLogic(ones, column6, column7, Majority);
                ones = Avx512F.TernaryLogic(ones, column6, column7, Sum);
                var four1 = Avx512F.TernaryLogic(twos, two2, two3, Majority);
                twos = Avx512F.TernaryLogic(twos, two2, two3, Sum);
                var eight0 = Avx512F.TernaryLogic(fours, four0, four1, Majority);
                fours = Avx512F.TernaryLogic(fours, four0, four1, Sum);
                var column8 = Vector512.Load(columns + places[8]);
                var column9 = Vector512.Load(columns + places[9]);
                var two4 = Avx512F.TernaryLogic(ones, column8, column9, Majority);
                ones = Avx512F.TernaryLogic(ones, column8, column9, Sum);
                var column10 = Vector512.Load(columns + places[10]);
                var column11 = Vector512.Load(columns + places[11]);
                var two5 = Avx512F.TernaryLogic(ones, column10, column11, Majority);
                ones = Avx512F.TernaryLogic(ones, column10, column11, Sum);
                var four2 = Avx512F.TernaryLogic(twos, two4, two5, Majority);
                twos = Avx512F.TernaryLogic(twos, two4, two5, Sum);
                var column12 = Vector512.Load(columns + places[12]);
                var column13 = Vector512.Load(columns + places[13]);
                var two6 = Avx512F.TernaryLogic(ones, column12, column13, Majority);
                ones = Avx512F.TernaryLogic(ones, column12, column13, Sum);
                var column14 = Vector512.Load(columns + places[14]);
                var column15 = Vector512.Load(columns + places[15]);
                var two7 = Avx512F.TernaryLogic(ones, column14, column15, Majority);
                ones = Avx512F.TernaryLogic(ones, column14, column15, Sum);
                var four3 = Avx512F.TernaryLogic(twos, two6, two7, Majority);
                twos = Avx512F.TernaryLogic(twos, two6, two7, Sum);
                var eight1 = Avx512F.TernaryLogic(fours, four2, four3, Majority);
                fours = Avx512F.TernaryLogic(fours, four2, four3, Sum);
                var sixteens = Avx512F.TernaryLogic(eights, eight0, eight1, Majority);
                eights = Avx512F.TernaryLogic(eights, eight0, eight1, Sum);
                // Sixteens are added like a number in binary.
                var carry = digit4 & sixteens;
                digit4 ^= sixteens;
                var next = digit5 & carry;
                digit5 ^= carry;
                carry = digit6 & next;
                digit6 ^= next;
                next = digit7 & carry;
                digit7 ^= carry;
                carry = digit8 & next;
                digit8 ^= next;
                next = digit9 & carry;
                digit9 ^= carry;
                digit10 ^= next;
            }

            var above = Vector512<ulong>.Zero;
            var same = Vector512<ulong>.AllBitsSet;
            Compare(digit10, fewest >> 10, ref above, ref same);
            Compare(digit9, fewest >> 9, ref above, ref same);
            Compare(digit8, fewest >> 8, ref above, ref same);
            Compare(digit7, fewest >> 7, ref above, ref same);
            Compare(digit6, fewest >> 6, ref above, ref same);
            Compare(digit5, fewest >> 5, ref above, ref same);
            Compare(digit4, fewest >> 4, ref above, ref same);
            Compare(eights, fewest >> 3, ref above, ref same);
            Compare(fours, fewest >> 2, ref above, ref same);
            Compare(twos, fewest >> 1, ref above, ref same);
            Compare(ones, fewest, ref above, ref same);
            above |= same;
            above.Store(marks);
            return above != Vector512<ulong>.Zero;
        }
    }

    // One digit, the highest first: above where a digit is larger for the first time, same as long as none differs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compare(Vector512<ulong> digit, int wanted, ref Vector512<ulong> above, ref Vector512<ulong> same)
    {
        if ((wanted & 1) == 0)
        {
            above |= same & digit;
            same = Vector512.AndNot(same, digit);
        }
        else
        {
            same &= digit;
        }
    }

    private static unsafe int Test((LeftKeys Lefts, int Key) left, in Tile tile, (ulong Bound, ulong LeftBits) wanted, ulong* marks, DiceHit* hits)
    {
        unchecked
        {
            var (keys, found) = (tile.Keys, 0);
            var one = left.Lefts.Keys.Key(left.Key);
            for (var part = 0; part < KeyGroups.Lanes; part++)
            {
                for (var lanes = marks[part]; lanes != 0; lanes &= lanes - 1)
                {
                    var place = (tile.First * KeyGroups.Lanes) + (part * 64) + BitOperations.TrailingZeroCount(lanes);
                    var other = keys.Key(place);
                    var common = 0;
                    for (var word = 0; word < keys.Words; word++)
                        common += BitOperations.PopCount(one[word] & other[word]);
                    if ((ulong)common << Shift >= wanted.Bound * (wanted.LeftBits + keys.BitCounts[place]))
                        hits[found++] = new DiceHit(place, common);
                }
            }

            return found;
        }
    }
}
