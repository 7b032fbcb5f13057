using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Amparo.Platform.Jobs;

/// <summary>Looks for work as long as the host lives, and begins as much as there is room for.</summary>
internal sealed class JobHost(JobClaims claims, JobRunner runner, JobKinds kinds, WakeCall wake, ILogger<JobHost> logger) : BackgroundService
{
    // After a ring: what was requested is committed in a moment. Each look that finds nothing doubles the wait.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<Guid, Running> _running = [];

    private sealed record Running(bool Recurs, Task Run);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var longest = claims.Options.IdleWait.ToTimeSpan();
        var wait = Soon;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await BeginAsync(stoppingToken))
                    continue;
                var doubled = wait * 2 < longest ? wait * 2 : longest;
                wait = await wake.WaitAsync(wait, stoppingToken) ? Soon : doubled;
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // A store that is away comes back; a host that does no jobs until it is restarted would be worse than some lines in the log.
                JobLog.CannotLook(logger, JobRunner.Code(error));
                await Task.Delay(longest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // What is thrown at a shutdown is its consequence.
            }
        }

        // The works obey the same token. What still runs when the system loses its patience is found by its heartbeat.
        await Task.WhenAll(_running.Values.Select(running => running.Run));
    }

    /// <summary>Begins one job, if there is one and room for it.</summary>
    private async Task<bool> BeginAsync(CancellationToken stopping)
    {
        var recurring = _running.Values.Count(running => running.Recurs);
        var room = new List<string>();
        if (recurring == 0)
            room.AddRange(kinds.Recurring.Select(kind => kind.Kind));
        if (_running.Count - recurring < claims.Options.Parallelism)
            room.AddRange(kinds.Requested);
        if (room.Count == 0 || await claims.TakeAsync(room, _running.Keys, stopping) is not { } claim)
            return false;

        // A thread of the pool: work may count for minutes before it first waits for something, and this loop must not wait for it. It
        // begins once it stands among the running ones, so that it cannot leave them before.
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[claim.Id] = new(kinds[claim.Kind].Times is not null, RunAsync(begin.Task, claim, stopping));
        begin.SetResult();
        return true;
    }

    private async Task RunAsync(Task begin, Claim claim, CancellationToken stopping)
    {
        await begin;
        try
        {
            await runner.RunAsync(claim, stopping);
        }
        catch (Exception error)
        {
            // Its end could not be written: the heartbeats end, and somebody takes it up again.
            JobLog.BrokeOff(logger, claim.Id, claim.Kind, error.GetType().Name);
        }
        finally
        {
            _running.TryRemove(claim.Id, out _);
            wake.Ring();
        }
    }
}

/// <summary>What jobs say in the log: ids, kinds, codes and types of exceptions, never their text.</summary>
internal static partial class JobLog
{
    [LoggerMessage(1, LogLevel.Error, "Job {Job} of kind {Kind} broke off: {Exception}")]
    internal static partial void BrokeOff(ILogger logger, Guid job, string kind, string exception);

    [LoggerMessage(2, LogLevel.Warning, "The store cannot be asked for jobs: {Code}")]
    internal static partial void CannotLook(ILogger logger, string code);

    [LoggerMessage(3, LogLevel.Warning, "Recurring jobs are not scheduled yet: {Code}")]
    internal static partial void CannotSchedule(ILogger logger, string code);

    [LoggerMessage(4, LogLevel.Information, "Job {Job} of kind {Kind} has passed to another host")]
    internal static partial void Lost(ILogger logger, Guid job, string kind);
}
