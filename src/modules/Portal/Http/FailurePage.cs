using System.Text.Encodings.Web;
using Amparo.Portal.Texts;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Http;

/// <summary>What a reader sees when no page can be made: words and two links, put together here.</summary>
/// <remarks>Without the framework that draws the other pages: it may be what has failed.</remarks>
/// <param name="site">Texts and style.</param>
/// <param name="encoder">Makes texts fit for a page.</param>
internal sealed class FailurePage(PortalSite site, HtmlEncoder encoder)
{
    /// <summary>Answers with the page, in the language of the address, and forbids keeping it.</summary>
    /// <param name="context">The request; its answer has not started.</param>
    /// <param name="status">The status code.</param>
    /// <param name="key">The texts <c>KEY.title</c> and <c>KEY.text</c> say what has happened.</param>
    public Task AnswerAsync(HttpContext context, int status, string key)
    {
        // What the failed page had begun to say of itself is not true of this one.
        context.Response.Clear();
        PublicAnswer.DoNotKeep(context);
        if (status == StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = "60";
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Document(site.Texts.In(LanguageChoice.Of(context.Request)), key), context.RequestAborted);
    }

    private string Document(PageTexts texts, string key)
    {
        var (title, language) = (encoder.Encode(texts[key + ".title"]), texts.Language);
        return $"""
            <!DOCTYPE html>
            <html lang="{language.Code}" class="govuk-template">
            <head>
            <meta charset="utf-8">
            <title>{title} – {encoder.Encode(texts["name"])}</title>
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <link rel="stylesheet" href="/assets/amparo.css?v={site.StyleVersion}">
            </head>
            <body class="govuk-template__body">
            <main class="govuk-width-container amparo-main" id="main-content">
            <h1 class="govuk-heading-xl">{title}</h1>
            <p class="govuk-body-l">{encoder.Encode(texts[key + ".text"])}</p>
            <ul class="govuk-list govuk-list--bullet">
            <li><a class="govuk-link" href="{PageAddress.Home[language]}">{encoder.Encode(texts["nav.home"])}</a></li>
            <li><a class="govuk-link" href="{PageAddress.AboutTheData[language]}">{encoder.Encode(texts["nav.about"])}</a></li>
            </ul>
            </main>
            </body>
            </html>

            """;
    }
}
