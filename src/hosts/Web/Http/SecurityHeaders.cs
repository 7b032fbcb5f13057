using Amparo.Collaborative.Http;
using Amparo.Platform.Http;

namespace Amparo.Web.Http;

/// <summary>Headers that every answer carries, errors and assets included: nothing runs, frames, or loads from elsewhere.</summary>
internal static class SecurityHeaders
{
    /// <summary>What pages may load: our own style, pictures and fonts. They need no script, so none is allowed. What breaches it, browsers say to this host and to no other.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
        + $"report-uri {PolicyReports.Address}; report-to {PolicyReports.Endpoint}";

    /// <summary>The same for pages of the module that brings a script of its own.</summary>
    public const string WithOwnScript = ContentSecurityPolicy + "; script-src 'self'";

    /// <summary>The same for the desk, whose script asks this host, and no other, for challenges, pieces of files and progress.</summary>
    public const string OfDesk = WithOwnScript + "; connect-src 'self'";

    /// <summary>For two years, this host and what is named below it. Browsers heed it over TLS only, and it is sent there only.</summary>
    public const string TransportSecurity = "max-age=63072000; includeSubDomains";

    private static readonly (string Name, string Value)[] Headers =
    [
        ("Content-Security-Policy", ContentSecurityPolicy),
        ("Reporting-Endpoints", $"{PolicyReports.Endpoint}=\"{PolicyReports.Address}\""),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"),
    ];

    /// <summary>Adds the headers when an answer starts, whatever wrote it.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            var response = (HttpResponse)state;
            var headers = response.Headers;
            foreach (var (name, value) in Headers)
                headers[name] = value;
            if (response.HttpContext.GetEndpoint()?.Metadata.GetMetadata<OwnScript>() is not null)
                headers.ContentSecurityPolicy = WithOwnScript;
            if (response.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ScriptOfDesk>() is not null)
                headers.ContentSecurityPolicy = OfDesk;
            if (response.HttpContext.Request.IsHttps)
                headers.StrictTransportSecurity = TransportSecurity;
            // The framework invites its own script, which does not exist here.
            headers.Remove("blazor-enhanced-nav");
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    });
}
