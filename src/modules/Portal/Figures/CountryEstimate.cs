using Amparo.Portal.Texts;
using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Figures;

/// <summary>What may be said of those whom nobody counted in a country: a verdict, and an interval where there is one.</summary>
/// <param name="Verdict">What the estimate may be used for, in a word.</param>
/// <param name="Says">The same in a sentence, with the numbers; never a bare number.</param>
/// <param name="Interval">The interval; null where there is none.</param>
/// <param name="Limits">What the figure does not say.</param>
public sealed record CountryEstimate(string Verdict, string Says, string? Interval, string Limits)
{
    /// <summary>The id of the estimates of the demonstration.</summary>
    public const string Subject = "estimated-victims";

    /// <summary>Reads a country's estimate from the table of a subject.</summary>
    /// <param name="table">The table; null gives none.</param>
    /// <param name="country">The country's code.</param>
    /// <param name="texts">The reader's words.</param>
    public static CountryEstimate? Of(Released<EstimateTable>? table, string country, PageTexts texts) => table is null
        ? null
        : Of(new Dictionary<string, Released<EstimateTable>>(StringComparer.Ordinal) { [Subject] = table }, country, texts);

    /// <summary>Reads a country's estimate.</summary>
    /// <param name="estimates">Released estimates by subject.</param>
    /// <param name="country">The country's code.</param>
    /// <param name="texts">The reader's words.</param>
    /// <returns>What may be said; null if no estimate of the country has been released.</returns>
    public static CountryEstimate? Of(IReadOnlyDictionary<string, Released<EstimateTable>> estimates, string country, PageTexts texts)
    {
        if (!estimates.TryGetValue(Subject, out var table) || table.Value.Of(country) is not { } row)
            return null;
        var standing = row.Standing switch
        {
            EstimateStanding.Usable => "usable",
            EstimateStanding.Indicative => "indicative",
            _ => "not-estimable",
        };
        var key = row.Interval.Kind == FigureKind.Withheld ? "withheld" : standing;
        var says = texts.Say(
            $"estimate.says.{key}", ("low", texts.Whole(row.Interval.Low)), ("high", texts.Whole(row.Interval.High)), ("best", texts.Whole(row.Best.Low)));
        return new(
            texts[$"estimate.verdict.{standing}"], says,
            row.Interval.IsStated ? texts.Say("figure.range", ("low", texts.Whole(row.Interval.Low)), ("high", texts.Whole(row.Interval.High))) : null,
            table.Value.Header.Limits[texts.Language]);
    }
}
