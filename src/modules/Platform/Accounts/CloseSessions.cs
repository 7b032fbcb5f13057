using Amparo.Platform.Http;
using Amparo.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Accounts;

/// <summary>An administrator closes all sessions, and ends all scripts' keys, of somebody or of everybody else: a lost computer, a break-in.</summary>
internal static class CloseSessions
{
    public static readonly DeskAddress Address = ManageAccounts.Address.Below("cerrar", "close");

    /// <summary>What a form says for everybody else.</summary>
    internal const string All = "all";

    public static void Map(IEndpointRouteBuilder routes) => DeskGate.Send(routes, Address, DeskRule.May(Entitlement.ManageAccounts).Confirmed().AskedFirst("accounts.close"), CloseAsync);

    private static async Task<IResult> CloseAsync(DeskRequest request)
    {
        await using var context = await request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);
        await using var transaction = await context.BeginAloneAsync(request.Get<StoreAddress>(), "platform-enrolment", request.Cancel);
        var (node, own, id, all) = (request.Officer.NodeId, request.Officer.AccountId, request.FormId("id"), request.Field("id") == All);
        var accounts = await context.Set<Account>()
            .Join(context.Set<Organisation>().Where(row => row.NodeId == node), row => row.OrganisationId, row => row.Id, (row, _) => row)
            .Where(row => row.DisabledAt == null && row.Id != own && (all || row.Id == id)).Select(row => row.Id).ToListAsync(request.Cancel);
        if (accounts.Count == 0 && !all)
            return DeskGate.NotFound(request);
        // What was made under another stamp is worth nothing. Whatever else changes an account at this moment gives way to this.
        foreach (var account in accounts)
        {
            var (stamp, version) = (OneTimeKey.DrawLong(), Guid.NewGuid().ToString("N"));
            await context.Set<Account>().Where(row => row.Id == account)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.SecurityStamp, stamp).SetProperty(row => row.Version, version), request.Cancel);
        }

        await request.SaveAsync(context, all ? new("account.all-sessions-closed", "node", node) : new("account.sessions-closed", "account", id));
        await transaction.CommitAsync(request.Cancel);
        return DeskGate.SeeOther(ManageAccounts.Address[request.Language], "sessions-closed");
    }
}
