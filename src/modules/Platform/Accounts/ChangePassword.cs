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
        DeskGate.Read(routes, Address, DeskRule.SignedIn, request => Task.FromResult(Show(request, [])));
        foreach (var form in DeskGate.Send(routes, Address, DeskRule.SignedIn, ChangeAsync))
            form.RequireRateLimiting(SignIn.Throttle);
    }

    private static IResult Show(DeskRequest request, List<FieldError> errors) => DeskGate.Page<ChangePasswordPage>(
        errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
        (nameof(ChangePasswordPage.Frame), request.Frame(Address, request.Texts["my.password"]) with { Errors = errors }));

    private static async Task<IResult> ChangeAsync(DeskRequest request)
    {
        var (texts, officer) = (request.Texts, request.Officer);
        var (current, wanted) = (request.Form["password"].ToString(), request.Form["new"].ToString());
        var errors = new List<FieldError>();
        if (current.Length == 0)
            errors.Add(new("password", texts["error.required"]));
        if (PasswordRules.Refuse(wanted, request.Get<DeskSite>().Passwords, officer.UserName, officer.OrganisationName) is { } reason)
            errors.Add(new("new", texts.Say(reason, ("least", texts.Whole(PasswordRules.Least)))));
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
        var (session, key) = Sessions.Begin(account, SignInMethod.Password, request.Now);
        context.Add(session);
        await request.SaveAsync(context, new("account.password-changed", "account", account.Id));
        DeskGate.LetIn(request.Http, key);
        return DeskGate.SeeOther(MyAccount.Address[request.Language], "password-changed");
    }
}
