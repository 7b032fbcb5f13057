using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>One statement that every record ought to fulfil: data under <c>content/rules/</c>.</summary>
/// <remarks>Made by <see cref="RecordRulesReader"/>. Immutable and thread-safe.</remarks>
public sealed class RecordRule
{
    internal RecordRule(string code, RuleSeverities severities, string field, LocalizedText text, RulePredicate predicate)
    {
        Code = code;
        Severities = severities;
        Field = field;
        Text = text;
        Predicate = predicate;
    }

    /// <summary>The rule's code, <c>RUL-</c> and three digits.</summary>
    public string Code { get; }

    /// <summary>What becomes of a row of an agency that breaks the rule.</summary>
    public RuleSeverity Severity => Severities.Identified;

    /// <summary>The same for published records, which nobody but their publisher can mend; never graver than <see cref="Severity"/>.</summary>
    public RuleSeverity PublishedSeverity => Severities.Published;

    /// <summary>The field that findings name: one of the fields that the rule compares.</summary>
    public string Field { get; }

    /// <summary>What is wrong with a record that breaks the rule, in one sentence.</summary>
    public LocalizedText Text { get; }

    internal RuleSeverities Severities { get; }

    internal RulePredicate Predicate { get; }

    /// <summary>Codes of rules whose findings are not repeated by this one.</summary>
    internal IReadOnlyList<string> Unless { get; init; } = [];

    internal RuleSeverity SeverityFor(bool published) => published ? PublishedSeverity : Severity;
}

/// <summary>The severities of a rule.</summary>
/// <param name="Identified">For rows of an agency.</param>
/// <param name="Published">For published records.</param>
internal sealed record RuleSeverities(RuleSeverity Identified, RuleSeverity Published);
