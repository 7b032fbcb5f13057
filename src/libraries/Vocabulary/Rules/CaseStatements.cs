using NodaTime;

namespace Amparo.Vocabulary.Rules;

/// <summary>What has been stated about one event and one person.</summary>
/// <param name="Id">The case's id in its office: letters, digits, hyphens, dots, slashes.</param>
/// <param name="EventDays">
/// The days on which the event may have begun: one day, a month, a year; the whole span if statements differ; null if nothing is known.
/// Where an event lasts, the day it began counts: the person was youngest then.
/// </param>
/// <param name="Statements">The statements about elements, in the order in which they were recorded.</param>
/// <param name="Ages">The statements about age.</param>
public sealed record CaseStatements(
    string Id, DateInterval? EventDays, IReadOnlyList<Statement> Statements, IReadOnlyList<AgeStatement> Ages)
{
    /// <summary>The days on which something was stated, from the first to the last, each once.</summary>
    public IReadOnlyList<LocalDate> Days =>
        [.. Statements.Select(statement => statement.Evidence.On).Concat(Ages.Select(age => age.Evidence.On)).OfType<LocalDate>().Distinct().Order()];

    /// <summary>What had been stated by the end of a day. Statements without a day count from the start.</summary>
    /// <param name="day">The day.</param>
    /// <returns>The same case, with the statements up to then.</returns>
    public CaseStatements Until(LocalDate day) => this with
    {
        Statements = [.. Statements.Where(statement => !(statement.Evidence.On > day))],
        Ages = [.. Ages.Where(age => !(age.Evidence.On > day))],
    };
}
