using System.Globalization;
using System.Runtime.InteropServices;

namespace Amparo.Records;

/// <summary>The cells of one column of a standard file, while it is read.</summary>
internal sealed class CellsOfColumn
{
    private readonly Dictionary<string, short> _spellings = new(StringComparer.Ordinal);
    private readonly List<short> _cells = [];
    private readonly List<string> _texts = [];
    private readonly List<PublishedCount> _counts = [];

    private CellsOfColumn(RecordField field, string name, int code) => (Field, Name, Code) = (field, name, code);

    internal RecordField Field { get; }

    /// <summary>The column's name in the file.</summary>
    internal string Name { get; }

    /// <summary>The code that a column of flags is about.</summary>
    internal int Code { get; }

    internal short[] Cells => [.. _cells];

    internal static CellsOfColumn For(RecordField field, string name, int code)
    {
        var column = new CellsOfColumn(field, name, code);
        if (field.Kind == FieldKind.Flags)
        {
            column._spellings[RecordFile.YesWord] = FlagsColumn.Yes;
            column._spellings[RecordFile.NoWord] = FlagsColumn.No;
        }
        else
        {
            for (short position = 0; position < (field.List?.Codes.Count ?? 0); position++)
                column._spellings[field.List!.Codes[position].Id] = position;
        }

        foreach (var kind in MissingKinds.All)
            column._spellings[RecordFile.Spell(kind)] = CodedColumn.Missing(kind);
        return column;
    }

    /// <summary>Takes a cell; false if it means nothing.</summary>
    internal bool Take(string cell)
    {
        if (Field.IsText)
        {
            _texts.Add(TextCell.Restore(cell));
            return true;
        }

        if (Field.Kind == FieldKind.Count)
        {
            if (CountOf(cell) is not { } count)
                return false;
            _counts.Add(count);
            return true;
        }

        if (!_spellings.TryGetValue(cell, out var code))
            return false;
        _cells.Add(code);
        return true;
    }

    internal RecordColumn ToColumn() =>
        Field.IsText ? new TextColumn(Field.Id, _texts)
        : Field.Kind == FieldKind.Count ? new CountColumn(Field.Id, CollectionsMarshal.AsSpan(_counts))
        : new CodedColumn(Field.Id, Field.List!, CollectionsMarshal.AsSpan(_cells));

    private PublishedCount? CountOf(string cell)
    {
        if (_spellings.TryGetValue(cell, out var missing))
            return PublishedCount.Absent((MissingKind)(-missing));
        var dots = cell.IndexOf("..", StringComparison.Ordinal);
        var (low, high) = dots < 0 ? (cell, cell) : (cell[..dots], cell[(dots + 2)..]);
        return Number(low) is { } least && Number(high) is { } most && least <= most ? PublishedCount.Between((least, most)) : null;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
