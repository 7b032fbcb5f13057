namespace Amparo.Records;

/// <summary>Finds out which character stands between the cells: the one by which the rows come out alike.</summary>
internal static class Delimiters
{
    private const int MostRows = 100;

    // A delimiter by which nine rows in ten have as many cells as they should is no accident.
    private const double Alike = 0.9;

    private static readonly char[] Usual = [',', ';', '\t', '|'];

    /// <summary>Finds the delimiter of a table whose header row is known.</summary>
    /// <param name="sample">The first text of the file, UTF-8.</param>
    /// <param name="headerRow">The header row, from one; null if it is not known, so that most rows decide.</param>
    /// <returns>The delimiter, or null if no usual one stands in the header.</returns>
    internal static char? Detect(ReadOnlySpan<byte> sample, int? headerRow)
    {
        (char Delimiter, double Share, int Cells)? best = null;
        foreach (var delimiter in Usual)
        {
            var counts = CellCounts(sample, delimiter, headerRow ?? 1);
            if (counts.Count == 0)
                continue;
            var cells = headerRow is null ? MostFrequent(counts) : counts[0];
            if (cells < 2)
                continue;
            var share = (double)counts.Count(count => count == cells) / counts.Count;
            var candidate = (delimiter, share, cells);
            if (best is not { } known || Better((share, cells), (known.Share, known.Cells)))
                best = candidate;
        }

        return best?.Delimiter;
    }

    /// <summary>The rows of a sample as cells, blank rows included; the last row may be cut.</summary>
    internal static List<string[]> Rows(SourceSample sample, char delimiter, ReadingLimits limits)
    {
        using var text = new MemoryStream(sample.Text);
        using var cells = new DelimitedCells(new CheckedUtf8Feed(text, supposed: false), delimiter, limits);
        var rows = new List<string[]>();
        while (rows.Count < MostRows && cells.Read())
        {
            var row = new string[cells.Count];
            for (var cell = 0; cell < row.Length; cell++)
            {
                var raw = cells.Raw(cell);
                var length = raw.Length > 0 && raw[0] == (byte)'"' ? CellText.Unquote(raw) : raw.Length;
                row[cell] = System.Text.Encoding.UTF8.GetString(CellText.Trim(raw[..length]));
            }

            rows.Add(row);
        }

        // What the end of the sample cut says nothing.
        if (!sample.Whole && rows.Count is > 1 and < MostRows)
            rows.RemoveAt(rows.Count - 1);
        return rows;
    }

    private static bool Better((double Share, int Cells) one, (double Share, int Cells) other) =>
        (one.Share >= Alike, other.Share >= Alike) switch
        {
            (true, false) => true,
            (false, true) => false,
            (true, true) => one.Cells > other.Cells,
            _ => one.Share * one.Cells > other.Share * other.Cells,
        };

    private static int MostFrequent(List<int> counts) =>
        counts.GroupBy(count => count).Where(group => group.Key > 1).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key)
            .Select(group => group.Key).FirstOrDefault();

    // The numbers of cells in the rows from the first one on that have any, quotation marks respected.
    private static List<int> CellCounts(ReadOnlySpan<byte> sample, char delimiter, int firstRow)
    {
        var counts = new List<int>();
        var (row, cells, start, quoted) = (1, 1, true, false);
        var (length, previous) = (0, (byte)0);
        foreach (var value in sample)
        {
            var secondOfLineEnd = previous == (byte)'\r' && value == (byte)'\n' && !quoted;
            previous = value;
            if (secondOfLineEnd)
                continue;
            if (value == (byte)'"' && (start || quoted))
            {
                // Two marks inside close and open again, which comes to the same.
                quoted = !quoted;
                start = !quoted;
                length++;
            }
            else if (!quoted && value == (byte)delimiter)
            {
                cells++;
                length++;
                start = true;
            }
            else if (!quoted && value is (byte)'\n' or (byte)'\r')
            {
                if (row >= firstRow && (length > 0 || row == firstRow))
                    counts.Add(cells);
                if (counts.Count == MostRows)
                    return counts;
                row++;
                (cells, start, length) = (1, true, 0);
            }
            else
            {
                start = false;
                length++;
            }
        }

        // The last row may be cut by the end of the sample; alone, it is all there is.
        if (counts.Count == 0 && row >= firstRow && length > 0)
            counts.Add(cells);
        return counts;
    }
}
