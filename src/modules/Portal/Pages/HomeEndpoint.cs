using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Amparo.Portal.Texts;
using Amparo.Publication;
using Amparo.Vocabulary.Shapes;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>The home page, the list of countries, and about the data.</summary>
internal static class HomeEndpoint
{
    /// <summary>The region at a glance.</summary>
    public static IResult Home(PageRequest request)
    {
        var scope = new FigureScope(request.Catalogue, request.Texts, PageAddress.Home);
        var detected = request.Catalogue.Cubes.GetValueOrDefault(PortalFigures.Detected);
        return PublicAnswer.Page<HomePage>(
            StatusCodes.Status200OK,
            (nameof(HomePage.Frame), request.Frame(PageAddress.Home, request.Texts["home.title"])),
            (nameof(HomePage.Countries), request.Countries),
            (nameof(HomePage.Series), OfficialSeries.From(request.Catalogue.Cubes)),
            (nameof(HomePage.Official), Draw(scope, "official-by-country")),
            (nameof(HomePage.Records), Draw(scope, "demonstration-by-year")),
            (nameof(HomePage.RecordsInvented), detected?.Value.Header.Origin == DataOrigin.Invented));
    }

    /// <summary>The countries, each with its latest official figure.</summary>
    public static IResult Countries(PageRequest request) => PublicAnswer.Page<CountriesPage>(
        StatusCodes.Status200OK,
        (nameof(CountriesPage.Frame),
            request.Frame(PageAddress.Countries, request.Texts["nav.countries"]) with { Crumbs = [request.HomeCrumb] }),
        (nameof(CountriesPage.Countries), request.Countries),
        (nameof(CountriesPage.Series), OfficialSeries.From(request.Catalogue.Cubes)));

    /// <summary>Where the figures come from and how they are protected.</summary>
    public static IResult AboutTheData(PageRequest request) => PublicAnswer.Page<AboutTheDataPage>(
        StatusCodes.Status200OK,
        (nameof(AboutTheDataPage.Frame),
            request.Frame(PageAddress.AboutTheData, request.Texts["about.title"]) with { Crumbs = [request.HomeCrumb] }),
        (nameof(AboutTheDataPage.Headers), request.Catalogue.Cubes.Values
            .Select(cube => cube.Value.Header)
            .OrderByDescending(header => header.Origin == DataOrigin.Official)
            .ThenBy(header => header.Id, StringComparer.Ordinal)
            .ToList()),
        (nameof(AboutTheDataPage.Translations), TranslationCount.All(request.Site.Texts.Catalogue)));

    private static List<FigureUnit> Draw(FigureScope scope, params string[] ids) =>
        [.. ids.Select(id => PortalFigures.Draw(PortalFigures.Home, id, scope)).OfType<FigureUnit>()];
}
