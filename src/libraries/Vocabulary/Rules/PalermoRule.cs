namespace Amparo.Vocabulary.Rules;

/// <summary>What consent has to do with the answer.</summary>
public enum ConsentBearing
{
    /// <summary>It cannot be said yet: neither the age nor the means are settled.</summary>
    Open,

    /// <summary>None: a child's consent is never relevant (article 3(c)).</summary>
    NoneForAChild,

    /// <summary>None: where a means is met, consent is irrelevant (article 3(b)).</summary>
    NoneBecauseOfMeans,

    /// <summary>None: for an adult without any means the rule is not met, consent or not.</summary>
    NoneWithoutMeans,
}

/// <summary>What a reader of the answer must be told beside it.</summary>
public enum PalermoRemark
{
    /// <summary>Only the age is lacking, or it is among what is lacking: under eighteen no means are needed.</summary>
    AgeDecides,

    /// <summary>A birth date is known, and the day of the event is not.</summary>
    EventDateMissing,

    /// <summary>The purpose is met only by codes that article 3(a) leaves to national law.</summary>
    PurposeByNationalLaw,

    /// <summary>The exploitation has not happened; the purpose is an intention, so this changes nothing.</summary>
    ExploitationNotNeeded,

    /// <summary>No border was crossed; none is needed.</summary>
    BorderNotNeeded,

    /// <summary>The purpose is the removal of organs: a purpose of its own, the removal is the exploitation.</summary>
    OrganRemoval,

    /// <summary>Organs were traded: a separate offence beside this one.</summary>
    OrganCommerce,

    /// <summary>Medical staff took part, or made it possible.</summary>
    MedicalActor,

    /// <summary>The purpose is the removal of organs and nobody has said whether medical staff took part: to be asked.</summary>
    MedicalActorNotAsked,
}

/// <summary>What article 3 of the Trafficking Protocol gives on recorded statements. Never a verdict, never a person's status.</summary>
/// <param name="Overall">Met, not met, or unknown if what is unknown can still make it either.</param>
public sealed record PalermoAnswer(Truth Overall)
{
    /// <summary>The act.</summary>
    public required ElementFinding Act { get; init; }

    /// <summary>The means; not needed for a child.</summary>
    public required ElementFinding Means { get; init; }

    /// <summary>The purpose.</summary>
    public required ElementFinding Purpose { get; init; }

    /// <summary>The age at the time of the act.</summary>
    public required AgeFinding Age { get; init; }

    /// <summary>What was stated about consent. It is no part of the rule.</summary>
    public required ElementFinding Consent { get; init; }

    /// <summary>Why consent does or does not matter.</summary>
    public required ConsentBearing ConsentBearing { get; init; }

    /// <summary>What must be told beside the answer, each once, in a fixed order.</summary>
    public required IReadOnlyList<PalermoRemark> Remarks { get; init; }

    /// <summary>What would change the answer, among act, means, purpose and child.</summary>
    public required IReadOnlyList<ElementEffect> Effects { get; init; }

    /// <summary>The elements that must be known before the rule can be decided; empty once it is.</summary>
    public IEnumerable<string> Missing => Effects.Where(effect => effect.IsMissing).Select(effect => effect.Element);

    /// <summary>The elements about which statements contradict one another.</summary>
    public IEnumerable<string> Conflicts =>
        new[] { Act, Means, Purpose }.Where(finding => finding.Conflicting).Select(finding => finding.Element)
            .Concat(Age.Conflicting ? [RuleElements.Child] : []);
}

/// <summary>Trafficking in persons as article 3 of the Palermo Protocol defines it, over recorded statements.</summary>
/// <remarks>
/// <c>act and purpose and (child or means)</c>, three-valued. Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially
/// Women and Children (2000), articles 3(a) to 3(d). The answer is what all completions of the unknown agree on. More statements never
/// turn met into not met: a contradiction makes unknown. Pure and thread-safe.
/// </remarks>
public static class PalermoRule
{
    /// <summary>Applies the rule.</summary>
    /// <param name="statements">What has been stated.</param>
    /// <param name="vocabulary">The elements and their codes.</param>
    /// <returns>The answer, element by element.</returns>
    public static PalermoAnswer Apply(CaseStatements statements, RuleVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(statements);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ElementFinding Of(string element) => ElementFinding.Of(vocabulary.Element(element), statements.Statements);

        var (act, means, purpose) = (Of(RuleElements.Act), Of(RuleElements.Means), Of(RuleElements.Purpose));
        var age = AgeFinding.Of(statements);
        IReadOnlyList<(string, Truth)> values =
        [
            (RuleElements.Act, act.Truth), (RuleElements.Means, means.Truth),
            (RuleElements.Purpose, purpose.Truth), (RuleElements.Child, age.Child),
        ];
        var answer = new PalermoAnswer(Rule([act.Truth, means.Truth, purpose.Truth, age.Child]))
        {
            Act = act,
            Means = means,
            Purpose = purpose,
            Age = age,
            Consent = Of(RuleElements.Consent),
            ConsentBearing = age.Child == Truth.Met ? ConsentBearing.NoneForAChild
                : means.Truth == Truth.Met ? ConsentBearing.NoneBecauseOfMeans
                : means.Truth == Truth.NotMet && age.Child == Truth.NotMet ? ConsentBearing.NoneWithoutMeans
                : ConsentBearing.Open,
            Effects = ElementEffect.Of(values, Rule),
            Remarks = [],
        };
        return answer with { Remarks = [.. Remarks(answer, element => Of(element).Truth, vocabulary)] };
    }

    // Every element stands once, so that three-valued logic and the completions of the unknown agree.
    private static Truth Rule(IReadOnlyList<Truth> values) =>
        TruthLogic.All(values[0], values[2], TruthLogic.Any(values[1], values[3]));

    private static IEnumerable<PalermoRemark> Remarks(PalermoAnswer answer, Func<string, Truth> stated, RuleVocabulary vocabulary)
    {
        if (answer.Missing.Contains(RuleElements.Child, StringComparer.Ordinal))
        {
            yield return PalermoRemark.AgeDecides;
            if (answer.Age.LacksEventDate)
                yield return PalermoRemark.EventDateMissing;
        }

        var purposes = answer.Purpose.MetBy;
        if (purposes.Count > 0 && purposes.All(code => vocabulary.IsNationalPurpose(code.Id)))
            yield return PalermoRemark.PurposeByNationalLaw;
        if (answer.Purpose.Truth == Truth.Met && stated(RuleElements.Exploitation) == Truth.NotMet)
            yield return PalermoRemark.ExploitationNotNeeded;
        if (stated(RuleElements.Crossing) == Truth.NotMet)
            yield return PalermoRemark.BorderNotNeeded;

        var organs = purposes.Any(code => code.Id == RuleElements.OrganRemoval);
        if (organs)
            yield return PalermoRemark.OrganRemoval;
        if (stated(RuleElements.OrganCommerce) == Truth.Met)
            yield return PalermoRemark.OrganCommerce;
        if (stated(RuleElements.MedicalActor) == Truth.Met)
            yield return PalermoRemark.MedicalActor;
        else if (organs && stated(RuleElements.MedicalActor) == Truth.Unknown)
            yield return PalermoRemark.MedicalActorNotAsked;
    }
}
