using Amparo.PrivateRelease.Accounting;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Synthesis;
using Amparo.PrivateRelease.Tables;
using Amparo.PrivateRelease.Tests.Samples;

namespace Amparo.PrivateRelease.Tests.Synthesis;

public sealed class MeasuringTests
{
    private static readonly int[] Sizes = [2, 3, 4, 2, 5];

    [Fact]
    public void A_plan_costs_its_budget()
    {
        var plan = MeasurementPlan.For(Coded.Domain(Sizes), 10_000, 0.05, new());
        plan.Components.Sum(component => MeasurementPlan.CostOf(plan.Domain, component) / plan.VarianceOf(component)).ShouldBe(0.05, 1e-12);
    }

    [Fact]
    public void For_flags_the_shares_are_those_of_the_closed_form()
    {
        // Ten flags, weights settled: with equal deviations wanted for all triples, pairs and singles nothing is better than moving any share elsewhere.
        var domain = Coded.Domain([.. Enumerable.Repeat(2, 10)]);
        var plan = MeasurementPlan.For(domain, 1_000_000, 1, new());
        var best = Mean(domain, plan.Tables, plan.VarianceOf);
        foreach (var factor in new[] { 0.7, 1.4 })
        {
            foreach (var order in new[] { 1, 2, 3 })
            {
                double Moved(ColumnSet set) => plan.VarianceOf(set) * (set.Count == order ? factor : 1);
                var cost = plan.Components.Sum(set => MeasurementPlan.CostOf(domain, set) / Moved(set));
                Mean(domain, plan.Tables, set => Moved(set) * cost).ShouldBeGreaterThan(best);
            }
        }
    }

    [Fact]
    public void Estimates_are_right_on_average_and_as_far_off_as_foretold_and_their_totals_agree()
    {
        var table = Coded.Chain(5_000, Sizes, 1);
        var plan = MeasurementPlan.For(table.Domain, 5_000, 0.5, new());
        var set = ColumnSet.Of(1, 2, 4);
        var exact = Coded.Naive(table, [1, 2, 4]);
        var (sum, squares, runs) = (0.0, 0.0, 400);
        for (var run = 0; run < runs; run++)
        {
            var estimates = Measure(table, plan, (ulong)run);
            var cells = estimates.Table(set);
            sum += cells[7] - exact[7];
            squares += cells.Zip(exact, (a, b) => (a - b) * (a - b)).Average();
            var pair = estimates.Table(ColumnSet.Of(1, 2));
            for (var cell = 0; cell < pair.Length; cell++)
                cells.Skip(cell * 5).Take(5).Sum().ShouldBe(pair[cell], 1e-6);
            cells.Sum().ShouldBe(estimates.Persons, 1e-6);
        }

        var deviation = Math.Sqrt(plan.CellVarianceOf(set));
        (sum / runs).ShouldBe(0, 5 * deviation / Math.Sqrt(runs));
        Math.Sqrt(squares / runs).ShouldBe(deviation, 0.03 * deviation);
    }

    [Fact]
    public void Intervals_hold_the_true_count_in_94_to_96_of_100_cells()
    {
        var table = Coded.Chain(20_000, [2, 2, 3, 2, 4, 2, 2, 3], 2);
        var (held, cells) = (0, 0);
        for (var run = 0; run < 20; run++)
        {
            var plan = MeasurementPlan.For(table.Domain, 20_000, 0.5, new());
            var estimates = Measure(table, plan, (ulong)(run + 77));
            foreach (var set in plan.Tables)
            {
                var half = 1.959963984540054 * Math.Sqrt(plan.CellVarianceOf(set));
                var pairs = estimates.Table(set).Zip(Coded.Naive(table, set.Columns()));
                foreach (var (estimated, exact) in pairs)
                {
                    cells++;
                    held += Math.Abs(estimated - exact) <= half ? 1 : 0;
                }
            }
        }

        cells.ShouldBeGreaterThan(20_000);
        ((double)held / cells).ShouldBeInRange(0.94, 0.96);
    }

    [Fact]
    public void Tables_that_the_noise_would_drown_are_left_out_and_cost_nothing()
    {
        var domain = Coded.Domain(2, 60, 60, 60);
        var plan = MeasurementPlan.For(domain, 1_000, 0.05, new());
        plan.Tables.ShouldNotContain(ColumnSet.Of(1, 2, 3));
        plan.Tables.Where(set => set.Count > 1).ShouldAllBe(set => plan.PredictedVariation(set, 1_000) <= 0.35);
        plan.Tables.Count(set => set.Count == 1).ShouldBe(4);
    }

    private static ResidualEstimates Measure(CodedTable table, MeasurementPlan plan, ulong seed)
    {
        var budget = plan.Components.Sum(set => MeasurementPlan.CostOf(plan.Domain, set) / plan.VarianceOf(set));
        return ResidualEstimates.Measure(plan, WeightedRows.Of(table), new(table, new BudgetMeter(budget), new SeededNoise((seed << 32) + 5)));
    }

    // What the plan minimises: singles count four times.
    private static double Mean(CodedDomain domain, IEnumerable<ColumnSet> tables, Func<ColumnSet, double> variance) => tables
        .GroupBy(set => set.Count)
        .Sum(order => (order.Key == 1 ? 4 : 1) * order.Average(set =>
            MeasurementPlan.CellsOf(domain, set) * Math.Sqrt(MeasurementPlan.Shares(domain, set).Sum(part => part.Share * variance(part.Component)))));
}
