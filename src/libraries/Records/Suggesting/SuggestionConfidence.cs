namespace Amparo.Records;

/// <summary>How far a proposed line of a mapping can be trusted. Ordered from the least to the most.</summary>
public enum SuggestionConfidence
{
    /// <summary>A guess: written as a comment with the question that decides it, never as an active line.</summary>
    Low,

    /// <summary>The heading or the values speak for it, and nothing against it: to be looked at.</summary>
    Medium,

    /// <summary>Heading and values agree, and no other column claims the field.</summary>
    High,
}
