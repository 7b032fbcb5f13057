using Amparo.PrivateRelease;
using Amparo.Publication;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Figures;

/// <summary>The figures drawn from the eight tables of UNODC's questionnaire: age, form, citizenship, repatriation, justice.</summary>
/// <remarks>
/// Official figures are shown as they were published: never added up over countries or years, and for one year at a time, the latest in
/// which most countries say anything.
/// </remarks>
internal static class QuestionnaireFigures
{
    private const string Country = "country";
    private const string Year = "year";
    private const string Form = "glotip-form";
    private const string Age = "age-group";
    private const string Citizenship = "citizenship";
    private const string Stage = "glotip-indicator";

    /// <summary>Countries beside each other at one place of a table, in the latest year of which most say anything.</summary>
    /// <param name="scope">For whom and where.</param>
    /// <param name="id">The figure's id.</param>
    /// <param name="table">The table's id.</param>
    /// <param name="at">Where the table's other dimensions stand.</param>
    public static FigureUnit? ByCountry(FigureScope scope, string id, string table, params (string Dimension, string Code)[] at) =>
        scope.Catalogue.Cubes.TryGetValue(table, out var released) ? ByCountry(scope, id, released, at, year => TitleOf(scope, id, ("year", year))) : null;

    private static FigureUnit? ByCountry(FigureScope scope, string id, Released<Cube> table, (string Dimension, string Code)[] at, Func<string, string?> title)
    {
        if (BestYear(table.Value, at) is not { } year)
            return null;
        var slice = new CubeSlice(table, new Running(Country) { WithUnknown = false }) { At = PortalFigures.At([.. at, (Year, year)]) };
        return PortalFigures.Unit(BarChart.Draw(
            PortalFigures.Spec(id, slice, scope) with { Order = RowOrder.LargestFirst, Title = title(year) }, scope.Texts.Charts));
    }

    /// <summary>The figures of a table that states nothing over all its codes: countries beside each other for each code, or a matrix for many codes.</summary>
    /// <param name="table">The table; it has countries, years and the dimension.</param>
    /// <param name="dimension">The dimension.</param>
    public static IEnumerable<(string Id, Func<FigureScope, FigureUnit?> Draw)> ForCodes(Released<Cube> table, string dimension)
    {
        const int MostCodes = 6;
        var codes = table.Value.Dimensions[table.Value.AxisOf(dimension)].List.Codes;
        return codes.Count > MostCodes
            ? [($"by-{dimension}-and-country", scope => Matrix(scope, ($"by-{dimension}-and-country", null), table, dimension))]
            : codes.Select(code => ($"by-country-{code.Id}", (Func<FigureScope, FigureUnit?>)(scope => ByCountry(scope, $"by-country-{code.Id}", table, [(dimension, code.Id)], _ => null))));
    }

    /// <summary>The years of each country in a panel of its own, at one place of a table.</summary>
    /// <param name="scope">For whom and where.</param>
    /// <param name="id">The figure's id.</param>
    /// <param name="table">The table's id.</param>
    /// <param name="at">Where the table's other dimensions stand.</param>
    public static FigureUnit? OfCountries(FigureScope scope, string id, string table, params (string Dimension, string Code)[] at)
    {
        if (!scope.Catalogue.Cubes.TryGetValue(table, out var released) || BestYear(released.Value, at) is null)
            return null;
        var said = released.Value.Dimensions[released.Value.AxisOf(Country)].List.Codes.Select(code => code.Id)
            .Where(country => YearsOf(released.Value).Any(year => released.Value[[.. at, (Country, country), (Year, year)]].IsStated)).ToList();
        var slice = new CubeSlice(released, new Running(Year) { WithUnknown = false })
        {
            Series = new Running(Country) { Codes = said },
            At = PortalFigures.At(at),
        };
        return PortalFigures.Unit(SmallMultiples.Draw(PortalFigures.Spec(id, slice, scope) with { Title = TitleOf(scope, id) }, scope.Texts.Charts));
    }

    /// <summary>A country's years, in a panel for each code of a dimension of which anything is said.</summary>
    /// <param name="scope">For whom and where; the country.</param>
    /// <param name="id">The figure's id.</param>
    /// <param name="table">The table's id.</param>
    /// <param name="dimension">The dimension.</param>
    private static FigureUnit? Panels(FigureScope scope, string id, string table, string dimension)
    {
        if (!scope.Catalogue.Cubes.TryGetValue(table, out var released))
            return null;
        var codes = Said(released.Value, dimension, code => YearsOf(released.Value).Any(year =>
            released.Value[(Country, scope.Country!), (Year, year), (dimension, code)].IsStated));
        if (codes.Count == 0)
            return null;
        var slice = new CubeSlice(released, new Running(Year) { WithUnknown = false })
        {
            Series = new Running(dimension) { Codes = codes },
            At = PortalFigures.At((Country, scope.Country!)),
        };
        return PortalFigures.Unit(SmallMultiples.Draw(PortalFigures.Spec(id, slice, scope) with { Title = TitleOf(scope, id) }, scope.Texts.Charts));
    }

    /// <summary>Children and adults among a country's detected victims.</summary>
    public static FigureUnit? AgeOfCountry(FigureScope scope) => Panels(scope, "official-by-age", "glotip-detected-victims-sex-age", Age);

    /// <summary>Forms of exploitation among a country's detected victims.</summary>
    public static FigureUnit? FormOfCountry(FigureScope scope) => Panels(scope, "official-by-form", "glotip-detected-victims-form", Form);

    /// <summary>Persons in contact with justice, prosecuted and convicted in a country, each in a panel: they are no parts of one another.</summary>
    public static FigureUnit? JusticeOfCountry(FigureScope scope) => Panels(scope, "official-justice", "glotip-justice", Stage);

    /// <summary>Where a country's detected victims were citizens of, in the latest year of which it says anything.</summary>
    public static FigureUnit? CitizenshipOfCountry(FigureScope scope)
    {
        const string Id = "official-by-citizenship";
        if (!scope.Catalogue.Cubes.TryGetValue("glotip-detected-victims-citizenship", out var released))
            return null;
        var cube = released.Value;
        var year = YearsOf(cube).LastOrDefault(candidate => Said(cube, Citizenship, code => cube[(Country, scope.Country!), (Year, candidate), (Citizenship, code)].IsStated).Count > 0);
        if (year is null)
            return null;
        var codes = Said(cube, Citizenship, code => cube[(Country, scope.Country!), (Year, year), (Citizenship, code)].IsStated);
        var slice = new CubeSlice(released, new Running(Citizenship) { Codes = codes }) { At = PortalFigures.At((Country, scope.Country!), (Year, year)) };
        return PortalFigures.Unit(BarChart.Draw(
            PortalFigures.Spec(Id, slice, scope) with { Order = RowOrder.LargestFirst, Title = TitleOf(scope, Id, ("year", year)) }, scope.Texts.Charts));
    }

    /// <summary>Citizenship by country of detection, as a matrix of flows, in the year of which most countries say anything.</summary>
    /// <param name="scope">For whom and where.</param>
    public static FigureUnit? Corridors(FigureScope scope)
    {
        const string Id = "official-corridors";
        return scope.Catalogue.Cubes.TryGetValue("glotip-detected-victims-citizenship", out var released)
            ? Matrix(scope, (Id, year => TitleOf(scope, Id, ("year", year))), released, Citizenship)
            : null;
    }

    private static FigureUnit? Matrix(FigureScope scope, (string Id, Func<string, string>? Title) figure, Released<Cube> table, string dimension)
    {
        var cube = table.Value;
        var countries = cube.Dimensions[cube.AxisOf(Country)].List.Codes.Select(code => code.Id).ToList();
        var all = Said(cube, dimension, _ => true);
        var year = YearsOf(cube)
            .Select(year => (Year: year, Countries: countries.Count(country => all.Exists(code => cube[(Country, country), (Year, year), (dimension, code)].IsStated))))
            .Where(covered => covered.Countries > 0).OrderBy(covered => covered.Countries).ThenBy(covered => covered.Year, StringComparer.Ordinal).LastOrDefault().Year;
        if (year is null)
            return null;
        bool At(string country, string code) => cube[(Country, country), (Year, year), (dimension, code)].IsStated;
        var slice = new CubeSlice(table, new Running(dimension) { Codes = [.. all.Where(code => countries.Exists(country => At(country, code)))] })
        {
            Series = new Running(Country) { Codes = [.. countries.Where(country => all.Exists(code => At(country, code)))] },
            At = PortalFigures.At((Year, year)),
        };
        return PortalFigures.Unit(FlowMatrixChart.Draw(PortalFigures.Spec(figure.Id, slice, scope) with { Title = figure.Title?.Invoke(year) }, scope.Texts.Charts));
    }

    // The latest among the years in which most countries say anything.
    private static string? BestYear(Cube cube, (string Dimension, string Code)[] at)
    {
        var countries = cube.Dimensions[cube.AxisOf(Country)].List.Codes;
        var best = YearsOf(cube)
            .Select(year => (Year: year, Stated: countries.Count(country => cube[[.. at, (Country, country.Id), (Year, year)]].IsStated)))
            .Where(covered => covered.Stated > 0).OrderBy(covered => covered.Stated).ThenBy(covered => covered.Year, StringComparer.Ordinal).LastOrDefault();
        return best.Year;
    }

    // Codes and, last, "unknown", of which a condition holds.
    private static List<string> Said(Cube cube, string dimension, Func<string, bool> holds) =>
        [.. cube.Dimensions[cube.AxisOf(dimension)].List.Codes.Select(code => code.Id).Append(CodeList.Unknown).Where(holds)];

    private static IEnumerable<string> YearsOf(Cube cube) => cube.Dimensions[cube.AxisOf(Year)].List.Codes.Select(code => code.Id);

    private static string TitleOf(FigureScope scope, string id, params (string Name, string Value)[] values)
    {
        var country = CountryNames.All(scope.Catalogue, scope.Texts.Language).Where(named => named.Code == scope.Country).Select(named => ("country", named.Name));
        return scope.Texts.Say($"figure.{id}.title", [.. values, .. country]);
    }
}
