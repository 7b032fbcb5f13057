using System.Globalization;
using Amparo.Indicators.Derived;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Content.Tests;

/// <summary>The shipped measures of released tables, worked out again from the CSV files by plain code.</summary>
public class DerivedMeasuresTests
{
    private static readonly OfficialContent Official = OfficialContent.Load(Repository.Content, Repository.Lists).Value;

    private static readonly IReadOnlyDictionary<string, DerivedIndicator> Derived =
        DerivedContent.Load(Repository.Content).Value.ToDictionary(indicator => indicator.Id, StringComparer.Ordinal);

    private static Cube Of(string id) => DerivedCube.Of(Derived[id], Official.Cubes).Value;

    private static Dictionary<string, (decimal Low, decimal High)> Lines(string table) => File.ReadLines(Path.Combine(Repository.Content.Root, "official", $"{table}.csv")).Skip(1)
        .Select(line => line.Split(',')).ToDictionary(cells => string.Join('|', cells[..^2]), cells => (Number(cells[^2]), Number(cells[^1])), StringComparer.Ordinal);

    private static decimal Number(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture);

    [Fact]
    public void Every_measure_speaks_four_languages_and_is_named_after_its_file()
    {
        Derived.Keys.Order(StringComparer.Ordinal).ShouldBe(
        [
            "detected-form-share", "glotip-detected-children-share", "glotip-detected-victims-after-before",
            "glotip-detected-victims-coverage", "glotip-detected-victims-form-rate", "glotip-detected-victims-rate", "glotip-detected-victims-region",
        ]);
        foreach (var words in Derived.Values.Select(indicator => indicator.Words))
        {
            foreach (var text in new[] { words.Title, words.Definition, words.Limits, words.Unit })
                Language.All.ShouldAllBe(language => text.StatusOf(language) != TranslationStatus.Missing);
        }
    }

    [Fact]
    public void Shares_of_children_are_over_the_victims_whose_age_is_known()
    {
        var lines = Lines("glotip-detected-victims-sex-age");
        var share = Of("glotip-detected-children-share");
        var (stated, contradicted) = (0, 0);
        foreach (var (cell, child) in lines.Where(line => line.Key.EndsWith("|_T|0-17", StringComparison.Ordinal)))
        {
            var at = cell.Split('|');
            if (!lines.TryGetValue($"{at[0]}|{at[1]}|_T|18-plus", out var adult))
                continue;
            var figure = share[("country", at[0]), ("year", at[1]), ("age-group", "0-17")];
            if (child.High + adult.Low == 0)
                continue;
            // El Salvador 2018: 31 and 31 of 46.
            if (lines.TryGetValue($"{at[0]}|{at[1]}|_T|_T", out var total) && child.Low + adult.Low > total.High)
            {
                figure.ShouldBe(Figure.Missing, cell);
                contradicted++;
                continue;
            }

            stated++;
            figure.Low.ShouldBe(child.Low + adult.High == 0 ? 0 : child.Low / (child.Low + adult.High), 1e-20m);
            figure.High.ShouldBe(child.High / (child.High + adult.Low), 1e-20m);
        }

        stated.ShouldBeGreaterThan(70);
        contradicted.ShouldBeGreaterThan(0);
        // Guatemala 2021: 376 children and 49 adults; bc: scale=20; 376/425.
        share[("country", "GT"), ("year", "2021"), ("age-group", "0-17")].Low.ShouldBe(0.88470588235294117647m, 1e-19m);
    }

    [Fact]
    public void Rates_by_form_divide_by_the_inhabitants_of_the_year()
    {
        var persons = Lines("glotip-detected-victims-form");
        var inhabitants = File.ReadLines(Path.Combine(Repository.Content.Root, "official", "population.csv")).Skip(1).Select(line => line.Split(','))
            .ToDictionary(cells => $"{cells[0]}|{cells[1]}", cells => Number(cells[2]), StringComparer.Ordinal);
        var rate = Of("glotip-detected-victims-form-rate");
        var whole = persons.Where(line => line.Key.EndsWith("|_T|_T", StringComparison.Ordinal)).ToList();

        rate.Cells.Count().ShouldBe(whole.Count);
        foreach (var (cell, (low, high)) in whole)
        {
            var at = cell.Split('|');
            var figure = rate[("country", at[0]), ("year", at[1]), ("glotip-form", at[2])];
            figure.Low.ShouldBe(low * 100_000 / inhabitants[$"{at[0]}|{at[1]}"], 1e-18m);
            figure.High.ShouldBe(high * 100_000 / inhabitants[$"{at[0]}|{at[1]}"], 1e-18m);
        }
    }

    [Fact]
    public void The_region_is_the_sum_of_who_published_and_coverage_says_who_did()
    {
        var lines = Lines("glotip-detected-victims").Select(line => (At: line.Key.Split('|'), line.Value)).ToList();
        var region = Of("glotip-detected-victims-region");
        foreach (var year in lines.GroupBy(line => line.At[1], line => line.Value))
            region[("year", year.Key)].ShouldBe(Figure.Between((year.Sum(figure => figure.Low), year.Sum(figure => figure.High))));
        var coverage = Of("glotip-detected-victims-coverage");
        foreach (var country in lines.GroupBy(line => line.At[0]))
            coverage[("country", country.Key)].ShouldBe(Figure.Exact(country.Count() / 15m));
        // El Salvador published every year, Belize five of fifteen.
        coverage[("country", "SV")].ShouldBe(Figure.Exact(1));
        coverage[("country", "BZ")].Low.ShouldBe(5m / 15);
    }

    [Fact]
    public void After_is_compared_with_before_where_both_are_published()
    {
        var lines = Lines("glotip-detected-victims");
        var ratio = Of("glotip-detected-victims-after-before");
        foreach (var country in ratio.Dimensions[0].List.Codes.Select(code => code.Id))
        {
            var both = lines.TryGetValue($"{country}|2019", out var before) & lines.TryGetValue($"{country}|2021", out var after);
            ratio[("country", country)].ShouldBe(both && before.Low > 0 ? Figure.Between((after.Low / before.High, after.High / before.Low)) : Figure.Missing, country);
        }
    }
}
