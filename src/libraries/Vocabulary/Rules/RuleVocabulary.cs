namespace Amparo.Vocabulary.Rules;

/// <summary>An element of a rule, and the codes by which it can be met.</summary>
/// <param name="Id">The element's id: one of <see cref="RuleElements"/>.</param>
/// <param name="Name">Its name, as sentences use it.</param>
/// <param name="Codes">The codes of which any one meets it; empty for an element that is answered as a whole only.</param>
public sealed record RuleElement(string Id, LocalizedText Name, IReadOnlyList<Code> Codes);

/// <summary>The words that the rules work with, out of the code lists.</summary>
/// <remarks>Immutable and thread-safe. Which element stands where in a rule is code; what it is called and what meets it is content.</remarks>
public sealed class RuleVocabulary
{
    private const string ElementList = "rule-element";
    private const string NationalPurposes = "palermo-purpose-national";

    // In the order in which results show them. The child's age is no question: it is answered by ages and dates.
    private static readonly (string Element, string[] Lists)[] Composition =
    [
        (RuleElements.Act, ["palermo-act"]),
        (RuleElements.Means, ["palermo-means"]),
        (RuleElements.Purpose, ["palermo-purpose", NationalPurposes]),
        (RuleElements.Child, []),
        (RuleElements.Consent, []),
        (RuleElements.Exploitation, []),
        (RuleElements.OrganCommerce, []),
        (RuleElements.MedicalActor, []),
        (RuleElements.Crossing, []),
        (RuleElements.IrregularEntry, []),
        (RuleElements.NationalOrResident, []),
        (RuleElements.Procurement, []),
        (RuleElements.Benefit, ["smuggling-benefit"]),
        (RuleElements.Document, ["smuggling-document"]),
        (RuleElements.DocumentForSmuggling, []),
        (RuleElements.Stay, []),
    ];

    private readonly Dictionary<string, RuleElement> _elements;
    private readonly Dictionary<string, RuleQuestion> _questions;
    private readonly CodeList _nationalPurposes;

    private RuleVocabulary(IReadOnlyList<RuleElement> elements, CodeListCatalogue lists)
    {
        Elements = elements;
        Sources = lists.Find("statement-source")!;
        Confidences = lists.Find("statement-confidence")!;
        _nationalPurposes = lists.Find(NationalPurposes)!;
        _elements = elements.ToDictionary(element => element.Id, StringComparer.Ordinal);
        _questions = elements.Where(element => element.Id != RuleElements.Child).SelectMany(QuestionsOf)
            .ToDictionary(question => question.ToString(), StringComparer.Ordinal);
    }

    /// <summary>The elements, in the order in which results show them.</summary>
    public IReadOnlyList<RuleElement> Elements { get; }

    /// <summary>Who may have stated something: the list <c>statement-source</c>.</summary>
    public CodeList Sources { get; }

    /// <summary>How far a statement may have been checked: the list <c>statement-confidence</c>.</summary>
    public CodeList Confidences { get; }

    /// <summary>Every question as files name it, element by element.</summary>
    public IEnumerable<string> Questions => _questions.Keys;

    /// <summary>Takes the words out of the code lists.</summary>
    /// <param name="lists">The lists of <c>content/vocabulary/</c>.</param>
    /// <returns>
    /// The vocabulary; or VOC-101 for each list that is absent, VOC-102 for each element without a name, and VOC-013 for a code that two
    /// lists of one element share.
    /// </returns>
    public static Outcome<RuleVocabulary> Of(CodeListCatalogue lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        string[] needed = [ElementList, "statement-source", "statement-confidence", .. Composition.SelectMany(part => part.Lists)];
        var problems = needed.Where(id => lists.Find(id) is null).Select(id => new Problem(RulesProblems.ListMissing, id)).ToList();
        if (problems.Count > 0)
            return Outcome<RuleVocabulary>.Refused(problems);

        var names = lists.Find(ElementList)!;
        var elements = new List<RuleElement>();
        foreach (var (id, parts) in Composition)
        {
            var codes = parts.SelectMany(part => lists.Find(part)!.Codes).ToArray();
            if (codes.DistinctBy(code => code.Id, StringComparer.Ordinal).Count() < codes.Length)
                problems.Add(new Problem(VocabularyProblems.CodeTwice, parts[^1]));
            if (names.Find(id) is { } name)
                elements.Add(new RuleElement(id, name.Name, codes));
            else
                problems.Add(new Problem(RulesProblems.ElementNameMissing, ElementList, id));
        }

        return problems.Count > 0 ? Outcome<RuleVocabulary>.Refused(problems) : new RuleVocabulary(elements, lists);
    }

    /// <summary>An element.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The element.</returns>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    public RuleElement Element(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _elements.TryGetValue(id, out var element) ? element : throw new ArgumentException("There is no such element.", nameof(id));
    }

    /// <summary>Finds a question by its name in files.</summary>
    /// <param name="name">An element (<c>act</c>), or an element and a code (<c>act.recruitment</c>); case matters.</param>
    /// <returns>The question, or null.</returns>
    public RuleQuestion? FindQuestion(string? name) =>
        name is not null && _questions.TryGetValue(name, out var question) ? question : null;

    /// <summary>Whether a purpose counts by national law, and is not named by article 3(a) itself.</summary>
    /// <param name="purpose">The code's id.</param>
    /// <returns>True if it is of the list <c>palermo-purpose-national</c>.</returns>
    public bool IsNationalPurpose(string purpose) => _nationalPurposes.PositionOf(purpose) >= 0;

    private static IEnumerable<RuleQuestion> QuestionsOf(RuleElement element) =>
        element.Codes.Select(code => new RuleQuestion(element.Id, code.Id)).Prepend(new RuleQuestion(element.Id));
}
