using System.Globalization;
using System.Text;
using Amparo.Vocabulary;
using CsvHelper;
using CsvHelper.Configuration;
using NodaTime;

namespace Amparo.Records;

/// <summary>The rows of a CSV or TSV file.</summary>
internal sealed class DelimitedRows : RowSource
{
    private static readonly char[] UsualDelimiters = [',', ';', '\t', '|'];

    private readonly StreamReader _reader;
    private readonly CsvParser _parser;
    private readonly ReadingLimits _limits;
    private string[] _header = [];
    private int _rowNumber;
    private string? _rowProblem;
    private Problem? _failure;

    private DelimitedRows(StreamReader reader, char delimiter, ReadingLimits limits)
    {
        _reader = reader;
        _limits = limits;
        _parser = new CsvParser(
            reader,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = delimiter.ToString(),
                Mode = CsvMode.RFC4180,
                IgnoreBlankLines = false,
                BufferSize = 1 << 16,
                MaxFieldSize = limits.LongestQuotation,
                // Said when a cell is asked for, and noted instead of thrown: the library's exception would quote the row.
                BadDataFound = _ => _rowProblem ??= RecordsProblems.QuotationBroken,
            },
            leaveOpen: true);
    }

    public override IReadOnlyList<string> Header => _header;

    public override int RowNumber => _rowNumber;

    public override string? RowProblem => _rowProblem;

    public override Problem? Failure => _failure;

    internal static Outcome<RowSource> Open(Stream stream, SourceFormat format, ReadingLimits limits)
    {
        var start = stream.Position;
        char? delimiter = format.Delimiter;
        if (delimiter is null)
        {
            var opened = TextDecoding.Open(stream, format.Encoding);
            if (!opened.Succeeded)
                return Outcome<RowSource>.Refused(opened.Problems);
            using var sample = opened.Value;
            var detected = DetectDelimiter(sample, format.HeaderRow, limits);
            if (detected is null)
                return FileProblem(RecordsProblems.DelimiterNotFound);
            delimiter = detected;
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
            if (_parser.Count <= 1 && (_parser.Count == 0 || _parser[0].Length == 0) && _rowProblem is null)
                continue;
            if (_parser.Count != _header.Length)
                _rowProblem ??= RecordsProblems.RaggedRow;
            return !SwallowsRows();
        }

        return false;
    }

    public override string Text(int column)
    {
        if (column >= _parser.Count)
            return string.Empty;
        var text = _parser[column];
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
        _parser.Dispose();
        _reader.Dispose();
    }

    private Problem? ReadHeader(int headerRow)
    {
        for (var row = 1; row <= headerRow; row++)
        {
            if (!Advance())
                return _failure ?? FileProblem(RecordsProblems.HeaderNotFound);
        }

        if (_parser.Count > _limits.MostColumns)
            return FileProblem(RecordsProblems.TooManyColumns);
        _header = [.. Enumerable.Range(0, _parser.Count).Select(column => _parser[column].Trim())];
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
            return _parser.Read();
        }
        catch (DecoderFallbackException)
        {
            _failure = FileProblem(RecordsProblems.WrongEncoding, After(_rowNumber));
        }
        catch (MaxFieldSizeException)
        {
            _failure = FileProblem(RecordsProblems.QuotationNotClosed, After(_rowNumber));
        }

        return false;
    }

    // A row over several lines that does not fit the header has lost a quotation mark: the rows between would vanish uncounted.
    private bool SwallowsRows()
    {
        if (_parser.RawRow == _lastLine + 1 || !SpansLines())
        {
            _lastLine = _parser.RawRow;
            return false;
        }

        _lastLine = _parser.RawRow;
        for (var column = 0; column < _parser.Count && _rowProblem is null; column++)
            _ = _parser[column];
        if (_rowProblem is not (RecordsProblems.RaggedRow or RecordsProblems.QuotationBroken))
            return false;
        _failure = FileProblem(RecordsProblems.QuotationNotClosed, string.Create(CultureInfo.InvariantCulture, $"row {_rowNumber}"));
        return true;
    }

    private int _lastLine;

    private bool SpansLines() => _parser.RawRecord.AsSpan().TrimEnd("\r\n").ContainsAny('\r', '\n');

    private static string After(int row) => string.Create(CultureInfo.InvariantCulture, $"after row {row}");

    private static char? DetectDelimiter(StreamReader reader, int headerRow, ReadingLimits limits)
    {
        var counts = new int[UsualDelimiters.Length];
        var quoted = false;
        var row = 1;
        int read = 0;
        try
        {
            for (int c; row <= headerRow && read < limits.LongestQuotation && (c = reader.Read()) >= 0; read++)
            {
                if (c == '"')
                    quoted = !quoted;
                else if (c == '\n' && !quoted)
                    row++;
                else if (row == headerRow && !quoted && Array.IndexOf(UsualDelimiters, (char)c) is >= 0 and var found)
                    counts[found]++;
            }
        }
        catch (DecoderFallbackException)
        {
            // The bytes that cannot be read are reported with their place when the rows are.
            _ = read;
        }

        var most = counts.Max();
        return most == 0 ? null : UsualDelimiters[Array.IndexOf(counts, most)];
    }
}
