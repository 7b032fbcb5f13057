using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Fills a field of codes.</summary>
internal sealed class CodedFiller(RecordField field, CodeCells cells, bool isRequired) : FieldFiller
{
    private readonly string _field = field.Id;
    private short[] _cells = new short[256];

    internal string Field => _field;

    internal CodeList List { get; } = field.List!;

    internal short CellAt(int at) => _cells[at];

    internal override void Fill(RowSource rows, int at, RowFaults faults)
    {
        var cell = cells.Read(rows);
        if (at == _cells.Length)
            Array.Resize(ref _cells, at * 2);
        _cells[at] = cell;
        if (cell <= CodeCells.Contradiction)
            faults.Add(_field, CodeCells.ProblemOf(cell)!);
        else if (cell < 0 && isRequired)
            faults.Add(_field, RecordsProblems.ValueRequired);
    }

    internal override IEnumerable<RecordColumn> ToColumns(int count)
    {
        Array.Resize(ref _cells, count);
        return [new CodedColumn(_field, List, _cells)];
    }
}
