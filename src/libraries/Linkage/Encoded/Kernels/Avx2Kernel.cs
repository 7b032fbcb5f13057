using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Amparo.Linkage.Encoded.Kernels;

/// <summary>Four keys side by side; bits counted by looking half bytes up in a register.</summary>
/// <remarks>W. Muła, N. Kurz and D. Lemire (2018), doi:10.1093/comjnl/bxx046, the method of section 2.4.</remarks>
internal sealed class Avx2Kernel : DiceKernel
{
    private const int Side = 4;

    public override string Name => "AVX2";

    internal override unsafe int Scan(LeftKeys leftKeys, int key, in Tile tile, ulong bound, DiceHit* hits)
    {
        var left = leftKeys.Keys.Key(key);
        var leftBits = leftKeys.Keys.BitCounts[key];
        unchecked
        {
            var (keys, found) = (tile.Keys, 0);
            var words = keys.Words;
            var half = Vector256.Create((byte)0x0f);
            var table = Vector256.Create((byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
            var bounds = Vector256.Create(bound).AsUInt32();
            var lefts = Vector256.Create(leftBits);
            var right = keys.Group(tile.First);
            var counts = keys.CountsOf(tile.First);
            for (var place = tile.First * KeyGroups.Lanes; place < tile.End * KeyGroups.Lanes; place += KeyGroups.Lanes)
            {
                for (var side = 0; side < KeyGroups.Lanes; side += Side)
                {
                    var bytes = Vector256<byte>.Zero;
                    for (var word = 0; word < words; word++)
                    {
                        var both = (Vector256.Load(right + (word * KeyGroups.Lanes) + side) & Vector256.Create(left[word])).AsByte();
                        var upper = Avx2Shift(both) & half;
                        // At most 8 a word: sixteen words fit a byte.
                        bytes += System.Runtime.Intrinsics.X86.Avx2.Shuffle(table, both & half) + System.Runtime.Intrinsics.X86.Avx2.Shuffle(table, upper);
                    }

                    var common = System.Runtime.Intrinsics.X86.Avx2.SumAbsoluteDifferences(bytes, Vector256<byte>.Zero).AsUInt64();
                    var needed = System.Runtime.Intrinsics.X86.Avx2.Multiply(bounds, (lefts + Vector256.Load(counts + side)).AsUInt32());
                    var reached = Vector256.GreaterThanOrEqual((common << Shift).AsInt64(), needed.AsInt64()).AsUInt64() & ~Vector256.Equals(common, Vector256<ulong>.Zero);
                    for (var lanes = reached.ExtractMostSignificantBits(); lanes != 0; lanes &= lanes - 1)
                    {
                        var lane = BitOperations.TrailingZeroCount(lanes);
                        hits[found++] = new DiceHit(place + side + lane, (int)common[lane]);
                    }
                }

                right += words * KeyGroups.Lanes;
                counts += KeyGroups.Lanes;
            }

            return found;
        }
    }

    private static Vector256<byte> Avx2Shift(Vector256<byte> bytes) => (bytes.AsUInt64() >> 4).AsByte();
}
