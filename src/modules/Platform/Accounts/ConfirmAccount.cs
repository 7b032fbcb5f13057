using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Amparo.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Accounts;

/// <summary>What somebody sees whom nobody has confirmed yet.</summary>
/// <param name="Code">What they read to the administrator who confirms them.</param>
/// <param name="TakesKey">Whether they may confirm themselves with the key of the terminal: the second administrator, while there is no other.</param>
public sealed record WaitingModel(string Code, bool TakesKey)
{
    /// <summary>Whether they come back with their passkey alone.</summary>
    public bool NeedsPasskey { get; init; }
}

/// <summary>Confirming who came in with a key: by an administrator who has not seen the key, so that none can be two people.</summary>
/// <remarks>
/// The administrator speaks with the person, who reads them a code that only the one who came in is shown. While nobody else administers accounts,
/// the second administrator shows instead the key that the terminal said, which the first was not given.
/// </remarks>
internal static class ConfirmAccount
{
    /// <summary>Where an administrator confirms somebody.</summary>
    public static readonly DeskAddress Address = ManageAccounts.Address.Below("verificar", "verify");

    /// <summary>Where the second administrator shows the terminal's key.</summary>
    public static readonly DeskAddress ByKey = DeskAddress.Home.Below("verificar-cuenta", "verify-account");

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Send(routes, Address, DeskRule.May(Entitlement.ManageAccounts).Confirmed(), ConfirmAsync);
        foreach (var form in DeskGate.Send(routes, ByKey, DeskRule.SignedIn, ConfirmByKeyAsync))
            form.RequireRateLimiting(SignIn.Throttle);
    }

    /// <summary>Whether somebody may confirm an account: neither its owner nor who has seen its key.</summary>
    /// <param name="account">The account.</param>
    /// <param name="administrator">The administrator's account.</param>
    public static bool MayConfirm(Account account, Guid administrator) =>
        account is { PasswordHash: not null, ConfirmedAt: null, DisabledAt: null, KeySeenBy: { } seen } && seen != administrator && account.Id != administrator;

    /// <summary>The page of somebody whom nobody has confirmed yet.</summary>
    /// <param name="request">Their request.</param>
    public static Task<IResult> WaitAsync(DeskRequest request) => WaitAsync(request, []);

    private static async Task<IResult> WaitAsync(DeskRequest request, List<FieldError> errors)
    {
        await using var context = await ManageAccounts.OpenAsync(request);
        var account = await context.Set<Account>().SingleAsync(row => row.Id == request.Officer.AccountId, request.Cancel);
        return DeskGate.Page<WaitingPage>(
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(WaitingPage.Frame), request.Frame(DeskAddress.Home, request.Texts["waiting.title"]) with { Errors = errors }),
            (nameof(WaitingPage.Model), new WaitingModel(OneTimeKey.Spoken(account.SecurityStamp), await TakesKeyAsync(request, context))
            {
                NeedsPasskey = request.Get<DeskSite>().Passkeys.OnlyPasskeys,
            }));
    }

    private static async Task<IResult> ConfirmAsync(DeskRequest request)
    {
        await using var context = await ManageAccounts.OpenAsync(request);
        var id = request.FormId("id");
        if (await ManageAccounts.FindAsync(request, context, id) is not { } account || !MayConfirm(account, request.Officer.AccountId))
            return DeskGate.NotFound(request);
        if (!DeskGate.Equal(OneTimeKey.Plain(request.Field($"code-{id}")), OneTimeKey.Plain(OneTimeKey.Spoken(account.SecurityStamp))))
            return await ManageAccounts.ShowAsync(request, [new($"code-{id}", request.Texts["accounts.error.code"])]);
        Confirm(request, account, request.Officer.AccountId);
        await request.SaveAsync(context, new("account.confirmed", "account", account.Id));
        return DeskGate.SeeOther(ManageAccounts.Address[request.Language], "account-confirmed");
    }

    private static async Task<IResult> ConfirmByKeyAsync(DeskRequest request)
    {
        await using var context = await ManageAccounts.OpenAsync(request);
        // Two who come with one key at once: the second finds it used.
        await using var transaction = await context.BeginAloneAsync(request.Get<StoreAddress>(), "platform-enrolment", request.Cancel);
        if (!await TakesKeyAsync(request, context))
            return DeskGate.NotFound(request);
        var hash = OneTimeKey.Hash(request.Field("key"));
        if (await context.Set<ConfirmationKey>().SingleOrDefaultAsync(row => row.KeyHash == hash && row.UsedAt == null && row.ExpiresAt > request.Now, request.Cancel) is not { } key)
        {
            await transaction.DisposeAsync();
            return await WaitAsync(request, [new("key", request.Texts["enrol.error.key"])]);
        }

        key.UsedAt = request.Now;
        Confirm(request, await context.Set<Account>().SingleAsync(row => row.Id == request.Officer.AccountId, request.Cancel), by: null);
        await request.SaveAsync(context, new("account.confirmed-by-key", "account", request.Officer.AccountId));
        await transaction.CommitAsync(request.Cancel);
        return DeskGate.SeeOther(DeskAddress.Home[request.Language], "confirmed-by-key");
    }

    private static void Confirm(DeskRequest request, Account account, Guid? by) =>
        (account.ConfirmedAt, account.ConfirmedBy, account.Version) = (request.Now, by, Guid.NewGuid().ToString("N"));

    private static async Task<bool> TakesKeyAsync(DeskRequest request, PlatformContext context) =>
        !request.Officer.IsConfirmed
        && await context.Set<RoleGrant>().AnyAsync(row => row.AccountId == request.Officer.AccountId && row.Role == DeskRole.Administrator && row.EndedAt == null, request.Cancel)
        && await FirstStart.AdministratorsAsync(context, request.Cancel) < FirstStart.Enough;
}
