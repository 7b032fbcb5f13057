using Amparo.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>Attempts to come in with a password. Each is counted before it is made: many that come at once are many, not one.</summary>
/// <param name="contexts">The platform's contexts.</param>
/// <param name="trail">The trail of acts.</param>
/// <param name="clock">The clock.</param>
internal sealed class Attempts(IDbContextFactory<PlatformContext> contexts, AuditTrail trail, IClock clock)
{
    /// <summary>After so many without success an account takes none for a while.</summary>
    public const int Most = 5;

    /// <summary>How long it takes none.</summary>
    public static readonly Duration Locked = Duration.FromMinutes(15);

    // What the trail calls somebody of whom nothing is known but a name that they typed.
    private const string Stranger = "way-in";

    /// <summary>Takes one of the attempts that an account has left.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>False where none is left now.</returns>
    public async Task<bool> TakeAsync(Guid accountId, CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        Instant? until = now + Locked;
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // One statement: the database puts those that come at the same moment one after the other.
        return await context.Set<Account>().Where(row => row.Id == accountId && (row.LockedUntil == null || row.LockedUntil <= now)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LockedUntil, row => (row.AccessFailedCount + 1) % Most == 0 ? until : row.LockedUntil)
                .SetProperty(row => row.AccessFailedCount, row => row.AccessFailedCount + 1),
            cancel) == 1;
    }

    /// <summary>Writes down that an attempt failed: it may have been its owner's, or not.</summary>
    /// <param name="account">The account that it was on.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task FailAsync(Account account, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var node = await context.Set<Organisation>().Where(row => row.Id == account.OrganisationId).Select(row => row.NodeId).SingleAsync(cancel);
        await trail.SaveAuditedAsync(
            context,
            new AuditAct
            {
                Act = "session.refused",
                Actor = new() { Node = node.ToString(), Organisation = account.OrganisationId.ToString(), Account = Stranger },
                Subject = new("account", account.Id.ToString()),
                Outcome = AuditOutcome.Refused,
            },
            cancel);
    }

    /// <summary>Begins the count anew, after a success.</summary>
    /// <param name="accountId">The account.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>How many were taken since the success before; after a password, this one too.</returns>
    public async Task<int> ClearAsync(Guid accountId, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var count = await context.Set<Account>().Where(row => row.Id == accountId).Select(row => row.AccessFailedCount).SingleAsync(cancel);
        await context.Set<Account>().Where(row => row.Id == accountId).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.AccessFailedCount, 0).SetProperty(row => row.LockedUntil, (Instant?)null), cancel);
        return count;
    }
}
