using Amparo.Platform.Jobs;
using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Tests.Jobs;

public sealed class RecurringTests
{
    private const string EverySecond = "* * * * * ?";

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_time_is_one_job_in_the_whole_cluster(StoreKind kind)
    {
        await using var desk = await JobDesk.OpenAsync(kind);
        var hosts = new List<DeskHost>();
        for (var host = 0; host < 2; host++)
            hosts.Add(await desk.StartAsync(services => services.Recurring("retention", (EverySecond, run => desk.Done.Enqueue(run.Job.Value)))));
        for (var waited = 0; waited < 800 && desk.Done.Count < 4; waited++)
            await Task.Delay(25, Cancel);
        foreach (var host in hosts)
            await host.StopAsync();

        await using var context = await hosts[0].ContextAsync();
        var jobs = await context.Set<Job>().AsNoTracking().ToListAsync(Cancel);
        jobs.Count.ShouldBeGreaterThanOrEqualTo(4);
        jobs.Select(job => job.DueAt).ShouldBeUnique();
        jobs.Where(job => job.Phase == JobPhase.Done).Select(job => job.Id).Order().ShouldBe(desk.Done.Order());
        jobs.Select(job => job.OrganisationId).Distinct().ShouldBe([null]);
    }

    [Fact]
    public async Task On_a_server_the_times_stand_in_its_tables_and_the_hosts_leave_them_when_they_stop()
    {
        await using var desk = await JobDesk.OpenAsync(StoreKind.PostgreSql);
        var host = await desk.StartAsync(services => services.Recurring("retention", ("0 0 3 * * ?", _ => { })));
        for (var waited = 0; waited < 400 && await Count("qrtz_scheduler_state") == 0; waited++)
            await Task.Delay(25, Cancel);

        (await Count("qrtz_cron_triggers")).ShouldBe(1);
        (await Count("qrtz_scheduler_state")).ShouldBe(1);
        await host.StopAsync();
        (await Count("qrtz_cron_triggers")).ShouldBe(1);

        async Task<long> Count(string table) => (long)(await desk.Store.ExecuteAsync($"SELECT count(*) FROM platform.{table}"))!;
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_time_that_passed_while_no_host_ran_is_made_up_for_once(StoreKind kind)
    {
        await using var desk = await JobDesk.OpenAsync(kind);
        var asked = 0;
        Task<DeskHost> StartAsync() =>
            desk.StartAsync(services => services.Recurring("retention", ("0 0 3 1 1 ?", _ => Interlocked.Increment(ref asked))));
        var first = await StartAsync();
        await using var context = await first.ContextAsync();
        for (var waited = 0; waited < 400 && !await context.Set<RecurringJob>().AnyAsync(Cancel); waited++)
            await Task.Delay(25, Cancel);
        await first.StopAsync();
        asked.ShouldBe(0, "A kind that is new has missed nothing.");

        await context.Set<RecurringJob>().ExecuteUpdateAsync(
            row => row.SetProperty(r => r.LastFireAt, SystemClock.Instance.GetCurrentInstant() - Duration.FromDays(800)), Cancel);
        await StartAsync();
        await StartAsync();
        for (var waited = 0; waited < 400 && Volatile.Read(ref asked) == 0; waited++)
            await Task.Delay(25, Cancel);
        await Task.Delay(600, Cancel);
        asked.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_time_that_finds_the_one_before_still_queued_is_one_with_it(StoreKind kind)
    {
        await using var desk = await JobDesk.OpenAsync(kind);
        await using var host = JobDesk.Prepare(desk.Store.Address, services => services.Recurring("outbox", (EverySecond, _ => { })));
        await host.Fires.BeginAsync(Cancel);
        var now = SystemClock.Instance.GetCurrentInstant();

        (await host.Fires.FireAsync("outbox", now + Duration.FromSeconds(1), Cancel)).ShouldBeTrue();
        (await host.Fires.FireAsync("outbox", now + Duration.FromSeconds(1), Cancel)).ShouldBeFalse();
        (await host.Fires.FireAsync("outbox", now + Duration.FromSeconds(2), Cancel)).ShouldBeTrue();
        (await host.Fires.FireAsync("outbox", now + Duration.FromSeconds(1), Cancel)).ShouldBeFalse();
        await using var context = await host.ContextAsync();
        (await context.Set<Job>().CountAsync(Cancel)).ShouldBe(1);
    }
}
