namespace Amparo.Linkage.Review;

/// <summary>One record of one list.</summary>
/// <param name="List">The list's name; a record's id is unique only within it.</param>
/// <param name="Id">The record's id in its list.</param>
public readonly record struct RecordKey(string List, string Id) : IComparable<RecordKey>
{
    /// <summary>The pair of this record and another one, the same whichever is asked.</summary>
    /// <param name="other">The other record.</param>
    /// <exception cref="ArgumentException">It is the same record.</exception>
    public PairKey PairedWith(RecordKey other) => CompareTo(other) switch
    {
        < 0 => new PairKey(this, other),
        > 0 => new PairKey(other, this),
        _ => throw new ArgumentException("A record makes no pair with itself.", nameof(other)),
    };

    /// <summary>Orders by list, then by id, letter by letter (ordinal).</summary>
    /// <param name="other">The other record.</param>
    public int CompareTo(RecordKey other) => string.CompareOrdinal(List, other.List) is not 0 and var byList ? byList : string.CompareOrdinal(Id, other.Id);

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <(RecordKey left, RecordKey right) => left.CompareTo(right) < 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >(RecordKey left, RecordKey right) => left.CompareTo(right) > 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator <=(RecordKey left, RecordKey right) => left.CompareTo(right) <= 0;

    /// <inheritdoc cref="CompareTo"/>
    public static bool operator >=(RecordKey left, RecordKey right) => left.CompareTo(right) >= 0;
}
