namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Groups packed rows that are equal in the bits kept; one table used again for every pattern, emptied by counting up.</summary>
internal sealed class RowIndex
{
    private readonly PackedRows _rows;
    private readonly int[] _group;
    private readonly int[] _stamp;
    private readonly int _mask;

    // The highest bits of a product depend on all bits of its factors.
    private readonly int _shift;
    private int _now;

    public RowIndex(PackedRows rows, int most)
    {
        _rows = rows;
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, most * 2L));
        _group = new int[size];
        _stamp = new int[size];
        _mask = size - 1;
        _shift = 64 - System.Numerics.BitOperations.Log2((uint)size);
        Firsts = new int[most];
    }

    /// <summary>The first row of each group.</summary>
    public int[] Firsts { get; }

    public int Count { get; private set; }

    public void Clear()
    {
        _now++;
        Count = 0;
    }

    /// <summary>The number of the group of a row, which the row opens if there is none.</summary>
    public int GroupOf(int row, ulong[] kept)
    {
        unchecked
        {
            var at = (int)(Hash(row, kept) >> _shift);
            while (_stamp[at] == _now)
            {
                if (_rows.Same(Firsts[_group[at]], row, kept))
                    return _group[at];
                at = (at + 1) & _mask;
            }

            _stamp[at] = _now;
            _group[at] = Count;
            Firsts[Count] = row;
            return Count++;
        }
    }

    private ulong Hash(int row, ulong[] kept)
    {
        unchecked
        {
            if (kept.Length == 1)
                return (_rows.Codes[row] & kept[0]) * 0x9E3779B97F4A7C15UL;
            var hash = 0UL;
            for (var word = 0; word < kept.Length; word++)
            {
                hash = (hash ^ (_rows.Codes[(row * kept.Length) + word] & kept[word])) * 0x9E3779B97F4A7C15UL;
                hash ^= hash >> 29;
            }

            return hash * 0xBF58476D1CE4E5B9UL;
        }
    }
}
