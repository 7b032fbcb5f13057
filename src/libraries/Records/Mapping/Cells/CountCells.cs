using System.Globalization;

namespace Amparo.Records;

/// <summary>Reads a field of published counts: <c>12</c>, <c>2,315</c>, <c>&lt;5</c>, <c>0..4</c>.</summary>
internal sealed class CountCells
{
    // More than there are people, and small enough for sums of millions of counts.
    private const long Largest = 100_000_000_000;

    private readonly CellReader<PublishedCount?> _cells;

    internal CountCells(CountMapping mapping, BoundColumns columns)
    {
        _cells = new(columns[mapping.Columns[0]], text => Parse(text, mapping));
    }

    /// <summary>Reads a cell, or null if it is no count.</summary>
    internal PublishedCount? Read(RowSource rows) => _cells.Read(rows);

    /// <summary>What a cell says; null if it is no count.</summary>
    internal static PublishedCount? Parse(string text, CountMapping mapping)
    {
        if (mapping.Missing.Find(text) is { } kind)
            return PublishedCount.Absent(kind);
        if (text is ['<', .. var bound])
            return Number(bound, mapping) is { } below and > 0 ? PublishedCount.Between((0, below - 1)) : null;
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots > 0)
            return Number(text[..dots], mapping) is { } low && Number(text[(dots + 2)..], mapping) is { } high && low <= high ? PublishedCount.Between((low, high)) : null;
        return Number(text, mapping) is { } count ? PublishedCount.Exactly(count) : null;
    }

    private static long? Number(string text, CountMapping mapping)
    {
        text = text.Trim();
        if (mapping.Spelling.Thousands is { } thousands && text.Contains(thousands, StringComparison.Ordinal))
        {
            var groups = text.Split(thousands);
            // 2,31 is no number with thousands; reading it as 231 would mislead.
            if (groups[0].Length is < 1 or > 3 || groups.Skip(1).Any(group => group.Length != 3))
                return null;
            text = string.Concat(groups);
        }

        // A table in thousands has decimals that the scale makes whole; 11.0 is 11, and 11.5 persons are no count.
        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > Largest)
            return null;
        number *= mapping.Spelling.Scale;
        return number == decimal.Truncate(number) && number <= Largest ? (long)number : null;
    }
}
