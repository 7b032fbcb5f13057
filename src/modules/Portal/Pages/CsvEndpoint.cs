using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Amparo.Publication;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>The data of one figure, as the page shows it.</summary>
internal static class CsvEndpoint
{
    /// <summary>A figure of the home page.</summary>
    public static IResult OfHome(PageRequest request, string figure) => Answer(
        request,
        PortalFigures.Draw(PortalFigures.Home, figure, new FigureScope(request.Catalogue, request.Texts, PageAddress.Home)),
        $"amparo-{figure}");

    /// <summary>A figure of a country's page.</summary>
    public static IResult OfCountry(PageRequest request, string code, string figure)
    {
        if (request.Find(code) is not { } country)
            return NotFoundEndpoint.Country(request);
        var scope = new FigureScope(request.Catalogue, request.Texts, PageAddress.Country(country.Code), country.Code);
        return Answer(
            request, PortalFigures.Draw(PortalFigures.OfCountry, figure, scope),
            $"amparo-{country.Code.ToLowerInvariant()}-{figure}");
    }

    private static IResult Answer(PageRequest request, FigureUnit? unit, string name) => unit is null
        ? NotFoundEndpoint.Page(request)
        : Results.Bytes(unit.Csv, "text/csv; charset=utf-8", $"{name}-{request.Texts.Language.Code}.csv");
}
