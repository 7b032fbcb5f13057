namespace Amparo.PrivateRelease.Tables;

/// <summary>The distinct rows of a table, each with the number of times it stands there: a tenth of the work or less.</summary>
/// <remarks>
/// In ascending order of the codes, column by column, so that equal tables give equal rows whatever the order they came in. Cost: a sort of
/// the rows' packed codes. Immutable.
/// </remarks>
internal sealed class WeightedRows
{
    private readonly ushort[][] _columns;

    private WeightedRows(CodedDomain domain, ushort[][] columns, int[] weights)
    {
        Domain = domain;
        _columns = columns;
        Weights = weights;
    }

    public CodedDomain Domain { get; }

    /// <summary>How many distinct rows there are.</summary>
    public int Count => Weights.Length;

    /// <summary>How often each distinct row stands in the table; at least one.</summary>
    public int[] Weights { get; }

    public ushort[] Column(int column) => _columns[column];

    public static WeightedRows Of(CodedTable table) => Of(table, null);

    /// <summary>Of rows that were counted elsewhere, each with its weight; equal ones add up.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="counted">How often each of them stands for; null if once. Their sum fits into an int.</param>
    /// <returns>The distinct rows.</returns>
    public static WeightedRows Of(CodedTable table, int[]? counted)
    {
        var rows = table.Rows;
        var domain = table.Domain;
        var order = new int[rows];
        for (var row = 0; row < rows; row++)
            order[row] = row;
        var words = PackedKeys(table);
        // Sorted word by word from the last to the first; each sort must be stable, so ties keep the order of before.
        SortByWords(order, words);

        var firsts = new List<int>();
        for (var at = 0; at < rows; at++)
        {
            if (at == 0 || !SameKey(words, order[at - 1], order[at]))
                firsts.Add(at);
        }

        var weights = new int[firsts.Count];
        var columns = new ushort[domain.Count][];
        for (var column = 0; column < domain.Count; column++)
            columns[column] = new ushort[firsts.Count];
        for (var distinct = 0; distinct < firsts.Count; distinct++)
        {
            var end = distinct + 1 < firsts.Count ? firsts[distinct + 1] : rows;
            weights[distinct] = counted is null ? end - firsts[distinct] : Sum(counted, order.AsSpan(firsts[distinct]..end));
            var row = order[firsts[distinct]];
            for (var column = 0; column < domain.Count; column++)
                columns[column][distinct] = table.Column(column)[row];
        }

        return new(domain, columns, weights);
    }

    private static int Sum(int[] counted, ReadOnlySpan<int> rows)
    {
        var sum = 0;
        foreach (var row in rows)
            sum += counted[row];
        return sum;
    }

    // All codes of a row in as few 64-bit words as hold them, the first column in the highest bits.
    private static ulong[][] PackedKeys(CodedTable table)
    {
        var words = new List<ulong[]>();
        var left = 0;
        for (var column = 0; column < table.Domain.Count; column++)
        {
            var bits = System.Numerics.BitOperations.Log2((uint)Math.Max(1, table.Domain.SizeOf(column) - 1)) + 1;
            if (bits > left)
            {
                words.Add(new ulong[table.Rows]);
                left = 64;
            }

            left -= bits;
            var word = words[^1];
            var codes = table.Column(column);
            for (var row = 0; row < codes.Length; row++)
                word[row] |= (ulong)codes[row] << left;
        }

        return [.. words];
    }

    private static void SortByWords(int[] order, ulong[][] words)
    {
        if (words.Length == 1)
        {
            Array.Sort(words[0].AsSpan().ToArray(), order);
            return;
        }

        Array.Sort(order, (left, right) =>
        {
            foreach (var word in words)
            {
                var compared = word[left].CompareTo(word[right]);
                if (compared != 0)
                    return compared;
            }

            return 0;
        });
    }

    private static bool SameKey(ulong[][] words, int left, int right)
    {
        foreach (var word in words)
        {
            if (word[left] != word[right])
                return false;
        }

        return true;
    }
}
