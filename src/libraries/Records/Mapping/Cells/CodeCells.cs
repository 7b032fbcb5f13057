namespace Amparo.Records;

/// <summary>Reads the cell of a field with one code.</summary>
internal abstract class CodeCells
{
    /// <summary>Stands for a value that the mapping cannot place; never stored in a column.</summary>
    internal const short Unplaced = short.MinValue;

    /// <summary>The reader of a field; a field that the mapping does not fill was not asked.</summary>
    internal static CodeCells For(FieldMapping? mapping, BoundColumns columns) => mapping switch
    {
        CodeMapping code => new SpelledCode(code, columns[code.Columns[0]]),
        ConstantMapping constant => new SameCode(constant.Cell),
        _ => new SameCode(CodedColumn.Missing(MissingKind.NotAsked)),
    };

    /// <summary>A cell as a coded column stores it, or <see cref="Unplaced"/>.</summary>
    internal abstract short Read(RowSource rows);

    private sealed class SpelledCode(CodeMapping mapping, int column) : CodeCells
    {
        private readonly BoundedMemory<string, short> _known = new(StringComparer.Ordinal);

        internal override short Read(RowSource rows)
        {
            var text = rows.Text(column);
            if (_known.TryGet(text, out var cell))
                return cell;
            var missing = mapping.Missing.Find(text);
            return _known.Keep(text, missing is { } kind ? CodedColumn.Missing(kind) : mapping.Values.Find(text) ?? Unplaced);
        }
    }

    private sealed class SameCode(short cell) : CodeCells
    {
        internal override short Read(RowSource rows) => cell;
    }
}
