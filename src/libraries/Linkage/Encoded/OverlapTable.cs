namespace Amparo.Linkage.Encoded;

/// <summary>How many persons are in which lists and in no other: 2^k − 1 cells for k lists, small ones withheld.</summary>
/// <remarks>
/// Every cell below the threshold is withheld, cells with nobody too. What is known beside the table is how many persons each list has. For each withheld cell that counts somebody
/// there is a second table of counts of zero or more that agrees with every cell shown and with every list's number, and in which that cell is larger by the threshold: whoever
/// adds and subtracts cannot tell that the cell is small. The second table moves that many persons among four cells: S∪T and S∩T up, S and T down, or the reverse; each list keeps
/// its number. Where no such move is possible, nothing is shown. The total over all cells would be one more equation; it is only told when nothing is withheld.
/// </remarks>
public sealed class OverlapTable
{
    /// <summary>The smallest count that is shown.</summary>
    public const int Threshold = 10;

    private readonly int?[] _shown;

    private OverlapTable(int lists, int?[] shown) => (Lists, _shown) = (lists, shown);

    /// <summary>The number of lists.</summary>
    public int Lists { get; }

    /// <summary>Whether any cell is withheld.</summary>
    public bool Withholds => _shown.Skip(1).Contains(null);

    /// <summary>The number of persons in exactly these lists.</summary>
    /// <param name="members">The lists as bits: bit 0 is the first list; at least one.</param>
    /// <returns>The number, or null if it is withheld.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No list, or one that there is not.</exception>
    public int? this[int members]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(members, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(members, _shown.Length);
            return _shown[members];
        }
    }

    /// <summary>Withholds what has to be.</summary>
    /// <param name="counts">The number of persons for each set of lists; the first, the empty set, is not looked at.</param>
    internal static OverlapTable Of(int[] counts)
    {
        var withheld = new bool[counts.Length];
        for (var cell = 1; cell < counts.Length; cell++)
            withheld[cell] = counts[cell] < Threshold;
        for (var cell = 1; cell < counts.Length; cell++)
        {
            if (counts[cell] is 0 or >= Threshold)
                continue;
            if (CheapestMove(counts, withheld, cell) is not { } move)
            {
                Array.Fill(withheld, value: true);
                break;
            }

            foreach (var touched in move)
                withheld[touched] = true;
        }

        return new OverlapTable(
            int.Log2(counts.Length), [.. counts.Select((count, cell) => withheld[cell] || cell == 0 ? null : (int?)count)]);
    }

    // The four cells (three where the sets have no list in common) of the move that raises a cell and costs the fewest persons not shown.
    private static int[]? CheapestMove(int[] counts, bool[] withheld, int raised)
    {
        (long Cost, int[] Cells)? cheapest = null;
        for (var one = 1; one < counts.Length; one++)
        {
            for (var other = one + 1; other < counts.Length; other++)
            {
                var (union, common) = (one | other, one & other);
                if (union == other || union == one)
                    continue;
                int[] together = common == 0 ? [union] : [union, common];
                int[] apart = [one, other];
                var lowered = together.Contains(raised) ? apart : apart.Contains(raised) ? together : null;
                if (lowered is null || Array.Exists(lowered, cell => counts[cell] < Threshold))
                    continue;
                int[] cells = [.. together, .. apart];
                var cost = cells.Where(cell => !withheld[cell]).Sum(cell => (long)counts[cell] + 1);
                if (cheapest is null || cost < cheapest.Value.Cost)
                    cheapest = (cost, cells);
            }
        }

        return cheapest?.Cells;
    }
}
