using Amparo.PrivateRelease.Marginals;

namespace Amparo.PrivateRelease.Tables;

/// <summary>Distinct rows of codes that were counted elsewhere, in a database for instance, each with the number of times it stands there.</summary>
/// <remarks>
/// The order in which they come does not matter, and a row that comes twice (from two servers) adds up. These are exact counts of persons: like a
/// <see cref="CodedTable"/> they go into a mechanism and nowhere else. Immutable, thread-safe.
/// </remarks>
public sealed class CountedRows
{
    private readonly WeightedRows _rows;

    /// <summary>Takes rows that are already coded and counted.</summary>
    /// <param name="domain">The public domain.</param>
    /// <param name="columns">One array a column of the domain, in its order, all of one length; every code below the column's size.</param>
    /// <param name="weights">How often each row stands in the table: at least once; at most 2,147,483,647 times all together.</param>
    /// <exception cref="ArgumentException">The columns do not fit the domain or the weights, or a code or a weight is out of its range.</exception>
    public CountedRows(CodedDomain domain, IReadOnlyList<ushort[]> columns, int[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        var table = new CodedTable(domain, columns);
        if (weights.Length != table.Rows)
            throw new ArgumentException("There is one weight a row.", nameof(weights));
        if (Array.Exists(weights, weight => weight < 1) || weights.Sum(weight => (long)weight) > int.MaxValue)
            throw new ArgumentException("A weight is out of range.", nameof(weights));
        _rows = WeightedRows.Of(table, weights);
        Total = _rows.Weights.Sum();
    }

    /// <summary>The public domain.</summary>
    public CodedDomain Domain => _rows.Domain;

    /// <summary>How many distinct rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>How many rows they stand for.</summary>
    public int Total { get; }

    /// <summary>How many rows one person may have among them, a public number; one unless said otherwise.</summary>
    public int RowsPerPerson { get; init; } = 1;

    /// <summary>The codes of one column, a distinct row each, in ascending order of the rows.</summary>
    /// <param name="column">Number of the column, from zero.</param>
    /// <returns>The codes.</returns>
    public ReadOnlySpan<ushort> Column(int column) => _rows.Column(column);

    /// <summary>How often each distinct row stands in the table, in the order of <see cref="Column"/>.</summary>
    /// <returns>The weights, at least one each.</returns>
    public ReadOnlySpan<int> Weights() => _rows.Weights;

    /// <summary>Counts tables over some of the columns.</summary>
    /// <param name="sets">Over which columns, a table each; at most 2,147,483,647 cells a table.</param>
    /// <returns>The exact tables, in the order asked for.</returns>
    /// <exception cref="ArgumentException">A set has a column that the domain lacks.</exception>
    /// <exception cref="OverflowException">A table has too many cells.</exception>
    public IReadOnlyList<CountedTable> Tables(IReadOnlyList<ColumnSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.Any(set => set.Columns() is [.., var last] && last >= Domain.Count))
            throw new ArgumentException("A set has a column that the domain lacks.", nameof(sets));
        return Array.ConvertAll(MarginalCounter.Count(_rows, sets), table => new CountedTable(table.Columns, table.Sizes, table.Counts));
    }

    /// <summary>All rows one by one, as a mechanism takes them.</summary>
    /// <returns>A table of <see cref="Total"/> rows.</returns>
    /// <exception cref="InvalidOperationException">A person may have several rows: a mechanism's guarantee is for one row a person.</exception>
    public CodedTable ToTable()
    {
        if (RowsPerPerson != 1)
            throw new InvalidOperationException("A mechanism takes one row a person.");
        var columns = new ushort[Domain.Count][];
        for (var column = 0; column < columns.Length; column++)
        {
            columns[column] = new ushort[Total];
            var row = 0;
            for (var distinct = 0; distinct < Count; distinct++)
            {
                columns[column].AsSpan(row, _rows.Weights[distinct]).Fill(_rows.Column(column)[distinct]);
                row += _rows.Weights[distinct];
            }
        }

        return new(Domain, columns);
    }
}
