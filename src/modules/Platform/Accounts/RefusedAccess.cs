using System.Collections.Concurrent;
using Amparo.Platform.Audit;
using Amparo.Platform.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>Writes down that somebody who came in wanted what they may not: the trail shows who tries doors.</summary>
/// <param name="contexts">The platform's contexts.</param>
/// <param name="trail">The trail of acts.</param>
internal sealed class RefusedAccess(IDbContextFactory<PlatformContext> contexts, AuditTrail trail)
{
    // The trail keeps its lines for ever: one that asks again and again must not fill it.
    private static readonly Duration Every = Duration.FromMinutes(1);

    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<Guid, Instant> _written = new();

    /// <summary>Writes it down, once a minute for each account.</summary>
    /// <param name="request">Who asked.</param>
    /// <param name="needed">What they lack.</param>
    public async Task NoteAsync(DeskRequest request, Entitlement needed)
    {
        var account = request.Officer.AccountId;
        if (_written.TryGetValue(account, out var last) && request.Now - last < Every)
            return;
        if (_written.Count >= MostRemembered)
            _written.Clear();
        _written[account] = request.Now;
        await using var context = await contexts.CreateDbContextAsync(request.Cancel);
        await trail.SaveAuditedAsync(
            context,
            new AuditAct
            {
                Act = "access.refused",
                Actor = request.Actor(),
                Subject = new("account", account.ToString()),
                Outcome = AuditOutcome.Refused,
                Purpose = needed.ToString().ToLowerInvariant(),
            },
            request.Cancel);
    }
}
