using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Marginals;

/// <summary>Counts many tables at once over the distinct rows of a coded table.</summary>
/// <remarks>
/// Tables that share all columns but the last share the code of those columns, worked out once for a block of rows that stays in the cache. Where most rows are distinct and a table is of
/// flags only, the rows are bits: presence is a bitwise AND and a population count, and the other cells follow by inclusion and exclusion. Work is shared out by
/// groups of tables, never by rows: the counts are whole numbers and the same whatever the number of threads. Cost: rows × tables. Thread-safe.
/// </remarks>
internal static class MarginalCounter
{
    private const int Block = 1 << 12;

    // Bits speak of single rows. Where many rows are equal, going through the distinct ones with their weights is quicker than bits of all.
    private const double FewRepeats = 0.5;

    /// <summary>Counts.</summary>
    /// <param name="rows">The distinct rows.</param>
    /// <param name="sets">Over which columns, a table each; their cells fit into an array.</param>
    /// <returns>The tables in the order asked for.</returns>
    public static Marginal[] Count(WeightedRows rows, IReadOnlyList<ColumnSet> sets)
    {
        var counted = new Marginal[sets.Count];
        var total = rows.Weights.Sum(weight => (long)weight);
        var bits = rows.Count > total * FewRepeats ? FlagBits.Of(rows) : null;
        var groups = Enumerable.Range(0, sets.Count).GroupBy(at => WithoutLast(sets[at])).Select(group => group.ToArray()).ToArray();
        Parallel.ForEach(groups, group =>
        {
            var flags = bits is null ? [] : group.Where(at => bits.Holds(sets[at])).ToArray();
            foreach (var at in flags)
                counted[at] = new(sets[at], SizesOf(rows.Domain, sets[at]), bits!.Count(sets[at]));
            CountGroup(rows, sets, [.. group.Except(flags)], counted);
        });
        return counted;
    }

    private static ColumnSet WithoutLast(ColumnSet set) =>
        set.Bits == 0 ? set : new(set.Bits & ~(1UL << (63 - System.Numerics.BitOperations.LeadingZeroCount(set.Bits))));

    private static int[] SizesOf(CodedDomain domain, ColumnSet set) => Array.ConvertAll(set.Columns(), domain.SizeOf);

    private static void CountGroup(WeightedRows rows, IReadOnlyList<ColumnSet> sets, int[] group, Marginal[] counted)
    {
        if (group.Length == 0)
            return;
        var prefix = WithoutLast(sets[group[0]]).Columns();
        foreach (var at in group)
        {
            var sizes = SizesOf(rows.Domain, sets[at]);
            counted[at] = new(sets[at], sizes, new int[sizes.Aggregate(1, (cells, size) => checked(cells * size))]);
        }

        var codes = new int[Block];
        for (var first = 0; first < rows.Count; first += Block)
        {
            var taken = Math.Min(Block, rows.Count - first);
            var weights = rows.Weights.AsSpan(first, taken);
            PrefixCodes(rows, prefix, first, codes.AsSpan(0, taken));
            foreach (var at in group)
            {
                var columns = sets[at].Columns();
                if (columns.Length == 0)
                    counted[at].Counts[0] += Sum(weights);
                else
                    Add(codes.AsSpan(0, taken), new(rows.Column(columns[^1]).AsSpan(first, taken), counted[at].Sizes[^1]), weights, counted[at].Counts);
            }
        }
    }

    private static void PrefixCodes(WeightedRows rows, int[] prefix, int first, Span<int> codes)
    {
        unchecked
        {
            codes.Clear();
            foreach (var column in prefix)
            {
                var size = rows.Domain.SizeOf(column);
                var values = rows.Column(column).AsSpan(first, codes.Length);
                for (var row = 0; row < codes.Length; row++)
                    codes[row] = (codes[row] * size) + values[row];
            }
        }
    }

    private static void Add(ReadOnlySpan<int> codes, LastColumn last, ReadOnlySpan<int> weights, int[] counts)
    {
        unchecked
        {
            // The codes are inside the domain (CodedTable has checked them), and the counts have a cell for each.
            ref var cell = ref MemoryMarshal.GetArrayDataReference(counts);
            for (var row = 0; row < codes.Length; row++)
                Unsafe.Add(ref cell, (codes[row] * last.Size) + last.Codes[row]) += weights[row];
        }
    }

    private static int Sum(ReadOnlySpan<int> weights)
    {
        var sum = 0;
        foreach (var weight in weights)
            sum = checked(sum + weight);
        return sum;
    }

    private readonly ref struct LastColumn(ReadOnlySpan<ushort> codes, int size)
    {
        public ReadOnlySpan<ushort> Codes { get; } = codes;

        public int Size { get; } = size;
    }
}
