using Amparo.Portal.Texts;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Amparo.Portal.Http;

/// <summary>Which language a reader is answered in.</summary>
internal static class LanguageChoice
{
    /// <summary>The language a browser asks for most, among the open ones; Spanish if it asks for none of them.</summary>
    /// <param name="request">The request; its <c>Accept-Language</c> may be absent or malformed.</param>
    public static Language Asked(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var wanted))
            return Language.Spanish;
        return wanted
            .Where(value => value.Quality is null or > 0)
            .OrderByDescending(value => value.Quality ?? 1)
            .Select(value => Language.Find(value.Value.Value?.Split('-')[0]))
            .FirstOrDefault(language => language is not null && PortalTexts.Open.Contains(language)) ?? Language.Spanish;
    }

    /// <summary>The language of an address, also of one that leads nowhere.</summary>
    /// <param name="request">The request.</param>
    public static Language Of(HttpRequest request) =>
        PortalTexts.Open.FirstOrDefault(language => IsIn(request.Path, language)) ?? Asked(request);

    /// <summary>Whether an address is one of a page in an open language, or of a file beside one.</summary>
    /// <param name="path">The address.</param>
    public static bool IsPage(PathString path) => PortalTexts.Open.Any(language => IsIn(path, language));

    private static bool IsIn(PathString path, Language language) =>
        path.StartsWithSegments("/" + language.Code, StringComparison.Ordinal)
        || path.Value?.StartsWith($"/{language.Code}.", StringComparison.Ordinal) == true;
}
