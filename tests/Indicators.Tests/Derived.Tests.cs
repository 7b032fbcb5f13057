using Amparo.Indicators.Derived;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Indicators.Tests;

/// <summary>Measures of released tables, held against every completion of what the tables leave open.</summary>
public class DerivedTests
{
    private static readonly Dimension Sex = new("sex", Sample.Sex);
    private static readonly Dimension Year = new("year", Sample.Year);
    private static readonly Dimension Band = new("band", Sample.List("band", "0-9", "10-19", "20-29"));

    private static DerivedIndicator Indicator(Derivation how, string of = "persons", params (string Dimension, string Code)[] at) => new(
        "measure", 1,
        new DerivedWords(LocalizedText.Same("Title"), LocalizedText.Same("Definition"), LocalizedText.Same("Limits"), LocalizedText.Same("unit")), of,
        at.ToDictionary(pair => pair.Dimension, pair => pair.Code), how);

    private static Cube Table(IReadOnlyList<Dimension> dimensions, params ((string Dimension, string Code)[] At, Figure Figure)[] cells)
    {
        var frame = new Cube(Sample.Header(), dimensions, [dimensions.Select(dimension => dimension.Id).ToHashSet()], []);
        return new Cube(frame.Header, dimensions, frame.Views, cells.Select(cell => KeyValuePair.Create(
            frame.IndexOf([.. dimensions.Select(dimension => dimension.PositionOf(cell.At.FirstOrDefault(at => at.Dimension == dimension.Id).Code ?? CodeList.Total))]), cell.Figure)));
    }

    private static Cube Of(DerivedIndicator indicator, Cube table, Cube? other = null)
    {
        var tables = new Dictionary<string, Cube> { ["persons"] = table };
        if (other is not null)
            tables["population"] = other;
        return DerivedCube.Of(indicator, tables).Value;
    }

    // Intervals of small whole numbers, so that all completions can be tried.
    private static Gen<Figure> Small =>
        from low in Gen.Choose(0, 3)
        from width in Gen.Elements(0, 0, 1, 2)
        select Figure.Between((low, low + width));

    private static void ForAll(Action<Figure[]> check, int count) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261129UL, 1UL), Prop.ForAll(Small.ArrayOf(count).ToArbitrary(), check));

    private static IEnumerable<int[]> Completions(Figure[] figures)
    {
        IEnumerable<int[]> all = [[]];
        foreach (var figure in figures)
            all = all.SelectMany(done => Enumerable.Range((int)figure.Low, (int)(figure.High - figure.Low) + 1).Select(value => (int[])[.. done, value]));
        return all;
    }

    [Fact]
    public void A_share_of_the_known_spans_what_every_completion_gives() => ForAll(figures =>
    {
        var table = Table([Band], [.. Band.List.Codes.Select((code, at) => (new[] { ("band", code.Id) }, figures[at]))]);
        var share = Of(Indicator(new ShareOfKnown("band")), table);

        for (var at = 0; at < 3; at++)
        {
            var possible = Completions(figures).Where(counts => counts.Sum() > 0).Select(counts => (decimal)counts[at] / counts.Sum()).ToList();
            var found = share[("band", Band.List.Codes[at].Id)];
            if (!found.IsStated)
            {
                // Only where there may be nobody at all.
                figures.Sum(figure => figure.Low).ShouldBe(0);
                continue;
            }

            // Of the others there are none: whether there is anybody decides between everything and nothing.
            if (figures.Sum(figure => figure.High) - figures[at].High + figures[at].Low == 0)
                continue;
            found.Low.ShouldBe(possible.Min(), 1e-20m);
            found.High.ShouldBe(possible.Max(), 1e-20m);
        }
    }, 3);

    [Fact]
    public void A_median_spans_the_classes_that_any_completion_puts_it_in() => ForAll(figures =>
    {
        var bounds = new Dictionary<string, (decimal Low, decimal High)> { ["0-9"] = (0, 9), ["10-19"] = (10, 19), ["20-29"] = (20, 29) };
        var table = Table([Band, Year], [.. Band.List.Codes.Select((code, at) => (new[] { ("band", code.Id), ("year", "2020") }, figures[at]))]);
        var median = Of(Indicator(new MedianOf("band", bounds)), table)[("year", "2020")];

        // The person in the middle, or the two beside it.
        var classes = Completions(figures).Where(counts => counts.Sum() > 0).SelectMany(counts =>
        {
            var persons = counts.SelectMany((count, at) => Enumerable.Repeat(at, count)).ToList();
            return new[] { persons[(persons.Count - 1) / 2], persons[persons.Count / 2] };
        }).ToList();
        if (classes.Count == 0)
        {
            median.ShouldBe(Figure.Missing);
            return;
        }

        median.ShouldBe(Figure.Between((classes.Min() * 10, (classes.Max() * 10) + 9)));
    }, 3);

    [Fact]
    public void A_sum_adds_intervals_as_intervals_and_leaves_the_dimension_out() => ForAll(figures =>
    {
        var table = Table([Sex, Year], [.. Year.List.Codes.Select((code, at) => (new[] { ("sex", "female"), ("year", code.Id) }, figures[at]))]);
        var sum = Of(Indicator(new SumOver("year")), table);

        sum.Dimensions.Select(dimension => dimension.Id).ShouldBe(["sex"]);
        sum[("sex", "female")].ShouldBe(Figure.Between((Completions(figures).Min(counts => counts.Sum()), Completions(figures).Max(counts => counts.Sum()))));
        sum[("sex", "male")].ShouldBe(Figure.Missing);
    }, 3);

    [Fact]
    public void The_known_are_the_total_without_the_unknown_where_both_are_stated_so_that_one_withheld_code_hides_no_other()
    {
        var table = Table(
            [Sex], ([("sex", "female")], Figure.Exact(30)), ([("sex", "male")], Figure.Withheld), ([("sex", "_U")], Figure.Exact(20)), ([("sex", "_T")], Figure.Exact(80)));
        var share = Of(Indicator(new ShareOfKnown("sex")), table);

        share[("sex", "female")].ShouldBe(Figure.Exact(0.5m));
        share[("sex", "male")].ShouldBe(Figure.Withheld);
        share[("sex", "_U")].ShouldBe(Figure.Missing);
        share[[]].ShouldBe(Figure.Missing);
    }

    [Fact]
    public void Where_the_known_are_added_up_one_missing_code_leaves_no_share_and_one_withheld_withholds_all()
    {
        var missing = Table([Sex], ([("sex", "female")], Figure.Exact(30)));
        Of(Indicator(new ShareOfKnown("sex")), missing)[("sex", "female")].ShouldBe(Figure.Missing);
        var withheld = Table([Sex], ([("sex", "female")], Figure.Exact(30)), ([("sex", "male")], Figure.Withheld));
        Of(Indicator(new ShareOfKnown("sex")), withheld)[("sex", "female")].ShouldBe(Figure.Withheld);
    }

    [Fact]
    public void Coverage_counts_the_codes_that_state_anything_and_says_nothing_of_totals()
    {
        var table = Table([Sex, Year], ([("sex", "female"), ("year", "2019")], Figure.Exact(3)), ([("sex", "female"), ("year", "2021")], Figure.Withheld), ([("sex", "female")], Figure.Exact(9)));
        var coverage = Of(Indicator(new CoverageOver("year")), table);

        coverage[("sex", "female")].Low.ShouldBe(2m / 3);
        coverage[("sex", "male")].ShouldBe(Figure.Exact(0));
        coverage[[]].ShouldBe(Figure.Missing);
        coverage[("sex", "_U")].ShouldBe(Figure.Missing);
    }

    [Theory]
    [InlineData(40, 40, 60, 60, 1.5, 1.5)]
    [InlineData(2, 4, 6, 8, 1.5, 4)]
    public void After_is_told_as_a_multiple_of_before(int low, int high, int afterLow, int afterHigh, double least, double most)
    {
        var table = Table([Sex, Year], ([("sex", "male"), ("year", "2019")], Figure.Between((low, high))), ([("sex", "male"), ("year", "2021")], Figure.Between((afterLow, afterHigh))));
        var ratio = Of(Indicator(new AfterBefore("year", "2019", "2021")), table);

        ratio.Header.Measure.ShouldBe(MeasureKind.Ratio);
        ratio[("sex", "male")].ShouldBe(Figure.Between(((decimal)least, (decimal)most)));
        ratio[("sex", "female")].ShouldBe(Figure.Missing);
    }

    [Fact]
    public void Nothing_before_gives_no_multiple()
    {
        var table = Table([Sex, Year], ([("sex", "male"), ("year", "2019")], Figure.Between((0, 4))), ([("sex", "male"), ("year", "2021")], Figure.Exact(8)));
        Of(Indicator(new AfterBefore("year", "2019", "2021")), table)[("sex", "male")].ShouldBe(Figure.Missing);
    }

    // With bc: scale=20; 425*100000/17109746.
    [Fact]
    public void A_rate_keeps_the_dimensions_that_inhabitants_do_not_have()
    {
        var persons = Table([Sex, Year], ([("sex", "female"), ("year", "2019")], Figure.Exact(425)), ([("sex", "female")], Figure.Exact(999)));
        var population = Table([Year], ([("year", "2019")], Figure.Exact(17_109_746)));
        var rate = Of(Indicator(new PerPopulation("population")), persons, population);

        rate[("sex", "female"), ("year", "2019")].Low.ShouldBe(2.48396440251070939334m, 1e-18m);
        // Over several years nobody knows the inhabitants.
        rate[("sex", "female")].ShouldBe(Figure.Missing);
    }

    [Fact]
    public void A_dimension_stands_still_where_it_is_told_to_and_is_gone()
    {
        var table = Table([Sex, Year], ([("sex", "female"), ("year", "2019")], Figure.Exact(3)), ([("sex", "female"), ("year", "2020")], Figure.Exact(5)), ([("sex", "male"), ("year", "2020")], Figure.Exact(90)));
        var share = Of(Indicator(new ShareOfKnown("sex"), "persons", ("year", "2020")), table);

        share.Dimensions.Select(dimension => dimension.Id).ShouldBe(["sex"]);
        share[("sex", "female")].Low.ShouldBe(5m / 95);
    }

    [Theory]
    [InlineData("nothing", "sex", "2020", IndicatorsProblems.TableAbsent, "nothing")]
    [InlineData("persons", "form", "2020", IndicatorsProblems.DimensionAbsent, "form")]
    [InlineData("persons", "sex", "1999", IndicatorsProblems.DimensionAbsent, "year")]
    public void What_a_table_does_not_have_is_told(string of, string dimension, string year, string code, string subject)
    {
        var table = Table([Sex, Year], ([("sex", "female"), ("year", "2019")], Figure.Exact(3)));
        DerivedCube.Of(Indicator(new ShareOfKnown(dimension), of, ("year", year)), new Dictionary<string, Cube> { ["persons"] = table })
            .Problems.ShouldBe([new Problem(code, subject, "measure")]);
    }

    [Fact]
    public void What_is_made_of_invented_figures_is_invented()
    {
        var official = new Cube(Sample.Header() with { Origin = DataOrigin.Official }, [Year], [Sample.View("year")], []);
        Of(Indicator(new CoverageOver("sex")), Table([Sex, Year])).Header.Origin.ShouldBe(DataOrigin.Invented);
        Of(Indicator(new PerPopulation("population")), official, Table([Year])).Header.Origin.ShouldBe(DataOrigin.Invented);
        Of(Indicator(new PerPopulation("population")), official, official).Header.Origin.ShouldBe(DataOrigin.Official);
    }

    [Theory]
    [InlineData("measure: rate\npopulation: population")]
    [InlineData("measure: share\ndimension: sex")]
    [InlineData("measure: sum\nover: country")]
    [InlineData("measure: coverage\nover: year")]
    [InlineData("measure: after-before\ndimension: year\nbefore: \"2019\"\nafter: \"2021\"")]
    [InlineData("measure: median\ndimension: band\nbounds: { \"0-9\": [0, 9], \"10-19\": [10, 19] }")]
    public void A_definition_is_read(string measure)
    {
        var indicator = DerivedReader.Read(new StringReader(Document(measure)), "m.yaml").Value;
        indicator.Id.ShouldBe("m");
        indicator.At.ShouldBe([KeyValuePair.Create("sex", "_T")]);
        measure.ShouldContain(indicator.How.Name.Split('-')[0], Case.Sensitive);
    }

    [Theory]
    [InlineData("measure: mode\ndimension: sex", IndicatorsProblems.ValueNotAllowed)]
    [InlineData("measure: share", VocabularyProblems.KeyMissing)]
    [InlineData("measure: share\ndimension: sex\nover: year", VocabularyProblems.UnknownKey)]
    [InlineData("measure: median\ndimension: band\nbounds: { \"0-9\": [0, 9], \"10-19\": [9, 19] }", IndicatorsProblems.ValueNotAllowed)]
    [InlineData("measure: median\ndimension: band\nbounds: { \"0-9\": [9, 0] }", IndicatorsProblems.ValueNotAllowed)]
    [InlineData("measure: after-before\ndimension: year\nbefore: \"2019\"", VocabularyProblems.KeyMissing)]
    public void A_wrong_definition_is_refused_with_its_line(string measure, string code)
    {
        var problem = DerivedReader.Read(new StringReader(Document(measure)), "m.yaml").Problems.First(problem => problem.Code == code);
        problem.Subject.ShouldBe("m.yaml");
        problem.Path.ShouldStartWith("line ");
    }

    private static string Document(string measure)
    {
        static string Text(string key) => $"{key}: {{ es: a, en: b, fr: c, ht: d }}";
        return string.Join('\n', "id: m", "version: 1", "of: persons", "at: { sex: _T }", measure, "translation: { es: reviewed, en: reviewed, fr: machine, ht: machine }", Text("title"), Text("definition"), Text("limits"), Text("unit"), "");
    }
}
