using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Reporting;
using Amparo.PrivateRelease.Synthesis;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Tests.Reporting;

public sealed class PredictedErrorsTests
{
    private static readonly CodedDomain Domain = new([new("a", 2), new("b", 3), new("c", 8), new("d", 5)]);

    [Fact]
    public void A_measured_table_keeps_its_deviation_and_a_covered_one_adds_up_the_cells_of_the_larger()
    {
        var errors = PredictedErrors.From(Domain, [new(ColumnSet.Of(0, 2), 10, 1)], 1000);

        Of(errors, 0, 2).Deviation.ShouldBe(10);
        Of(errors, 0).Deviation!.Value.ShouldBe(10 * Math.Sqrt(8), 1e-9);
        Of(errors, 2).Deviation!.Value.ShouldBe(10 * Math.Sqrt(2), 1e-9);
        Of(errors, 0, 2).HalfWidth!.Value.ShouldBe(19.6, 1e-3);
        Of(errors, 0, 2).Variation!.Value.ShouldBe(0.4 * 16 * 10 / 1000, 2e-4);
    }

    [Fact]
    public void A_tables_own_measurement_stands_and_otherwise_the_least_of_larger_ones_is_taken()
    {
        var errors = PredictedErrors.From(Domain, [new(ColumnSet.Of(0, 2), 10, 1), new(ColumnSet.Of(0), 50, 1), new(ColumnSet.Of(0, 1, 2, 3), 3, 1)], 1000);

        Of(errors, 0).Deviation.ShouldBe(50);
        Of(errors, 2).Deviation!.Value.ShouldBe(10 * Math.Sqrt(2), 1e-9);
        Of(errors, 0, 1, 2).Deviation!.Value.ShouldBe(3 * Math.Sqrt(5), 1e-9);
        Of(errors, 0, 2).Deviation!.Value.ShouldBe(10);
    }

    [Fact]
    public void Nothing_is_foretold_of_what_no_measurement_covers()
    {
        var errors = PredictedErrors.From(Domain, [new(ColumnSet.Of(0, 2), 10, 1)], 1000, (_, _) => 1);
        var bare = Of(errors, 1, 3);

        (bare.Deviation, bare.HalfWidth, bare.Variation, bare.Relative, bare.PossiblyNoise).ShouldBe((null, null, null, null, null));
        errors.Lengths.Select(length => (length.Length, length.Sets, length.Foretold)).ShouldBe([(1, 4, 2), (2, 6, 1), (3, 4, 0)]);
        errors.Lengths[2].ShouldBe(new LengthError(3, 4, 0, null, null, null, null, null));
    }

    [Fact]
    public void Every_table_by_one_two_or_three_columns_is_there_once()
    {
        var errors = PredictedErrors.From(Domain, _ => 1.0, 1000);

        errors.Tables.Select(table => table.Columns).Distinct().Count().ShouldBe(4 + 6 + 4);
        errors.Tables.Count.ShouldBe(14);
        PredictedErrors.From(new CodedDomain([new("only", 4)]), _ => 1.0, 10).Lengths.ShouldHaveSingleItem().Sets.ShouldBe(1);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-40.0)]
    [InlineData(3.0)]
    public void However_few_persons_there_are_no_more_than_all_are_misplaced(double persons)
    {
        var errors = PredictedErrors.From(Domain, _ => 100.0, persons);
        errors.Tables.ShouldAllBe(table => table.Variation <= 1 && table.Relative >= 0);
    }

    [Fact]
    public void Numbers_that_are_none_are_refused()
    {
        Should.Throw<ArgumentException>(() => PredictedErrors.From(Domain, _ => double.NaN, 10));
        Should.Throw<ArgumentException>(() => PredictedErrors.From(Domain, _ => -1.0, 10));
        Should.Throw<ArgumentException>(() => PredictedErrors.From(Domain, _ => double.PositiveInfinity, 10));
        Should.Throw<ArgumentException>(() => PredictedErrors.From(Domain, _ => 1.0, double.NaN));
    }

    [Fact]
    public void What_may_be_noise_is_asked_of_the_release_at_the_level_of_one_empty_cell_in_twenty()
    {
        var asked = new List<double>();
        PredictedErrors.From(Domain, [new(ColumnSet.Of(0), 10, 1)], 1000, (_, floor) =>
        {
            asked.Add(floor);
            return 0.5;
        }).Lengths[0].PossiblyNoise.ShouldBe(0.5);
        asked.ShouldHaveSingleItem().ShouldBe(16.45, 0.01);
    }

    [Fact]
    public void Questions_are_ranked_by_the_margin_of_an_average_figure()
    {
        var errors = PredictedErrors.From(Domain, columns => columns.Contains(3) ? null : 10.0, 1000);

        errors.Ranked(2, 9, best: true).Select(errors.NamesOf).Select(names => string.Concat(names)).ShouldBe(["ab", "ac", "bc"]);
        errors.Ranked(2, 1, best: false).Select(errors.NamesOf).ShouldHaveSingleItem().ShouldBe(["b", "c"]);
    }

    private static PredictedError Of(PredictedErrors errors, params int[] columns) => errors.Tables.Single(table => table.Columns == ColumnSet.Of(columns));
}
