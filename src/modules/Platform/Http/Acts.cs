using Amparo.Platform.Audit;
using Amparo.Stores;

namespace Amparo.Platform.Http;

/// <summary>What somebody did, for the trail: codes and ids, no content.</summary>
/// <param name="Code">The act, such as <c>account.invited</c>.</param>
/// <param name="SubjectKind">What it was done to, such as <c>account</c>.</param>
/// <param name="Subject">Which.</param>
public sealed record Act(string Code, string SubjectKind, Guid Subject);

/// <summary>Saving with a line in the trail.</summary>
public static class Acts
{
    /// <summary>Saves what a context holds together with the line that says who did it, or neither; in the context's own transaction where it has one.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="context">What is to be saved; nothing, where something was only looked at.</param>
    /// <param name="act">What was done.</param>
    public static async Task SaveAsync(this DeskRequest request, StoreContext context, Act act)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(act);
        var trail = request.Get<AuditTrail>();
        var written = new AuditAct { Act = act.Code, Actor = request.Actor(), Subject = new(act.SubjectKind, act.Subject.ToString()) };
        if (context.Database.CurrentTransaction is null)
        {
            await trail.SaveAuditedAsync(context, written, request.Cancel);
            return;
        }

        await context.SaveChangesAsync(request.Cancel);
        await trail.AppendAsync(context, written, request.Cancel);
    }

    /// <summary>Who asks, as the trail names them.</summary>
    /// <param name="request">Who asks.</param>
    public static AuditActor Actor(this DeskRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new()
        {
            Node = request.Officer.NodeId.ToString(),
            Organisation = request.Officer.OrganisationId.ToString(),
            Account = request.Officer.AccountId.ToString(),
        };
    }
}
