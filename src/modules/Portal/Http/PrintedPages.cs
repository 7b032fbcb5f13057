using System.Text;
using System.Text.Encodings.Web;
using Amparo.Portal.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Portal.Http;

/// <summary>Every page as a PDF, at its own address with <c>.pdf</c> behind it.</summary>
/// <remarks>
/// The page is made as for a browser, and printed. So it cannot say anything else than the page does, and an address that leads
/// nowhere leads nowhere here, too.
/// </remarks>
public static class PrintedPages
{
    private const string Ending = ".pdf";

    private static readonly object Printing = new();

    /// <summary>Answers addresses that end in <c>.pdf</c>. Before routing.</summary>
    /// <param name="app">The host's pipeline.</param>
    /// <returns>The pipeline.</returns>
    public static IApplicationBuilder UsePrintedPages(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        // A second page cannot be made by the framework within one request: what is said instead of a drawing is put together apart.
        var instead = new FailurePage(app.ApplicationServices.GetRequiredService<PortalSite>(), app.ApplicationServices.GetRequiredService<HtmlEncoder>());
        return app.Use((http, next) => Answer(http, next, instead));
    }

    /// <summary>Whether a page is being made to be printed; it is kept as a PDF, not as a page.</summary>
    /// <param name="http">The request.</param>
    internal static bool IsPrinting(HttpContext http) => http.Items.ContainsKey(Printing);

    private static async Task Answer(HttpContext http, RequestDelegate next, FailurePage instead)
    {
        if (PageOf(http.Request) is not { } page)
        {
            await next(http);
            return;
        }

        var (asked, body) = (http.Request.Path, http.Response.Body);
        using var made = new MemoryStream();
        http.Request.Path = page;
        http.Items[Printing] = true;
        http.Response.Body = made;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Path = asked;
            http.Response.Body = body;
        }

        if (http.Response.StatusCode != StatusCodes.Status200OK)
            await body.WriteAsync(made.GetBuffer().AsMemory(0, (int)made.Length), http.RequestAborted);
        else if (http.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true)
            await Print(http, Encoding.UTF8.GetString(made.GetBuffer(), 0, (int)made.Length), instead);
        else
            await instead.AnswerAsync(http, StatusCodes.Status404NotFound, "not-found");
    }

    // Only pages in a language, and only as they are: what somebody asks of a page could be asked in endless ways.
    private static PathString? PageOf(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Path.Value is { } path && path.EndsWith(Ending, StringComparison.Ordinal) && path.Length > Ending.Length
        && !request.QueryString.HasValue && LanguageChoice.IsPage(request.Path)
        // There are thousands of numbers: their pages are printed by the reader's browser.
        && !PortalTexts.Open.Any(language => request.Path.StartsWithSegments(PageAddress.Numbers[language], StringComparison.Ordinal))
            // A plain null would become an empty path.
            ? new PathString(path[..^Ending.Length])
            : (PathString?)null;

    private static async Task Print(HttpContext http, string html, FailurePage instead)
    {
        var drawing = http.RequestServices.GetService<IPageDrawing>();
        var drawn = drawing is null ? new Drawn(DrawnState.Impossible, default) : await drawing.PrintAsync(html, http.RequestAborted);
        switch (drawn.State)
        {
            case DrawnState.Done:
                // Shown by the browser; whoever wants the file saves it under the page's name.
                http.Response.Headers.ContentLength = null;
                await Results.Bytes(drawn.Content, "application/pdf").ExecuteAsync(http);
                break;
            case DrawnState.Busy:
                await instead.AnswerAsync(http, StatusCodes.Status503ServiceUnavailable, "drawing-busy");
                break;
            default:
                await instead.AnswerAsync(http, StatusCodes.Status404NotFound, "drawing");
                break;
        }
    }
}
