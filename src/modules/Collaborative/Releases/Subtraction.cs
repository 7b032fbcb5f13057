using Amparo.Vocabulary.Shapes;

namespace Amparo.Collaborative.Releases;

/// <summary>What somebody finds who adds and subtracts the published cells of a table.</summary>
/// <param name="Cells">How many cells would be published.</param>
/// <param name="Withheld">How many of them are withheld.</param>
/// <param name="Found">Withheld cells that subtracting shows to hold somebody, and fewer than the threshold: none is expected.</param>
/// <param name="Empty">Withheld cells that subtracting shows to be empty: nobody is in them to be found.</param>
public sealed record Subtracted(int Cells, int Withheld, int Found, int Empty)
{
    /// <summary>Withheld cells of which subtracting says nothing that could find somebody.</summary>
    public int Hidden => Withheld - Found - Empty;
}

/// <summary>Attacks a protected table of counts as a reader would: every total is the sum of its parts, and no count is negative.</summary>
/// <remarks>
/// Each withheld cell gets bounds, which are narrowed by every sum of every margin until nothing moves. It is a check beside the proof that suppression keeps,
/// not in its place: finding nothing proves nothing. Deterministic.
/// </remarks>
internal static class Subtraction
{
    private const decimal Unbounded = 1_000_000_000_000m;

    // Bounds that still move after so many rounds move by less than matters.
    private const int MostRounds = 200;

    /// <summary>Attacks a table.</summary>
    /// <param name="cube">The table as it would be published.</param>
    /// <param name="threshold">The smallest count that may be shown.</param>
    public static Subtracted Attack(Cube cube, int threshold)
    {
        var bounds = new Dictionary<long, (decimal Low, decimal High)>();
        var withheld = new HashSet<long>();
        foreach (var (index, figure) in cube.Cells)
        {
            if (figure.Kind == FigureKind.Withheld)
                withheld.Add(index);
            bounds[index] = figure.IsStated ? (figure.Low, figure.High) : (0, Unbounded);
        }

        var sums = Sums(cube, bounds).ToList();
        for (var (round, moved) = (0, true); moved && round < MostRounds; round++)
        {
            moved = false;
            foreach (var (total, parts) in sums)
                moved |= Narrow(bounds, total, parts);
        }

        return new(
            bounds.Count, withheld.Count, withheld.Count(cell => bounds[cell].Low > 0 && bounds[cell].High < threshold), withheld.Count(cell => bounds[cell].High == 0));
    }

    // A total over one axis of a view is the sum of the view's cells along it, "unknown" included.
    private static IEnumerable<(long Total, long[] Parts)> Sums(Cube cube, Dictionary<long, (decimal, decimal)> cells)
    {
        foreach (var view in cube.Views)
        {
            int[] axes = [.. cube.Dimensions.Index().Where(axis => view.Contains(axis.Item.Id)).Select(axis => axis.Index)];
            foreach (var index in cells.Keys)
            {
                var positions = cube.PositionsOf(index);
                foreach (var axis in axes.Where(axis => positions[axis] == cube.Dimensions[axis].TotalPosition))
                {
                    var parts = new long[cube.Dimensions[axis].TotalPosition];
                    for (var at = 0; at < parts.Length; at++)
                    {
                        positions[axis] = at;
                        parts[at] = cube.IndexOf(positions);
                    }

                    positions[axis] = cube.Dimensions[axis].TotalPosition;
                    if (parts.All(cells.ContainsKey))
                        yield return (index, parts);
                }
            }
        }
    }

    private static bool Narrow(Dictionary<long, (decimal Low, decimal High)> bounds, long total, long[] parts)
    {
        var (low, high) = (parts.Sum(part => bounds[part].Low), parts.Sum(part => bounds[part].High));
        var moved = Set(bounds, total, (low, high));
        var whole = bounds[total];
        foreach (var part in parts)
        {
            var own = bounds[part];
            moved |= Set(bounds, part, (whole.Low - (high - own.High), whole.High - (low - own.Low)));
        }

        return moved;
    }

    private static bool Set(Dictionary<long, (decimal Low, decimal High)> bounds, long cell, (decimal Low, decimal High) found)
    {
        var own = bounds[cell];
        var narrowed = (Math.Max(own.Low, found.Low), Math.Min(own.High, found.High));
        if (narrowed == own)
            return false;
        bounds[cell] = narrowed;
        return true;
    }
}
