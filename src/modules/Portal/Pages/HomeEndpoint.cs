using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Amparo.Publication;
using Amparo.Vocabulary.Shapes;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>The home page.</summary>
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
            (nameof(HomePage.RecordsInvented), detected?.Value.Header.Origin == DataOrigin.Invented),
            (nameof(HomePage.Linked), RecordsToPersons.From(request.Catalogue.Cubes) is not null));
    }

    /// <summary>A figure of the page as a file.</summary>
    public static IResult File(PageRequest request, string figure, string format) => FigureEndpoint.One(
        request, PortalFigures.Draw(PortalFigures.Home, figure, new FigureScope(request.Catalogue, request.Texts, PageAddress.Home)), (figure, format));

    /// <summary>All figures of the page as one file.</summary>
    public static IResult AllFiles(PageRequest request, string format) => FigureEndpoint.All(
        request, PortalFigures.DrawAll(PortalFigures.Home, new FigureScope(request.Catalogue, request.Texts, PageAddress.Home)), ("home", format));

    private static List<FigureUnit> Draw(FigureScope scope, params string[] ids) =>
        [.. ids.Select(id => PortalFigures.Draw(PortalFigures.Home, id, scope)).OfType<FigureUnit>()];
}
