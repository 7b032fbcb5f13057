using System.Text;
using CsvHelper;

namespace Amparo.Records.Tests.Reading;

/// <summary>The rows of a table as CsvHelper cuts them, with our rules for rows that are wrong: an independent reader, to hold ours against.</summary>
internal static class CsvHelperRows
{
    private static readonly SourceFormat Commas = new() { Encoding = SourceEncoding.Utf8, Delimiter = ',' };

    /// <summary>Every row below the header: its number, what is wrong with it, and its cells; then why reading ended.</summary>
    internal static List<string> Of(byte[] text)
    {
        var rows = new List<string>();
        var (broken, unclosed) = (false, false);
        using var cells = CsvReader.Create(
            new StreamReader(new MemoryStream(text), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)),
            new CsvReaderOptions
            {
                Separator = ',',
                HasHeader = false,
                SkipEmptyLines = false,
                OnMalformedRecord = record =>
                {
                    broken = true;
                    unclosed |= record.Reason == CsvMalformedReason.UnterminatedQuote;
                },
                IncludeValuesInExceptions = false,
            });
        cells.Read();
        var width = cells.FieldCount;
        var number = 0;
        while (true)
        {
            broken = false;
            if (!cells.Read())
                return rows;
            if (unclosed)
            {
                rows.Add(FormattableString.Invariant($"{RecordsProblems.QuotationNotClosed} file (after row {number})"));
                return rows;
            }

            number++;
            if (cells.RawRecord.IsEmpty)
                continue;
            var problem = broken ? RecordsProblems.QuotationBroken : cells.FieldCount != width ? RecordsProblems.RaggedRow : null;
            if (problem is not null && cells.RawRecord.IndexOfAny((byte)'\r', (byte)'\n') >= 0)
            {
                rows.Add(FormattableString.Invariant($"{RecordsProblems.QuotationNotClosed} file (after row {number - 1})"));
                return rows;
            }

            var row = Enumerable.Range(0, width).Select(cells.GetString).ToArray();
            if (row.Any(cell => cell.Contains('\0')))
                problem ??= RecordsProblems.NulInCell;
            rows.Add(Spell(number, problem, row.Select(cell => cell.Contains('\0') ? "" : cell.Trim())));
        }
    }

    /// <summary>The same rows as ours.</summary>
    internal static List<string> OfOurs(Stream text)
    {
        var rows = new List<string>();
        using var source = RowSource.Open(text, Commas, new ReadingLimits { LongestCell = 1 << 20 }).Value;
        while (source.Read())
        {
            // Twice and from the back: a cell must not depend on which others were asked for before it.
            for (var column = source.Header.Count - 1; column >= 0; column--)
                _ = source.Cell(column);
            var cells = source.Header.Select((_, column) => source.Text(column)).ToArray();
            rows.Add(Spell(source.RowNumber, source.RowProblem, cells));
        }

        if (source.Failure is { } failure)
            rows.Add(failure.ToString());
        return rows;
    }

    private static string Spell(int number, string? problem, IEnumerable<string> cells) =>
        FormattableString.Invariant($"{number} {problem}: {string.Join('⁞', cells)}");
}
