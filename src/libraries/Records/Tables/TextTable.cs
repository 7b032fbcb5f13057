using System.Text;
using Amparo.Vocabulary;
using CsvHelper;

namespace Amparo.Records.Tables;

/// <summary>One line of a table of our own, with its number in the file.</summary>
internal readonly record struct TextLine(long Number, IReadOnlyList<string> Cells);

/// <summary>A table of our own as texts: comma-separated, column ids in the first line, one cell a column in every other.</summary>
/// <remarks>Unlike the files of agencies these have one dialect, so anything unusual is a mistake and is refused.</remarks>
internal sealed record TextTable(IReadOnlyList<string> Columns, IReadOnlyList<TextLine> Lines)
{
    /// <summary>Reads a table.</summary>
    /// <param name="csv">The table.</param>
    /// <param name="fileName">The name to report problems by.</param>
    /// <returns>The table; or problems with its lines.</returns>
    public static Outcome<TextTable> Read(TextReader csv, string fileName)
    {
        var refused = new SortedSet<long>();
        var options = new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            DetectSeparatorHint = false,
            AllowLineBreaksInQuotes = false,
            TrackLineNumbers = true,
            // A callback and not an exception, whose message may quote the line.
            OnMalformedRecord = record => refused.Add(record.LineNumber),
        };
        var columns = Array.Empty<string>();
        var lines = new List<TextLine>();
        try
        {
            using var reader = CsvReader.Create(csv, options, leaveOpen: true);
            while (reader.Read())
            {
                var cells = Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToArray();
                if (columns.Length == 0)
                    columns = cells;
                else
                    lines.Add(new(reader.LineNumber, cells));
                if (cells.Length != columns.Length)
                    refused.Add(reader.LineNumber);
            }
        }
        catch (DecoderFallbackException)
        {
            return new Problem(TableProblems.WrongEncoding, fileName);
        }
        catch (CsvFormatException failure)
        {
            // A line too long to be one; the message is dropped, because it may quote it.
            return new Problem(TableProblems.LineRefused, fileName, Places.Line(failure.LineNumber));
        }

        if (refused.Count > 0)
        {
            return Outcome<TextTable>.Refused(
                [.. refused.Select(line => new Problem(TableProblems.LineRefused, fileName, Places.Line(line)))]);
        }

        return lines.Count > 0 ? new TextTable(columns, lines) : new Problem(TableProblems.Empty, fileName);
    }

    /// <summary>Holds the columns against the declared ones.</summary>
    /// <param name="declared">The declared columns.</param>
    /// <param name="fileName">The name to report problems by.</param>
    /// <returns>The problems; none if the columns are the declared ones in any order.</returns>
    public IReadOnlyList<Problem> CheckColumns(IReadOnlyCollection<string> declared, string fileName)
    {
        var problems = declared.Except(Columns, StringComparer.Ordinal)
            .Select(column => new Problem(TableProblems.ColumnMissing, column, fileName)).ToList();
        for (var column = 0; column < Columns.Count; column++)
        {
            // An undeclared heading may be a cell of a table without headings: its place is told, not its text.
            var id = Columns[column];
            if (!declared.Contains(id, StringComparer.Ordinal) || Columns.Take(column).Contains(id, StringComparer.Ordinal))
                problems.Add(new(TableProblems.ColumnRefused, fileName, Places.Column(column + 1)));
        }

        return problems;
    }

    /// <summary>The place of a column.</summary>
    /// <param name="column">The id of a column that the table has.</param>
    /// <returns>Its place from zero.</returns>
    public int PlaceOf(string column)
    {
        for (var place = 0; place < Columns.Count; place++)
        {
            if (Columns[place] == column)
                return place;
        }

        throw new ArgumentException("The table has no such column.", nameof(column));
    }
}
