using System.Globalization;
using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Accounts;

/// <summary>What the page of a key shows.</summary>
/// <param name="Key">The key, as it was typed.</param>
/// <param name="Kind">What it opens.</param>
/// <param name="UserName">The account's name; what was typed at the first start.</param>
/// <param name="AuthenticatorKey">What the authenticator is to share.</param>
/// <param name="AuthenticatorState">The same for the form, sealed.</param>
/// <param name="Organisation">The organisation: typed at the first start, else that of the account.</param>
/// <param name="Country">Its country.</param>
/// <param name="Node">What the installation is called; at the first start only.</param>
public sealed record EnrolModel(string Key, InvitationKind Kind, string UserName, string AuthenticatorKey, string AuthenticatorState, string Organisation, string Country, string Node)
{
    /// <summary>In which language the account starts: what was chosen, else the account's own, else, at the first start, that of the page.</summary>
    public string Language { get; init; } = "";
}

/// <summary>Using a key that opens an account: the first administrator's from the terminal, an invitation, or a way back in.</summary>
internal static class Enrol
{
    /// <summary>Where a key is shown.</summary>
    public static readonly DeskAddress Address = DeskAddress.Home.Below("alta", "enrol");

    /// <summary>Where the account is completed.</summary>
    public static readonly DeskAddress Finish = Address.Below("completar", "complete");

    private const int LongestName = 100;

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.Anyone, request => Task.FromResult(Ask(request, StatusCodes.Status200OK)));
        foreach (var form in DeskGate.Send(routes, Address, DeskRule.Anyone, ShowAsync).Concat(DeskGate.Send(routes, Finish, DeskRule.Anyone, FinishAsync)))
            form.RequireRateLimiting(SignIn.Throttle);
    }

    private static IResult Ask(DeskRequest request, int status, bool failed = false)
    {
        var frame = request.Frame(Address, request.Texts["enrol.title"]);
        return DeskGate.Page<EnrolPage>(status, (nameof(EnrolPage.Frame), failed ? frame with { Errors = [new("key", request.Texts["enrol.error.key"])] } : frame));
    }

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        var shown = ShownAuthenticator.Of(request);
        await using var context = await request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);
        return await ModelAsync(request, context, shown) is { } found ? Complete(request, found.Model, []) : Ask(request, StatusCodes.Status403Forbidden, failed: true);
    }

    private static IResult Complete(DeskRequest request, EnrolModel model, List<FieldError> errors) => DeskGate.Page<EnrolPage>(
        errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
        (nameof(EnrolPage.Frame), request.Frame(Address, request.Texts["enrol.title"]) with { Errors = errors }),
        (nameof(EnrolPage.Model), model));

    private static async Task<IResult> FinishAsync(DeskRequest request)
    {
        // Before the transaction: sealing may write a key of its own, and SQLite has one writer.
        var shown = ShownAuthenticator.Of(request);
        var authenticator = AccountStore.AuthenticatorKeys(request.Get<IDataProtectionProvider>()).Protect(shown.Secret);
        await using var context = await request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);
        await using var transaction = await context.BeginAloneAsync(request.Get<StoreAddress>(), "platform-enrolment", request.Cancel);
        if (await ModelAsync(request, context, shown) is not { } found)
            return Ask(request, StatusCodes.Status403Forbidden, failed: true);
        var (model, invitation, known) = found;
        var account = known ?? NewAccount(request, model.UserName);
        account.AuthenticatorKey = authenticator;
        var errors = await RefuseAsync(request, model, account);
        if (errors.Count > 0)
            return Complete(request, model, errors);

        account.PasswordHash = request.Get<IPasswordHasher<Account>>().HashPassword(account, request.Form["password"].ToString());
        // Whatever let somebody in before lets nobody in any more.
        account.SecurityStamp = OneTimeKey.DrawLong();
        (account.AccessFailedCount, account.LockedUntil, account.Version) = (0, null, Guid.NewGuid().ToString("N"));
        // A form that does not say it is one of the language that it is written in.
        account.Language = (LanguageOf(request.Field("language")) ?? request.Language).Code;
        // Whoever saw the key may be the one who used it: until somebody else confirms who this is, the account may do nothing.
        (account.ConfirmedAt, account.ConfirmedBy) = (invitation.Kind == InvitationKind.FirstStart ? request.Now : null, null);
        account.KeySeenBy = invitation.ApprovedBy ?? invitation.MadeBy;
        // And whatever else was handed out for it opens nothing any more.
        await context.Set<Invitation>().Where(row => row.AccountId == account.Id && row.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, request.Now), request.Cancel);
        invitation.UsedAt = request.Now;
        if (known is null)
            AddFirst(request, context, (model, account));
        if (invitation.Kind == InvitationKind.Recovery)
            await context.Set<Passkey>().Where(passkey => passkey.AccountId == account.Id).ExecuteDeleteAsync(request.Cancel);
        var (session, key) = Sessions.Begin(account, SignInMethod.Password, request.Now);
        context.Add(session);
        await context.SaveChangesAsync(request.Cancel);
        var officer = (await Sessions.OfficerAsync(context, account.Id, account.SecurityStamp, request.Cancel))!;
        await (request with { Visitor = officer }).SaveAsync(context, new($"account.{Word(model.Kind)}", "account", account.Id));
        await transaction.CommitAsync(request.Cancel);
        DeskGate.LetIn(request.Http, key);
        var home = DeskAddress.Home[LanguageOf(account.Language) ?? request.Language];
        if (account.ConfirmedAt is null)
            return DeskGate.SeeOther(home, "enrolled-waiting");
        return DeskGate.SeeOther(home, "enrolled");
    }

    private static async Task<(EnrolModel Model, Invitation Invitation, Account? Account)?> ModelAsync(DeskRequest request, PlatformContext context, ShownAuthenticator shown)
    {
        var key = request.Field("key");
        var hash = OneTimeKey.Hash(key);
        var invitation = await context.Set<Invitation>().SingleOrDefaultAsync(row => row.KeyHash == hash && row.UsedAt == null && row.ExpiresAt > request.Now, request.Cancel);
        if (invitation is null || (invitation.Kind == InvitationKind.Recovery && invitation.ApprovedBy is null))
            return null;
        if (invitation.AccountId is not { } accountId)
        {
            // A key of a first start is worth nothing once there is an account, whoever made it.
            return await context.Set<Account>().AnyAsync(request.Cancel)
                ? null
                : (new EnrolModel(key, invitation.Kind, request.Field("name"), shown.Secret, shown.State, request.Field("organisation"), request.Field("country"), request.Field("node")) { Language = LanguageOf(request.Field("language"))?.Code ?? request.Language.Code }, invitation, null);
        }

        var account = await context.Set<Account>().SingleOrDefaultAsync(row => row.Id == accountId && row.DisabledAt == null, request.Cancel);
        if (account is null)
            return null;
        // From the terminal, for as long as nobody else is there who could let it in.
        if (invitation.Kind == InvitationKind.FirstStart && await request.Get<FirstStart>().ShutOutAsync(context, request.Cancel) != accountId)
            return null;
        var kind = invitation.Kind == InvitationKind.FirstStart ? InvitationKind.Recovery : invitation.Kind;
        // Nobody comes in for an organisation that takes no part any more.
        if (await context.Set<Organisation>().SingleOrDefaultAsync(row => row.Id == account.OrganisationId && row.EndedAt == null, request.Cancel) is not { } organisation)
            return null;
        return (new EnrolModel(key, kind, account.UserName, shown.Secret, shown.State, organisation.Name, organisation.Country, "") { Language = LanguageOf(request.Field("language"))?.Code ?? account.Language }, invitation, account);
    }

    private static async Task<List<FieldError>> RefuseAsync(DeskRequest request, EnrolModel model, Account account)
    {
        var texts = request.Texts;
        var errors = new List<FieldError>();
        if (model.Kind == InvitationKind.FirstStart)
        {
            if (model.Node.Length is 0 or > LongestName)
                errors.Add(new("node", texts["error.required"]));
            if (model.Organisation.Length is 0 or > LongestName)
                errors.Add(new("organisation", texts["error.required"]));
            if (request.Get<DeskSite>().Countries.Find(model.Country) is null)
                errors.Add(new("country", texts["error.required"]));
            if (!IsUserName(model.UserName))
                errors.Add(new("name", texts["accounts.error.name"]));
        }

        var password = request.Form["password"].ToString();
        if (PasswordRules.Refuse(request, password, model.UserName, model.Organisation) is { } reason)
            errors.Add(new("password", reason));
        else if (!string.Equals(password, request.Form["again"].ToString(), StringComparison.Ordinal))
            errors.Add(new("again", texts["password.again"]));
        if (!await request.Get<Credentials>().IsCodeAsync(account, request.Field("code")))
            errors.Add(new("code", texts["enrol.error.code"]));
        return errors;
    }

    // One that the desk has pages in.
    private static Language? LanguageOf(string code) => DeskAddress.Languages.FirstOrDefault(language => language.Code == code);

    private static Account NewAccount(DeskRequest request, string name) => new()
    {
        Id = UuidV7.At(request.Now),
        OrganisationId = UuidV7.At(request.Now),
        UserName = name,
        NormalizedUserName = Normalized(name),
        SecurityStamp = OneTimeKey.DrawLong(),
        Language = request.Language.Code,
        CreatedAt = request.Now,
        Version = "",
    };

    private static void AddFirst(DeskRequest request, PlatformContext context, (EnrolModel Model, Account Account) first)
    {
        var node = new Node { Id = UuidV7.At(request.Now), Name = first.Model.Node, CreatedAt = request.Now };
        context.Add(node);
        context.Add(new Organisation
        {
            Id = first.Account.OrganisationId,
            NodeId = node.Id,
            Name = first.Model.Organisation,
            Country = first.Model.Country,
            Kind = Organisation.Coordination,
            CreatedAt = request.Now,
        });
        context.Add(first.Account);
        context.Add(new RoleGrant { Id = UuidV7.At(request.Now), AccountId = first.Account.Id, Role = DeskRole.Administrator, GrantedAt = request.Now });
    }

    /// <summary>Whether a name will do: letters, digits and three signs, so that it reads the same in every alphabet and address.</summary>
    internal static bool IsUserName(string name) =>
        name.Length is >= 3 and <= 40 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_');

    /// <summary>A name as it is compared.</summary>
    internal static string Normalized(string name) => name.ToUpper(CultureInfo.InvariantCulture);

    private static string Word(InvitationKind kind) => kind switch
    {
        InvitationKind.FirstStart => "first-started",
        InvitationKind.Invitation => "enrolled",
        _ => "recovered",
    };
}
