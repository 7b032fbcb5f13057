using System.Runtime.CompilerServices;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Jobs;

/// <summary>A job's id.</summary>
/// <param name="Value">UUIDv7.</param>
public readonly record struct JobId(Guid Value);

/// <summary>What is to be done, for whom, and who asks.</summary>
public sealed record JobRequest
{
    /// <summary>The kind, as registered with <see cref="JobRegistration.AddJob{TWork}"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>For which organisation.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Which account asks.</summary>
    public required Guid RequestedBy { get; init; }

    /// <summary>The id of what it works on.</summary>
    public required Guid SubjectId { get; init; }
}

/// <summary>What is known of a job at a moment.</summary>
public sealed record JobState
{
    /// <summary>The job.</summary>
    public required JobId Id { get; init; }

    /// <summary>Its kind.</summary>
    public required string Kind { get; init; }

    /// <summary>For which organisation; null for a recurring job. Whoever shows a job checks this first.</summary>
    public required Guid? OrganisationId { get; init; }

    /// <summary>Which account asked for it; null for a recurring job.</summary>
    public required Guid? RequestedBy { get; init; }

    /// <summary>What it works on; null for a recurring job.</summary>
    public required Guid? SubjectId { get; init; }

    /// <summary>How far it has come.</summary>
    public required JobPhase Phase { get; init; }

    /// <summary>The key of the text of what is being done; null before the work has said it.</summary>
    public required string? Stage { get; init; }

    /// <summary>The part that is done, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>How often it was begun.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was requested.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>When it was begun last; null if never.</summary>
    public required Instant? StartedAt { get; init; }

    /// <summary>When it was over; null if it is not.</summary>
    public required Instant? EndedAt { get; init; }

    /// <summary>Why it failed; null if it has not.</summary>
    public required Problem? Problem { get; init; }

    /// <summary>Whether somebody asked to cancel it; it may still end otherwise.</summary>
    public required bool CancelRequested { get; init; }

    /// <summary>Whether nothing changes any more.</summary>
    public bool IsOver => Phase is JobPhase.Done or JobPhase.Failed or JobPhase.Cancelled;

    internal static JobState Of(Job job) => new()
    {
        Id = new(job.Id),
        Kind = job.Kind,
        OrganisationId = job.OrganisationId,
        RequestedBy = job.RequestedBy,
        SubjectId = job.SubjectId,
        Phase = job.Phase,
        Stage = job.Stage,
        Share = job.Share,
        Attempts = job.Attempts,
        CreatedAt = job.CreatedAt,
        StartedAt = job.StartedAt,
        EndedAt = job.EndedAt,
        Problem = job.ProblemCode is { } code ? new(code, job.ProblemSubject ?? string.Empty) : null,
        CancelRequested = job.CancelRequested,
    };
}

/// <summary>Requests jobs, cancels them and says how they stand, whichever host runs them. Knows no permissions: whoever asks checks them.</summary>
public sealed class JobBoard
{
    /// <summary>How often a watched row is read.</summary>
    private static readonly TimeSpan WatchEvery = TimeSpan.FromMilliseconds(500);

    private readonly IDbContextFactory<PlatformContext> _contexts;
    private readonly JobClock _clock;
    private readonly JobKinds _kinds;
    private readonly WakeCall _wake;

    internal JobBoard(IDbContextFactory<PlatformContext> contexts, JobClock clock, JobKinds kinds, WakeCall wake)
    {
        _contexts = contexts;
        _clock = clock;
        _kinds = kinds;
        _wake = wake;
    }

    /// <summary>Requests a job in the transaction of the act that needs it: both are committed, or neither.</summary>
    /// <param name="request">What is to be done.</param>
    /// <param name="within">The act's context, with a transaction begun; of any module on the same store.</param>
    /// <param name="cancel">Cancels the writing.</param>
    /// <returns>The job's id; a host begins it once the transaction is committed.</returns>
    /// <exception cref="ArgumentException">The kind is not registered.</exception>
    /// <exception cref="InvalidOperationException">No transaction was begun.</exception>
    public async Task<JobId> RequestAsync(JobRequest request, StoreContext within, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(within);
        Require(request);
        await using var context = await BorrowedTransaction.OpenAsync(within, cancel);
        return await AddAsync(context, request, cancel);
    }

    /// <summary>Requests a job in a transaction of its own.</summary>
    /// <param name="request">What is to be done.</param>
    /// <param name="cancel">Cancels the writing.</param>
    /// <returns>The job's id.</returns>
    /// <exception cref="ArgumentException">The kind is not registered.</exception>
    public async Task<JobId> RequestAsync(JobRequest request, CancellationToken cancel)
    {
        Require(request);
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        return await AddAsync(context, request, cancel);
    }

    /// <summary>Asks for a job to be cancelled: at once if no host has begun it, otherwise as soon as its work obeys.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancel">Cancels the asking.</param>
    /// <returns>Whether it was queued or running; if not, nothing changes any more.</returns>
    public async Task<bool> CancelAsync(JobId job, CancellationToken cancel)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        var now = await _clock.NowAsync(context, cancel);
        var ended = await context.Set<Job>().Where(row => row.Id == job.Value && row.Phase == JobPhase.Queued).ExecuteUpdateAsync(
            row => row.SetProperty(j => j.Phase, JobPhase.Cancelled).SetProperty(j => j.CancelRequested, true).SetProperty(j => j.EndedAt, now), cancel);
        if (ended == 1)
            return true;

        // Queued is asked for again: it may have gone back to the queue in between, and the claim ends what was cancelled.
        return await context.Set<Job>().Where(row => row.Id == job.Value && (row.Phase == JobPhase.Running || row.Phase == JobPhase.Queued))
            .ExecuteUpdateAsync(row => row.SetProperty(j => j.CancelRequested, true), cancel) == 1;
    }

    /// <summary>Finds a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>How it stands; null if there is none of this id.</returns>
    public async Task<JobState?> FindAsync(JobId job, CancellationToken cancel)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        return await context.Set<Job>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == job.Value, cancel) is { } found ? JobState.Of(found) : null;
    }

    /// <summary>Lists an organisation's jobs.</summary>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="atMost">How many; one or more.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>Its jobs, the last requested first.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Less than one is asked for.</exception>
    public async Task<IReadOnlyList<JobState>> ListAsync(Guid organisationId, int atMost, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atMost, 1);
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        var rows = await context.Set<Job>().AsNoTracking().Where(row => row.OrganisationId == organisationId)
            .OrderByDescending(row => row.Id).Take(atMost).ToListAsync(cancel);
        return [.. rows.Select(JobState.Of)];
    }

    /// <summary>Follows a job, whichever host runs it: its row is read twice a second.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancel">Ends the following.</param>
    /// <returns>How it stands now, and again after each change, until it is over; nothing if there is none of this id.</returns>
    public async IAsyncEnumerable<JobState> WatchAsync(JobId job, [EnumeratorCancellation] CancellationToken cancel)
    {
        JobState? before = null;
        while (await FindAsync(job, cancel) is { } now)
        {
            if (now != before)
                yield return now;
            if (now.IsOver)
                yield break;
            before = now;
            await Task.Delay(WatchEvery, cancel);
        }
    }

    private void Require(JobRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!_kinds.Knows(request.Kind))
            throw new ArgumentException("No work is registered for this kind.", nameof(request));
    }

    private async Task<JobId> AddAsync(PlatformContext context, JobRequest request, CancellationToken cancel)
    {
        var now = await _clock.NowAsync(context, cancel);
        var job = new Job
        {
            Id = UuidV7.At(now),
            Kind = request.Kind,
            OrganisationId = request.OrganisationId,
            RequestedBy = request.RequestedBy,
            SubjectId = request.SubjectId,
            CreatedAt = now,
            DueAt = now,
        };
        context.Add(job);
        await context.SaveChangesAsync(cancel);
        _wake.Ring();
        return new(job.Id);
    }
}
