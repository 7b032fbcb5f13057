namespace Amparo.Records;

/// <summary>Writes a field of one code; each kind of mapping says in which words.</summary>
internal abstract class CodedWriter(FieldMapping mapping, RecordSet records) : CellWriter(mapping)
{
    private readonly CodedColumn? _column = records.FindCoded(mapping.Target);

    /// <summary>The record's cell; a field that the records lack was not asked.</summary>
    protected short CellOf(int record) => _column is null ? CodedColumn.Missing(MissingKind.NotAsked) : _column.Cells[record];

    internal override bool IsStated(int record) => CellOf(record) >= 0;

    internal override bool IsNotApplicable(int record) => _column is null || CellOf(record) == CodedColumn.Missing(MissingKind.NotApplicable);

    internal override bool Holds(string[] cells, int record) => _column is null || IsSame(Meaning(cells), CellOf(record));

    /// <summary>What cells mean when they are read again.</summary>
    protected abstract short Meaning(string[] cells);
}

/// <summary>Writes a code in the mapping's spelling.</summary>
internal sealed class CodeWriter(CodeMapping mapping, RecordSet records) : CodedWriter(mapping, records)
{
    private readonly Dictionary<short, string> _texts = [];
    private readonly Dictionary<string, short> _meanings = new(StringComparer.Ordinal);

    internal override string Spell(int index, int record)
    {
        var cell = CellOf(record);
        if (!_texts.TryGetValue(cell, out var text))
        {
            text = cell < 0 ? mapping.Missing.SpellingOf((MissingKind)(-cell)) : mapping.Values.SpellingOf(cell) ?? string.Empty;
            _texts.Add(cell, text);
        }

        return text;
    }

    protected override short Meaning(string[] cells)
    {
        if (!_meanings.TryGetValue(cells[0], out var meaning))
        {
            meaning = mapping.Missing.Find(cells[0]) is { } kind ? CodedColumn.Missing(kind) : mapping.Values.Find(cells[0]) ?? CodeCells.Unplaced;
            _meanings.Add(cells[0], meaning);
        }

        return meaning;
    }
}

/// <summary>Writes a code into a column for each.</summary>
internal sealed class OneHotWriter(OneHotMapping mapping, RecordSet records) : CodedWriter(mapping, records)
{
    internal override string Spell(int index, int record)
    {
        var cell = CellOf(record);
        var flags = mapping.Flags;
        if (cell >= 0 && cell != flags.NoneSet)
            return flags.Codes[index] == cell && flags.Codes.Take(index).All(code => code != cell) ? flags.Set.Words[0] : Unset();
        return cell == flags.NoneSet ? Unset() : mapping.Missing.SpellingOf((MissingKind)(-cell));
    }

    protected override short Meaning(string[] cells)
    {
        short? missing = null;
        var found = CodeCells.Unplaced;
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = FlagCells.Parse(cells[i], mapping.Flags, mapping.Missing);
            if (cell == FlagsColumn.Yes)
                found = mapping.Flags.Codes[i];
            else if (cell < 0)
                missing ??= cell;
        }

        return found >= 0 ? found : missing ?? mapping.Flags.NoneSet;
    }

    private string Unset() => mapping.Flags.Unset.Words is [var word, ..] ? word : string.Empty;
}

/// <summary>Writes the age group as a band of ages: the group's own, whatever band it came from.</summary>
internal sealed class BandWriter(BandMapping mapping, RecordSet records) : CodedWriter(mapping, records)
{
    private readonly Amparo.Vocabulary.CodeList? _list = records.FindCoded(mapping.Target)?.List;

    internal override string Spell(int index, int record)
    {
        var cell = CellOf(record);
        return cell < 0 ? mapping.Missing.SpellingOf((MissingKind)(-cell))
            : _list!.Codes[cell].Id == PersonReport.Adult ? $"{AgeSpan.Majority}+"
            : _list.Codes[cell].Id;
    }

    protected override short Meaning(string[] cells) =>
        mapping.Missing.Find(cells[0]) is { } kind ? CodedColumn.Missing(kind)
        : AgeSpan.FromBand(cells[0])?.Group is { } group ? (short)_list!.PositionOf(group)
        : CodeCells.Unplaced;
}

/// <summary>Writes nothing: the layout says the same of every record.</summary>
internal sealed class ConstantWriter(ConstantMapping mapping, RecordSet records) : CellWriter(mapping)
{
    private readonly RecordColumn? _column = records.Find(mapping.Target);

    internal override bool IsStated(int record) => false;

    internal override string Spell(int index, int record) => string.Empty;

    internal override bool Holds(string[] cells, int record) => _column switch
    {
        CodedColumn coded => coded.Cells[record] == mapping.Cell,
        FlagsColumn flags => Enumerable.Range(0, flags.List.Codes.Count).All(code => flags[code, record] == CellOf(code)),
        _ => true,
    };

    private short CellOf(int code) =>
        mapping.Cell < 0 ? mapping.Cell : code == mapping.Cell ? FlagsColumn.Yes : CodedColumn.Missing(MissingKind.NotAsked);
}
