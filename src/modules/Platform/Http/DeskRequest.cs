using Amparo.Platform.Accounts;
using Amparo.Platform.Pages;
using Amparo.Platform.Texts;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Platform.Http;

/// <summary>A request to the desk that has passed its gate.</summary>
/// <param name="Http">The request.</param>
/// <param name="Language">In which language.</param>
/// <param name="Now">When.</param>
public sealed record DeskRequest(HttpContext Http, Language Language, Instant Now)
{
    /// <summary>Who asks.</summary>
    /// <exception cref="InvalidOperationException">The address is open to anyone, and nobody came in.</exception>
    public Officer Officer => Visitor ?? throw new InvalidOperationException("Nobody came in.");

    /// <summary>Who asks; null for somebody who has not come in.</summary>
    public Officer? Visitor { get; init; }

    /// <summary>The session, where a browser asks.</summary>
    internal Session? Session { get; init; }

    /// <summary>Whether a program asks with a key, and not a browser: it is answered with data, never with a page.</summary>
    public bool IsOfScript { get; internal init; }

    /// <summary>What the session's forms carry.</summary>
    public string FormToken => Session?.FormToken ?? "";

    /// <summary>The form that was sent; empty where none was.</summary>
    public IFormCollection Form { get; init; } = FormCollection.Empty;

    /// <summary>Cancelled when the asker has gone.</summary>
    public CancellationToken Cancel => Http.RequestAborted;

    /// <summary>The reader's words.</summary>
    public DeskTexts Texts => Get<DeskSite>().Words.In(Language);

    /// <summary>A service of the host.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public T Get<T>()
        where T : notnull => Http.RequestServices.GetRequiredService<T>();

    /// <summary>An id in the address.</summary>
    /// <param name="part">The name of the part in braces.</param>
    /// <returns>The id; an empty one, which nothing has, where the address holds no id.</returns>
    public Guid Id(string part) => Guid.TryParseExact(Http.Request.RouteValues[part] as string, "D", out var id) ? id : Guid.Empty;

    /// <summary>An id in a field of the form.</summary>
    /// <param name="name">The field's name.</param>
    public Guid FormId(string name) => Guid.TryParseExact(Form[name], "D", out var id) ? id : Guid.Empty;

    /// <summary>A field of the form without blanks around it.</summary>
    /// <param name="name">The field's name.</param>
    public string Field(string name) => Form[name].ToString().Trim();

    /// <summary>A number in the query, from 1 up; 1 where it is none.</summary>
    /// <param name="name">Its name.</param>
    public int Page(string name) =>
        int.TryParse(Http.Request.Query[name], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var page) && page > 0 ? page : 1;

    /// <summary>What stands around a page.</summary>
    /// <param name="address">The page's address, its parts filled.</param>
    /// <param name="title">Its name.</param>
    public DeskFrameModel Frame(DeskAddress address, string title) => new()
    {
        Texts = Texts,
        Address = address,
        Title = title,
        Site = Get<DeskSite>(),
        Officer = Visitor,
        FormToken = FormToken,
        Links = [.. Http.RequestServices.GetServices<DeskLink>().Where(link => Visitor?.May(link.Needs) == true).OrderBy(link => link.Place)],
        // Said once, after a form: the address names the text, never its content.
        Said = Http.Request.Query["said"].ToString() is { Length: > 0 } said && Texts.Has($"said.{said}") ? said : null,
    };
}
