using Amparo.Collaborative.Contents;
using Amparo.Platform.Audit;
using Amparo.Platform.Jobs;
using Amparo.Platform.Keys;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Collaborative.Submissions;

/// <summary>The job that takes away files that did not arrive whole and will not: their pieces, and the keys under which they are sealed.</summary>
/// <param name="contexts">The module's contexts.</param>
/// <param name="vault">The keys.</param>
/// <param name="trail">The trail of acts.</param>
/// <param name="clock">What time it is.</param>
internal sealed class SweepUploads(IDbContextFactory<CollaborativeContext> contexts, Vault vault, AuditTrail trail, IClock clock) : IJobWork
{
    /// <summary>The kind of job.</summary>
    public const string Kind = "uploads.sweep";

    /// <summary>After how long a file that came in one form is given up: no connection takes so long, and none can go on with it.</summary>
    public static readonly Duration OneFormLasts = Duration.FromHours(24);

    /// <summary>After how long a file that comes in pieces is given up: until then whoever sends it can go on.</summary>
    public static readonly Duration PiecesLast = Duration.FromDays(7);

    /// <summary>When it is looked for: every hour, and where no host ran then, at the next start.</summary>
    public static readonly CronTimes Times = CronTimes.Utc("0 25 * * * ?");

    /// <inheritdoc/>
    public async Task<Problem?> RunAsync(JobRun run, CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        var (oneForm, pieces) = (now - OneFormLasts, now - PiecesLast);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // Without a filter by organisation: what did not arrive whole is swept, whosever it is. Of what comes in one form the size is not known before its end.
        var lost = await context.Set<Submission>().IgnoreQueryFilters().Where(row => row.State == SubmissionState.Receiving && row.CreatedAt < oneForm)
            .Join(context.Set<SubmissionVersion>().IgnoreQueryFilters(), row => row.Id, version => version.SubmissionId, (row, version) => new { row, version })
            .Where(found => found.version.Size == 0 || found.row.CreatedAt < pieces).ToListAsync(cancel);
        foreach (var found in lost)
            await SweepAsync(context, (found.row, found.version), now, cancel);
        return null;
    }

    private async Task SweepAsync(CollaborativeContext context, (Submission Submission, SubmissionVersion Version) lost, Instant now, CancellationToken cancel)
    {
        var (submission, version) = lost;
        var actor = new AuditActor { Node = submission.NodeId.ToString(), Organisation = submission.OrganisationId.ToString(), Account = Kind };
        // Keys before rows, and not within a transaction of our own. Done twice it does no harm: what has no key and no piece is only marked.
        await EraseContents.DestroyAsync(vault, ContentPlace.OfSubmission(submission.Id), actor, cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        (submission.State, submission.WithdrawnAt, submission.Version) = (SubmissionState.Withdrawn, now, Guid.NewGuid().ToString("N"));
        await context.SaveChangesAsync(cancel);
        await context.Set<ContentPiece>().Where(row => row.ContentId == version.Id).ExecuteDeleteAsync(cancel);
        await trail.AppendAsync(context, new AuditAct { Act = "submission.swept", Actor = actor, Subject = new("submission", submission.Id.ToString()) }, cancel);
        await transaction.CommitAsync(cancel);
    }
}
