namespace Amparo.Records;

/// <summary>Writes a field of text.</summary>
/// <remarks>Texts do not keep why they are missing; only age and birth date share that with the age group.</remarks>
internal class TextWriter(FieldMapping mapping, RecordSet records) : CellWriter(mapping)
{
    private readonly TextColumn? _column = records.FindText(mapping.Target);
    private readonly CodedColumn? _group =
        mapping.Target is PersonReport.Age or PersonReport.BirthDate ? records.FindCoded(PersonReport.AgeGroup) : null;

    protected MissingSpellings Missing { get; } = mapping.Missing;

    internal override bool IsStated(int record) => _column is not null && _column.Utf8(record).Length > 0;

    // A text of several columns goes into the first of them: where it was cut is not known any more.
    internal override string Spell(int index, int record) =>
        index > 0 ? string.Empty : IsStated(record) ? Write(_column![record]) : WhyMissing(record);

    internal override bool Holds(string[] cells, int record) =>
        _column is null || (IsStated(record)
            ? Read(cells[0]) == _column[record] && Missing.Find(cells[0]) is null
            : cells[0].Length == 0 || Missing.Find(cells[0]) is not null);

    /// <summary>The record's text in the layout's words.</summary>
    protected virtual string Write(string text) => text;

    /// <summary>What a cell says when it is read again.</summary>
    protected virtual string Read(string cell) => cell;

    private string WhyMissing(int record) =>
        _group is not null && _group.Cells[record] is < 0 and var cell ? Missing.SpellingOf((MissingKind)(-cell)) : string.Empty;
}

/// <summary>Writes a date in the first layout of the mapping that is as precise.</summary>
internal sealed class DateWriter(DateMapping mapping, RecordSet records) : TextWriter(mapping, records)
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    protected override string Write(string text)
    {
        if (!_texts.TryGetValue(text, out var written))
        {
            written = PartialDate.TryParse(text) is { } date && mapping.Layouts.FirstOrDefault(layout => layout.Fits(date)) is { } layout
                ? layout.Write(date) : string.Empty;
            _texts.Add(text, written);
        }

        return written;
    }

    protected override string Read(string cell)
    {
        foreach (var layout in mapping.Layouts)
        {
            if (layout.Read(cell, out var date) == DateReading.Read)
                return date.ToString();
        }

        return string.Empty;
    }
}

/// <summary>Writes the parts of a name that share one cell.</summary>
internal sealed class NameWriter : CellWriter
{
    private readonly NameMapping _mapping;
    private readonly TextColumn? _own;
    private readonly TextColumn?[] _surnames;
    private readonly TextColumn? _given;

    internal NameWriter(NameMapping mapping, RecordSet records, RecordMapping all)
        : base(mapping)
    {
        TextColumn? Part(string field) =>
            all.FieldFor(field) is NameMapping name && name.Columns[0] == mapping.Columns[0] ? records.FindText(field) : null;
        _mapping = mapping;
        _own = records.FindText(mapping.Target);
        _surnames = [Part(PersonReport.FirstSurname), Part(PersonReport.SecondSurname)];
        _given = Part(PersonReport.GivenNames);
    }

    internal override bool IsStated(int record) => Whole(record).Length > 0;

    internal override string Spell(int index, int record) => Whole(record);

    internal override bool Holds(string[] cells, int record) => _own is null || _own[record] == Read(cells[0]);

    // A name that the layout takes for "missing" is read as none.
    private string Read(string cell) =>
        _mapping.Missing.Find(cell) is not null ? string.Empty
        : _mapping.Take.WithGivenNames ? PersonNames.FromSurnamesAndGiven(cell, _mapping.Take.Part)
        : PersonNames.FromSurnames(cell, _mapping.Take.Part);

    private string Whole(int record)
    {
        var surnames = string.Join(' ', _surnames.Select(part => part?[record] ?? string.Empty).Where(part => part.Length > 0));
        return _given?[record] is { Length: > 0 } given ? $"{surnames}, {given}" : surnames;
    }
}
