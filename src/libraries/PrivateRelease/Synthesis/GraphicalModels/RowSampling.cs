using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis.GraphicalModels;

/// <summary>Makes rows whose tables agree with a model's as closely as whole persons can.</summary>
/// <remarks>
/// Column by column along the tree. The rows that are alike in the columns which the new one depends on share out its codes in proportion: whole
/// persons first, what remains by systematic rounding at a random start, and who of them gets which code by shuffling. Much closer to the
/// model than independent draws.
/// </remarks>
internal static class RowSampling
{
    public static CodedTable Draw(GraphicalModel model, RandomBits coins)
    {
        var domain = model.Domain;
        var rows = checked((int)Math.Max(1, Math.Round(model.Total)));
        var columns = new ushort[domain.Count][];
        var done = 0UL;
        for (var clique = 0; clique < model.Tree.Cliques.Length; clique++)
        {
            var own = model.Tree.Cliques[clique];
            foreach (var column in new ColumnSet(own.Bits & ~done).Columns())
            {
                var given = new ColumnSet(own.Bits & done);
                var table = model.Cliques[clique].SumOnto(domain, new(given.Bits | (1UL << column)));
                columns[column] = Extend(domain, columns, table, (column, rows), coins);
                done |= 1UL << column;
            }
        }

        return new(domain, columns);
    }

    private static ushort[] Extend(CodedDomain domain, ushort[][] columns, DenseTable table, (int Column, int Rows) wanted, RandomBits coins)
    {
        var size = domain.SizeOf(wanted.Column);
        // Where each row's cells begin, and how far apart they lie.
        var starts = new int[wanted.Rows];
        var stride = 1;
        var step = 1;
        foreach (var column in table.Columns.Columns().Reverse())
        {
            if (column == wanted.Column)
                step = stride;
            else
            {
                for (var row = 0; row < starts.Length; row++)
                    starts[row] += columns[column][row] * stride;
            }

            stride *= domain.SizeOf(column);
        }

        var order = new int[wanted.Rows];
        for (var row = 0; row < order.Length; row++)
            order[row] = row;
        Array.Sort((int[])starts.Clone(), order);
        var codes = new ushort[wanted.Rows];
        var weights = new double[size];
        for (var first = 0; first < order.Length;)
        {
            var start = starts[order[first]];
            var end = first;
            while (end < order.Length && starts[order[end]] == start)
                end++;
            for (var code = 0; code < size; code++)
                weights[code] = table.Values[start + (code * step)];
            var group = order.AsSpan(first, end - first);
            Shuffle(group, coins);
            Share(group, weights, codes, coins);
            first = end;
        }

        return codes;
    }

    private static void Share(Span<int> group, double[] weights, ushort[] codes, RandomBits coins)
    {
        var total = weights.Sum();
        var next = 0;
        var fractions = new double[weights.Length];
        for (var code = 0; code < weights.Length; code++)
        {
            var share = total > 0 ? group.Length * (weights[code] / total) : (double)group.Length / weights.Length;
            var whole = Math.Min((int)share, group.Length - next);
            fractions[code] = share - whole;
            for (var given = 0; given < whole; given++)
                codes[group[next++]] = (ushort)code;
        }

        var remaining = group.Length - next;
        if (remaining == 0)
            return;
        // Marks at equal distances over the fractions laid end to end: each code gets one more with exactly its fraction as probability.
        var distance = fractions.Sum() / remaining;
        var mark = (coins.Word() >> 11) * (1.0 / (1UL << 53)) * distance;
        var passed = 0.0;
        var last = 0;
        for (var code = 0; code < weights.Length && next < group.Length; code++)
        {
            passed += fractions[code];
            if (fractions[code] > 0)
                last = code;
            for (; mark < passed && next < group.Length; mark += distance)
                codes[group[next++]] = (ushort)code;
        }

        while (next < group.Length)
            codes[group[next++]] = (ushort)last;
    }

    private static void Shuffle(Span<int> rows, RandomBits coins)
    {
        for (var at = rows.Length - 1; at > 0; at--)
        {
            var other = (int)coins.Below((ulong)at + 1);
            (rows[at], rows[other]) = (rows[other], rows[at]);
        }
    }
}
