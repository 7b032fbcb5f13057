using System.Globalization;
using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Lets somebody mend the rows in quarantine and read them again, so that no row is lost.</summary>
/// <remarks>
/// The rows in quarantine are written as the agency wrote them, with two columns before them: the row's number in the agency's file and what is
/// wrong with it. Once mended, each line takes the place of its row; the agency's file itself is never changed. Such a file holds what the agency
/// wrote about persons: only its owner may read it. What it cannot hold: cells beyond the last named column, and cells that could not be read.
/// </remarks>
public static class RowMending
{
    /// <summary>The column of the row numbers: rows are counted from the first below the header, so row n is row n + 1 of a spreadsheet whose first row is the header.</summary>
    public const string RowColumn = "amparo-row";

    /// <summary>The column that says what is wrong: <c>REC-108 age; REC-110 sex</c>. It may be changed or emptied.</summary>
    public const string ProblemColumn = "amparo-problem";

    internal const int MostProblems = 100;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The two columns that stand before the agency's own.</summary>
    internal static IReadOnlyList<string> OwnColumns { get; } = [RowColumn, ProblemColumn];

    /// <summary>Writes the rows in quarantine as the agency wrote them; after some were mended, in their mended form where there is one.</summary>
    /// <remarks>
    /// CSV in UTF-8 with a byte order mark, by which office software knows the encoding; lines end with CRLF; the delimiter is the one that the
    /// mapping declares, or a comma. A cell that a spreadsheet would take for a formula has an apostrophe before it, which reading takes away.
    /// </remarks>
    /// <param name="files">The agency's file, and the file of mended rows or null: readable, seekable, at their start. They stay open.</param>
    /// <param name="target">Where to; it stays open.</param>
    /// <param name="mapping">The mapping that the file was read with.</param>
    /// <param name="report">What was found, by <see cref="RecordMapper"/> or, if there are mended rows, by <see cref="Map"/>.</param>
    /// <param name="limits">How much the files may demand.</param>
    /// <returns>Null if all rows in quarantine were written, otherwise why a file cannot be read again.</returns>
    /// <exception cref="ArgumentException">A stream cannot be read or cannot seek.</exception>
    public static Problem? Write(
        (Stream Source, Stream? Mended) files, Stream target, RecordMapping mapping, CheckReport report, ReadingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(limits);
        if (files.Mended is null)
        {
            var source = RowSource.Open(files.Source, mapping.Format, limits);
            if (!source.Succeeded)
                return source.Problems[0];
            using var all = source.Value;
            return Write(all, target, mapping, report);
        }

        var opened = Open((files.Source, files.Mended), mapping, (limits, default));
        if (!opened.Succeeded)
            return opened.Problems[0];
        using var rows = opened.Value;
        return Write(rows, target, mapping, report);
    }

    /// <summary>Lists rows in quarantine as the agency wrote them; after some were mended, in their mended form where there is one.</summary>
    /// <param name="files">The agency's file, and the file of mended rows or null: readable, seekable, at their start. They stay open.</param>
    /// <param name="mapping">The mapping that the file was read with.</param>
    /// <param name="quarantined">The numbers of the rows in quarantine, ascending.</param>
    /// <param name="page">Which of them.</param>
    /// <param name="limits">How much the files may demand.</param>
    /// <returns>The rows, or why a file cannot be read again.</returns>
    /// <exception cref="ArgumentException">A stream cannot be read or cannot seek.</exception>
    public static Outcome<RowsToMend> List(
        (Stream Source, Stream? Mended) files, RecordMapping mapping, IReadOnlyList<int> quarantined, RowPage page, ReadingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(quarantined);
        ArgumentNullException.ThrowIfNull(limits);
        var asked = quarantined.Skip(page.Skip).Take(page.Take).ToHashSet();
        RowSource rows;
        if (files.Mended is { } mended)
        {
            var opened = Open((files.Source, mended), mapping, (limits, default));
            if (!opened.Succeeded)
                return Outcome<RowsToMend>.Refused(opened.Problems);
            rows = opened.Value;
        }
        else
        {
            var opened = RowSource.Open(files.Source, mapping.Format, limits);
            if (!opened.Succeeded)
                return Outcome<RowsToMend>.Refused(opened.Problems);
            rows = opened.Value;
        }

        using (rows)
        {
            var found = new List<RowToMend>();
            while (found.Count < asked.Count && rows.Read())
            {
                if (asked.Contains(rows.RowNumber))
                    found.Add(new(rows.RowNumber, [.. Enumerable.Range(0, rows.Header.Count).Select(rows.Text)]));
            }

            return rows.Failure is { } failure ? failure : new RowsToMend(rows.Header, found, quarantined.Count);
        }
    }

    /// <summary>Writes a file of mended rows out of rows that were mended on a page, and of an earlier such file.</summary>
    /// <param name="files">The agency's file, and the earlier file of mended rows or null: readable, seekable, at their start. They stay open.</param>
    /// <param name="target">Where to; it stays open.</param>
    /// <param name="mapping">The mapping that the file was read with.</param>
    /// <param name="mended">The rows, each with as many cells as the file has columns; they take the place of the earlier ones.</param>
    /// <param name="limits">How much the files may demand.</param>
    /// <returns>Null if it was written; REC-040 for a row with another number of cells; otherwise why a file cannot be read again.</returns>
    public static Problem? Compose(
        (Stream Source, Stream? Earlier) files, Stream target, RecordMapping mapping, IReadOnlyList<RowToMend> mended, ReadingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(mended);
        ArgumentNullException.ThrowIfNull(limits);
        var opened = RowSource.Open(files.Source, mapping.Format, limits);
        if (!opened.Succeeded)
            return opened.Problems[0];
        using var source = opened.Value;
        if (mended.Any(row => row.Cells.Count != source.Header.Count))
            return new Problem(RecordsProblems.MendedHeaderDiffers, "header");
        var earlier = Earlier(files.Earlier, source, limits);
        if (!earlier.Succeeded)
            return earlier.Problems[0];
        foreach (var row in mended)
            earlier.Value[row.Row] = row.Cells;
        WriteMended(target, source, earlier.Value);
        return null;
    }

    /// <summary>Writes a file of mended rows out of one that came back and of an earlier one: what was mended before stays mended.</summary>
    /// <remarks>
    /// A row that came back takes the place of the earlier one. But where it came back just as the agency's file has it, nobody mended it in
    /// that file, which was downloaded before the row was mended elsewhere: the earlier one stays.
    /// </remarks>
    /// <param name="files">The agency's file, the earlier file of mended rows or null, and the one that came back: readable, seekable, at their start. They stay open.</param>
    /// <param name="target">Where to; it stays open. Nothing is written where the file that came back is refused.</param>
    /// <param name="mapping">The mapping that the agency's file was read with.</param>
    /// <param name="quarantined">The rows that are in quarantine now; null where not all of them are known.</param>
    /// <param name="limits">How much the files may demand.</param>
    /// <returns>
    /// Null if it was written; REC-040 … REC-042 and REC-044 for the file that came back; REC-043 for a row that is neither in quarantine nor among the
    /// earlier ones; otherwise why a file cannot be read.
    /// </returns>
    public static Problem? Join(
        (Stream Source, Stream? Earlier, Stream Returned) files, Stream target, RecordMapping mapping, IReadOnlySet<int>? quarantined, ReadingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(limits);
        var opened = RowSource.Open(files.Source, mapping.Format, limits);
        if (!opened.Succeeded)
            return opened.Problems[0];
        using var source = opened.Value;
        var returned = MendedLines.Read(files.Returned, source, (limits, default));
        if (!returned.Succeeded)
            return returned.Problems[0];
        var earlier = Earlier(files.Earlier, source, limits);
        if (!earlier.Succeeded)
            return earlier.Problems[0];
        var lines = earlier.Value;
        if (quarantined is not null && returned.Value.Rows.Where(row => !quarantined.Contains(row) && !lines.ContainsKey(row)).Order().Take(1).ToList() is [var other])
            return new Problem(RecordsProblems.MendedRowAccepted, RowColumn, string.Create(CultureInfo.InvariantCulture, $"row {other}"));

        var again = returned.Value.Rows.Where(lines.ContainsKey).ToHashSet();
        var untouched = new HashSet<int>();
        while (again.Count > 0 && source.Read())
        {
            if (again.Remove(source.RowNumber) && returned.Value.TryGet(source.RowNumber, out var cells) && cells.Index().All(cell => source.Cell(cell.Index).SequenceEqual(cell.Item)))
                untouched.Add(source.RowNumber);
        }

        if (source.Failure is { } failure)
            return failure;
        foreach (var row in returned.Value.Rows.Where(row => !untouched.Contains(row)))
            lines[row] = Cells(returned.Value, row);
        WriteMended(target, source, lines);
        return null;
    }

    private static Outcome<SortedDictionary<int, IReadOnlyList<string>>> Earlier(Stream? file, RowSource source, ReadingLimits limits)
    {
        var lines = new SortedDictionary<int, IReadOnlyList<string>>();
        if (file is null)
            return lines;
        var earlier = MendedLines.Read(file, source, (limits, default));
        if (!earlier.Succeeded)
            return Outcome<SortedDictionary<int, IReadOnlyList<string>>>.Refused(earlier.Problems);
        foreach (var row in earlier.Value.Rows)
            lines[row] = Cells(earlier.Value, row);
        return lines;
    }

    private static IReadOnlyList<string> Cells(MendedLines lines, int row) => lines.TryGet(row, out var cells) ? [.. cells.Select(Encoding.UTF8.GetString)] : [];

    private static void WriteMended(Stream target, RowSource source, SortedDictionary<int, IReadOnlyList<string>> lines)
    {
        using var writer = new StreamWriter(target, Utf8, 1 << 16, leaveOpen: true);
        writer.Write('\uFEFF');
        WriteLine(writer, OwnColumns.Concat(source.Header.Select(MendingCell.Spell)), ',');
        foreach (var (row, cells) in lines)
        {
            string[] own = [row.ToString(CultureInfo.InvariantCulture), ""];
            WriteLine(writer, own.Concat(cells.Select(MendingCell.Spell)), ',');
        }
    }

    /// <summary>Maps a file again, with mended rows in the place of those in quarantine.</summary>
    /// <param name="files">The agency's file and the file of mended rows, both readable, seekable and at their start. They stay open.</param>
    /// <param name="mapping">The mapping.</param>
    /// <param name="options">The options of the first mapping, rules included.</param>
    /// <param name="cancellation">Stops the work between two rows.</param>
    /// <returns>
    /// Records and report: ids and row numbers are those of the agency's file, rows that were mended wrongly are in quarantine again, and
    /// <see cref="CheckReport.Mended"/> counts those that were accepted. Or REC-040 … REC-044, and then nothing is replaced; or why one of the
    /// files cannot be read.
    /// </returns>
    /// <exception cref="ArgumentException">A stream cannot be read or cannot seek, or the rules are for another schema.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static Outcome<MappedFile> Map(
        (Stream Source, Stream Mended) files, RecordMapping mapping, MappingOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(options);
        var start = files.Source.Position;
        // Which rows are in quarantine is not taken from the file of mended rows: only what the agency's file says now counts.
        var before = RecordMapper.Map(files.Source, mapping, options with { Progress = null }, cancellation);
        if (!before.Succeeded)
            return before;
        files.Source.Position = start;
        var opened = Open(files, mapping, (options.Limits, cancellation));
        if (!opened.Succeeded)
            return Outcome<MappedFile>.Refused(opened.Problems);
        using var rows = opened.Value;
        var quarantined = before.Value.Report.Findings.Select(finding => finding.Row).ToHashSet();
        var accepted = before.Value.Rows.ToHashSet();
        var wrong = rows.Mended.Rows.Where(row => !quarantined.Contains(row)).Order().Take(MostProblems).Select(row => new Problem(
            accepted.Contains(row) ? RecordsProblems.MendedRowAccepted : RecordsProblems.MendedRowUnknown,
            RowColumn, string.Create(CultureInfo.InvariantCulture, $"row {row}"))).ToArray();
        if (wrong.Length > 0)
            return Outcome<MappedFile>.Refused(wrong);
        var after = RecordMapper.Map(rows, mapping, options, cancellation);
        return after.Succeeded
            ? after.Value with { Report = after.Value.Report.WithMended(after.Value.Rows.Count(quarantined.Contains)) }
            : after;
    }

    private static Outcome<MendedRows> Open(
        (Stream Source, Stream Mended) files, RecordMapping mapping, (ReadingLimits Limits, CancellationToken Cancellation) run)
    {
        var opened = RowSource.Open(files.Source, mapping.Format, run.Limits);
        if (!opened.Succeeded)
            return Outcome<MendedRows>.Refused(opened.Problems);
        var lines = MendedLines.Read(files.Mended, opened.Value, run);
        if (lines.Succeeded)
            return new MendedRows(opened.Value, lines.Value);
        opened.Value.Dispose();
        return Outcome<MendedRows>.Refused(lines.Problems);
    }

    private static Problem? Write(RowSource rows, Stream target, RecordMapping mapping, CheckReport report)
    {
        // Only delimiters that are found out when the file comes back; others are unknown to office software anyway.
        var delimiter = mapping.Format.Delimiter is ';' or '\t' or '|' ? mapping.Format.Delimiter.Value : ',';
        var quarantined = report.Findings.GroupBy(finding => finding.Row)
            .ToDictionary(group => group.Key, group => string.Join("; ", group.Select(finding => $"{finding.Code} {finding.Field}")));
        using var writer = new StreamWriter(target, Utf8, 1 << 16, leaveOpen: true);
        writer.Write('\uFEFF');
        WriteLine(writer, OwnColumns.Concat(rows.Header.Select(MendingCell.Spell)), delimiter);
        while (rows.Read())
        {
            if (quarantined.TryGetValue(rows.RowNumber, out var wrong))
            {
                string[] own = [rows.RowNumber.ToString(CultureInfo.InvariantCulture), wrong];
                WriteLine(writer, own.Concat(Enumerable.Range(0, rows.Header.Count).Select(column => MendingCell.Spell(rows.Text(column)))), delimiter);
            }
        }

        return rows.Failure;
    }

    private static void WriteLine(StreamWriter writer, IEnumerable<string> cells, char delimiter)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
                writer.Write(delimiter);
            first = false;
            if (cell.AsSpan().ContainsAny(['"', '\r', '\n', delimiter]))
            {
                writer.Write('"');
                writer.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
                writer.Write('"');
            }
            else
            {
                writer.Write(cell);
            }
        }

        writer.Write("\r\n");
    }
}
