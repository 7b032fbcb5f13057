namespace Amparo.Linkage.Review;

/// <summary>Where a pair lies by its weight.</summary>
public enum ReviewZone
{
    /// <summary>Below the lower threshold.</summary>
    NotLinked,

    /// <summary>Between the thresholds: a person decides.</summary>
    ToReview,

    /// <summary>At or above the upper threshold.</summary>
    Linked,
}

/// <summary>One record of a pair, with the cells that were compared.</summary>
/// <param name="Key">Its list and id.</param>
/// <param name="Cells">Its cells by field id, as they were written in the list; a missing cell has no entry.</param>
public sealed record ReviewRecord(RecordKey Key, IReadOnlyDictionary<string, string> Cells);

/// <summary>What one field adds to a pair's weight.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Level">The id of the level that its comparison reached.</param>
/// <param name="Bits">log2(m/u) of the level, in bits, without the frequency of the value.</param>
/// <param name="Frequency">What the value's own frequency adds or takes away, in bits; zero where it plays no part.</param>
public sealed record ReviewStep(string Field, string Level, double Bits, double Frequency = 0);

/// <summary>A change of one field that would carry the pair to the other side of the nearest threshold.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Level">The level it would have to reach.</param>
/// <param name="Weight">The pair's weight then, in bits.</param>
public sealed record ReviewFlip(string Field, string Level, double Weight);

/// <summary>Two records that may be of one person, with everything that speaks for and against it.</summary>
/// <remarks>Immutable. The header's prior and all bits and frequencies of <see cref="Steps"/> add up to <see cref="Weight"/>.</remarks>
public sealed record ReviewPair
{
    /// <summary>The largest difference between the weight and the sum of its parts that rounding may leave, in bits.</summary>
    public const double Rounding = 0.01;

    /// <summary>The record shown on the left.</summary>
    public required ReviewRecord Left { get; init; }

    /// <summary>The record shown on the right.</summary>
    public required ReviewRecord Right { get; init; }

    /// <summary>The match weight, in bits.</summary>
    public required double Weight { get; init; }

    /// <summary>The probability of being one person, by the model, 0 … 1.</summary>
    public required double Probability { get; init; }

    /// <summary>How much the count and pending work depend on this pair; the queue's own unit, 0 or more.</summary>
    public required double Effect { get; init; }

    /// <summary>The name of the blocking key that found the pair.</summary>
    public required string Block { get; init; }

    /// <summary>What each field adds, in the order in which the model takes them.</summary>
    public required IReadOnlyList<ReviewStep> Steps { get; init; }

    /// <summary>What would change the outcome; may be empty.</summary>
    public IReadOnlyList<ReviewFlip> Flips { get; init; } = [];

    /// <summary>Which two records these are, whatever their sides.</summary>
    public PairKey Key => Left.Key.PairedWith(Right.Key);

    /// <summary>The zone of the pair by its weight.</summary>
    /// <param name="header">The queue's header, for its thresholds.</param>
    public ReviewZone ZoneIn(ReviewHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (Weight >= header.Upper)
            return ReviewZone.Linked;
        return Weight < header.Lower ? ReviewZone.NotLinked : ReviewZone.ToReview;
    }
}
