using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Amparo.Web.Http;

/// <summary>One line a request, in the log and on its trace, saying what the service did and nothing about who asked.</summary>
/// <remarks>
/// Route template instead of path (a mistyped path can hold a name), no query, no address, no headers. The method is one of a closed set,
/// since a client may send any word as one.
/// </remarks>
internal static partial class RequestLog
{
    private const string NoRoute = "(none)";

    /// <summary>Logs each request after its answer.</summary>
    public static IApplicationBuilder UseRequestLog(this WebApplication app)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Amparo.Requests");
        return app.Use(async (context, next) =>
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                await next(context);
            }
            finally
            {
                var (method, route, status) = (MethodOf(context.Request), RouteOf(context), context.Response.StatusCode);
                Answered(logger, method, route, status, (long)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                // The framework leaves these to a package that does not exist for it: the trace says what the log says.
                context.Features.Get<IHttpActivityFeature>()?.Activity
                    .SetTag("http.request.method", method)
                    .SetTag("http.route", route)
                    .SetTag("http.response.status_code", status);
            }
        });
    }

    private static string MethodOf(HttpRequest request) =>
        HttpMethods.GetCanonicalizedValue(request.Method) is "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "OPTIONS" or "PATCH"
            ? HttpMethods.GetCanonicalizedValue(request.Method) : "_OTHER";

    private static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText
        ?? (context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "/assets/{file}" : NoRoute);

    [LoggerMessage(1, LogLevel.Information, "{Method} {Route} {Status} {Milliseconds} ms")]
    private static partial void Answered(ILogger logger, string method, string route, int status, long milliseconds);
}
