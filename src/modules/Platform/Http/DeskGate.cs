using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amparo.Platform.Accounts;
using Amparo.Platform.Pages;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Platform.Http;

/// <summary>The one way by which addresses of the desk are mapped: each with a rule that is asked before anything of the request is read.</summary>
public static partial class DeskGate
{
    /// <summary>The name of the cookie that holds a session's key.</summary>
    public const string Cookie = "amparo-desk";

    /// <summary>The name of the cookie where the connection is encrypted: browsers then keep it from other hosts and from plain connections.</summary>
    public const string SecureCookie = "__Host-amparo-desk";

    /// <summary>The field of a form that shows whose form it is.</summary>
    public const string FormField = "form";

    /// <summary>The field of a form by which somebody says that they mean what cannot be taken back.</summary>
    public const string SureField = "sure";

    /// <summary>The field of a form with the name of what it is about, for the question before it is done.</summary>
    public const string AboutField = "about";

    /// <summary>What that field says.</summary>
    public const string Sure = "yes";

    /// <summary>The largest form without files.</summary>
    public const int SmallForm = 256 << 10;

    // What proxies say of themselves: whoever asks through one is not on this machine, though the connection is.
    // The last two are left in the place of those that a known proxy's word was taken from.
    private static readonly string[] Forwarded =
        ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Original-For", "X-Original-Proto"];

    /// <summary>
    /// For the addresses of the desk only: refuses whoever asks over a network in clear, forbids keeping the answer, and leaves it uncompressed, since it
    /// holds form tokens whose letters a compressed length could betray.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What comes after.</param>
    public static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (!IsOfDesk(context.Request.Path))
        {
            await next(context);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Request.Headers.Remove("Accept-Encoding");
        if (!context.Request.IsHttps && (Forwarded.Any(context.Request.Headers.ContainsKey) || !IsHere(context.Connection.RemoteIpAddress)))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        await next(context);
    }

    /// <summary>Whether a path is the desk's.</summary>
    /// <param name="path">The path.</param>
    public static bool IsOfDesk(PathString path) =>
        DeskAddress.Languages.Any(language => path.StartsWithSegments(DeskAddress.Home[language], StringComparison.OrdinalIgnoreCase))
        || path.StartsWithSegments(DeskAddress.Api, StringComparison.OrdinalIgnoreCase);

    /// <summary>Maps a page that is read.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="address">Its address.</param>
    /// <param name="rule">Who may read it.</param>
    /// <param name="answer">Makes the answer.</param>
    public static void Read(IEndpointRouteBuilder routes, DeskAddress address, DeskRule rule, Func<DeskRequest, Task<IResult>> answer)
    {
        foreach (var language in DeskAddress.Languages)
        {
            routes.MapMethods(address[language], [HttpMethods.Get, HttpMethods.Head], async (HttpContext http) =>
            {
                var (request, refused) = await AdmitAsync(http, language, rule);
                return refused ?? await answer(request);
            }).WithMetadata(rule, ScriptOfDesk.Mark);
        }
    }

    /// <summary>Maps a form that is sent.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="address">Its address.</param>
    /// <param name="rule">Who may send it.</param>
    /// <param name="answer">Does what the form asks for.</param>
    /// <returns>What was mapped, for a limit of its own.</returns>
    public static IReadOnlyList<IEndpointConventionBuilder> Send(IEndpointRouteBuilder routes, DeskAddress address, DeskRule rule, Func<DeskRequest, Task<IResult>> answer) =>
        [.. DeskAddress.Languages.Select(language => routes.MapPost(address[language], async (HttpContext http) =>
        {
            // Nobody's form is read before it is known whose it may be.
            var (request, refused) = await AdmitAsync(http, language, rule);
            if (refused is not null)
                return refused;
            if (await FormAsync(http) is not { } form || (rule.NeedsSession && !Equal(form[FormField].ToString(), request.FormToken)))
                return StrangeForm(request);
            request = request with { Form = form };
            return rule.Question is { } question && form[SureField] != Sure ? AskFirst(request, address, question) : await answer(request);
        }).WithMetadata(rule, ScriptOfDesk.Mark, new BodySize(SmallForm)))];

    /// <summary>Maps a form with files: they are read as they arrive, and are never on a disk in clear.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="address">Its address.</param>
    /// <param name="rule">Who may send it.</param>
    /// <param name="answer">Reads the files, and answers. The fields that stand before the first file are in the request's form.</param>
    /// <param name="largest">The most bytes of all of it.</param>
    public static void Upload(IEndpointRouteBuilder routes, DeskAddress address, DeskRule rule, Func<DeskRequest, UploadedFiles, Task<IResult>> answer, long largest)
    {
        foreach (var language in DeskAddress.Languages)
        {
            routes.MapPost(address[language], async (HttpContext http) =>
            {
                var (request, refused) = await AdmitAsync(http, language, rule);
                if (refused is not null)
                    return refused;
                if (!IsOwnPage(http) || UploadedFiles.Open(http) is not { } files)
                    return StrangeForm(request);
                try
                {
                    var fields = await files.ReadFieldsAsync(request.Cancel);
                    return fields is null || !Equal(fields[FormField].ToString(), request.FormToken)
                        ? StrangeForm(request)
                        : await answer(request with { Form = fields }, files);
                }
                catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
                {
                    return Message(request, StatusCodes.Status413PayloadTooLarge, "upload-large");
                }
                catch (Exception error) when (error is InvalidDataException or BadHttpRequestException or IOException)
                {
                    return Message(request, StatusCodes.Status400BadRequest, "upload-broken");
                }
            }).WithMetadata(rule, ScriptOfDesk.Mark, new BodySize(largest));
        }
    }

    /// <summary>Maps an address where a page's script sends bytes or asks for JSON, with the session of the page.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="address">The method, and the path below the desk's first page in Spanish, whatever the page's language: that is in a header.</param>
    /// <param name="rule">Who may.</param>
    /// <param name="answer">Makes the answer.</param>
    public static IEndpointConventionBuilder Script(IEndpointRouteBuilder routes, (string Method, string Path) address, DeskRule rule, Func<DeskRequest, Task<IResult>> answer) =>
        routes.MapMethods(DeskAddress.Home.Spanish + address.Path, [address.Method], async (HttpContext http) =>
        {
            var (request, refused) = await AdmitAsync(http, LanguageOfPage(http), rule);
            if (refused is not null)
                return Results.StatusCode(refused is IStatusCodeHttpResult { StatusCode: StatusCodes.Status429TooManyRequests } ? StatusCodes.Status429TooManyRequests : StatusCodes.Status403Forbidden);
            var reads = HttpMethods.IsGet(address.Method);
            // What changes something carries the session's token in a header, which no form of another site can set.
            if (!IsOwnPage(http) || (!reads && rule.NeedsSession && !Equal(http.Request.Headers["X-Amparo-Form"].ToString(), request.FormToken)))
                return Results.StatusCode(StatusCodes.Status403Forbidden);
            try
            {
                return await answer(request);
            }
            catch (BadHttpRequestException error)
            {
                // Larger than it may be, or cut: what the host says of it.
                return Results.StatusCode(error.StatusCode);
            }
        }).WithMetadata(rule);

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

    /// <summary>Sends a browser on after a form, with a request that only reads.</summary>
    /// <param name="address">Where to; within this host.</param>
    /// <param name="said">The key of what the next page says was done; null for nothing.</param>
    public static IResult SeeOther(string address, string? said = null) => new Redirect(said is null ? address : $"{address}?said={said}");

    /// <summary>A page that says why not, and leads back.</summary>
    /// <param name="request">The request.</param>
    /// <param name="status">The status code.</param>
    /// <param name="key">The texts are <c>KEY.title</c> and <c>KEY.text</c>.</param>
    public static IResult Message(DeskRequest request, int status, string key)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Page<MessagePage>(status, (nameof(MessagePage.Frame), request.Frame(DeskAddress.Home, request.Texts[$"{key}.title"])), (nameof(MessagePage.Key), key));
    }

    /// <summary>The answer for what does not exist, or not for this asker: the two cannot be told apart.</summary>
    /// <param name="request">The request.</param>
    public static IResult NotFound(DeskRequest request) => Message(request, StatusCodes.Status404NotFound, "not-found");

    /// <summary>The answer for what somebody may not do.</summary>
    /// <param name="request">The request.</param>
    public static IResult NotPermitted(DeskRequest request) => Message(request, StatusCodes.Status403Forbidden, "not-permitted");

    /// <summary>The answer for what comes faster than it may.</summary>
    /// <param name="request">The request.</param>
    /// <param name="wait">After how long it may come again.</param>
    /// <param name="code">What a program is told.</param>
    /// <param name="key">What a page says, as in <see cref="Message"/>.</param>
    internal static IResult HeldBack(DeskRequest request, TimeSpan wait, string code, string key)
    {
        request.Http.Response.Headers.RetryAfter = wait.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return request.IsOfScript
            ? ApiAnswer.Problem(request, StatusCodes.Status429TooManyRequests, code)
            : Message(request, StatusCodes.Status429TooManyRequests, key);
    }

    /// <summary>Gives the browser the key of its session, out of reach of scripts and of other sites.</summary>
    internal static void LetIn(HttpContext http, string key) => http.Response.Cookies.Append(CookieOf(http), key, Options(http));

    /// <summary>Takes the key back.</summary>
    internal static void LetOut(HttpContext http) => http.Response.Cookies.Delete(CookieOf(http), Options(http));

    internal static bool Equal(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));

    private static async Task<(DeskRequest Request, IResult? Refused)> AdmitAsync(HttpContext http, Language language, DeskRule rule)
    {
        var now = http.RequestServices.GetRequiredService<IClock>().GetCurrentInstant();
        var found = await http.RequestServices.GetRequiredService<Sessions>().FindAsync(http.Request.Cookies[CookieOf(http)], now, http.RequestAborted);
        var officer = found is null ? null : http.RequestServices.GetRequiredService<DeskSite>().AdministeredFrom.Here(found.Value.Officer, http);
        var request = new DeskRequest(http, language, now) { Visitor = officer, Session = found?.Session };
        if (!rule.NeedsSession)
            return (request, null);
        if (officer is null)
            return (request, SignIn.Ask(request, StatusCodes.Status403Forbidden));
        // What is refused counts too: whoever tries doors is no less quick.
        if (request.Get<AccountPace>().Count(request, rule) is { } tooMany)
            return (request, tooMany);
        if (!rule.Permits(officer))
        {
            await http.RequestServices.GetRequiredService<RefusedAccess>().NoteAsync(request, rule.Entitlement!.Value);
            return (request, officer.MayElsewhere(rule.Entitlement.Value) ? Message(request, StatusCodes.Status403Forbidden, "not-here") : NotPermitted(request));
        }

        return rule.NeedsConfirmation && now - found!.Value.Session.ConfirmedAt > Sessions.Confirmed
            ? (request, await ConfirmIdentity.AskAsync(request, StatusCodes.Status403Forbidden))
            : (request, null);
    }

    // Asked before anything is looked up: the page tells nothing but what the form itself said, whether such a thing exists or not.
    private static IResult AskFirst(DeskRequest request, DeskAddress address, string question)
    {
        var page = request.Http.Request.RouteValues.Aggregate(address.Above, (filled, part) => filled.With(part.Key, part.Value!));
        var fields = request.Form.Where(field => field.Key is not (FormField or SureField or AboutField)).SelectMany(field => field.Value.Select(value => (field.Key, value ?? "")));
        return Page<AskFirstPage>(
            StatusCodes.Status200OK, (nameof(AskFirstPage.Frame), request.Frame(page, request.Texts[$"{question}.sure"])), (nameof(AskFirstPage.Key), question),
            (nameof(AskFirstPage.About), request.Field(AboutField)), (nameof(AskFirstPage.Fields), fields.ToList()), (nameof(AskFirstPage.Action), request.Http.Request.Path.Value));
    }

    private static IResult StrangeForm(DeskRequest request) => Message(request, StatusCodes.Status400BadRequest, "strange-form");

    // Null for what is no form, is too large, or was sent by a page of somewhere else (a browser says so).
    private static async Task<IFormCollection?> FormAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType || !IsOwnPage(http))
            return null;
        try
        {
            return await http.Request.ReadFormAsync(new FormOptions { BufferBody = false, ValueCountLimit = 4096 }, http.RequestAborted);
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }

    // What is wrong, a page's script shows in the page.
    private static Language LanguageOfPage(HttpContext http)
    {
        var asked = http.Request.Headers["X-Amparo-Language"].ToString();
        return DeskAddress.Languages.FirstOrDefault(language => language.Code == asked) ?? Language.Spanish;
    }

    private static bool IsOwnPage(HttpContext http) => http.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    private static string CookieOf(HttpContext http) => http.Request.IsHttps ? SecureCookie : Cookie;

    private static CookieOptions Options(HttpContext http) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        // Within one machine there is no network to listen on; behind TLS the cookie keeps to it.
        Secure = http.Request.IsHttps,
        Path = "/",
    };

    // Null where there is no network between the asker and the host, as in tests.
    private static bool IsHere(IPAddress? address) =>
        address is null || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    private sealed class Redirect(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }
}

/// <summary>How large a body an address takes; the host takes none where nothing says so.</summary>
/// <param name="bytes">The most bytes.</param>
public sealed class BodySize(long bytes) : IRequestSizeLimitMetadata
{
    /// <inheritdoc/>
    public long? MaxRequestBodySize => bytes;
}

/// <summary>Marks pages that bring a script of our own; the host lets no other page run any.</summary>
public sealed class ScriptOfDesk
{
    /// <summary>The mark.</summary>
    public static readonly ScriptOfDesk Mark = new();

    private ScriptOfDesk()
    {
    }
}
