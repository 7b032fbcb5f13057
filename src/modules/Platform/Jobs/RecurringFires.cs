using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Jobs;

/// <summary>Turns the times of recurring jobs into jobs: each time once, however many hosts notice it.</summary>
/// <remarks>
/// The row of <see cref="RecurringJob"/> is moved from an earlier time to a later one and the job is queued, in one transaction. Whoever
/// comes second finds the row moved. So it does not matter which scheduler says the time, nor whether it says it twice.
/// </remarks>
internal sealed class RecurringFires(IDbContextFactory<PlatformContext> contexts, JobClock clock, JobKinds kinds, WakeCall wake)
{
    /// <summary>Writes down that a kind recurs from now on, if that is new.</summary>
    /// <param name="cancel">Cancels the writing.</param>
    internal async Task BeginAsync(CancellationToken cancel)
    {
        foreach (var kind in kinds.Recurring)
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var now = await clock.NowAsync(context, cancel);
            if (await KnownAsync(kind.Kind))
                continue;
            context.Add(new RecurringJob { Kind = kind.Kind, LastFireAt = now });
            try
            {
                await context.SaveChangesAsync(cancel);
            }
            catch (DbUpdateException)
            {
                // Another host has been quicker; or the store refuses, and then there is still no row.
                if (!await KnownAsync(kind.Kind))
                    throw;
            }

            Task<bool> KnownAsync(string name) => context.Set<RecurringJob>().AnyAsync(row => row.Kind == name, cancel);
        }
    }

    /// <summary>A time has come.</summary>
    /// <param name="kind">The recurring job.</param>
    /// <param name="at">Its time.</param>
    /// <param name="cancel">Cancels the writing.</param>
    /// <returns>Whether it is this host that made the time a job.</returns>
    internal async Task<bool> FireAsync(string kind, Instant at, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return await FireAsync(context, context.Set<RecurringJob>().Where(row => row.Kind == kind && row.LastFireAt < at), (kind, at), cancel);
    }

    /// <summary>Makes up for times that passed while nobody noticed them: one job for all of them.</summary>
    /// <param name="patience">How long a time may be left to the scheduler first.</param>
    /// <param name="cancel">Cancels the writing.</param>
    internal async Task CatchUpAsync(Duration patience, CancellationToken cancel)
    {
        foreach (var kind in kinds.Recurring)
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var now = await clock.NowAsync(context, cancel);
            var last = await context.Set<RecurringJob>().Where(row => row.Kind == kind.Kind).Select(row => row.LastFireAt).SingleAsync(cancel);
            if (kind.Times!.After(last) is not { } missed || missed + patience > now)
                continue;
            await FireAsync(
                context, context.Set<RecurringJob>().Where(row => row.Kind == kind.Kind && row.LastFireAt == last), (kind.Kind, now), cancel);
        }
    }

    private async Task<bool> FireAsync(
        PlatformContext context, IQueryable<RecurringJob> unmoved, (string Kind, Instant At) fire, CancellationToken cancel)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        if (await unmoved.ExecuteUpdateAsync(row => row.SetProperty(r => r.LastFireAt, fire.At), cancel) == 0)
            return false;

        // One that nobody has begun yet will do what this one would: behind a host that was busy for an hour there are not sixty of them.
        if (!await context.Set<Job>().AnyAsync(job => job.Kind == fire.Kind && job.Phase == JobPhase.Queued, cancel))
        {
            var now = await clock.NowAsync(context, cancel);
            context.Add(new Job
            {
                Id = UuidV7.At(now),
                Kind = fire.Kind,
                OrganisationId = null,
                RequestedBy = null,
                SubjectId = null,
                CreatedAt = now,
                DueAt = fire.At,
            });
            await context.SaveChangesAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
        wake.Ring();
        return true;
    }
}
