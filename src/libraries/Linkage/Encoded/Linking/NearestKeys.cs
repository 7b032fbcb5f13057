using Amparo.Linkage.Encoded.Kernels;

namespace Amparo.Linkage.Encoded.Linking;

/// <summary>For each key of one list the most alike of another, every pair considered.</summary>
/// <remarks>
/// Tiles far from the left keys in their number of bits cannot reach what has been found and are passed over. The answer depends on neither the number of threads nor the
/// kernel: it is the highest coefficients and, of several rows with the same, the first. Cost: rows × rows, less what is passed over.
/// </remarks>
internal static class NearestKeys
{
    /// <summary>How many are kept of each row: on every list measured the counterpart was among them for 99 of 100 persons.</summary>
    internal const int Most = 10;

    /// <summary>The rows of the right list that are most alike to each row of the left one, most alike first; only those with a bit in common; within one list a row is not compared with itself.</summary>
    internal static int[][] Of(KeyGroups left, KeyGroups right, DiceKernel kernel)
    {
        var nearest = new int[left.Count][];
        Parallel.For(0, (left.Count + DiceKernel.LeftAtOnce - 1) / DiceKernel.LeftAtOnce, chunk =>
        {
            var first = chunk * DiceKernel.LeftAtOnce;
            ScanChunk((left, right), (first, Math.Min(first + DiceKernel.LeftAtOnce, left.Count)), kernel, nearest);
        });
        return nearest;
    }

    private static unsafe void ScanChunk((KeyGroups Left, KeyGroups Right) lists, (int First, int End) chunk, DiceKernel kernel, int[][] nearest)
    {
        var (left, right) = lists;
        var hits = stackalloc DiceHit[DiceKernel.TileGroups * KeyGroups.Lanes];
        var same = ReferenceEquals(left, right);
        var found = new Nearest[chunk.End - chunk.First];
        for (var key = 0; key < found.Length; key++)
            found[key] = new Nearest();
        var lefts = new LeftKeys(left);
        lefts.Take(chunk.First, chunk.End);
        foreach (var tile in Tiles.Nearest(right, left.BitCounts[(chunk.First + chunk.End) / 2]))
        {
            for (var key = chunk.First; key < chunk.End; key++)
            {
                var bits = left.BitCounts[key];
                var known = found[key - chunk.First];
                // Rounded down, so that nothing that is more alike than the last is missed, nor an earlier row as alike as it.
                var bound = Math.Max(1, (ulong)(known.Last * DiceKernel.BoundsOfOne));
                if (!Tiles.CanReach(tile, bits, bound))
                    continue;
                var count = kernel.Scan(lefts, key, tile, bound, hits);
                for (var hit = 0; hit < count; hit++)
                {
                    var place = hits[hit].Place;
                    if (!same || place != key)
                        known.Add(right.Rows[place], 2.0 * hits[hit].Common / (bits + right.BitCounts[place]));
                }
            }
        }

        for (var key = chunk.First; key < chunk.End; key++)
            nearest[left.Rows[key]] = found[key - chunk.First].Rows();
    }

    private sealed class Nearest
    {
        private readonly (double Dice, int Row)[] _best = new (double, int)[Most];
        private int _count;

        /// <summary>The coefficient that a row has to reach; 0 while there is room.</summary>
        internal double Last => _count < Most ? 0 : _best[Most - 1].Dice;

        internal void Add(int row, double dice)
        {
            if (_count == Most && !Before((dice, row), _best[Most - 1]))
                return;
            var place = _count < Most ? _count++ : Most - 1;
            for (; place > 0 && Before((dice, row), _best[place - 1]); place--)
                _best[place] = _best[place - 1];
            _best[place] = (dice, row);
        }

        internal int[] Rows() => [.. _best.Take(_count).Select(near => near.Row)];

        private static bool Before((double Dice, int Row) one, (double Dice, int Row) other) =>
            one.Dice > other.Dice || (one.Dice == other.Dice && one.Row < other.Row);
    }
}
