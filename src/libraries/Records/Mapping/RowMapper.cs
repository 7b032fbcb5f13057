namespace Amparo.Records;

/// <summary>Applies a mapping to row after row, and collects records and findings.</summary>
internal sealed class RowMapper(RecordSchema schema, IReadOnlyList<FieldFiller> fillers)
{
    private readonly FieldFiller[] _fillers = [.. fillers];
    private readonly RowFaults _faults = new();
    private readonly Dictionary<string, int> _places =
        schema.Fields.Select((field, place) => (field.Id, place)).ToDictionary(field => field.Id, field => field.place, StringComparer.Ordinal);
    private readonly List<CheckFinding> _findings = [];
    private int[] _rowNumbers = new int[256];
    private int _accepted;

    /// <summary>Number of rows taken.</summary>
    internal int RowsRead { get; private set; }

    /// <summary>Takes the current row: a record, or findings.</summary>
    internal void Take(RowSource rows)
    {
        RowsRead++;
        // Every field is read even if an earlier one is wrong: whoever repairs the file wants to know all of it.
        foreach (var filler in _fillers)
            filler.Fill(rows, _accepted, _faults);

        // What is wrong with the row as a whole explains whatever else seems wrong with it.
        if (rows.RowProblem is { } broken)
        {
            _findings.Add(new(rows.RowNumber, CheckFinding.WholeRow, broken));
            _faults.Clear();
        }
        else if (!_faults.IsEmpty)
        {
            foreach (var (field, code) in _faults.All.OrderBy(fault => _places[fault.Field]))
                _findings.Add(new(rows.RowNumber, field, code));
            _faults.Clear();
        }
        else
        {
            if (_accepted == _rowNumbers.Length)
                Array.Resize(ref _rowNumbers, _accepted * 2);
            _rowNumbers[_accepted++] = rows.RowNumber;
        }
    }

    /// <summary>The accepted records in the schema's order of fields, their rows, and the findings.</summary>
    internal (RecordSet Records, int[] Rows, IReadOnlyList<CheckFinding> Findings) Conclude()
    {
        Array.Resize(ref _rowNumbers, _accepted);
        var columns = _fillers.SelectMany(filler => filler.ToColumns(_accepted)).ToDictionary(column => column.Field, StringComparer.Ordinal);
        var ordered = schema.Fields.Where(field => columns.ContainsKey(field.Id)).Select(field => columns[field.Id]).ToArray();
        return (new RecordSet(_accepted, ordered), _rowNumbers, _findings);
    }
}
