using System.Globalization;
using Amparo.Estimation.LogLinear;
using Amparo.Records.Pages;
using Amparo.Vocabulary;

namespace Amparo.Estimation.Reporting;

/// <summary>An estimate in the words of an official, in one language.</summary>
/// <remarks>Spanish and English; readers of other languages get the Spanish ones, as everywhere.</remarks>
public sealed class EstimationWording
{
    private readonly Dictionary<string, string> _words;

    /// <summary>Takes the words of a language.</summary>
    /// <param name="language">The reader's.</param>
    public EstimationWording(Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        Language = language == Language.English ? Language.English : Language.Spanish;
        _words = Language == Language.English ? EstimationEnglish.Words : EstimationSpanish.Words;
        Numbers = new(Language);
    }

    /// <summary>The language that is really used.</summary>
    public Language Language { get; }

    internal ReportNumbers Numbers { get; }

    internal string this[string key] => _words[key];

    internal string Say(string key, params object[] places) => string.Format(CultureInfo.InvariantCulture, _words[key], places);

    /// <summary>The answer in a few lines, for a terminal: never a bare number.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>The lines.</returns>
    public IReadOnlyList<string> Lines(EstimationAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var lines = new List<string>
        {
            $"{this["verdict"]}: {this[answer.Verdict.ToString()]}",
            Verdict(answer),
            $"{this["observed"]}: {Numbers.Whole(answer.Table.Observed)}",
        };
        if (answer.Verdict != Estimation.Verdict.NotEstimable)
        {
            lines.AddRange(answer.Methods.Select(method => $"{this[EstimationJson.WordOf(method.Method)]}: {Result(method)}"));
            if (answer.Ranking is { Usable.Count: > 0 } ranking)
                lines.AddRange(Near(ranking, 2), Near(ranking, 6));
        }

        lines.AddRange(answer.Reasons.Select(reason => "- " + this[EstimationJson.WordOf(reason)]));
        return lines;
    }

    /// <summary>What may be said, in one or two sentences.</summary>
    internal string Verdict(EstimationAnswer answer) => (answer.Verdict, answer.Headline.Interval) switch
    {
        (Estimation.Verdict.NotEstimable, _) => this["says-NotEstimable"],
        (Estimation.Verdict.Indicative, null) => this["says-Indicative-bare"],
        (_, { } interval) => Say("says-" + answer.Verdict, Limit(interval.Lower), Limit(interval.Upper), Limit(answer.Headline.Estimate!.Value)),
        _ => this["says-Indicative-bare"],
    };

    internal string Limit(double persons) => double.IsFinite(persons) ? Numbers.Whole(persons) : "∞";

    internal string Near(Selection.ModelRanking ranking, double units)
    {
        var (smallest, largest, models) = ranking.Near(units);
        return models == 1 ? Say("near-one", units) : Say("near-text", Limit(smallest), Limit(largest), models, units);
    }

    internal string Result(MethodResult method) => method switch
    {
        { Estimate: null } => Say("without-answer", method.Problem?.Code ?? ""),
        { Interval: { } interval } => $"{Limit(method.Estimate!.Value)} [{Limit(interval.Lower)}–{Limit(interval.Upper)}]",
        _ => Limit(method.Estimate!.Value),
    };

    internal static string NameOf(int term, IReadOnlyList<string> lists) => string.Join(" + ", lists.Where((_, list) => (term & (1 << list)) != 0));

    internal string NameOf(HierarchicalModel? model, IReadOnlyList<string> lists) => model switch
    {
        null => this["averaged"],
        { Interactions.Count: 0 } => this["independent"],
        _ => string.Join("; ", model.Interactions.Select(term => NameOf(term, lists))),
    };
}
