namespace Amparo.Cli;

/// <summary>A table as lines of text, its columns aligned.</summary>
internal static class TextColumns
{
    /// <summary>Aligns every column but the last, which may be a sentence.</summary>
    /// <param name="rows">The rows; all of the same length.</param>
    /// <returns>A line a row, without blanks at its end.</returns>
    internal static IReadOnlyList<string> Align(IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0)
            return [];
        var widths = Enumerable.Range(0, rows[0].Length - 1).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return [.. rows.Select(row => string.Join("  ", row.Select((cell, column) =>
            column < widths.Length ? cell.PadRight(widths[column]) : cell)).TrimEnd())];
    }
}
