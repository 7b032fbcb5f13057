namespace Amparo.Vocabulary.Rules;

/// <summary>What the Smuggling Protocol gives on recorded statements: three tests beside one another. Never a verdict.</summary>
/// <param name="Overall">Smuggling of migrants, articles 3(a) and 6(1)(a).</param>
/// <remarks>
/// The person who was smuggled has no part in the offence (article 5): nothing here is about what the migrant did wrong.
/// </remarks>
public sealed record SmugglingAnswer(Truth Overall)
{
    /// <summary>Documents made, obtained, provided or possessed to make smuggling possible, for a benefit: article 6(1)(b).</summary>
    public required Truth Documents { get; init; }

    /// <summary>Enabling, for a benefit and by illegal means, the stay of who is neither national nor resident: article 6(1)(c).</summary>
    public required Truth Stay { get; init; }

    /// <summary>What was stated about each element, in the order of <see cref="RuleVocabulary.Elements"/>.</summary>
    public required IReadOnlyList<ElementFinding> Elements { get; init; }

    /// <summary>What would change the answer to <see cref="Overall"/>.</summary>
    public required IReadOnlyList<ElementEffect> Effects { get; init; }

    /// <summary>The elements that must be known before <see cref="Overall"/> can be decided; empty once it is.</summary>
    public IEnumerable<string> Missing => Effects.Where(effect => effect.IsMissing).Select(effect => effect.Element);

    /// <summary>The elements about which statements contradict one another.</summary>
    public IEnumerable<string> Conflicts => Elements.Where(finding => finding.Conflicting).Select(finding => finding.Element);
}

/// <summary>Smuggling of migrants as the Smuggling Protocol defines it, over recorded statements.</summary>
/// <remarks>
/// <c>crossing and irregular entry and not (national or permanent resident) and procurement and benefit</c>, three-valued. Protocol against
/// the Smuggling of Migrants by Land, Sea and Air (2000), articles 3(a), 3(b), 5 and 6(1). Independent of <see cref="PalermoRule"/>: both
/// may hold for one event. Pure and thread-safe.
/// </remarks>
public static class SmugglingRule
{
    private static readonly string[] Asked =
    [
        RuleElements.Crossing, RuleElements.IrregularEntry, RuleElements.NationalOrResident, RuleElements.Procurement, RuleElements.Benefit,
        RuleElements.Document, RuleElements.DocumentForSmuggling, RuleElements.Stay,
    ];

    /// <summary>Applies the three tests.</summary>
    /// <param name="statements">What has been stated.</param>
    /// <param name="vocabulary">The elements and their codes.</param>
    /// <returns>The answer, element by element.</returns>
    public static SmugglingAnswer Apply(CaseStatements statements, RuleVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(statements);
        ArgumentNullException.ThrowIfNull(vocabulary);
        var findings = Asked.Select(element => ElementFinding.Of(vocabulary.Element(element), statements.Statements)).ToArray();
        var values = findings.Select(finding => finding.Truth).ToArray();
        var (foreign, benefit) = (TruthLogic.Not(values[2]), values[4]);
        return new SmugglingAnswer(Rule(values))
        {
            Documents = TruthLogic.All(values[5], values[6], benefit),
            Stay = TruthLogic.All(values[7], foreign, benefit),
            Elements = findings,
            Effects = ElementEffect.Of([.. findings.Take(5).Select(finding => (finding.Element, finding.Truth))], Rule),
        };
    }

    private static Truth Rule(IReadOnlyList<Truth> values) =>
        TruthLogic.All(values[0], values[1], TruthLogic.Not(values[2]), values[3], values[4]);
}
