using System.Numerics;

namespace Amparo.PrivateRelease.Marginals;

/// <summary>A set of columns of a domain as one machine word: bit <c>i</c> stands for column <c>i</c>.</summary>
/// <param name="Bits">The columns.</param>
public readonly record struct ColumnSet(ulong Bits)
{
    /// <summary>How many columns are in it.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>A set of the columns named.</summary>
    /// <param name="columns">Numbers of columns, 0 to 63.</param>
    /// <returns>The set.</returns>
    public static ColumnSet Of(params ReadOnlySpan<int> columns)
    {
        var bits = 0UL;
        foreach (var column in columns)
            bits |= 1UL << column;
        return new(bits);
    }

    /// <summary>Whether a column is in it.</summary>
    /// <param name="column">Number of the column, from zero.</param>
    /// <returns>True if it is.</returns>
    public bool Contains(int column) => ((Bits >> column) & 1) != 0;

    /// <summary>Whether all columns of another set are in it.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>True if they are; true for the empty set.</returns>
    public bool Covers(ColumnSet other) => (Bits & other.Bits) == other.Bits;

    /// <summary>The columns in ascending order.</summary>
    /// <returns>Their numbers, from zero.</returns>
    public int[] Columns()
    {
        var columns = new int[Count];
        var left = Bits;
        for (var at = 0; left != 0; at++, left &= left - 1)
            columns[at] = BitOperations.TrailingZeroCount(left);
        return columns;
    }
}
