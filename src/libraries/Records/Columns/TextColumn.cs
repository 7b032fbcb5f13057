using System.Collections;
using System.Globalization;
using System.Text;

namespace Amparo.Records;

/// <summary>One text of each record, as bytes in UTF-8. An empty text is a missing one.</summary>
/// <remarks>
/// What identifies a person lies here and never leaves through a release. Texts that repeat (places, dates, given names) are stored
/// once; a column of ids <c>PREFIX-number</c> is stored as its numbers. Immutable and thread-safe.
/// </remarks>
public sealed class TextColumn : RecordColumn, IReadOnlyList<string>
{
    private readonly TextHeap? _heap;
    private readonly string _prefix;
    private readonly int[] _cells;

    /// <summary>Makes a column.</summary>
    /// <param name="field">The field's id.</param>
    /// <param name="texts">One text a record.</param>
    /// <exception cref="ArgumentException">A text holds half of a surrogate pair.</exception>
    public TextColumn(string field, IReadOnlyList<string> texts)
        : base(field, (texts ?? throw new ArgumentNullException(nameof(texts))).Count)
    {
        _prefix = string.Empty;
        if (texts is TextColumn { _heap: { } heap } other)
        {
            (_heap, _cells) = (heap, other._cells);
            return;
        }

        _heap = new TextHeap();
        _cells = new int[texts.Count];
        for (var row = 0; row < _cells.Length; row++)
            _cells[row] = _heap.Add(texts[row]);
    }

    /// <summary>Makes a column that owns its cells: entries of a heap.</summary>
    internal TextColumn(string field, TextHeap heap, int[] cells)
        : base(field, cells.Length) => (_heap, _prefix, _cells) = (heap, string.Empty, cells);

    /// <summary>Makes a column of ids: a prefix and a number.</summary>
    internal TextColumn(string field, string prefix, int[] numbers)
        : base(field, numbers.Length) => (_prefix, _cells) = (prefix, numbers);

    /// <summary>The text of a record.</summary>
    /// <param name="index">The record, from zero.</param>
    public string this[int index] =>
        _heap is null ? string.Create(CultureInfo.InvariantCulture, $"{_prefix}{_cells[index]}") : _heap.TextOf(_cells[index]);

    /// <summary>The text of a record in UTF-8.</summary>
    /// <param name="row">The record, from zero.</param>
    /// <returns>Its bytes; empty if it is missing.</returns>
    public ReadOnlySpan<byte> Utf8(int row) => _heap is null ? Encoding.UTF8.GetBytes(this[row]) : _heap.BytesOf(_cells[row]);

    /// <summary>The entry in <see cref="Heap"/> of each record, so that a meaning is worked out once for each text; null for a column of ids.</summary>
    internal int[]? Entries => _heap is null ? null : _cells;

    /// <summary>The texts; null for a column of ids.</summary>
    internal TextHeap? Heap => _heap;

    /// <summary>The texts in the order of the records.</summary>
    /// <returns>Their enumeration.</returns>
    public IEnumerator<string> GetEnumerator()
    {
        for (var row = 0; row < Count; row++)
            yield return this[row];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal override bool Fits(RecordField field) => field.IsText;

    internal override void WriteTo(TableBlocks blocks)
    {
        if (_heap is null)
        {
            blocks.Say("prefix", _prefix);
            blocks.Write<int>("numbers", _cells);
            return;
        }

        // Built anew in the order of the records: a heap may hold texts of rows that were refused, and those must not be saved.
        var own = Take([.. Enumerable.Range(0, Count)]);
        var parts = own._heap!.Parts();
        blocks.Write("starts", parts.Starts);
        blocks.Write("texts", parts.Bytes);
        blocks.Write<int>("cells", own._cells);
    }

    internal static new TextColumn? ReadFrom(TableIndex index, RecordField field, int count)
    {
        if (index.Has("numbers"))
            return index.Text("prefix") is { } prefix && index.Take<int>("numbers", count) is { } numbers ? new(field.Id, prefix, numbers) : null;
        if (index.Take<int>("starts") is not { } starts || index.Take<byte>("texts") is not { } texts || index.Take<int>("cells", count) is not { } cells)
            return null;
        var heap = TextHeap.From(starts, texts);
        return heap is null || cells.Any(cell => cell < 0 || cell >= heap.Count) ? null : new(field.Id, heap, cells);
    }

    internal override bool IsLike(RecordColumn other) => other is TextColumn && other.Field == Field;

    internal override TextColumn Take(int[] rows)
    {
        var cells = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            cells[i] = _cells[rows[i]];
        if (_heap is null)
            return new(Field, _prefix, cells);
        // The texts of records that are left out must not stay behind in the heap.
        return new(Field, _heap.KeepOnly(cells), cells);
    }

    internal override TextColumn Concat(IReadOnlyList<(RecordColumn? Column, int Count)> parts)
    {
        var heap = new TextHeap();
        var cells = new int[Total(parts)];
        var at = 0;
        foreach (var (column, count) in parts)
        {
            for (var row = 0; row < count; row++)
                cells[at++] = column is TextColumn texts ? heap.Add(texts.Utf8(row)) : heap.Add(default(ReadOnlySpan<byte>));
        }

        return new(Field, heap, cells);
    }
}
