using System.Globalization;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>The lines of a file of mended rows, by the rows of the agency's file that they replace.</summary>
internal sealed class MendedLines
{
    private readonly Dictionary<int, byte[][]> _rows;

    private MendedLines(Dictionary<int, byte[][]> rows) => _rows = rows;

    /// <summary>The rows that are replaced.</summary>
    internal IReadOnlyCollection<int> Rows => _rows.Keys;

    /// <summary>Whether a row is replaced.</summary>
    internal bool TryGet(int row, out byte[][] cells) => _rows.TryGetValue(row, out cells!);

    /// <summary>Reads the lines.</summary>
    /// <param name="mended">The file of mended rows. Delimiter and encoding are found out: office software changes both when it saves.</param>
    /// <param name="source">The agency's file, open at its header.</param>
    /// <param name="run">How much the file may demand, and what stops the work.</param>
    /// <returns>The lines, or REC-040 … REC-042, REC-044, or why the file cannot be read.</returns>
    internal static Outcome<MendedLines> Read(Stream mended, RowSource source, (ReadingLimits Limits, CancellationToken Cancellation) run)
    {
        var opened = RowSource.Open(mended, new SourceFormat(), run.Limits);
        if (!opened.Succeeded)
            return Outcome<MendedLines>.Refused(opened.Problems);
        using var lines = opened.Value;
        var header = RowMending.OwnColumns.Concat(source.Header).Select(Spelling.Fold);
        if (!lines.Header.Select(name => Spelling.Fold(TextCell.Restore(name))).SequenceEqual(header, StringComparer.Ordinal))
            return new Problem(RecordsProblems.MendedHeaderDiffers, "header");

        var rows = new Dictionary<int, byte[][]>();
        var problems = new List<Problem>();
        while (problems.Count < RowMending.MostProblems && lines.Read())
        {
            run.Cancellation.ThrowIfCancellationRequested();
            var cells = new byte[source.Header.Count][];
            for (var column = 0; column < cells.Length; column++)
                cells[column] = System.Text.Encoding.UTF8.GetBytes(TextCell.Restore(lines.Text(column + RowMending.OwnColumns.Count)));
            var place = string.Create(CultureInfo.InvariantCulture, $"line {lines.RowNumber + 1}");
            if (lines.RowProblem is not null)
                problems.Add(new Problem(RecordsProblems.MendedRowBroken, "line", place));
            else if (!int.TryParse(lines.Text(0), NumberStyles.None, CultureInfo.InvariantCulture, out var row) || row < 1)
                problems.Add(new Problem(RecordsProblems.MendedRowUnknown, RowMending.RowColumn, place));
            else if (!rows.TryAdd(row, cells))
                problems.Add(new Problem(RecordsProblems.MendedRowTwice, RowMending.RowColumn, place));
        }

        if (lines.Failure is { } failure)
            return failure;
        return problems.Count > 0 ? Outcome<MendedLines>.Refused(problems) : new MendedLines(rows);
    }
}
