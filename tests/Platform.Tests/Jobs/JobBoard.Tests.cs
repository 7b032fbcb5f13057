using Amparo.Platform.Jobs;
using Amparo.Stores;
using Amparo.TestSupport;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Tests.Jobs;

public sealed class JobBoardTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_job_runs_and_says_how_far_it_is(StoreKind kind)
    {
        await using var desk = await JobDesk.OpenAsync(kind);
        var gate = new SemaphoreSlim(0);
        var host = await desk.StartAsync(services => services.Job("merge", async (run, cancel) =>
        {
            run.Report("reading", 0.25);
            await gate.WaitAsync(cancel);
            run.Report("linking", 0.75);
            await gate.WaitAsync(cancel);
            return null;
        }));
        var request = JobDesk.Request("merge");
        var job = await host.Board.RequestAsync(request, Cancel);

        var reading = await host.UntilAsync(job, state => state.Stage == "reading");
        reading.Phase.ShouldBe(JobPhase.Running);
        reading.Share.ShouldBe(0.25);
        reading.OrganisationId.ShouldBe(request.OrganisationId);
        reading.RequestedBy.ShouldBe(request.RequestedBy);
        reading.SubjectId.ShouldBe(request.SubjectId);

        var seen = new List<JobState>();
        await foreach (var state in host.Board.WatchAsync(job, Cancel))
        {
            seen.Add(state);
            gate.Release();
        }

        seen[0].Stage.ShouldBe("reading");
        seen[^1].Phase.ShouldBe(JobPhase.Done);
        seen[^1].Share.ShouldBe(1);
        seen[^1].Attempts.ShouldBe(1);
        seen[^1].EndedAt!.Value.ShouldBeGreaterThanOrEqualTo(seen[^1].StartedAt!.Value);
        (await host.Board.ListAsync(request.OrganisationId, 10, Cancel)).Select(state => state.Id).ShouldBe([job]);
        (await host.Board.ListAsync(Guid.CreateVersion7(), 10, Cancel)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_is_requested_in_a_transaction_runs_if_that_is_committed_and_never_otherwise(StoreKind kind)
    {
        await using var desk = await JobDesk.OpenAsync(kind);
        var host = await desk.StartAsync(services => services.Job("merge", run => desk.Done.Enqueue(run.Job.Value)));
        JobId dropped, kept;
        await using (var context = await host.ContextAsync())
        {
            await Should.ThrowAsync<InvalidOperationException>(() => host.Board.RequestAsync(JobDesk.Request("merge"), context, Cancel));
            await using (await context.Database.BeginTransactionAsync(Cancel))
                dropped = await host.Board.RequestAsync(JobDesk.Request("merge"), context, Cancel);

            await using var transaction = await context.Database.BeginTransactionAsync(Cancel);
            context.Add(new RecurringJob { Kind = "act", LastFireAt = Instant.FromUnixTimeTicks(0) });
            await context.SaveChangesAsync(Cancel);
            kept = await host.Board.RequestAsync(JobDesk.Request("merge"), context, Cancel);
            await Task.Delay(400, Cancel);
            desk.Done.ShouldBeEmpty();
            await transaction.CommitAsync(Cancel);
        }

        await host.UntilAsync(kept, state => state.Phase == JobPhase.Done);
        (await host.Board.FindAsync(dropped, Cancel)).ShouldBeNull();
        desk.Done.ShouldBe([kept.Value]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_queued_job_is_cancelled_at_once_and_never_begun(StoreKind kind)
    {
        await using var desk = await JobDesk.OpenAsync(kind);
        var gate = new SemaphoreSlim(0);
        var host = await desk.StartAsync(
            services => services.Job("merge", async (run, cancel) =>
            {
                await gate.WaitAsync(cancel);
                desk.Done.Enqueue(run.Job.Value);
                return null;
            }),
            JobDesk.Fast with { Parallelism = 1 });
        var first = await host.Board.RequestAsync(JobDesk.Request("merge"), Cancel);
        await host.UntilAsync(first, state => state.Phase == JobPhase.Running);
        var second = await host.Board.RequestAsync(JobDesk.Request("merge"), Cancel);

        (await host.Board.CancelAsync(second, Cancel)).ShouldBeTrue();
        (await host.Board.FindAsync(second, Cancel))!.Phase.ShouldBe(JobPhase.Cancelled);
        (await host.Board.CancelAsync(second, Cancel)).ShouldBeFalse();
        gate.Release(2);
        await host.UntilAsync(first, state => state.Phase == JobPhase.Done);
        await Task.Delay(400, Cancel);
        desk.Done.ShouldBe([first.Value]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_running_job_is_cancelled_from_another_host(StoreKind kind)
    {
        await using var desk = await JobDesk.OpenAsync(kind);
        var host = await desk.StartAsync(services => services.Job("merge", async (_, cancel) =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return null;
        }));
        await using var other = JobDesk.Prepare(desk.Store.Address, services => services.Job("merge", _ => { }));
        var job = await other.Board.RequestAsync(JobDesk.Request("merge"), Cancel);
        await host.UntilAsync(job, state => state.Phase == JobPhase.Running);

        (await other.Board.CancelAsync(job, Cancel)).ShouldBeTrue();
        var over = await host.UntilAsync(job, state => state.IsOver);
        over.Phase.ShouldBe(JobPhase.Cancelled);
        over.Problem.ShouldBeNull();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_cannot_be_done_fails_with_its_code_and_is_not_tried_again(StoreKind kind)
    {
        await using var desk = await JobDesk.OpenAsync(kind);
        var host = await desk.StartAsync(services =>
        {
            services.Job("merge", (run, _) =>
            {
                run.Report("reading", 0.5);
                return Task.FromResult<Problem?>(new("REC-004", "birth_year"));
            });
        });
        var job = await host.Board.RequestAsync(JobDesk.Request("merge"), Cancel);

        var over = await host.UntilAsync(job, state => state.IsOver);
        over.Phase.ShouldBe(JobPhase.Failed);
        over.Problem.ShouldBe(new Problem("REC-004", "birth_year"));
        over.Attempts.ShouldBe(1);
        over.Share.ShouldBe(0.5);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Work_that_breaks_off_is_tried_three_times_and_its_words_are_kept_nowhere(StoreKind kind)
    {
        const string Name = "María Ixchel Choc";
        await using var desk = await JobDesk.OpenAsync(kind);
        var host = await desk.StartAsync(services => services.Job("merge", (run, _) =>
        {
            desk.Done.Enqueue(run.Job.Value);
            throw new InvalidOperationException(Name);
        }));
        var job = await host.Board.RequestAsync(JobDesk.Request("merge"), Cancel);
        var over = await host.UntilAsync(job, state => state.IsOver);

        over.Phase.ShouldBe(JobPhase.Failed);
        over.Problem.ShouldBe(new Problem(JobProblems.BrokeOff, "merge"));
        over.Attempts.ShouldBe(3);
        desk.Done.Count.ShouldBe(3);
        host.Log.ShouldContain("InvalidOperationException");
        host.Log.ShouldNotContain("Ixchel");
        await using var context = await host.ContextAsync();
        var row = await context.Set<Job>().AsNoTracking().SingleAsync(Cancel);
        string.Join(' ', typeof(Job).GetProperties().Select(property => property.GetValue(row))).ShouldNotContain("Ixchel");
    }

    [Fact]
    public async Task A_problems_subject_that_is_no_name_of_ours_is_not_kept()
    {
        await using var desk = await JobDesk.OpenAsync(StoreKind.Sqlite);
        var host = await desk.StartAsync(
            services => services.Job("merge", (_, _) => Task.FromResult<Problem?>(new("REC-004", "María Ixchel Choc"))));
        var job = await host.Board.RequestAsync(JobDesk.Request("merge"), Cancel);

        (await host.UntilAsync(job, state => state.IsOver)).Problem.ShouldBe(new Problem("REC-004", string.Empty));
    }

    [Fact]
    public async Task What_is_wrong_with_a_registration_or_a_report_is_said_at_once()
    {
        await using var desk = await JobDesk.OpenAsync(StoreKind.Sqlite);
        Should.Throw<ArgumentException>(() => JobDesk.Prepare(desk.Store.Address, services => services.Job("Merge of all", _ => { })));
        Should.Throw<ArgumentException>(() => CronTimes.Utc("every day"));
        await using var host = JobDesk.Prepare(desk.Store.Address, services => services.Job("merge", _ => { }));
        await Should.ThrowAsync<ArgumentException>(() => host.Board.RequestAsync(JobDesk.Request("other"), Cancel));
        await using var twice = JobDesk.Prepare(desk.Store.Address, services =>
        {
            services.Job("merge", _ => { });
            services.Job("merge", _ => { });
        });
        Should.Throw<InvalidOperationException>(() => twice.Board);

        var run = new JobRun(
            new() { Id = Guid.CreateVersion7(), Kind = "merge", OrganisationId = null, RequestedBy = null, SubjectId = null, Attempt = 1 },
            (_, _) => Task.FromResult(true));
        Should.Throw<ArgumentException>(() => run.Report("A name", 0.5));
        Should.Throw<ArgumentOutOfRangeException>(() => run.Report("reading", double.NaN));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Long_work_that_never_waits_does_not_hold_up_what_recurs_or_stands_beside_it(StoreKind kind)
    {
        await using var desk = await JobDesk.OpenAsync(kind);
        var stop = false;
        var host = await desk.StartAsync(services =>
        {
            services.Job("merge", run =>
            {
                while (!Volatile.Read(ref stop))
                    Thread.Sleep(10);
            });
            services.Recurring("outbox", ("* * * * * ?", run => desk.Done.Enqueue(run.Job.Value)));
        }, JobDesk.Fast with { Parallelism = 1 });
        var job = await host.Board.RequestAsync(JobDesk.Request("merge"), Cancel);
        await host.UntilAsync(job, state => state.Phase == JobPhase.Running);
        var before = desk.Done.Count;
        for (var waited = 0; waited < 400 && desk.Done.Count < before + 2; waited++)
            await Task.Delay(25, Cancel);

        desk.Done.Count.ShouldBeGreaterThanOrEqualTo(before + 2);
        (await host.Board.FindAsync(job, Cancel))!.Phase.ShouldBe(JobPhase.Running);
        Volatile.Write(ref stop, true);
        await host.UntilAsync(job, state => state.Phase == JobPhase.Done);
    }
}
