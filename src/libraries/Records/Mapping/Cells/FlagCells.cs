using System.Runtime.InteropServices;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>What a row says about a field of flags as a whole.</summary>
/// <param name="Yes">The codes that hold: bit n is the code at position n of the list.</param>
/// <param name="NoneMeans">Where none holds: the reason, as a coded cell.</param>
/// <param name="Unplaced">Whether something is stated that the mapping cannot place.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct StatedFlags(ulong Yes, short NoneMeans, bool Unplaced);

/// <summary>Reads all flags of a field from one cell, or from a column for each.</summary>
internal abstract class FlagCells
{
    /// <summary>The positions of the codes that the mapping asks about.</summary>
    internal abstract int[] Asked { get; }

    /// <summary>The reader of a mapping.</summary>
    /// <param name="mapping">How the field is filled.</param>
    /// <param name="columns">Where the columns stand.</param>
    /// <param name="codes">Number of codes in the field's list.</param>
    internal static FlagCells For(FieldMapping mapping, BoundColumns columns, int codes) => mapping switch
    {
        CodesMapping list => new Listed(list, columns[list.Columns[0]], codes),
        FlagsMapping { Word: { } word } flags => new FlagsAndWord(flags, word, [.. flags.Columns.Select(column => columns[column])]),
        FlagsMapping flags => new FlagColumns(flags, [.. flags.Columns.Select(column => columns[column])], flags.Target == PersonReport.Forms),
        ConstantMapping constant => new Same(constant.Cell, codes),
        _ => throw new ArgumentException("This mapping fills no flags.", nameof(mapping)),
    };

    /// <summary>Reads a row.</summary>
    /// <param name="rows">The current row.</param>
    /// <param name="into">The row's cells in the column (<see cref="FlagsBuilder.Row"/>).</param>
    internal abstract StatedFlags Read(RowSource rows, Span<byte> into);

    /// <summary>A flag's cell: yes, no, minus a kind of missing value, or <see cref="CodeCells.Unplaced"/>.</summary>
    internal static short Parse(string text, FlagSpellings flags, MissingSpellings missing)
    {
        var folded = Spelling.Fold(text);
        return flags.Set.HasFolded(folded) ? FlagsColumn.Yes
            : flags.Unset.HasFolded(folded) ? FlagsColumn.No
            : missing.Find(text) is { } kind ? CodedColumn.Missing(kind)
            : CodeCells.Unplaced;
    }

    /// <summary>What one cell with a list of codes says.</summary>
    internal static StatedFlags ParseList(string text, CodesMapping mapping)
    {
        if (mapping.Missing.Find(text) is { } whole)
            return new(0, CodedColumn.Missing(whole), Unplaced: false);
        ulong yes = 0;
        MissingKind? missing = null;
        var stated = false;
        foreach (var part in Parts(text, mapping))
        {
            stated = true;
            if (mapping.Values.Find(part) is { } position)
                yes |= 1UL << position;
            else if (mapping.Missing.Find(part) is { } kind)
                missing ??= kind;
            else
                return new(0, CodedColumn.Missing(MissingKind.Unknown), Unplaced: true);
        }

        // A cell of nothing but separators states nothing.
        return new(yes, missing is { } why ? CodedColumn.Missing(why) : stated ? mapping.List.Unlisted : CodedColumn.Missing(MissingKind.Blank), Unplaced: false);
    }

    private static string[] Parts(string text, CodesMapping mapping) =>
        mapping.List.Separator is not { } separator
            ? [text]
            : text.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private sealed class Listed : FlagCells
    {
        private readonly CellReader<StatedFlags> _cells;

        internal Listed(CodesMapping mapping, int column, int codes)
        {
            _cells = new(column, text => ParseList(text, mapping));
            Asked = [.. Enumerable.Range(0, codes)];
        }

        internal override int[] Asked { get; }

        internal override StatedFlags Read(RowSource rows, Span<byte> into)
        {
            var stated = _cells.Read(rows);
            foreach (var code in Asked)
                into[FlagsBuilder.PlaceOf(code)] = FlagsColumn.StateOf((stated.Yes & (1UL << code)) != 0 ? FlagsColumn.Yes : stated.NoneMeans);
            // A list that says no to everything is the rule's business; the partition then has no reason but "unknown".
            return stated.NoneMeans == FlagsColumn.No ? stated with { NoneMeans = CodedColumn.Missing(MissingKind.Unknown) } : stated;
        }
    }

    private sealed class Same : FlagCells
    {
        private readonly short _cell;

        internal Same(short cell, int codes)
        {
            _cell = cell;
            Asked = [.. Enumerable.Range(0, codes)];
        }

        internal override int[] Asked { get; }

        // A constant code says yes to itself and nothing about the others.
        internal override StatedFlags Read(RowSource rows, Span<byte> into)
        {
            foreach (var code in Asked)
                into[FlagsBuilder.PlaceOf(code)] = FlagsColumn.StateOf(_cell < 0 ? _cell : code == _cell ? FlagsColumn.Yes : CodedColumn.Missing(MissingKind.NotAsked));
            return _cell < 0 ? new(0, _cell, Unplaced: false) : new(1UL << _cell, 0, Unplaced: false);
        }
    }
}
