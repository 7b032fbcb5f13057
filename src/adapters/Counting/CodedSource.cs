using Amparo.PrivateRelease.Tables;

namespace Amparo.Counting;

/// <summary>A table of coded rows in a database, and how it is to be counted. All of it is public and declared, nothing is read off the rows.</summary>
/// <param name="Table">Its name, with the schema before a dot on PostgreSQL; without one, <c>public</c> is meant.</param>
/// <param name="Domain">The columns to count; each is a column of whole numbers of the same name.</param>
public sealed record CodedSource(string Table, CodedDomain Domain)
{
    /// <summary>The column that says whose a row is; null if no person has more than one row.</summary>
    public string? PersonColumn { get; init; }

    /// <summary>How many rows of one person are counted, drawn at random among hers; one unless said otherwise. Only looked at with a person column.</summary>
    public int RowsPerPerson { get; init; } = 1;

    /// <summary>By column, the code for whatever is outside its domain, absent values too. A column without one refuses such rows.</summary>
    public IReadOnlyDictionary<string, int> OtherCodes { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>How much may be fetched at once.</summary>
    public CountingLimits Limits { get; init; } = new();

    /// <summary>Refuses a source that contradicts itself.</summary>
    /// <exception cref="ArgumentException">A code for others is of no column or outside its domain, or a number is below one.</exception>
    internal static void Check(CodedSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (string.IsNullOrWhiteSpace(source.Table))
            throw new ArgumentException("A table has a name.", nameof(source));
        foreach (var (name, code) in source.OtherCodes)
        {
            if (source.Domain.Columns.FirstOrDefault(column => column.Name == name) is not { } column || code < 0 || code >= column.Size)
                throw new ArgumentException("A code for others is of no column, or outside its domain.", nameof(source));
        }

        if (source.RowsPerPerson < 1 || source.Limits.DistinctRows < 1 || source.Limits.JointCells < 1 || source.Limits.GroupColumns < 1)
            throw new ArgumentException("A limit is at least one.", nameof(source));
    }
}

/// <summary>How much may be fetched at once.</summary>
public sealed record CountingLimits
{
    /// <summary>Up to how many distinct rows the whole table is fetched as distinct rows.</summary>
    public int DistinctRows { get; init; } = 1_000_000;

    /// <summary>How many cells the columns of one query can have together.</summary>
    public int JointCells { get; init; } = 1_000_000;

    /// <summary>How many columns one query groups by, unless a single table asks for more.</summary>
    public int GroupColumns { get; init; } = 7;
}
