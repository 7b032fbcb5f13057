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
    /// <summary>The name under which answers are kept until something new is released.</summary>
    internal const string Kept = "portal";

    private const long KeptBytes = 64 << 20;
    private static readonly string[] Asked = ["country", "countries", "year", "kind", "theme", "language", "hxl", "r"];
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

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
        services.AddOutputCache(cache =>
        {
            cache.SizeLimit = KeptBytes;
            // "GT" and "gt" are two addresses: one of them only leads to the other.
            cache.UseCaseSensitivePaths = true;
            // A page is made again when something new is released: the catalogue's fingerprint is part of what it is kept under.
            // Only what pages ask for tells addresses apart: an invented question or host makes no page anew and takes no room.
            // What somebody types into the search is nobody else's business, and is not kept. Nobody waits for another's page: if that reader left, it would fail for all.
            cache.AddPolicy(Kept, policy => policy.Expire(KeptFor).SetVaryByQuery(Asked).SetVaryByHost(false).SetLocking(false)
                .With(context => !context.HttpContext.Request.Query.ContainsKey(PublicAnswer.SearchedWords) && !PrintedPages.IsPrinting(context.HttpContext))
                .VaryByValue(async (http, cancel) => KeyValuePair.Create(
                    "catalogue", (await http.RequestServices.GetRequiredService<IReleasedCatalogueSource>().CurrentAsync(cancel)).Fingerprint)));
        });
        return services;
    }

    /// <summary>Lets pages that were made once be sent again. After routing, before the endpoints.</summary>
    /// <param name="app">The host's pipeline.</param>
    /// <returns>The pipeline.</returns>
    public static IApplicationBuilder UsePortalCache(this IApplicationBuilder app) => app.UseOutputCache();

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
        // The address on paper is the same in all languages.
        routes.MapMethods("/n/{code}", Reading, (HttpContext http, string code) => NumberEndpoint.Short(http, code));
        DataFilesEndpoint.Map(routes);
        foreach (var language in PortalTexts.Open)
        {
            Page(routes, PageAddress.Home, language, HomeEndpoint.Home);
            Page(routes, PageAddress.Region, language, RegionEndpoint.Region);
            Page(routes, PageAddress.Countries, language, CountriesEndpoint.Countries);
            Page(routes, PageAddress.Countries.Below("{code}"), language, request => CountryEndpoint.Country(request, Value(request, "code")));
            Page(routes, PageAddress.Compare, language, CompareEndpoint.Compare);
            Page(routes, PageAddress.Themes, language, ThemesEndpoint.Themes);
            Page(routes, PageAddress.Themes.Below("{id}"), language, request => ThemesEndpoint.Theme(request, Value(request, "id")));
            Page(routes, PageAddress.Indicators, language, IndicatorsEndpoint.Indicators);
            Page(routes, PageAddress.Indicators.Below("{id}"), language, request => IndicatorsEndpoint.Indicator(request, Value(request, "id")));
            Page(routes, PageAddress.Data, language, DataEndpoint.Data);
            Page(routes, PageAddress.Releases, language, DataEndpoint.Releases);
            Page(routes, PageAddress.Silences, language, ReportingEndpoint.Silences);
            Page(routes, PageAddress.Reporting, language, ReportingEndpoint.Reporting);
            Page(routes, PageAddress.Library, language, LibraryEndpoint.Library);
            routes.MapMethods(
                PageAddress.Numbers.Below("{code}")[language], Reading,
                Answering(language, (request, cancel) => NumberEndpoint.NumberAsync(request, Value(request, "code"), cancel))).CacheOutput(Kept);
            Page(routes, PageAddress.AboutTheData, language, AboutTheDataEndpoint.AboutTheData);
            Page(routes, PageAddress.OpenData, language, OpenDataEndpoint.OpenData);
            Page(routes, PageAddress.OpenData.Below("{file}.csv"), language, request => OpenDataEndpoint.File(request, Value(request, "file")));
            MapFiles(routes, language);
        }

        routes.MapMethods("{*path}", Reading, async (HttpContext http, PortalSite site, IReleasedCatalogueSource source, CancellationToken cancel) =>
            NotFoundEndpoint.Page(new PageRequest(http, site, await source.CurrentAsync(cancel), LanguageChoice.Of(http.Request))));
        return routes;
    }

    // Every figure, and all figures of a page, by the page's own address.
    private static void MapFiles(IEndpointRouteBuilder routes, Language language)
    {
        routes.MapMethods(PageAddress.Home[language] + ".{format}", Reading, Answering(language, request => HomeEndpoint.AllFiles(request, Value(request, "format")))).CacheOutput(Kept);
        // One route for a file beside the home page: two patterns with a dot in one step could not be told apart.
        Page(routes, PageAddress.Home.Below("{file}.{format}"), language, request => BesideHome(request, Value(request, "file"), Value(request, "format")));
        Page(routes, PageAddress.Region.Below("{figure}.{format}"), language, request => RegionEndpoint.File(request, Value(request, "figure"), Value(request, "format")));
        Page(routes, PageAddress.Countries.Below("{code}.{format}"), language, request => CountryEndpoint.AllFiles(request, Value(request, "code"), Value(request, "format")));
        Page(
            routes, PageAddress.Countries.Below("{code}/{figure}.{format}"), language,
            request => CountryEndpoint.File(request, Value(request, "code"), (Value(request, "figure"), Value(request, "format"))));
        Page(routes, PageAddress.Compare.Below("{figure}.{format}"), language, request => CompareEndpoint.File(request, Value(request, "figure"), Value(request, "format")));
        Page(routes, PageAddress.Themes.Below("{id}.{format}"), language, request => ThemesEndpoint.AllFiles(request, Value(request, "id"), Value(request, "format")));
        Page(
            routes, PageAddress.Themes.Below("{id}/{figure}.{format}"), language,
            request => ThemesEndpoint.File(request, Value(request, "id"), (Value(request, "figure"), Value(request, "format"))));
        Page(routes, PageAddress.Indicators.Below("{id}.{format}"), language, request => IndicatorsEndpoint.AllFiles(request, Value(request, "id"), Value(request, "format")));
        Page(
            routes, PageAddress.Indicators.Below("{id}/{figure}.{format}"), language,
            request => IndicatorsEndpoint.File(request, Value(request, "id"), (Value(request, "figure"), Value(request, "format"))));
    }

    private static IResult BesideHome(PageRequest request, string file, string format)
    {
        var page = PageAddress.Home.Below(file)[request.Language];
        return page == PageAddress.Region[request.Language] ? RegionEndpoint.AllFiles(request, format)
            : page == PageAddress.Countries[request.Language] ? CountriesEndpoint.AllFiles(request, format)
            : page == PageAddress.Compare[request.Language] ? CompareEndpoint.AllFiles(request, format)
            : HomeEndpoint.File(request, file, format);
    }

    private static void Page(IEndpointRouteBuilder routes, PageAddress address, Language language, Func<PageRequest, IResult> answer) =>
        routes.MapMethods(address[language], Reading, Answering(language, answer)).CacheOutput(Kept);

    private static Delegate Answering(Language language, Func<PageRequest, IResult> answer) =>
        Answering(language, (request, _) => Task.FromResult(answer(request)));

    private static Delegate Answering(Language language, Func<PageRequest, CancellationToken, Task<IResult>> answer) =>
        async (HttpContext http, PortalSite site, IReleasedCatalogueSource source, CancellationToken cancel) =>
        {
            var catalogue = await source.CurrentAsync(cancel);
            var page = await answer(new PageRequest(http, site, catalogue, language), cancel);
            // Only of what exists can a reader hold a copy, whatever tag is sent.
            return PublicAnswer.IsContent(page) && PublicAnswer.AlreadyHeld(http, catalogue, site)
                ? Results.StatusCode(StatusCodes.Status304NotModified)
                : page;
        };

    private static string Value(PageRequest request, string name) => (string)request.Http.Request.RouteValues[name]!;
}
