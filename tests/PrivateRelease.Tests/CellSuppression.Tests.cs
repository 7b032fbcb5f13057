using Amparo.Indicators;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease.Tests;

public class CellSuppressionTests
{
    private static Cube Suppress(CountedCube counted, int threshold = 10) =>
        new ReleaseDoors(Ledger.Empty, Sample.Noon).Suppress(counted, new CellSuppression(threshold), "population").Value.Value;

    [Fact]
    public void A_table_without_small_counts_is_published_whole()
    {
        var counted = Sample.Counted([2, 1], [10, 20, 30, 40, 50, 60]);
        Suppress(counted).Cells.ShouldBe(counted.Tabulate().Cells);
    }

    [Fact]
    public void A_small_count_takes_the_cheapest_other_count_of_its_line_with_it()
    {
        // One dimension: 3 is small; 12 is the cheapest companion that can give ten persons away; 500 stays.
        var released = Suppress(Sample.Counted([3], [3, 500, 12, 90]));

        released[("a", "a0")].ShouldBe(Figure.Withheld);
        released[("a", "a1")].ShouldBe(Figure.Exact(500));
        released[("a", "a2")].ShouldBe(Figure.Withheld);
        released[("a", CodeList.Unknown)].ShouldBe(Figure.Exact(90));
        released[("a", CodeList.Total)].ShouldBe(Figure.Exact(605));
    }

    [Fact]
    public void A_companion_too_small_to_hide_behind_is_not_enough()
    {
        // 3 and 4 are both small. Their sum 7 is known, so each would be known to lie below ten: a third cell must go.
        var released = Suppress(Sample.Counted([3], [3, 4, 50, 60]));

        released.Cells.Count(cell => cell.Value == Figure.Withheld).ShouldBe(3);
        released[("a", "a2")].ShouldBe(Figure.Withheld);
    }

    [Fact]
    public void When_nothing_can_be_given_away_the_total_goes_too()
    {
        var released = Suppress(Sample.Counted([2], [3, 2, 1]));
        released.Cells.ShouldAllBe(cell => cell.Value == Figure.Withheld);
    }

    [Fact]
    public void Zero_is_withheld_like_any_small_count_but_alone_needs_no_companion()
    {
        var released = Suppress(Sample.Counted([2], [0, 50, 60]));

        released[("a", "a0")].ShouldBe(Figure.Withheld);
        released[("a", "a1")].ShouldBe(Figure.Exact(50));
        released[("a", CodeList.Total)].ShouldBe(Figure.Exact(110));
    }

    [Fact]
    public void A_count_exactly_at_the_threshold_is_published_and_one_below_is_not()
    {
        var released = Suppress(Sample.Counted([3], [9, 10, 30, 40]));
        released[("a", "a0")].ShouldBe(Figure.Withheld);

        Suppress(Sample.Counted([1], [10, 11]))[("a", "a0")].ShouldBe(Figure.Exact(10));
    }

    [Fact]
    public void A_margin_in_two_views_is_withheld_in_both()
    {
        // Views (a,b) and (a,c): with the total of a0 small, it must be hidden wherever a stands alone.
        var counts = new int[2 * 3 * 3];
        for (var cell = 0; cell < counts.Length; cell++)
            counts[cell] = cell == 0 ? 4 : cell < 9 ? 0 : 100;
        var released = Suppress(Sample.Counted([1, 2, 2], counts, ["a", "b"], ["a", "c"]));

        released[("a", "a0")].ShouldBe(Figure.Withheld);
        released[("a", "a0"), ("b", "b0")].ShouldBe(Figure.Withheld);
        released[("a", "a0"), ("c", "c0")].ShouldBe(Figure.Withheld);
    }

    [Fact]
    public void Views_without_a_common_core_are_refused()
    {
        var counted = Sample.Counted([1, 1, 1], [20, 20, 20, 20, 20, 20, 20, 20], ["a", "b"], ["b", "c"], ["a", "c"]);

        new ReleaseDoors(Ledger.Empty, Sample.Noon).Suppress(counted, new CellSuppression(10), "population")
            .Problems.ShouldBe([new(PrivateReleaseProblems.ViewsOverlap, "persons")]);
    }
}
