using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>The key of the first administrator: drawn where there is no account with which anybody can come in, and said on the terminal only.</summary>
/// <param name="contexts">The platform's contexts.</param>
/// <param name="site">Whether passkeys alone are taken.</param>
/// <param name="clock">The clock.</param>
internal sealed class FirstStart(IDbContextFactory<PlatformContext> contexts, DeskSite site, IClock clock)
{
    /// <summary>With so many administrators none is needed from the terminal.</summary>
    public const int Enough = 2;

    private static readonly Duration Lasts = Duration.FromDays(1);
    private static readonly Duration ConfirmationLasts = Duration.FromDays(7);

    /// <summary>Draws the key. One that was drawn at an earlier start opens nothing any more.</summary>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The key; null where there is an account already that somebody can come in with.</returns>
    public async Task<string?> DrawAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var shutOut = await ShutOutAsync(context, cancel);
        if (shutOut is null && await context.Set<Account>().AnyAsync(cancel))
            return null;
        var (now, key) = (clock.GetCurrentInstant(), OneTimeKey.Draw());
        await context.Set<Invitation>().Where(row => row.Kind == InvitationKind.FirstStart && row.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancel);
        context.Add(new Invitation { Id = UuidV7.At(now), KeyHash = OneTimeKey.Hash(key), Kind = InvitationKind.FirstStart, AccountId = shutOut, CreatedAt = now, ExpiresAt = now + Lasts });
        await context.SaveChangesAsync(cancel);
        return key;
    }

    /// <summary>
    /// The one account that there is, where passkeys alone are taken and it has none: its session ended before one was kept, and nobody is there
    /// to let it back in. An administrator alone, who sees no record.
    /// </summary>
    /// <param name="context">A context.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The account; null where there is none, or more than one, or one that somebody can come in with.</returns>
    public async Task<Guid?> ShutOutAsync(PlatformContext context, CancellationToken cancel)
    {
        if (!site.Passkeys.OnlyPasskeys)
            return null;
        var accounts = await context.Set<Account>().Select(row => row.Id).Take(2).ToListAsync(cancel);
        return accounts is [var only] && !await context.Set<Passkey>().AnyAsync(passkey => passkey.AccountId == only, cancel) ? only : null;
    }

    /// <summary>
    /// Draws the key by which a second administrator confirms their account, as nobody is there yet who could do it for them. It goes from the
    /// terminal to them, past the first. One that was drawn at an earlier start confirms nothing any more.
    /// </summary>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The key; null where two people administer accounts already.</returns>
    public async Task<string?> DrawConfirmationAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await AdministratorsAsync(context, cancel) >= Enough)
            return null;
        var (now, key) = (clock.GetCurrentInstant(), OneTimeKey.Draw());
        await context.Set<ConfirmationKey>().Where(row => row.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancel);
        context.Add(new ConfirmationKey { Id = UuidV7.At(now), KeyHash = OneTimeKey.Hash(key), CreatedAt = now, ExpiresAt = now + ConfirmationLasts });
        await context.SaveChangesAsync(cancel);
        return key;
    }

    /// <summary>How many confirmed people administer accounts. With <see cref="Enough"/> of them, one confirms whom the other invited.</summary>
    /// <param name="context">A context.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<int> AdministratorsAsync(PlatformContext context, CancellationToken cancel) => context.Set<Account>()
        .Where(row => row.ConfirmedAt != null && row.DisabledAt == null)
        .Where(row => context.Set<RoleGrant>().Any(grant => grant.AccountId == row.Id && grant.Role == DeskRole.Administrator && grant.EndedAt == null))
        .Where(row => context.Set<Organisation>().Any(organisation => organisation.Id == row.OrganisationId && organisation.EndedAt == null))
        .CountAsync(cancel);
}
