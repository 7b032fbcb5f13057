using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>The page of a country.</summary>
internal static class CountryEndpoint
{
    /// <summary>Shows the page; an unknown country is answered with those that are known.</summary>
    public static IResult Country(PageRequest request, string code)
    {
        if (request.Find(code) is not { } country)
            return NotFoundEndpoint.Country(request);
        var address = PageAddress.Country(country.Code);
        // One address a page: search engines and links must not see "GT" and "gt" as two.
        if (code.Any(char.IsAsciiLetterUpper))
            return Results.LocalRedirect(address[request.Language], permanent: true);

        var countries = new Crumb(request.Texts["nav.countries"], PageAddress.Countries[request.Language]);
        return PublicAnswer.Page<CountryPage>(
            StatusCodes.Status200OK,
            (nameof(CountryPage.Frame), request.Frame(address, country.Name) with { Crumbs = [request.HomeCrumb, countries] }),
            (nameof(CountryPage.Model), CountryModel.Read(request, country)));
    }

    /// <summary>One figure of a country as a file.</summary>
    public static IResult File(PageRequest request, string code, (string Figure, string Format) file) => request.Find(code) is { } country
        ? FigureEndpoint.One(
            request, PortalFigures.Draw(PortalFigures.OfCountry, file.Figure, Scope(request, country)), ($"{country.Code.ToLowerInvariant()}-{file.Figure}", file.Format))
        : NotFoundEndpoint.Country(request);

    /// <summary>All figures of a country as one file.</summary>
    public static IResult AllFiles(PageRequest request, string code, string format) => request.Find(code) is { } country
        ? FigureEndpoint.All(request, PortalFigures.DrawAll(PortalFigures.OfCountry, Scope(request, country)), (country.Code.ToLowerInvariant(), format))
        : NotFoundEndpoint.Country(request);

    private static FigureScope Scope(PageRequest request, NamedCountry country) =>
        new(request.Catalogue, request.Texts, PageAddress.Country(country.Code), country.Code);
}
