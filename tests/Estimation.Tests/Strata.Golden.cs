using System.Globalization;
using System.Text.Json;
using Amparo.Estimation.Histories;
using Amparo.Estimation.Intervals;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Selection;
using Amparo.Estimation.Strata;

namespace Amparo.Estimation.Tests;

/// <summary>Joint models of strata against another program, and against the fits of one table.</summary>
public sealed class StrataGolden
{
    [Fact]
    public void Joint_models_are_those_of_the_reference()
    {
        var stored = ReferenceTables.Json("joint.json");
        var table = Table(stored.GetProperty("tables"));
        foreach (var model in stored.GetProperty("models").EnumerateObject())
        {
            var terms = model.Value.GetProperty("terms").EnumerateArray()
                .Select(term => new JointTerm(term[0].GetInt32(), term[1].ValueKind == JsonValueKind.Null ? null : term[1].GetInt32())).ToArray();
            var fit = JointFit.Of(table, terms);
            fit.Code.ShouldBe(ModelCode.Usable, model.Name);
            Math.Abs(fit.Deviance - model.Value.GetProperty("deviance").GetDouble()).ShouldBeLessThan(1e-8, model.Name);
            foreach (var (place, expected) in model.Value.GetProperty("strata").EnumerateArray().Index())
            {
                ReferenceTables.RelativeError(fit.Strata[place].Hidden, expected.GetProperty("hidden").GetDouble()).ShouldBeLessThan(1e-9, model.Name);
                ReferenceTables.RelativeError(fit.Strata[place].LogError, expected.GetProperty("log_error").GetDouble()).ShouldBeLessThan(1e-9, model.Name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ReferenceTables.Six), MemberType = typeof(ReferenceTables))]
    public void One_stratum_is_the_fit_of_its_table(string key)
    {
        var table = ReferenceTables.Table(key);
        var alone = StepwiseSelection.Run(table, StepwiseSelection.DefaultThreshold);
        var joint = JointFit.Stepwise(StratifiedHistories.Of([new("all", table)]).Value);

        joint.Terms.Select(term => term.Lists).Order().ShouldBe(alone.Model.Interactions.Order());
        ReferenceTables.RelativeError(joint.Estimate, alone.Estimate).ShouldBeLessThan(1e-12);
        ReferenceTables.RelativeError(joint.Strata[0].LogError, alone.InterceptError).ShouldBeLessThan(1e-9);
        joint.Aic.ShouldBe(alone.Aic, 1e-8);
        joint.Bic.ShouldBe(alone.Bic, 1e-8);
    }

    [Fact]
    public void Effects_apart_are_separate_fits()
    {
        var table = Halves(ReferenceTables.Table(ReferenceTables.Uk));
        var separate = table.Strata.Select(stratum => StepwiseSelection.Run(stratum.Table, StepwiseSelection.DefaultThreshold)).ToArray();
        var joint = JointFit.Of(table, [.. separate.SelectMany((fit, place) => fit.Model.Interactions.Select(pair => new JointTerm(pair, place)))]);

        joint.Code.ShouldBe(ModelCode.Usable);
        foreach (var (place, fit) in separate.Index())
            ReferenceTables.RelativeError(joint.Strata[place].Hidden, fit.Hidden).ShouldBeLessThan(1e-12);
        joint.Deviance.ShouldBe(separate.Sum(fit => fit.Deviance), 1e-8);
        joint.Estimate.ShouldBe(separate.Sum(fit => fit.Estimate), 1e-6);
    }

    [Fact]
    public void Shares_add_up_and_repeat_for_any_number_of_threads()
    {
        var table = Table(ReferenceTables.Json("joint.json").GetProperty("tables"));
        var estimate = StratifiedEstimate.Of(table);
        var (shares, without) = StratifiedEstimate.Shares(table, 0.95, new() { Replicates = 100 });
        var (again, _) = StratifiedEstimate.Shares(table, 0.95, new() { Replicates = 100, Threads = 2 });

        estimate.Joint.Shares.Sum().ShouldBe(1, 1e-12);
        estimate.Difference.ShouldBe(estimate.SumOfSeparate - estimate.Joint.Estimate);
        shares.Sum(share => share.Share).ShouldBe(1, 1e-12);
        shares.ShouldBe(again);
        shares.ShouldAllBe(share => share.Interval.Lower <= share.Share && share.Share <= share.Interval.Upper);
        without.ShouldBeLessThan(50);
    }

    [Fact]
    public void A_stratum_without_overlap_is_named_and_pooled_only_when_asked()
    {
        var one = CaptureHistories.Of(["a", "b", "c"], [(1, 30), (2, 20), (4, 10), (3, 5), (5, 4), (6, 3)]).Value;
        var other = CaptureHistories.Of(["a", "b", "c"], [(1, 3), (2, 2)]).Value;
        var table = StratifiedHistories.Of([new("x", one), new("y", other)]).Value;

        table.Weaknesses(10).Select(problem => (problem.Code, problem.Path)).ShouldBe([(EstimationProblems.StratumWithoutOverlap, "stratum 2"), (EstimationProblems.StratumTooSmall, "stratum 2")]);
        JointFit.Stepwise(table).Code.ShouldNotBe(ModelCode.Usable);
        JointFit.Stepwise(table).Estimate.ShouldBe(double.NaN);
        var pooled = table.Pooled("x and y", [0, 1]);
        pooled.Observed.ShouldBe(table.Observed);
        JointFit.Stepwise(pooled).Code.ShouldBe(ModelCode.Usable);
        StratifiedHistories.Of([new("x", one), new("x", other)]).Problems[0].Code.ShouldBe(EstimationProblems.StrataUnusable);
    }

    private static StratifiedHistories Table(JsonElement tables) =>
        StratifiedHistories.Of([.. tables.EnumerateObject().Select(table => new Stratum(table.Name, CaptureHistories.Of(["a", "b", "c"],
            table.Value.EnumerateObject().Select(row => (int.Parse(row.Name, CultureInfo.InvariantCulture), row.Value.GetInt64()))).Value))]).Value;

    private static StratifiedHistories Halves(CaptureHistories table)
    {
        var rows = Enumerable.Range(1, (1 << table.Lists.Count) - 1).Select(history => (History: history, Persons: table.Count(history))).ToArray();
        return StratifiedHistories.Of(
        [
            new("third", CaptureHistories.Of(table.Lists, rows.Select(row => (row.History, row.Persons / 3))).Value),
            new("rest", CaptureHistories.Of(table.Lists, rows.Select(row => (row.History, row.Persons - (row.Persons / 3)))).Value),
        ]).Value;
    }
}
