using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Reads the cell of a field with one code.</summary>
internal abstract class CodeCells
{
    /// <summary>Stands for a value that the mapping cannot place; never stored in a column.</summary>
    internal const short Unplaced = short.MinValue;

    /// <summary>Stands for two codes where only one can hold; never stored in a column.</summary>
    internal const short Contradiction = short.MinValue + 1;

    /// <summary>The reader of a field; a field that the mapping does not fill was not asked.</summary>
    internal static CodeCells For(FieldMapping? mapping, BoundColumns columns) =>
        mapping?.When is { } when ? new Conditional(Always(mapping, columns), when, columns[when.Column]) : Always(mapping, columns);

    private static CodeCells Always(FieldMapping? mapping, BoundColumns columns) => mapping switch
    {
        CodeMapping code => new SpelledCode(code, columns[code.Columns[0]]),
        OneHotMapping hot => new OneHot(hot, [.. hot.Columns.Select(column => columns[column])]),
        ConstantMapping constant => new SameCode(constant.Cell),
        _ => new SameCode(CodedColumn.Missing(MissingKind.NotAsked)),
    };

    /// <summary>A cell as a coded column stores it, or <see cref="Unplaced"/> or <see cref="Contradiction"/>.</summary>
    internal abstract short Read(RowSource rows);

    /// <summary>The code of the problem that a cell stands for, or null if it can be stored.</summary>
    internal static string? ProblemOf(short cell) => cell switch
    {
        Unplaced => RecordsProblems.CodeUnknown,
        Contradiction => RecordsProblems.TwoCodesSet,
        _ => null,
    };

    private sealed class SpelledCode(CodeMapping mapping, int column) : CodeCells
    {
        private readonly CellReader<short> _cells = new(column, text =>
            mapping.Missing.Find(text) is { } kind ? CodedColumn.Missing(kind) : mapping.Values.Find(text) ?? Unplaced);

        internal override short Read(RowSource rows) => _cells.Read(rows);
    }

    private sealed class OneHot(OneHotMapping mapping, int[] columns) : CodeCells
    {
        private readonly CellReader<short> _flags = new(-1, text => FlagCells.Parse(text, mapping.Flags, mapping.Missing));

        internal override short Read(RowSource rows)
        {
            short found = 0;
            short? missing = null;
            var set = 0;
            for (var i = 0; i < columns.Length; i++)
            {
                switch (_flags.Read(rows.Cell(columns[i])))
                {
                    case FlagsColumn.Yes:
                        set++;
                        found = mapping.Flags.Codes[i];
                        break;
                    case FlagsColumn.No:
                        break;
                    case Unplaced:
                        return Unplaced;
                    case var kind:
                        missing ??= kind;
                        break;
                }
            }

            return set == 1 ? found : set > 1 ? Contradiction : missing ?? mapping.Flags.NoneSet;
        }
    }

    private sealed class Conditional(CodeCells cells, Condition when, int column) : CodeCells
    {
        private readonly CellReader<bool> _applies = new(column, text => when.Is.HasFolded(Spelling.Fold(text)));

        internal override short Read(RowSource rows) =>
            _applies.Read(rows) ? cells.Read(rows) : CodedColumn.Missing(MissingKind.NotApplicable);
    }

    private sealed class SameCode(short cell) : CodeCells
    {
        internal override short Read(RowSource rows) => cell;
    }
}
