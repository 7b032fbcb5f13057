using System.Runtime.InteropServices;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Records;

/// <summary>A published count: a number, a number between two bounds, or why there is none.</summary>
/// <remarks><c>&lt;5</c> is 0 to 4. The default value is no count and must not be used.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PublishedCount
{
    private PublishedCount(long low, long high)
    {
        Low = low;
        High = high;
    }

    /// <summary>The lowest number it can mean; negative if it is missing: minus the number of the kind.</summary>
    public long Low { get; }

    /// <summary>The highest number it can mean; equals <see cref="Low"/> if it is exact or missing.</summary>
    public long High { get; }

    /// <summary>Why it is missing, or null if a count is stated.</summary>
    public MissingKind? Missing => Low < 0 ? (MissingKind)(-Low) : null;

    /// <summary>A count between two bounds, both included.</summary>
    /// <param name="bounds">Zero or more, the lower one first.</param>
    /// <returns>The count.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is negative, or the bounds are reversed.</exception>
    public static PublishedCount Between((long Low, long High) bounds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bounds.Low, nameof(bounds));
        ArgumentOutOfRangeException.ThrowIfLessThan(bounds.High, bounds.Low, nameof(bounds));
        return new(bounds.Low, bounds.High);
    }

    /// <summary>An exact count.</summary>
    /// <param name="count">Zero or more.</param>
    /// <returns>The count.</returns>
    public static PublishedCount Exactly(long count) => Between((count, count));

    /// <summary>No count.</summary>
    /// <param name="kind">Why.</param>
    /// <returns>A missing count.</returns>
    public static PublishedCount Absent(MissingKind kind) => new(-(long)kind, -(long)kind);

    /// <summary>The count as a cell of a table: missing counts become <see cref="Figure.Missing"/>, suppressed ones <see cref="Figure.Withheld"/>.</summary>
    /// <returns>The figure.</returns>
    public Figure ToFigure() => Missing switch
    {
        null => Figure.Between((Low, High)),
        MissingKind.Suppressed => Figure.Withheld,
        _ => Figure.Missing,
    };
}

/// <summary>Published counts of all records: the second kind of record set holds one count for each combination of codes.</summary>
/// <remarks>Sixteen bytes a record. Immutable and thread-safe.</remarks>
public sealed class CountColumn : RecordColumn
{
    private readonly PublishedCount[] _counts;

    /// <summary>Makes a column.</summary>
    /// <param name="field">The field's id.</param>
    /// <param name="counts">One count a record; the column takes a copy.</param>
    public CountColumn(string field, ReadOnlySpan<PublishedCount> counts)
        : this(field, counts.ToArray())
    {
    }

    internal CountColumn(string field, PublishedCount[] counts)
        : base(field, counts.Length) => _counts = counts;

    /// <summary>The counts, one a record.</summary>
    public ReadOnlySpan<PublishedCount> Counts => _counts;

    internal override bool Fits(RecordField field) => field.Kind == FieldKind.Count;

    internal override void WriteTo(TableBlocks blocks)
    {
        blocks.Write<long>("low", Array.ConvertAll(_counts, count => count.Low));
        blocks.Write<long>("high", Array.ConvertAll(_counts, count => count.High));
    }

    internal static new CountColumn? ReadFrom(TableIndex index, RecordField field, int count)
    {
        if (index.Take<long>("low", count) is not { } low || index.Take<long>("high", count) is not { } high)
            return null;
        var counts = new PublishedCount[count];
        for (var row = 0; row < count; row++)
        {
            if (low[row] < -(int)MissingKind.Suppressed || high[row] < low[row] || (low[row] < 0 && high[row] != low[row]))
                return null;
            counts[row] = low[row] < 0 ? PublishedCount.Absent((MissingKind)(-low[row])) : PublishedCount.Between((low[row], high[row]));
        }

        return new(field.Id, counts);
    }

    internal override bool IsLike(RecordColumn other) => other is CountColumn && other.Field == Field;

    internal override CountColumn Take(int[] rows) => new(Field, [.. rows.Select(row => _counts[row])]);

    internal override CountColumn Concat(IReadOnlyList<(RecordColumn? Column, int Count)> parts)
    {
        var counts = new PublishedCount[Total(parts)];
        var at = 0;
        foreach (var (column, count) in parts)
        {
            if (column is CountColumn one)
                one.Counts.CopyTo(counts.AsSpan(at));
            else
                counts.AsSpan(at, count).Fill(PublishedCount.Absent(MissingKind.NotAsked));
            at += count;
        }

        return new(Field, counts);
    }
}
