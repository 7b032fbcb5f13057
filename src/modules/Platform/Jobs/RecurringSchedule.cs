using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using Quartz;

namespace Amparo.Platform.Jobs;

/// <summary>Keeps the scheduler of recurring jobs as long as the host lives.</summary>
internal sealed class RecurringSchedule(
    RecurringFires fires, JobScheduler schedulers, JobKinds kinds, ILogger<RecurringSchedule> logger) : BackgroundService
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(15);

    // A host can die between the scheduler's word and the job's row, and the scheduler skips what it notices late. Both are rare.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(5);
    private static readonly Duration Patience = Duration.FromMinutes(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (kinds.Recurring.Count == 0)
            return;

        IScheduler? scheduler = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = LookEvery;
            try
            {
                var isFirst = scheduler is null;
                if (isFirst)
                {
                    await fires.BeginAsync(stoppingToken);
                    scheduler = await schedulers.StartAsync(stoppingToken);
                }

                await fires.CatchUpAsync(isFirst ? Duration.Zero : Patience, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                JobLog.CannotSchedule(logger, JobRunner.Code(error));
                wait = TryAgainAfter;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // What is thrown at a shutdown is its consequence.
            }

            await Task.Delay(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (scheduler is not null)
            await schedulers.StopAsync(scheduler);
    }
}
