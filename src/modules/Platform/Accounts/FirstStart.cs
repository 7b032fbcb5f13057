using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>The key of the first administrator: drawn where there is no account yet, and said on the terminal only.</summary>
/// <param name="contexts">The platform's contexts.</param>
/// <param name="clock">The clock.</param>
internal sealed class FirstStart(IDbContextFactory<PlatformContext> contexts, IClock clock)
{
    /// <summary>With so many administrators none is needed from the terminal.</summary>
    public const int Enough = 2;

    private static readonly Duration Lasts = Duration.FromDays(1);
    private static readonly Duration ConfirmationLasts = Duration.FromDays(7);

    /// <summary>Draws the key. One that was drawn at an earlier start opens nothing any more.</summary>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The key; null where there is an account already.</returns>
    public async Task<string?> DrawAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Set<Account>().AnyAsync(cancel))
            return null;
        var (now, key) = (clock.GetCurrentInstant(), OneTimeKey.Draw());
        await context.Set<Invitation>().Where(row => row.Kind == InvitationKind.FirstStart && row.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancel);
        context.Add(new Invitation { Id = UuidV7.At(now), KeyHash = OneTimeKey.Hash(key), Kind = InvitationKind.FirstStart, CreatedAt = now, ExpiresAt = now + Lasts });
        await context.SaveChangesAsync(cancel);
        return key;
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
