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
    };

    public static IReadOnlyDictionary<string, string> At(string dimension, string code) => new Dictionary<string, string>(StringComparer.Ordinal) { [dimension] = code };

    public static FigureUnit Bars(string id, Released<Cube> table, string rows, Language language, RowOrder order) =>
        BarChart.Draw(new ChartSpec(id, new CubeSlice(table, new Running(rows))) { Order = order }, Texts.In(language)).Value;

    private static FigureUnit Line(string id, string country, Language language) => LineChart.Draw(
        new ChartSpec(id, new CubeSlice(Tables.ByYear, new Running("year")) { At = At("country", country) }), Texts.In(language)).Value;
}
