using NodaTime;

namespace Amparo.Linkage.Review;

/// <summary>What a reviewer holds of a pair.</summary>
public enum Verdict
{
    /// <summary>Both records are of one person.</summary>
    Same,

    /// <summary>They are of two people.</summary>
    Different,

    /// <summary>The reviewer cannot tell.</summary>
    Unsure,
}

/// <summary>One line of the decisions: who held what of which pair, when, and the hash of what came before. No cell of a record is in it.</summary>
/// <param name="Sequence">Number of the line, from one.</param>
/// <param name="Left">The record on the left as it was shown.</param>
/// <param name="Right">The record on the right; another one than <paramref name="Left"/>.</param>
/// <param name="Verdict">What was decided.</param>
/// <param name="Reviewer">Who decided: a name of 1 to 20 ASCII letters, digits and hyphens, no person's name.</param>
/// <param name="Blind">Whether it was decided in the double-blind sample, before the other reviewer's verdict could be seen.</param>
/// <param name="At">When, to the second.</param>
/// <param name="Model">The version of the model whose explanation was shown.</param>
/// <param name="Previous">The hash of the line before; 64 zeros for the first.</param>
/// <param name="Hash">SHA-256 over the line without this field, 64 lower-case hexadecimal digits.</param>
public sealed record Decision(
    int Sequence, RecordKey Left, RecordKey Right, Verdict Verdict, string Reviewer, bool Blind, Instant At, string Model,
    string Previous, string Hash)
{
    /// <summary>Which pair it is about, whatever the sides.</summary>
    public PairKey Key => Left.PairedWith(Right);

    // The same statement, wherever in a chain it stands.
    internal (PairKey, Verdict, string, bool, Instant, string) Statement => (Key, Verdict, Reviewer, Blind, At, Model);
}

/// <summary>A decision before it has a place in the chain.</summary>
public sealed record DecisionDraft
{
    /// <summary>The record on the left as it was shown.</summary>
    public required RecordKey Left { get; init; }

    /// <summary>The record on the right.</summary>
    public required RecordKey Right { get; init; }

    /// <summary>What was decided.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Who decided: 1 to 20 ASCII letters, digits and hyphens.</summary>
    public required string Reviewer { get; init; }

    /// <summary>Whether the other reviewer's verdict could not be seen.</summary>
    public required bool Blind { get; init; }

    /// <summary>When; kept to the second.</summary>
    public required Instant At { get; init; }

    /// <summary>The version of the model whose explanation was shown.</summary>
    public required string Model { get; init; }
}
