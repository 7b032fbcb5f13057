using System.Globalization;
using System.Numerics;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>One field of all records that may hold several codes at once: each code is yes, no, or missing for a reason, on its own.</summary>
/// <remarks>
/// Stored as bits, three planes a code: 3 bits a record and code, and nothing for a code that nobody was asked about. The number
/// in the planes is 0 for no, 1 for yes, and one more than the <see cref="MissingKind"/> for a missing value. Immutable and thread-safe.
/// </remarks>
public sealed class FlagsColumn : RecordColumn
{
    /// <summary>The cell of a code that is stated to hold.</summary>
    public const short Yes = 1;

    /// <summary>The cell of a code that is stated not to hold. A blank is never this.</summary>
    public const short No = 0;

    internal const int Planes = 3;

    private const byte NotAsked = (byte)MissingKind.NotAsked + 1;

    private readonly ulong[]?[] _codes;

    /// <summary>Makes a column from its cells.</summary>
    /// <param name="field">The field's id.</param>
    /// <param name="list">The codes.</param>
    /// <param name="cells">By code in the list's order, one cell a record: <see cref="Yes"/>, <see cref="No"/>, or minus a <see cref="MissingKind"/>; null for a code that nobody was asked about.</param>
    /// <param name="count">Number of records.</param>
    /// <exception cref="ArgumentException">There is not one entry for each code, one cell for each record, or a cell is none of these.</exception>
    public FlagsColumn(string field, CodeList list, IReadOnlyList<short[]?> cells, int count)
        : base(field, count)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Count != list.Codes.Count || cells.Any(one => one is not null && one.Length != count))
            throw new ArgumentException("A column has an entry for each code, and each entry a cell for each record.", nameof(cells));
        if (cells.Any(one => one is not null && one.Any(cell => cell > Yes || cell < -(int)MissingKind.Suppressed)))
            throw new ArgumentException("A cell is neither yes, no, nor a kind of missing value.", nameof(cells));
        List = list;
        var builder = new FlagsBuilder(list.Codes.Count, [.. Enumerable.Range(0, cells.Count).Where(code => cells[code] is not null)]);
        for (var row = 0; row < count; row++)
        {
            var places = builder.Row(row);
            for (var asked = 0; asked < builder.Asked.Length; asked++)
                places[FlagsBuilder.PlaceOf(asked)] = StateOf(cells[builder.Asked[asked]]![row]);
        }

        _codes = builder.ToPlanes(count);
    }

    /// <summary>Makes a column that owns its planes.</summary>
    internal FlagsColumn(string field, CodeList list, ulong[]?[] codes, int count)
        : base(field, count)
    {
        List = list;
        _codes = codes;
    }

    /// <summary>The codes, each of which a record may hold.</summary>
    public CodeList List { get; }

    /// <summary>One cell.</summary>
    /// <param name="code">The code's position in <see cref="List"/>.</param>
    /// <param name="row">The record, from zero.</param>
    /// <returns><see cref="Yes"/>, <see cref="No"/>, or minus the number of a <see cref="MissingKind"/>.</returns>
    public short this[int code, int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
            return _codes[code] is { } planes ? CellOf(StateOf(planes, row)) : CodedColumn.Missing(MissingKind.NotAsked);
        }
    }

    /// <summary>Whether a code was asked about in any record.</summary>
    /// <param name="code">The code's position in <see cref="List"/>.</param>
    /// <returns>False if every cell of the code is "not asked".</returns>
    public bool IsAsked(int code) => _codes[code] is not null;

    /// <summary>How many records state that a code holds.</summary>
    /// <param name="code">The code's position in <see cref="List"/>.</param>
    /// <returns>The number of cells that are <see cref="Yes"/>.</returns>
    public long CountYes(int code)
    {
        if (_codes[code] is not { } planes)
            return 0;
        long count = 0;
        for (var at = 0; at < planes.Length; at += Planes)
            count += BitOperations.PopCount(planes[at] & ~planes[at + 1] & ~planes[at + 2]);
        return count;
    }

    /// <summary>The planes of a code, three words for each 64 records; null if nobody was asked.</summary>
    internal ulong[]? PlanesOf(int code) => _codes[code];

    internal override bool Fits(RecordField field) => field.Kind == FieldKind.Flags && RecordSet.SameCodes(List, field.List!);

    internal override void WriteTo(TableBlocks blocks)
    {
        for (var code = 0; code < _codes.Length; code++)
        {
            if (_codes[code] is { } planes)
                blocks.Write<ulong>(BlockOf(code), planes);
        }
    }

    internal static new FlagsColumn? ReadFrom(TableIndex index, RecordField field, int count)
    {
        var words = (count + 63) >> 6;
        var beyond = (count & 63) == 0 ? 0 : ulong.MaxValue << (count & 63);
        var codes = new ulong[field.List!.Codes.Count][];
        for (var code = 0; code < codes.Length; code++)
        {
            if (!index.Has(BlockOf(code)))
                continue;
            if (index.Take<ulong>(BlockOf(code), words * Planes) is not { } planes)
                return null;
            // Bits beyond the last record would be counted.
            if (words > 0 && ((planes[^1] | planes[^2] | planes[^3]) & beyond) != 0)
                return null;
            codes[code] = planes;
        }

        return new(field.Id, field.List, codes, count);
    }

    internal override bool IsLike(RecordColumn other) =>
        other is FlagsColumn flags && flags.Field == Field && RecordSet.SameCodes(flags.List, List);

    internal override FlagsColumn Take(int[] rows)
    {
        var codes = new ulong[_codes.Length][];
        var words = (rows.Length + 63) >> 6;
        for (var code = 0; code < codes.Length; code++)
        {
            if (_codes[code] is not { } planes)
                continue;
            var taken = codes[code] = new ulong[words * Planes];
            for (var word = 0; word < words; word++)
                Gather(planes, rows.AsSpan(word << 6, Math.Min(64, rows.Length - (word << 6))), taken.AsSpan(word * Planes, Planes));
        }

        return new(Field, List, codes, rows.Length);
    }

    // Where few records are left out, most runs of 64 lie together: they are two shifts instead of 64 single bits.
    private static void Gather(ulong[] planes, ReadOnlySpan<int> rows, Span<ulong> into)
    {
        var (at, shift) = ((rows[0] >> 6) * Planes, rows[0] & 63);
        var together = rows.Length == 64 && IsRun(rows);
        for (var plane = 0; plane < Planes; plane++)
        {
            ulong bits = 0;
            if (together)
            {
                bits = planes[at + plane] >> shift;
                if (shift > 0)
                    bits |= planes[at + Planes + plane] << (64 - shift);
            }
            else
            {
                for (var i = 0; i < rows.Length; i++)
                    bits |= ((planes[((rows[i] >> 6) * Planes) + plane] >> (rows[i] & 63)) & 1) << i;
            }

            into[plane] = bits;
        }
    }

    private static bool IsRun(ReadOnlySpan<int> rows)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i] != rows[0] + i)
                return false;
        }

        return true;
    }

    internal override FlagsColumn Concat(IReadOnlyList<(RecordColumn? Column, int Count)> parts)
    {
        var asked = Enumerable.Range(0, List.Codes.Count)
            .Where(code => parts.Any(part => part.Column is FlagsColumn flags && flags.IsAsked(code))).ToArray();
        var builder = new FlagsBuilder(List.Codes.Count, asked);
        var at = 0;
        foreach (var (column, count) in parts)
        {
            for (var row = 0; row < count; row++)
            {
                Copy(builder, (column as FlagsColumn, row), at + row);
            }

            at += count;
        }

        return new(Field, List, builder.ToPlanes(Total(parts)), Total(parts));
    }

    private static string BlockOf(int code) => string.Create(CultureInfo.InvariantCulture, $"code-{code}");

    /// <summary>The cell that a number in the planes stands for.</summary>
    internal static short CellOf(int state) => (short)(state > 1 ? 1 - state : state);

    /// <summary>The number in the planes that stands for a cell.</summary>
    internal static byte StateOf(short cell) => (byte)(cell < 0 ? 1 - cell : cell);

    private static int StateOf(ulong[] planes, int row)
    {
        var at = (row >> 6) * Planes;
        var bit = row & 63;
        return (int)(((planes[at] >> bit) & 1) | (((planes[at + 1] >> bit) & 1) << 1) | (((planes[at + 2] >> bit) & 1) << 2));
    }

    // A null column stands for records that were not asked.
    private static void Copy(FlagsBuilder builder, (FlagsColumn? Flags, int Row) from, int to)
    {
        var places = builder.Row(to);
        for (var asked = 0; asked < builder.Asked.Length; asked++)
            places[FlagsBuilder.PlaceOf(asked)] = from.Flags?._codes[builder.Asked[asked]] is { } planes ? (byte)StateOf(planes, from.Row) : NotAsked;
    }
}
