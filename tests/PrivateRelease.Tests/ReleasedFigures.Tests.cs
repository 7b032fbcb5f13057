using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease.Tests;

public class ReleasedFiguresTests
{
    [Fact]
    public void A_rate_says_no_more_than_the_counts_it_is_made_of()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var counts = doors.AlreadyPublic(Sample.Official(
            ("2018", Figure.Exact(371)), ("2019", Figure.Between((0, 4))), ("2020", Figure.Withheld), ("2021", Figure.Missing)));
        var population = doors.AlreadyPublic(Sample.Official(
            ("2018", Figure.Exact(1_000_000)), ("2019", Figure.Exact(1_000_000)), ("2020", Figure.Exact(1)), ("2021", Figure.Exact(1))));

        var rate = ReleasedFigures.PerHundredThousand(counts, population);

        rate.Entry.ShouldBe(counts.Entry);
        rate.Value.Header.Measure.ShouldBe(MeasureKind.Rate);
        rate.Value[("year", "2018")].ShouldBe(Figure.Exact(37.1m));
        rate.Value[("year", "2019")].ShouldBe(Figure.Between((0, 0.4m)));
        rate.Value[("year", "2020")].ShouldBe(Figure.Withheld);
        rate.Value[("year", "2021")].ShouldBe(Figure.Missing);
    }

    [Fact]
    public void A_share_of_a_withheld_count_is_withheld()
    {
        var released = new ReleaseDoors(Ledger.Empty, Sample.Noon)
            .Suppress(Sample.Counted([3], [3, 500, 12, 85]), new CellSuppression(10), "population").Value;

        var share = ReleasedFigures.ShareOf(released, "a").Value;

        share[("a", "a0")].ShouldBe(Figure.Withheld);
        share[("a", "a1")].ShouldBe(Figure.Exact(500m / 600m));
    }
}
