using System.Buffers;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Records;

/// <summary>A table of a database, row after row, as an adapter reads it. Libraries open no connection.</summary>
/// <remarks>Not thread-safe. Whoever implements it throws nothing that a caller could not prevent: what fails outside is in <see cref="Failure"/>.</remarks>
public interface ITableCells : IDisposable
{
    /// <summary>The column names in the table's order.</summary>
    IReadOnlyList<string> Header { get; }

    /// <summary>Why reading ended before the end of the table; null at its proper end.</summary>
    Problem? Failure { get; }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False at the end, and where <see cref="Failure"/> says why reading ended.</returns>
    bool Read();

    /// <summary>Writes one cell of the current row as UTF-8 in invariant form: dates as ISO 8601, a decimal point; nothing for NULL.</summary>
    /// <param name="column">The column's place in <see cref="Header"/>.</param>
    /// <param name="cell">Where the text goes.</param>
    void Write(int column, IBufferWriter<byte> cell);

    /// <summary>A date cell of the current row.</summary>
    /// <param name="column">The column's place in <see cref="Header"/>.</param>
    /// <returns>The day, or null if the database does not know the value as a date.</returns>
    LocalDate? Date(int column);
}

/// <summary>The rows of a table of a database.</summary>
internal sealed class TableRows : RowSource
{
    private readonly ITableCells _cells;
    private readonly ReadingLimits _limits;
    private readonly GarbledCells _garbled = new();
    private readonly ArrayBufferWriter<byte> _text = new(1 << 12);
    private readonly string[] _header;
    private readonly int[] _ends;
    private int _rowNumber;
    private string? _rowProblem;

    private TableRows(ITableCells cells, ReadingLimits limits)
    {
        _cells = cells;
        _limits = limits;
        _header = [.. cells.Header.Select(name => name.Trim())];
        _ends = new int[_header.Length];
    }

    public override IReadOnlyList<string> Header => _header;

    public override int RowNumber => _rowNumber;

    public override string? RowProblem => _rowProblem;

    public override Problem? Failure => _cells.Failure;

    public override IReadOnlyList<GarbledColumn> Garbled => _garbled.Of(_header);

    internal static Outcome<RowSource> Open(ITableCells cells, ReadingLimits limits)
    {
        var named = cells.Header.Any(name => !string.IsNullOrWhiteSpace(name));
        if (named && cells.Header.Count <= limits.MostColumns)
            return new TableRows(cells, limits);
        cells.Dispose();
        return FileProblem(named ? RecordsProblems.TooManyColumns : RecordsProblems.HeaderNotFound);
    }

    public override bool Read()
    {
        _rowProblem = null;
        _text.ResetWrittenCount();
        if (!_cells.Read())
            return false;
        _rowNumber++;
        for (var column = 0; column < _header.Length; column++)
        {
            var start = _text.WrittenCount;
            _cells.Write(column, _text);
            _ends[column] = _text.WrittenCount;
            if (GarbledCells.Find(_text.WrittenSpan[start..]) >= 0)
                _garbled.Add(column, _rowNumber);
        }

        return true;
    }

    public override ReadOnlySpan<byte> Cell(int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        if (column >= _header.Length)
            return [];
        var text = _text.WrittenSpan[(column == 0 ? 0 : _ends[column - 1]).._ends[column]];
        if (CellText.ProblemOf(text, _limits) is not { } problem)
            return CellText.Trim(text);
        _rowProblem ??= problem;
        return [];
    }

    public override LocalDate? Date(int column) => column < _header.Length ? _cells.Date(column) : null;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _cells.Dispose();
    }
}
