using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>The key of the first administrator: drawn where there is no account yet, and said on the terminal only.</summary>
/// <param name="contexts">The platform's contexts.</param>
/// <param name="clock">The clock.</param>
internal sealed class FirstStart(IDbContextFactory<PlatformContext> contexts, IClock clock)
{
    private static readonly Duration Lasts = Duration.FromDays(1);

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
}
