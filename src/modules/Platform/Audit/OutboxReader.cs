using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Audit;

/// <summary>Delivers the messages of the outbox: in their order, at least once, one host at a time.</summary>
/// <remarks>
/// A host claims a batch for two minutes in a short transaction, and delivers outside of it, so that a delivery may itself write to the
/// store. The claim is renewed before each message; a host that dies loses it, and another delivers again what was not marked. Receivers
/// ignore a message id that they have seen. Clocks of hosts must agree to within a minute.
/// </remarks>
public sealed class OutboxReader
{
    private const string Purpose = "platform.outbox";
    private const int Batch = 50;

    private static readonly Duration Lease = Duration.FromMinutes(2);

    private readonly IDbContextFactory<PlatformContext> _contexts;
    private readonly StoreAddress _address;
    private readonly IClock _clock;

    internal OutboxReader(IDbContextFactory<PlatformContext> contexts, StoreAddress address, IClock clock)
    {
        _contexts = contexts;
        _address = address;
        _clock = clock;
    }

    /// <summary>Delivers what is unsent, the oldest first, at most fifty messages.</summary>
    /// <param name="deliver">
    /// Delivers one message, within two minutes. If it throws, the messages stay unsent and the exception goes on: none overtakes another.
    /// </param>
    /// <param name="cancel">Cancels between messages.</param>
    /// <returns>How many were delivered; none also while another host delivers.</returns>
    /// <exception cref="System.Data.Common.DbException">The database fails: see <see cref="StoreProblems.From"/>.</exception>
    public async Task<int> DeliverAsync(Func<OutboxMessage, CancellationToken, Task> deliver, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(deliver);
        Guid? claim = UuidV7.At(_clock.GetCurrentInstant());
        var messages = await ClaimAsync(claim, cancel);
        var sent = 0;
        try
        {
            foreach (var message in messages)
            {
                if (!await RenewAsync(claim, cancel))
                    break; // Too slow: another host has them now.
                await deliver(message, cancel);
                await MarkAsync(message.Id);
                sent++;
            }
        }
        finally
        {
            if (sent < messages.Count)
                await ReleaseAsync(claim);
        }

        return sent;
    }

    private async Task<List<OutboxMessage>> ClaimAsync(Guid? claim, CancellationToken cancel)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        // Most looks find nothing: they need no lock.
        if (!await Unsent(context).AnyAsync(cancel))
            return [];
        await using var transaction = await context.BeginAloneAsync(_address, Purpose, cancel);
        var now = _clock.GetCurrentInstant();
        if (await Unsent(context).AnyAsync(message => message.ClaimedUntil > now, cancel))
            return [];
        var messages = await Unsent(context).AsNoTracking().OrderBy(message => message.At).ThenBy(message => message.Id).Take(Batch).ToListAsync(cancel);
        var ids = messages.ConvertAll(message => message.Id);
        Instant? until = now + Lease;
        await Unsent(context).Where(message => ids.Contains(message.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(message => message.ClaimedUntil, until).SetProperty(message => message.Claim, claim), cancel);
        await transaction.CommitAsync(cancel);
        return messages;
    }

    private async Task<bool> RenewAsync(Guid? claim, CancellationToken cancel)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        Instant? until = _clock.GetCurrentInstant() + Lease;
        return await Unsent(context).Where(message => message.Claim == claim)
            .ExecuteUpdateAsync(set => set.SetProperty(message => message.ClaimedUntil, until), cancel) > 0;
    }

    // Not cancelled: what was delivered is marked, whoever is waiting.
    private async Task MarkAsync(Guid id)
    {
        await using var context = await _contexts.CreateDbContextAsync();
        Instant? now = _clock.GetCurrentInstant();
        await Unsent(context).Where(message => message.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(message => message.SentAt, now)
            .SetProperty(message => message.ClaimedUntil, (Instant?)null)
            .SetProperty(message => message.Claim, (Guid?)null));
    }

    private async Task ReleaseAsync(Guid? claim)
    {
        await using var context = await _contexts.CreateDbContextAsync();
        await Unsent(context).Where(message => message.Claim == claim).ExecuteUpdateAsync(set => set
            .SetProperty(message => message.ClaimedUntil, (Instant?)null)
            .SetProperty(message => message.Claim, (Guid?)null));
    }

    private static IQueryable<OutboxMessage> Unsent(PlatformContext context) =>
        context.Set<OutboxMessage>().Where(message => message.SentAt == null);
}
