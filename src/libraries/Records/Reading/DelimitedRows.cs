using System.Globalization;
using System.Text;
using Amparo.Vocabulary;
using CsvHelper;
using NodaTime;

namespace Amparo.Records;

/// <summary>The rows of a CSV or TSV file.</summary>
internal sealed class DelimitedRows : RowSource
{
    private static readonly char[] UsualDelimiters = [',', ';', '\t', '|'];

    private readonly StreamReader _text;
    private readonly CsvReader _cells;
    private readonly ReadingLimits _limits;
    private string[] _header = [];
    private int _rowNumber;
    private string? _rowProblem;
    private Problem? _failure;

    private DelimitedRows(StreamReader text, char delimiter, ReadingLimits limits)
    {
        _text = text;
        _limits = limits;
        _cells = CsvReader.Create(
            text,
            new CsvReaderOptions
            {
                Separator = delimiter,
                HasHeader = false,
                SkipEmptyLines = false,
                MaxRecordSize = limits.LongestQuotation,
                // The mapper keeps most of the texts, and names, places and dates repeat.
                PoolStrings = true,
                OnMalformedRecord = Note,
                IncludeValuesInExceptions = false,
            },
            leaveOpen: true);
    }

    public override IReadOnlyList<string> Header => _header;

    public override int RowNumber => _rowNumber;

    public override string? RowProblem => _rowProblem;

    public override Problem? Failure => _failure;

    internal static new Outcome<RowSource> Open(Stream stream, SourceFormat format, ReadingLimits limits)
    {
        var start = stream.Position;
        char? delimiter = format.Delimiter;
        if (delimiter is null)
        {
            var opened = TextDecoding.Open(stream, format.Encoding);
            if (!opened.Succeeded)
                return Outcome<RowSource>.Refused(opened.Problems);
            using var sample = opened.Value;
            try
            {
                delimiter = DetectDelimiter(sample, format.HeaderRow, limits);
            }
            catch (DecoderFallbackException)
            {
                return FileProblem(RecordsProblems.WrongEncoding, After(0));
            }

            if (delimiter is null)
                return FileProblem(RecordsProblems.DelimiterNotFound);
            stream.Position = start;
        }

        var decoded = TextDecoding.Open(stream, format.Encoding);
        if (!decoded.Succeeded)
            return Outcome<RowSource>.Refused(decoded.Problems);
        var rows = new DelimitedRows(decoded.Value, delimiter.Value, limits);
        if (rows.ReadHeader(format.HeaderRow) is not { } problem)
            return rows;
        rows.Dispose();
        return problem;
    }

    public override bool Read()
    {
        while (Advance())
        {
            _rowNumber++;
            if (_cells.RawRecord.IsEmpty)
                continue;
            if (_cells.FieldCount != _header.Length)
                _rowProblem ??= RecordsProblems.RaggedRow;
            return !SwallowsRows();
        }

        return false;
    }

    public override ReadOnlySpan<byte> Cell(int column) => Encoding.UTF8.GetBytes(TextOf(column));

    private string TextOf(int column)
    {
        var text = _cells.GetString(column);
        if (text.Length > _limits.LongestCell)
            _rowProblem ??= RecordsProblems.CellTooLong;
        else if (text.Contains('\0', StringComparison.Ordinal))
            _rowProblem ??= RecordsProblems.NulInCell;
        else
            return text.Trim();
        return string.Empty;
    }

    public override LocalDate? Date(int column) => null;

    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        _cells.Dispose();
        _text.Dispose();
    }

    private Problem? ReadHeader(int headerRow)
    {
        for (var row = 1; row <= headerRow; row++)
        {
            if (!Advance())
                return _failure ?? FileProblem(RecordsProblems.HeaderNotFound);
        }

        if (_cells.FieldCount > _limits.MostColumns)
            return FileProblem(RecordsProblems.TooManyColumns);
        _header = [.. Enumerable.Range(0, _cells.FieldCount).Select(column => _cells.GetString(column).Trim())];
        if (_rowProblem is not null)
            return FileProblem(RecordsProblems.QuotationNotClosed, "header");
        if (_header.Any(name => name.Contains('\0', StringComparison.Ordinal)))
            return FileProblem(RecordsProblems.NulInHeader);
        return _header.All(name => name.Length == 0) ? FileProblem(RecordsProblems.HeaderNotFound) : null;
    }

    private bool Advance()
    {
        _rowProblem = null;
        if (_failure is not null)
            return false;
        try
        {
            return _cells.Read();
        }
        catch (DecoderFallbackException)
        {
            _failure = FileProblem(RecordsProblems.WrongEncoding, After(_rowNumber));
        }
        catch (CsvFormatException)
        {
            _failure = FileProblem(RecordsProblems.QuotationNotClosed, After(_rowNumber));
        }

        return false;
    }

    // Called while the record is read. The record's text, which the library hands over, is not looked at.
    private void Note(CsvMalformedRecord record)
    {
        if (record.Reason == CsvMalformedReason.UnterminatedQuote)
            _failure = FileProblem(RecordsProblems.QuotationNotClosed, After(_rowNumber));
        _rowProblem ??= RecordsProblems.QuotationBroken;
    }

    // A row over several lines that does not fit the header has lost a quotation mark: the rows between would vanish uncounted.
    private bool SwallowsRows()
    {
        if (_failure is null && _rowProblem is not null && _cells.RawRecord.IndexOfAny((byte)'\r', (byte)'\n') >= 0)
            _failure = FileProblem(RecordsProblems.QuotationNotClosed, After(_rowNumber - 1));
        return _failure is not null;
    }

    private static string After(int row) => string.Create(CultureInfo.InvariantCulture, $"after row {row}");

    private static char? DetectDelimiter(StreamReader reader, int headerRow, ReadingLimits limits)
    {
        var counts = new int[UsualDelimiters.Length];
        var quoted = false;
        var row = 1;
        int c;
        for (var read = 0; row <= headerRow && read < limits.LongestQuotation && (c = reader.Read()) >= 0; read++)
        {
            if (c == '"')
                quoted = !quoted;
            else if (c == '\n' && !quoted)
                row++;
            else if (row == headerRow && !quoted && Array.IndexOf(UsualDelimiters, (char)c) is >= 0 and var found)
                counts[found]++;
        }

        var most = counts.Max();
        return most == 0 ? null : UsualDelimiters[Array.IndexOf(counts, most)];
    }
}
