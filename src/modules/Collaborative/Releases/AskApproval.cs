using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Amparo.Collaborative.Releases;

/// <summary>Asking somebody else to let a release out, with what was previewed.</summary>
internal static class AskApproval
{
    public static readonly DeskAddress Address = PreviewRelease.Address.Below("pedir", "ask");

    public static void Map(IEndpointRouteBuilder routes) =>
        DeskGate.Send(routes, Address, DeskRule.May(Entitlement.PrepareReleases), request => ManageReleases.OnceAsync(request, () => AskAsync(request)));

    private static async Task<IResult> AskAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.PrepareReleases);
        var outcome = await AskAsync(request, context);
        if (await outcome.RefusalAsync(request, async errors => await PreviewRelease.ShowAsync(request, context, (await PreviewRelease.FindAsync(request, context))!, errors)) is { } refused)
            return refused;
        return DeskGate.SeeOther(PreviewRelease.Address.With("id", outcome.Id!)[request.Language], "release-asked");
    }

    /// <summary>Asks for what was previewed to be let out.</summary>
    internal static async Task<ActOutcome> AskAsync(DeskRequest request, CollaborativeContext context)
    {
        // Asked for again where the merge or the portal has changed since: whoever decides sees what is asked for now.
        if (await PreviewRelease.FindAsync(request, context) is not { State: ReleaseState.Draft or ReleaseState.Asked } draft)
            return ActOutcome.Missing;
        var merge = await PreviewRelease.MergeAsync(context, draft, request.Cancel);
        if ((await ReleaseGrounds.AgainstAsync(context, merge, request.Now, request.Cancel)).Count > 0)
            return ActOutcome.Refused([new("preview", request.Texts["releases.error.against"])]);
        var worked = await request.Get<ReleaseWork>().TryAsync(draft, merge, request.Now, request.Cancel);
        if (!worked.Succeeded)
            return ActOutcome.Refused([new("preview", request.Texts.Problem(worked.Problems[0]))]);
        // What is asked for is what stood on the page that was read.
        if (worked.Value.Hash != request.Field("hash"))
            return ActOutcome.Refused([new("preview", request.Texts["releases.error.moved"])]);
        (draft.State, draft.ContentHash, draft.AskedBy, draft.AskedAt) = (ReleaseState.Asked, worked.Value.Hash, request.Officer.AccountId, request.Now);
        draft.Version = Guid.NewGuid().ToString("N");
        await request.SaveAsync(context, new("release.approval-asked", "release", draft.Id));
        return ActOutcome.Done(draft.Id);
    }
}
