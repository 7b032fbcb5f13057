using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Emergencies;

/// <summary>Tells administrators and auditors, as soon as they come in, what is open in an emergency and what nobody has reviewed.</summary>
internal sealed class EmergencyNotices : IDeskNotices
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<DeskNotice>> ForAsync(DeskRequest request)
    {
        if (!request.Officer.May(Entitlement.ReadEmergencies))
            return [];
        await using var context = await request.OpenAsync(Entitlement.ReadEmergencies);
        var (now, mine, opens) = (request.Now, request.Officer.AccountId, request.Officer.May(Entitlement.BreakGlass));
        var rows = context.Set<Emergency>().Where(row => !opens || row.OpenedBy == mine);
        var open = await rows.CountAsync(row => row.EndedAt == null && row.EndsAt > now, request.Cancel);
        var waiting = await rows.CountAsync(row => row.Verdict == null && (row.EndedAt != null || row.EndsAt <= now), request.Cancel);
        return [.. new[] { new DeskNotice("emergencies.notice.open", open, ManageEmergencies.Address), new DeskNotice("emergencies.notice.waiting", waiting, ManageEmergencies.Address) }.Where(notice => notice.Count > 0)];
    }
}
