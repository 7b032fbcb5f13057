using System.Diagnostics;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Amparo.Platform.Jobs;

/// <summary>Runs one claimed job to its end: the work, the heartbeat beside it, and what is written afterwards.</summary>
internal sealed class JobRunner(IServiceScopeFactory scopes, JobClaims claims, JobKinds kinds, StoreAddress address, ILogger<JobRunner> logger)
{
    // A store that another writer holds for longer, or that is gone: then the heartbeat's age decides.
    private const int TriesToWrite = 5;

    private enum Interruption
    {
        None,
        Cancelled,
        Lost,
    }

    /// <summary>What a failure is called in a row or a log: the store's code if the store failed.</summary>
    internal static string Code(Exception error) => StoreProblems.From(error, string.Empty)?.Code ?? JobProblems.BrokeOff;

    /// <summary>Runs a job.</summary>
    /// <param name="claim">The job; it is this host's.</param>
    /// <param name="stopping">The host shuts down.</param>
    internal async Task RunAsync(Claim claim, CancellationToken stopping)
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var ended = new CancellationTokenSource();
        var run = new JobRun(claim, (within, cancel) => claims.CompleteAsync(claim, within, cancel));
        var beating = BeatAsync((claim, run), interrupt, ended.Token);
        var (problem, thrown) = await WorkAsync(claim, run, interrupt.Token);
        await ended.CancelAsync();
        var interruption = await beating;

        var progress = run.Progress;
        if (interruption == Interruption.Lost)
            JobLog.Lost(logger, claim.Id, claim.Kind);
        else if (thrown is null && problem is null)
            await UntilWrittenAsync(cancel => claims.EndAsync(claim, (JobPhase.Done, null, (progress.Stage, 1)), cancel));
        else if (problem is not null)
            await UntilWrittenAsync(cancel => claims.EndAsync(claim, (JobPhase.Failed, problem, progress), cancel));
        else if (interruption == Interruption.Cancelled)
            await UntilWrittenAsync(cancel => claims.EndAsync(claim, (JobPhase.Cancelled, null, progress), cancel));
        else if (stopping.IsCancellationRequested)
            await UntilWrittenAsync(cancel => claims.ReturnAsync(claim, null, cancel));
        else
            await UntilWrittenAsync(cancel => claims.ReturnAsync(claim with { Stage = progress.Stage, Share = progress.Share }, Code(thrown!), cancel));
    }

    private async Task<(Problem? Problem, Exception? Thrown)> WorkAsync(Claim claim, JobRun run, CancellationToken interrupt)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var work = (IJobWork)scope.ServiceProvider.GetRequiredService(kinds[claim.Kind].Work);
            return (await Task.Run(() => work.RunAsync(run, interrupt), CancellationToken.None), null);
        }
        catch (Exception error)
        {
            if (!interrupt.IsCancellationRequested)
                JobLog.BrokeOff(logger, claim.Id, claim.Kind, error.GetType().Name);
            return (null, error);
        }
    }

    /// <summary>Writes what the work reports and that this host lives, until the work has ended; interrupts it when it was cancelled or lost.</summary>
    private async Task<Interruption> BeatAsync((Claim Claim, JobRun Run) job, CancellationTokenSource interrupt, CancellationToken ended)
    {
        var (every, between) = (claims.Options.Heartbeat.ToTimeSpan(), claims.Options.ReportEvery.ToTimeSpan());
        var written = job.Run.Progress;
        var lastBeat = Stopwatch.GetTimestamp();
        var interruption = Interruption.None;
        using var ticks = new PeriodicTimer(every < between ? every : between);
        try
        {
            while (await ticks.WaitForNextTickAsync(ended))
            {
                var progress = job.Run.Progress;
                if (progress == written && Stopwatch.GetElapsedTime(lastBeat) < every)
                    continue;

                var began = Stopwatch.GetTimestamp();
                var beat = await TryBeatAsync(job.Claim, progress, ended);
                if (beat is not null)
                    (written, lastBeat) = (progress, began);
                if (beat == Beat.Lost || (beat is null && OthersMayHaveTaken(lastBeat)))
                {
                    await interrupt.CancelAsync();
                    return Interruption.Lost;
                }

                // The work may need a while to obey: this host says on that it lives, so that nobody takes the job up meanwhile.
                if (beat == Beat.CancelRequested && interruption == Interruption.None)
                {
                    interruption = Interruption.Cancelled;
                    await interrupt.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The work has ended.
        }

        return interruption;
    }

    private async Task<Beat?> TryBeatAsync(Claim claim, (string? Stage, double Share) progress, CancellationToken ended)
    {
        try
        {
            return await claims.BeatAsync(claim, progress, ended);
        }
        catch (Exception error) when (!ended.IsCancellationRequested)
        {
            JobLog.CannotLook(logger, Code(error));
            return null;
        }
        catch (Exception) when (ended.IsCancellationRequested)
        {
            return null;
        }
    }

    // On SQLite a beat may wait for as long as the work itself writes in one transaction. Nobody can have taken the job then, because taking
    // is a write as well: the work goes on.
    private bool OthersMayHaveTaken(long lastBeat) =>
        address.Kind == StoreKind.PostgreSql && Stopwatch.GetElapsedTime(lastBeat) > claims.Options.Stale.ToTimeSpan();

    private async Task UntilWrittenAsync(Func<CancellationToken, Task> write)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Not cancelled by a shutdown: that a job goes back to the queue is what a shutdown still has to write.
                await write(CancellationToken.None);
                return;
            }
            catch (Exception error) when (attempt < TriesToWrite && StoreProblems.From(error, string.Empty) is { } problem)
            {
                JobLog.CannotLook(logger, problem.Code);
                await Task.Delay(TimeSpan.FromSeconds(attempt), CancellationToken.None);
            }
        }
    }
}
