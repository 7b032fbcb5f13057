using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Amparo.Publication;
using Amparo.Vocabulary.Shapes;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>The nine countries together.</summary>
internal static class RegionEndpoint
{
    /// <summary>The page.</summary>
    public static IResult Region(PageRequest request)
    {
        var detected = request.Catalogue.Cubes.GetValueOrDefault(PortalFigures.Detected);
        return PublicAnswer.Page<RegionPage>(
            StatusCodes.Status200OK,
            (nameof(RegionPage.Frame), request.Frame(PageAddress.Region, request.Texts["region.title"]) with { Crumbs = [request.HomeCrumb] }),
            (nameof(RegionPage.Countries), request.Countries),
            (nameof(RegionPage.Series), OfficialSeries.From(request.Catalogue.Cubes)),
            (nameof(RegionPage.Official), Figures(request, official: true)),
            (nameof(RegionPage.Records), Figures(request, official: false)),
            (nameof(RegionPage.RecordsInvented), detected?.Value.Header.Origin == DataOrigin.Invented));
    }

    /// <summary>One figure of the page as a file.</summary>
    public static IResult File(PageRequest request, string figure, string format) =>
        FigureEndpoint.One(request, PortalFigures.Draw(PortalFigures.Region, figure, Scope(request)), ($"region-{figure}", format));

    /// <summary>All figures of the page as one file.</summary>
    public static IResult AllFiles(PageRequest request, string format) =>
        FigureEndpoint.All(request, PortalFigures.DrawAll(PortalFigures.Region, Scope(request)), ("region", format));

    private static List<FigureUnit> Figures(PageRequest request, bool official) =>
        [.. PortalFigures.DrawAll(PortalFigures.Region, Scope(request)).Where(unit => unit.Id.StartsWith("official-", StringComparison.Ordinal) == official)];

    private static FigureScope Scope(PageRequest request) => new(request.Catalogue, request.Texts, PageAddress.Region);
}
