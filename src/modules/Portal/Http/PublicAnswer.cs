using Amparo.Portal.Releases;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Amparo.Portal.Http;

/// <summary>Answers that any browser or proxy may keep until something new is released.</summary>
internal static class PublicAnswer
{
    /// <summary>The question that holds what a reader types.</summary>
    internal const string SearchedWords = "q";

    // Short, since a correction must show soon; the entity tag makes asking again cheap.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    private static readonly string Build = string.Concat(
        new[] { typeof(PublicAnswer), typeof(Publication.FigureUnit), typeof(Languages.TextCatalogue), typeof(PrivateRelease.LedgerEntry), typeof(Vocabulary.Language) }
            .Select(type => type.Assembly.ManifestModule.ModuleVersionId.ToString("N")[..6]));

    /// <summary>Whether an answer is a page or a download, neither a way to another address nor word that there is none.</summary>
    /// <param name="answer">The answer.</param>
    public static bool IsContent(IResult answer) =>
        answer is IFileHttpResult or IStatusCodeHttpResult { StatusCode: StatusCodes.Status200OK };

    /// <summary>Marks an answer as public and tells whether the client has it already.</summary>
    /// <param name="context">The request.</param>
    /// <param name="catalogue">What the answer is made of; its fingerprint stands for all of it.</param>
    /// <param name="site">Texts and style, which the answer is made of as well.</param>
    /// <returns>Whether an empty 304 is all that need be sent.</returns>
    public static bool AlreadyHeld(HttpContext context, ReleasedCatalogue catalogue, PortalSite site)
    {
        // What somebody types into the search is nobody else's business: neither the browser nor a proxy is to keep it.
        if (context.Request.Query.ContainsKey(SearchedWords))
        {
            DoNotKeep(context);
            return false;
        }

        // Weak: compression changes the bytes, not what they say.
        var tag = new EntityTagHeaderValue($"\"{catalogue.Fingerprint[..16]}-{Build}-{site.Texts.Fingerprint}-{site.Knowledge.Fingerprint}-{site.StyleVersion}\"", isWeak: true);
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = tag;
        headers.CacheControl = new CacheControlHeaderValue { Public = true, MaxAge = Fresh };
        return context.Request.GetTypedHeaders().IfNoneMatch
            .Any(held => held.Equals(EntityTagHeaderValue.Any) || held.Compare(tag, useStrongComparison: false));
    }

    /// <summary>A page from a component.</summary>
    /// <typeparam name="TPage">The component.</typeparam>
    /// <param name="status">The status code.</param>
    /// <param name="parameters">Its parameters, by name.</param>
    public static IResult Page<TPage>(int status, params IEnumerable<(string Name, object? Value)> parameters)
        where TPage : IComponent =>
        new RazorComponentResult<TPage>(parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal))
        {
            StatusCode = status,
        };

    /// <summary>Forbids keeping an answer: it says what is missing, and that can change any moment.</summary>
    /// <param name="context">The request.</param>
    public static void DoNotKeep(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ETag = StringValues.Empty;
    }
}
