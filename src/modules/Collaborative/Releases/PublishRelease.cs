using Amparo.Contracts.Portal;
using Amparo.Platform;
using Amparo.Platform.Audit;
using Amparo.Platform.Jobs;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Collaborative.Releases;

/// <summary>The job that publishes what was approved, and only that.</summary>
/// <param name="contexts">The module's contexts.</param>
/// <param name="work">What the release would publish now.</param>
/// <param name="publications">The portal.</param>
/// <param name="trail">The trail of acts.</param>
/// <param name="clock">The clock.</param>
internal sealed class PublishRelease(
    IDbContextFactory<CollaborativeContext> contexts, ReleaseWork work, IPublications publications, AuditTrail trail, IClock clock) : IJobWork
{
    /// <summary>The kind of job.</summary>
    public const string Kind = "release.publish";

    /// <inheritdoc/>
    public async Task<Problem?> RunAsync(JobRun run, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // Without a filter by organisation: the job works on the one release that it names, which somebody approved who may.
        var draft = await context.Set<ReleaseDraft>().IgnoreQueryFilters().SingleOrDefaultAsync(row => row.Id == run.SubjectId, cancel);
        if (draft is not { State: ReleaseState.Approved })
            return null;
        context.Tenancy = new(draft.NodeId, draft.OrganisationId);
        run.Report("publishing", 0.05);
        // The portal is another transaction, and keeps the release's id as its key: after a crash in between, what is out is found out here.
        var problem = await IsOutAsync(draft, cancel) ? null : await PublishAsync(context, draft, cancel);
        // A store that does not answer is no reason to give up what was approved.
        if (problem is { } passing && passing.Code.StartsWith("STO-", StringComparison.Ordinal))
            throw new StoreException(passing);
        run.Report("publishing", 0.95);
        (draft.State, draft.ProblemCode, draft.PublishedAt) = problem is null ? (ReleaseState.Published, null, clock.GetCurrentInstant()) : (ReleaseState.Failed, problem.Code, (Instant?)null);
        draft.Version = Guid.NewGuid().ToString("N");
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await context.SaveChangesAsync(cancel);
        await trail.AppendAsync(context, Act(draft, run), cancel);
        if (await run.CompleteAsync(context, cancel))
            await transaction.CommitAsync(cancel);
        return null;
    }

    private async Task<bool> IsOutAsync(ReleaseDraft draft, CancellationToken cancel)
    {
        var history = await publications.HistoryAsync([draft.Id], cancel);
        return history.Succeeded ? history.Value.Publications.Count > 0 : throw new StoreException(history.Problems[0]);
    }

    private async Task<Problem?> PublishAsync(CollaborativeContext context, ReleaseDraft draft, CancellationToken cancel)
    {
        var merge = await PreviewRelease.MergeAsync(context, draft, cancel);
        if (await ReleaseGrounds.AgainstAsync(context, merge, clock.GetCurrentInstant(), cancel) is [var first, ..])
            return new Problem(first.Code, "release");
        var counted = work.Count(draft, merge, cancel);
        if (!counted.Succeeded)
            return counted.Problems[0];
        var published = await publications.PublishAsync(draft.Id, (standing, now) =>
        {
            var passed = counted.Value.ReleaseOf(standing, now);
            return passed.Succeeded && CountedRelease.HashOf(passed.Value) != draft.ContentHash ? new Problem(CollaborativeProblems.NotWhatWasApproved, "release") : passed;
        }, cancel);
        return published.Succeeded ? null : published.Problems[0];
    }

    private static AuditAct Act(ReleaseDraft draft, JobRun run) => new()
    {
        Act = draft.State == ReleaseState.Published ? "release.published" : "release.failed",
        Actor = new() { Node = draft.NodeId.ToString(), Organisation = draft.OrganisationId.ToString(), Account = run.RequestedBy.ToString()! },
        Subject = new("release", draft.Id.ToString()),
    };
}
