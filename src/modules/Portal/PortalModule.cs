using System.Text.Encodings.Web;
using System.Text.Unicode;
using Amparo.Portal.Http;
using Amparo.Portal.Pages;
using Amparo.Portal.Releases;
using Amparo.Portal.Texts;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Portal;

/// <summary>The public portal: what anyone may see, and nothing else.</summary>
public static class PortalModule
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Adds the pages. Their tables come from an <see cref="IReleasedCatalogueSource"/> that is added apart.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="site">Texts and style.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddPortal(this IServiceCollection services, PortalSite site)
    {
        services.AddSingleton(site);
        // Accents and quotation marks as they are: the pages are UTF-8, and escaped they would weigh a tenth more.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.BasicLatin, UnicodeRanges.Latin1Supplement, UnicodeRanges.GeneralPunctuation));
        services.AddRazorComponents();
        return services;
    }

    /// <summary>Maps the pages in the open languages, and the page for addresses that lead nowhere.</summary>
    /// <param name="routes">The host's routes.</param>
    /// <returns>The routes.</returns>
    public static IEndpointRouteBuilder MapPortal(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/", Reading, (HttpContext http) =>
        {
            http.Response.Headers.Vary = "Accept-Language";
            return Results.LocalRedirect(PageAddress.Home[LanguageChoice.Asked(http.Request)]);
        });
        routes.MapMethods("/robots.txt", Reading, () => Results.Text("User-agent: *\nAllow: /\n"));
        DataFilesEndpoint.Map(routes);
        foreach (var language in PortalTexts.Open)
        {
            Page(routes, PageAddress.Home, language, HomeEndpoint.Home);
            Page(routes, PageAddress.Countries, language, CountriesEndpoint.Countries);
            Page(routes, PageAddress.AboutTheData, language, AboutTheDataEndpoint.AboutTheData);
            Page(routes, PageAddress.OpenData, language, OpenDataEndpoint.OpenData);
            Page(routes, PageAddress.OpenData.Below("{file}.csv"), language, request => OpenDataEndpoint.File(request, Value(request, "file")));
            Page(routes, PageAddress.Home.Below("{figure}.csv"), language, request => CsvEndpoint.OfHome(request, Value(request, "figure")));
            Page(
                routes, PageAddress.Countries.Below("{code}"), language,
                request => CountryEndpoint.Country(request, Value(request, "code")));
            Page(
                routes, PageAddress.Countries.Below("{code}/{figure}.csv"), language,
                request => CsvEndpoint.OfCountry(request, Value(request, "code"), Value(request, "figure")));
        }

        routes.MapMethods("{*path}", Reading, async (HttpContext http, PortalSite site, IReleasedCatalogueSource source, CancellationToken cancel) =>
            NotFoundEndpoint.Page(new PageRequest(http, site, await source.CurrentAsync(cancel), LanguageChoice.Of(http.Request))));
        return routes;
    }

    private static void Page(IEndpointRouteBuilder routes, PageAddress address, Language language, Func<PageRequest, IResult> answer) =>
        routes.MapMethods(
            address[language], Reading,
            async (HttpContext http, PortalSite site, IReleasedCatalogueSource source, CancellationToken cancel) =>
            {
                var catalogue = await source.CurrentAsync(cancel);
                var page = answer(new PageRequest(http, site, catalogue, language));
                // Only of what exists can a reader hold a copy, whatever tag is sent.
                return PublicAnswer.IsContent(page) && PublicAnswer.AlreadyHeld(http, catalogue, site)
                    ? Results.StatusCode(StatusCodes.Status304NotModified)
                    : page;
            });

    private static string Value(PageRequest request, string name) => (string)request.Http.Request.RouteValues[name]!;
}
