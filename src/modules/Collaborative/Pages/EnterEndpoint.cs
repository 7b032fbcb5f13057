using Amparo.Collaborative.Http;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Amparo.Collaborative.Pages;

/// <summary>Coming in and leaving.</summary>
internal static class EnterEndpoint
{
    /// <summary>Asks for a token: as a page of its own, or in place of one that nobody is let see without.</summary>
    public static IResult Ask(HttpContext http, ReviewSite site, Language language, bool failed, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        var texts = site.Words.In(language);
        return ReviewGate.Page<EnterPage>(
            status,
            (nameof(EnterPage.Frame), new ReviewFrameModel { Texts = texts, Address = ReviewAddress.Enter, Title = texts["enter.title"], Site = site }),
            (nameof(EnterPage.Failed), failed));
    }

    /// <summary>Gives the browser the key of its session, out of reach of scripts and of other sites.</summary>
    public static IResult LetIn(HttpContext http, Language language, string key)
    {
        http.Response.Cookies.Append(ReviewGate.Cookie, key, Options(http));
        return ReviewGate.SeeOther(ReviewAddress.Overview[language]);
    }

    /// <summary>Ends a session.</summary>
    /// <param name="request">The form that asks for it.</param>
    /// <param name="leave">Forgets the session.</param>
    public static IResult LetOut(ReviewRequest request, Action<string?> leave)
    {
        leave(request.Http.Request.Cookies[ReviewGate.Cookie]);
        request.Http.Response.Cookies.Delete(ReviewGate.Cookie, Options(request.Http));
        return ReviewGate.SeeOther(ReviewAddress.Enter[request.Language]);
    }

    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        // Within one machine there is no network to listen on; behind TLS the cookie keeps to it.
        Secure = http.Request.IsHttps,
        Path = "/",
    };
}
