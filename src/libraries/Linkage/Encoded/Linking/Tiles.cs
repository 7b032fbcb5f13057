using Amparo.Linkage.Encoded.Kernels;

namespace Amparo.Linkage.Encoded.Linking;

/// <summary>The groups of a list in parts that stay in the processor's cache, and which of them can hold a pair at all.</summary>
internal static class Tiles
{
    /// <summary>All tiles of a list, those first whose keys have about as many bits set as is said.</summary>
    internal static IEnumerable<Tile> Nearest(KeyGroups keys, ulong bits)
    {
        var count = (keys.Groups + DiceKernel.TileGroups - 1) / DiceKernel.TileGroups;
        var up = 0;
        while (up < count && Highest(keys, up) < bits)
            up++;
        for (var down = up - 1; up < count || down >= 0;)
        {
            if (up < count)
                yield return At(keys, up++);
            if (down >= 0)
                yield return At(keys, down--);
        }
    }

    /// <summary>Whether a key with so many bits can reach a bound with any key of a tile: 2 min(a, b) / (a + b) is the most that it can.</summary>
    internal static bool CanReach(in Tile tile, ulong bits, ulong bound)
    {
        var keys = tile.Keys;
        var lowest = keys.BitCounts[tile.First * KeyGroups.Lanes];
        var highest = keys.BitCounts[Math.Min(tile.End * KeyGroups.Lanes, keys.Count) - 1];
        var nearest = Math.Clamp(bits, lowest, highest);
        return 2 * DiceKernel.BoundsOfOne * Math.Min(bits, nearest) >= bound * (bits + nearest);
    }

    private static Tile At(KeyGroups keys, int tile) =>
        new(keys, tile * DiceKernel.TileGroups, Math.Min((tile + 1) * DiceKernel.TileGroups, keys.Groups));

    private static ulong Highest(KeyGroups keys, int tile) =>
        keys.BitCounts[Math.Min((tile + 1) * DiceKernel.TileGroups * KeyGroups.Lanes, keys.Count) - 1];
}
