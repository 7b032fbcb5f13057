using System.Net;
using System.Net.Http.Json;
using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Releases;
using Amparo.Collaborative.Submissions;
using Amparo.Contracts.Portal;
using Amparo.Platform.Accounts;
using Amparo.Platform.Jobs;
using Amparo.PrivateRelease;
using Amparo.Stores;
using Amparo.TestSupport;
using Amparo.Vocabulary.Shapes;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Nothing goes out unless one person prepared it and another approved just that; and it comes back the same way.</summary>
public sealed class ReleasingTests
{
    private const string Home = "/es/mesa/publicaciones";

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_was_previewed_is_published_cell_by_cell_and_once(StoreKind kind)
    {
        await using var store = await TestStore.CreateServedAsync(kind);
        await using var desk = new ReleasesDesk(store);
        var (officer, approver) = (await desk.EnterAsync(DeskRole.DataOfficer), await desk.EnterAsync(DeskRole.Approver));
        var id = await PreparedAsync(desk, officer, CountedRelease.Choices);
        var page = await officer.PageAsync($"{Home}/{id}");
        page.QuerySelectorAll("section h3 .amparo-fact").Select(found => found.TextContent).ShouldBe(["detected-persons", "repeated-records", "detected-form-share", "estimated-victims"], ignoreOrder: true);
        page.QuerySelectorAll(".amparo-figure__withheld").ShouldNotBeEmpty();
        page.QuerySelectorAll("[style], script:not([src])").ShouldBeEmpty();
        (await officer.PageAsync($"/en/desk/releases/{id}")).Title.ShouldBe("Release – Desk");
        var previewed = await desk.WorkedAsync(id);
        await AskAsync(officer, id);

        // Asked for, and nothing is out; nor does the job let out what nobody approved.
        (await desk.RunJobAsync(id)).Phase.ShouldBe(JobPhase.Done);
        (await desk.StandingAsync()).Ledger.Entries.ShouldBeEmpty();
        (await desk.DraftAsync(id)).State.ShouldBe(ReleaseState.Asked);

        await ApproveAsync(desk, approver, id);
        (await desk.EndedAsync(id)).State.ShouldBe(ReleaseState.Published);
        (await approver.PostAsync($"{Home}/{id}/decidir", ("decision", "approve"), ("hash", previewed.Hash))).Status.ShouldBe(HttpStatusCode.NotFound);
        var standing = await desk.StandingAsync();
        standing.Cubes.Count.ShouldBe(previewed.Passed.Cubes.Count);
        foreach (var cube in previewed.Passed.Cubes)
            standing.Cubes[cube.Entry.Subject].Value.Cells.ShouldBe(cube.Value.Cells);
        standing.Estimates["estimated-victims"].Value.Rows.ShouldBe(previewed.Passed.Estimates[0].Value.Rows);
        var lines = standing.Ledger.Entries.Count;

        // As after a crash between the portal's commit and the desk's: the key tells that it is out.
        await desk.ChangeAsync(async context => (await context.Set<ReleaseDraft>().SingleAsync(row => row.Id == id, Cancel)).State = ReleaseState.Approved);
        (await desk.RunJobAsync(id)).Phase.ShouldBe(JobPhase.Done);
        (await desk.DraftAsync(id)).State.ShouldBe(ReleaseState.Published);
        (await desk.StandingAsync()).Ledger.Entries.Count.ShouldBe(lines);

        var acts = await desk.ActsAsync();
        foreach (var act in new[] { "release.prepared", "release.approval-asked", "release.approved", "release.published" })
            acts.ShouldContain(act);
        (await officer.PageAsync(Home)).QuerySelector("main")!.TextContent.ShouldContain("detected-persons");
        (await officer.PageAsync($"{Home}/{id}")).QuerySelector("#published").ShouldNotBeNull();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_program_prepares_previews_and_asks_and_only_a_person_lets_out(StoreKind kind)
    {
        await using var store = await TestStore.CreateServedAsync(kind);
        await using var desk = new ReleasesDesk(store);
        var (officer, approver) = (await desk.EnterAsync(DeskRole.DataOfficer), await desk.EnterAsync(DeskRole.Approver));
        var script = await desk.ScriptAsync(officer, Entitlement.ReadMerges, Entitlement.ReadReleases, Entitlement.PrepareReleases);
        var merge = await desk.MergeAsync();
        (await JsonAsync(script.GetAsync("/api/v1/merges", Cancel)))[0].GetProperty("id").GetGuid().ShouldBe(merge);
        (await JsonAsync(script.GetAsync($"/api/v1/merges/{merge}", Cancel))).GetProperty("state").GetString().ShouldBe("done");
        (await script.PostAsJsonAsync("/api/v1/releases", new { merge, table = new[] { "nothing" } }, Cancel)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var id = (await JsonAsync(script.PostAsJsonAsync("/api/v1/releases", new { merge, table = CountedRelease.Choices }, Cancel), HttpStatusCode.Created)).GetProperty("id").GetGuid();
        var preview = await JsonAsync(script.GetAsync($"/api/v1/releases/{id}", Cancel));
        preview.GetProperty("tables").EnumerateArray().Select(table => table.GetProperty("subject").GetString()).ShouldBe(
            ["detected-persons", "repeated-records", "detected-form-share", "estimated-victims"], ignoreOrder: true);
        preview.GetProperty("tables").EnumerateArray().Sum(table => table.GetProperty("withheld").GetInt32()).ShouldBeGreaterThan(0);
        var hash = preview.GetProperty("hash").GetString();
        hash.ShouldBe((await desk.WorkedAsync(id)).Hash);
        (await script.PostAsJsonAsync($"/api/v1/releases/{id}/ask", new { hash = "x" }, Cancel)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.DraftAsync(id)).State.ShouldBe(ReleaseState.Draft);
        (await script.PostAsJsonAsync($"/api/v1/releases/{id}/ask", new { hash }, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await desk.DraftAsync(id)).State.ShouldBe(ReleaseState.Asked);

        // Whatever key, of whoever may approve: it is no person.
        var strong = await desk.ScriptAsync(approver, Enum.GetValues<Entitlement>());
        foreach (var path in new[] { $"/api/v1/releases/{id}/decide", $"/api/v1/releases/{id}/publish", $"/api/v1/withdrawals/{id}" })
        {
            var refused = await JsonAsync(strong.PostAsJsonAsync(path, new { decision = "approve", hash }, Cancel), HttpStatusCode.Forbidden);
            refused.GetProperty("code").GetString().ShouldBe(Platform.PlatformProblems.NeedsPerson);
        }

        (await desk.StandingAsync()).Ledger.Entries.ShouldBeEmpty();
        await ApproveAsync(desk, approver, id);
        (await desk.EndedAsync(id)).State.ShouldBe(ReleaseState.Published);
        (await JsonAsync(script.GetAsync("/api/v1/releases", Cancel)))[0].GetProperty("state").GetString().ShouldBe("published");
    }

    private static async Task<System.Text.Json.JsonElement> JsonAsync(Task<HttpResponseMessage> asked, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await asked;
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        answer.StatusCode.ShouldBe(status, text);
        using var document = System.Text.Json.JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Nobody_decides_on_their_own_work(StoreKind kind)
    {
        await using var store = await TestStore.CreateServedAsync(kind);
        await using var desk = new ReleasesDesk(store);
        var (both, other) = (await desk.EnterAsync(DeskRole.DataOfficer, DeskRole.Approver), await desk.EnterAsync(DeskRole.DataOfficer, DeskRole.Approver));
        var id = await PreparedAsync(desk, both, [CountedRelease.Persons]);
        await AskAsync(both, id);
        var hash = (await desk.DraftAsync(id)).ContentHash!;
        (await both.PageAsync($"{Home}/{id}")).QuerySelector("form[action$='/decidir']").ShouldBeNull();
        (await both.PostAsync($"{Home}/{id}/decidir", ("decision", "approve"), ("hash", hash))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await both.PostAsync($"{Home}/{id}/decidir", ("decision", "refuse"), ("reason", "other"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await desk.DraftAsync(id)).State.ShouldBe(ReleaseState.Asked);
        (await desk.ActsAsync()).ShouldContain("release.own-decision-denied");

        var analyst = await desk.EnterAsync(DeskRole.Analyst);
        (await analyst.PostAsync($"{Home}/{id}/decidir", ("decision", "approve"), ("hash", hash))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await other.PostAsync($"{Home}/{id}/decidir", ("decision", "refuse"), ("reason", "somebody's name"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await other.PostAsync($"{Home}/{id}/decidir", ("decision", "refuse"), ("reason", "wrong-tables"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await desk.DraftAsync(id)).Refusal.ShouldBe("wrong-tables");
        (await other.PostAsync($"{Home}/{id}/decidir", ("decision", "approve"), ("hash", hash))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await desk.StandingAsync()).Ledger.Entries.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_merge_that_changed_after_it_was_asked_for_is_not_published(StoreKind kind)
    {
        await using var store = await TestStore.CreateServedAsync(kind);
        await using var desk = new ReleasesDesk(store);
        var (officer, approver) = (await desk.EnterAsync(DeskRole.DataOfficer), await desk.EnterAsync(DeskRole.Approver));
        var id = await PreparedAsync(desk, officer, [CountedRelease.Persons]);
        await AskAsync(officer, id);
        await desk.ComputeAgainAsync((await desk.DraftAsync(id)).MergeId);
        // The page offers no approval any more; whoever sends the form all the same gets a release that fails.
        (await approver.PageAsync($"{Home}/{id}")).QuerySelector("button[value=approve]").ShouldBeNull();
        await ApproveAsync(desk, approver, id);
        var ended = await desk.EndedAsync(id);
        (ended.State, ended.ProblemCode).ShouldBe((ReleaseState.Failed, CollaborativeProblems.NotWhatWasApproved));
        (await desk.StandingAsync()).Ledger.Entries.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_agreement_that_ended_or_a_submission_that_was_withdrawn_stops_it_at_every_step(StoreKind kind)
    {
        await using var store = await TestStore.CreateServedAsync(kind);
        await using var desk = new ReleasesDesk(store);
        var (officer, approver) = (await desk.EnterAsync(DeskRole.DataOfficer), await desk.EnterAsync(DeskRole.Approver));
        var forbidden = await desk.MergeAsync(mayPublish: false);
        var (status, _, text) = await officer.PostAsync($"{Home}/preparar", ("merge", forbidden.ToString()), ("table", CountedRelease.Persons));
        status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        text.ShouldContain(CollaborativeProblems.AgreementForbids);
        text.ShouldContain(ReleasesDesk.AgencyName);
        (await officer.PostAsync($"{Home}/preparar", ("merge", forbidden.ToString()), ("table", "detected-persons"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var id = await PreparedAsync(desk, officer, [CountedRelease.Persons]);
        await AskAsync(officer, id);
        var hash = (await desk.DraftAsync(id)).ContentHash!;
        await desk.ChangeAsync(context => context.Set<Submission>().ForEachAsync(row => row.State = SubmissionState.Withdrawn, Cancel));
        (await approver.PageAsync($"{Home}/{id}")).QuerySelector("main")!.TextContent.ShouldContain(CollaborativeProblems.SubmissionFallen);
        (await approver.PostAsync($"{Home}/{id}/decidir", ("decision", "approve"), ("hash", hash))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        await desk.ChangeAsync(context => context.Set<Submission>().ForEachAsync(row => row.State = SubmissionState.Accepted, Cancel));

        // Approved, and then the agreement ends before the job begins.
        await desk.ChangeAsync(async context =>
        {
            await context.Set<Agreement>().ForEachAsync(row => row.EndedAt = NodaTime.SystemClock.Instance.GetCurrentInstant(), Cancel);
            var draft = await context.Set<ReleaseDraft>().SingleAsync(row => row.Id == id, Cancel);
            (draft.State, draft.DecidedBy) = (ReleaseState.Approved, approver.AccountId);
        });
        await desk.RunJobAsync(id);
        var ended = await desk.DraftAsync(id);
        (ended.State, ended.ProblemCode).ShouldBe((ReleaseState.Failed, CollaborativeProblems.AgreementNotHolding));
        (await desk.StandingAsync()).Ledger.Entries.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_withdrawal_needs_two_and_then_the_table_is_gone(StoreKind kind)
    {
        await using var store = await TestStore.CreateServedAsync(kind);
        await using var desk = new ReleasesDesk(store);
        var (officer, approver) = (await desk.EnterAsync(DeskRole.DataOfficer, DeskRole.Approver), await desk.EnterAsync(DeskRole.Approver));
        var id = await PreparedAsync(desk, officer, [CountedRelease.Persons]);
        await AskAsync(officer, id);
        await ApproveAsync(desk, approver, id);
        (await desk.EndedAsync(id)).State.ShouldBe(ReleaseState.Published);
        using var reader = desk.CreateClient();
        (await reader.GetAsync("/data/detected-persons.csv", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var sequence = (await desk.StandingAsync()).Cubes["detected-persons"].Entry.Sequence;

        (await officer.PostAsync($"{Home}/retiros", ("table", $"{sequence}"), ("reason", "somebody's name"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.PostAsync($"{Home}/retiros", ("table", $"{sequence}"), ("reason", "risk-to-persons"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await officer.PostAsync($"{Home}/retiros", ("table", $"{sequence}"), ("reason", "risk-to-persons"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var row = Guid.Empty;
        await desk.ChangeAsync(async context => row = (await context.Set<ReleaseWithdrawal>().SingleAsync(Cancel)).Id);
        (await officer.PostAsync($"{Home}/retiros/{row}", ("decision", "confirm"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await reader.GetAsync("/data/detected-persons.csv", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await approver.PageAsync($"{Home}/retiros")).QuerySelector($"form[action$='{row}']").ShouldNotBeNull();
        (await approver.PostAsync($"{Home}/retiros/{row}", ("decision", "confirm"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await reader.GetAsync("/data/detected-persons.csv", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await reader.GetAsync("/data/detected-form-share.csv", Cancel)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await desk.DraftAsync(id)).State.ShouldBe(ReleaseState.Withdrawn);
        (await approver.PostAsync($"{Home}/retiros/{row}", ("decision", "confirm"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await desk.ActsAsync()).ShouldContain("release.withdrawn");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_population_is_not_counted_twice_and_the_page_says_why(StoreKind kind)
    {
        await using var store = await TestStore.CreateServedAsync(kind);
        await using var desk = new ReleasesDesk(store);
        var (officer, approver) = (await desk.EnterAsync(DeskRole.DataOfficer), await desk.EnterAsync(DeskRole.Approver));
        var id = await PreparedAsync(desk, officer, [CountedRelease.Persons]);
        await AskAsync(officer, id);
        await ApproveAsync(desk, approver, id);
        (await desk.EndedAsync(id)).State.ShouldBe(ReleaseState.Published);
        await desk.ComputeAgainAsync((await desk.DraftAsync(id)).MergeId);
        var (_, location, _) = await officer.PostAsync($"{Home}/preparar", ("merge", (await desk.DraftAsync(id)).MergeId.ToString()), ("table", CountedRelease.Persons));
        var page = await officer.PageAsync(location);
        page.QuerySelector("main")!.TextContent.ShouldContain(PrivateReleaseProblems.ReleasedBefore);
        page.QuerySelector("form[action$='/pedir']").ShouldBeNull();
    }

    [Fact]
    public void Subtracting_finds_a_cell_that_was_withheld_alone()
    {
        var header = Cube(Figure.Exact(20)).Header;
        header.Id.ShouldBe("a");
        // 23 in all, 20 of one sex: the other sex is three, whoever can subtract knows.
        Subtraction.Attack(Cube(Figure.Exact(20)), 10).Found.ShouldBe(1);
        Subtraction.Attack(Cube(Figure.Withheld), 10).Found.ShouldBe(0);
    }

    private static Cube Cube(Figure first)
    {
        var text = Vocabulary.LocalizedText.Same("-");
        var list = new Vocabulary.CodeList("sex", 1, text, "test", [new("f", text, new Dictionary<string, string>(StringComparer.Ordinal)), new("m", text, new Dictionary<string, string>(StringComparer.Ordinal))]);
        return new(
            new("a", MeasureKind.Count, text, text, text, text, new("-", "-", new(2026, 1, 1), "-"), DataOrigin.Invented), [new("sex", list)], [new HashSet<string>(StringComparer.Ordinal) { "sex" }],
            [KeyValuePair.Create(0L, first), KeyValuePair.Create(1L, Figure.Withheld), KeyValuePair.Create(2L, Figure.Exact(0)), KeyValuePair.Create(3L, Figure.Exact(23))]);
    }

    private static async Task<Guid> PreparedAsync(ReleasesDesk desk, DeskReader officer, IReadOnlyList<string> tables)
    {
        var merge = await desk.MergeAsync();
        var (status, location, _) = await officer.PostAsync($"{Home}/preparar", [("merge", merge.ToString()), .. tables.Select(table => ("table", table))]);
        status.ShouldBe(HttpStatusCode.SeeOther);
        return Guid.Parse(location.Split('/')[^1].Split('?')[0]);
    }

    private static async Task AskAsync(DeskReader officer, Guid id)
    {
        var page = await officer.PageAsync($"{Home}/{id}");
        var hash = page.QuerySelector("input[name=hash]").ShouldNotBeNull(page.QuerySelector("main")!.TextContent).GetAttribute("value")!;
        (await officer.PostAsync($"{Home}/{id}/pedir", ("hash", new string('0', 64)))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await officer.PostAsync($"{Home}/{id}/pedir", ("hash", hash))).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static async Task ApproveAsync(ReleasesDesk desk, DeskReader approver, Guid id) =>
        (await approver.PostAsync($"{Home}/{id}/decidir", ("decision", "approve"), ("hash", (await desk.DraftAsync(id)).ContentHash!))).Status.ShouldBe(HttpStatusCode.SeeOther);
}
