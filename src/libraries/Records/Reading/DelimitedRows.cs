using System.Globalization;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Records;

/// <summary>The rows of a CSV or TSV file.</summary>
internal sealed class DelimitedRows : RowSource
{
    private readonly DelimitedCells _cells;
    private readonly ReadingLimits _limits;
    private readonly int _longestCell;
    private readonly GarbledCells _garbled = new();

    // For cells whose quotation marks have been taken off in place: one more than their length; else zero.
    private readonly int[] _unquoted;
    private bool _anyUnquoted;
    private string[] _header = [];
    private int _rowNumber;
    private string? _rowProblem;
    private Problem? _failure;

    private DelimitedRows(DelimitedCells cells, ReadingLimits limits)
    {
        _cells = cells;
        _limits = limits;
        _longestCell = limits.LongestCell;
        _unquoted = new int[limits.MostColumns + 1];
    }

    public override IReadOnlyList<string> Header => _header;

    public override int RowNumber => _rowNumber;

    public override string? RowProblem => _rowProblem;

    public override Problem? Failure => _failure;

    public override IReadOnlyList<GarbledColumn> Garbled => _garbled.Of(_header);

    internal static new Outcome<RowSource> Open(Stream stream, SourceFormat format, ReadingLimits limits)
    {
        if (IsWorkbook(stream))
            return FileProblem(RecordsProblems.WorkbookGiven);
        var delimiter = format.Delimiter;
        if (delimiter is null)
        {
            var sampled = SourceSample.Of(stream, format.Encoding, limits);
            if (!sampled.Succeeded)
                return Outcome<RowSource>.Refused(sampled.Problems);
            delimiter = Delimiters.Detect(sampled.Value.Text, format.HeaderRow);
            if (delimiter is null)
                return sampled.Value.Fault is { } fault ? FileProblem(fault, After(0)) : FileProblem(RecordsProblems.DelimiterNotFound);
        }

        var feed = SourceText.Open(stream, format.Encoding, limits);
        if (!feed.Succeeded)
            return Outcome<RowSource>.Refused(feed.Problems);
        var rows = new DelimitedRows(new DelimitedCells(feed.Value, delimiter.Value, limits), limits);
        if (rows.ReadHeader(format) is not { } problem)
            return rows;
        rows.Dispose();
        return problem;
    }

    public override bool Read()
    {
        while (Advance())
        {
            _rowNumber++;
            if (_cells.Row.IsEmpty)
                continue;
            if (_cells.Count != _header.Length)
                _rowProblem ??= RecordsProblems.RaggedRow;
            if (_rowProblem is not null && SwallowsRows())
                return false;
            if (_cells.MayBeGarbled)
                CountGarbled();
            return true;
        }

        return false;
    }

    public override ReadOnlySpan<byte> Cell(int column)
    {
        // The way of nearly every cell of a large file.
        if ((uint)column < (uint)_cells.CleanCount)
        {
            ReadOnlySpan<byte> text = _cells.Raw(column);
            if (_cells.Quoted && !text.IsEmpty && text[0] == (byte)'"')
                text = text[1..^1];
            if (text.Length <= _longestCell)
                return CellText.Trim(text);
        }

        return SecondLook(column);
    }

    // A cell that is short enough to be a number must also be short enough for the limits, or nobody would notice.
    internal override PlainRow AsPlain => _longestCell < sizeof(ulong) ? default : _cells.AsPlain;

    public override LocalDate? Date(int column) => null;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _cells.Dispose();
    }

    private ReadOnlySpan<byte> SecondLook(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        if (column >= _cells.Count)
            return [];
        ReadOnlySpan<byte> text = _cells.Quoted ? Unquoted(column) : _cells.Raw(column);
        if ((text.Length > _longestCell || _cells.MayHoldNul) && CellText.ProblemOf(text, _limits) is { } problem)
        {
            _rowProblem ??= problem;
            return [];
        }

        return CellText.Trim(text);
    }

    private ReadOnlySpan<byte> Unquoted(int column)
    {
        var raw = _cells.Raw(column);
        if (_unquoted[column] > 0)
            return raw[..(_unquoted[column] - 1)];
        if (raw.IsEmpty || raw[0] != (byte)'"')
            return raw;
        var inner = raw.Length > 1 && raw[^1] == (byte)'"' ? raw[1..^1] : default;
        if (raw.Length > 1 && raw[^1] == (byte)'"' && !inner.Contains((byte)'"'))
            return inner;
        var length = CellText.Unquote(raw);
        _unquoted[column] = length + 1;
        _anyUnquoted = true;
        return raw[..length];
    }

    // A workbook is a ZIP archive. Read as text it fails somewhere, with a message that sends the officer to look for quotation marks.
    private static bool IsWorkbook(Stream stream)
    {
        var start = stream.Position;
        Span<byte> mark = stackalloc byte[4];
        var read = stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        stream.Position = start;
        return read == mark.Length && mark.SequenceEqual("PK\x03\x04"u8);
    }

    private Problem? ReadHeader(SourceFormat format)
    {
        for (var row = 1; row < format.HeaderRow; row++)
        {
            if (!Advance())
                return NoHeader();
        }

        var levels = new List<string[]>();
        for (var level = 0; level < format.HeaderRows; level++)
        {
            if (!Advance())
                return NoHeader();
            if (_cells.Count > _limits.MostColumns)
                return FileProblem(RecordsProblems.TooManyColumns);
            if (_rowProblem == RecordsProblems.QuotationBroken)
                return FileProblem(RecordsProblems.QuotationNotClosed, "header");
            levels.Add([.. Enumerable.Range(0, _cells.Count).Select(Text)]);
            if (_rowProblem is { } problem)
                return FileProblem(problem == RecordsProblems.NulInCell ? RecordsProblems.NulInHeader : RecordsProblems.HeaderNotFound);
        }

        _header = HeaderLevels.Join(levels, spread: true);
        return _header.All(name => name.Length == 0) ? FileProblem(RecordsProblems.HeaderNotFound) : null;
    }

    private Problem NoHeader() =>
        _failure is null ? FileProblem(RecordsProblems.HeaderNotFound)
        // A file of NULs has no line ends either.
        : _failure.Code == RecordsProblems.LineTooLong && _cells.MayHoldNul ? FileProblem(RecordsProblems.NulInHeader)
        : _failure;

    private bool Advance()
    {
        _rowProblem = null;
        if (_anyUnquoted)
        {
            Array.Clear(_unquoted);
            _anyUnquoted = false;
        }

        if (_failure is not null)
            return false;
        if (_cells.Read())
        {
            if (_cells.Broken)
                _rowProblem = RecordsProblems.QuotationBroken;
            return true;
        }

        if (_cells.Fault is { } fault)
            _failure = FileProblem(fault, After(_rowNumber));
        return false;
    }

    // A row over several lines that does not fit the header has lost a quotation mark: the rows between would vanish uncounted.
    private bool SwallowsRows()
    {
        if (_cells.Row.IndexOfAny((byte)'\r', (byte)'\n') >= 0)
            _failure = FileProblem(RecordsProblems.QuotationNotClosed, After(_rowNumber - 1));
        return _failure is not null;
    }

    private void CountGarbled()
    {
        var row = _cells.Row;
        for (var from = 0; from < row.Length && GarbledCells.Find(row[from..]) is >= 0 and var found;)
        {
            var cell = _cells.CellAt(from + found);
            _garbled.Add(cell, _rowNumber);
            // Once a cell.
            from = _cells.EndOf(cell) + 1;
        }
    }

    private static string After(int row) => string.Create(CultureInfo.InvariantCulture, $"after row {row}");
}
