using System.Globalization;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Rules;
using Amparo.Vocabulary.Screening;
using NodaTime;

namespace Amparo.Languages.Rules;

/// <summary>Says in whole sentences what the decision rules and the screenings answer, and why.</summary>
/// <remarks>
/// Every explanation ends by saying that it is no verdict and decides nobody's status. It names elements and codes, never a case, a source
/// or a person. The texts are the keys <c>rules.…</c> of <c>content/languages/rules.*.yaml</c>; names of elements and codes come from the
/// code lists. Immutable and thread-safe.
/// </remarks>
public sealed class RuleSentences
{
    private readonly LanguageTexts _texts;
    private readonly RuleVocabulary _vocabulary;
    private readonly ListFormat _list;

    /// <summary>Makes the sentences of one language.</summary>
    /// <param name="texts">The texts in the reader's language.</param>
    /// <param name="vocabulary">The elements and their codes.</param>
    public RuleSentences(LanguageTexts texts, RuleVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(vocabulary);
        _texts = texts;
        _vocabulary = vocabulary;
        _list = ListFormat.For(texts.Language);
    }

    /// <summary>Explains what the Palermo rule gives.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>The result with its elements; contradictions, consent if it was stated, remarks, what would change it; no verdict.</returns>
    /// <exception cref="ArgumentException">The catalogue lacks a text.</exception>
    public string Explain(PalermoAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Join([.. Trafficking(answer), Say("not-a-verdict")]);
    }

    /// <summary>Explains what the smuggling tests give; always says that the migrant is not liable.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>The result with its reasons, the other two tests if they are met; no verdict.</returns>
    /// <exception cref="ArgumentException">The catalogue lacks a text.</exception>
    public string Explain(SmugglingAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Join([.. Smuggling(answer), Say("not-a-verdict")]);
    }

    /// <summary>Explains both rules over one event.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <returns>Both explanations, whether both are met at once; no verdict.</returns>
    /// <exception cref="ArgumentException">The catalogue lacks a text.</exception>
    public string Explain(EventAssessment assessment)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        var both = assessment.Trafficking.Overall == Truth.Met && assessment.Smuggling.Overall == Truth.Met;
        return Join([
            .. Trafficking(assessment.Trafficking), .. Smuggling(assessment.Smuggling), .. both ? [Say("both")] : Array.Empty<string>(),
            Say("not-a-verdict"),
        ]);
    }

    /// <summary>Says that smuggling turned into trafficking.</summary>
    /// <param name="day">The day: <see cref="EventAssessments.TurnedIntoTrafficking"/>.</param>
    /// <returns>One sentence.</returns>
    public string Turned(LocalDate day) => Say("turned", new TextArgument("date", DateFormat.For(_texts.Language).Day(day)));

    /// <summary>Explains a screening: which dimensions are positive, by which counts; never a status.</summary>
    /// <param name="score">The score.</param>
    /// <returns>The sign, a sentence a dimension, how far the list can be trusted, and that only a person decides.</returns>
    /// <exception cref="ArgumentException">The catalogue lacks a text.</exception>
    public string Explain(ScreeningScore score)
    {
        ArgumentNullException.ThrowIfNull(score);
        var language = _texts.Language;
        var positive = score.Dimensions.Where(dimension => dimension.Sign == ScreeningSign.Shown)
            .Select(dimension => dimension.Dimension.Code.Name[language]).ToArray();
        var sentences = new List<string>
        {
            Say(
                score.Pattern switch
                {
                    ScreeningSign.Shown => "screening.shown",
                    ScreeningSign.NotShown => "screening.not-shown",
                    _ => "screening.open",
                },
                new TextArgument("set", score.Set.Title[language]),
                new TextArgument("positive", positive.Length > 0 ? _list.Join(positive) : "")),
        };
        sentences.AddRange(score.Dimensions.Select(DimensionOf));
        if (score.Set.IsProvisional)
            sentences.Add(Say("screening.provisional"));
        if (!score.Set.IsComplete)
            sentences.Add(Say("screening.incomplete"));
        return Join([.. sentences, Say("screening.not-a-status")]);
    }

    private string DimensionOf(DimensionScore score)
    {
        var name = score.Dimension.Code.Name[_texts.Language];
        TextArgument Number(string key, int number) => new(key, number.ToString(CultureInfo.InvariantCulture));
        return Say(
            "screening.dimension",
            new TextArgument("dimension", char.ToUpperInvariant(name[0]) + name[1..]),
            Number("strong", score.Yes.Strong), Number("medium", score.Yes.Medium), Number("weak", score.Yes.Weak),
            Number("no", score.No), Number("unknown", score.NotKnown), Number("not-asked", score.NotAsked));
    }

    private IEnumerable<string> Trafficking(PalermoAnswer answer)
    {
        yield return answer.Overall switch
        {
            Truth.Met when answer.Means.Truth != Truth.Met =>
                Say("trafficking.met-child", Codes("acts", answer.Act), Codes("purposes", answer.Purpose)),
            Truth.Met => Say("trafficking.met", Codes("acts", answer.Act), Codes("means", answer.Means), Codes("purposes", answer.Purpose)),
            Truth.NotMet => Say("trafficking.not-met", Reasons(
                new[] { answer.Act, answer.Means, answer.Purpose }.Where(finding => finding.Truth == Truth.NotMet)
                    // Lack of means is a reason only where they are needed.
                    .Where(finding => finding.Element != RuleElements.Means || answer.Age.Child == Truth.NotMet)
                    .Select(finding => finding.Element))),
            _ => Say("trafficking.unknown", Elements(answer.Missing)),
        };
        if (answer.Conflicts.Any())
            yield return Say("conflict", Elements(answer.Conflicts));
        if (answer.Consent.Supporting.Count + answer.Consent.Contradicting.Count > 0)
            yield return Say(KeyOf(answer.ConsentBearing));
        foreach (var remark in answer.Remarks)
            yield return Say(KeyOf(remark), Codes("purposes", answer.Purpose));
        foreach (var sentence in WouldChange(answer.Overall, answer.Effects))
            yield return sentence;
    }

    private IEnumerable<string> Smuggling(SmugglingAnswer answer)
    {
        if (answer.Elements.All(finding => finding.Supporting.Count + finding.Contradicting.Count == 0))
        {
            yield return Say("smuggling.nothing-stated");
            yield return Say("smuggling.not-liable");
            yield break;
        }

        yield return answer.Overall switch
        {
            Truth.Met => Say("smuggling.met"),
            Truth.NotMet => Say("smuggling.not-met", Reasons(answer.Elements.Take(5).Where(Fails).Select(finding => finding.Element))),
            _ => Say("smuggling.unknown", Elements(answer.Missing)),
        };
        if (answer.Conflicts.Any())
            yield return Say("conflict", Elements(answer.Conflicts));
        if (answer.Documents == Truth.Met)
            yield return Say("smuggling.documents");
        if (answer.Stay == Truth.Met)
            yield return Say("smuggling.stay");
        foreach (var sentence in WouldChange(answer.Overall, answer.Effects))
            yield return sentence;
        yield return Say("smuggling.not-liable");
    }

    // The one element that must not be met.
    private static bool Fails(ElementFinding finding) =>
        finding.Truth == (finding.Element == RuleElements.NationalOrResident ? Truth.Met : Truth.NotMet);

    // What is missing has been said already where the answer is unknown.
    private IEnumerable<string> WouldChange(Truth overall, IReadOnlyList<ElementEffect> effects)
    {
        if (overall != Truth.Unknown && effects.Count > 0)
            yield return Say("would-change", Elements(effects.Select(effect => effect.Element)));
    }

    private static string KeyOf(ConsentBearing bearing) => bearing switch
    {
        ConsentBearing.NoneForAChild => "consent.child",
        ConsentBearing.NoneBecauseOfMeans => "consent.means",
        ConsentBearing.NoneWithoutMeans => "consent.without-means",
        _ => "consent.open",
    };

    private static string KeyOf(PalermoRemark remark) => remark switch
    {
        PalermoRemark.AgeDecides => "remark.age-decides",
        PalermoRemark.EventDateMissing => "remark.event-date-missing",
        PalermoRemark.PurposeByNationalLaw => "remark.purpose-by-national-law",
        PalermoRemark.ExploitationNotNeeded => "remark.exploitation-not-needed",
        PalermoRemark.BorderNotNeeded => "remark.border-not-needed",
        PalermoRemark.OrganRemoval => "remark.organ-removal",
        PalermoRemark.OrganCommerce => "remark.organ-commerce",
        PalermoRemark.MedicalActor => "remark.medical-actor",
        _ => "remark.medical-actor-not-asked",
    };

    private TextArgument Codes(string name, ElementFinding finding) => new(
        name,
        finding.MetBy.Count > 0 ? _list.Join([.. finding.MetBy.Select(code => code.Name[_texts.Language])]) : _texts["rules.unspecified"]);

    private TextArgument Elements(IEnumerable<string> elements) =>
        new("elements", _list.Join([.. elements.Select(id => _vocabulary.Element(id).Name[_texts.Language])]));

    private TextArgument Reasons(IEnumerable<string> elements) =>
        new("reasons", _list.Join([.. elements.Select(id => _texts[$"rules.fails.{id}"])]));

    private string Say(string key, params IReadOnlyList<TextArgument> arguments) => _texts.Say($"rules.{key}", arguments);

    private static string Join(IEnumerable<string> sentences) => string.Join(' ', sentences);
}
