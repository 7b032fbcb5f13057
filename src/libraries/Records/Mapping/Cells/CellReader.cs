using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Amparo.Records;

/// <summary>Reads what a cell means, and remembers it: most cells of a file have been seen before.</summary>
/// <param name="column">The column's place in the header; negative if cells are handed over instead.</param>
/// <param name="parse">What a cell's text means.</param>
internal sealed class CellReader<T>(int column, Func<string, T> parse)
{
    // Codes, years and flags are written in a few short ways, which are known by their bytes as one number.
    private const int Remembered = 64;

    private readonly CellMemory<T> _known = new();
    private readonly Seen[] _seen = Empty();

    /// <summary>Reads the current row's cell of this reader's column.</summary>
    internal T Read(RowSource rows)
    {
        var plain = rows.AsPlain;
        if ((uint)column >= (uint)plain.Count)
            return Read(rows.Cell(column));
        var number = plain.NumberOf(column);
        return TryRecall(number, out var value) ? value : Learn(rows, column, number);
    }

    /// <summary>Reads a cell.</summary>
    internal T Read(ReadOnlySpan<byte> cell) =>
        _known.TryGet(cell, out var value) ? value : _known.Keep(cell, parse(Encoding.UTF8.GetString(cell)));

    /// <summary>What a cell means that is known by its bytes as one number (<see cref="PlainRow.NumberOf"/>).</summary>
    /// <returns>False if it has not been seen, or others have been seen since.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryRecall(ulong number, out T value)
    {
        ref var seen = ref _seen[SlotOf(number)];
        value = seen.Value;
        return seen.Number == number;
    }

    /// <summary>Reads a cell that <see cref="TryRecall"/> does not know, and remembers it.</summary>
    internal T Learn(RowSource rows, int place, ulong number)
    {
        var value = Read(rows.Cell(place));
        if (number != PlainRow.TooLong)
            _seen[SlotOf(number)] = new Seen { Number = number, Value = value };
        return value;
    }

    // No cell has this number, nor that of cells which are too long: neither is UTF-8.
    private static Seen[] Empty()
    {
        var seen = new Seen[Remembered];
        Array.Fill(seen, new Seen { Number = PlainRow.TooLong - 1 });
        return seen;
    }

    private static int SlotOf(ulong number) => (int)(unchecked(number * 0x9E3779B97F4A7C15) >> 58);

    [StructLayout(LayoutKind.Auto)]
    private struct Seen
    {
        internal ulong Number;
        internal T Value;
    }
}
