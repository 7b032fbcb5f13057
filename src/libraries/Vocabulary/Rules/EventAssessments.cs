using NodaTime;

namespace Amparo.Vocabulary.Rules;

/// <summary>Both rules over one event, as they stood on one day.</summary>
/// <param name="Day">The day up to which statements count.</param>
/// <param name="Trafficking">The Palermo rule.</param>
/// <param name="Smuggling">The smuggling tests; independent of the former, and both may be met.</param>
public sealed record EventAssessment(LocalDate Day, PalermoAnswer Trafficking, SmugglingAnswer Smuggling);

/// <summary>Which rule an answer belongs to.</summary>
public enum RuleKind
{
    /// <summary>Trafficking in persons: <see cref="PalermoRule"/>.</summary>
    Trafficking,

    /// <summary>Smuggling of migrants: <see cref="SmugglingRule"/>.</summary>
    Smuggling,
}

/// <summary>A day on which the answer of one rule became another.</summary>
/// <param name="Day">The day.</param>
/// <param name="Rule">Which rule.</param>
/// <param name="Before">The answer until then.</param>
/// <param name="After">The answer from then on.</param>
public sealed record AssessmentTurn(LocalDate Day, RuleKind Rule, Truth Before, Truth After);

/// <summary>The assessments of one event in the order of time: what was smuggling may turn into trafficking.</summary>
/// <remarks>
/// Nothing here toggles and nothing is deleted: a later assessment stands beside the earlier ones, and each rule has its own history.
/// Immutable and thread-safe; adding gives a new sequence.
/// </remarks>
public sealed class EventAssessments
{
    /// <summary>No assessment yet.</summary>
    public static readonly EventAssessments None = new([]);

    private EventAssessments(IReadOnlyList<EventAssessment> entries) => Entries = entries;

    /// <summary>The assessments, the earliest first.</summary>
    public IReadOnlyList<EventAssessment> Entries { get; }

    /// <summary>The assessment that stands, or null if there is none.</summary>
    public EventAssessment? Latest => Entries.Count > 0 ? Entries[^1] : null;

    /// <summary>Every change of an answer, in the order of time.</summary>
    public IReadOnlyList<AssessmentTurn> Turns =>
        [.. Entries.Zip(Entries.Skip(1)).SelectMany(pair => new[]
        {
            new AssessmentTurn(pair.Second.Day, RuleKind.Trafficking, pair.First.Trafficking.Overall, pair.Second.Trafficking.Overall),
            new AssessmentTurn(pair.Second.Day, RuleKind.Smuggling, pair.First.Smuggling.Overall, pair.Second.Smuggling.Overall),
        }).Where(turn => turn.Before != turn.After)];

    /// <summary>The first day on which trafficking is met and smuggling had been met on an earlier one; null if there is none.</summary>
    public LocalDate? TurnedIntoTrafficking
    {
        get
        {
            var first = Entries.FirstOrDefault(entry => entry.Trafficking.Overall == Truth.Met);
            return first is not null && Entries.Any(entry => entry.Day < first.Day && entry.Smuggling.Overall == Truth.Met) ? first.Day : null;
        }
    }

    /// <summary>The assessment that stood at the end of a day.</summary>
    /// <param name="day">The day.</param>
    /// <returns>The last assessment up to that day, or null if there was none yet.</returns>
    public EventAssessment? At(LocalDate day) => Entries.LastOrDefault(entry => entry.Day <= day);

    /// <summary>Adds an assessment after those that stand.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <returns>A longer sequence; or VOC-114 if it is dated before the last one, for history is not rewritten.</returns>
    public Outcome<EventAssessments> Add(EventAssessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        return Latest is { } latest && assessment.Day < latest.Day
            ? new Problem(RulesProblems.AssessmentOutOfOrder, "assessment")
            : new EventAssessments([.. Entries, assessment]);
    }

    /// <summary>Assesses a case as of each day on which something was stated about it.</summary>
    /// <param name="statements">The case.</param>
    /// <param name="vocabulary">The elements and their codes.</param>
    /// <returns>An assessment a day; none if no statement has a day.</returns>
    public static EventAssessments Over(CaseStatements statements, RuleVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(statements);
        return new EventAssessments([.. statements.Days.Select(day =>
        {
            var then = statements.Until(day);
            return new EventAssessment(day, PalermoRule.Apply(then, vocabulary), SmugglingRule.Apply(then, vocabulary));
        })]);
    }
}
