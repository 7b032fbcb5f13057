using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Amparo.Records;

/// <summary>Remembers what the bytes of a cell mean, up to a bound that a column of free text cannot break.</summary>
/// <remarks>
/// The heart of mapping: nearly every cell of a file has been seen before. Cells of up to eight bytes are compared as one number.
/// Open addressing with a bounded search, so that no choice of cells makes it slow: what is not found is parsed again.
/// </remarks>
internal sealed class CellMemory<T>
{
    // An agency writes some dozens of spellings and some thousands of dates.
    private const int UsualBound = 8_192;

    private const int LongestSearch = 32;
    private const int LongestKey = 256;

    private readonly int _bound;
    private Entry[] _entries = new Entry[64];
    private byte[] _keys = [];
    private int _keysEnd;
    private int _count;

    internal CellMemory(int bound = UsualBound) => _bound = bound;

    /// <summary>Looks up a cell.</summary>
    /// <returns>Whether it is remembered.</returns>
    internal bool TryGet(ReadOnlySpan<byte> cell, out T value)
    {
        var bits = BitsOf(cell);
        var entries = _entries;
        var mask = entries.Length - 1;
        var at = SlotOf(bits, cell.Length) & mask;
        for (var step = 0; step < LongestSearch; step++)
        {
            ref var entry = ref entries[at];
            if (entry.Bits == bits && entry.Length == cell.Length + 1
                && (cell.Length <= 8 || cell.SequenceEqual(_keys.AsSpan(entry.Start, cell.Length))))
            {
                value = entry.Value;
                return true;
            }

            if (entry.Length == 0)
                break;
            at = (at + 1) & mask;
        }

        value = default!;
        return false;
    }

    /// <summary>Remembers a cell that is not remembered yet, if there is room.</summary>
    /// <returns>The value, so that a caller can return it.</returns>
    internal T Keep(ReadOnlySpan<byte> cell, T value)
    {
        if (_count >= _bound || cell.Length > LongestKey)
            return value;
        if (_count * 2 >= _entries.Length)
            Grow();
        var entry = new Entry { Bits = BitsOf(cell), Length = cell.Length + 1, Start = _keysEnd, Value = value };
        if (!Place(_entries, entry, cell.Length))
            return value;
        if (cell.Length > 8)
        {
            if (_keysEnd + cell.Length > _keys.Length)
                Array.Resize(ref _keys, Math.Max(1_024, (_keysEnd + cell.Length) * 2));
            cell.CopyTo(_keys.AsSpan(_keysEnd));
            _keysEnd += cell.Length;
        }

        _count++;
        return value;
    }

    private static bool Place(Entry[] entries, in Entry entry, int length)
    {
        var mask = entries.Length - 1;
        var at = SlotOf(entry.Bits, length) & mask;
        for (var step = 0; step < LongestSearch; step++, at = (at + 1) & mask)
        {
            if (entries[at].Length != 0)
                continue;
            entries[at] = entry;
            return true;
        }

        return false;
    }

    private static int SlotOf(ulong bits, int length) => unchecked((int)(((bits ^ ((ulong)length << 56)) * 0x9E3779B97F4A7C15) >> 40));

    // Up to eight bytes as they are; together with the length they are the whole cell. Longer ones by a mixing of all their bytes.
    private static ulong BitsOf(ReadOnlySpan<byte> cell)
    {
        switch (cell.Length)
        {
            case 0:
                return 0;
            case 1:
                return cell[0];
            case 2 or 3:
                return cell[0] | ((ulong)cell[1] << 8) | ((ulong)cell[^1] << 16);
            case <= 8:
                return BinaryPrimitives.ReadUInt32LittleEndian(cell) | ((ulong)BinaryPrimitives.ReadUInt32LittleEndian(cell[^4..]) << 32);
        }

        var bits = unchecked((ulong)cell.Length * 0xA24BAED4963EE407);
        for (var rest = cell; ; rest = rest[8..])
        {
            var last = rest.Length <= 8;
            bits = unchecked((bits ^ BinaryPrimitives.ReadUInt64LittleEndian(last ? cell[^8..] : rest)) * 0x9FB21C651E98DF25);
            bits ^= bits >> 29;
            if (last)
                return bits;
        }
    }

    private void Grow()
    {
        var larger = new Entry[_entries.Length * 2];
        foreach (var entry in _entries)
        {
            // What finds no place in the larger table is forgotten, and parsed again when it comes.
            if (entry.Length > 0 && !Place(larger, entry, entry.Length - 1))
                _count--;
        }

        _entries = larger;
    }

    // Length is one more than the cell's, so that the default entry is an empty slot and the empty cell is none.
    [StructLayout(LayoutKind.Auto)]
    private struct Entry
    {
        internal ulong Bits;
        internal int Length;
        internal int Start;
        internal T Value;
    }
}
