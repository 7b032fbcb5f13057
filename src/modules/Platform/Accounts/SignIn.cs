using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Amparo.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>Coming in and leaving.</summary>
internal static class SignIn
{
    /// <summary>Where somebody comes in.</summary>
    public static readonly DeskAddress Enter = DeskAddress.Home.Below("entrar", "enter");

    /// <summary>Where a session ends.</summary>
    public static readonly DeskAddress Leave = DeskAddress.Home.Below("salir", "leave");

    /// <summary>Where the form with a passkey is sent.</summary>
    public static readonly DeskAddress ByPasskey = Enter.Below("llave", "passkey");

    /// <summary>The limit on attempts from one address.</summary>
    public const string Throttle = "desk-ways-in";

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Enter, DeskRule.Anyone, request => Task.FromResult(Ask(request, StatusCodes.Status200OK)));
        foreach (var form in DeskGate.Send(routes, Enter, DeskRule.Anyone, EnterAsync).Concat(DeskGate.Send(routes, ByPasskey, DeskRule.Anyone, EnterByPasskeyAsync)))
            form.RequireRateLimiting(Throttle);
        DeskGate.Script(routes, (HttpMethods.Post, "/entrar/reto"), DeskRule.Anyone, ChallengeAsync).RequireRateLimiting(Throttle);
        DeskGate.Send(routes, Leave, DeskRule.SignedIn.WayOut(), LeaveAsync);
    }

    /// <summary>Asks who somebody is: as a page of its own, or in place of one that nobody sees without.</summary>
    public static IResult Ask(DeskRequest request, int status, FieldError? error = null)
    {
        var frame = request.Frame(Enter, request.Texts["enter.title"]);
        return DeskGate.Page<SignInPage>(status, (nameof(SignInPage.Frame), error is null ? frame : frame with { Errors = [error] }));
    }

    // Speaks of what the page asks for, and leads to it.
    private static IResult Fail(DeskRequest request, SignInMethod method)
    {
        var only = request.Get<DeskSite>().Passkeys.OnlyPasskeys;
        return Ask(request, StatusCodes.Status403Forbidden, method == SignInMethod.Password && !only
            ? new("name", request.Texts["enter.error"])
            : new(only ? "passkeys-only" : "by-passkey", request.Texts["enter.error.passkey"]));
    }

    private static async Task<IResult> EnterAsync(DeskRequest request)
    {
        // Not even looked at: what it was says nothing then, and costs nobody an attempt.
        if (request.Get<DeskSite>().Passkeys.OnlyPasskeys)
            return Fail(request, SignInMethod.Password);
        return await request.Get<Credentials>().CheckAsync(request.Field("name"), request.Form["password"].ToString(), request.Field("code"), request.Cancel) is { } account
            ? await LetInAsync(request, account, SignInMethod.Password)
            : Fail(request, SignInMethod.Password);
    }

    private static async Task<IResult> EnterByPasskeyAsync(DeskRequest request) =>
        await request.Get<Credentials>().CheckPasskeyAsync(request) is { } account
            ? await LetInAsync(request, account, SignInMethod.Passkey)
            : Fail(request, SignInMethod.Passkey);

    private static async Task<IResult> ChallengeAsync(DeskRequest request)
    {
        var (options, state) = await request.Get<Credentials>().ChallengeAsync(request);
        return Results.Json(new { options, state });
    }

    private static async Task<IResult> LetInAsync(DeskRequest request, Account account, SignInMethod method)
    {
        await using var context = await request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);
        if (await Sessions.OfficerAsync(context, account.Id, account.SecurityStamp, request.Cancel) is not { } officer)
            return Fail(request, method);
        var isChanged = await IsChangedAsync(context, account.Id, request.Cancel);
        var (session, key) = Sessions.Begin(account, method, request.Now);
        context.Add(session);
        // Whoever comes in anew in one browser leaves nothing open behind them there.
        if (request.Session is { } before)
            await context.Set<Session>().Where(row => row.Id == before.Id && row.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndedAt, request.Now), request.Cancel);
        await (request with { Visitor = officer }).SaveAsync(context, new("session.begun", "session", session.Id));
        DeskGate.LetIn(request.Http, key);
        var home = DeskAddress.Home[Vocabulary.Language.Find(account.Language) ?? request.Language];
        var taken = await request.Get<Attempts>().ClearAsync(account.Id, request.Cancel);
        // Its owner alone can say whether it was they who did this.
        if (isChanged)
            return DeskGate.SeeOther(MyAccount.Address[request.Language], "changed");
        if (taken > (method == SignInMethod.Password ? 1 : 0))
            return DeskGate.SeeOther(home, "attempts");
        return DeskGate.SeeOther(home);
    }

    // Whether a passkey or a script's key was added since somebody last came in. A password that is changed begins a session, and ends all others.
    private static async Task<bool> IsChangedAsync(PlatformContext context, Guid accountId, CancellationToken cancel)
    {
        var last = await context.Set<Session>().Where(row => row.AccountId == accountId).OrderByDescending(row => row.CreatedAt).Select(row => (Instant?)row.CreatedAt).FirstOrDefaultAsync(cancel);
        return last is { } since
            && (await context.Set<Passkey>().AnyAsync(row => row.AccountId == accountId && row.CreatedAt > since, cancel)
                || await context.Set<AccessToken>().AnyAsync(row => row.AccountId == accountId && row.CreatedAt > since, cancel));
    }

    private static async Task<IResult> LeaveAsync(DeskRequest request)
    {
        await using var context = await request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);
        var session = await context.Set<Session>().SingleAsync(row => row.Id == request.Session!.Id, request.Cancel);
        session.EndedAt = request.Now;
        await request.SaveAsync(context, new("session.ended", "session", session.Id));
        DeskGate.LetOut(request.Http);
        request.Http.Response.Headers["Clear-Site-Data"] = "\"storage\"";
        return DeskGate.SeeOther(Enter[request.Language], "left");
    }
}
