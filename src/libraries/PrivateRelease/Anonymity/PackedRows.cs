using System.Numerics;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Rows of codes packed into a few 64-bit words each, so that "equal but for these columns" is an exclusive-or and a mask.</summary>
internal sealed class PackedRows
{
    private readonly int[] _word;
    private readonly int[] _shift;
    private readonly int[] _bits;

    private PackedRows(CodedDomain domain)
    {
        _word = new int[domain.Count];
        _shift = new int[domain.Count];
        _bits = new int[domain.Count];
        var (word, left) = (0, 64);
        for (var column = 0; column < domain.Count; column++)
        {
            _bits[column] = BitOperations.Log2((uint)Math.Max(1, domain.SizeOf(column) - 1)) + 1;
            if (_bits[column] > left)
                (word, left) = (word + 1, 64);
            left -= _bits[column];
            (_word[column], _shift[column]) = (word, left);
        }

        Words = word + 1;
    }

    /// <summary>How many words a row has.</summary>
    public int Words { get; }

    /// <summary>The rows one after another, <see cref="Words"/> words each.</summary>
    public ulong[] Codes { get; private init; } = [];

    public static PackedRows Of(WeightedRows rows) => Of(rows.Domain, rows.Count, rows.Column);

    public static PackedRows Of(CodedTable table) => Of(table.Domain, table.Rows, column => table.Column(column).ToArray());

    /// <summary>The bits of the columns that a pattern keeps.</summary>
    public ulong[] Kept(ColumnSet starred)
    {
        var kept = new ulong[Words];
        for (var column = 0; column < _word.Length; column++)
        {
            if (!starred.Contains(column))
                kept[_word[column]] |= ((1UL << _bits[column]) - 1) << _shift[column];
        }

        return kept;
    }

    /// <summary>The words of one row.</summary>
    public ReadOnlySpan<ulong> WordsOf(int row) => Codes.AsSpan(row * Words, Words);

    /// <summary>Whether two rows are equal in the bits kept.</summary>
    public bool Same(int left, int right, ulong[] kept)
    {
        for (var word = 0; word < kept.Length; word++)
        {
            if (((Codes[(left * Words) + word] ^ Codes[(right * Words) + word]) & kept[word]) != 0)
                return false;
        }

        return true;
    }

    /// <summary>The columns in which two rows differ.</summary>
    public ColumnSet Differing(int left, int right)
    {
        var differing = 0UL;
        for (var column = 0; column < _word.Length; column++)
        {
            var change = Codes[(left * Words) + _word[column]] ^ Codes[(right * Words) + _word[column]];
            if (((change >> _shift[column]) & ((1UL << _bits[column]) - 1)) != 0)
                differing |= 1UL << column;
        }

        return new(differing);
    }

    private static PackedRows Of(CodedDomain domain, int count, Func<int, ushort[]> columnOf)
    {
        var empty = new PackedRows(domain);
        var packed = new PackedRows(domain) { Codes = new ulong[count * empty.Words] };
        for (var column = 0; column < domain.Count; column++)
        {
            var codes = columnOf(column);
            for (var row = 0; row < count; row++)
                packed.Codes[(row * packed.Words) + packed._word[column]] |= (ulong)codes[row] << packed._shift[column];
        }

        return packed;
    }
}
