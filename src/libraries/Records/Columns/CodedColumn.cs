using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>One field of all records, as positions in a code list.</summary>
/// <remarks>
/// A cell is zero or more: the position of its code in <see cref="List"/>; or negative: minus the number of a
/// <see cref="MissingKind"/>. Two bytes a record. Immutable and thread-safe.
/// </remarks>
public sealed class CodedColumn : RecordColumn
{
    private readonly short[] _cells;

    /// <summary>Makes a column.</summary>
    /// <param name="field">The field's id.</param>
    /// <param name="list">The codes its cells stand for.</param>
    /// <param name="cells">One cell a record; the column takes a copy.</param>
    /// <exception cref="ArgumentException">A cell is neither a position in the list nor a kind of missing value.</exception>
    public CodedColumn(string field, CodeList list, ReadOnlySpan<short> cells)
        : this(field, list, cells.ToArray())
    {
    }

    /// <summary>Makes a column that owns its cells.</summary>
    internal CodedColumn(string field, CodeList list, short[] cells)
        : base(field, cells.Length)
    {
        ArgumentNullException.ThrowIfNull(list);
        foreach (var cell in cells)
        {
            if (cell >= list.Codes.Count || cell < -(int)MissingKind.Suppressed)
                throw new ArgumentException($"A cell of {field} is neither a code nor a kind of missing value.", nameof(cells));
        }

        List = list;
        _cells = cells;
    }

    /// <summary>The codes the cells stand for.</summary>
    public CodeList List { get; }

    /// <summary>The cells, one a record.</summary>
    public ReadOnlySpan<short> Cells => _cells;

    /// <summary>The cell that stands for a missing value.</summary>
    /// <param name="kind">Why it is missing.</param>
    /// <returns>A negative number.</returns>
    public static short Missing(MissingKind kind) => (short)-(int)kind;

    internal override bool Fits(RecordField field) => field.Kind == FieldKind.Coded && RecordSet.SameCodes(List, field.List!);

    // One byte a record where the list is short enough, as nearly all are.
    internal override void WriteTo(TableBlocks blocks)
    {
        if (List.Codes.Count > sbyte.MaxValue)
        {
            blocks.Write("cells", Cells);
            return;
        }

        var narrow = new sbyte[Count];
        for (var row = 0; row < narrow.Length; row++)
            narrow[row] = (sbyte)_cells[row];
        blocks.Write<sbyte>("cells", narrow);
    }

    internal static new CodedColumn? ReadFrom(TableIndex index, RecordField field, int count)
    {
        var codes = field.List!.Codes.Count;
        short[]? cells;
        if (codes > sbyte.MaxValue)
            cells = index.Take<short>("cells", count);
        else
            cells = index.Take<sbyte>("cells", count) is { } narrow ? Array.ConvertAll(narrow, cell => (short)cell) : null;
        return cells is null || cells.Any(cell => cell >= codes || cell < -(int)MissingKind.Suppressed) ? null : new(field.Id, field.List, cells);
    }

    internal override bool IsLike(RecordColumn other) =>
        other is CodedColumn coded && coded.Field == Field && RecordSet.SameCodes(coded.List, List);

    internal override CodedColumn Take(int[] rows)
    {
        var cells = new short[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            cells[i] = _cells[rows[i]];
        return new(Field, List, cells);
    }

    internal override CodedColumn Concat(IReadOnlyList<(RecordColumn? Column, int Count)> parts)
    {
        var cells = new short[Total(parts)];
        var at = 0;
        foreach (var (column, count) in parts)
        {
            if (column is CodedColumn coded)
                coded.Cells.CopyTo(cells.AsSpan(at));
            else
                cells.AsSpan(at, count).Fill(Missing(MissingKind.NotAsked));
            at += count;
        }

        return new(Field, List, cells);
    }
}
