namespace Amparo.Vocabulary.Rules;

/// <summary>What the statements say about one element.</summary>
/// <param name="Element">The element's id.</param>
/// <param name="Truth">Met, not met or unknown.</param>
/// <remarks>
/// Met: some code, or the element as a whole, is affirmed and not denied. Not met: the element as a whole is denied, or every one of its
/// codes is. Statements that contradict one another leave the element unknown and are all shown: the rule does not decide whom to believe.
/// An element that is denied as a whole while one of its codes is affirmed is such a contradiction.
/// </remarks>
public sealed record ElementFinding(string Element, Truth Truth)
{
    /// <summary>Whether the element is unknown because statements contradict one another.</summary>
    public bool Conflicting { get; private init; }

    /// <summary>The codes that are affirmed by somebody and denied by nobody, in the order of their list.</summary>
    public IReadOnlyList<Code> MetBy { get; private init; } = [];

    /// <summary>The statements that speak for the element, in the order given.</summary>
    public IReadOnlyList<Statement> Supporting { get; private init; } = [];

    /// <summary>The statements that speak against it, in the order given. A denied code speaks only against that code.</summary>
    public IReadOnlyList<Statement> Contradicting { get; private init; } = [];

    /// <summary>Reads the statements about an element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="statements">All statements of the case; those about other elements are passed over.</param>
    /// <returns>The finding.</returns>
    internal static ElementFinding Of(RuleElement element, IEnumerable<Statement> statements)
    {
        var about = statements.Where(statement => statement.Question.Element == element.Id).ToArray();
        var supporting = about.Where(statement => statement.Answer == Answer.Yes).ToArray();
        var contradicting = about.Where(statement => statement.Answer == Answer.No).ToArray();
        var affirmed = supporting.Select(statement => statement.Question.Code ?? "").ToHashSet(StringComparer.Ordinal);
        var denied = contradicting.Select(statement => statement.Question.Code ?? "").ToHashSet(StringComparer.Ordinal);
        var metBy = element.Codes.Where(code => affirmed.Contains(code.Id) && !denied.Contains(code.Id)).ToArray();

        var deniedWhole = denied.Contains("");
        var deniedByCodes = element.Codes.Count > 0 && element.Codes.All(code => denied.Contains(code.Id));
        var affirmedAtAll = supporting.Length > 0;
        var truth = deniedWhole || deniedByCodes
            ? affirmedAtAll ? Truth.Unknown : Truth.NotMet
            : metBy.Length > 0 || affirmed.Contains("") ? Truth.Met : Truth.Unknown;
        return new ElementFinding(element.Id, truth)
        {
            Conflicting = truth == Truth.Unknown && affirmedAtAll,
            MetBy = metBy,
            Supporting = supporting,
            Contradicting = contradicting,
        };
    }
}

/// <summary>What the statements say about the person's age at the time of the event.</summary>
/// <param name="Child">Met if the person was under eighteen, not met if not; unknown if it is not known or statements contradict one another.</param>
public sealed record AgeFinding(Truth Child)
{
    /// <summary>Whether some statements make the person a child and others an adult.</summary>
    public bool Conflicting { get; private init; }

    /// <summary>Whether a birth date is known and only the day of the event is lacking.</summary>
    public bool LacksEventDate { get; private init; }

    /// <summary>The statements by which the person was under eighteen.</summary>
    public IReadOnlyList<AgeStatement> Supporting { get; private init; } = [];

    /// <summary>The statements by which the person was eighteen or over.</summary>
    public IReadOnlyList<AgeStatement> Contradicting { get; private init; } = [];

    /// <summary>The statements that leave both open.</summary>
    public IReadOnlyList<AgeStatement> Open { get; private init; } = [];

    internal static AgeFinding Of(CaseStatements statements)
    {
        var read = statements.Ages.ToLookup(age => age.ChildAt(statements.EventDays));
        var (child, adult) = (read[Truth.Met].ToArray(), read[Truth.NotMet].ToArray());
        var truth = child.Length > 0 == adult.Length > 0 ? Truth.Unknown : child.Length > 0 ? Truth.Met : Truth.NotMet;
        return new AgeFinding(truth)
        {
            Conflicting = child.Length > 0 && adult.Length > 0,
            LacksEventDate = truth == Truth.Unknown && statements.EventDays is null && statements.Ages.Any(age => age.Birth is not null),
            Supporting = child,
            Contradicting = adult,
            Open = [.. read[Truth.Unknown]],
        };
    }
}
