using System.Collections.Frozen;
using System.Text.Json;
using System.Threading.RateLimiting;
using Amparo.Platform.Http;

namespace Amparo.Web.Http;

/// <summary>Takes what browsers say about breaches of the content policy, and keeps which part of the policy it was: nothing of who said it, and of what they had open.</summary>
/// <remarks>
/// A report names the page, what was kept from loading, and more. All of that is read past and forgotten; the log gets the name of a directive, out of the closed
/// list of those that there are. The network of whoever reports is held in memory for a minute, so that none fills the log, and all together have a limit too. Whatever comes is answered alike, so that nobody learns what was made of it. Thread-safe.
/// </remarks>
internal sealed partial class PolicyReports(ILoggerFactory loggers) : IDisposable
{
    /// <summary>Where browsers send reports.</summary>
    public const string Address = "/policy-reports";

    /// <summary>The name of that address in the policy.</summary>
    public const string Endpoint = "policy";

    /// <summary>The most bytes of a report that are read.</summary>
    public const int LargestReport = 16 << 10;

    /// <summary>The most reports of one network in a minute that are read.</summary>
    public const int ReportsAMinute = 20;

    /// <summary>The most lines that are written in a minute, whoever reports.</summary>
    public const int LinesAMinute = 100;

    private const int Deepest = 16;

    // What the older and the newer interface of browsers send. No proof that a page of this host is meant: a browser sends reports to whatever host the policy of a page
    // names, unasked, and whoever writes such a page may have many people's browsers send them. So what names a page of another host is dropped.
    private static readonly string[] MediaTypes = ["application/csp-report", "application/reports+json"];

    // Each directive that can be breached, by its name in the standard (Content Security Policy, level 3).
    private static readonly FrozenSet<string> Directives = new[]
    {
        "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "img-src", "font-src", "connect-src", "media-src",
        "object-src", "frame-src", "child-src", "worker-src", "manifest-src", "prefetch-src", "base-uri", "form-action", "frame-ancestors",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly ILogger _logger = loggers.CreateLogger("Amparo.ContentPolicy");

    private readonly PartitionedRateLimiter<HttpContext> _reports = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetFixedWindowLimiter(
        Callers.Of(http), _ => new() { PermitLimit = ReportsAMinute, Window = TimeSpan.FromMinutes(1) }));

    private readonly FixedWindowRateLimiter _lines = new(new() { PermitLimit = LinesAMinute, Window = TimeSpan.FromMinutes(1) });

    /// <summary>The directives that a report says were breached: each once, none that is not of the closed list.</summary>
    /// <param name="report">The body of a report, of the older or the newer interface.</param>
    /// <param name="host">The name of the host that was asked for: what is said of a page of another one is not looked at.</param>
    /// <returns>Their names, in the list's spelling; empty where the body is no report.</returns>
    public static IReadOnlyList<string> Breached(ReadOnlyMemory<byte> report, string host)
    {
        try
        {
            using var document = JsonDocument.Parse(report, new() { MaxDepth = Deepest });
            var bodies = document.RootElement.ValueKind == JsonValueKind.Array
                ? document.RootElement.EnumerateArray().Where(one => Word(one, "type") == "csp-violation").Select(one => Part(one, "body"))
                : [Part(document.RootElement, "csp-report")];
            return [.. bodies.OfType<JsonElement>().Where(body => IsOf(body, host)).Select(Directive).OfType<string>().Distinct(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or words of half a letter.
            return [];
        }
    }

    /// <summary>Reads a report and writes down what it is about.</summary>
    /// <param name="http">The request.</param>
    /// <returns>204 whatever was sent; 405 for whoever does not send.</returns>
    public async Task<IResult> TakeAsync(HttpContext http)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = HttpMethods.Post;
            return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
        }

        using var lease = _reports.AttemptAcquire(http);
        if (lease.IsAcquired && MediaTypes.Contains(MediaType(http.Request), StringComparer.OrdinalIgnoreCase))
        {
            foreach (var directive in Breached(await ReadAsync(http), http.Request.Host.Host))
            {
                using var line = _lines.AttemptAcquire();
                if (line.IsAcquired)
                    WasBreached(_logger, directive);
            }
        }

        return Results.NoContent();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reports.Dispose();
        _lines.Dispose();
    }

    // Empty for one that is too large or was cut: half a report is none.
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext http)
    {
        var bytes = new byte[LargestReport + 1];
        try
        {
            var length = await http.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, http.RequestAborted);
            return length > LargestReport ? default(ReadOnlyMemory<byte>) : bytes.AsMemory(0, length);
        }
        catch (Exception error) when (error is BadHttpRequestException or IOException)
        {
            return default;
        }
    }

    private static string MediaType(HttpRequest request) => (request.ContentType ?? "").Split(';')[0].Trim();

    // Compared and forgotten. Browsers always name the page: what has none was written by a program, which could name this host as well.
    private static bool IsOf(JsonElement body, string host) =>
        (Word(body, "documentURL") ?? Word(body, "document-uri")) is not { } page || (Uri.TryCreate(page, UriKind.Absolute, out var address) && address.Host.Equals(host, StringComparison.OrdinalIgnoreCase));

    // The newer name, and the older one with its value behind it.
    private static string? Directive(JsonElement body)
    {
        var said = Word(body, "effectiveDirective") ?? Word(body, "effective-directive") ?? Word(body, "violated-directive");
        return said is not null && Directives.TryGetValue(said.Split(' ')[0], out var known) ? known : null;
    }

    private static JsonElement? Part(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var part) && part.ValueKind == JsonValueKind.Object ? part : null;

    private static string? Word(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;

    [LoggerMessage(1, LogLevel.Warning, "{Directive} was breached")]
    private static partial void WasBreached(ILogger logger, string directive);
}

/// <summary>Maps the address of reports.</summary>
internal static class PolicyReporting
{
    /// <summary>For every method, so that no page of the portal answers in its place.</summary>
    /// <param name="routes">The host's routes.</param>
    public static void MapPolicyReports(this IEndpointRouteBuilder routes) =>
        routes.Map(PolicyReports.Address, (HttpContext http, PolicyReports reports) => reports.TakeAsync(http)).WithMetadata(new BodySize(PolicyReports.LargestReport));
}
