using NodaTime;

namespace Amparo.Vocabulary.Rules;

/// <summary>What a source said to one question.</summary>
public enum Answer
{
    /// <summary>Asked, and the source does not know. Kept, because it shows that somebody asked.</summary>
    Unknown,

    /// <summary>No.</summary>
    No,

    /// <summary>Yes.</summary>
    Yes,
}

/// <summary>A question that statements answer: an element as a whole (<c>act</c>), or one code of it (<c>act.recruitment</c>).</summary>
/// <param name="Element">The element's id: one of <see cref="RuleElements"/>.</param>
/// <param name="Code">The code's id in the element's list, or null for the element as a whole.</param>
public readonly record struct RuleQuestion(string Element, string? Code = null)
{
    /// <summary>The question as files name it: element, or element and code joined by a dot.</summary>
    public override string ToString() => Code is null ? Element : $"{Element}.{Code}";
}

/// <summary>Who stated something, when, and how far it was checked.</summary>
/// <param name="Source">Who: a code of the list <c>statement-source</c>, or null if it was not recorded. A code, so that no name gets in.</param>
/// <param name="On">The day on which it was stated, or null if it was not recorded.</param>
/// <param name="Confidence">How far it was checked: a code of <c>statement-confidence</c>, or null. Shown, never weighed.</param>
public sealed record Evidence(Code? Source, LocalDate? On, Code? Confidence)
{
    /// <summary>Nothing is known about where the statement comes from.</summary>
    public static readonly Evidence Unrecorded = new(null, null, null);
}

/// <summary>One recorded statement.</summary>
/// <param name="Question">What it is about.</param>
/// <param name="Answer">What was said.</param>
/// <param name="Evidence">Who said it, and when.</param>
public sealed record Statement(RuleQuestion Question, Answer Answer, Evidence Evidence);
