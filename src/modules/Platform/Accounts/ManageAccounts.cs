using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>An account in the list.</summary>
/// <param name="Account">The account.</param>
/// <param name="Organisation">Its organisation's name.</param>
/// <param name="Roles">Its roles.</param>
public sealed record AccountRow(Account Account, string Organisation, IReadOnlyList<DeskRole> Roles);

/// <summary>What the page of accounts shows.</summary>
/// <param name="Accounts">All of them.</param>
/// <param name="Organisations">Organisations that take part.</param>
/// <param name="Recoveries">Ways back in that wait for a second administrator, by account.</param>
public sealed record AccountsModel(IReadOnlyList<AccountRow> Accounts, IReadOnlyList<Organisation> Organisations, IReadOnlyList<Invitation> Recoveries)
{
    /// <summary>A key that was just made, shown this once, and whose it is.</summary>
    public (string UserName, string Key, Instant Until)? NewKey { get; init; }

    /// <summary>What was typed, where it was refused.</summary>
    public (string Name, string Organisation) Typed { get; init; }
}

/// <summary>Who may come in: invitations, roles, disabling, and a way back in by two administrators.</summary>
internal static class ManageAccounts
{
    public static readonly DeskAddress Address = DeskAddress.Home.Below("cuentas", "accounts");
    public static readonly DeskAddress Roles = Address.Below("funciones", "roles");
    public static readonly DeskAddress Disable = Address.Below("desactivar", "disable");
    public static readonly DeskAddress AskRecovery = Address.Below("recuperar", "recover");
    public static readonly DeskAddress ApproveRecovery = AskRecovery.Below("aprobar", "approve");

    private static readonly Duration InvitationLasts = Duration.FromDays(3);
    private static readonly Duration RecoveryLasts = Duration.FromHours(24);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var rule = DeskRule.May(Entitlement.ManageAccounts);
        DeskGate.Read(routes, Address, rule, request => ShowAsync(request, []));
        DeskGate.Send(routes, Address, rule.Confirmed(), InviteAsync);
        DeskGate.Send(routes, Roles, rule.Confirmed(), ChangeRolesAsync);
        DeskGate.Send(routes, Disable, rule.Confirmed().AskedFirst("accounts.disable"), DisableAsync);
        DeskGate.Send(routes, AskRecovery, rule.Confirmed(), AskRecoveryAsync);
        DeskGate.Send(routes, ApproveRecovery, rule.Confirmed(), ApproveRecoveryAsync);
    }

    /// <summary>Which roles go together: who administers accounts or audits acts does nothing else, so that neither watches themselves.</summary>
    /// <param name="roles">The roles of one account.</param>
    internal static bool GoTogether(IReadOnlyCollection<DeskRole> roles) =>
        roles.Count <= 1 || !roles.Any(role => role is DeskRole.Administrator or DeskRole.Auditor);

    internal static Task<PlatformContext> OpenAsync(DeskRequest request) => request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);

    /// <summary>The page of accounts.</summary>
    internal static async Task<IResult> ShowAsync(DeskRequest request, List<FieldError> errors, (string UserName, string Key, Instant Until)? newKey = null)
    {
        await using var context = await OpenAsync(request);
        var (node, now) = (request.Officer.NodeId, request.Now);
        var organisations = await context.Set<Organisation>().Where(row => row.NodeId == node).OrderBy(row => row.Name).ToListAsync(request.Cancel);
        var names = organisations.ToDictionary(row => row.Id, row => row.Name);
        var accounts = (await context.Set<Account>().OrderBy(row => row.UserName).ToListAsync(request.Cancel)).Where(row => names.ContainsKey(row.OrganisationId)).ToList();
        var grants = (await context.Set<RoleGrant>().Where(row => row.EndedAt == null).ToListAsync(request.Cancel)).ToLookup(row => row.AccountId, row => row.Role);
        var recoveries = await context.Set<Invitation>()
            .Where(row => row.Kind == InvitationKind.Recovery && row.ApprovedBy == null && row.UsedAt == null && row.ExpiresAt > now).ToListAsync(request.Cancel);
        return DeskGate.Page<AccountsPage>(
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(AccountsPage.Frame), request.Frame(Address, request.Texts["nav.accounts"]) with { Errors = errors }),
            (nameof(AccountsPage.Model), new AccountsModel(
                [.. accounts.Select(row => new AccountRow(row, names[row.OrganisationId], [.. grants[row.Id].Distinct().Order()]))],
                [.. organisations.Where(row => row.EndedAt is null)], recoveries)
            {
                NewKey = newKey,
                Typed = errors.Count > 0 ? (request.Field("name"), request.Field("organisation")) : default,
            }));
    }

    private static async Task<IResult> InviteAsync(DeskRequest request)
    {
        await using var context = await OpenAsync(request);
        var (name, organisationId, roles) = (request.Field("name"), request.FormId("organisation"), RolesOf(request));
        var errors = new List<FieldError>();
        if (!Enrol.IsUserName(name))
            errors.Add(new("name", request.Texts["accounts.error.name"]));
        else if (await context.Set<Account>().AnyAsync(row => row.NormalizedUserName == Enrol.Normalized(name), request.Cancel))
            errors.Add(new("name", request.Texts["accounts.error.twice"]));
        var organisation = await context.Set<Organisation>().SingleOrDefaultAsync(row => row.Id == organisationId && row.NodeId == request.Officer.NodeId && row.EndedAt == null, request.Cancel);
        if (organisation is null)
            errors.Add(new("organisation", request.Texts["error.required"]));
        if (roles is null || roles.Count == 0 || !GoTogether(roles))
            errors.Add(new("roles", request.Texts["accounts.error.roles"]));
        if (errors.Count > 0)
            return await ShowAsync(request, errors);

        var account = new Account
        {
            Id = UuidV7.At(request.Now),
            OrganisationId = organisationId,
            UserName = name,
            NormalizedUserName = Enrol.Normalized(name),
            SecurityStamp = OneTimeKey.DrawLong(),
            Language = StartsIn(request, organisation!.Country).Code,
            CreatedAt = request.Now,
            Version = Guid.NewGuid().ToString("N"),
        };
        context.Add(account);
        foreach (var role in roles!)
            context.Add(Grant(request, account.Id, role));
        var (invitation, key) = Key(request, (InvitationKind.Invitation, account.Id), InvitationLasts);
        context.Add(invitation);
        await request.SaveAsync(context, new("account.invited", "account", account.Id));
        return await ShowAsync(request, [], (name, key, invitation.ExpiresAt));
    }

    private static async Task<IResult> ChangeRolesAsync(DeskRequest request)
    {
        await using var context = await OpenAsync(request);
        // One after the other: two administrators at once would give together what neither may give.
        await using var transaction = await context.BeginAloneAsync(request.Get<StoreAddress>(), "platform-enrolment", request.Cancel);
        if (await FindAsync(request, context, request.FormId("id")) is not { } account || RolesOf(request) is not { } roles)
            return DeskGate.NotFound(request);
        // Nobody gives themselves a role, or takes away the one that let them do this.
        if (account.Id == request.Officer.AccountId || !GoTogether(roles))
            return await ShowAsync(request, [new($"roles-{account.Id}", request.Texts["accounts.error.roles"])]);
        var held = await context.Set<RoleGrant>().Where(row => row.AccountId == account.Id && row.EndedAt == null).ToListAsync(request.Cancel);
        foreach (var grant in held.Where(grant => !roles.Contains(grant.Role)))
            grant.EndedAt = request.Now;
        foreach (var role in roles.Where(role => held.TrueForAll(grant => grant.Role != role)))
            context.Add(Grant(request, account.Id, role));
        await request.SaveAsync(context, new("account.roles-changed", "account", account.Id));
        await transaction.CommitAsync(request.Cancel);
        return DeskGate.SeeOther(Address[request.Language], "roles-changed");
    }

    private static async Task<IResult> DisableAsync(DeskRequest request)
    {
        await using var context = await OpenAsync(request);
        if (await FindAsync(request, context, request.FormId("id")) is not { } account || account.Id == request.Officer.AccountId)
            return DeskGate.NotFound(request);
        account.DisabledAt = request.Now;
        account.SecurityStamp = OneTimeKey.DrawLong();
        account.Version = Guid.NewGuid().ToString("N");
        await request.SaveAsync(context, new("account.disabled", "account", account.Id));
        return DeskGate.SeeOther(Address[request.Language], "account-disabled");
    }

    private static async Task<IResult> AskRecoveryAsync(DeskRequest request)
    {
        await using var context = await OpenAsync(request);
        if (await FindAsync(request, context, request.FormId("id")) is not { } account)
            return DeskGate.NotFound(request);
        // Its key is nobody's: the one that opens is drawn when the second administrator approves, and shown to them alone.
        var (waiting, _) = Key(request, (InvitationKind.Recovery, account.Id), RecoveryLasts);
        context.Add(waiting);
        await request.SaveAsync(context, new("account.recovery-asked", "account", account.Id));
        return DeskGate.SeeOther(Address[request.Language], "recovery-asked");
    }

    private static async Task<IResult> ApproveRecoveryAsync(DeskRequest request)
    {
        await using var context = await OpenAsync(request);
        await using var transaction = await context.BeginAloneAsync(request.Get<StoreAddress>(), "platform-enrolment", request.Cancel);
        var (id, now) = (request.FormId("id"), request.Now);
        var waiting = await context.Set<Invitation>().SingleOrDefaultAsync(
            row => row.Id == id && row.Kind == InvitationKind.Recovery && row.ApprovedBy == null && row.UsedAt == null && row.ExpiresAt > now, request.Cancel);
        // Two people: neither the one who asked, nor the one who wants back in.
        if (waiting is null || waiting.MadeBy == request.Officer.AccountId || waiting.AccountId == request.Officer.AccountId
            || await FindAsync(request, context, waiting.AccountId!.Value) is not { } account)
            return DeskGate.NotFound(request);
        waiting.UsedAt = now;
        var key = OneTimeKey.Draw();
        var approved = new Invitation
        {
            Id = UuidV7.At(now),
            KeyHash = OneTimeKey.Hash(key),
            Kind = InvitationKind.Recovery,
            AccountId = account.Id,
            MadeBy = waiting.MadeBy,
            ApprovedBy = request.Officer.AccountId,
            CreatedAt = now,
            ExpiresAt = waiting.ExpiresAt,
        };
        context.Add(approved);
        await request.SaveAsync(context, new("account.recovery-approved", "account", account.Id));
        await transaction.CommitAsync(request.Cancel);
        return await ShowAsync(request, [], (account.UserName, key, approved.ExpiresAt));
    }

    /// <summary>Finds an account of the node that lets somebody in.</summary>
    internal static async Task<Account?> FindAsync(DeskRequest request, PlatformContext context, Guid id) =>
        await context.Set<Account>().Where(row => row.Id == id && row.DisabledAt == null)
            .Join(context.Set<Organisation>().Where(row => row.NodeId == request.Officer.NodeId), row => row.OrganisationId, row => row.Id, (row, _) => row)
            .SingleOrDefaultAsync(request.Cancel);

    // The first language of the country that the desk has; that of whoever invites where it has none.
    private static Language StartsIn(DeskRequest request, string country) =>
        request.Get<DeskSite>().Profiles.Find(country)?.Languages.FirstOrDefault(DeskAddress.Languages.Contains) ?? request.Language;

    // Null where a role is sent that there is not.
    private static List<DeskRole>? RolesOf(DeskRequest request)
    {
        var roles = request.Form["role"].Select(word => Enum.TryParse<DeskRole>(word, out var role) && Enum.IsDefined(role) ? role : (DeskRole?)null).ToList();
        return roles.Contains(null) ? null : [.. roles.Select(role => role!.Value).Distinct()];
    }

    private static RoleGrant Grant(DeskRequest request, Guid accountId, DeskRole role) =>
        new() { Id = UuidV7.At(request.Now), AccountId = accountId, Role = role, GrantedBy = request.Officer.AccountId, GrantedAt = request.Now };

    private static (Invitation Invitation, string Key) Key(DeskRequest request, (InvitationKind Kind, Guid AccountId) opens, Duration lasts)
    {
        var key = OneTimeKey.Draw();
        return (new Invitation
        {
            Id = UuidV7.At(request.Now),
            KeyHash = OneTimeKey.Hash(key),
            Kind = opens.Kind,
            AccountId = opens.AccountId,
            MadeBy = request.Officer.AccountId,
            CreatedAt = request.Now,
            ExpiresAt = request.Now + lasts,
        }, key);
    }
}
