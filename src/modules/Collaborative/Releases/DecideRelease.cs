using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Amparo.Collaborative.Releases;

/// <summary>The word of a second person: a release goes out, or it does not and why.</summary>
internal static class DecideRelease
{
    public static readonly DeskAddress Address = PreviewRelease.Address.Below("decidir", "decide");
    public static readonly DeskAddress Again = PreviewRelease.Address.Below("publicar", "publish");

    public static void Map(IEndpointRouteBuilder routes)
    {
        var rule = DeskRule.May(Entitlement.ApproveReleases).Confirmed();
        DeskGate.Send(routes, Address, rule, request => ManageReleases.OnceAsync(request, () => DecideAsync(request)));
        DeskGate.Send(routes, Again, rule, request => ManageReleases.OnceAsync(request, () => AgainAsync(request)));
    }

    private static async Task<IResult> DecideAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ApproveReleases);
        if (await PreviewRelease.FindAsync(request, context) is not { State: ReleaseState.Asked } draft)
            return DeskGate.NotFound(request);
        // Whatever roles they have: two pairs of eyes are of two persons.
        if (draft.IsWorkOf(request.Officer.AccountId))
        {
            await request.SaveAsync(context, new("release.own-decision-denied", "release", draft.Id));
            return DeskGate.Message(request, StatusCodes.Status403Forbidden, "releases.own");
        }

        switch (request.Field("decision"))
        {
            case "approve":
                return await ApproveAsync(request, context, draft);
            case "refuse" when RefusalReasons.Codes.Contains(request.Field("reason"), StringComparer.Ordinal):
                (draft.State, draft.Refusal) = (ReleaseState.Refused, request.Field("reason"));
                Decided(request, draft);
                await request.SaveAsync(context, new("release.refused", "release", draft.Id));
                return DeskGate.SeeOther(PreviewRelease.Address.With("id", draft.Id)[request.Language], "release-refused");
            case "refuse":
                return await PreviewRelease.ShowAsync(request, context, draft, [new("reason", request.Texts["releases.error.reason"])]);
            default:
                return await PreviewRelease.ShowAsync(request, context, draft, [new("decision", request.Texts["releases.error.decision"])]);
        }
    }

    private static async Task<IResult> ApproveAsync(DeskRequest request, CollaborativeContext context, ReleaseDraft draft)
    {
        // The page that was read shows what was asked for; whether it is still so, the job asks once more.
        if (draft.ContentHash is null || request.Field("hash") != draft.ContentHash)
            return await PreviewRelease.ShowAsync(request, context, draft, [new("preview", request.Texts["releases.error.moved"])]);
        var merge = await PreviewRelease.MergeAsync(context, draft, request.Cancel);
        if ((await ReleaseGrounds.AgainstAsync(context, merge, request.Now, request.Cancel)).Count > 0)
            return await PreviewRelease.ShowAsync(request, context, draft, [new("preview", request.Texts["releases.error.against"])]);
        draft.State = ReleaseState.Approved;
        Decided(request, draft);
        await PublishAsync(request, context, draft, "release.approved");
        return DeskGate.SeeOther(PreviewRelease.Address.With("id", draft.Id)[request.Language], "release-approved");
    }

    // Where the hosts went down as often as a job is tried: nothing has been decided anew.
    private static async Task<IResult> AgainAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ApproveReleases);
        if (await PreviewRelease.FindAsync(request, context) is not { State: ReleaseState.Approved } draft
            || (draft.JobId is { } job && await request.Get<JobBoard>().FindAsync(new(job), request.Cancel) is { IsOver: false }))
            return DeskGate.NotFound(request);
        if (draft.IsWorkOf(request.Officer.AccountId))
            return DeskGate.Message(request, StatusCodes.Status403Forbidden, "releases.own");
        draft.Version = Guid.NewGuid().ToString("N");
        await PublishAsync(request, context, draft, "release.publishing-again");
        return DeskGate.SeeOther(PreviewRelease.Address.With("id", draft.Id)[request.Language], "release-approved");
    }

    private static void Decided(DeskRequest request, ReleaseDraft draft)
    {
        (draft.DecidedBy, draft.DecidedAt) = (request.Officer.AccountId, request.Now);
        draft.Version = Guid.NewGuid().ToString("N");
    }

    private static async Task PublishAsync(DeskRequest request, CollaborativeContext context, ReleaseDraft draft, string act)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(request.Cancel);
        var job = await request.Get<JobBoard>().RequestAsync(
            new() { Kind = PublishRelease.Kind, OrganisationId = draft.OrganisationId, RequestedBy = request.Officer.AccountId, SubjectId = draft.Id }, context, request.Cancel);
        draft.JobId = job.Value;
        await request.SaveAsync(context, new(act, "release", draft.Id));
        await transaction.CommitAsync(request.Cancel);
    }
}
