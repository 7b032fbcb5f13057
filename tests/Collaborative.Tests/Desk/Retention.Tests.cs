using System.Net;
using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Retention;
using Amparo.Collaborative.Submissions;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Jobs;
using Amparo.Platform.Keys;
using Amparo.Platform.Retention;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>What was kept long enough is erased: its keys, its bytes, and once; what was not is left alone.</summary>
public abstract class RetentionTests<THost>(THost host)
    where THost : StaffedHost
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<Person> NowAsync(Person person) => new(person.Name, person.Shared, await host.BrowserOfAsync(person.Id)) { Id = person.Id };

    // An agreement for one month that holds however far these tests move the clock.
    private async Task<Guid> SendAsync()
    {
        var title = Guid.NewGuid().ToString("N");
        var answer = await (await host.BrowserOfAsync(host.Staff[DeskRole.DataOfficer].Id)).SendFormAsync(
            "/en/desk/agreements", ("organisation", host.AgencyA.ToString()), ("title", title), ("starts", "2020-01-01"), ("ends", "2099-12-31"), ("retention", "1"), ("purpose", "identify"));
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        var agreement = await host.CollaborativeAsync(context => context.Set<Agreements.Agreement>().Where(row => row.Title == title).Select(row => row.Id).SingleAsync());
        return await host.SendAsync(await NowAsync(host.Officer), agreement);
    }

    private RunRetention Job() => new(host.Services.GetServices<IRetained>(), host.Clock);

    private Task<Submission> RowAsync(Guid id) => host.CollaborativeAsync(context => context.Set<Submission>().AsNoTracking().SingleAsync(row => row.Id == id));

    private Task<int> PiecesAsync(IReadOnlyCollection<Guid> contents) => host.CollaborativeAsync(context => context.Set<ContentPiece>().CountAsync(row => contents.Contains(row.ContentId)));

    private Task<bool> IsDestroyedAsync(Compartment compartment) => host.PlatformAsync(async context =>
    {
        var keys = await context.Set<DataKey>().Where(row => row.Compartment == compartment.Id).ToListAsync();
        return keys.Count > 0 && keys.TrueForAll(row => row.DestroyedAt is not null && row.Wrapped is null);
    });

    private Task<int> ActsAsync(string act) => host.PlatformAsync(context => context.Set<AuditLine>().CountAsync(line => line.Act == act));

    private Task<int> ErasuresAsync(Guid subject) => host.PlatformAsync(context => context.Set<Erasure>().CountAsync(row => row.SubjectId == subject));

    private async Task<List<Guid>> ContentsAsync(Guid submission) =>
        [.. (await host.CollaborativeAsync(context => context.Set<SubmissionVersion>().Where(row => row.SubmissionId == submission).ToListAsync())).SelectMany(row => new[] { row.Id, row.RecordsId, row.ReportId }).OfType<Guid>()];

    private async Task<Guid> MergeOfAsync(Guid submission)
    {
        var (id, records, now) = (UuidV7.At(host.Clock.GetCurrentInstant()), UuidV7.At(host.Clock.GetCurrentInstant()), host.Clock.GetCurrentInstant());
        var contents = host.Services.GetRequiredService<SealedContents>();
        var size = await contents.KeepAsync(new(MergeFiles.CompartmentOf(id), records), stream => stream.Write("names"u8), Cancel);
        return await host.CollaborativeAsync(async context =>
        {
            var sent = await context.Set<Submission>().SingleAsync(row => row.Id == submission);
            var version = await context.Set<SubmissionVersion>().SingleAsync(row => row.SubmissionId == submission && row.Number == sent.Newest);
            context.Add(new Merge
            {
                Id = id,
                NodeId = sent.NodeId,
                OrganisationId = host.AgencyB,
                State = MergeState.Done,
                Round = 1,
                CreatedBy = host.Admin.Id,
                CreatedAt = now,
                RecordsId = records,
                RecordsSize = size,
                Version = "1",
            });
            await context.SaveChangesAsync();
            context.Add(new MergedSubmission { Id = UuidV7.At(now), NodeId = sent.NodeId, OrganisationId = host.AgencyB, MergeId = id, SubmissionId = submission, SubmissionVersionId = version.Id });
            await context.SaveChangesAsync();
            return id;
        });
    }

    [Fact]
    public async Task What_was_sent_and_what_was_made_of_it_go_when_their_months_are_over_and_not_before()
    {
        var sent = await SendAsync();
        var merge = await MergeOfAsync(sent);
        var records = await host.CollaborativeAsync(context => context.Set<Merge>().Where(row => row.Id == merge).Select(row => row.RecordsId!.Value).SingleAsync());
        var contents = await ContentsAsync(sent);
        var due = RetainedContents.DueAt((await RowAsync(sent)).CreatedAt, 1);
        host.Clock.Advance(due - host.Clock.GetCurrentInstant() - Duration.FromMinutes(1));
        await Job().EraseAsync(Cancel);
        (await RowAsync(sent)).State.ShouldBe(SubmissionState.Checked);
        (await PiecesAsync([.. contents, records])).ShouldBeGreaterThan(2);
        var page = await (await host.BrowserOfAsync(host.Admin.Id)).GetAsync("/en/desk/retention");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Html.QuerySelector("#expiring")!.TextContent.ShouldContain("Submissions: 1 (Hotline North)");
        page.Html.QuerySelector("#expiring")!.TextContent.ShouldContain("Merges: 1 (Shelter South)");
        page.Text.ShouldNotContain(StaffedHost.Marker);

        host.Clock.Advance(Duration.FromMinutes(1));
        await Job().EraseAsync(Cancel);
        var (submissions, merges) = (await ActsAsync("submission.expired"), await ActsAsync("merge.expired"));
        submissions.ShouldBeGreaterThan(0);
        merges.ShouldBeGreaterThan(0);
        for (var time = 0; time < 2; time++)
        {
            var row = await RowAsync(sent);
            (row.State, row.ExpiredAt).ShouldBe((SubmissionState.Withdrawn, host.Clock.GetCurrentInstant()));
            (await host.CollaborativeAsync(context => context.Set<Merge>().Where(found => found.Id == merge).Select(found => new { found.State, found.RecordsId }).SingleAsync())).ShouldBe(new { State = MergeState.Ended, RecordsId = (Guid?)null });
            (await PiecesAsync([.. contents, records])).ShouldBe(0);
            (await IsDestroyedAsync(ContentPlace.OfSubmission(sent))).ShouldBeTrue();
            (await IsDestroyedAsync(MergeFiles.CompartmentOf(merge))).ShouldBeTrue();
            (await ErasuresAsync(sent), await ErasuresAsync(merge)).ShouldBe((1, 1));
            (await ActsAsync("submission.expired"), await ActsAsync("merge.expired")).ShouldBe((submissions, merges));
            // Again: nothing is erased twice.
            await Job().EraseAsync(Cancel);
        }

        var shown = await (await host.BrowserOfAsync(host.Officer.Id)).GetAsync($"/en/desk/submissions/{sent}");
        shown.Status.ShouldBe(HttpStatusCode.OK);
        shown.Html.QuerySelector("main")!.TextContent.ShouldContain("The agreement's time is over");
        (await (await host.BrowserOfAsync(host.Admin.Id)).GetAsync("/en/desk/retention")).Html.QuerySelector("#erased")!.TextContent.ShouldContain("Submissions: 1 (Hotline North)");
        (await AuditVerification.VerifyAsync(host.Services.GetRequiredService<StoreAddress>(), [], Cancel)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_host_that_dies_when_the_key_is_destroyed_leaves_the_rest_to_the_next_run()
    {
        var sent = await SendAsync();
        host.Clock.Advance(Duration.FromDays(40));
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Job().EraseAsync(stopped.Token));
        (await RowAsync(sent)).State.ShouldBe(SubmissionState.Checked);
        // As far as a host comes that is killed between the two transactions.
        (await host.Services.GetRequiredService<Vault>().DestroyAsync(ContentPlace.OfSubmission(sent), new() { Node = "n", Account = "retention" }, Cancel)).Succeeded.ShouldBeTrue();
        await Job().EraseAsync(Cancel);
        (await RowAsync(sent)).ExpiredAt.ShouldNotBeNull();
        (await PiecesAsync(await ContentsAsync(sent))).ShouldBe(0);
        (await ErasuresAsync(sent)).ShouldBe(1);
    }

    [Fact]
    public async Task Sessions_and_keys_that_are_over_go_after_thirty_days_and_those_that_let_in_stay()
    {
        var old = await host.BrowserOfAsync(host.Stranger.Id);
        (await old.SendFormAsync("/en/desk/my-account/token", ("token-name", "old"), ("days", "1"), ("scope", nameof(Entitlement.ReadRows)))).Status.ShouldBe(HttpStatusCode.OK);
        var name = $"r{Guid.NewGuid():N}"[..14];
        await DeskHost.KeyForAsync(new("", "", await host.BrowserOfAsync(host.Admin.Id)), name, host.AgencyA, DeskRole.Analyst);
        host.Clock.Advance(Duration.FromDays(25));
        var fresh = await host.BrowserOfAsync(host.Stranger.Id);
        (await fresh.SendFormAsync("/en/desk/my-account/token", ("token-name", "fresh"), ("days", "90"), ("scope", nameof(Entitlement.ReadRows)))).Status.ShouldBe(HttpStatusCode.OK);
        host.Clock.Advance(Duration.FromDays(10));
        await Job().EraseAsync(Cancel);
        var (now, id) = (host.Clock.GetCurrentInstant(), await host.IdOfAsync(name));
        (await host.PlatformAsync(context => context.Set<Session>().CountAsync(row => row.CreatedAt < now - Duration.FromDays(31)))).ShouldBe(0);
        (await host.PlatformAsync(context => context.Set<Session>().CountAsync(row => row.AccountId == host.Stranger.Id))).ShouldBeGreaterThan(0);
        (await host.PlatformAsync(context => context.Set<AccessToken>().Where(row => row.AccountId == host.Stranger.Id).Select(row => row.Name).ToListAsync())).ShouldBe(["fresh"]);
        (await host.PlatformAsync(context => context.Set<Invitation>().CountAsync(row => row.AccountId == id))).ShouldBe(0);
        (await ActsAsync("sessions.expired")).ShouldBeGreaterThan(0);
        var acts = await host.PlatformAsync(context => context.Set<AuditLine>().CountAsync());
        await Job().EraseAsync(Cancel);
        (await host.PlatformAsync(context => context.Set<AuditLine>().CountAsync())).ShouldBe(acts);
    }

    [Fact]
    public async Task Pieces_that_no_row_names_are_swept_once_nobody_can_be_writing_them()
    {
        var sent = await SendAsync();
        var kept = await PiecesAsync(await ContentsAsync(sent));
        var (old, fresh) = (UuidV7.At(host.Clock.GetCurrentInstant() - Duration.FromDays(3)), UuidV7.At(host.Clock.GetCurrentInstant()));
        var contents = host.Services.GetRequiredService<SealedContents>();
        foreach (var id in new[] { old, fresh })
            await contents.KeepAsync(new(new("submission.lost"), id), stream => stream.Write("lost"u8), Cancel);
        await Job().EraseAsync(Cancel);
        (await PiecesAsync([old]), await PiecesAsync([fresh])).ShouldBe((0, 1));
        (await PiecesAsync(await ContentsAsync(sent))).ShouldBe(kept);
    }

    [Fact]
    public async Task The_host_does_it_when_its_time_has_come()
    {
        var sent = await SendAsync();
        host.Clock.Advance(Duration.FromDays(40));
        // What the scheduler writes at the time of a recurring job; a server's own clock says whether it has come.
        var now = SystemClock.Instance.GetCurrentInstant();
        (await host.Services.GetRequiredService<RecurringFires>().FireAsync(RunRetention.Kind, now, Cancel)).ShouldBeTrue();
        for (var waited = 0; waited < 400 && (await RowAsync(sent)).ExpiredAt is null; waited++)
            await Task.Delay(50, Cancel);
        (await RowAsync(sent)).State.ShouldBe(SubmissionState.Withdrawn);
    }
}

public sealed class RetentionOnSqliteTests(StaffedHost host) : RetentionTests<StaffedHost>(host), IClassFixture<StaffedHost>;

public sealed class RetentionOnPostgresTests(StaffedPostgresHost host) : RetentionTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;
