using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis;

/// <summary>The first rows of a fit: a tree of the closest pairs of columns, shared out among rows without chance.</summary>
/// <remarks>
/// The tree of most mutual information (Chow and Liu 1968, doi:10.1109/TIT.1968.1054142) over the noisy pairs. Its columns are gone through from the root; all rows that are still alike are divided
/// by the shares that their parent's code gives, and what is left over after whole rows is carried to the next ones with that code, so that every pair of the tree comes out
/// within one row of its estimate.
/// </remarks>
internal static class TreeStart
{
    /// <summary>Makes rows.</summary>
    /// <param name="estimates">The noisy tables; those of singles and pairs are used.</param>
    /// <param name="rows">How many rows to make.</param>
    /// <param name="unit">How many copies are kept together: a larger one gives fewer distinct rows.</param>
    public static RowPool Make(ResidualEstimates estimates, int rows, int unit)
    {
        var domain = estimates.Plan.Domain;
        var branches = Tree(estimates);
        var alike = new RowPool(domain.Count);
        alike.Add(alike.PlaceOf(new ushort[domain.Count]), rows);
        foreach (var branch in branches)
            alike = Divide(alike, branch, domain, unit);
        return alike;
    }

    private static RowPool Divide(RowPool alike, Branch branch, CodedDomain domain, int unit)
    {
        var size = domain.SizeOf(branch.Column);
        var carried = new double[branch.Shares.Length];
        var divided = new RowPool(domain.Count, 1 << 12);
        var row = new ushort[domain.Count];
        for (var place = 0; place < alike.Count; place++)
        {
            alike.Row(place).CopyTo(row);
            var parent = branch.Parent < 0 ? 0 : row[branch.Parent];
            var shares = branch.Shares.AsSpan(parent * size, size);
            var owed = carried.AsSpan(parent * size, size);
            var left = alike.Counts[place];
            for (var code = 0; code < size; code++)
                owed[code] += shares[code] * left;
            while (left > 0)
            {
                // The code that is owed most takes what it is owed, a unit at least.
                var most = 0;
                for (var code = 1; code < size; code++)
                {
                    if (owed[code] > owed[most])
                        most = code;
                }

                var taken = Math.Min(left, Math.Max(unit, (int)owed[most]));
                owed[most] -= taken;
                left -= taken;
                row[branch.Column] = (ushort)most;
                divided.Add(divided.PlaceOf(row), taken);
            }
        }

        return divided;
    }

    private static List<Branch> Tree(ResidualEstimates estimates)
    {
        var domain = estimates.Plan.Domain;
        var known = estimates.Plan.Tables.ToHashSet();
        var pairs = estimates.Plan.Tables.Where(table => table.Count == 2)
            .Select(table => (Columns: table.Columns(), Table: Positive(estimates.Table(table))))
            .Select(pair => (pair.Columns, pair.Table, Bits: Information(pair.Table, domain.SizeOf(pair.Columns[0]), domain.SizeOf(pair.Columns[1]))))
            .OrderByDescending(pair => pair.Bits).ThenBy(pair => pair.Columns[0]).ThenBy(pair => pair.Columns[1]).ToList();
        var done = new HashSet<int>();
        var branches = new List<Branch>();
        while (done.Count < domain.Count)
        {
            var next = pairs.FirstOrDefault(pair => done.Contains(pair.Columns[0]) != done.Contains(pair.Columns[1]));
            if (next.Columns is null)
            {
                var root = Enumerable.Range(0, domain.Count).First(column => !done.Contains(column));
                var single = known.Contains(ColumnSet.Of(root)) ? Positive(estimates.Table(ColumnSet.Of(root))) : [1.0];
                branches.Add(new(root, -1, Shares(single, single.Length)));
                done.Add(root);
                continue;
            }

            var (parent, child) = done.Contains(next.Columns[0]) ? (next.Columns[0], next.Columns[1]) : (next.Columns[1], next.Columns[0]);
            var table = parent < child ? next.Table : Turned(next.Table, domain.SizeOf(parent));
            branches.Add(new(child, parent, Shares(table, domain.SizeOf(child))));
            done.Add(child);
        }

        return branches;
    }

    private static double[] Positive(double[] table) => Array.ConvertAll(table, count => Math.Max(0, count));

    // Each parent's code: how the child's codes share it. A parent's code with nothing but zeros shares evenly.
    private static double[] Shares(double[] table, int size)
    {
        var shares = new double[table.Length];
        for (var first = 0; first < table.Length; first += size)
        {
            var sum = 0.0;
            for (var code = 0; code < size; code++)
                sum += table[first + code];
            for (var code = 0; code < size; code++)
                shares[first + code] = sum > 0 ? table[first + code] / sum : 1.0 / size;
        }

        return shares;
    }

    private static double[] Turned(double[] table, int columns)
    {
        var rows = table.Length / columns;
        var turned = new double[table.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
                turned[(column * rows) + row] = table[(row * columns) + column];
        }

        return turned;
    }

    private static double Information(double[] table, int rows, int columns)
    {
        var (byRow, byColumn, total) = (new double[rows], new double[columns], 0.0);
        for (var cell = 0; cell < table.Length; cell++)
        {
            byRow[cell / columns] += table[cell];
            byColumn[cell % columns] += table[cell];
            total += table[cell];
        }

        var information = 0.0;
        for (var cell = 0; cell < table.Length; cell++)
        {
            if (table[cell] > 0)
                information += table[cell] / total * Math.Log2(table[cell] * total / (byRow[cell / columns] * byColumn[cell % columns]));
        }

        return information;
    }

    private sealed record Branch(int Column, int Parent, double[] Shares);
}
