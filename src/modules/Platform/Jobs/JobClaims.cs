using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Jobs;

/// <summary>A job that this host has claimed, in one attempt.</summary>
internal sealed record Claim
{
    public required Guid Id { get; init; }

    public required string Kind { get; init; }

    public required Guid? OrganisationId { get; init; }

    public required Guid? RequestedBy { get; init; }

    public required Guid? SubjectId { get; init; }

    public required int Attempt { get; init; }

    public string? Stage { get; init; }

    public double Share { get; init; }
}

/// <summary>What a heartbeat has found.</summary>
internal enum Beat
{
    Held,
    CancelRequested,
    Lost,
}

/// <summary>How a host takes jobs, keeps them and gives them back: each step is one conditional update of the job's row.</summary>
/// <remarks>
/// Taking asks that the row is as it was read, so that of any number of hosts one wins; the others' updates change no row. Every later
/// step asks that the row is still running on this host in this attempt: a host that was away for longer than the heartbeat allows finds
/// no row and stops.
/// </remarks>
internal sealed class JobClaims(IDbContextFactory<PlatformContext> contexts, JobClock clock, JobOptions options, IClock hostClock)
{
    // More than one, because other hosts read the same ones; few, because whoever loses all of them asks again.
    private const int Candidates = 16;

    /// <summary>How this host runs jobs.</summary>
    internal JobOptions Options => options;

    /// <summary>This host, as long as its process lives.</summary>
    internal Guid HostId { get; } = UuidV7.At(hostClock.GetCurrentInstant());

    /// <summary>Takes the job that is due longest, and ends on the way what nobody may begin any more.</summary>
    /// <param name="kinds">The kinds there is room for.</param>
    /// <param name="mine">What runs here: a heartbeat that came late must not make this host take its own job.</param>
    /// <param name="cancel">Cancels the taking.</param>
    /// <returns>The job; null if there is none.</returns>
    internal async Task<Claim?> TakeAsync(IReadOnlyCollection<string> kinds, ICollection<Guid> mine, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var now = await clock.NowAsync(context, cancel);
        var silentSince = now - options.Stale;
        var found = await context.Set<Job>().AsNoTracking()
            .Where(job => (job.Phase == JobPhase.Queued || job.Phase == JobPhase.Running)
                && job.DueAt <= now && (job.Phase == JobPhase.Queued || job.HeartbeatAt < silentSince) && kinds.Contains(job.Kind))
            .OrderBy(job => job.DueAt).ThenBy(job => job.Id).Take(Candidates).ToListAsync(cancel);
        foreach (var job in found.Where(job => !mine.Contains(job.Id)))
        {
            if (job.CancelRequested)
                await EndAsync(JobPhase.Cancelled, null);
            else if (job.Attempts >= options.Attempts)
                await EndAsync(JobPhase.Failed, JobProblems.HostLost);
            else if (await TakeAsync() == 1)
                return ClaimOf(job);

            Task<int> TakeAsync() => AsRead(context, job).ExecuteUpdateAsync(
                row => row.SetProperty(j => j.Phase, JobPhase.Running)
                    .SetProperty(j => j.HostId, HostId)
                    .SetProperty(j => j.HeartbeatAt, now)
                    .SetProperty(j => j.StartedAt, now)
                    .SetProperty(j => j.Attempts, j => j.Attempts + 1),
                cancel);

            Task<int> EndAsync(JobPhase phase, string? code) => AsRead(context, job).ExecuteUpdateAsync(
                row => row.SetProperty(j => j.Phase, phase).SetProperty(j => j.EndedAt, now).SetProperty(j => j.ProblemCode, code), cancel);
        }

        return null;
    }

    /// <summary>Says that this host lives and how far the work is.</summary>
    /// <param name="claim">The job.</param>
    /// <param name="progress">What the work has said last.</param>
    /// <param name="cancel">Cancels the writing.</param>
    internal async Task<Beat> BeatAsync(Claim claim, (string? Stage, double Share) progress, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var now = await clock.NowAsync(context, cancel);
        var held = await Held(context, claim).ExecuteUpdateAsync(
            row => row.SetProperty(j => j.HeartbeatAt, now).SetProperty(j => j.Stage, progress.Stage).SetProperty(j => j.Share, progress.Share), cancel);
        if (held == 0)
        {
            // Ended with its effect a moment ago, by the work itself, which may still have something to put away.
            return await context.Set<Job>().AnyAsync(
                job => job.Id == claim.Id && job.Phase == JobPhase.Done && job.HostId == HostId && job.Attempts == claim.Attempt, cancel)
                ? Beat.Held
                : Beat.Lost;
        }

        return await context.Set<Job>().AnyAsync(job => job.Id == claim.Id && job.CancelRequested, cancel) ? Beat.CancelRequested : Beat.Held;
    }

    /// <summary>Ends a job.</summary>
    /// <param name="claim">The job.</param>
    /// <param name="end">How: done, failed with a problem, or cancelled; and how far the work had come.</param>
    /// <param name="cancel">Cancels the writing.</param>
    internal async Task EndAsync(Claim claim, (JobPhase Phase, Problem? Problem, (string? Stage, double Share) Progress) end, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var now = await clock.NowAsync(context, cancel);
        var (phase, problem, progress) = end;
        var (code, subject) = (problem?.Code, problem is null ? null : CodedSubject(problem.Subject));
        await Held(context, claim).ExecuteUpdateAsync(
            row => row.SetProperty(j => j.Phase, phase)
                .SetProperty(j => j.EndedAt, now)
                .SetProperty(j => j.ProblemCode, code)
                .SetProperty(j => j.ProblemSubject, subject)
                .SetProperty(j => j.Stage, progress.Stage)
                .SetProperty(j => j.Share, progress.Share),
            cancel);
    }

    /// <summary>Ends a job as done, in the transaction of its effect.</summary>
    /// <param name="claim">The job.</param>
    /// <param name="within">The effect's context, with a transaction begun.</param>
    /// <param name="cancel">Cancels the writing.</param>
    /// <returns>Whether the job was still this host's.</returns>
    internal async Task<bool> CompleteAsync(Claim claim, StoreContext within, CancellationToken cancel)
    {
        await using var context = await BorrowedTransaction.OpenAsync(within, cancel);
        var now = await clock.NowAsync(context, cancel);
        return await Held(context, claim).ExecuteUpdateAsync(
            row => row.SetProperty(j => j.Phase, JobPhase.Done).SetProperty(j => j.EndedAt, now).SetProperty(j => j.Share, 1), cancel) == 1;
    }

    /// <summary>Gives a job back, to be tried again: at once after a shutdown, which is no attempt; later, if attempts are left, after it broke off.</summary>
    /// <param name="claim">The job.</param>
    /// <param name="code">Why it broke off; null at a shutdown.</param>
    /// <param name="cancel">Cancels the writing.</param>
    internal async Task ReturnAsync(Claim claim, string? code, CancellationToken cancel)
    {
        if (code is not null && claim.Attempt >= options.Attempts)
        {
            await EndAsync(claim, (JobPhase.Failed, new(code, claim.Kind), (claim.Stage, claim.Share)), cancel);
            return;
        }

        await using var context = await contexts.CreateDbContextAsync(cancel);
        var now = await clock.NowAsync(context, cancel);
        var due = code is null ? now : now + (options.RetryAfter * claim.Attempt);
        var attempts = code is null ? claim.Attempt - 1 : claim.Attempt;
        await Held(context, claim).ExecuteUpdateAsync(
            row => row.SetProperty(j => j.Phase, JobPhase.Queued)
                .SetProperty(j => j.HeartbeatAt, (Instant?)null)
                .SetProperty(j => j.Attempts, attempts)
                .SetProperty(j => j.DueAt, due),
            cancel);
    }

    private static IQueryable<Job> AsRead(PlatformContext context, Job job) => context.Set<Job>().Where(
        row => row.Id == job.Id && row.Phase == job.Phase && row.Attempts == job.Attempts && row.HostId == job.HostId
            && row.HeartbeatAt == job.HeartbeatAt && row.CancelRequested == job.CancelRequested);

    private IQueryable<Job> Held(PlatformContext context, Claim claim) => context.Set<Job>().Where(
        row => row.Id == claim.Id && row.Phase == JobPhase.Running && row.HostId == HostId && row.Attempts == claim.Attempt);

    private static Claim ClaimOf(Job job) => new()
    {
        Id = job.Id,
        Kind = job.Kind,
        OrganisationId = job.OrganisationId,
        RequestedBy = job.RequestedBy,
        SubjectId = job.SubjectId,
        Attempt = job.Attempts + 1,
        Stage = job.Stage,
        Share = job.Share,
    };

    // A subject is the name of a field, a list or a file of ours. What looks like a sentence or a name of somebody is left out.
    private static string? CodedSubject(string subject) =>
        subject.Length is > 0 and <= 100 && subject.All(letter => char.IsAsciiLetterOrDigit(letter) || "._:/#-".Contains(letter, StringComparison.Ordinal))
            ? subject
            : null;
}
