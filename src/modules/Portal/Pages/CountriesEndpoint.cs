using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>The list of countries.</summary>
internal static class CountriesEndpoint
{
    /// <summary>The countries, each with its latest official figure.</summary>
    public static IResult Countries(PageRequest request) => PublicAnswer.Page<CountriesPage>(
        StatusCodes.Status200OK,
        (nameof(CountriesPage.Frame),
            request.Frame(PageAddress.Countries, request.Texts["nav.countries"]) with { Crumbs = [request.HomeCrumb] }),
        (nameof(CountriesPage.Countries), request.Countries),
        (nameof(CountriesPage.Series), OfficialSeries.From(request.Catalogue.Cubes)),
        (nameof(CountriesPage.Lines), request.Countries
            .Select(country => (country.Code, Unit: PortalFigures.OfficialSpark(new FigureScope(request.Catalogue, request.Texts, PageAddress.Countries, country.Code))))
            .Where(line => line.Unit is not null).ToDictionary(line => line.Code, line => line.Unit!, StringComparer.Ordinal)),
        (nameof(CountriesPage.Linkage), RecordsToPersons.From(request.Catalogue.Cubes)));

    /// <summary>The countries side by side as a file.</summary>
    public static IResult AllFiles(PageRequest request, string format) => FigureEndpoint.All(
        request,
        [.. new[] { PortalFigures.Draw(PortalFigures.Region, "official-by-country", new FigureScope(request.Catalogue, request.Texts, PageAddress.Region)) }.OfType<Publication.FigureUnit>()],
        ("countries", format));
}
