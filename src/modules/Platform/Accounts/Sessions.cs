using System.Security.Cryptography;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>Who came in with which browser. Kept in the store, so that any host knows it and an end is an end at once, everywhere.</summary>
/// <remarks>Read anew at each request: a role that was taken or an account that was disabled counts from the next request on.</remarks>
internal sealed class Sessions(IDbContextFactory<PlatformContext> contexts, DeskSite site)
{
    /// <summary>A session that nobody used for so long ends.</summary>
    public static readonly Duration Idle = Duration.FromMinutes(30);

    /// <summary>A session ends after so long however much it is used.</summary>
    public static readonly Duration Longest = Duration.FromHours(12);

    /// <summary>How long somebody who showed who they are may do what needs it.</summary>
    public static readonly Duration Confirmed = Duration.FromMinutes(10);

    private static readonly Duration SeenEvery = Duration.FromMinutes(1);

    /// <summary>Begins a session.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="method">How they showed who they are.</param>
    /// <param name="now">When.</param>
    /// <returns>The row to be saved, and the key for the browser.</returns>
    public static (Session Session, string Key) Begin(Account account, SignInMethod method, Instant now)
    {
        var key = OneTimeKey.DrawLong();
        return (new Session
        {
            Id = UuidV7.At(now),
            KeyHash = OneTimeKey.Hash(key),
            AccountId = account.Id,
            SecurityStamp = account.SecurityStamp,
            FormToken = RandomNumberGenerator.GetHexString(32, lowercase: true),
            Method = method,
            CreatedAt = now,
            SeenAt = now,
            ConfirmedAt = now,
        }, key);
    }

    /// <summary>Finds the session of a browser's key, and who it is.</summary>
    /// <param name="key">What the browser sent; null for nothing.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<(Session Session, Officer Officer)?> FindAsync(string? key, Instant now, CancellationToken cancel)
    {
        if (key is not { Length: 64 })
            return null;
        var hash = OneTimeKey.Hash(key);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.Set<Session>().SingleOrDefaultAsync(session => session.KeyHash == hash && session.EndedAt == null, cancel);
        if (found is null || now - found.SeenAt > Idle || now - found.CreatedAt > Longest)
            return null;
        if (await OfficerAsync(context, found.AccountId, found.SecurityStamp, cancel) is not { } officer)
            return null;
        if (now - found.SeenAt >= SeenEvery)
            await context.Set<Session>().Where(session => session.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(session => session.SeenAt, now), cancel);
        // What a false page can pass on has no role where passkeys alone are taken; it is good for keeping a passkey.
        return (found, found.LacksPasskey(site.Passkeys) ? officer with { Roles = [] } : officer);
    }

    /// <summary>Finds whose a script's key is.</summary>
    /// <param name="key">What the script sent.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Officer?> FindByTokenAsync(string key, Instant now, CancellationToken cancel)
    {
        var hash = OneTimeKey.Hash(key);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var found = await context.Set<AccessToken>().SingleOrDefaultAsync(token => token.KeyHash == hash && token.EndedAt == null && token.ExpiresAt > now, cancel);
        if (found is null || await OfficerAsync(context, found.AccountId, found.SecurityStamp, cancel) is not { } officer)
            return null;
        if (found.SeenAt is not { } seen || now - seen >= SeenEvery)
            await context.Set<AccessToken>().Where(token => token.Id == found.Id).ExecuteUpdateAsync(set => set.SetProperty(token => token.SeenAt, now), cancel);
        return officer with { Scopes = found.Scopes.Split(' ').Select(Enum.Parse<Entitlement>).ToHashSet() };
    }

    /// <summary>Who an account is now; null where it lets nobody in, or not with what was made under another stamp.</summary>
    /// <param name="context">A context.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="stamp">The stamp that a session or key was made under.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<Officer?> OfficerAsync(PlatformContext context, Guid accountId, string stamp, CancellationToken cancel)
    {
        var found = await context.Set<Account>().Where(account => account.Id == accountId && account.SecurityStamp == stamp && account.DisabledAt == null)
            .Join(
                context.Set<Organisation>().Where(organisation => organisation.EndedAt == null), account => account.OrganisationId, organisation => organisation.Id,
                (account, organisation) => new { account.Id, account.UserName, account.ConfirmedAt, OrganisationId = organisation.Id, organisation.NodeId, organisation.Name })
            .SingleOrDefaultAsync(cancel);
        if (found is null)
            return null;
        // Nobody has any role before it is confirmed who they are.
        List<DeskRole> roles = found.ConfirmedAt is null
            ? [] : await context.Set<RoleGrant>().Where(grant => grant.AccountId == accountId && grant.EndedAt == null).Select(grant => grant.Role).ToListAsync(cancel);
        return new(found.Id, found.OrganisationId, found.NodeId)
        {
            UserName = found.UserName,
            OrganisationName = found.Name,
            IsConfirmed = found.ConfirmedAt is not null,
            Roles = [.. roles.Distinct().Order()],
        };
    }
}
