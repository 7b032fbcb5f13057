using System.Buffers;
using System.Globalization;
using System.Text;
using Amparo.Vocabulary;
using ExcelDataReader;
using NodaTime;

namespace Amparo.Records;

/// <summary>The rows of one sheet of an XLSX workbook.</summary>
internal sealed class WorkbookRows : RowSource
{
    // What is written as ten to the fifteenth, the first number of 16 digits. Spreadsheets put zeros in the place of all digits after the fifteenth, so that
    // two file numbers or documents would become the same one.
    private const double TooLong = 999_999_999_999_999.5;

    private readonly IExcelDataReader _reader;
    private readonly ReadingLimits _limits;
    private string[] _header = [];
    private int _rowNumber;
    private string? _rowProblem;
    private Problem? _failure;
    private readonly GarbledCells _garbled = new();
    private readonly ArrayBufferWriter<byte> _text = new(1 << 10);
    private int _rowsAbove;
    private bool _since1904;
    private HashSet<(int Row, int Column)> _errors = [];
    private bool _holdsErrors;

    // The workbook library asks for Windows-1252 whenever it is configured, although XLSX never needs it. Registering the runtime's
    // own table of encodings is the only way to answer; it changes nothing for code that names its encodings.
    static WorkbookRows() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private WorkbookRows(IExcelDataReader reader, ReadingLimits limits)
    {
        _reader = reader;
        _limits = limits;
    }

    public override IReadOnlyList<string> Header => _header;

    public override int RowNumber => _rowNumber;

    public override string? RowProblem => _rowProblem;

    public override Problem? Failure => _failure;

    internal override bool HoldsErrors => _holdsErrors;

    internal static new Outcome<RowSource> Open(Stream stream, SourceFormat format, ReadingLimits limits)
    {
        if (stream.Length == stream.Position)
            return FileProblem(RecordsProblems.EmptyFile);
        var holdsErrors = limits.HoldsErrors ?? false;
        if (limits.HoldsErrors is null && WorkbookSize.Check(stream, limits, out holdsErrors) is { } oversize)
            return oversize;

        // Looked for before the workbook is opened for reading: both readings share the stream's position.
        var errors = holdsErrors ? FormulaErrors.Find(stream, format.Sheet) : [];
        var since1904 = FormulaErrors.CountsDaysSince1904(stream);
        IExcelDataReader reader;
        try
        {
            reader = ExcelReaderFactory.CreateOpenXmlReader(stream, new ExcelReaderConfiguration { LeaveOpen = true });
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // A damaged workbook makes the library throw almost anything, with texts that may quote cells. The code says enough.
            return FileProblem(RecordsProblems.NotWorkbook);
        }

        var rows = new WorkbookRows(reader, limits) { _rowsAbove = format.RowsAboveData, _since1904 = since1904, _holdsErrors = holdsErrors };
        var problem = rows.FindSheet(format.Sheet) ?? rows.ReadHeader(format);
        if (problem is null && errors is not null)
        {
            rows._errors = errors;
            return rows;
        }

        rows.Dispose();
        return problem ?? FileProblem(RecordsProblems.NotWorkbook);
    }

    /// <summary>The first rows of the first sheet that has any.</summary>
    internal static Outcome<WorkbookSample> Sample(Stream stream, int most, ReadingLimits limits)
    {
        if (WorkbookSize.Check(stream, limits, out _) is { } oversize)
            return oversize;
        try
        {
            using var reader = ExcelReaderFactory.CreateOpenXmlReader(stream, new ExcelReaderConfiguration { LeaveOpen = true });
            string? sheet = null;
            do
            {
                var rows = new List<string[]>();
                while (rows.Count < most && reader.Read())
                {
                    if (reader.FieldCount > limits.MostColumns)
                        return FileProblem(RecordsProblems.TooManyColumns);
                    rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => Spell(reader.GetValue(column)).Trim())]);
                }

                if (rows.Any(row => row.Any(cell => cell.Length > 0)))
                {
                    var merged = (reader.MergeCells ?? []).Where(range => range.ToColumn > range.FromColumn).Select(range => range.FromRow + 1);
                    return new WorkbookSample(sheet, rows, merged.ToHashSet());
                }
            }
            while (reader.NextResult() && (sheet = reader.Name) is not null);
            return FileProblem(RecordsProblems.HeaderNotFound);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // As above: almost anything, with texts that may quote cells.
            return FileProblem(RecordsProblems.NotWorkbook);
        }
    }

    public override bool Read()
    {
        while (Advance())
        {
            _rowNumber++;
            for (var column = 0; column < _reader.FieldCount; column++)
            {
                if (_reader.GetValue(column) is null && !IsError(column))
                    continue;
                CheckWidth();
                CountGarbled();
                return true;
            }
        }

        return false;
    }

    public override IReadOnlyList<GarbledColumn> Garbled => _garbled.Of(_header);

    public override ReadOnlySpan<byte> Cell(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        var start = _text.WrittenCount;
        Encoding.UTF8.GetBytes(TextOf(column), _text);
        return _text.WrittenSpan[start..];
    }

    private string TextOf(int column)
    {
        if (column >= _reader.FieldCount)
            return string.Empty;
        var text = Spell(_reader.GetValue(column));
        if (IsError(column))
            _rowProblem ??= RecordsProblems.FormulaError;
        else if (_reader.GetValue(column) is double and (>= TooLong or <= -TooLong or double.NaN))
            _rowProblem ??= RecordsProblems.NumberTooLong;
        else if (text.Length > _limits.LongestCell)
            _rowProblem ??= RecordsProblems.CellTooLong;
        else if (text.Contains('\0', StringComparison.Ordinal))
            _rowProblem ??= RecordsProblems.NulInCell;
        else
            return text.Trim();
        return string.Empty;
    }

    public override LocalDate? Date(int column) =>
        column < _reader.FieldCount && _reader.GetValue(column) is DateTime date ? LocalDate.FromDateTime(date) : null;

    public override LocalDate? SerialDate(int column) =>
        column < _reader.FieldCount && _reader.GetValue(column) is double number && !IsError(column) ? SerialDay.ToDate(number, _since1904) : null;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _reader.Dispose();
    }

    private static string Spell(object? cell) => cell switch
    {
        null => string.Empty,
        string words => words,
        double number => Plain(number),
        DateTime date when date.TimeOfDay == TimeSpan.Zero => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        var value => value.ToString() ?? string.Empty,
    };

    // Numbers are stored as binary fractions: 15 digits are what the office software itself shows, so 9 stays 9 and never 9.0000000001.
    private static string Plain(double number) => number.ToString("G15", CultureInfo.InvariantCulture);

    private Problem? FindSheet(string? sheet)
    {
        if (sheet is null)
            return null;
        do
        {
            if (_reader.Name == sheet)
                return null;
        }
        while (_reader.NextResult());
        return new Problem(RecordsProblems.SheetNotFound, sheet);
    }

    private bool IsError(int column) => _errors.Count > 0 && _errors.Contains((_rowsAbove + _rowNumber, column));

    private Problem? ReadHeader(SourceFormat format)
    {
        var levels = new List<string[]>();
        for (var row = 1; row <= format.RowsAboveData; row++)
        {
            if (!Advance())
                return _failure ?? FileProblem(RecordsProblems.HeaderNotFound);
            if (row < format.HeaderRow)
                continue;
            if (_reader.FieldCount > _limits.MostColumns)
                return FileProblem(RecordsProblems.TooManyColumns);
            levels.Add([.. Enumerable.Range(0, _reader.FieldCount).Select(TextOf)]);
            if (_rowProblem is not null)
                return FileProblem(_rowProblem == RecordsProblems.NulInCell ? RecordsProblems.NulInHeader : RecordsProblems.HeaderNotFound);
        }

        var merged = levels.Count > 1 && FillMerged(levels, format.HeaderRow - 1);
        _header = HeaderLevels.Join(levels, spread: !merged);
        return _header.All(name => name.Length == 0) ? FileProblem(RecordsProblems.HeaderNotFound) : null;
    }

    // What the first of several merged cells says holds for all of them.
    private bool FillMerged(List<string[]> levels, int firstRow)
    {
        var any = false;
        foreach (var range in _reader.MergeCells ?? [])
        {
            // Whoever made the file may have written anything here, the ends in the wrong order too.
            if (range.FromRow < firstRow || range.ToRow < range.FromRow || range.ToRow >= firstRow + levels.Count
                || range.FromColumn < 0 || range.ToColumn < range.FromColumn || range.FromColumn >= levels[0].Length)
            {
                continue;
            }

            any = true;
            var name = levels[range.FromRow - firstRow][range.FromColumn];
            for (var row = range.FromRow; row <= range.ToRow; row++)
                levels[row - firstRow].AsSpan(range.FromColumn..(Math.Min(range.ToColumn, levels[0].Length - 1) + 1)).Fill(name);
        }

        return any;
    }

    // A value to the right of the last named column belongs to nothing: the row was shifted.
    private void CheckWidth()
    {
        var named = Array.FindLastIndex(_header, name => name.Length > 0) + 1;
        for (var column = named; column < _reader.FieldCount; column++)
        {
            if (_reader.GetValue(column) is not null)
                _rowProblem ??= RecordsProblems.RaggedRow;
        }
    }

    private void CountGarbled()
    {
        for (var column = 0; column < Math.Min(_reader.FieldCount, _header.Length); column++)
        {
            if (_reader.GetValue(column) is not string text || (Ascii.IsValid(text) && !text.Contains('?', StringComparison.Ordinal)))
                continue;
            var start = _text.WrittenCount;
            Encoding.UTF8.GetBytes(text, _text);
            if (GarbledCells.Find(_text.WrittenSpan[start..]) >= 0)
                _garbled.Add(column, _rowNumber);
        }
    }

    private bool Advance()
    {
        _rowProblem = null;
        _text.ResetWrittenCount();
        if (_failure is not null)
            return false;
        try
        {
            return _reader.Read();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            _failure = FileProblem(RecordsProblems.NotWorkbook, string.Create(CultureInfo.InvariantCulture, $"after row {_rowNumber}"));
            return false;
        }
    }
}

/// <summary>The first rows of a sheet, for finding out how it is laid out.</summary>
/// <param name="Sheet">The sheet's name; null for the first one.</param>
/// <param name="Rows">The rows as trimmed cells, blank rows included.</param>
/// <param name="Merged">The rows, from one, in which cells of several columns are merged.</param>
internal sealed record WorkbookSample(string? Sheet, List<string[]> Rows, HashSet<int> Merged);
