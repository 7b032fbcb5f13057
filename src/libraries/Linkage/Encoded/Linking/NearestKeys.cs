using System.Runtime.InteropServices;
using Amparo.Linkage.Encoded.Kernels;

namespace Amparo.Linkage.Encoded.Linking;

/// <summary>What a row of one list is most alike to in another.</summary>
/// <param name="Row">The most alike row of the other list, the first of several; −1 if it has no bit in common with any.</param>
/// <param name="Best">Its Dice coefficient.</param>
/// <param name="Second">The coefficient of the second most alike.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Nearest(int Row, double Best, double Second)
{
    internal static Nearest None { get; } = new(-1, 0, 0);

    internal Nearest With(int row, double dice)
    {
        if (dice > Best || (dice == Best && row < Row))
            return new(row, dice, Best);
        return dice > Second ? this with { Second = dice } : this;
    }
}

/// <summary>For each key of one list the two most alike of another, every pair considered.</summary>
/// <remarks>
/// Tiles far from the left keys in their number of bits cannot reach what has been found and are passed over. The answer depends on neither the number of threads nor the
/// kernel: it is the two highest coefficients and, of several rows with the highest, the first. Cost: rows × rows, less what is passed over.
/// </remarks>
internal static class NearestKeys
{
    /// <summary>What is most alike to each row of the left list, by row; within one list a row is not compared with itself.</summary>
    internal static Nearest[] Of(KeyGroups left, KeyGroups right, DiceKernel kernel)
    {
        var nearest = new Nearest[left.Count];
        Parallel.For(0, (left.Count + DiceKernel.LeftAtOnce - 1) / DiceKernel.LeftAtOnce, chunk =>
        {
            var first = chunk * DiceKernel.LeftAtOnce;
            ScanChunk((left, right), (first, Math.Min(first + DiceKernel.LeftAtOnce, left.Count)), kernel, nearest);
        });
        return nearest;
    }

    private static unsafe void ScanChunk((KeyGroups Left, KeyGroups Right) lists, (int First, int End) chunk, DiceKernel kernel, Nearest[] nearest)
    {
        var (left, right) = lists;
        var hits = stackalloc DiceHit[DiceKernel.TileGroups * KeyGroups.Lanes];
        var same = ReferenceEquals(left, right);
        Span<Nearest> found = stackalloc Nearest[DiceKernel.LeftAtOnce];
        found.Fill(Nearest.None);
        var lefts = new LeftKeys(left);
        lefts.Take(chunk.First, chunk.End);
        foreach (var tile in Tiles.Nearest(right, left.BitCounts[(chunk.First + chunk.End) / 2]))
        {
            for (var key = chunk.First; key < chunk.End; key++)
            {
                var bits = left.BitCounts[key];
                var known = found[key - chunk.First];
                // Rounded down, so that nothing that is more alike than the second is missed, nor an earlier row as alike as the best.
                var bound = Math.Max(1, (ulong)(known.Second * DiceKernel.BoundsOfOne));
                if (!Tiles.CanReach(tile, bits, bound))
                    continue;
                var count = kernel.Scan(lefts, key, tile, bound, hits);
                for (var hit = 0; hit < count; hit++)
                {
                    var place = hits[hit].Place;
                    if (same && place == key)
                        continue;
                    known = known.With(right.Rows[place], 2.0 * hits[hit].Common / (bits + right.BitCounts[place]));
                }

                found[key - chunk.First] = known;
            }
        }

        for (var key = chunk.First; key < chunk.End; key++)
            nearest[left.Rows[key]] = found[key - chunk.First];
    }
}
