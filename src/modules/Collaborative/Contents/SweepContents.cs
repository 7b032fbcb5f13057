using System.Globalization;
using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Audit;
using Amparo.Platform.Jobs;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Collaborative.Contents;

/// <summary>The nightly job that takes away pieces which belong to no content: what a host had kept when it died, of work that was then begun again.</summary>
/// <param name="contexts">The module's contexts.</param>
/// <param name="trail">The trail of acts.</param>
/// <param name="clock">The clock.</param>
internal sealed class SweepContents(IDbContextFactory<CollaborativeContext> contexts, AuditTrail trail, IClock clock) : IJobWork
{
    /// <summary>The kind of job.</summary>
    public const string Kind = "contents.sweep";

    private const int AtOnce = 100;

    /// <summary>When: in the night of the region.</summary>
    public static readonly CronTimes Times = CronTimes.Utc("0 17 8 * * ?");

    // Younger ones may be of work that is not done yet.
    private static readonly Duration Age = Duration.FromDays(1);

    /// <inheritdoc/>
    public async Task<Problem?> RunAsync(JobRun run, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // Asked first: what becomes somebody's in between is young.
        var held = await context.Set<ContentPiece>().Select(piece => piece.ContentId).Distinct().ToListAsync(cancel);
        var owned = await OwnedAsync(context, cancel);
        var before = clock.GetCurrentInstant() - Age;
        var nobodys = held.Where(id => !owned.Contains(id) && MadeAt(id) < before).ToList();
        // Without a submission there is no content.
        if (nobodys.Count == 0 || await context.Set<Submission>().IgnoreQueryFilters().Select(row => (Guid?)row.NodeId).FirstOrDefaultAsync(cancel) is not { } node)
            return null;
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        foreach (var some in nobodys.Chunk(AtOnce))
            await context.Set<ContentPiece>().Where(piece => some.Contains(piece.ContentId)).ExecuteDeleteAsync(cancel);
        await trail.AppendAsync(
            context, new() { Act = "contents.swept", Actor = new() { Node = node.ToString(), Account = Kind }, Subject = new("job", run.Job.Value.ToString()) }, cancel);
        if (await run.CompleteAsync(context, cancel))
            await transaction.CommitAsync(cancel);
        return null;
    }

    // Of all organisations: the job asks whose a content is, and looks into none.
    private static async Task<HashSet<Guid>> OwnedAsync(CollaborativeContext context, CancellationToken cancel)
    {
        var versions = await context.Set<SubmissionVersion>().IgnoreQueryFilters().Select(row => new Guid?[] { row.Id, row.RecordsId, row.ReportId }).ToListAsync(cancel);
        var merges = await context.Set<Merge>().IgnoreQueryFilters().Select(row => new Guid?[] { row.RecordsId, row.PersonsId, row.FiguresId }).ToListAsync(cancel);
        var queues = await context.Set<QueuedCountry>().IgnoreQueryFilters().Select(row => row.Id).ToListAsync(cancel);
        return [.. versions.Concat(merges).SelectMany(ids => ids).OfType<Guid>(), .. queues];
    }

    // A content's id begins with the milliseconds of its making.
    private static Instant MadeAt(Guid id) =>
        Instant.FromUnixTimeMilliseconds(long.Parse(id.ToString("N").AsSpan(0, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
