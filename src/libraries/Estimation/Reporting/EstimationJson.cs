using System.Text.Json.Nodes;
using Amparo.Estimation.Histories;
using Amparo.Estimation.Intervals;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Replicates;
using Amparo.Estimation.Sanity;
using Amparo.Vocabulary;

namespace Amparo.Estimation.Reporting;

/// <summary>An answer as one JSON object for programs.</summary>
/// <remarks>
/// The names at its top are a promise: <c>verdict</c>, <c>code</c>, <c>observed</c>, <c>estimate</c>, <c>lower</c>, <c>upper</c>, <c>method</c>,
/// <c>model</c>, <c>diagnostics</c>. A number that does not exist is null, never zero. The same answer gives the same text.
/// </remarks>
public static class EstimationJson
{
    /// <summary>The verdict's word: <c>not estimable</c>, <c>indicative</c>, <c>usable</c>.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string WordOf(Verdict verdict) => verdict switch
    {
        Verdict.Usable => "usable",
        Verdict.Indicative => "indicative",
        _ => "not estimable",
    };

    /// <summary>The method's word, as on the command line.</summary>
    /// <param name="method">The method.</param>
    public static string WordOf(EstimationMethod method) => method switch
    {
        EstimationMethod.Stepwise => "stepwise",
        EstimationMethod.Bic => "bic",
        EstimationMethod.Graphs => "graphs",
        EstimationMethod.LatentClass => "latent-class",
        _ => "bayes-threshold",
    };

    /// <summary>Writes an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>The object.</returns>
    public static JsonObject Of(EstimationAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var shown = answer.Verdict == Verdict.NotEstimable ? new MethodResult(answer.Headline.Method) : answer.Headline;
        return new()
        {
            ["verdict"] = WordOf(answer.Verdict),
            ["code"] = answer.Fit is { } fit ? (int)fit.Code : null,
            ["observed"] = answer.Table.Observed,
            ["estimate"] = Number(shown.Estimate),
            ["lower"] = Number(shown.Interval?.Lower),
            ["upper"] = Number(shown.Interval?.Upper),
            ["method"] = WordOf(answer.Headline.Method),
            ["model"] = Model(shown.Model, answer.Table),
            ["diagnostics"] = Diagnostics(answer),
        };
    }

    /// <summary>Writes a refusal in the same form: there is no table, so no number.</summary>
    /// <param name="problems">What is wrong with the file, row by row.</param>
    /// <param name="method">The method that was asked for.</param>
    /// <returns>The object.</returns>
    public static JsonObject Refused(IReadOnlyList<Problem> problems, EstimationMethod method)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return new()
        {
            ["verdict"] = WordOf(Verdict.NotEstimable),
            ["code"] = null,
            ["observed"] = null,
            ["estimate"] = null,
            ["lower"] = null,
            ["upper"] = null,
            ["method"] = WordOf(method),
            ["model"] = new JsonArray(),
            ["diagnostics"] = new JsonObject { ["problems"] = Problems(problems) },
        };
    }

    private static JsonObject Diagnostics(EstimationAnswer answer)
    {
        var problems = answer.Findings.Select(finding => finding.Problem);
        if (answer.Headline.Problem is { } problem && !answer.Findings.Any(finding => finding.Problem == problem))
            problems = problems.Append(problem);
        var diagnostics = new JsonObject
        {
            ["reasons"] = new JsonArray([.. answer.Reasons.Select(reason => (JsonNode)WordOf(reason))]),
            ["problems"] = Problems([.. problems]),
            ["lists"] = new JsonArray([.. answer.Table.Lists.Select(list => (JsonNode)list)]),
            ["overlaps"] = Overlaps(answer.Table),
            ["input_sha256"] = answer.Table.Hash(),
            ["software"] = Version,
            ["seed"] = answer.Request.Seed,
            ["level"] = answer.Request.Level,
            ["threshold"] = answer.Request.Threshold,
        };
        if (answer.Verdict == Verdict.NotEstimable)
            return diagnostics;
        diagnostics["methods"] = new JsonArray([.. answer.Methods.Select(method => (JsonNode)Method(method, answer.Table))]);
        if (answer is { Headline.Model: not null, Fit: { Code: ModelCode.Usable } fit })
            diagnostics["fit"] = Fit(fit, answer.Table);
        if (answer.Ranking is { Usable.Count: > 0 } ranking)
        {
            diagnostics["models"] = new JsonObject
            {
                ["highest_order"] = ranking.Order,
                ["usable"] = ranking.Usable.Count,
                ["excluded"] = ranking.Excluded.Count,
                ["excluded_models"] = new JsonArray([.. ranking.Excluded.Take(50).Select(model => (JsonNode)new JsonObject { ["model"] = model.Model.ToString(), ["code"] = (int)model.Code })]),
                ["best"] = new JsonArray([.. ranking.Usable.Take(10).Select(model => (JsonNode)new JsonObject
                {
                    ["model"] = model.Model.ToString(),
                    ["estimate"] = Number(model.Estimate),
                    ["aic"] = Number(model.Aic),
                    ["bic"] = Number(model.Bic),
                })]),
                ["within_2"] = Near(ranking, 2),
                ["within_6"] = Near(ranking, 6),
            };
        }

        if (answer.Bootstrap is { } bootstrap)
            diagnostics["bootstrap"] = Resampled(bootstrap, answer.Request.Level);
        Posteriors(answer, diagnostics);
        if (answer.Checks is { } checks)
            diagnostics["checks"] = Checks(checks, answer.Table);
        if (answer.Linkage is { } linkage)
            diagnostics["linkage"] = Linkage(linkage, answer.Request.Level);
        if (answer.Strata is { } strata)
            diagnostics["strata"] = Strata(strata);
        return diagnostics;
    }

    internal static string Version => $"amparo {typeof(EstimationJson).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>The reason's word.</summary>
    internal static string WordOf(VerdictReason reason) => reason switch
    {
        VerdictReason.TableUnusable => "table-unusable",
        VerdictReason.IndependenceUnusable => "independence-unusable",
        VerdictReason.MethodWithoutAnswer => "method-without-answer",
        VerdictReason.MethodsDiffer => "methods-differ",
        VerdictReason.ManyHidden => "many-hidden",
        VerdictReason.OneListDecides => "one-list-decides",
        VerdictReason.ListNested => "list-nested",
        VerdictReason.IntervalUnreliable => "interval-unreliable",
        _ => "no-interval",
    };

    private static JsonValue? Number(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;

    private static JsonArray Problems(IReadOnlyList<Problem> problems) =>
        [.. problems.Select(problem => (JsonNode)new JsonObject { ["code"] = problem.Code, ["subject"] = problem.Subject, ["path"] = problem.Path })];

    private static JsonArray Model(HierarchicalModel? model, CaptureHistories table) =>
        model is null ? [] : [.. model.Interactions.Select(term => (JsonNode)NameOf(term, table))];

    private static string NameOf(int term, CaptureHistories table) =>
        term == 0 ? "(intercept)" : string.Join(':', table.Lists.Where((_, list) => (term & (1 << list)) != 0));

    private static JsonObject Method(MethodResult result, CaptureHistories table) => new()
    {
        ["method"] = WordOf(result.Method),
        ["estimate"] = Number(result.Estimate),
        ["lower"] = Number(result.Interval?.Lower),
        ["upper"] = Number(result.Interval?.Upper),
        ["model"] = Model(result.Model, table),
        ["problem"] = result.Problem?.Code,
    };

    private static JsonObject Fit(LogLinearFit fit, CaptureHistories table) => new()
    {
        ["model"] = fit.Model.ToString(),
        ["hidden"] = Number(fit.Hidden),
        ["intercept_standard_error"] = Number(fit.InterceptError),
        ["deviance"] = Number(fit.Deviance),
        ["residual_degrees"] = fit.ResidualDegrees,
        ["aic"] = Number(fit.Aic),
        ["bic"] = Number(fit.Bic),
        ["coefficients"] = new JsonObject(fit.Coefficients.Select(coefficient => KeyValuePair.Create(NameOf(coefficient.Term, table), (JsonNode?)Number(coefficient.Value)))),
        ["residuals"] = new JsonArray([.. HistoryResidual.Of(table, fit).Where(residual => residual.Count > 0 || residual.Mean >= 1).Select(residual => (JsonNode)new JsonObject
        {
            ["history"] = NameOf(residual.History, table), ["persons"] = residual.Count, ["expected"] = Number(residual.Mean), ["pearson"] = Number(residual.Pearson),
        })]),
        ["minus_infinity"] = new JsonArray([.. fit.Coefficients.Where(coefficient => double.IsNegativeInfinity(coefficient.Value)).Select(coefficient => (JsonNode)NameOf(coefficient.Term, table))]),
    };

    private static JsonObject Near(Selection.ModelRanking ranking, double units)
    {
        var (smallest, largest, models) = ranking.Near(units);
        return new() { ["smallest"] = Number(smallest), ["largest"] = Number(largest), ["models"] = models };
    }

    private static JsonObject Resampled(Bootstrap bootstrap, double level)
    {
        var bca = bootstrap.Bca(level);
        var plain = bootstrap.Percentile(level);
        return new()
        {
            ["replicates"] = bootstrap.Replicates.Count,
            ["infinite"] = bootstrap.Infinite,
            ["share_below"] = Number(bootstrap.ShareBelow),
            ["acceleration"] = Number(bootstrap.Acceleration),
            ["bca"] = new JsonObject
            {
                ["lower"] = Number(bca.Interval.Lower),
                ["upper"] = Number(bca.Interval.Upper),
                ["lower_percentile"] = Number(bca.LowerPercentile),
                ["upper_percentile"] = Number(bca.UpperPercentile),
                ["reliable"] = bca.Reliable,
            },
            ["percentile"] = new JsonObject { ["lower"] = Number(plain.Lower), ["upper"] = Number(plain.Upper) },
        };
    }

    private static void Posteriors(EstimationAnswer answer, JsonObject diagnostics)
    {
        if (answer.Graphs is { } graphs)
        {
            diagnostics["graphs"] = new JsonObject
            {
                ["prior_persons_per_cell"] = Number(graphs.Delta),
                ["largest_hidden"] = Number(graphs.LargestHidden),
                ["mass_in_last_percent"] = Number(graphs.MassAtCap),
                ["complete_graph"] = graphs.WithComplete ? "included" : "excluded",
                ["complete_graph_weight"] = Number(graphs.CompleteWeight),
                ["best"] = new JsonArray([.. graphs.Graphs.Take(5).Select(graph => (JsonNode)new JsonObject { ["graph"] = graph.Graph.ToString(), ["probability"] = Number(graph.Probability) })]),
                ["sensitivity"] = new JsonArray([.. graphs.Sensitivity.Select(prior => (JsonNode)new JsonObject
                {
                    ["prior_persons_per_cell"] = Number(prior.Delta),
                    ["median"] = Number(prior.Median),
                    ["lower"] = Number(prior.Credible.Lower),
                    ["upper"] = Number(prior.Credible.Upper),
                })]),
            };
        }

        if (answer.LatentClasses is { } classes)
            diagnostics["latent_class"] = Chains(classes.Diagnostics);
        if (answer.Threshold is { } threshold)
            diagnostics["bayes_threshold"] = Chains(threshold.Diagnostics);
    }

    private static JsonObject Chains(Estimation.Chains.ChainDiagnostics chains) => new()
    {
        ["chains"] = chains.Chains,
        ["draws"] = chains.Draws,
        ["converged"] = chains.Converged,
        ["rhat"] = Number(chains.RHatTotal),
        ["rhat_log_hidden"] = Number(chains.RHatLogHidden),
        ["effective"] = Number(chains.EffectiveTotal),
        ["effective_log_hidden"] = Number(chains.EffectiveLogHidden),
    };

    private static JsonObject Checks(PlainChecks checks, CaptureHistories table) => new()
    {
        ["chao_lower_bound"] = new JsonObject { ["estimate"] = Number(checks.Chao.Bound), ["standard_error"] = Number(checks.Chao.StandardError) },
        ["chapman"] = new JsonArray([.. checks.Chapman.Select(pair => (JsonNode)new JsonObject
        {
            ["lists"] = NameOf(pair.Pair, table), ["estimate"] = Number(pair.Estimate), ["standard_error"] = Number(pair.StandardError),
        })]),
        ["without_list"] = new JsonArray([.. checks.LeavingOut.Select(left => (JsonNode)Changed(left, table))]),
        ["merged_lists"] = new JsonArray([.. checks.Merging.Select(merged => (JsonNode)Changed(merged, table))]),
        ["thresholds"] = new JsonArray([.. checks.Sweep.Select(step => (JsonNode)new JsonObject
        {
            ["threshold"] = Number(step.Threshold), ["model"] = step.Fit.Model.ToString(), ["estimate"] = Number(step.Fit.Estimate),
        })]),
        ["list_as_population"] = new JsonArray([.. checks.Consistency.Select(list => (JsonNode)new JsonObject
        {
            ["list"] = table.Lists[list.List], ["size"] = list.Size, ["estimate"] = Number(list.Fit?.Estimate),
        })]),
    };

    private static JsonObject Changed(ListSensitivity changed, CaptureHistories table) => new JsonObject
    {
        ["lists"] = NameOf(changed.Lists, table),
        ["estimate"] = Number(changed.Fit.Estimate),
        ["ratio"] = Number(changed.Ratio),
    };

    private static JsonObject Linkage(LinkageUncertainty linkage, double level)
    {
        var interval = linkage.Interval(level);
        return new()
        {
            ["linkages"] = linkage.Replicates,
            ["without_estimate"] = linkage.Excluded,
            ["estimate"] = Number(linkage.Estimate),
            ["lower"] = Number(interval.Lower),
            ["upper"] = Number(interval.Upper),
            ["share_of_variance_from_linkage"] = Number(linkage.LinkageShare),
            ["few"] = linkage.FewReplicates,
        };
    }

    private static JsonObject Strata(StrataAnswer strata) => new()
    {
        ["joint_estimate"] = Number(strata.Estimate.Joint.Estimate),
        ["sum_of_separate"] = Number(strata.Estimate.SumOfSeparate),
        ["difference"] = Number(strata.Estimate.Difference),
        ["code"] = (int)strata.Estimate.Joint.Code,
        ["strata"] = new JsonArray([.. strata.Estimate.Joint.Strata.Select((stratum, place) => (JsonNode)new JsonObject
        {
            ["name"] = stratum.Name,
            ["observed"] = stratum.Observed,
            ["hidden"] = Number(stratum.Hidden),
            ["share_of_hidden"] = Number(strata.Estimate.Joint.Shares[place]),
            ["lower"] = Number(place < strata.Shares.Count ? strata.Shares[place].Interval.Lower : null),
            ["upper"] = Number(place < strata.Shares.Count ? strata.Shares[place].Interval.Upper : null),
            ["separate_estimate"] = Number(strata.Estimate.Separate[place].Estimate),
        })]),
        ["problems"] = Problems(strata.Weaknesses),
    };

    private static JsonArray Overlaps(CaptureHistories table) =>
    [
        .. HierarchicalModel.Pairs(table.Lists.Count).Select(pair => (JsonNode)new JsonObject { ["lists"] = NameOf(pair, table), ["persons"] = table.Overlap(pair) }),
    ];
}
