using Amparo.Linkage.Encoded;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>Small cells cannot be worked out of what is shown.</summary>
public sealed class OverlapTableTests
{
    [Fact]
    public void Large_cells_are_all_shown()
    {
        var table = OverlapTable.Of([0, 100, 200, 50]);

        table.Withholds.ShouldBeFalse();
        new[] { table[1], table[2], table[3] }.ShouldBe([100, 200, 50]);
    }

    [Fact]
    public void A_small_overlap_of_two_lists_shows_nothing_because_the_lists_numbers_would_tell_it()
    {
        var table = OverlapTable.Of([0, 100, 200, 4]);

        new[] { table[1], table[2], table[3] }.ShouldBe(new int?[] { null, null, null });
    }

    [Fact]
    public void A_small_cell_takes_no_more_cells_with_it_than_it_must()
    {
        // Three lists; only the overlap of the first two is small: it and three others are withheld, the rest stands.
        var table = OverlapTable.Of([0, 300, 400, 7, 500, 60, 70, 30]);

        table[3].ShouldBeNull();
        Enumerable.Range(1, 7).Count(cell => table[cell] is null).ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public void Every_small_cell_could_be_large_in_another_table_that_agrees_with_all_that_is_known()
    {
        var random = new Random(4);
        for (var run = 0; run < 300; run++)
        {
            var lists = 2 + random.Next(3);
            var counts = Enumerable.Range(0, 1 << lists).Select(_ => random.Next(3) == 0 ? random.Next(12) : random.Next(200)).ToArray();
            var table = OverlapTable.Of(counts);

            for (var cell = 1; cell < counts.Length; cell++)
            {
                (table[cell] is null or >= OverlapTable.Threshold).ShouldBeTrue();
                if (counts[cell] is > 0 and < OverlapTable.Threshold && Enumerable.Range(1, counts.Length - 1).Any(other => table[other] is not null))
                    Determined(table, lists, cell).ShouldBeFalse($"run {run}, cell {cell}");
            }
        }
    }

    // Whether the list totals, less what is shown, fix the cell: whether its unit vector is a combination of the lists' rows over the withheld cells.
    private static bool Determined(OverlapTable table, int lists, int cell)
    {
        var withheld = Enumerable.Range(1, (1 << lists) - 1).Where(other => table[other] is null).ToList();
        double[][] rows = [.. Enumerable.Range(0, lists).Select(list => withheld.Select(other => (double)((other >> list) & 1)).ToArray())];
        return Rank([.. rows, [.. withheld.Select(other => other == cell ? 1.0 : 0.0)]]) == Rank(rows);
    }

    private static int Rank(double[][] matrix)
    {
        var rows = matrix.Select(row => row.ToArray()).ToList();
        var rank = 0;
        for (var column = 0; column < rows[0].Length && rank < rows.Count; column++)
        {
            var pivot = rows.FindIndex(rank, row => Math.Abs(row[column]) > 1e-9);
            if (pivot < 0)
                continue;
            (rows[rank], rows[pivot]) = (rows[pivot], rows[rank]);
            for (var other = rank + 1; other < rows.Count; other++)
            {
                var factor = rows[other][column] / rows[rank][column];
                for (var at = column; at < rows[other].Length; at++)
                    rows[other][at] -= factor * rows[rank][at];
            }

            rank++;
        }

        return rank;
    }
}
