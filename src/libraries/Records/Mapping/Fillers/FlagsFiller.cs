namespace Amparo.Records;

/// <summary>Fills a field of flags.</summary>
internal sealed class FlagsFiller : FieldFiller
{
    private readonly RecordField _field;
    private readonly FlagCells _cells;
    private readonly FlagsBuilder _builder;

    internal FlagsFiller(RecordField field, FlagCells cells)
    {
        _field = field;
        _cells = cells;
        _builder = new(field.List!.Codes.Count, cells.Asked);
    }

    /// <summary>What the row read last says.</summary>
    internal StatedFlags Last { get; private set; }

    internal string Field => _field.Id;

    internal override void Fill(RowSource rows, int at, RowFaults faults)
    {
        Last = _cells.Read(rows, _builder.Row(at));
        if (Last.Unplaced)
            faults.Add(_field.Id, RecordsProblems.CodeUnknown);
    }

    internal override IEnumerable<RecordColumn> ToColumns(int count) =>
        [new FlagsColumn(_field.Id, _field.List!, _builder.ToPlanes(count), count)];
}
