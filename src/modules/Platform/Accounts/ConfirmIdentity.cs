using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Accounts;

/// <summary>Showing once more who one is, before what must not be done with a browser that was left open.</summary>
internal static class ConfirmIdentity
{
    /// <summary>Where it is shown with a password.</summary>
    public static readonly DeskAddress Address = DeskAddress.Home.Below("confirmar", "confirm");

    /// <summary>Where it is shown with a passkey.</summary>
    public static readonly DeskAddress ByPasskey = Address.Below("llave", "passkey");

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.SignedIn, request => AskAsync(request, StatusCodes.Status200OK));
        foreach (var form in DeskGate.Send(routes, Address, DeskRule.SignedIn, ConfirmAsync).Concat(DeskGate.Send(routes, ByPasskey, DeskRule.SignedIn, ConfirmByPasskeyAsync)))
            form.RequireRateLimiting(SignIn.Throttle);
    }

    /// <summary>Asks for it.</summary>
    public static Task<IResult> AskAsync(DeskRequest request, int status) => AskAsync(request, status, failed: null);

    private static async Task<IResult> AskAsync(DeskRequest request, int status, SignInMethod? failed)
    {
        var takesPassword = !await NeedsPasskeyAsync(request);
        var frame = request.Frame(Address, request.Texts["confirm.title"]);
        var back = request.Form["back"].ToString() is { Length: > 0 } kept ? kept : request.Http.Request.Path.Value ?? "";
        // Speaks of what the page asks for, and leads to it.
        var error = failed == SignInMethod.Password && takesPassword
            ? new FieldError("password", request.Texts["confirm.error"])
            : new FieldError(takesPassword ? "by-passkey" : "passkeys-only", request.Texts["confirm.error.passkey"]);
        return DeskGate.Page<ConfirmIdentityPage>(
            status,
            (nameof(ConfirmIdentityPage.Frame), failed is null ? frame : frame with { Errors = [error] }),
            (nameof(ConfirmIdentityPage.TakesPassword), takesPassword),
            (nameof(ConfirmIdentityPage.Back), BackTo(request, back)));
    }

    private static async Task<IResult> ConfirmAsync(DeskRequest request)
    {
        if (await NeedsPasskeyAsync(request))
            return await FailAsync(request, SignInMethod.Password);
        var account = await request.Get<Credentials>().CheckAsync(request.Officer.UserName, request.Form["password"].ToString(), request.Field("code"), request.Cancel);
        return await ConfirmedAsync(request, account, SignInMethod.Password);
    }

    private static async Task<IResult> ConfirmByPasskeyAsync(DeskRequest request) =>
        await ConfirmedAsync(request, await request.Get<Credentials>().CheckPasskeyAsync(request), SignInMethod.Passkey);

    private static Task<IResult> FailAsync(DeskRequest request, SignInMethod method) => AskAsync(request, StatusCodes.Status403Forbidden, method);

    private static async Task<IResult> ConfirmedAsync(DeskRequest request, Account? account, SignInMethod method)
    {
        if (account is null || account.Id != request.Officer.AccountId)
            return await FailAsync(request, method);
        await using var context = await request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);
        var session = await context.Set<Session>().SingleAsync(row => row.Id == request.Session!.Id, request.Cancel);
        // Another key: one that somebody took from the browser before is worth nothing from now on.
        var key = OneTimeKey.DrawLong();
        (session.ConfirmedAt, session.KeyHash) = (request.Now, OneTimeKey.Hash(key));
        await request.Get<Attempts>().ClearAsync(account.Id, request.Cancel);
        await request.SaveAsync(context, new("session.confirmed", "session", session.Id));
        DeskGate.LetIn(request.Http, key);
        return DeskGate.SeeOther(BackTo(request, request.Form["back"].ToString()), "confirmed");
    }

    // Where passkeys alone are taken a password still keeps the first one of them, and nothing more: its session has no role.
    private static async Task<bool> NeedsPasskeyAsync(DeskRequest request) =>
        request.Get<DeskSite>().Passkeys.OnlyPasskeys && (request.Session!.Method == SignInMethod.Passkey || await MyAccount.HasPasskeyAsync(request));

    // Within the desk, whatever a form says.
    private static string BackTo(DeskRequest request, string path) =>
        path.StartsWith('/') && DeskGate.IsOfDesk(path) && path.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-') && path != Address[request.Language]
            ? path
            : DeskAddress.Home[request.Language];
}
