using Amparo.Vocabulary;

namespace Amparo.Linkage.Review;

/// <summary>A field that the linkage compared.</summary>
/// <param name="Id">Its id, unique in the queue.</param>
/// <param name="Title">Its name for reviewers.</param>
/// <param name="Class">Who may see its cells.</param>
public sealed record ReviewField(string Id, LocalizedText Title, ReviewFieldClass Class);

/// <summary>How many candidate pairs the run put in each zone, the queue's pairs included; numbers without names.</summary>
/// <param name="Linked">At or above the upper threshold.</param>
/// <param name="ToReview">Between the thresholds.</param>
/// <param name="NotLinked">Below the lower threshold.</param>
public sealed record ZoneTotals(long Linked, long ToReview, long NotLinked);

/// <summary>What a queue says once for all of its pairs.</summary>
/// <remarks>All weights are in bits (logarithms of base 2). Immutable.</remarks>
public sealed record ReviewHeader
{
    /// <summary>The model's version: a hash in hexadecimal digits.</summary>
    public required string Model { get; init; }

    /// <summary>The weight of a pair of which nothing is known yet, in bits.</summary>
    public required double Prior { get; init; }

    /// <summary>Below this weight pairs are not linked.</summary>
    public required double Lower { get; init; }

    /// <summary>From this weight on pairs are linked; not below <see cref="Lower"/>.</summary>
    public required double Upper { get; init; }

    /// <summary>The names of the lists.</summary>
    public required IReadOnlyList<string> Lists { get; init; }

    /// <summary>The fields, in the order in which reviewers read them.</summary>
    public required IReadOnlyList<ReviewField> Fields { get; init; }

    /// <summary>What each level of a comparison means, by its id (<c>surnames.both</c>).</summary>
    public required IReadOnlyDictionary<string, LocalizedText> Levels { get; init; }

    /// <summary>What each blocking key means, by its name; a key without a text is shown by its name.</summary>
    public IReadOnlyDictionary<string, LocalizedText> Blocks { get; init; } = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);

    /// <summary>The run's numbers of pairs by zone; null where the engine does not tell.</summary>
    public ZoneTotals? Totals { get; init; }

    /// <summary>Whether the records are invented: pages say so.</summary>
    public bool Invented { get; init; }
}
