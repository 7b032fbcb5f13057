using System.Globalization;
using System.Text.Json;
using Amparo.Contracts.Portal;
using Amparo.Portal.Http;
using Amparo.Portal.Releases;
using Amparo.Portal.Texts;
using Amparo.PrivateRelease;
using Amparo.Publication.Formats;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Text;

namespace Amparo.Portal.Pages;

/// <summary>Released tables in open formats, at addresses that are the same in every language and stay.</summary>
internal static class DataFilesEndpoint
{
    private const string LanguageKey = "language";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n" };

    /// <summary>Maps the addresses: <c>/data/…</c> and <c>/api/openapi.json</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        Answer(routes, "/data/catalogue.jsonld", (request, _) => Task.FromResult(Catalogue(request)));
        Answer(routes, "/api/openapi.json", (request, _) => Task.FromResult(Description(request)));
        Answer(routes, "/data/{file}", (request, _) => Task.FromResult(Newest(request)));
        Answer(routes, "/data/{table}/datapackage.json", (request, _) => Task.FromResult(Package(request)));
        Answer(routes, "/data/{table}/versions.json", VersionsAsync);
        Answer(routes, "/data/{table}/{version}", VersionAsync);
    }

    private static void Answer(IEndpointRouteBuilder routes, string address, Func<PageRequest, CancellationToken, Task<IResult>> answer) =>
        routes.MapMethods(
            address, Reading,
            async (HttpContext http, PortalSite site, IReleasedCatalogueSource source, CancellationToken cancel) =>
            {
                var catalogue = await source.CurrentAsync(cancel);
                if (Asked(http.Request) is not { } language)
                    return NotFoundEndpoint.Page(new(http, site, catalogue, LanguageChoice.Of(http.Request)));
                var made = await answer(new(http, site, catalogue, language), cancel);
                return PublicAnswer.IsContent(made) && PublicAnswer.AlreadyHeld(http, catalogue, site)
                    ? Results.StatusCode(StatusCodes.Status304NotModified)
                    : made;
            }).CacheOutput(PortalModule.Kept);

    /// <summary>The language of names that the address asks for: Spanish if it asks for none, null if it asks for one that is not open.</summary>
    private static Language? Asked(HttpRequest request)
    {
        if (!request.Query.TryGetValue(LanguageKey, out var wanted))
            return Language.Spanish;
        return wanted.Count == 1 && Language.Find(wanted[0]) is { } language && PortalTexts.Open.Contains(language) ? language : null;
    }

    private static IResult Newest(PageRequest request)
    {
        var (stem, format) = Parts(request, "file");
        return format is { } wanted && OpenRelease.Newest(request.Catalogue, stem) is { } release
            ? File(request, release, wanted)
            : NotFoundEndpoint.Table(request, stem);
    }

    private static async Task<IResult> VersionAsync(PageRequest request, CancellationToken cancel)
    {
        var (stem, format) = Parts(request, "version");
        if (format is not { } wanted || Number(stem) is not { } number)
            return NotFoundEndpoint.Page(request);
        if (request.Catalogue.Withdrawn.Find(number) is { } withdrawn && withdrawn.Entry.Subject == Table(request))
            return NotFoundEndpoint.Withdrawn(request, withdrawn);
        var release = await Versions(request).FindAsync(request.Catalogue, Table(request), number, cancel);
        return release is null ? NotFoundEndpoint.Page(request) : File(request, release, wanted);
    }

    private static async Task<IResult> VersionsAsync(PageRequest request, CancellationToken cancel)
    {
        var table = Table(request);
        var entries = await Versions(request).ListAsync(request.Catalogue.Ledger, table, cancel);
        if (entries.Count == 0)
            return NotFoundEndpoint.Page(request);
        var standing = OpenRelease.Newest(request.Catalogue, table)?.Entry.Sequence;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("table", table);
            json.WriteStartArray("versions");
            foreach (var entry in entries)
            {
                json.WriteStartObject();
                json.WriteNumber("release", entry.Sequence);
                json.WriteString("at", InstantPattern.ExtendedIso.Format(entry.At));
                json.WriteBoolean("current", entry.Sequence == standing);
                json.WriteString("method", entry.Method);
                json.WriteString("contentHash", entry.ContentHash);
                if (request.Catalogue.Withdrawn.Find(entry.Sequence) is { } withdrawn)
                {
                    json.WriteString("withdrawn", InstantPattern.ExtendedIso.Format(withdrawn.Withdrawal.At));
                    json.WriteString("reason", WithdrawalReasons.CodeOf(withdrawn.Withdrawal.Reason));
                }
                else
                {
                    json.WriteString("csv", VersionAddress(table, entry, TableFormat.Csv));
                    json.WriteString("json", VersionAddress(table, entry, TableFormat.Json));
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Results.Bytes(buffer.ToArray(), "application/json");
    }

    private static IResult Package(PageRequest request)
    {
        if (OpenRelease.Newest(request.Catalogue, Table(request)) is not { } release)
            return NotFoundEndpoint.Table(request, Table(request));
        var table = release.Open(request.Texts.Charts);
        // Versions, not the newest: the descriptor speaks of these bytes, whatever is released later.
        var query = request.Language == Language.Spanish ? "" : $"?{LanguageKey}={request.Language.Code}";
        using var buffer = new MemoryStream();
        DataPackage.Write(
            [new(table, TableFiles.WriteAll(table), format => $"v{Digits(release.Entry.Sequence)}.{TableFormats.Extension(format)}{query}")], buffer);
        return Results.Bytes(buffer.ToArray(), "application/json");
    }

    private static IResult Catalogue(PageRequest request)
    {
        using var buffer = new MemoryStream();
        DcatCatalogue.Write(
            [.. OpenRelease.All(request.Catalogue).Select(release => release.Open(request.Texts.Charts))],
            new("/data/catalogue.jsonld", (table, format) => $"/data/{table.Id}.{TableFormats.Extension(format)}")
            {
                PackageOf = table => $"/data/{table.Id}/datapackage.json",
            },
            buffer);
        return Results.Bytes(buffer.ToArray(), "application/ld+json");
    }

    private static IResult Description(PageRequest request)
    {
        using var buffer = new MemoryStream();
        OpenApiDocument.Write([.. OpenRelease.All(request.Catalogue).Select(release => release.Entry.Subject)], buffer);
        return Results.Bytes(buffer.ToArray(), "application/json");
    }

    private static IResult File(PageRequest request, OpenRelease release, TableFormat format)
    {
        var wanted = format == TableFormat.Csv && request.Http.Request.Query["hxl"] == "1" ? TableFormat.HxlCsv : format;
        var file = TableFiles.Write(release.Open(request.Texts.Charts), wanted);
        return file.Succeeded
            ? Results.Bytes(
                file.Value.Bytes, file.Value.MediaType,
                $"{release.Entry.Subject}-v{Digits(release.Entry.Sequence)}-{request.Language.Code}.{file.Value.Extension}")
            : NotFoundEndpoint.Page(request);
    }

    private static ReleasedVersions Versions(PageRequest request) =>
        (ReleasedVersions)request.Http.RequestServices.GetService(typeof(ReleasedVersions))!;

    private static string Table(PageRequest request) => (string)request.Http.Request.RouteValues["table"]!;

    // Ids have no dots: what follows the first one is the form.
    private static (string Stem, TableFormat? Format) Parts(PageRequest request, string name)
    {
        var file = (string)request.Http.Request.RouteValues[name]!;
        var dot = file.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? (file, null) : (file[..dot], TableFormats.Find(file[(dot + 1)..]));
    }

    private static int? Number(string stem) =>
        stem is ['v', >= '1' and <= '9', ..] && int.TryParse(stem.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string VersionAddress(string table, LedgerEntry entry, TableFormat format) =>
        $"/data/{table}/v{Digits(entry.Sequence)}.{TableFormats.Extension(format)}";

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
