using Amparo.PrivateRelease.Accounting;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Synthesis;
using Amparo.PrivateRelease.Synthesis.Reference;
using Amparo.PrivateRelease.Tables;
using Amparo.PrivateRelease.Tests.Samples;

namespace Amparo.PrivateRelease.Tests.Synthesis.Reference;

public sealed class ReferenceMechanismsTests
{
    private static readonly int[] Sizes = [3, 4, 2, 5, 2];
    private static readonly AdaptiveIterativeOptions Reduced = new() { Iterations = 250, ModelMegabytes = 2, WorkloadOrder = 2, LargestTable = 10_000 };

    [Fact]
    public void Aim_spends_all_of_its_budget_and_no_more()
    {
        var (result, meter) = Aim(Coded.Chain(2_000, Sizes, 1), 0.1, 3, new());
        meter.Spent.ShouldBe(0.1, 1e-9);
        var measured = result.Measured.Sum(one => one.Cost);
        measured.ShouldBeInRange(0.09 * 0.999, 0.1);
        result.Measured.ShouldAllBe(one => Math.Abs(one.Cost - (0.5 / (one.Deviation * one.Deviation))) < 1e-12);
        // All columns first.
        result.Measured.Take(Sizes.Length).Select(one => one.Columns).ShouldBe(Enumerable.Range(0, Sizes.Length).Select(column => ColumnSet.Of(column)));
    }

    [Fact]
    public void Mst_spends_all_of_its_budget_on_the_columns_and_a_tree_of_pairs()
    {
        var (result, meter) = Mst(Coded.Chain(2_000, Sizes, 1), 0.1, 3);
        meter.Spent.ShouldBe(0.1, 1e-9);
        var pairs = result.Measured.Where(one => one.Columns.Count == 2).ToArray();
        pairs.Length.ShouldBe(Sizes.Length - 1);
        var reached = ColumnSet.Of(0);
        for (var pass = 0; pass < Sizes.Length; pass++)
            reached = pairs.Where(pair => (pair.Columns.Bits & reached.Bits) != 0).Aggregate(reached, (all, pair) => new(all.Bits | pair.Columns.Bits));
        reached.Count.ShouldBe(Sizes.Length);
        pairs.Sum(pair => pair.Cost).ShouldBe(0.1 / 3, 1e-9);
    }

    [Fact]
    public void The_same_noise_gives_the_same_rows_whatever_the_order_of_the_true_ones()
    {
        var truth = Coded.Chain(2_000, Sizes, 1);
        var turned = new CodedTable(truth.Domain, [.. Enumerable.Range(0, Sizes.Length).Select(column => truth.Column(column).ToArray().Reverse().ToArray())]);
        SameRows(Aim(truth, 0.1, 3, new()).Result.Rows, Aim(turned, 0.1, 3, new()).Result.Rows);
        SameRows(Mst(truth, 0.1, 3).Result.Rows, Mst(turned, 0.1, 3).Result.Rows);
        Aim(truth, 0.1, 4, new()).Result.Rows.Column(3).SequenceEqual(Aim(truth, 0.1, 3, new()).Result.Rows.Column(3)).ShouldBeFalse();
    }

    [Fact]
    public void A_chain_is_found_and_kept()
    {
        var truth = Coded.Chain(20_000, Sizes, 2);
        var mst = Mst(truth, 0.5, 1).Result;
        for (var column = 1; column < Sizes.Length; column++)
            mst.Measured.Select(one => one.Columns).ShouldContain(ColumnSet.Of(column - 1, column));
        Coded.Variation(truth, mst.Rows, 2).ShouldBeLessThan(0.01);
        var aim = Aim(truth, 0.5, 1, new()).Result.Rows;
        Coded.Variation(truth, aim, 2).ShouldBeLessThan(0.01);
        Coded.Variation(truth, aim, 3).ShouldBeLessThan(0.02);
    }

    [Fact]
    public void Aim_keeps_three_columns_that_no_pair_gives_away()
    {
        // The third is the parity of the others: every pair looks independent.
        var truth = Coded.OfRows([2, 2, 2], Enumerable.Range(0, 8_000).Select(row => (int[])[row & 1, (row >> 1) & 1, (row ^ (row >> 1)) & 1]));
        Coded.Variation(truth, Aim(truth, 0.5, 1, new()).Result.Rows, 3).ShouldBeLessThan(0.02);
        Coded.Variation(truth, Mst(truth, 0.5, 1).Result.Rows, 3).ShouldBeGreaterThan(0.4);
    }

    [Fact]
    public void One_person_one_column_and_hardly_any_budget_still_give_rows()
    {
        foreach (var truth in (CodedTable[])[Coded.OfRows([3, 2], [[2, 1]]), Coded.OfRows([4], [[0], [3]])])
        {
            Aim(truth, 1e-4, 1, new()).Result.Rows.Rows.ShouldBeGreaterThanOrEqualTo(1);
            Mst(truth, 1e-4, 1).Result.Rows.Rows.ShouldBeGreaterThanOrEqualTo(1);
        }
    }

    [Fact]
    public void Too_few_rounds_and_an_empty_workload_are_refused_before_anything_is_spent()
    {
        foreach (var options in (AdaptiveIterativeOptions[])[new() { Rounds = 2 }, new() { LargestTable = 1 }])
        {
            var meter = new BudgetMeter(1);
            Should.Throw<ArgumentException>(() => AdaptiveIterative.Run(new(Coded.Chain(10, Sizes, 1), meter, new SeededNoise(1)), options));
            meter.Spent.ShouldBe(0);
        }
    }

    [Fact]
    public void Codes_hardly_seen_are_folded_and_come_back_as_each_other_only()
    {
        var domain = Coded.Domain(5, 2);
        var folding = new CodeFolding(domain, [[100, 2, 90, -4, 1], [50, 60]], 10);
        folding.Domain.Columns.Select(column => column.Size).ShouldBe([3, 2]);
        var table = Coded.OfRows([5, 2], Enumerable.Range(0, 500).Select(row => (int[])[row % 5, row % 2]));
        var back = folding.Unfold(folding.Fold(table), new(new SeededNoise(1)));
        for (var row = 0; row < 500; row++)
        {
            var (was, now) = (table.Column(0)[row], back.Column(0)[row]);
            (was is 0 or 2 ? now == was : now is 1 or 3 or 4).ShouldBeTrue();
        }

        back.Column(0).ToArray().Distinct().Count().ShouldBe(5);
        back.Column(1).SequenceEqual(table.Column(1)).ShouldBeTrue();
        folding.Targets([[100, 2, 90, -4, 1], [50, 60]], 2)[0].Precision.ShouldBe([0.25, 0.25, 1 / 12.0]);
    }

    // The figures of the authors' own programs at epsilon 1, a tenth above: MST as published, AIM with 250 iterations, 2 MB and a workload of pairs.
    [Theory]
    [InlineData("ctdc19", 0.0149, 0.0328)]
    [InlineData("ctdc7", 0.0668, 0.149)]
    public void Mst_is_as_near_to_published_sets_as_its_authors_program(string set, double pairs, double triples)
    {
        var truth = Coded.Published(set);
        var made = Mst(truth, Rho(truth), 1).Result.Rows;
        Coded.Variation(truth, made, 2).ShouldBeInRange(0.9 * pairs, 1.1 * pairs);
        Coded.Variation(truth, made, 3).ShouldBeInRange(0.9 * triples, 1.1 * triples);
    }

    [Theory]
    [InlineData("ctdc19", 0.00136, 0.00455)]
    [InlineData("ctdc7", 0.0471, 0.137)]
    public void Reduced_aim_is_at_least_as_near_to_published_sets_as_its_authors_program(string set, double pairs, double triples)
    {
        var truth = Coded.Published(set);
        var made = Aim(truth, Rho(truth), 1, Reduced).Result.Rows;
        Coded.Variation(truth, made, 2).ShouldBeLessThan(1.1 * pairs);
        Coded.Variation(truth, made, 3).ShouldBeLessThan(1.1 * triples);
    }

    private static double Rho(CodedTable truth) => ZeroConcentrated.Rho(1, 1 / (truth.Rows * Math.Log(truth.Rows)));

    private static (SynthesisResult Result, BudgetMeter Meter) Aim(CodedTable truth, double rho, ulong seed, AdaptiveIterativeOptions options)
    {
        var meter = new BudgetMeter(rho);
        return (AdaptiveIterative.Run(new(truth, meter, new SeededNoise(seed)), options), meter);
    }

    private static (SynthesisResult Result, BudgetMeter Meter) Mst(CodedTable truth, double rho, ulong seed)
    {
        var meter = new BudgetMeter(rho);
        return (MaximumSpanningTree.Run(new(truth, meter, new SeededNoise(seed)), new()), meter);
    }

    private static void SameRows(CodedTable one, CodedTable other)
    {
        for (var column = 0; column < one.Domain.Count; column++)
            one.Column(column).SequenceEqual(other.Column(column)).ShouldBeTrue();
    }
}
