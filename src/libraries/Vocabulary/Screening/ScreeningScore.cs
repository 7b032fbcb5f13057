using Amparo.Vocabulary.Rules;

namespace Amparo.Vocabulary.Screening;

/// <summary>What a screening shows. A sign, not a finding about a person.</summary>
public enum ScreeningSign
{
    /// <summary>Open: what was not asked or is not known can still make it either.</summary>
    Open,

    /// <summary>Not shown, whatever the open answers would be.</summary>
    NotShown,

    /// <summary>Shown, whatever the open answers would be.</summary>
    Shown,
}

/// <summary>An indicator of a set: the same indicator may stand in two dimensions.</summary>
/// <param name="Dimension">The dimension's id.</param>
/// <param name="Indicator">The indicator's id.</param>
public readonly record struct IndicatorPlace(string Dimension, string Indicator);

/// <summary>How one dimension came out, and why.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Sign">Whether it is positive.</param>
public sealed record DimensionScore(ScreeningDimension Dimension, ScreeningSign Sign)
{
    /// <summary>The indicators answered with yes.</summary>
    public required IReadOnlyList<OperationalIndicator> Affirmed { get; init; }

    /// <summary>How many indicators were answered with yes, by strength: this is what the sign rests on.</summary>
    public required StrengthCounts Yes { get; init; }

    /// <summary>How many were asked and answered with no.</summary>
    public required int No { get; init; }

    /// <summary>How many were asked and are not known.</summary>
    public required int NotKnown { get; init; }

    /// <summary>How many were not asked. Not asked is never "no".</summary>
    public required int NotAsked { get; init; }
}

/// <summary>A screening against one set: which dimensions are positive and why.</summary>
/// <remarks>
/// <b>Never a verdict and never a status.</b> Nothing in this library turns a score into an answer of <see cref="PalermoRule"/>, into a
/// statement, or into a person's status, and a test holds that no such member exists: only a person who has read the file decides. A sign
/// is what all completions of the open answers agree on.
/// </remarks>
/// <param name="Set">The set, with its version and how far it can be trusted.</param>
/// <param name="Pattern">Whether the positive dimensions make the pattern that the set looks for.</param>
/// <param name="Dimensions">The dimensions in the set's order.</param>
public sealed record ScreeningScore(IndicatorSet Set, ScreeningSign Pattern, IReadOnlyList<DimensionScore> Dimensions)
{
    /// <summary>Scores answers.</summary>
    /// <param name="set">The set.</param>
    /// <param name="answers">Answers by indicator; an indicator that is absent was not asked.</param>
    /// <returns>The score, or VOC-124 for each answer about an indicator that the set does not hold.</returns>
    public static Outcome<ScreeningScore> Of(IndicatorSet set, IReadOnlyDictionary<IndicatorPlace, Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(answers);
        var places = set.Dimensions
            .SelectMany(dimension => dimension.Indicators.Select(indicator => new IndicatorPlace(dimension.Code.Id, indicator.Code.Id)))
            .ToHashSet();
        // The place is the caller's text: only the set is named.
        var problems = answers.Keys.Where(place => !places.Contains(place))
            .Select(_ => new Problem(RulesProblems.IndicatorUnknown, set.Id)).ToArray();
        if (problems.Length > 0)
            return Outcome<ScreeningScore>.Refused(problems);

        var dimensions = set.Dimensions.Select(dimension => Score(dimension, set, answers)).ToArray();
        var signs = dimensions.ToDictionary(score => score.Dimension.Code.Id, score => TruthOf(score.Sign), StringComparer.Ordinal);
        var all = TruthLogic.All([.. set.Pattern.All.Select(id => signs[id])]);
        var any = set.Pattern.Any.Count == 0 ? Truth.Met : TruthLogic.Any([.. set.Pattern.Any.Select(id => signs[id])]);
        return new ScreeningScore(set, SignOf(TruthLogic.All(all, any)), dimensions);
    }

    private static DimensionScore Score(ScreeningDimension dimension, IndicatorSet set, IReadOnlyDictionary<IndicatorPlace, Answer> answers)
    {
        var read = dimension.Indicators.ToLookup(
            indicator => answers.TryGetValue(new IndicatorPlace(dimension.Code.Id, indicator.Code.Id), out var answer) ? answer : (Answer?)null);
        var affirmed = read[Answer.Yes].ToArray();
        var yes = StrengthCounts.Of(affirmed);
        // The rule only grows with further yes: the two extreme completions tell what all of them agree on.
        var most = StrengthCounts.Of(dimension.Indicators.Except(read[Answer.No]));
        var sign = set.PositiveWhen.Any(way => way.IsSatisfiedBy(yes)) ? ScreeningSign.Shown
            : dimension.IsComplete && !set.PositiveWhen.Any(way => way.IsSatisfiedBy(most)) ? ScreeningSign.NotShown
            : ScreeningSign.Open;
        return new DimensionScore(dimension, sign)
        {
            Affirmed = affirmed,
            Yes = yes,
            No = read[Answer.No].Count(),
            NotKnown = read[Answer.Unknown].Count(),
            NotAsked = read[null].Count(),
        };
    }

    // The logic is the same; the words are kept apart, so that a sign cannot pass for an element that is met.
    private static Truth TruthOf(ScreeningSign sign) =>
        sign == ScreeningSign.Shown ? Truth.Met : sign == ScreeningSign.NotShown ? Truth.NotMet : Truth.Unknown;

    private static ScreeningSign SignOf(Truth truth) =>
        truth == Truth.Met ? ScreeningSign.Shown : truth == Truth.NotMet ? ScreeningSign.NotShown : ScreeningSign.Open;
}
