using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Tests;

/// <summary>The charts that tests look at, one of each kind and case.</summary>
internal static class Charts
{
    public static readonly IReadOnlyDictionary<string, Func<Language, FigureUnit>> All = new Dictionary<string, Func<Language, FigureUnit>>(StringComparer.Ordinal)
    {
        ["bars-forms"] = language => Bars("bars-forms", Tables.ByForm, "form", language, RowOrder.LargestFirst),
        ["bars-countries"] = language => Bars("bars-countries", Tables.ByCountry, "country", language, RowOrder.Listed),
        ["bars-invented"] = language => BarChart.Draw(
            new ChartSpec("bars-invented", new CubeSlice(Tables.Invented(), new Running("form")) { At = At("country", "GT") })
            {
                Order = RowOrder.LargestFirst,
                CsvAddress = "/es/figuras/bars-invented.csv",
            },
            Texts.In(language)).Value,
        ["stacked-age-sex"] = language => StackedBarChart.Draw(
            new ChartSpec("stacked-age-sex", new CubeSlice(Tables.AgeBySex, new Running("age-group")) { Series = new Running("sex") }),
            Texts.In(language)).Value,
        ["stacked-country-form"] = language => StackedBarChart.Draw(
            new ChartSpec("stacked-country-form", new CubeSlice(Tables.Invented(), new Running("country")) { Series = new Running("form") }),
            Texts.In(language)).Value,
        ["line-guatemala"] = language => Line("line-guatemala", "GT", language),
        ["line-belize"] = language => Line("line-belize", "BZ", language),
        ["line-sexes"] = language => LineChart.Draw(
            new ChartSpec("line-sexes", new CubeSlice(Tables.YearBySex, new Running("year")) { Series = new Running("sex") }),
            Texts.In(language)).Value,
        ["pyramid-steps"] = language => Pyramid("pyramid-steps", Tables.AgeStepBySex, "age-step", language),
        ["pyramid-two-ages"] = language => Pyramid("pyramid-two-ages", Tables.AgeBySex, "age-group", language),
        ["icons-sexes"] = language => Icons("icons-sexes", Tables.AgeBySex, new Running("sex"), language),
        ["icons-forms"] = language => Icons("icons-forms", Tables.ByForm, new Running("form"), language),
        ["icons-women"] = language => Icons("icons-women", Tables.AgeBySex, new Running("sex") { Codes = ["female"] }, language),
        ["icons-no-total"] = language => Icons("icons-no-total", Tables.BySexWithoutTotal, new Running("sex"), language),
        ["map-places"] = language => Map("map-places", new CubeSlice(Tables.ByPlace, new Running("place")), language),
        ["map-countries"] = language => Map("map-countries", new CubeSlice(Tables.ByCountry, new Running("country")), language),
        ["flow-nine"] = language => Flow("flow-nine", Tables.Flows, language),
        ["flow-three"] = language => Flow("flow-three", Tables.FlowsOfThree, language),
        ["progress-shelters"] = language => Progress("progress-shelters", language, target: 100),
        ["progress-no-target"] = language => Progress("progress-no-target", language, target: null),
        ["spark-guatemala"] = language => Sparkline.Draw(
            new ChartSpec("spark-guatemala", new CubeSlice(Tables.ByYear, new Running("year")) { At = At("country", "GT") }), Texts.In(language)).Value,
        ["panels-nine"] = language => SmallMultiples.Draw(
            new ChartSpec("panels-nine", new CubeSlice(Tables.YearsOfNine, new Running("year")) { Series = new Running("country") }),
            Texts.In(language)).Value,
    };

    public static IReadOnlyDictionary<string, string> At(string dimension, string code) => new Dictionary<string, string>(StringComparer.Ordinal) { [dimension] = code };

    public static FigureUnit Bars(string id, Released<Cube> table, string rows, Language language, RowOrder order) =>
        BarChart.Draw(new ChartSpec(id, new CubeSlice(table, new Running(rows))) { Order = order }, Texts.In(language)).Value;

    private static FigureUnit Line(string id, string country, Language language) => LineChart.Draw(
        new ChartSpec(id, new CubeSlice(Tables.ByYear, new Running("year")) { At = At("country", country) }), Texts.In(language)).Value;

    private static FigureUnit Pyramid(string id, Released<Cube> table, string ages, Language language) => PyramidChart.Draw(
        new ChartSpec(id, new CubeSlice(table, new Running(ages)) { Series = new Running("sex") }), Texts.In(language)).Value;

    private static FigureUnit Icons(string id, Released<Cube> table, Running rows, Language language) =>
        IconArrayChart.Draw(new ChartSpec(id, new CubeSlice(table, rows)), Texts.In(language)).Value;

    private static FigureUnit Map(string id, CubeSlice slice, Language language) =>
        TileMapChart.Draw(new TileMapSpec(new ChartSpec(id, slice), TileLayout.Region), Texts.In(language)).Value;

    private static FigureUnit Flow(string id, Released<Cube> table, Language language) => FlowMatrixChart.Draw(
        new ChartSpec(id, new CubeSlice(table, new Running("origin")) { Series = new Running("destination") }), Texts.In(language)).Value;

    private static FigureUnit Progress(string id, Language language, decimal? target)
    {
        var plan = new Source("Coalición", "Plan de la región", new NodaTime.LocalDate(2019, 6, 1), "público");
        var chart = new ChartSpec(id, new CubeSlice(Tables.SheltersByYear, new Running("year")));
        return ProgressChart.Draw(
            new ProgressSpec(chart)
            {
                Baseline = target is null ? null : new Milestone("2019", 46, plan),
                Target = target is { } value ? new Milestone("2027", value, plan) : null,
            },
            Texts.In(language)).Value;
    }
}
