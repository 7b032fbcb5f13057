using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Rows of codes in which some cells are <c>*</c>, so that every row is like k or more in the quasi-identifiers.</summary>
/// <remarks>
/// Row for row the table given, in its order; none is dropped. A starred cell has the code one past the last of its column
/// (<see cref="StarOf"/>): <c>*</c> is a value of its own, and a reader who counts classes counts it as one. Immutable.
/// </remarks>
public sealed class AnonymousTable
{
    private readonly ushort[][] _columns;

    internal AnonymousTable(CodedDomain source, ushort[][] columns, ClassSizes classes)
    {
        Source = source;
        _columns = columns;
        Classes = classes.Count;
        SmallestClass = classes.Smallest;
        SuppressedByColumn = [.. columns.Select((codes, column) => codes.LongCount(code => code == source.SizeOf(column)))];
        Suppressed = SuppressedByColumn.Sum();
    }

    /// <summary>The domain of the table given; starred cells lie one past its codes.</summary>
    public CodedDomain Source { get; }

    /// <summary>How many rows there are; as many as in the table given.</summary>
    public int Rows => _columns[0].Length;

    /// <summary>How many cells are starred: in quasi-identifiers, and in sensitive columns where a class was too uniform.</summary>
    public long Suppressed { get; }

    /// <summary>How many cells of each column are starred; zero for columns that are neither a quasi-identifier nor sensitive.</summary>
    public IReadOnlyList<long> SuppressedByColumn { get; }

    /// <summary>How many different rows of quasi-identifiers there are, <c>*</c> counted as a value.</summary>
    public int Classes { get; }

    /// <summary>How many rows the smallest class has, in persons; at least k.</summary>
    public int SmallestClass { get; }

    /// <summary>Starred cells among all cells of some columns, 0 to 1.</summary>
    /// <param name="columns">How many columns the share is of, one or more: the quasi-identifiers and the sensitive ones, or all.</param>
    /// <returns>The share.</returns>
    public double ShareSuppressed(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return Suppressed / ((double)Rows * columns);
    }

    /// <summary>The codes of one column, a row each.</summary>
    /// <param name="column">Number of the column, from zero.</param>
    /// <returns>The codes, in the order of the rows.</returns>
    public ReadOnlySpan<ushort> Column(int column) => _columns[column];

    /// <summary>The code that stands for <c>*</c> in a column.</summary>
    /// <param name="column">Number of the column, from zero.</param>
    /// <returns>The number of codes of the column: one past the last.</returns>
    public ushort StarOf(int column) => checked((ushort)Source.SizeOf(column));
}
