using System.Globalization;

namespace Amparo.Records;

/// <summary>Looks for the header of a table: below titles, above data, over one row or two.</summary>
internal static class HeaderSearch
{
    /// <summary>Finds the header.</summary>
    /// <param name="rows">The first rows as trimmed cells, blank rows included.</param>
    /// <param name="merged">The rows, from one, in which cells of several columns are merged; empty where the file cannot say.</param>
    /// <returns>The first row of the header, from one, and how many rows it has; the first row that is not blank if none looks like a header.</returns>
    internal static (int Row, int Levels) Find(IReadOnlyList<string[]> rows, IReadOnlySet<int> merged)
    {
        var width = TypicalWidth(rows);
        for (var row = 0; row < rows.Count; row++)
        {
            if (!LooksLikeNames(rows[row], width))
                continue;
            if (row + 1 < rows.Count && IsGroupRow(rows, row, merged))
                return (row + 1, 2);
            // Groups may be fewer than half of the columns, so that their row did not look like a header by itself.
            if (row > 0 && Filled(rows[row - 1]) > 1 && IsGroupRow(rows, row - 1, merged))
                return (row, 2);
            return (row + 1, 1);
        }

        var first = rows.Index().FirstOrDefault(row => Filled(row.Item) > 0).Index;
        return (first + 1, 1);
    }

    // How many cells the fuller half of the rows fill: titles and notes fill few.
    private static int TypicalWidth(IReadOnlyList<string[]> rows)
    {
        var filled = rows.Select(Filled).Where(count => count > 0).Order().ToArray();
        return filled.Length == 0 ? 0 : filled[filled.Length * 3 / 4];
    }

    private static bool LooksLikeNames(string[] row, int width)
    {
        var filled = Filled(row);
        return filled > 0 && 2 * filled > width && row.All(cell => cell.Length == 0 || IsName(cell));
    }

    // An upper row of groups: it has gaps, the row below has a name in every gap that is filled at all, and that row is no row of data.
    private static bool IsGroupRow(IReadOnlyList<string[]> rows, int upper, IReadOnlySet<int> merged)
    {
        var (groups, names) = (rows[upper], rows[upper + 1]);
        if (!groups.Concat(names).All(cell => cell.Length == 0 || IsName(cell)))
            return false;
        var columns = Math.Max(groups.Length, names.Length);
        var gapsFilled = Enumerable.Range(1, columns - 1)
            .Count(column => At(groups, column).Length == 0 && At(names, column).Length > 0);
        var bare = Enumerable.Range(0, columns).Any(column => At(groups, column).Length == 0 && At(names, column).Length == 0);
        if (gapsFilled == 0 || (bare && !merged.Contains(upper + 1)))
            return false;
        if (merged.Contains(upper + 1))
            return true;
        // Without merged cells to prove it: names are not repeated in the rows below, values are.
        var filled = names.Index().Where(cell => cell.Item.Length > 0).ToArray();
        var distinct = filled.Select(cell => (Group(groups, cell.Index), cell.Item)).Distinct().Count() == filled.Length;
        return distinct && !filled.Any(cell => rows.Skip(upper + 2).Any(row => At(row, cell.Index) == cell.Item));
    }

    private static string Group(string[] groups, int column)
    {
        while (column > 0 && At(groups, column).Length == 0)
            column--;
        return At(groups, column);
    }

    private static string At(string[] row, int column) => column < row.Length ? row[column] : string.Empty;

    private static int Filled(string[] row) => row.Count(cell => cell.Length > 0);

    // No number, no date: what a column may be called. A year may name a column, but rows of years are figures.
    private static bool IsName(string cell) =>
        cell.Any(char.IsLetter)
        && !double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
        && !DateTime.TryParseExact(cell, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
