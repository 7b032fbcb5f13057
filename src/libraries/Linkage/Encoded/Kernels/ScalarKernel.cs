using System.Numerics;

namespace Amparo.Linkage.Encoded.Kernels;

/// <summary>One key after the other: the kernel that the others are measured against.</summary>
internal sealed class ScalarKernel : DiceKernel
{
    public override string Name => "scalar";

    internal override unsafe int Scan(LeftKeys lefts, int key, in Tile tile, ulong bound, DiceHit* hits)
    {
        var left = lefts.Keys.Key(key);
        var leftBits = lefts.Keys.BitCounts[key];
        unchecked
        {
            var (keys, found) = (tile.Keys, 0);
            var words = keys.Words;
            var end = Math.Min(tile.End * KeyGroups.Lanes, keys.Count);
            for (var place = tile.First * KeyGroups.Lanes; place < end; place++)
            {
                var right = keys.Key(place);
                var common = 0;
                for (var word = 0; word < words; word += 4)
                {
                    common += BitOperations.PopCount(left[word] & right[word]) + BitOperations.PopCount(left[word + 1] & right[word + 1])
                        + BitOperations.PopCount(left[word + 2] & right[word + 2]) + BitOperations.PopCount(left[word + 3] & right[word + 3]);
                }

                if ((ulong)common << Shift >= bound * (leftBits + keys.BitCounts[place]) && common > 0)
                    hits[found++] = new DiceHit(place, common);
            }

            return found;
        }
    }
}
