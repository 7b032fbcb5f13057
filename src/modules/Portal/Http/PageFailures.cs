using Amparo.Portal.Pages;
using Amparo.Portal.Texts;
using Amparo.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amparo.Portal.Http;

/// <summary>Turns failures into a page in the reader's language and a line in the log, neither of which quotes anything.</summary>
public static partial class PageFailures
{
    /// <summary>Answers 503 when the store cannot be trusted and 500 when a page breaks.</summary>
    /// <param name="app">The host's pipeline.</param>
    /// <returns>The pipeline.</returns>
    public static IApplicationBuilder UsePageFailures(this IApplicationBuilder app)
    {
        var site = app.ApplicationServices.GetRequiredService<PortalSite>();
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Amparo.Portal.Failures");
        return app.Use(async (context, next) =>
        {
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
                context.Response.Headers.RetryAfter = "60";
                await Answer(context, site, StatusCodes.Status503ServiceUnavailable, "unavailable");
            }
#pragma warning disable CA1031 // The outermost catch of a request: anything else would tear the connection without an answer.
            catch (Exception failure) when (!context.Response.HasStarted)
#pragma warning restore CA1031
            {
                // The type and the place, never the message: it may quote data.
                PageFailed(logger, failure.GetType().FullName, failure.StackTrace);
                await Answer(context, site, StatusCodes.Status500InternalServerError, "failure");
            }
        });
    }

    private static Task Answer(HttpContext context, PortalSite site, int status, string key)
    {
        PublicAnswer.DoNotKeep(context);
        var texts = site.Texts.In(LanguageChoice.Of(context.Request));
        var frame = new PageFrameModel
        {
            Texts = texts,
            Address = PageAddress.Home,
            Title = texts[key + ".title"],
            StyleVersion = site.StyleVersion,
            Listed = false,
        };
        return PublicAnswer
            .Page<MessagePage>(status, (nameof(MessagePage.Frame), frame), (nameof(MessagePage.Text), texts[key + ".text"]))
            .ExecuteAsync(context);
    }

    [LoggerMessage(1, LogLevel.Error, "The store cannot be read: {Code}")]
    private static partial void StoreFailed(ILogger logger, string code);

    [LoggerMessage(2, LogLevel.Error, "A page failed: {Exception} {Place}")]
    private static partial void PageFailed(ILogger logger, string? exception, string? place);
}
