namespace Amparo.Vocabulary.Rules;

/// <summary>What recorded statements say about an element or a whole rule: three values, and "unknown" is never "no".</summary>
public enum Truth
{
    /// <summary>Not known: nothing was stated, it was stated as unknown, or statements contradict one another.</summary>
    Unknown,

    /// <summary>Not met, whatever is still unknown.</summary>
    NotMet,

    /// <summary>Met, whatever is still unknown.</summary>
    Met,
}

/// <summary>Strong three-valued logic.</summary>
/// <remarks>
/// S. C. Kleene, Introduction to Metamathematics (1952), § 64. A formula in which every element stands once has under it exactly the value
/// that all completions of the unknown elements agree on, and is unknown if they disagree; every rule here is such a formula, and a test
/// compares it with the enumeration of all completions. See docs/methods/palermo-rule.md.
/// </remarks>
public static class TruthLogic
{
    /// <summary>"And": not met if any is not met, met if all are met, otherwise unknown.</summary>
    /// <param name="values">The values; none gives met.</param>
    /// <returns>The conjunction.</returns>
    public static Truth All(params IReadOnlyList<Truth> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Contains(Truth.NotMet))
            return Truth.NotMet;
        return values.Contains(Truth.Unknown) ? Truth.Unknown : Truth.Met;
    }

    /// <summary>"Or": met if any is met, not met if all are not met, otherwise unknown.</summary>
    /// <param name="values">The values; none gives not met.</param>
    /// <returns>The disjunction.</returns>
    public static Truth Any(params IReadOnlyList<Truth> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Contains(Truth.Met))
            return Truth.Met;
        return values.Contains(Truth.Unknown) ? Truth.Unknown : Truth.NotMet;
    }

    /// <summary>"Not": met and not met change places, unknown stays.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The negation.</returns>
    public static Truth Not(Truth value) => value switch
    {
        Truth.Met => Truth.NotMet,
        Truth.NotMet => Truth.Met,
        _ => Truth.Unknown,
    };
}
