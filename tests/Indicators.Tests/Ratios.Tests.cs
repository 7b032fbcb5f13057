using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Indicators.Tests;

public class RatiosTests
{
    private static readonly Dimension Year = new("year", Sample.Year);

    private static Cube Cube(params Figure[] figures) => new(
        Sample.Header(), [Year], [Sample.View("year")], figures.Select((figure, at) => KeyValuePair.Create((long)at, figure)));

    [Fact]
    public void A_rate_is_the_count_over_the_inhabitants_times_a_hundred_thousand()
    {
        // The quotient was taken with bc: scale=20; 425*100000/17109746.
        var rate = Ratios.PerHundredThousand(Cube(Figure.Exact(425)), Cube(Figure.Exact(17_109_746)));
        rate[("year", "2019")].Low.ShouldBe(2.48396440251070939334m, 0.000_000_000_000_000_001m);
        rate.Header.Id.ShouldBe("persons-rate");
        rate.Header.Unit[Language.English].ShouldBe("per 100,000 inhabitants");
    }

    [Fact]
    public void A_rate_over_several_years_is_not_given()
    {
        var rate = Ratios.PerHundredThousand(
            Cube(Figure.Exact(1), Figure.Exact(1), Figure.Exact(1), Figure.Exact(1), Figure.Exact(4)),
            Cube(Figure.Exact(9), Figure.Exact(9), Figure.Exact(9), Figure.Exact(9), Figure.Exact(36)));
        rate[[]].ShouldBe(Figure.Missing);
        rate[("year", CodeList.Unknown)].ShouldBe(Figure.Missing);
    }

    [Fact]
    public void Nobody_living_somewhere_gives_no_rate() =>
        Ratios.PerHundredThousand(Cube(Figure.Exact(4)), Cube(Figure.Exact(0)))[("year", "2019")].ShouldBe(Figure.Missing);

    [Fact]
    public void Uncertain_counts_and_uncertain_inhabitants_widen_the_rate() =>
        Ratios.PerHundredThousand(Cube(Figure.Between((0, 4))), Cube(Figure.Between((100_000, 200_000))))[("year", "2019")]
            .ShouldBe(Figure.Between((0, 4)));

    [Fact]
    public void An_interval_share_stays_within_zero_and_one()
    {
        var share = Ratios.ShareOf(
            Cube(Figure.Between((0, 4)), Figure.Exact(1), Figure.Missing, Figure.Missing, Figure.Between((2, 5))), "year");
        share[("year", "2019")].ShouldBe(Figure.Between((0, 1)));
        share[("year", "2020")].ShouldBe(Figure.Between((0.2m, 0.5m)));
        share[("year", "2021")].ShouldBe(Figure.Missing);
    }

    [Fact]
    public void A_population_by_a_dimension_that_the_counts_lack_is_refused()
    {
        var population = new Cube(Sample.Header(), [new Dimension("sex", Sample.Sex)], [Sample.View("sex")], []);
        Should.Throw<ArgumentException>(() => Ratios.PerHundredThousand(Cube(Figure.Exact(1)), population));
    }
}
