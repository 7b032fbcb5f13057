using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using Amparo.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amparo.Portal.Http;

/// <summary>Turns failures into a page in the reader's language and a line in the log, neither of which quotes anything.</summary>
public static partial class PageFailures
{
    /// <summary>Answers 400 to a host that nobody could ask for, 503 when the store cannot be trusted and 500 when a page breaks.</summary>
    /// <param name="app">The host's pipeline.</param>
    /// <returns>The pipeline.</returns>
    public static IApplicationBuilder UsePageFailures(this IApplicationBuilder app)
    {
        var page = new FailurePage(
            app.ApplicationServices.GetRequiredService<PortalSite>(), app.ApplicationServices.GetRequiredService<HtmlEncoder>());
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Amparo.Portal.Failures");
        return app.Use(async (context, next) =>
        {
            if (!IsUsable(context.Request.Headers.Host.ToString()))
            {
                await page.AnswerAsync(context, StatusCodes.Status400BadRequest, "host");
                return;
            }

            try
            {
                await next(context);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The reader left: nobody to answer.
            }
            catch (StoreException failure) when (!context.Response.HasStarted)
            {
                StoreFailed(logger, failure.Problem.Code);
                await page.AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "unavailable");
            }
#pragma warning disable CA1031 // The outermost catch of a request: anything else would tear the connection without an answer.
            catch (Exception failure) when (!context.Response.HasStarted)
#pragma warning restore CA1031
            {
                // The type and the method, never the message, which may quote data, nor files, which tell where the program was built.
                PageFailed(logger, failure.GetType().FullName, Place(failure));
                await page.AnswerAsync(context, StatusCodes.Status500InternalServerError, "failure");
            }
        });
    }

    /// <summary>Whether an address can be made of a host, as the pages' framework does: where it cannot, that is the asker's doing.</summary>
    /// <param name="header">The host that was asked for, as it was sent.</param>
    private static bool IsUsable(string header)
    {
        if (header.Length == 0 || !Ascii.IsValid(header))
            return false;
        try
        {
            return Uri.TryCreate(
                $"{Uri.UriSchemeHttp}://{HostString.FromUriComponent(header).ToUriComponent()}/", UriKind.Absolute, out var address)
                // A host that holds more than a host makes an address of something else.
                && address is { UserInfo: "", PathAndQuery: "/", Fragment: "" };
        }
        catch (ArgumentException)
        {
            // A name with letters beyond ASCII is sent in a code of its own (RFC 3492), and this one is not in it.
            return false;
        }
    }

    private static string Place(Exception failure)
    {
        var method = new StackTrace(failure, fNeedFileInfo: false).GetFrame(0)?.GetMethod();
        return method is null ? "?" : $"{method.DeclaringType?.FullName}.{method.Name}";
    }

    [LoggerMessage(1, LogLevel.Error, "The store cannot be read: {Code}")]
    private static partial void StoreFailed(ILogger logger, string code);

    [LoggerMessage(2, LogLevel.Error, "A page failed: {Exception} in {Place}")]
    private static partial void PageFailed(ILogger logger, string? exception, string place);
}
