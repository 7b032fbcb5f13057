using System.Globalization;
using Amparo.Vocabulary;

namespace Amparo.Demonstration.Content;

/// <summary>A small table with a header: comma-separated, double quotes where a cell holds a comma.</summary>
/// <remarks>Line numbers start at 1 with the header; a quoted cell may not hold a line break.</remarks>
internal sealed class ContentTable
{
    private readonly List<(int Line, string[] Cells)> _rows = [];
    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
    private readonly List<Problem> _problems;

    private ContentTable(string name, List<Problem> problems)
    {
        Name = name;
        _problems = problems;
    }

    internal string Name { get; }

    internal IEnumerable<ContentRow> Rows => _rows.Select(row => new ContentRow(this, row.Line, row.Cells));

    internal static ContentTable Read(string name, TextReader reader, ContentColumns columns, List<Problem> problems)
    {
        var table = new ContentTable(name, problems);
        var header = reader.ReadLine();
        var names = header is null ? [] : Split(header.TrimStart('\uFEFF'));
        for (var i = 0; i < names.Length; i++)
            table._columns.TryAdd(names[i], i);
        var missing = columns.Names.Where(column => !table._columns.ContainsKey(column)).ToList();
        problems.AddRange(missing.Select(column => new Problem(DemonstrationProblems.ColumnMissing, name, column)));
        if (missing.Count > 0)
            return table;
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0)
                continue;
            var cells = Split(text);
            if (cells.Length == names.Length)
                table._rows.Add((line, cells));
            else
                table.Report(DemonstrationProblems.RowMalformed, line);
        }

        return table;
    }

    internal int PositionOf(string column) => _columns[column];

    internal void Report(string code, int line) =>
        _problems.Add(new Problem(code, Name, string.Create(CultureInfo.InvariantCulture, $"line {line}")));

    private static string[] Split(string line)
    {
        var cells = new List<string>();
        var start = 0;
        while (true)
        {
            var quoted = start < line.Length && line[start] == '"';
            var end = quoted ? line.IndexOf('"', start + 1) : line.IndexOf(',', start);
            if (quoted && end < 0)
                return []; // An unclosed quote: no width fits, so the row is reported.
            if (quoted)
            {
                cells.Add(line[(start + 1)..end]);
                end++;
                if (end < line.Length && line[end] != ',')
                    return [];
            }
            else
            {
                cells.Add(line[start..(end < 0 ? line.Length : end)]);
            }

            if (end < 0 || end >= line.Length)
                return [.. cells];
            start = end + 1;
        }
    }
}

/// <summary>The columns that a table must have.</summary>
internal readonly record struct ContentColumns(params string[] Names);

/// <summary>One row of a content table.</summary>
internal readonly record struct ContentRow(ContentTable Table, int Line, string[] Cells)
{
    internal string this[string column] => Cells[Table.PositionOf(column)];

    /// <summary>The weight in a column: zero, and reported, if the cell is not a finite number of zero or more.</summary>
    internal double Weight(string column)
    {
        if (double.TryParse(this[column], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight)
            && weight >= 0 && double.IsFinite(weight))
            return weight;
        Table.Report(DemonstrationProblems.WeightInvalid, Line);
        return 0;
    }
}
