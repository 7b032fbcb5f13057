using System.Diagnostics;
using Amparo.Platform.Jobs;
using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Tests.Jobs;

public sealed class HostsTests
{
    private const string AddressVariable = "AMPARO_TEST_JOB_STORE";

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Two_hosts_do_forty_jobs_once_each(StoreKind kind)
    {
        await using var desk = await JobDesk.OpenAsync(kind);
        var first = await desk.StartAsync(services => services.Job("merge", Work));
        var second = await desk.StartAsync(services => services.Job("merge", Work));
        var jobs = new List<JobId>();
        for (var job = 0; job < 40; job++)
            jobs.Add(await (job % 2 == 0 ? first : second).Board.RequestAsync(JobDesk.Request("merge"), Cancel));

        foreach (var job in jobs)
            (await first.UntilAsync(job, state => state.Phase == JobPhase.Done)).Attempts.ShouldBe(1);
        desk.Done.Order().ShouldBe(jobs.Select(job => job.Value).Order());
        await using var context = await first.ContextAsync();
        (await context.Set<Job>().Select(job => job.HostId).Distinct().ToListAsync(Cancel)).Order()
            .ShouldBe(new Guid?[] { first.Id, second.Id }.Order());

        void Work(JobRun run)
        {
            Thread.Sleep(20);
            desk.Done.Enqueue(run.Job.Value);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_a_killed_host_was_doing_is_done_by_another(StoreKind kind)
    {
        await using var desk = await JobDesk.OpenAsync(kind);
        await using var asking = JobDesk.Prepare(desk.Store.Address, services => services.Job("endless", _ => { }));
        var job = await asking.Board.RequestAsync(JobDesk.Request("endless"), Cancel);
        using var process = StartHostToKill(desk.Store);
        var running = await asking.UntilAsync(job, state => state is { Phase: JobPhase.Running, Stage: "begun" });
        running.Attempts.ShouldBe(1);

        var other = await desk.StartAsync(services => services.Job("endless", run => desk.Done.Enqueue(run.Job.Value)));
        await Task.Delay(2500, Cancel);
        desk.Done.ShouldBeEmpty("The first host lives, and says so.");
        process.Kill();
        await process.WaitForExitAsync(Cancel);

        var done = await other.UntilAsync(job, state => state.IsOver);
        done.Phase.ShouldBe(JobPhase.Done);
        done.Attempts.ShouldBe(2);
        desk.Done.ShouldBe([job.Value]);
    }

    /// <summary>Not a test of its own: the process that the test above kills.</summary>
    [Fact(Explicit = true)]
    public async Task Host_to_be_killed()
    {
        var address = Environment.GetEnvironmentVariable(AddressVariable) ?? throw new InvalidOperationException("Started by another test only.");
        await using var host = JobDesk.Prepare(
            Directory.Exists(address) ? StoreAddress.InFolder(address).Value : StoreAddress.PostgreSql(address).Value,
            services => services.Job("endless", async (run, cancel) =>
            {
                run.Report("begun", 0.5);
                await Task.Delay(Timeout.Infinite, cancel);
                return null;
            }));
        await host.StartAsync();
        await Task.Delay(TimeSpan.FromMinutes(1), Cancel);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_job_whose_hosts_always_die_fails_with_a_code(StoreKind kind)
    {
        await using var desk = await JobDesk.OpenAsync(kind);
        await using var asking = JobDesk.Prepare(desk.Store.Address, services => services.Job("merge", _ => { }));
        var job = await asking.Board.RequestAsync(JobDesk.Request("merge"), Cancel);
        await using (var context = await asking.ContextAsync())
        {
            // As three hosts would leave it that died over it.
            await context.Set<Job>().ExecuteUpdateAsync(
                row => row.SetProperty(j => j.Phase, JobPhase.Running).SetProperty(j => j.Attempts, 3)
                    .SetProperty(j => j.HostId, Guid.CreateVersion7()).SetProperty(j => j.HeartbeatAt, Instant.FromUtc(2026, 1, 1, 0, 0)),
                Cancel);
        }

        var host = await desk.StartAsync(services => services.Job("merge", run => desk.Done.Enqueue(run.Job.Value)));
        var over = await host.UntilAsync(job, state => state.IsOver);
        over.Phase.ShouldBe(JobPhase.Failed);
        over.Problem!.Code.ShouldBe(JobProblems.HostLost);
        desk.Done.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_a_shutdown_interrupts_is_resumed_at_once_and_costs_no_attempt(StoreKind kind)
    {
        var patient = JobDesk.Fast with { Stale = Duration.FromMinutes(10) };
        await using var desk = await JobDesk.OpenAsync(kind);
        var first = await desk.StartAsync(services => services.Job("merge", async (run, cancel) =>
        {
            run.Report("reading", 0.5);
            await Task.Delay(Timeout.Infinite, cancel);
            return null;
        }), patient);
        var job = await first.Board.RequestAsync(JobDesk.Request("merge"), Cancel);
        await first.UntilAsync(job, state => state.Phase == JobPhase.Running);
        var second = await desk.StartAsync(services => services.Job("merge", run => desk.Done.Enqueue(run.Job.Value)), patient);
        await first.StopAsync();

        var done = await second.UntilAsync(job, state => state.IsOver);
        done.Phase.ShouldBe(JobPhase.Done);
        done.Attempts.ShouldBe(1);
        desk.Done.ShouldBe([job.Value]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_host_that_was_away_too_long_can_neither_complete_nor_end_the_job(StoreKind kind)
    {
        await using var desk = await JobDesk.OpenAsync(kind);
        await using var slow = JobDesk.Prepare(desk.Store.Address, services => services.Job("merge", _ => { }));
        await using var quick = JobDesk.Prepare(desk.Store.Address, services => services.Job("merge", _ => { }));
        var job = await slow.Board.RequestAsync(JobDesk.Request("merge"), Cancel);
        var lost = (await slow.Claims.TakeAsync(["merge"], [], Cancel))!;
        (await quick.Claims.TakeAsync(["merge"], [], Cancel)).ShouldBeNull();
        await Task.Delay(1700, Cancel);
        var held = (await quick.Claims.TakeAsync(["merge"], [], Cancel))!;

        (await slow.Claims.BeatAsync(lost, (null, 0), Cancel)).ShouldBe(Beat.Lost);
        await slow.Claims.EndAsync(lost, (JobPhase.Cancelled, null, (null, 0)), Cancel);
        await using (var context = await slow.ContextAsync())
        {
            await using var effect = await context.Database.BeginTransactionAsync(Cancel);
            (await slow.Claims.CompleteAsync(lost, context, Cancel)).ShouldBeFalse();
        }

        (await quick.Board.FindAsync(job, Cancel))!.Phase.ShouldBe(JobPhase.Running);
        await using (var context = await quick.ContextAsync())
        {
            // Rolled back with the effect: the job is not over.
            await using (await context.Database.BeginTransactionAsync(Cancel))
                (await quick.Claims.CompleteAsync(held, context, Cancel)).ShouldBeTrue();
            (await quick.Board.FindAsync(job, Cancel))!.Phase.ShouldBe(JobPhase.Running);
            await using var effect = await context.Database.BeginTransactionAsync(Cancel);
            (await quick.Claims.CompleteAsync(held, context, Cancel)).ShouldBeTrue();
            await effect.CommitAsync(Cancel);
        }

        (await quick.Board.FindAsync(job, Cancel))!.Phase.ShouldBe(JobPhase.Done);
    }

    private static Process StartHostToKill(TestStore store)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(HostsTests).Assembly.Location, "-explicit", "only", "-noLogo", "-method", $"{typeof(HostsTests).FullName}.{nameof(Host_to_be_killed)}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment[AddressVariable] = store.Address.Kind == StoreKind.Sqlite ? store.DataFolder : store.ConnectionString;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}
