namespace Amparo.PrivateRelease.Tables;

/// <summary>Which columns a table has and which codes they may hold: declared beforehand from public code lists, never read off the data.</summary>
/// <remarks>Immutable. At most <see cref="MostColumns"/> columns, so that a set of them is one machine word (<see cref="Marginals.ColumnSet"/>).</remarks>
public sealed class CodedDomain
{
    /// <summary>The most columns that a domain can have.</summary>
    public const int MostColumns = 64;

    private readonly CodedColumn[] _columns;

    /// <summary>Declares a domain.</summary>
    /// <param name="columns">The columns in their order; 1 to <see cref="MostColumns"/>, names unique.</param>
    /// <exception cref="ArgumentException">There is no column, there are too many, a name stands twice, or a size is out of range.</exception>
    public CodedDomain(IReadOnlyList<CodedColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count is 0 or > MostColumns)
            throw new ArgumentException("A domain has 1 to 64 columns.", nameof(columns));
        if (columns.Any(column => column.Size is < 1 or > CodedColumn.LargestSize))
            throw new ArgumentException("A column has 1 to 65,535 codes.", nameof(columns));
        if (columns.Any(column => column.Labels is { } labels && labels.Count != column.Size))
            throw new ArgumentException("A column has one label a code.", nameof(columns));
        if (columns.Select(column => column.Name).Distinct(StringComparer.Ordinal).Count() != columns.Count)
            throw new ArgumentException("A column's name stands twice.", nameof(columns));
        _columns = [.. columns];
    }

    /// <summary>The columns in their order.</summary>
    public IReadOnlyList<CodedColumn> Columns => _columns;

    /// <summary>How many columns there are.</summary>
    public int Count => _columns.Length;

    /// <summary>How many codes a column may hold.</summary>
    /// <param name="column">Number of the column, from zero.</param>
    /// <returns>The number of codes, at least one.</returns>
    public int SizeOf(int column) => _columns[column].Size;
}
