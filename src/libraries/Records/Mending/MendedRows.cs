using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Records;

/// <summary>The rows of an agency's file, some of them replaced by mended ones. Row numbers stay those of the file.</summary>
internal sealed class MendedRows(RowSource source, MendedLines mended) : RowSource
{
    private byte[][]? _cells;

    /// <summary>The mended rows.</summary>
    internal MendedLines Mended { get; } = mended;

    public override IReadOnlyList<string> Header => source.Header;

    public override int RowNumber => source.RowNumber;

    public override string? RowProblem => _cells is null ? source.RowProblem : null;

    public override Problem? Failure => source.Failure;

    public override IReadOnlyList<GarbledColumn> Garbled => source.Garbled;

    public override bool Read()
    {
        _cells = null;
        if (!source.Read())
            return false;
        if (Mended.TryGet(source.RowNumber, out var cells))
            _cells = cells;
        return true;
    }

    public override ReadOnlySpan<byte> Cell(int column) => _cells is null ? source.Cell(column) : _cells[column];

    // A cell that nobody has touched is read as it was before. Only workbooks have date cells; a mended one is written as 2024-05-31.
    public override LocalDate? Date(int column) =>
        IsAsBefore(column) ? source.Date(column)
        : source is WorkbookRows && PartialDate.TryParse(System.Text.Encoding.UTF8.GetString(_cells![column])) is { IsComplete: true } date ? date.Earliest
        : null;

    public override LocalDate? SerialDate(int column) => IsAsBefore(column) ? source.SerialDate(column) : null;

    private bool IsAsBefore(int column) => _cells is null || source.Cell(column).SequenceEqual(_cells[column]);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
    }
}
