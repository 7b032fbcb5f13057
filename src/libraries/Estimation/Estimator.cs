using Amparo.Estimation.Graphs;
using Amparo.Estimation.Histories;
using Amparo.Estimation.Intervals;
using Amparo.Estimation.LatentClasses;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Replicates;
using Amparo.Estimation.Sanity;
using Amparo.Estimation.Selection;
using Amparo.Estimation.Strata;
using Amparo.Estimation.Thresholds;
using Amparo.Vocabulary;

namespace Amparo.Estimation;

/// <summary>Estimates how many persons nobody counted, in the way that was agreed beforehand, and says what the answer may be used for.</summary>
/// <remarks>
/// The verdict follows rules that are the same for every country (docs/methods/estimation.md): no answer where the table or independence
/// has none; an order of magnitude where methods differ by more than 1.5 times, ten persons are hidden an observed one, one list left out
/// changes the estimate by more than 1.5 times, or a limit of the interval is one of a few extreme replicates. The cut-offs are a proposal and not calibrated.
/// </remarks>
public static class Estimator
{
    private const double Apart = 1.5;
    private const double ManyHidden = 10;

    /// <summary>Estimates.</summary>
    /// <param name="table">Capture histories.</param>
    /// <param name="request">What was agreed beforehand.</param>
    /// <param name="tell">Told the share of the work done.</param>
    /// <returns>The answer; its verdict may be that there is none. The same input gives the same answer, whatever the number of threads.</returns>
    public static EstimationAnswer Run(CaptureHistories table, EstimationRequest request, Action<double> tell) => Run(new EstimationInput(table), request, tell);

    /// <summary>Estimates, with what drawn linkages and strata add.</summary>
    /// <param name="input">Capture histories, drawn linkages, strata.</param>
    /// <param name="request">What was agreed beforehand.</param>
    /// <param name="tell">Told the share of the work done.</param>
    /// <returns>As <see cref="Run(CaptureHistories, EstimationRequest, Action{double})"/>.</returns>
    public static EstimationAnswer Run(EstimationInput input, EstimationRequest request, Action<double> tell)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(tell);
        var table = input.Table;
        var findings = HistoryFinding.In(table);
        var none = new EstimationAnswer(table, request, Verdict.NotEstimable) { Findings = findings, Headline = new(request.Method) };
        // Two lists have an estimate only if they are independent, which nobody can see from two lists.
        if (findings.FirstOrDefault(finding => finding.Fatal || finding.Problem.Code == EstimationProblems.TooFewLists) is { } fatal)
        {
            return none with
            {
                Reasons = [VerdictReason.TableUnusable],
                Headline = new(request.Method) { Problem = fatal.Problem },
                Fit = table.Observed > 0 ? LogLinearFit.Of(table, HierarchicalModel.MainEffects(table.Lists.Count)) : null,
            };
        }

        var independence = LogLinearFit.Of(table, HierarchicalModel.MainEffects(table.Lists.Count));
        if (independence.Code != ModelCode.Usable)
        {
            return none with
            {
                Reasons = [VerdictReason.IndependenceUnusable],
                Headline = new(request.Method) { Problem = new(EstimationProblems.NoMaximum, independence.Model.ToString()) },
                Fit = independence,
            };
        }

        return new Estimation(input, request, tell).Answer(none with { Fit = independence });
    }

    private sealed class Estimation(EstimationInput input, EstimationRequest request, Action<double> tell)
    {
        private const long SmallStratum = 30;

        private readonly CaptureHistories _table = input.Table;
        private readonly IReadOnlyList<CaptureHistories> _linkages = input.Linkages;
        private readonly StratifiedHistories? _strata = input.Strata;

        // Of six lists there are 32,768 models and 18,154 graphs: they are looked at when asked for.
        private const int MostListsUnasked = 5;

        private readonly ModelRanking? _ranking =
            input.Table.Lists.Count <= MostListsUnasked || request.AllMethods || request.Method == EstimationMethod.Bic
                ? ModelRanking.Of(input.Table, threads: request.Threads) is { Succeeded: true } ranking ? ranking.Value : null
                : null;

        internal EstimationAnswer Answer(EstimationAnswer none)
        {
            var methods = new List<MethodResult>();
            var answer = none with { Ranking = _ranking };
            foreach (var method in Enum.GetValues<EstimationMethod>().Where(IsRun))
            {
                (var result, answer) = Point(method, answer);
                methods.Add(result);
            }

            var headline = methods.Find(result => result.Method == request.Method)!;
            answer = answer with { Methods = methods, Headline = headline };
            if (headline.Estimate is null)
                return answer with { Reasons = [VerdictReason.MethodWithoutAnswer] };

            answer = WithInterval(answer);
            answer = answer with { Checks = PlainChecks.Of(_table, request.Threshold), Linkage = Linkage(), Strata = Strata() };
            var reasons = ReasonsAgainst(answer);
            tell(1);
            return answer with { Reasons = reasons, Verdict = reasons.Count > 0 ? Verdict.Indicative : Verdict.Usable };
        }

        // What the verdict needs is run unasked, so that a headline never stands alone.
        private bool IsRun(EstimationMethod method) => method == request.Method || request.AllMethods || method switch
        {
            EstimationMethod.Stepwise => true,
            EstimationMethod.Bic or EstimationMethod.Graphs => _table.Lists.Count <= MostListsUnasked,
            _ => false,
        };

        private (MethodResult Result, EstimationAnswer Answer) Point(EstimationMethod method, EstimationAnswer answer)
        {
            switch (method)
            {
                case EstimationMethod.Stepwise:
                    return (Of(method, StepwiseSelection.Run(_table, request.Threshold)), answer);
                case EstimationMethod.Bic:
                    return (_ranking is { Usable: [var best, ..] } ? new(method) { Estimate = best.Estimate, Model = best.Model } : Without(method), answer);
                case EstimationMethod.Graphs:
                    var graphs = GraphAveraging.Run(_table, new());
                    return graphs.Succeeded
                        ? (new(method) { Estimate = graphs.Value.Median, Interval = graphs.Value.Credible(request.Level) }, answer with { Graphs = graphs.Value })
                        : (new(method) { Problem = graphs.Problems[0] }, answer);
                case EstimationMethod.LatentClass:
                    var classes = LatentClassSampler.Run(_table, new() { Seed = request.Seed, Threads = request.Threads });
                    return classes.Succeeded
                        ? (Of(new(method) { Problem = classes.Value.Problem }, classes.Value.Posterior), answer with { LatentClasses = classes.Value })
                        : (new(method) { Problem = classes.Problems[0] }, answer);
                default:
                    var threshold = BayesianThreshold.Run(_table, new() { Seed = request.Seed, Threads = request.Threads });
                    return threshold.Succeeded
                        ? (Of(new(method) { Problem = threshold.Value.Problem, Model = threshold.Value.Model }, threshold.Value.Posterior), answer with { Threshold = threshold.Value })
                        : (new(method) { Problem = threshold.Problems[0] }, answer);
            }
        }

        private static MethodResult Without(EstimationMethod method) => new(method) { Problem = new(EstimationProblems.ListsOutOfRange, "lists") };

        private MethodResult Of(MethodResult bare, Chains.Posterior? posterior) =>
            posterior is null ? bare : bare with { Estimate = posterior.Median, Interval = posterior.Credible(request.Level) };

        private static MethodResult Of(EstimationMethod method, LogLinearFit fit) => fit.Code == ModelCode.Usable
            ? new(method) { Estimate = fit.Estimate, Model = fit.Model }
            : new(method) { Problem = new(EstimationProblems.NoMaximum, fit.Model.ToString()) };

        private EstimationAnswer WithInterval(EstimationAnswer answer)
        {
            var headline = answer.Headline;
            if (headline.Model is not { } model)
                return answer;
            answer = answer with { Fit = LogLinearFit.Of(_table, model) };
            // A posterior brings its own.
            if (headline.Interval is not null)
                return answer;
            switch (request.Interval)
            {
                case IntervalKind.Bca or IntervalKind.Percentile:
                    var bootstrap = request.Method == EstimationMethod.Bic
                        ? Bootstrap.OfModels(_table, [.. _ranking!.Usable.Take(Candidates()).Select(ranked => ranked.Model)], request.Bootstrap(tell))
                        : Bootstrap.OfStepwise(_table, request.Threshold, request.Bootstrap(tell));
                    var interval = request.Interval == IntervalKind.Bca ? bootstrap.Bca(request.Level).Interval : bootstrap.Percentile(request.Level);
                    return With(answer with { Bootstrap = bootstrap }, interval);
                case IntervalKind.Profile when ProfileInterval.Of(_table, model, request.Level) is { Succeeded: true } profile:
                    return With(answer, profile.Value.Interval);
                default:
                    return answer;
            }
        }

        // As many of the best models as a bootstrap chooses among: [Silverman2024].
        private int Candidates() => _table.Lists.Count switch { 3 => int.MaxValue, 4 => 20, _ => 100 };

        private static EstimationAnswer With(EstimationAnswer answer, Interval interval)
        {
            var headline = answer.Headline with { Interval = interval };
            return answer with { Headline = headline, Methods = [.. answer.Methods.Select(method => method.Method == headline.Method ? headline : method)] };
        }

        private LinkageUncertainty? Linkage() =>
            _linkages.Count > 1 && LinkageUncertainty.Of(_linkages, request.Threshold) is { Succeeded: true } combined ? combined.Value : null;

        private StrataAnswer? Strata()
        {
            if (_strata is null)
                return null;
            var (shares, _) = StratifiedEstimate.Shares(_strata, request.Level, request.Bootstrap(tell), request.Threshold);
            return new(StratifiedEstimate.Of(_strata, StratumRoute.Stepwise, request.Threshold), shares, _strata.Weaknesses(SmallStratum));
        }

        private static List<VerdictReason> ReasonsAgainst(EstimationAnswer answer)
        {
            var reasons = new List<VerdictReason>();
            var estimate = answer.Headline.Estimate!.Value;
            var estimates = answer.Methods.Select(method => method.Estimate).OfType<double>().ToArray();
            if (estimates.Max() > Apart * estimates.Min())
                reasons.Add(VerdictReason.MethodsDiffer);
            if (estimate - answer.Table.Observed > ManyHidden * answer.Table.Observed)
                reasons.Add(VerdictReason.ManyHidden);
            // Of three lists two are left, which answer only if they are independent.
            if (answer.Table.Lists.Count > 3 && answer.Checks!.LeavingOut.Any(left => !(left.Ratio <= Apart && left.Ratio >= 1 / Apart)))
                reasons.Add(VerdictReason.OneListDecides);
            if (answer.Findings.Any(finding => finding.Problem.Code == EstimationProblems.ListNested))
                reasons.Add(VerdictReason.ListNested);
            if (answer.Headline.Interval is not { } interval)
                reasons.Add(VerdictReason.NoInterval);
            else if (double.IsInfinity(interval.Upper) || (answer.Request.Interval == IntervalKind.Bca && answer.Bootstrap?.Bca(answer.Request.Level).Reliable == false))
                reasons.Add(VerdictReason.IntervalUnreliable);
            return reasons;
        }
    }
}
