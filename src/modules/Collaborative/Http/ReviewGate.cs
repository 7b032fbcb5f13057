using System.Net;
using Amparo.Collaborative.Access;
using Amparo.Collaborative.Pages;
using Amparo.Collaborative.Review;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Amparo.Collaborative.Http;

/// <summary>What stands before every page of the review: this machine only, a session, a form of our own, the right role.</summary>
internal static class ReviewGate
{
    /// <summary>The name of the cookie that holds a session's key.</summary>
    public const string Cookie = "amparo-review";

    /// <summary>The field of a form that shows whose form it is.</summary>
    public const string FormField = "form";

    // What proxies say of themselves: whoever asks through one is not on this machine, though the connection is.
    // The last two are left in the place of those that a known proxy's word was taken from.
    private static readonly string[] Forwarded =
        ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "X-Original-For", "X-Original-Proto"];

    // Decisions of a hundred thousand pairs are about 50 MB.
    private const int LargestForm = 64 << 20;

    /// <summary>
    /// For the addresses of the review only: answers 404 to whoever is not on this machine or asks by another name than its own, forbids keeping the answer,
    /// and leaves it uncompressed, since it holds form tokens whose letters a compressed length could betray.
    /// </summary>
    public static async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (!ReviewAddress.Languages.Any(language => context.Request.Path.StartsWithSegments(ReviewAddress.Overview[language], StringComparison.OrdinalIgnoreCase)))
        {
            await next(context);
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Request.Headers.Remove("Accept-Encoding");
        if (Forwarded.Any(context.Request.Headers.ContainsKey) || !IsHere(context.Connection.LocalIpAddress) || !IsHere(context.Connection.RemoteIpAddress) || !IsOwnName(context.Request.Host.Host))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await next(context);
    }

    /// <summary>Maps a page that is read.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="address">Its address.</param>
    /// <param name="answer">Makes the answer for somebody who may read it.</param>
    /// <param name="roles">Who may read it.</param>
    public static void Read(IEndpointRouteBuilder routes, ReviewAddress address, Func<ReviewRequest, IResult> answer, params ReviewRole[] roles)
    {
        foreach (var language in ReviewAddress.Languages)
        {
            routes.MapMethods(address[language], [HttpMethods.Get, HttpMethods.Head], (HttpContext http, ReviewSite site, ReviewDesk desk, ReviewAccess access, IClock clock) =>
            {
                var now = clock.GetCurrentInstant();
                if (access.Find(http.Request.Cookies[Cookie], now) is not { } session)
                    return EnterEndpoint.Ask(http, site, language, failed: false, StatusCodes.Status403Forbidden);
                var request = new ReviewRequest(http, site, desk, session, language) { Now = now };
                return roles.Contains(session.Seat.Role) ? answer(request) : MessageEndpoint.NotPermitted(request);
            }).WithMetadata(OwnScript.Mark);
        }
    }

    /// <summary>Maps a form that is sent.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="address">Its address.</param>
    /// <param name="answer">Does what the form asks for.</param>
    /// <param name="roles">Who may send it.</param>
    public static void Send(IEndpointRouteBuilder routes, ReviewAddress address, Func<ReviewRequest, Task<IResult>> answer, params ReviewRole[] roles)
    {
        foreach (var language in ReviewAddress.Languages)
        {
            Post(routes, address[language], async (http, site, desk, access, clock) =>
            {
                var now = clock.GetCurrentInstant();
                // Nobody's form is read before it is known whose it may be.
                if (access.Find(http.Request.Cookies[Cookie], now) is not { } session)
                    return EnterEndpoint.Ask(http, site, language, failed: false, StatusCodes.Status403Forbidden);
                var form = await FormAsync(http);
                var request = new ReviewRequest(http, site, desk, session, language) { Now = now, Form = form };
                if (form is null || !session.Owns(form[FormField]))
                    return MessageEndpoint.StrangeForm(request);
                return roles.Contains(session.Seat.Role) ? await answer(request) : MessageEndpoint.NotPermitted(request);
            });
        }
    }

    /// <summary>Maps the form that shows a token.</summary>
    /// <param name="routes">The routes.</param>
    public static void Enter(IEndpointRouteBuilder routes)
    {
        foreach (var language in ReviewAddress.Languages)
        {
            routes.MapMethods(
                ReviewAddress.Enter[language], [HttpMethods.Get, HttpMethods.Head],
                (HttpContext http, ReviewSite site) => EnterEndpoint.Ask(http, site, language, failed: false, StatusCodes.Status200OK)).WithMetadata(OwnScript.Mark);
            Post(
                routes, ReviewAddress.Enter[language],
                async (http, site, _, access, clock) => await FormAsync(http) is { } form && access.Enter(form["token"].ToString(), clock.GetCurrentInstant()) is { } key
                    ? EnterEndpoint.LetIn(http, language, key)
                    : EnterEndpoint.Ask(http, site, language, failed: true, StatusCodes.Status403Forbidden));
        }
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

    /// <summary>Sends a browser on after a form, with a request that only reads.</summary>
    /// <param name="address">Where to; within this host.</param>
    public static IResult SeeOther(string address) => new Redirect(address);

    private static void Post(
        IEndpointRouteBuilder routes, string path, Func<HttpContext, ReviewSite, ReviewDesk, ReviewAccess, IClock, Task<IResult>> answer) =>
        routes.MapPost(path, (HttpContext http, ReviewSite site, ReviewDesk desk, ReviewAccess access, IClock clock) => answer(http, site, desk, access, clock))
            .WithMetadata(OwnScript.Mark, new FormSize());

    // Null for what is no form, is too large, or was sent by a page of somewhere else (a browser says so).
    private static async Task<IFormCollection?> FormAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType || http.Request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin"))
            return null;
        try
        {
            return await http.Request.ReadFormAsync(
                new Microsoft.AspNetCore.Http.Features.FormOptions { MultipartBodyLengthLimit = LargestForm, BufferBody = false }, http.RequestAborted);
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    // Null where there is no network between the asker and the host, as in tests.
    private static bool IsHere(IPAddress? address) =>
        address is null || IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    // Another name that leads to this machine is how a page of somewhere else would reach us.
    private static bool IsOwnName(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private sealed class FormSize : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => LargestForm;
    }

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
