namespace Amparo.Records;

/// <summary>Turns record after record into the cells of a row, and counts what the cells do not say.</summary>
internal sealed class SourceRow
{
    private readonly RecordSchema _schema;
    private readonly CellWriter[] _writers;
    private readonly int[][] _columnsOf;
    private readonly List<(int Writer, int Index)>[] _byColumn;
    private readonly (int Column, WordSet Is)?[] _conditions;
    private readonly string[][] _own;
    private readonly string[] _cells;
    private readonly bool[] _done;
    private readonly Dictionary<string, int> _lost = new(StringComparer.Ordinal);

    internal SourceRow(RecordSet records, RecordMapping mapping)
    {
        _schema = mapping.Schema;
        var columns = mapping.Columns;
        _writers = [.. CellWriters.Of(records, mapping)];
        _conditions = [.. _writers.Select(writer => writer.When is { } when ? (Place(columns, when.Column), when.Is) : ((int, WordSet)?)null)];
        _columnsOf = [.. _writers.Select(writer => writer.Columns.Select(column => Place(columns, column)).ToArray())];
        _byColumn = [.. columns.Select(_ => new List<(int, int)>())];
        for (var writer = 0; writer < _writers.Length; writer++)
        {
            for (var index = 0; index < _columnsOf[writer].Length; index++)
                _byColumn[_columnsOf[writer][index]].Add((writer, index));
        }

        _own = [.. _columnsOf.Select(own => new string[own.Length])];
        _cells = new string[columns.Count];
        _done = new bool[columns.Count];
        foreach (var field in CellWriters.LeftOut(records, mapping))
            _lost.Add(field.Field, field.Records);
    }

    /// <summary>The record read last, from one.</summary>
    internal int Number { get; private set; }

    /// <summary>The cells of a record; the next call overwrites them.</summary>
    internal string[] Read(int record)
    {
        Number = record + 1;
        _done.AsSpan().Clear();
        for (var column = 0; column < _cells.Length; column++)
            Fill(column, record);
        for (var i = 0; i < _writers.Length; i++)
        {
            var writer = _writers[i];
            var own = _columnsOf[i];
            var cells = _own[i];
            for (var index = 0; index < own.Length; index++)
                cells[index] = _cells[own[index]];
            if (!(Applies(i, record) ? writer.Holds(cells, record) : writer.IsNotApplicable(record)))
                _lost[writer.Field] = _lost.GetValueOrDefault(writer.Field) + 1;
        }

        return _cells;
    }

    internal IReadOnlyList<LostField> Lost() =>
        [.. _schema.Fields.Where(field => _lost.ContainsKey(field.Id)).Select(field => new LostField(field.Id, _lost[field.Id]))];

    private static int Place(IReadOnlyList<string> columns, string column)
    {
        var place = 0;
        while (columns[place] != column)
            place++;
        return place;
    }

    // Several fields may be read from one column: gender and sex, or a category that means another thing in each breakdown. The first that
    // states something is written; where none does, the first word for "missing".
    private void Fill(int column, int record)
    {
        if (_done[column])
            return;
        _done[column] = true;
        _cells[column] = string.Empty;
        string? missing = null;
        foreach (var (writer, index) in _byColumn[column])
        {
            if (!Applies(writer, record))
                continue;
            var text = _writers[writer].Spell(index, record);
            if (_writers[writer].IsStated(record))
            {
                _cells[column] = text;
                return;
            }

            missing ??= text.Length > 0 ? text : null;
        }

        _cells[column] = missing ?? string.Empty;
    }

    private bool Applies(int writer, int record)
    {
        if (_conditions[writer] is not { } when)
            return true;
        Fill(when.Column, record);
        return when.Is.HasFolded(Vocabulary.Spelling.Fold(_cells[when.Column]));
    }
}
