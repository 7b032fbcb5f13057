namespace Amparo.PrivateRelease.Tables;

/// <summary>Rows of codes, a column at a time: what is counted and protected, and what a synthesis gives back.</summary>
/// <remarks>
/// One row a person: whoever has several rows of one person groups and clips them first. Two bytes a code, because a list
/// of municipalities does not fit into one. Immutable by convention: the columns are handed in and not copied.
/// </remarks>
public sealed class CodedTable
{
    private readonly ushort[][] _columns;

    /// <summary>Takes columns that are already coded.</summary>
    /// <param name="domain">The public domain.</param>
    /// <param name="columns">One array a column of the domain, in its order, all of one length; every code below the column's size.</param>
    /// <exception cref="ArgumentException">The columns do not fit the domain, or a code is outside of it.</exception>
    public CodedTable(CodedDomain domain, IReadOnlyList<ushort[]> columns)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count != domain.Count || columns.Any(column => column.Length != columns[0].Length))
            throw new ArgumentException("The columns do not fit the domain.", nameof(columns));
        for (var column = 0; column < columns.Count; column++)
        {
            // No code is named: it may be a person's.
            if (columns[column].AsSpan().ContainsAnyExceptInRange((ushort)0, (ushort)(domain.SizeOf(column) - 1)))
                throw new ArgumentException("A code is outside the domain.", nameof(columns));
        }

        Domain = domain;
        _columns = [.. columns];
    }

    /// <summary>The public domain.</summary>
    public CodedDomain Domain { get; }

    /// <summary>How many rows there are.</summary>
    public int Rows => _columns[0].Length;

    /// <summary>The codes of one column, a row each.</summary>
    /// <param name="column">Number of the column, from zero.</param>
    /// <returns>The codes, in the order of the rows.</returns>
    public ReadOnlySpan<ushort> Column(int column) => _columns[column];
}
