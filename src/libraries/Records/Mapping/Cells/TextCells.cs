namespace Amparo.Records;

/// <summary>Reads a field of text.</summary>
internal abstract class TextCells
{
    /// <summary>The reader of a mapping; without one the field is always empty.</summary>
    internal static TextCells For(FieldMapping? mapping, BoundColumns columns) => mapping switch
    {
        TextMapping { Columns.Count: 1 } text => new Single(text, columns[text.Columns[0]]),
        TextMapping text => new Joined(text, [.. text.Columns.Select(column => columns[column])]),
        NameMapping name => new Split(name, columns[name.Columns[0]]),
        _ => new Empty(),
    };

    /// <summary>The text, empty if it is missing.</summary>
    internal abstract string Read(RowSource rows);

    private sealed class Empty : TextCells
    {
        internal override string Read(RowSource rows) => string.Empty;
    }

    private sealed class Single(TextMapping mapping, int column) : TextCells
    {
        internal override string Read(RowSource rows)
        {
            var text = rows.Text(column);
            return mapping.Missing.Find(text) is null ? text : string.Empty;
        }
    }

    private sealed class Joined(TextMapping mapping, int[] columns) : TextCells
    {
        internal override string Read(RowSource rows)
        {
            var joined = string.Empty;
            foreach (var column in columns)
            {
                var text = rows.Text(column);
                if (mapping.Missing.Find(text) is null)
                    joined = joined.Length == 0 ? text : joined + mapping.Separator + text;
            }

            return joined;
        }
    }

    private sealed class Split(NameMapping mapping, int column) : TextCells
    {
        internal override string Read(RowSource rows)
        {
            var text = rows.Text(column);
            if (mapping.Missing.Find(text) is not null)
                return string.Empty;
            return mapping.Take.WithGivenNames
                ? PersonNames.FromSurnamesAndGiven(text, mapping.Take.Part)
                : PersonNames.FromSurnames(text, mapping.Take.Part);
        }
    }
}
