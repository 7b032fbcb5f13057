using System.Text;

namespace Amparo.Records;

/// <summary>Reads a field of text into a heap.</summary>
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

    /// <summary>The text's entry in the heap: 0, the empty text, if it is missing.</summary>
    internal abstract int Read(RowSource rows, TextHeap into);

    private static bool IsMissing(ReadOnlySpan<byte> cell, MissingSpellings missing) =>
        cell.IsEmpty || (!missing.CannotBe(cell) && missing.Find(Encoding.UTF8.GetString(cell)) is not null);

    private sealed class Empty : TextCells
    {
        internal override int Read(RowSource rows, TextHeap into) => 0;
    }

    private sealed class Single(TextMapping mapping, int column) : TextCells
    {
        internal override int Read(RowSource rows, TextHeap into)
        {
            var cell = rows.Cell(column);
            return IsMissing(cell, mapping.Missing) ? 0 : into.Add(cell);
        }
    }

    private sealed class Joined(TextMapping mapping, int[] columns) : TextCells
    {
        private readonly byte[] _separator = Encoding.UTF8.GetBytes(mapping.Separator);
        private byte[] _joined = new byte[256];

        internal override int Read(RowSource rows, TextHeap into)
        {
            var length = 0;
            foreach (var column in columns)
            {
                var cell = rows.Cell(column);
                if (IsMissing(cell, mapping.Missing))
                    continue;
                var needed = length + _separator.Length + cell.Length;
                if (needed > _joined.Length)
                    Array.Resize(ref _joined, needed * 2);
                if (length > 0)
                {
                    _separator.CopyTo(_joined.AsSpan(length));
                    length += _separator.Length;
                }

                cell.CopyTo(_joined.AsSpan(length));
                length += cell.Length;
            }

            return into.Add(_joined.AsSpan(0, length));
        }
    }

    private sealed class Split(NameMapping mapping, int column) : TextCells
    {
        internal override int Read(RowSource rows, TextHeap into)
        {
            var cell = rows.Cell(column);
            if (IsMissing(cell, mapping.Missing))
                return 0;
            var text = Encoding.UTF8.GetString(cell);
            return into.Add(mapping.Take.WithGivenNames
                ? PersonNames.FromSurnamesAndGiven(text, mapping.Take.Part)
                : PersonNames.FromSurnames(text, mapping.Take.Part));
        }
    }
}
