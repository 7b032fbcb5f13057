namespace Amparo.PrivateRelease.Synthesis;

/// <summary>Distinct rows with a count each, growing while a fit looks for better ones.</summary>
/// <remarks>Rows lie one after another in one array; a place, once given, stays. Open addressing on a hash of the codes. Not thread-safe for writing.</remarks>
internal sealed class RowPool
{
    private readonly int _columns;
    private ushort[] _codes;
    private int[] _counts;
    private int[] _slots;

    public RowPool(int columns, int capacity = 1 << 12)
    {
        _columns = columns;
        _codes = new ushort[columns * capacity];
        _counts = new int[capacity];
        _slots = new int[2 * capacity];
    }

    /// <summary>How many distinct rows there are, those with a count of zero included.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<int> Counts => _counts.AsSpan(0, Count);

    public ReadOnlySpan<ushort> Row(int place) => _codes.AsSpan(place * _columns, _columns);

    /// <summary>The place of a row, new with a count of zero if it has none yet.</summary>
    public int PlaceOf(ReadOnlySpan<ushort> row)
    {
        var slot = SlotOf(row);
        if (_slots[slot] > 0)
            return _slots[slot] - 1;
        if (Count == _counts.Length)
        {
            Grow();
            slot = SlotOf(row);
        }

        row.CopyTo(_codes.AsSpan(Count * _columns));
        _slots[slot] = ++Count;
        return Count - 1;
    }

    public void Add(int place, int units) => _counts[place] += units;

    private int SlotOf(ReadOnlySpan<ushort> row)
    {
        unchecked
        {
            var hash = 14695981039346656037UL;
            foreach (var code in row)
                hash = (hash ^ code) * 1099511628211UL;
            hash ^= hash >> 29;
            var mask = _slots.Length - 1;
            var slot = (int)(hash * 0x9E3779B97F4A7C15UL >> 33) & mask;
            while (_slots[slot] > 0 && !Row(_slots[slot] - 1).SequenceEqual(row))
                slot = (slot + 1) & mask;
            return slot;
        }
    }

    private void Grow()
    {
        Array.Resize(ref _codes, _codes.Length * 2);
        Array.Resize(ref _counts, _counts.Length * 2);
        _slots = new int[_slots.Length * 2];
        for (var place = 0; place < Count; place++)
            _slots[SlotOf(Row(place))] = place + 1;
    }
}
