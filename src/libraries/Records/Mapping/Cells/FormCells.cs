using System.Runtime.InteropServices;

namespace Amparo.Records;

/// <summary>What a row says about forms of exploitation.</summary>
/// <param name="Codes">The stated codes: bit n is the code at position n of the list.</param>
/// <param name="Missing">Why none is stated; without meaning if one is.</param>
/// <param name="Unplaced">Whether something is stated that the mapping cannot place.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StatedForms(ulong Codes, MissingKind Missing, bool Unplaced)
{
    internal static readonly StatedForms CannotPlace = new(0, MissingKind.Unknown, Unplaced: true);

    internal static StatedForms None(MissingKind kind) => new(0, kind, Unplaced: false);
}

/// <summary>Reads all stated forms of a row, from one cell or from a column for each form.</summary>
internal abstract class FormCells
{
    /// <summary>The reader of a mapping; without one, forms were not asked.</summary>
    internal static FormCells For(FieldMapping? mapping, BoundColumns columns) => mapping switch
    {
        CodesMapping codes => new Listed(codes, columns[codes.Columns[0]], (codes.Values, codes.Separator)),
        CodeMapping code => new Listed(code, columns[code.Columns[0]], (code.Values, null)),
        FlagsMapping flags => new Flagged(flags, [.. flags.Columns.Select(column => columns[column])]),
        ConstantMapping { Cell: >= 0 } constant => new Same(new(1UL << constant.Cell, MissingKind.Unknown, Unplaced: false)),
        ConstantMapping constant => new Same(StatedForms.None((MissingKind)(-constant.Cell))),
        _ => new Same(StatedForms.None(MissingKind.NotAsked)),
    };

    internal abstract StatedForms Read(RowSource rows);

    private sealed class Listed(FieldMapping mapping, int column, (SpellingTable Values, string? Separator) spelling) : FormCells
    {
        private readonly BoundedMemory<string, StatedForms> _known = new(StringComparer.Ordinal);

        internal override StatedForms Read(RowSource rows)
        {
            var text = rows.Text(column);
            return _known.TryGet(text, out var stated) ? stated : _known.Keep(text, Parse(text));
        }

        private StatedForms Parse(string text)
        {
            if (mapping.Missing.Find(text) is { } whole)
                return StatedForms.None(whole);
            ulong codes = 0;
            MissingKind? missing = null;
            foreach (var part in Parts(text))
            {
                if (spelling.Values.Find(part) is { } position)
                    codes |= 1UL << position;
                else if (mapping.Missing.Find(part) is { } kind)
                    missing ??= kind;
                else
                    return StatedForms.CannotPlace;
            }

            // A cell of nothing but separators states nothing.
            return new(codes, missing ?? MissingKind.Blank, Unplaced: false);
        }

        private string[] Parts(string text) =>
            spelling.Separator is null
                ? [text]
                : text.Split(spelling.Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class Flagged(FlagsMapping mapping, int[] columns) : FormCells
    {
        internal override StatedForms Read(RowSource rows)
        {
            ulong codes = 0;
            MissingKind? missing = null;
            var unplaced = false;
            for (var i = 0; i < columns.Length; i++)
            {
                var text = Spelling.Fold(rows.Text(columns[i]));
                if (mapping.Flags.Set.Contains(text))
                    codes |= 1UL << mapping.Flags.Codes[i];
                else if (mapping.Flags.Unset.Contains(text))
                    continue;
                else if (mapping.Missing.Find(text) is { } kind)
                    missing ??= kind;
                else
                    unplaced = true;
            }

            return unplaced ? StatedForms.CannotPlace : new(codes, missing ?? mapping.Flags.NoneSet, Unplaced: false);
        }
    }

    private sealed class Same(StatedForms forms) : FormCells
    {
        internal override StatedForms Read(RowSource rows) => forms;
    }
}
