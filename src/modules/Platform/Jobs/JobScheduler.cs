using System.Data.Common;
using System.Globalization;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using Quartz;
using Quartz.Impl;
using Quartz.Impl.AdoJobStore;
using Quartz.Impl.AdoJobStore.Common;
using Quartz.Simpl;
using Quartz.Spi;
using Quartz.Util;

namespace Amparo.Platform.Jobs;

/// <summary>Quartz, which says when the time of a recurring job has come: one scheduler of the cluster on PostgreSQL, one in memory on SQLite.</summary>
/// <remarks>
/// In memory, because Quartz's SQLite delegate writes outside of what <see cref="StoreConnection"/> gives a connection, and because what a
/// clock in memory forgets stands in <see cref="RecurringJob"/> anyway.
/// </remarks>
internal sealed class JobScheduler(IDbContextFactory<PlatformContext> contexts, StoreAddress address, JobClaims claims, JobKinds kinds, RecurringFires fires)
{
    // The cluster is whoever names itself so on one database.
    private const string Name = "amparo";
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(15);

    private string Instance => claims.HostId.ToString("N", CultureInfo.InvariantCulture);

    /// <summary>Starts it, with the times of all recurring jobs.</summary>
    /// <param name="cancel">Cancels the starting.</param>
    /// <returns>A running scheduler.</returns>
    internal async Task<IScheduler> StartAsync(CancellationToken cancel)
    {
        IJobStore store = address.Kind == StoreKind.PostgreSql ? await ClusteredAsync(cancel) : new RAMJobStore();
        // One thread: a fire is a row, not the work.
        DirectSchedulerFactory.Instance.CreateScheduler(Name, Instance, new DefaultThreadPool { MaxConcurrency = 1 }, store);
        var scheduler = SchedulerRepository.Instance.Lookup(Name, Instance)!;
        try
        {
            scheduler.JobFactory = new Fires(fires);
            foreach (var kind in kinds.Recurring)
            {
                var job = JobBuilder.Create<Fire>().WithIdentity(kind.Kind, Name).StoreDurably().Build();
                var times = CronScheduleBuilder.CronSchedule(kind.Times!.Expression).InTimeZone(TimeZoneInfo.Utc)
                    .WithMisfireHandlingInstructionDoNothing();
                var trigger = TriggerBuilder.Create().WithIdentity(kind.Kind, Name).ForJob(job).WithSchedule(times).Build();
                await scheduler.ScheduleJob(job, [trigger], replace: true, cancel);
            }

            await scheduler.Start(cancel);
            return scheduler;
        }
        catch
        {
            await StopAsync(scheduler);
            throw;
        }
    }

    /// <summary>Stops it, once what it has begun is written.</summary>
    /// <param name="scheduler">The scheduler.</param>
    internal async Task StopAsync(IScheduler scheduler)
    {
        await scheduler.Shutdown(waitForJobsToComplete: true, CancellationToken.None);
        if (address.Kind == StoreKind.PostgreSql)
            DBConnectionManager.Instance.Shutdown(Instance);
    }

    private async Task<IJobStore> ClusteredAsync(CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // A copy knows the password, which the connection's own text does not give away.
        var connection = (NpgsqlConnection)((ICloneable)context.Database.GetDbConnection()).Clone();
        DBConnectionManager.Instance.AddConnectionProvider(Instance, new Connections(connection));
        return new JobStoreTX
        {
            DataSource = Instance,
            DriverDelegateType = typeof(PostgreSQLDelegate).AssemblyQualifiedName!,
            TablePrefix = "platform.qrtz_",
            UseProperties = "true",
            ObjectSerializer = new TextSerializer(),
            Clustered = true,
            ClusterCheckinInterval = CheckIn,
        };
    }

    private sealed class Connections(NpgsqlConnection model) : DbProvider("Npgsql", string.Empty)
    {
        public override DbConnection CreateConnection() => (NpgsqlConnection)((ICloneable)model).Clone();
    }

    private sealed class Fires(RecurringFires fires) : IJobFactory
    {
        public IJob NewJob(TriggerFiredBundle bundle, IScheduler scheduler) => new Fire(fires);

        public void ReturnJob(IJob job)
        {
        }
    }

    /// <summary>What Quartz runs: the time becomes a job, and nothing else.</summary>
    private sealed class Fire(RecurringFires fires) : IJob
    {
        public async Task Execute(IJobExecutionContext context)
        {
            var at = Instant.FromDateTimeOffset(context.ScheduledFireTimeUtc ?? context.FireTimeUtc);
            try
            {
                await fires.FireAsync(context.JobDetail.Key.Name, at, context.CancellationToken);
            }
            catch (Exception error) when (StoreProblems.From(error, string.Empty) is not null)
            {
                // Left to the next look for what was missed; Quartz would put the text of the exception into its log.
            }
        }
    }
}
