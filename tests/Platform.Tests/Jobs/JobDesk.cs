using System.Collections.Concurrent;
using Amparo.Platform.Jobs;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Amparo.TestSupport;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Amparo.Platform.Tests.Jobs;

/// <summary>A migrated store and the hosts on it.</summary>
internal sealed class JobDesk : IAsyncDisposable
{
    private readonly List<DeskHost> _hosts = [];

    private JobDesk(TestStore store) => Store = store;

    public TestStore Store { get; }

    /// <summary>What the works of all hosts have done, by the job's id: one entry a run that came to its end.</summary>
    public ConcurrentQueue<Guid> Done { get; } = [];

    public static async Task<JobDesk> OpenAsync(StoreKind kind)
    {
        var store = await TestStore.CreateAsync(kind);
        var migrated = await StoreMigrations.ApplyAsync(
            store.Address, [PlatformStore.Migrations], SystemClock.Instance.GetCurrentInstant(), CancellationToken.None);
        migrated.Succeeded.ShouldBeTrue();
        return new(store);
    }

    /// <summary>Starts a host; hearts beat fast, so that tests need not wait long.</summary>
    public async Task<DeskHost> StartAsync(Action<IServiceCollection> kinds, JobOptions? options = null)
    {
        var host = Prepare(Store.Address, kinds, options);
        _hosts.Add(host);
        await host.StartAsync();
        return host;
    }

    public static DeskHost Prepare(StoreAddress address, Action<IServiceCollection> kinds, JobOptions? options = null)
    {
        var log = new Lines();
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace)).AddPlatformStore(address);
        services.AddSingleton(options ?? Fast);
        kinds(services);
        return new(services.BuildServiceProvider(), log);
    }

    public static JobOptions Fast { get; } = new()
    {
        Parallelism = 2,
        Stale = Duration.FromMilliseconds(1500),
        IdleWait = Duration.FromMilliseconds(200),
        ReportEvery = Duration.FromMilliseconds(50),
        RetryAfter = Duration.FromMilliseconds(50),
    };

    public static JobRequest Request(string kind) => new()
    {
        Kind = kind,
        OrganisationId = Guid.CreateVersion7(),
        RequestedBy = Guid.CreateVersion7(),
        SubjectId = Guid.CreateVersion7(),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await Store.DisposeAsync();
    }
}

/// <summary>A host of jobs in this process.</summary>
internal sealed class DeskHost(ServiceProvider services, Lines log) : IAsyncDisposable
{
    private bool _runs;

    public JobBoard Board => services.GetRequiredService<JobBoard>();

    public Guid Id => Claims.HostId;

    public JobClaims Claims => services.GetRequiredService<JobClaims>();

    public RecurringFires Fires => services.GetRequiredService<RecurringFires>();

    public string Log => string.Join('\n', log.Said);

    public Task<PlatformContext> ContextAsync() => services.GetRequiredService<IDbContextFactory<PlatformContext>>().CreateDbContextAsync();

    public async Task StartAsync()
    {
        _runs = true;
        foreach (var hosted in services.GetServices<IHostedService>())
            await hosted.StartAsync(CancellationToken.None);
    }

    public async Task StopAsync()
    {
        if (!_runs)
            return;
        _runs = false;
        foreach (var hosted in services.GetServices<IHostedService>().Reverse())
            await hosted.StopAsync(CancellationToken.None);
    }

    /// <summary>Waits until a job is as expected; 20 seconds at most.</summary>
    public async Task<JobState> UntilAsync(JobId job, Func<JobState, bool> expected)
    {
        for (var waited = 0; waited < 800; waited++)
        {
            if (await Board.FindAsync(job, CancellationToken.None) is { } state && expected(state))
                return state;
            await Task.Delay(25);
        }

        throw new TimeoutException($"The job is {(await Board.FindAsync(job, CancellationToken.None))?.Phase}.");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await services.DisposeAsync();
    }
}

/// <summary>What was logged.</summary>
internal sealed class Lines : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Said { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Said.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}

/// <summary>A work that a test writes down where it uses it.</summary>
internal class Work(Func<JobRun, CancellationToken, Task<Problem?>> doing) : IJobWork
{
    public Task<Problem?> RunAsync(JobRun run, CancellationToken cancel) => doing(run, cancel);
}

/// <summary>A second kind beside it.</summary>
internal sealed class OtherWork(Func<JobRun, CancellationToken, Task<Problem?>> doing) : Work(doing);

internal static class DeskKinds
{
    public static void Job(this IServiceCollection services, string kind, Func<JobRun, CancellationToken, Task<Problem?>> run) =>
        services.AddScoped(_ => new Work(run)).AddJob<Work>(kind);

    public static void Job(this IServiceCollection services, string kind, Action<JobRun> run) => services.Job(kind, (job, _) =>
    {
        run(job);
        return Task.FromResult<Problem?>(null);
    });

    public static void Recurring(this IServiceCollection services, string kind, (string Cron, Action<JobRun> Run) work) =>
        services.AddScoped(_ => new OtherWork((job, _) =>
        {
            work.Run(job);
            return Task.FromResult<Problem?>(null);
        })).AddRecurringJob<OtherWork>(kind, CronTimes.Utc(work.Cron));
}
