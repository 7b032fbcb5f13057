using System.Text;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Sanity;
using Amparo.Records.Pages;
using Amparo.Vocabulary;

namespace Amparo.Estimation.Reporting;

/// <summary>How the report is written.</summary>
/// <param name="Language">The reader's; Spanish or English, others get Spanish.</param>
/// <param name="Invented">Whether the data are invented, which the page then says first.</param>
public sealed record EstimationReportOptions(Language Language, bool Invented)
{
    /// <summary>A problem in the reader's words; its code and subject unless told otherwise.</summary>
    public Func<Problem, string> Sentence { get; init; } = problem => problem.ToString();
}

/// <summary>Writes an answer as a page for officials and statisticians: one HTML file without scripts, that needs nothing else and prints on A4.</summary>
/// <remarks>Internal: small overlaps of lists stand in it. The same answer gives the same bytes.</remarks>
public sealed class EstimationReport
{
    /// <summary>How the first line of such a page begins, by which it is known.</summary>
    public const string Mark = "<!doctype html><!-- amparo-estimate -->";

    private const int MostExcluded = 6;
    private const int MostResiduals = 5;

    private readonly ReportPage _page = new();
    private readonly EstimationAnswer _answer;
    private readonly EstimationWording _words;

    private readonly Func<Problem, string> _sentence;

    private EstimationReport(EstimationAnswer answer, EstimationReportOptions options)
    {
        _answer = answer;
        _words = new(options.Language);
        _sentence = options.Sentence;
    }

    /// <summary>Writes the page.</summary>
    /// <param name="stream">Where to, as UTF-8; it stays open.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="options">Language, and whether the data are invented.</param>
    public static void Write(Stream stream, EstimationAnswer answer, EstimationReportOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(options);
        var report = new EstimationReport(answer, options);
        report.WritePage(options.Invented);
        stream.Write(Encoding.UTF8.GetBytes(report._page.ToString()));
    }

    private void WritePage(bool invented)
    {
        _page.Open(new(_words.Language, _words["title"]) { Mark = Mark, Skip = _words["skip"] });
        if (invented)
            _page.Raw($"<p class=\"invented\">{ReportPage.Escape(_words["invented"])}</p>");
        _page.Paragraph(_words["lead"]);
        WriteEssentials();
        WriteReasons();
        var estimated = _answer.Verdict != Verdict.NotEstimable;
        if (estimated)
        {
            WriteMethods();
            WriteNear();
            WriteInterval();
            WritePosteriors();
            WriteLinkage();
            WriteStrata();
        }

        WriteAssumptions();
        WriteOverlaps(estimated);
        WriteResiduals();
        if (_answer.Checks is { } checks)
            WriteChecks(checks);
        WriteMade();
        _page.Close();
    }

    private void WriteEssentials()
    {
        var none = _answer.Verdict == Verdict.NotEstimable;
        var interval = _answer.Headline.Interval;
        _page.Facts(
            "totals",
            (_words["verdict"], _words[_answer.Verdict.ToString()]),
            (_words["observed"], _words.Limit(_answer.Table.Observed)),
            // An order of magnitude has no single number.
            (_words["estimate"], _answer.Verdict == Verdict.Usable ? _words.Limit(_answer.Headline.Estimate!.Value) : _words["none"]),
            (_words.Say("interval", _words.Numbers.Percent(_answer.Request.Level)), interval is { } limits && !none ? $"{_words.Limit(limits.Lower)}–{_words.Limit(limits.Upper)}" : _words["none"]),
            (_words["method"], _words[EstimationJson.WordOf(_answer.Headline.Method)]));
        _page.Heading(_words["short"], new Anchor("short"));
        _page.Raw("<div class=\"essential\">");
        _page.Paragraph(_words.Verdict(_answer));
        // An order of magnitude is not divided into one number a person.
        if (_answer.Verdict == Verdict.Usable)
            _page.Paragraph(_words.Say("hidden", _words.Numbers.Significant((_answer.Headline.Estimate!.Value - _answer.Table.Observed) / _answer.Table.Observed)));
        _page.Paragraph(_words["publish"]);
        _page.Raw("</div>");
    }

    private void WriteReasons()
    {
        if (_answer.Reasons.Count > 0)
        {
            _page.Heading(_words["why"], new Anchor("why"));
            _page.List(_answer.Reasons.Select(reason => _words[EstimationJson.WordOf(reason)]));
        }

        // A method without an answer says why here; the tables have room for its code only.
        string[] found = [.. _answer.Findings.Select(finding => finding.Problem).Concat(_answer.Methods.Select(method => method.Problem).OfType<Problem>()).Distinct().Select(_sentence)];
        if (found.Length > 0)
        {
            _page.Heading(_words["findings"]);
            _page.List(found);
        }
    }

    private void WriteMethods()
    {
        _page.Heading(_words["chart"], new Anchor("methods"));
        _page.Figure(_words["chart"], new Drawing(EstimationChart.Draw(_answer, _words)));
        _page.Paragraph(_words["chart-note"]);
        _page.Table(
            _words["methods"], [_words["one-method"], _words["estimate"], _words["lower"], _words["upper"], _words["model"]],
            _answer.Methods.Select(method => new[]
            {
                _words[EstimationJson.WordOf(method.Method)],
                method.Estimate is { } estimate ? _words.Limit(estimate) : _words.Say("without-answer", method.Problem?.Code ?? ""),
                method.Interval is { } lower ? _words.Limit(lower.Lower) : "–",
                method.Interval is { } upper ? _words.Limit(upper.Upper) : "–",
                method.Estimate is null ? "–" : _words.NameOf(method.Model, _answer.Table.Lists),
            }),
            4);
    }

    private void WriteNear()
    {
        if (_answer.Ranking is not { Usable.Count: > 0 } ranking)
            return;
        _page.Heading(_words["near"], new Anchor("near"));
        _page.Paragraph(_words.Near(ranking, 2));
        _page.Paragraph(_words.Near(ranking, 6));
        _page.Paragraph(_words.Say("models-text", _words.Limit(ranking.Usable.Count + ranking.Excluded.Count), _words.Limit(ranking.Excluded.Count)));
        if (ranking.Excluded.Count == 0)
            return;
        _page.Heading(_words["excluded"]);
        var shown = ranking.Excluded.Take(MostExcluded).Select(model => model.Model.ToString() + ": " + _words["code-" + ((int)model.Code).ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        if (ranking.Excluded.Count > MostExcluded)
            shown = shown.Append(_words.Say("more", _words.Limit(ranking.Excluded.Count - MostExcluded)));
        _page.List(shown);
    }

    private void WriteInterval()
    {
        if (_answer.Bootstrap is not { } bootstrap)
            return;
        var level = _answer.Request.Level;
        var bca = bootstrap.Bca(level);
        var plain = bootstrap.Percentile(level);
        _page.Heading(_words["resampled"], new Anchor("interval"));
        _page.Paragraph(_words.Say(
            "resampled-text", _words.Limit(bootstrap.Replicates.Count), _words.Numbers.Significant(bca.LowerPercentile * 100), _words.Numbers.Significant(bca.UpperPercentile * 100)));
        if (!bca.Reliable)
            _page.Paragraph(_words["resampled-unreliable"]);
        _page.Paragraph(_words.Say("resampled-plain", _words.Limit(plain.Lower), _words.Limit(plain.Upper)));
        if (bootstrap.Infinite > 0)
            _page.Paragraph(_words.Say("resampled-infinite", _words.Limit(bootstrap.Infinite)));
    }

    private void WritePosteriors()
    {
        var said = new List<string>();
        if (_answer.Graphs is { } graphs)
        {
            var medians = graphs.Sensitivity.Select(prior => prior.Median).Append(graphs.Median).ToArray();
            said.Add(_words.Say(
                "graphs-text", _words.Limit(graphs.LargestHidden), _words.Numbers.Percent(graphs.MassAtCap), _words.Limit(medians.Min()), _words.Limit(medians.Max())));
        }

        if (_answer.LatentClasses is { } classes)
            said.Add(Chains(EstimationMethod.LatentClass, classes.Diagnostics));
        if (_answer.Threshold is { } threshold)
            said.Add(Chains(EstimationMethod.BayesThreshold, threshold.Diagnostics));
        if (said.Count == 0)
            return;
        _page.Heading(_words["posteriors"], new Anchor("posteriors"));
        _page.List(said);
    }

    private string Chains(EstimationMethod method, Chains.ChainDiagnostics chains) => _words.Say(
        chains.Converged ? "chains-agree" : "chains-apart", _words[EstimationJson.WordOf(method)], chains.Chains, _words.Numbers.Significant(Math.Max(chains.RHatTotal, chains.RHatLogHidden), 3),
        _words.Limit(Math.Min(chains.EffectiveTotal, chains.EffectiveLogHidden)));

    private void WriteAssumptions()
    {
        _page.Heading(_words["assumptions"], new Anchor("assumptions"));
        _page.List(_words["assume-1"], _words["assume-2"], _words["assume-3"], _words["assume-4"]);
    }

    private void WriteOverlaps(bool estimated)
    {
        var means = estimated && _answer is { Headline.Model: not null, Fit: { Means.Count: > 0 } fit } ? fit.Means : null;
        string[] heads = [_words["pair"], _words["shared"], .. means is null ? Array.Empty<string>() : [_words["expected"]]];
        _page.Heading(_words["overlaps"], new Anchor("overlaps"));
        _page.Table(_words["overlaps"], heads, HierarchicalModel.Pairs(_answer.Table.Lists.Count).Select(pair => (string[])
        [
            EstimationWording.NameOf(pair, _answer.Table.Lists), _words.Limit(_answer.Table.Overlap(pair)), .. means is null ? Array.Empty<string>() : [Expected(means, pair)],
        ]));
    }

    private string Expected(IReadOnlyList<double> means, int pair)
    {
        var sum = 0.0;
        for (var history = 1; history < means.Count; history++)
            sum += (history & pair) == pair ? means[history] : 0;
        return _words.Numbers.Significant(sum, 3);
    }

    // Where the model says least of what was seen.
    private void WriteResiduals()
    {
        if (_answer is not { Verdict: not Verdict.NotEstimable, Headline.Model: not null, Fit: { Code: ModelCode.Usable } fit })
            return;
        var worst = HistoryResidual.Of(_answer.Table, fit).OrderByDescending(residual => Math.Abs(residual.Pearson)).ThenBy(residual => residual.History).Take(MostResiduals);
        _page.Heading(_words["residuals"], new Anchor("residuals"));
        _page.Paragraph(_words["residuals-text"]);
        _page.Table(_words["residuals"], [_words["lists"], _words["persons"], _words["expected"]], worst.Select(residual => new[]
        {
            EstimationWording.NameOf(residual.History, _answer.Table.Lists), _words.Limit(residual.Count), _words.Numbers.Significant(residual.Mean),
        }));
    }

    private void WriteChecks(PlainChecks checks)
    {
        _page.Heading(_words["left-out"], new Anchor("left-out"));
        _page.Paragraph(_words["left-out-text"]);
        _page.Table(_words["left-out"], [_words["list"], _words["stepwise"]], checks.LeavingOut.Select(Changed));
        _page.Heading(_words["checks"], new Anchor("checks"));
        _page.Paragraph(_words["checks-text"]);
        _page.Facts("made", (_words["chao"], checks.Chao.Code == ModelCode.Usable ? _words.Limit(checks.Chao.Bound) : _words["none"]));
        _page.Table(_words["chapman"], [_words["chapman"], _words["stepwise-merged"]], checks.Chapman.Zip(checks.Merging, (pair, merged) => new[]
        {
            $"{EstimationWording.NameOf(pair.Pair, _answer.Table.Lists)}: {(double.IsFinite(pair.Estimate) ? _words.Limit(pair.Estimate) : _words["none"])}",
            double.IsFinite(merged.Fit.Estimate) ? _words.Limit(merged.Fit.Estimate) : _words["none"],
        }));
        _page.Table(_words["sweep"], [_words["threshold"], _words["stepwise"], _words["model"]], checks.Sweep.Select(step => new[]
        {
            _words.Numbers.Significant(step.Threshold), double.IsFinite(step.Fit.Estimate) ? _words.Limit(step.Fit.Estimate) : _words["none"],
            _words.NameOf(step.Fit.Model, _answer.Table.Lists),
        }), 2);
        _page.Paragraph(_words["consistency-text"]);
        _page.Table(_words["consistency"], [_words["list"], _words["size"], _words["stepwise"]], checks.Consistency.Select(list => new[]
        {
            _answer.Table.Lists[list.List], _words.Limit(list.Size), list.Fit is { Code: ModelCode.Usable } fit ? _words.Limit(fit.Estimate) : _words["none"],
        }));
    }

    private string[] Changed(ListSensitivity changed) =>
        [EstimationWording.NameOf(changed.Lists, _answer.Table.Lists), double.IsFinite(changed.Fit.Estimate) ? _words.Limit(changed.Fit.Estimate) : _words["none"]];

    private void WriteLinkage()
    {
        if (_answer.Linkage is not { } linkage)
            return;
        var interval = linkage.Interval(_answer.Request.Level);
        _page.Heading(_words["linkage"], new Anchor("linkage"));
        _page.Paragraph(_words.Say(
            "linkage-text", _words.Limit(linkage.Replicates), _words.Limit(interval.Lower), _words.Limit(interval.Upper), _words.Numbers.Percent(linkage.LinkageShare)));
        if (linkage.FewReplicates)
            _page.Paragraph(_words["linkage-few"]);
    }

    private void WriteStrata()
    {
        if (_answer.Strata is not { } strata)
            return;
        _page.Heading(_words["strata"], new Anchor("strata"));
        var joint = strata.Estimate.Joint;
        if (joint.Code != ModelCode.Usable)
        {
            _page.Paragraph(_words["strata-none"]);
        }
        else
        {
            _page.Paragraph(_words.Say("strata-text", _words.Limit(joint.Estimate), _words.Limit(strata.Estimate.SumOfSeparate)));
            _page.Table(_words["strata"], [_words["stratum"], _words["observed"], _words["hidden-persons"], _words["share"]], joint.Strata.Select((stratum, place) => new[]
            {
                stratum.Name, _words.Limit(stratum.Observed), _words.Limit(stratum.Hidden),
                _words.Numbers.Percent(joint.Shares[place])
                    + (place < strata.Shares.Count ? $" [{_words.Numbers.Percent(strata.Shares[place].Interval.Lower)}–{_words.Numbers.Percent(strata.Shares[place].Interval.Upper)}]" : ""),
            }));
        }

        if (strata.Weaknesses.Count > 0)
            _page.List(strata.Weaknesses.Select(_sentence));
    }

    private void WriteMade()
    {
        _page.Heading(_words["made"], new Anchor("made"));
        _page.Facts(
            "made",
            (_words["lists"], string.Join(", ", _answer.Table.Lists)),
            (_words["hash"], _answer.Table.Hash()),
            (_words["software"], EstimationJson.Version),
            (_words["threshold"], _words.Numbers.Significant(_answer.Request.Threshold)),
            (_words["seed"], _answer.Request.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
