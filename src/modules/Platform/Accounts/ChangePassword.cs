using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Accounts;

/// <summary>Choosing another password: for whoever knows the one that holds, and has a code. All else that let in ends.</summary>
internal static class ChangePassword
{
    public static readonly DeskAddress Address = MyAccount.Address.Below("contrasena", "password");

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.SignedIn, async request => await RefuseAsync(request) ?? Show(request, []));
        foreach (var form in DeskGate.Send(routes, Address, DeskRule.SignedIn, ChangeAsync))
            form.RequireRateLimiting(SignIn.Throttle);
    }

    private static IResult Show(DeskRequest request, List<FieldError> errors) => DeskGate.Page<ChangePasswordPage>(
        errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
        (nameof(ChangePasswordPage.Frame), request.Frame(Address, request.Texts["my.password"]) with { Errors = errors }));

    // Where passkeys alone let in, a password and a code are what a false page can pass on: they would begin a session that may keep another's passkey.
    // Whoever came in with a passkey, and has just shown it, chooses another password; nobody else. Null for nothing against it.
    private static async Task<IResult?> RefuseAsync(DeskRequest request)
    {
        if (!request.Get<DeskSite>().Passkeys.OnlyPasskeys)
            return null;
        if (request.Session!.Method != SignInMethod.Passkey)
            return await MyAccount.RefuseAsync(request, new("passkeys", request.Texts.Say("my.password.refused", ("code", PlatformProblems.PasskeyNeeded))));
        return request.Now - request.Session.ConfirmedAt > Sessions.Confirmed ? await ConfirmIdentity.AskAsync(request, StatusCodes.Status403Forbidden) : null;
    }

    private static async Task<IResult> ChangeAsync(DeskRequest request)
    {
        if (await RefuseAsync(request) is { } refused)
            return refused;
        var (texts, officer) = (request.Texts, request.Officer);
        var (current, wanted) = (request.Form["password"].ToString(), request.Form["new"].ToString());
        var errors = new List<FieldError>();
        if (current.Length == 0)
            errors.Add(new("password", texts["error.required"]));
        if (PasswordRules.Refuse(request, wanted, officer.UserName, officer.OrganisationName) is { } reason)
            errors.Add(new("new", reason));
        else if (string.Equals(wanted, current, StringComparison.Ordinal))
            errors.Add(new("new", texts["my.password.same"]));
        else if (!string.Equals(wanted, request.Form["again"].ToString(), StringComparison.Ordinal))
            errors.Add(new("again", texts["password.again"]));
        // Last, since it uses up an attempt and a code.
        if (errors.Count == 0 && (await request.Get<Credentials>().CheckAsync(officer.UserName, current, request.Field("code"), request.Cancel))?.Id != officer.AccountId)
            errors.Add(new("password", texts["confirm.error"]));
        if (errors.Count > 0)
            return Show(request, errors);

        await using var context = await request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);
        var account = await context.Set<Account>().SingleAsync(row => row.Id == officer.AccountId && row.DisabledAt == null, request.Cancel);
        account.PasswordHash = request.Get<IPasswordHasher<Account>>().HashPassword(account, wanted);
        // Sessions and scripts' keys that somebody else may hold end with what let them in.
        (account.SecurityStamp, account.Version) = (OneTimeKey.DrawLong(), Guid.NewGuid().ToString("N"));
        await request.Get<Attempts>().ClearAsync(account.Id, request.Cancel);
        // Begun as the one that it takes the place of: a new password neither gives roles nor takes them.
        var (session, key) = Sessions.Begin(account, request.Session!.Method, request.Now);
        if (request.Get<DeskSite>().Passkeys.OnlyPasskeys)
            session.ConfirmedAt = request.Session.ConfirmedAt;
        context.Add(session);
        await request.SaveAsync(context, new("account.password-changed", "account", account.Id));
        DeskGate.LetIn(request.Http, key);
        return DeskGate.SeeOther(MyAccount.Address[request.Language], "password-changed");
    }
}
