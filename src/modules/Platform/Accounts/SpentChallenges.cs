using System.Security.Cryptography;
using System.Text;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>Which challenges for passkeys were answered. Kept in the store, so that a second answer is refused by whichever host it comes to.</summary>
/// <param name="contexts">The platform's contexts.</param>
/// <param name="address">The store.</param>
/// <param name="clock">The clock.</param>
internal sealed class SpentChallenges(IDbContextFactory<PlatformContext> contexts, StoreAddress address, IClock clock)
{
    // Longer than a challenge lasts, by more than the clocks of two hosts differ.
    private static readonly Duration Kept = Duration.FromMinutes(15);

    /// <summary>Spends a challenge.</summary>
    /// <param name="challenge">The challenge as this host or another made it.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Whether it was unspent; of two who come at once, one is told so.</returns>
    public async Task<bool> SpendAsync(string challenge, CancellationToken cancel)
    {
        var (now, hash) = (clock.GetCurrentInstant(), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(challenge))));
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await context.Set<SpentChallenge>().Where(row => row.ExpiresAt < now).ExecuteDeleteAsync(cancel);
        // One statement that writes the row or finds it: no host can come in between.
        var until = (now + Kept).ToUnixTimeTicks();
        return await (address.Kind == StoreKind.Sqlite
            ? context.Database.ExecuteSqlAsync($"INSERT INTO platform_spent_challenge (hash, expires_at) VALUES ({hash}, {until}) ON CONFLICT DO NOTHING", cancel)
            : context.Database.ExecuteSqlAsync($"INSERT INTO platform.spent_challenge (hash, expires_at) VALUES ({hash}, {until}) ON CONFLICT DO NOTHING", cancel)) == 1;
    }
}
