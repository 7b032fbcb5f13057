using Amparo.PrivateRelease.Accounting;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Synthesis;
using Amparo.PrivateRelease.Tables;
using Amparo.PrivateRelease.Tests.Samples;

namespace Amparo.PrivateRelease.Tests.Synthesis;

public sealed class FitRowsTests
{
    private static readonly int[] Sizes = [2, 2, 5, 3, 2, 8, 2];

    // Bounds as promised for each set and epsilon; measured figures are in docs/methods/private-release.md.
    [Theory]
    [InlineData("ctdc19", 0.5, 1, 0.0020, 0.0045)]
    [InlineData("ctdc19", 1, 0.0004, 0.0009, 0.0024)]
    [InlineData("ctdc19", 4, 1, 0.0003, 0.0008)]
    [InlineData("ctdc19", 12, 1, 0.0002, 0.0005)]
    [InlineData("ctdc7", 1, 1, 0.022, 0.052)]
    [InlineData("ctdc7", 4, 0.002, 0.011, 0.024)]
    [InlineData("ctdc7", 12, 1, 0.006, 0.015)]
    [InlineData("ctdcvp", 1, 1, 0.010, 0.031)]
    public void Published_sets_are_as_near_as_promised(string set, double epsilon, double alone, double pairs, double triples)
    {
        var truth = Coded.Published(set);
        var mu = GaussianCurve.Mu(epsilon * 0.995, 1 / (truth.Rows * Math.Log(truth.Rows)));
        var meter = new BudgetMeter(mu * mu);
        var made = FitRows.Run(new(truth, meter, new SeededNoise(1))).Rows;
        meter.Spent.ShouldBe(meter.Total, 0.002 * meter.Total);
        Coded.Variation(truth, made, 1).ShouldBeLessThan(alone);
        Coded.Variation(truth, made, 2).ShouldBeLessThan(pairs);
        Coded.Variation(truth, made, 3).ShouldBeLessThan(triples);
    }

    [Fact]
    public void The_same_noise_gives_the_same_rows_whatever_the_order_of_rows()
    {
        var truth = Coded.Chain(3_000, Sizes, 4);
        var turned = new CodedTable(truth.Domain, [.. Enumerable.Range(0, Sizes.Length).Select(column => truth.Column(column).ToArray().Reverse().ToArray())]);
        var (one, other) = (Run(truth, 0.3, 9).Rows, Run(turned, 0.3, 9).Rows);
        for (var column = 0; column < Sizes.Length; column++)
            one.Column(column).SequenceEqual(other.Column(column)).ShouldBeTrue();
    }

    [Fact]
    public void Nobody_and_one_person_give_a_release_like_any_other()
    {
        foreach (var rows in new[] { 1, 2, 12 })
        {
            var truth = Coded.Chain(rows, Sizes, 4);
            Run(truth, 0.3, 1).Measured.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void What_cannot_be_measured_is_made_up_all_the_same()
    {
        var truth = Coded.Chain(500, [2, 300, 300, 300], 4);
        var made = Run(truth, 0.05, 1);
        made.Measured.Select(measured => measured.Columns).ShouldNotContain(ColumnSet.Of(1, 2, 3));
        made.Rows.Rows.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Columns_of_a_single_code_cost_nothing_and_stay()
    {
        var truth = Coded.Chain(2_000, [2, 1, 3], 4);
        var made = Run(truth, 0.5, 1);
        made.Rows.Column(1).ContainsAnyExcept((ushort)0).ShouldBeFalse();
        made.Measured.ShouldNotContain(measured => measured.Columns.Contains(1));
    }

    [Fact]
    public void Aggregates_agree_with_one_another_and_are_as_near_as_promised()
    {
        var truth = Coded.Published("ctdc19");
        var mu = GaussianCurve.Mu(4 * 0.995, 1 / (truth.Rows * Math.Log(truth.Rows)));
        var made = Aggregates.Run(new(truth, new BudgetMeter(mu * mu), new SeededNoise(3)));
        var triples = made.Tables.Where(table => table.Columns.Count == 3).ToList();
        triples.Count.ShouldBe(969);
        // Over the cells shown, as the other tools are measured; and over all cells.
        triples.SelectMany(table => table.Counts.Zip(Coded.Naive(truth, table.Columns.Columns()), (a, b) => (a, b)))
            .Where(cell => cell.a > 0).Average(cell => Math.Abs(cell.a - cell.b)).ShouldBeLessThan(12);
        var pairs = made.Tables.ToDictionary(table => table.Columns);
        foreach (var triple in triples)
        {
            var columns = triple.Columns.Columns();
            var pair = pairs[ColumnSet.Of(columns[0], columns[1])];
            var last = truth.Domain.SizeOf(columns[2]);
            for (var cell = 0; cell < pair.Counts.Length; cell++)
                triple.Counts.AsSpan(cell * last, last).ToArray().Sum().ShouldBe(pair.Counts[cell]);
            for (var cell = 0; cell < triple.Counts.Length; cell++)
                triple.Counts[cell].ShouldBeInRange(triple.Low[cell], triple.High[cell]);
        }
    }

    private static SynthesisResult Run(CodedTable table, double budget, ulong seed) =>
        FitRows.Run(new(table, new BudgetMeter(budget), new SeededNoise(seed)));
}
