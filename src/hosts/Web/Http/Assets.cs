using Microsoft.Net.Http.Headers;

namespace Amparo.Web.Http;

/// <summary>The stylesheet, the typeface and the mark, kept by browsers for a year: their addresses change with their content.</summary>
internal static class Assets
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    // The icon's address carries no version.
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Serves what the build of <c>src/ui</c> left under the web root.</summary>
    public static IApplicationBuilder UseAssets(this IApplicationBuilder app) => app.UseStaticFiles(new StaticFileOptions
    {
        OnPrepareResponse = file =>
        {
            // Our own texts are all of one spelling, and a browser need not guess it.
            if (file.Context.Response.ContentType is { } type && type.StartsWith("text/", StringComparison.Ordinal) && !type.Contains("charset", StringComparison.Ordinal))
                file.Context.Response.ContentType = $"{type}; charset=utf-8";
            var versioned = file.Context.Request.Query.ContainsKey("v") || file.File.Name.EndsWith(".woff2", StringComparison.Ordinal);
            file.Context.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue
            {
                Public = true,
                MaxAge = versioned ? Year : Day,
                Extensions = { new NameValueHeaderValue(versioned ? "immutable" : "must-revalidate") },
            };
        },
    });
}
