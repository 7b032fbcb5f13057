using Amparo.Collaborative.Access;
using Amparo.Collaborative.Review;
using Amparo.Linkage.Review;
using NodaTime;

namespace Amparo.Collaborative.Pages;

/// <summary>How two cells compare, as far as whoever reads may see them.</summary>
public enum CellComparison
{
    /// <summary>Letter by letter the same.</summary>
    Equal,

    /// <summary>Not the same.</summary>
    Different,

    /// <summary>One record has none.</summary>
    OneMissing,

    /// <summary>Neither record has one.</summary>
    BothMissing,
}

/// <summary>One field of both records.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="View">How much of the cells is shown.</param>
/// <param name="Left">The left cell in runs; empty if it is missing or hidden.</param>
/// <param name="Right">The right cell in runs.</param>
/// <param name="Comparison">How they compare; null where nothing of them is shown.</param>
public sealed record FieldRow(
    string Field, CellView View, IReadOnlyList<MarkedRun> Left, IReadOnlyList<MarkedRun> Right, CellComparison? Comparison);

/// <summary>One part of a weight.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Level">The level that the comparison reached, in words; empty for what is no comparison.</param>
/// <param name="From">The sum before it, in bits.</param>
/// <param name="Bits">What it adds.</param>
/// <param name="IsFrequency">Whether it is the frequency of a value.</param>
public sealed record WaterfallPart(string Label, string Level, double From, double Bits, bool IsFrequency)
{
    /// <summary>The sum after it.</summary>
    public double To => From + Bits;
}

/// <summary>What would change the outcome.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Level">The level that it would have to reach, in words.</param>
/// <param name="Weight">The weight then.</param>
/// <param name="Zone">The zone then, as a text's key.</param>
public sealed record FlipRow(string Field, string Level, double Weight, string Zone);

/// <summary>Why the model weighs a pair as it does.</summary>
public sealed record Explanation
{
    /// <summary>The weight, in bits.</summary>
    public required double Weight { get; init; }

    /// <summary>The probability.</summary>
    public required double Probability { get; init; }

    /// <summary>The zone, as a text's key.</summary>
    public required string Zone { get; init; }

    /// <summary>The prior, every field, every frequency, in order; they add up to the weight.</summary>
    public required IReadOnlyList<WaterfallPart> Parts { get; init; }

    /// <summary>What would change the outcome.</summary>
    public required IReadOnlyList<FlipRow> Flips { get; init; }

    /// <summary>The blocking key, in words.</summary>
    public required string Block { get; init; }

    /// <summary>The model's version.</summary>
    public required string Model { get; init; }

    /// <summary>The thresholds.</summary>
    public required (double Lower, double Upper) Thresholds { get; init; }
}

/// <summary>A verdict that the reader may see.</summary>
/// <param name="Reviewer">Whose.</param>
/// <param name="Verdict">What, as a text's key.</param>
/// <param name="At">When.</param>
public sealed record GivenVerdict(string Reviewer, string Verdict, Instant At);

/// <summary>A page of a pair.</summary>
public sealed record PairModel
{
    /// <summary>The pair's id.</summary>
    public required string PairId { get; init; }

    /// <summary>Its place in the queue, from one.</summary>
    public required int Position { get; init; }

    /// <summary>How many pairs there are.</summary>
    public required int Of { get; init; }

    /// <summary>How many need no more verdicts.</summary>
    public required int Settled { get; init; }

    /// <summary>The records, by list and id; without the id for those who see no cell.</summary>
    public required (string Left, string Right) Records { get; init; }

    /// <summary>Both records, field by field.</summary>
    public required IReadOnlyList<FieldRow> Fields { get; init; }

    /// <summary>How far it has come, as a text's key.</summary>
    public required string Status { get; init; }

    /// <summary>Whether it is in the sample that two decide blindly.</summary>
    public required bool InSample { get; init; }

    /// <summary>Why the model weighs it so; null while it is veiled.</summary>
    public Explanation? Explanation { get; init; }

    /// <summary>The verdicts that the reader may see.</summary>
    public required IReadOnlyList<GivenVerdict> Verdicts { get; init; }

    /// <summary>The reader's own verdict, as a text's key; null if there is none.</summary>
    public string? Own { get; init; }

    /// <summary>Whether the reader may decide.</summary>
    public required bool MayDecide { get; init; }

    /// <summary>The id of the pair before.</summary>
    public string? Previous { get; init; }

    /// <summary>The id of the pair after.</summary>
    public string? Next { get; init; }

    /// <summary>The pair that was decided just now: its id and number; null if none was.</summary>
    public (string PairId, int Position)? Saved { get; init; }
}
