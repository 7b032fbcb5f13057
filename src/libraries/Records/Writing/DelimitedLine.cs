using System.Text;

namespace Amparo.Records;

/// <summary>Makes lines of a file with a delimiter.</summary>
internal sealed class DelimitedLine(char delimiter)
{
    private readonly string _special = $"{delimiter}\"\r\n";
    private readonly StringBuilder _line = new();

    /// <summary>A line with its end.</summary>
    internal string Of(IReadOnlyList<string> cells)
    {
        _line.Clear();
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
                _line.Append(delimiter);
            var cell = cells[i];
            // A line of one empty cell would be a blank line, which readers pass over.
            if (cell.AsSpan().ContainsAny(_special) || (cells.Count == 1 && cell.Length == 0))
                _line.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else
                _line.Append(cell);
        }

        return _line.Append('\n').ToString();
    }
}
