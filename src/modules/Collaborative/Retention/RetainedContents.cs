using System.Buffers.Binary;
using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Audit;
using Amparo.Platform.Keys;
using Amparo.Platform.Retention;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Collaborative.Retention;

/// <summary>
/// What agencies sent, for as many months as their agreement says from the day it was sent; merges, until the first of what they took in is due; and
/// contents that were never finished.
/// </summary>
/// <remarks>
/// The key goes first, in a transaction of its own with its line of the audit: from then on nobody reads the contents, here or in a copy. Then the row says so,
/// and pieces, audit and list of erasures go in one transaction. A host that dies in between leaves a row that is still due; the next run finds the key destroyed, and goes on.
/// </remarks>
/// <param name="contexts">The module's contexts.</param>
/// <param name="vault">The keys.</param>
/// <param name="trail">The audit.</param>
internal sealed class RetainedContents(IDbContextFactory<CollaborativeContext> contexts, Vault vault, AuditTrail trail) : IRetained
{
    private const string Actor = "retention";

    // A content that is still being written has pieces and no row yet: the longest upload or merge is over by then.
    private static readonly Duration Unfinished = Duration.FromDays(2);

    /// <inheritdoc/>
    public IReadOnlyList<string> Kinds { get; } = ["submissions", "merges", "contents"];

    /// <summary>When what was sent under an agreement is erased: as many months later, at the beginning of the day after.</summary>
    /// <param name="sent">When it was sent.</param>
    /// <param name="months">For how many months it is kept.</param>
    public static Instant DueAt(Instant sent, int months) => sent.InUtc().Date.PlusMonths(months).PlusDays(1).AtMidnight().InUtc().ToInstant();

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Expiring>> ExpiringAsync(Instant until, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var (submissions, merges) = (await SubmissionsAsync(context, cancel), await MergesAsync(context, cancel));
        return
        [
            .. submissions.Where(row => row.DueAt <= until).Select(row => new Expiring("submissions", row.OrganisationId, 1, row.DueAt)),
            .. merges.Where(row => row.DueAt <= until).Select(row => new Expiring("merges", row.OrganisationId, 1, row.DueAt)),
        ];
    }

    /// <inheritdoc/>
    public async Task EraseAsync(Instant now, CancellationToken cancel)
    {
        List<Due> merges, submissions;
        await using (var context = await contexts.CreateDbContextAsync(cancel))
            (merges, submissions) = (await MergesAsync(context, cancel), await SubmissionsAsync(context, cancel));
        // First what was made of them.
        foreach (var due in merges.Where(row => row.DueAt <= now))
            await EraseMergeAsync(due, now, cancel);
        foreach (var due in submissions.Where(row => row.DueAt <= now))
            await EraseSubmissionAsync(due, now, cancel);
        await SweepAsync(now, cancel);
    }

    private static async Task<List<Due>> SubmissionsAsync(CollaborativeContext context, CancellationToken cancel) =>
    [
        .. (await Kept(context).ToListAsync(cancel)).Select(row => new Due(row.Id, row.NodeId, row.OrganisationId, DueAt(row.SentAt, row.Months))),
    ];

    private static async Task<List<Due>> MergesAsync(CollaborativeContext context, CancellationToken cancel)
    {
        // Those that were withdrawn or erased before count too: their rows are in the merge all the same.
        var taken = await context.Set<Merge>().IgnoreQueryFilters().Where(row => row.State != MergeState.Ended)
            .Join(context.Set<MergedSubmission>().IgnoreQueryFilters(), row => row.Id, row => row.MergeId, (merge, row) => new { merge.Id, merge.NodeId, merge.OrganisationId, row.SubmissionId })
            .Join(context.Set<Submission>().IgnoreQueryFilters(), row => row.SubmissionId, row => row.Id, (row, submission) => new { row.Id, row.NodeId, row.OrganisationId, submission.CreatedAt, submission.AgreementId })
            .Join(context.Set<Agreement>().IgnoreQueryFilters(), row => row.AgreementId, row => row.Id, (row, agreement) => new { row.Id, row.NodeId, row.OrganisationId, row.CreatedAt, agreement.RetentionMonths })
            .ToListAsync(cancel);
        return [.. taken.GroupBy(row => (row.Id, row.NodeId, row.OrganisationId)).Select(group => new Due(group.Key.Id, group.Key.NodeId, group.Key.OrganisationId, group.Min(row => DueAt(row.CreatedAt, row.RetentionMonths))))];
    }

    private static IQueryable<KeptSubmission> Kept(CollaborativeContext context) => context.Set<Submission>().IgnoreQueryFilters().Where(row => row.State != SubmissionState.Withdrawn)
        .Join(context.Set<Agreement>().IgnoreQueryFilters(), row => row.AgreementId, row => row.Id, (row, agreement) => new KeptSubmission(row.Id, row.NodeId, row.OrganisationId, row.CreatedAt, agreement.RetentionMonths));

    private async Task EraseSubmissionAsync(Due due, Instant now, CancellationToken cancel)
    {
        await DestroyAsync(ContentPlace.OfSubmission(due.Id), due, cancel);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var submission = await context.Set<Submission>().IgnoreQueryFilters().SingleAsync(row => row.Id == due.Id, cancel);
        if (submission.State == SubmissionState.Withdrawn)
            return;
        (submission.State, submission.WithdrawnAt, submission.ExpiredAt, submission.Version) = (SubmissionState.Withdrawn, now, now, Guid.NewGuid().ToString("N"));
        var versions = await context.Set<SubmissionVersion>().IgnoreQueryFilters().AsNoTracking().Where(row => row.SubmissionId == due.Id).ToListAsync(cancel);
        var contents = versions.SelectMany(row => new Guid?[] { row.Id, row.RecordsId, row.ReportId }).OfType<Guid>().ToList();
        await context.Set<ContentPiece>().Where(row => contents.Contains(row.ContentId)).ExecuteDeleteAsync(cancel);
        await CommitAsync(context, ("submissions", "submission"), due, now, cancel);
    }

    private async Task EraseMergeAsync(Due due, Instant now, CancellationToken cancel)
    {
        await DestroyAsync(MergeFiles.CompartmentOf(due.Id), due, cancel);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        context.Tenancy = new(due.NodeId, null);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var merge = await context.Set<Merge>().SingleAsync(row => row.Id == due.Id, cancel);
        if (merge.State == MergeState.Ended)
            return;
        var contents = await RunMerge.ContentsOfAsync(context, merge, cancel);
        (merge.State, merge.ExpiredAt, merge.Version) = (MergeState.Ended, now, Guid.NewGuid().ToString("N"));
        (merge.RecordsId, merge.RecordsSize, merge.PersonsId, merge.PersonsSize, merge.FiguresId, merge.FiguresSize) = (null, null, null, null, null, null);
        await context.Set<QueuedCountry>().Where(row => row.MergeId == due.Id).ExecuteDeleteAsync(cancel);
        await context.Set<PairDecision>().Where(row => row.MergeId == due.Id).ExecuteDeleteAsync(cancel);
        await context.Set<ContentPiece>().Where(row => contents.Contains(row.ContentId)).ExecuteDeleteAsync(cancel);
        await CommitAsync(context, ("merges", "merge"), due, now, cancel);
    }

    private Task DestroyAsync(Compartment compartment, Due due, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return EraseContents.DestroyAsync(vault, compartment, ActorOf(due), cancel);
    }

    // Somebody who changed the row at this moment wins: it is found again, as it is then, at the next run.
    private async Task CommitAsync(CollaborativeContext context, (string Plural, string Singular) kind, Due due, Instant now, CancellationToken cancel)
    {
        context.Add(new Erasure { Id = UuidV7.At(now), Kind = kind.Plural, OrganisationId = due.OrganisationId, SubjectId = due.Id, Count = 1, At = now });
        await context.SaveChangesAsync(cancel);
        await trail.AppendAsync(context, new AuditAct { Act = $"{kind.Singular}.expired", Actor = ActorOf(due), Subject = new(kind.Singular, due.Id.ToString()) }, cancel);
        await context.Database.CommitTransactionAsync(cancel);
    }

    // Pieces of contents that no row names: what a host was writing when it died, or of a withdrawal that came to nothing more than its key.
    private async Task SweepAsync(Instant now, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var all = await context.Set<ContentPiece>().Select(row => row.ContentId).Distinct().ToListAsync(cancel);
        var versions = context.Set<SubmissionVersion>().IgnoreQueryFilters()
            .Where(row => context.Set<Submission>().Any(submission => submission.Id == row.SubmissionId && submission.State != SubmissionState.Withdrawn));
        var merges = context.Set<Merge>().IgnoreQueryFilters();
        var named = new HashSet<Guid>(await versions.Select(row => row.Id).ToListAsync(cancel));
        foreach (var ids in new[]
        {
            versions.Select(row => row.RecordsId), versions.Select(row => row.ReportId), merges.Select(row => row.RecordsId), merges.Select(row => row.PersonsId), merges.Select(row => row.FiguresId),
            context.Set<QueuedCountry>().IgnoreQueryFilters().Select(row => (Guid?)row.Id),
        })
        {
            named.UnionWith((await ids.Where(id => id != null).ToListAsync(cancel)).Select(id => id!.Value));
        }

        var lost = all.Where(id => !named.Contains(id) && MadeAt(id) < now - Unfinished).ToList();
        if (lost.Count == 0 || await merges.Select(row => (Guid?)row.NodeId).Concat(context.Set<Submission>().IgnoreQueryFilters().Select(row => (Guid?)row.NodeId)).FirstOrDefaultAsync(cancel) is not { } node)
            return;
        var erasure = UuidV7.At(now);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await context.Set<ContentPiece>().Where(row => lost.Contains(row.ContentId)).ExecuteDeleteAsync(cancel);
        context.Add(new Erasure { Id = erasure, Kind = "contents", Count = lost.Count, At = now });
        await context.SaveChangesAsync(cancel);
        await trail.AppendAsync(context, new AuditAct { Act = "contents.expired", Actor = new() { Node = node.ToString(), Account = Actor }, Subject = new("erasure", erasure.ToString()) }, cancel);
        await transaction.CommitAsync(cancel);
    }

    // An id of ours says when it was made: its first 48 bits are milliseconds since 1970.
    private static Instant MadeAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return id.Version == 7 ? Instant.FromUnixTimeMilliseconds((long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16)) : Instant.MaxValue;
    }

    private static AuditActor ActorOf(Due due) => new() { Node = due.NodeId.ToString(), Organisation = due.OrganisationId.ToString(), Account = Actor };

    private sealed record Due(Guid Id, Guid NodeId, Guid OrganisationId, Instant DueAt);

    private sealed record KeptSubmission(Guid Id, Guid NodeId, Guid OrganisationId, Instant SentAt, int Months);
}
