using System.Numerics;
using System.Runtime.InteropServices;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Marginals;

/// <summary>The columns of two codes as bitmaps, a bit a row.</summary>
/// <remarks>A row that stands several times in the table has several bits. Immutable, thread-safe.</remarks>
internal sealed class FlagBits
{
    private readonly ulong[]?[] _bits;
    private readonly int _rows;

    private FlagBits(ulong[]?[] bits, int rows)
    {
        _bits = bits;
        _rows = rows;
    }

    public static FlagBits Of(WeightedRows rows)
    {
        var all = checked((int)rows.Weights.Sum(weight => (long)weight));
        var bits = new ulong[]?[rows.Domain.Count];
        Parallel.For(0, bits.Length, column =>
        {
            if (rows.Domain.SizeOf(column) == 2)
                bits[column] = Pack(rows.Column(column), rows.Weights, all);
        });
        return new(bits, all);
    }

    /// <summary>Whether a table is over one to three flags and nothing else.</summary>
    public bool Holds(ColumnSet set) => set.Count is >= 1 and <= 3 && Array.TrueForAll(set.Columns(), column => _bits[column] is not null);

    /// <summary>The counts of a table over flags.</summary>
    public int[] Count(ColumnSet set)
    {
        var columns = set.Columns();
        // How many rows have all flags of each subset; bit i of the subset's number is the i-th flag from behind, as cells are numbered.
        var present = new int[1 << columns.Length];
        for (var subset = 0; subset < present.Length; subset++)
            present[subset] = Present([.. columns.Where((_, at) => ((subset >> (columns.Length - 1 - at)) & 1) != 0)]);
        // Moebius: rows with exactly these flags are those with at least these, less those with one more.
        for (var flag = 0; flag < columns.Length; flag++)
        {
            for (var cell = 0; cell < present.Length; cell++)
            {
                if (((cell >> flag) & 1) == 0)
                    present[cell] -= present[cell | (1 << flag)];
            }
        }

        return present;
    }

    private static ulong[] Pack(ushort[] codes, int[] weights, int rows)
    {
        unchecked
        {
            var packed = new ulong[(rows + 63) / 64];
            var row = 0;
            for (var distinct = 0; distinct < codes.Length; distinct++)
            {
                for (var copy = 0; copy < weights[distinct]; copy++, row++)
                    packed[row >> 6] |= (ulong)codes[distinct] << (row & 63);
            }

            return packed;
        }
    }

    private int Present(int[] columns)
    {
        switch (columns.Length)
        {
            case 0: return _rows;
            case 1: return Ones(_bits[columns[0]], _bits[columns[0]], _bits[columns[0]]);
            case 2: return Ones(_bits[columns[0]], _bits[columns[1]], _bits[columns[1]]);
            default: return Ones(_bits[columns[0]], _bits[columns[1]], _bits[columns[2]]);
        }
    }

    private static int Ones(ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second, ReadOnlySpan<ulong> third)
    {
        unchecked
        {
            var ones = 0;
            var vectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(first);
            var others = MemoryMarshal.Cast<ulong, Vector<ulong>>(second);
            var last = MemoryMarshal.Cast<ulong, Vector<ulong>>(third);
            for (var at = 0; at < vectors.Length; at++)
            {
                var all = vectors[at] & others[at] & last[at];
                for (var word = 0; word < Vector<ulong>.Count; word++)
                    ones += BitOperations.PopCount(all[word]);
            }

            for (var at = vectors.Length * Vector<ulong>.Count; at < first.Length; at++)
                ones += BitOperations.PopCount(first[at] & second[at] & third[at]);
            return ones;
        }
    }
}
