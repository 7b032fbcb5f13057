using Amparo.Portal.Http;
using Amparo.Portal.Releases;
using Amparo.Portal.Texts;
using Amparo.PrivateRelease;
using Amparo.Publication;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Figures;

/// <summary>For whom and where a figure is drawn.</summary>
/// <param name="Catalogue">The released tables.</param>
/// <param name="Texts">The reader's words.</param>
/// <param name="Page">The page it stands on; its data lie below it.</param>
/// <param name="Country">The country's code; null for the region.</param>
internal sealed record FigureScope(ReleasedCatalogue Catalogue, PageTexts Texts, PageAddress Page, string? Country = null)
{
    /// <summary>Where the data of a figure of this page can be downloaded.</summary>
    public string CsvAddress(string figure)
    {
        var page = Page[Texts.Language];
        // What was asked of a page is asked of its data as well.
        return page.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 ? $"{page[..query]}/{figure}.csv{page[query..]}" : $"{page}/{figure}.csv";
    }
}

/// <summary>The figures of the portal by their id, which is also the name of their CSV: page and download draw the same unit.</summary>
internal static class PortalFigures
{
    /// <summary>The id of the table of the demonstration.</summary>
    public const string Detected = "detected-persons";

    private const string Country = "country";
    private const string Year = "year";
    private const string OfficialForm = "glotip-form";
    private const string Stage = "glotip-indicator";
    private const string VictimsByForm = "glotip-detected-victims-form";
    private const string VictimsByAge = "glotip-detected-victims-sex-age";
    private const string Justice = "glotip-justice";

    /// <summary>The figures of the home page.</summary>
    public static readonly IReadOnlyDictionary<string, Func<FigureScope, FigureUnit?>> Home = Index(
        ("official-by-country", OfficialByCountry),
        ("demonstration-by-year", DemonstrationByYear));

    /// <summary>The figures of a country's page.</summary>
    public static readonly IReadOnlyDictionary<string, Func<FigureScope, FigureUnit?>> OfCountry = Index(
        ("official-by-year", scope => OfficialByYear(scope, series => series.Counts, "official-by-year")),
        ("official-rate", scope => OfficialByYear(scope, series => series.Rates, "official-rate")),
        ("official-by-age", QuestionnaireFigures.AgeOfCountry),
        ("official-by-form", QuestionnaireFigures.FormOfCountry),
        ("official-by-citizenship", QuestionnaireFigures.CitizenshipOfCountry),
        ("official-justice", QuestionnaireFigures.JusticeOfCountry),
        ("demonstration-by-age-and-sex", DemonstrationByAgeAndSex),
        ("demonstration-by-form", DemonstrationByForm),
        ("demonstration-by-year", DemonstrationByYear));

    /// <summary>The figures of the region's page.</summary>
    public static readonly IReadOnlyDictionary<string, Func<FigureScope, FigureUnit?>> Region = Index(
        ("official-by-country", OfficialByCountry),
        ("official-map", OfficialMap),
        ("official-of-countries", OfficialOfCountries),
        ("demonstration-by-form", DemonstrationByForm),
        ("demonstration-by-age-and-sex", DemonstrationByAgeAndSex),
        ("demonstration-by-year", DemonstrationByYear));

    /// <summary>The figures of a theme's page.</summary>
    /// <param name="theme">The theme's id.</param>
    /// <returns>Its figures; none for a theme that no table speaks of.</returns>
    public static IReadOnlyDictionary<string, Func<FigureScope, FigureUnit?>> OfTheme(string theme) => theme switch
    {
        "sexual-exploitation" => OfForm("sexual"),
        "forced-labour" => OfForm("labour"),
        "organ-removal" => Index(DemonstrationOfForm("organ-removal")),
        "other-forms" => Index(("demonstration-by-form", DemonstrationByForm)),
        "children" => Index(
            ("official-children", scope => QuestionnaireFigures.ByCountry(scope, "official-children", VictimsByAge, ("age-group", "0-17"))),
            ("official-children-of-countries", scope => QuestionnaireFigures.OfCountries(scope, "official-children-of-countries", VictimsByAge, ("age-group", "0-17"))),
            ("demonstration-children", scope => DemonstrationByCountry(scope, "demonstration-children", ("age-group", "0-17"))),
            ("demonstration-share-of-children", ShareOfChildren),
            ("demonstration-by-age-and-sex", DemonstrationByAgeAndSex)),
        "corridors" => Index(
            ("official-corridors", QuestionnaireFigures.Corridors),
            ("official-repatriated", scope => QuestionnaireFigures.ByCountry(scope, "official-repatriated", "glotip-repatriated-nationals"))),
        "justice" => Index(
            ("official-offences", scope => QuestionnaireFigures.ByCountry(scope, "official-offences", "glotip-offences")),
            ("official-prosecuted", scope => QuestionnaireFigures.ByCountry(scope, "official-prosecuted", Justice, (Stage, "prosecuted"))),
            ("official-convicted", scope => QuestionnaireFigures.ByCountry(scope, "official-convicted", Justice, (Stage, "convicted"))),
            ("official-convicted-of-countries", scope => QuestionnaireFigures.OfCountries(scope, "official-convicted-of-countries", Justice, (Stage, "convicted")))),
        _ => Index(),
    };

    /// <summary>Whether a figure is drawn from official statistics, and so stands outside the band of the agencies' records.</summary>
    /// <param name="unit">The figure.</param>
    public static bool IsOfficial(FigureUnit unit) => unit.Id.StartsWith("official-", StringComparison.Ordinal);

    /// <summary>The figures of an indicator's page: its table over each of its dimensions.</summary>
    /// <param name="table">The indicator's table.</param>
    public static IReadOnlyDictionary<string, Func<FigureScope, FigureUnit?>> OfIndicator(Released<Cube> table) => Index(
    [
        .. table.Value.Dimensions
            .Where(dimension => dimension.Id != Year && table.Value.Views.Any(view => view.Contains(dimension.Id)))
            .Select(dimension => ($"by-{dimension.Id}", (Func<FigureScope, FigureUnit?>)(scope => Along(table, dimension.Id, scope)))),
        ("by-year", scope => OverYears(table, scope)),
        .. DividedOnly(table) is { } dimension ? QuestionnaireFigures.ForCodes(table, dimension) : [],
    ]);

    // The dimension of a table by country and year that states nothing over all codes of it, nor over all countries.
    private static string? DividedOnly(Released<Cube> table)
    {
        var cube = table.Value;
        var others = cube.Dimensions.Select(dimension => dimension.Id).Where(id => id is not Country and not Year).ToList();
        return others.Count > 0 && cube.Dimensions.Count == others.Count + 2
            && cube.Dimensions[cube.AxisOf(Country)].List.Codes.All(country =>
                cube.Dimensions[cube.AxisOf(Year)].List.Codes.All(year => !cube[(Country, country.Id), (Year, year.Id)].IsStated))
            ? others[0]
            : null;
    }

    /// <summary>Figures that set countries side by side.</summary>
    /// <param name="countries">Codes of countries.</param>
    /// <param name="year">The year.</param>
    public static IReadOnlyDictionary<string, Func<FigureScope, FigureUnit?>> Compared(IReadOnlyList<string> countries, string year) => Index(
        ("compared-rates", scope => Official(scope, "compared-rates", series => series.Rates, table =>
            new CubeSlice(table, new Running(Country) { Codes = countries, WithUnknown = false }) { At = At((Year, year)) }, RowOrder.LargestFirst)),
        ("compared-years", scope => OfficialSeries.From(scope.Catalogue.Cubes)?.Counts is { } table
            ? Unit(SmallMultiples.Draw(
                Spec("compared-years", new CubeSlice(table, new Running(Year) { WithUnknown = false }) { Series = new Running(Country) { Codes = countries, WithUnknown = false } }, scope),
                scope.Texts.Charts))
            : null));

    /// <summary>Draws a figure of a page.</summary>
    /// <param name="figures">The page's figures.</param>
    /// <param name="id">The figure's id.</param>
    /// <param name="scope">For whom and where.</param>
    /// <returns>The unit; null if there is no such figure, or its table has not been released or says nothing here.</returns>
    public static FigureUnit? Draw(
        IReadOnlyDictionary<string, Func<FigureScope, FigureUnit?>> figures, string id, FigureScope scope) =>
        figures.TryGetValue(id, out var draw) ? draw(scope) : null;

    /// <summary>All figures of a page that there is something to draw for.</summary>
    /// <param name="figures">The page's figures.</param>
    /// <param name="scope">For whom and where.</param>
    public static IReadOnlyList<FigureUnit> DrawAll(IReadOnlyDictionary<string, Func<FigureScope, FigureUnit?>> figures, FigureScope scope) =>
        [.. figures.Values.Select(draw => draw(scope)).OfType<FigureUnit>()];

    /// <summary>The first and the last year in which the demonstration says anything of a place.</summary>
    /// <param name="detected">The table of the demonstration.</param>
    /// <param name="country">The country; null for the region.</param>
    public static (string First, string Last)? Period(Cube detected, string? country)
    {
        var years = detected.Dimensions[detected.AxisOf(Year)].List.Codes
            .Select(code => code.Id)
            .Where(year => detected[(Country, country ?? CodeList.Total), (Year, year)].Kind != FigureKind.Missing)
            .ToList();
        return years.Count == 0 ? null : (years[0], years[^1]);
    }

    private static FigureUnit? OfficialByCountry(FigureScope scope)
    {
        if (OfficialSeries.From(scope.Catalogue.Cubes) is not { } series || series.BestCoveredYear() is not { } year)
            return null;
        var slice = new CubeSlice(series.Counts, new Running(Country)) { At = At((Year, year)) };
        return Unit(BarChart.Draw(Spec("official-by-country", slice, scope) with { Order = RowOrder.LargestFirst }, scope.Texts.Charts));
    }

    // A tile for each country: on a map of areas the small ones would vanish.
    private static FigureUnit? OfficialMap(FigureScope scope)
    {
        if (OfficialSeries.From(scope.Catalogue.Cubes) is not { Rates: { } rates } series || series.BestCoveredYear() is not { } year)
            return null;
        var slice = new CubeSlice(rates, new Running(Country) { WithUnknown = false }) { At = At((Year, year)) };
        return Unit(TileMapChart.Draw(new TileMapSpec(Spec("official-map", slice, scope), TileLayout.Region), scope.Texts.Charts));
    }

    // Nine small charts on one scale: nine lines in one could not be told apart.
    private static FigureUnit? OfficialOfCountries(FigureScope scope)
    {
        if (OfficialSeries.From(scope.Catalogue.Cubes) is not { } series)
            return null;
        var slice = new CubeSlice(series.Counts, new Running(Year) { WithUnknown = false }) { Series = new Running(Country) { WithUnknown = false } };
        return Unit(SmallMultiples.Draw(Spec("official-of-countries", slice, scope), scope.Texts.Charts));
    }

    private static FigureUnit? Official(
        FigureScope scope, string id, Func<OfficialSeries, Released<Cube>?> table, Func<Released<Cube>, CubeSlice> slice, RowOrder order) =>
        OfficialSeries.From(scope.Catalogue.Cubes) is { } series && table(series) is { } found
            ? Unit(BarChart.Draw(Spec(id, slice(found), scope) with { Order = order }, scope.Texts.Charts))
            : null;

    private static FigureUnit? ShareOfChildren(FigureScope scope) => scope.Catalogue.Cubes.TryGetValue(Detected, out var table)
        ? Unit(IconArrayChart.Draw(Spec("demonstration-share-of-children", new CubeSlice(table, new Running("age-group")), scope), scope.Texts.Charts))
        : null;

    private static Dictionary<string, Func<FigureScope, FigureUnit?>> OfForm(string form) => Index(
        ($"official-{form}", scope => QuestionnaireFigures.ByCountry(scope, $"official-{form}", VictimsByForm, (OfficialForm, form))),
        ($"official-{form}-of-countries", scope => QuestionnaireFigures.OfCountries(scope, $"official-{form}-of-countries", VictimsByForm, (OfficialForm, form))),
        DemonstrationOfForm(form));

    private static (string Id, Func<FigureScope, FigureUnit?> Draw) DemonstrationOfForm(string form) =>
        ($"demonstration-{form}", scope => DemonstrationByCountry(scope, $"demonstration-{form}", ("form", form)));

    private static FigureUnit? DemonstrationByCountry(FigureScope scope, string id, (string Dimension, string Code) at)
    {
        if (!scope.Catalogue.Cubes.TryGetValue(Detected, out var table))
            return null;
        var slice = new CubeSlice(table, new Running(Country)) { At = At(at) };
        return Unit(BarChart.Draw(Spec(id, slice, scope) with { Order = RowOrder.LargestFirst }, scope.Texts.Charts));
    }

    // In the year that most countries speak of, where the table has years: sums over years would mix countries that report long and briefly.
    private static FigureUnit? Along(Released<Cube> table, string dimension, FigureScope scope)
    {
        var cube = table.Value;
        var view = cube.Views.First(view => view.Contains(dimension));
        var at = At();
        if (view.Contains(Year))
        {
            var codes = cube.Dimensions[cube.AxisOf(dimension)].List.Codes;
            var years = cube.Dimensions[cube.AxisOf(Year)].List.Codes.Select(code => code.Id).ToList();
            var best = years.MaxBy(year => (codes.Count(code => cube[(dimension, code.Id), (Year, year)].IsStated), year), YearComparer)!;
            at[Year] = best;
        }

        var slice = new CubeSlice(table, new Running(dimension)) { At = at };
        var order = dimension is Country or "form" ? RowOrder.LargestFirst : RowOrder.Listed;
        // A table that says nothing over all countries says it by country: an empty chart would claim that the source is silent.
        return Unit(BarChart.Draw(Spec($"by-{dimension}", slice, scope) with { Order = order }, scope.Texts.Charts)) is { } unit
            && unit.Cells.Any(cell => cell.Figure.Kind != FigureKind.Missing) ? unit : null;
    }

    private static readonly Comparer<(int Stated, string Year)> YearComparer = Comparer<(int Stated, string Year)>.Create((one, other) =>
        one.Stated != other.Stated ? one.Stated.CompareTo(other.Stated) : string.CompareOrdinal(one.Year, other.Year));

    private static FigureUnit? OverYears(Released<Cube> table, FigureScope scope)
    {
        if (table.Value.Dimensions.All(dimension => dimension.Id != Year))
            return null;
        var slice = new CubeSlice(table, new Running(Year) { WithUnknown = false });
        return Unit(LineChart.Draw(Spec("by-year", slice, scope), scope.Texts.Charts));
    }

    /// <summary>A word-sized line of a country's official figures, for its tile.</summary>
    /// <param name="scope">For whom; the country.</param>
    /// <returns>The unit; null where there is nothing to draw.</returns>
    public static FigureUnit? OfficialSpark(FigureScope scope)
    {
        if (OfficialSeries.From(scope.Catalogue.Cubes) is not { } series || series.Latest(scope.Country!) is null)
            return null;
        var slice = new CubeSlice(series.Counts, new Running(Year) { WithUnknown = false }) { At = At((Country, scope.Country!)) };
        return Unit(Sparkline.Draw(Spec($"spark-{scope.Country!.ToLowerInvariant()}", slice, scope), scope.Texts.Charts));
    }

    private static FigureUnit? OfficialByYear(FigureScope scope, Func<OfficialSeries, Released<Cube>?> table, string id)
    {
        if (OfficialSeries.From(scope.Catalogue.Cubes) is not { } series || table(series) is not { } counts)
            return null;
        var slice = new CubeSlice(counts, new Running(Year) { WithUnknown = false }) { At = At((Country, scope.Country!)) };
        var title = scope.Texts.Say($"country.{id}.title", ("country", CountryNames.Of(counts.Value, scope.Country!, scope.Texts.Language)));
        return Unit(LineChart.Draw(Spec(id, slice, scope) with { Title = title }, scope.Texts.Charts));
    }

    private static FigureUnit? DemonstrationByYear(FigureScope scope)
    {
        if (!scope.Catalogue.Cubes.TryGetValue(Detected, out var table))
            return null;
        var slice = new CubeSlice(table, new Running(Year) { WithUnknown = false }) { At = AtCountry(scope) };
        return Unit(LineChart.Draw(Spec("demonstration-by-year", slice, scope), scope.Texts.Charts));
    }

    private static FigureUnit? DemonstrationByAgeAndSex(FigureScope scope)
    {
        if (!scope.Catalogue.Cubes.TryGetValue(Detected, out var table))
            return null;
        var slice = new CubeSlice(table, new Running("age-group")) { Series = new Running("sex"), At = AtCountry(scope) };
        var spec = Spec("demonstration-by-age-and-sex", slice, scope) with { Title = Title("country.by-sex-and-age.title", table.Value, scope) };
        return Unit(StackedBarChart.Draw(spec, scope.Texts.Charts));
    }

    private static FigureUnit? DemonstrationByForm(FigureScope scope)
    {
        if (!scope.Catalogue.Cubes.TryGetValue(Detected, out var table))
            return null;
        var slice = new CubeSlice(table, new Running("form")) { At = AtCountry(scope) };
        var spec = Spec("demonstration-by-form", slice, scope) with
        {
            Order = RowOrder.LargestFirst,
            Title = Title("country.by-form.title", table.Value, scope),
        };
        return Unit(BarChart.Draw(spec, scope.Texts.Charts));
    }

    private static string? Title(string key, Cube table, FigureScope scope) => scope.Country is null || Period(table, scope.Country) is not { } period
        ? null
        : scope.Texts.Say(
            key, ("country", CountryNames.Of(table, scope.Country!, scope.Texts.Language)), ("first", period.First),
            ("last", period.Last));

    /// <summary>What a figure of the page shows.</summary>
    internal static ChartSpec Spec(string id, CubeSlice slice, FigureScope scope) => new(id, slice) { CsvAddress = scope.CsvAddress(id) };

    /// <summary>The unit; nothing where the table cannot support it: what the page then lacks is said by the page.</summary>
    internal static FigureUnit? Unit(Outcome<FigureUnit> drawn) => drawn.Succeeded ? drawn.Value : null;

    private static Dictionary<string, string> AtCountry(FigureScope scope) =>
        scope.Country is null ? At() : At((Country, scope.Country));

    /// <summary>Where dimensions stand.</summary>
    internal static Dictionary<string, string> At(params (string Dimension, string Code)[] codes) =>
        codes.ToDictionary(code => code.Dimension, code => code.Code, StringComparer.Ordinal);

    private static Dictionary<string, Func<FigureScope, FigureUnit?>> Index(params (string Id, Func<FigureScope, FigureUnit?> Draw)[] figures) =>
        figures.ToDictionary(figure => figure.Id, figure => figure.Draw, StringComparer.Ordinal);
}
