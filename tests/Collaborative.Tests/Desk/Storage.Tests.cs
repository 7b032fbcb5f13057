using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Amparo.Platform.Jobs;
using Amparo.Platform.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>How much an organisation may store: said before a file goes, and held however many arrive at once.</summary>
public abstract class StorageTests<THost>(THost host)
    where THost : StaffedHost
{
    private const int Piece = SealedContents.PieceSize;

    // A piece is a little longer once it is sealed.
    private const int Slack = 4096;

    private static int _names;

    private Task<int> LimitAsync(Guid organisation, long? bytes) =>
        host.PlatformAsync(context => context.Set<Organisation>().Where(row => row.Id == organisation).ExecuteUpdateAsync(set => set.SetProperty(row => row.StorageLimit, bytes)));

    private Task<long> StoredAsync() => host.CollaborativeAsync(context => context.Set<ContentPiece>().SumAsync(piece => (long)piece.Bytes.Length));

    private Task<int> PiecesAsync() => host.CollaborativeAsync(context => context.Set<ContentPiece>().CountAsync());

    private async Task<long> UsedAsync(Guid organisation) => await host.CollaborativeAsync(async context => (await StoredBytes.LookAsync(context, organisation, CancellationToken.None)).Used);

    private async Task<Browser> ScriptAsync(Person officer)
    {
        var script = host.Open(keepsCookies: false);
        script.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {await host.KeyOfAsync(officer.Id, Entitlement.SendSubmissions, Entitlement.ReadSubmissions)}");
        return script;
    }

    private Task<Answer> BeginAsync(Browser script, long size) => script.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/submissions", UriKind.Relative))
    {
        Content = new StringContent($$"""{"agreement":"{{host.AgreementB}}","from":"2025-01","to":"2025-12","name":"f{{Interlocked.Increment(ref _names)}}.csv","size":{{size}}}""", Encoding.UTF8, "application/json"),
    });

    private static Task<Answer> PieceAsync(Browser script, Guid id, int number, int length) => script.SendAsync(
        new HttpRequestMessage(HttpMethod.Put, new Uri($"/api/v1/submissions/{id}/pieces/{number}", UriKind.Relative)) { Content = new ByteArrayContent([.. Enumerable.Repeat((byte)'a', length)]) });

    private static Guid IdOf(Answer begun)
    {
        begun.Status.ShouldBe(HttpStatusCode.Created, begun.Text);
        return JsonDocument.Parse(begun.Text).RootElement.GetProperty("id").GetGuid();
    }

    private static void IsFull(Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge, answer.Text);
        answer.Text.ShouldContain($"\"code\":\"{CollaborativeProblems.StorageFull}\"");
    }

    [Fact]
    public async Task What_does_not_fit_is_refused_before_it_goes_and_what_is_arriving_counts()
    {
        var script = await ScriptAsync(host.Stranger);
        var used = await UsedAsync(host.AgencyB);
        await LimitAsync(host.AgencyB, used + (3 * Piece) + Slack);
        var refused = await BeginAsync(script, 4 * Piece);
        IsFull(refused);
        refused.Text.ShouldContain("files");
        var before = await StoredAsync();
        var id = IdOf(await BeginAsync(script, 2 * Piece));
        // Nothing of it has arrived, and its room is taken.
        (await StoredAsync()).ShouldBe(before);
        (await UsedAsync(host.AgencyB)).ShouldBe(used + SealedContents.SealedSize(2 * Piece));
        IsFull(await BeginAsync(script, (2 * Piece) - Slack));
        (await PieceAsync(script, id, 0, Piece)).Status.ShouldBe(HttpStatusCode.OK);
        (await UsedAsync(host.AgencyB)).ShouldBe(used + SealedContents.SealedSize(2 * Piece));

        // Another organisation's room is its own.
        (await host.Officer.Browser.GetAsync("/en/desk/submissions/new")).Status.ShouldBe(HttpStatusCode.OK);
        await host.SendAsync(host.Officer, host.AgreementA);

        // Whoever makes the limit smaller stops what is arriving; whoever makes it larger lets it go on.
        await LimitAsync(host.AgencyB, used + Piece);
        IsFull(await PieceAsync(script, id, 1, Piece));
        await LimitAsync(host.AgencyB, used + (3 * Piece) + Slack);
        (await PieceAsync(script, id, 1, Piece)).Status.ShouldBe(HttpStatusCode.OK);
        await LimitAsync(host.AgencyB, null);
    }

    [Fact]
    public async Task A_file_that_just_fits_arrives_whole_and_one_byte_more_is_not_begun()
    {
        var script = await ScriptAsync(host.Stranger);
        foreach (var size in new[] { 1, Piece - 1, Piece, Piece + 1, (2 * Piece) + 100 })
        {
            var used = await UsedAsync(host.AgencyB);
            await LimitAsync(host.AgencyB, used + SealedContents.SealedSize(size));
            IsFull(await BeginAsync(script, size + 1));
            var id = IdOf(await BeginAsync(script, size));
            for (var number = 0; (long)number * Piece < size; number++)
                (await PieceAsync(script, id, number, Math.Min(Piece, size - (number * Piece)))).Status.ShouldBe(HttpStatusCode.OK, $"{size} {number}");
            (await UsedAsync(host.AgencyB)).ShouldBe(used + SealedContents.SealedSize(size));
        }

        await LimitAsync(host.AgencyB, null);
    }

    [Fact]
    public async Task A_page_that_sends_in_pieces_is_told_in_its_language_why_there_is_no_room()
    {
        var browser = await host.BrowserOfAsync(host.Stranger.Id);
        var token = (await browser.GetAsync("/en/desk/submissions/new")).Html.Body!.GetAttribute("data-form");
        Task<Answer> AskAsync(HttpMethod method, string path, HttpContent? content, string language = "en") => browser.SendAsync(
            new HttpRequestMessage(method, new Uri($"/es/mesa/envios/{path}", UriKind.Relative)) { Content = content, Headers = { { "X-Amparo-Form", token }, { "X-Amparo-Language", language } } });
        Task<Answer> BeginAsync(int size, string language = "en") => AskAsync(
            HttpMethod.Post, "empezar", Browser.Fields([("agreement", host.AgreementB.ToString()), ("from", "2025-01"), ("to", "2025-12"), ("name", "by-page.csv"), ("size", size.ToString(CultureInfo.InvariantCulture))]), language);
        static void SaysWhy(Answer answer, string sentence)
        {
            answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge, answer.Text);
            var error = JsonDocument.Parse(answer.Text).RootElement.GetProperty("errors")[0];
            error.GetProperty("field").GetString().ShouldBe("files");
            error.GetProperty("text").GetString()!.ShouldSatisfyAllConditions(text => text.ShouldStartWith(CollaborativeProblems.StorageFull), text => text.ShouldContain(sentence));
        }

        // Something is there already, whichever test ran before: a limit of nothing is none.
        await host.SendAsync(host.Stranger, host.AgreementB);
        var used = await UsedAsync(host.AgencyB);
        await LimitAsync(host.AgencyB, used + SealedContents.SealedSize(Piece + 5));
        var begun = await BeginAsync(Piece + 5);
        begun.Status.ShouldBe(HttpStatusCode.OK, begun.Text);
        var id = JsonDocument.Parse(begun.Text).RootElement.GetProperty("id").GetGuid();
        SaysWhy(await BeginAsync(7), "Withdraw submissions");
        (await AskAsync(HttpMethod.Put, $"{id}/piezas/0", new ByteArrayContent(new byte[Piece]))).Status.ShouldBe(HttpStatusCode.OK);
        await LimitAsync(host.AgencyB, used);
        SaysWhy(await AskAsync(HttpMethod.Put, $"{id}/piezas/1", new ByteArrayContent(new byte[5])), "Withdraw submissions");
        // Whoever sends it again is told so at once, and not at each piece.
        SaysWhy(await BeginAsync(Piece + 5, "es"), "Retire envíos");
        await LimitAsync(host.AgencyB, null);
        (await AskAsync(HttpMethod.Put, $"{id}/piezas/1", new ByteArrayContent(new byte[5]))).Status.ShouldBe(HttpStatusCode.OK);
        // Arrived whole, and not checked before there is room.
        await LimitAsync(host.AgencyB, used);
        SaysWhy(await AskAsync(HttpMethod.Post, $"{id}/completo", null), "Withdraw submissions");
        await LimitAsync(host.AgencyB, null);
        JsonDocument.Parse((await BeginAsync(Piece + 5)).Text).RootElement.GetProperty("pieces").GetInt32().ShouldBe(2);
        (await AskAsync(HttpMethod.Post, $"{id}/completo", null)).Status.ShouldBe(HttpStatusCode.OK);
        await host.SettledAsync(id);
    }

    [Fact]
    public async Task A_form_of_which_one_file_does_not_fit_names_those_that_were_received()
    {
        var browser = await host.BrowserOfAsync(host.Stranger.Id);
        // How large the second is, only its pieces say: what is sent in all is less than what a form may have beside its files.
        await LimitAsync(host.AgencyB, await UsedAsync(host.AgencyB) + 60_000);
        var answer = await browser.SendFilesAsync(
            "/en/desk/submissions/new", [("first.csv", new string('a', 1_000)), ("second.csv", new string('b', 200_000))], ("agreement", host.AgreementB.ToString()), ("from", "2025-01"), ("to", "2025-12"));
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, answer.Text);
        answer.Html.QuerySelector("#files-error")!.TextContent.ShouldContain(CollaborativeProblems.StorageFull);
        var received = answer.Html.QuerySelector("[data-upload-received]")!;
        received.HasAttribute("hidden").ShouldBeFalse();
        received.TextContent.ShouldSatisfyAllConditions(text => text.ShouldContain("first.csv"), text => text.ShouldNotContain("second.csv"));
        (await browser.GetAsync("/en/desk/submissions/new")).Html.QuerySelector("[data-upload-received]")!.HasAttribute("hidden").ShouldBeTrue();
        await LimitAsync(host.AgencyB, null);
    }

    [Fact]
    public async Task Many_that_begin_at_once_do_not_pass_it_together()
    {
        var script = await ScriptAsync(host.Stranger);
        await LimitAsync(host.AgencyB, await UsedAsync(host.AgencyB) + (3 * Piece) + Slack);
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => BeginAsync(script, Piece)));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(3);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ToList().ForEach(IsFull);
        await LimitAsync(host.AgencyB, null);
    }

    [Fact]
    public async Task A_form_that_does_not_fit_leaves_nothing_and_says_what_can_be_done()
    {
        var browser = await host.BrowserOfAsync(host.Stranger.Id);
        Task<Answer> SendAsync(int length) => browser.SendFileAsync(
            "/en/desk/submissions/new", ("form.csv", new string('a', length)), ("agreement", host.AgreementB.ToString()), ("from", "2025-01"), ("to", "2025-12"));
        foreach (var (room, length) in new[] { (1L, 10), (Piece / 2L, Piece), ((2L * Piece) + Slack, (int)(2.9 * Piece)), (Piece, 6 * Piece) })
        {
            await LimitAsync(host.AgencyB, await UsedAsync(host.AgencyB) + room);
            var before = await StoredAsync();
            var answer = await SendAsync(length);
            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{room} {length}");
            answer.Html.QuerySelector("#files-error")!.TextContent.ShouldSatisfyAllConditions(
                text => text.ShouldContain(CollaborativeProblems.StorageFull), text => text.ShouldContain("Withdraw submissions"));
            (await StoredAsync()).ShouldBe(before);
        }

        await LimitAsync(host.AgencyB, null);
    }

    [Fact]
    public async Task Mended_rows_need_room_too_and_what_is_taken_back_gives_it_back()
    {
        var before = await UsedAsync(host.AgencyB);
        var id = await host.SendAsync(host.Stranger, host.AgreementB);
        var browser = await host.BrowserOfAsync(host.Stranger.Id);
        var used = await UsedAsync(host.AgencyB);
        used.ShouldBeGreaterThan(before);
        await LimitAsync(host.AgencyB, used);
        var mended = await browser.SendFileAsync($"/en/desk/submissions/{id}/mend/file", ("m.csv", (await browser.GetAsync($"/en/desk/submissions/{id}/to-mend.csv")).Text));
        mended.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, mended.Text);
        mended.Text.ShouldContain(CollaborativeProblems.StorageFull);
        // In the grid nothing that was typed is lost.
        var grid = (await browser.GetAsync($"/en/desk/submissions/{id}/mend")).Html;
        var row = grid.QuerySelector("input[name=row]")!.GetAttribute("value")!;
        var cells = grid.QuerySelectorAll(".amparo-desk-grid input").Select((cell, place) => (cell.Id!, Value: $"{StaffedHost.Marker}typed{place}\"<")).ToArray();
        var typed = await browser.SendFormAsync($"/en/desk/submissions/{id}/mend", [("row", row), .. cells]);
        typed.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, typed.Text);
        typed.Html.QuerySelector(".govuk-error-summary a")!.TextContent.ShouldContain(CollaborativeProblems.StorageFull);
        typed.Html.QuerySelectorAll(".amparo-desk-grid input").Select(cell => (cell.Id!, cell.GetAttribute("value")!)).ShouldBe(cells);
        typed.Html.QuerySelector("input[name=row]")!.GetAttribute("value").ShouldBe(row);
        (await host.CollaborativeAsync(context => context.Set<SubmissionVersion>().CountAsync(row => row.SubmissionId == id))).ShouldBe(1);
        (await browser.SendFormAsync($"/en/desk/submissions/{id}/withdraw", ("sure", "yes"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await UsedAsync(host.AgencyB)).ShouldBe(before);
        await LimitAsync(host.AgencyB, null);
    }

    [Fact]
    public async Task Checking_again_and_again_stores_nothing_more_and_over_the_limit_it_is_refused()
    {
        var id = await host.SendAsync(host.Stranger, host.AgreementB);
        var browser = await host.BrowserOfAsync(host.Stranger.Id);
        Task<Answer> AgainAsync() => browser.SendFormAsync($"/en/desk/submissions/{id}/mapping", ("mapping", "content:hotline"));
        var (pieces, used) = (await PiecesAsync(), await UsedAsync(host.AgencyB));
        for (var round = 0; round < 6; round++)
        {
            (await AgainAsync()).Status.ShouldBe(HttpStatusCode.SeeOther);
            (await host.SettledAsync(id)).ShouldBe(SubmissionState.Checked);
            (await PiecesAsync()).ShouldBe(pieces);
        }

        (await UsedAsync(host.AgencyB)).ShouldBe(used);
        // What it holds now can be read.
        (await browser.GetAsync($"/en/desk/submissions/{id}")).Html.QuerySelector("#report").ShouldNotBeNull();
        await LimitAsync(host.AgencyB, used - 1);
        var refused = await AgainAsync();
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain(CollaborativeProblems.StorageFull);
        await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, SubmissionState.Checking)));
        refused = await browser.SendFormAsync($"/en/desk/submissions/{id}/check-again");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain(CollaborativeProblems.StorageFull);
        await LimitAsync(host.AgencyB, used);
        (await browser.SendFormAsync($"/en/desk/submissions/{id}/check-again")).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await host.SettledAsync(id)).ShouldBe(SubmissionState.Checked);
        await LimitAsync(host.AgencyB, null);
    }

    [Theory]
    [InlineData("cancelled"), InlineData("failed"), InlineData("passed on")]
    public async Task A_check_that_is_stopped_at_its_end_leaves_what_there_was(string how)
    {
        var id = await host.SendAsync(host.Stranger, host.AgreementB);
        var browser = await host.BrowserOfAsync(host.Stranger.Id);
        await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, SubmissionState.Checking)));
        var (pieces, during) = (await PiecesAsync(), 0);
        using var stop = new CancellationTokenSource();
        // The check itself, as a host runs it; only what its last step is told is the test's.
        var run = new JobRun(
            new() { Id = Guid.NewGuid(), Kind = CheckSubmission.Kind, OrganisationId = host.AgencyB, RequestedBy = host.Stranger.Id, SubjectId = id, Attempt = 1 },
            async (within, cancel) =>
            {
                during = await within.Set<ContentPiece>().CountAsync(CancellationToken.None);
                if (how == "failed")
                    throw new InvalidOperationException("The store is gone.");
                if (how == "cancelled")
                    await stop.CancelAsync();
                cancel.ThrowIfCancellationRequested();
                return false;
            });
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var check = scope.ServiceProvider.GetRequiredService<CheckSubmission>();
            if (how == "passed on")
                (await check.RunAsync(run, stop.Token)).ShouldBeNull();
            else
                (await Should.ThrowAsync<Exception>(() => check.RunAsync(run, stop.Token))).ShouldBeAssignableTo(how == "failed" ? typeof(InvalidOperationException) : typeof(OperationCanceledException));
        }

        during.ShouldBe(pieces);
        (await PiecesAsync()).ShouldBe(pieces);
        // And what it held before can be read still.
        await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, SubmissionState.Checked)));
        (await browser.GetAsync($"/en/desk/submissions/{id}")).Html.QuerySelector("#report").ShouldNotBeNull();
    }

    [Fact]
    public async Task An_administrator_says_how_much_and_nobody_else_does()
    {
        var admin = await host.BrowserOfAsync(host.Admin.Id);
        Task<Answer> SetAsync(Browser browser, Guid id, string gigabytes) => browser.SendFormAsync("/en/desk/organisations/storage", ("id", id.ToString()), ($"storage-{id}", gigabytes));
        Task<long?> NowAsync() => host.PlatformAsync(context => context.Set<Organisation>().Where(row => row.Id == host.AgencyA).Select(row => row.StorageLimit).SingleAsync());
        (await admin.GetAsync("/en/desk/organisations")).Html.QuerySelector($"#storage-{host.AgencyA}")!.GetAttribute("value").ShouldBe("20");
        (await SetAsync(admin, host.AgencyA, "35")).Location.ShouldBe("/en/desk/organisations?said=organisation-storage");
        (await NowAsync()).ShouldBe(35_000_000_000);
        foreach (var wrong in new[] { "", "0", "-1", "1.5", "1e3", "100001", "99999999999999999999" })
        {
            var answer = await SetAsync(admin, host.AgencyA, wrong);
            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, wrong);
            answer.Html.QuerySelector($"#storage-{host.AgencyA}-error").ShouldNotBeNull();
            answer.Html.QuerySelector($"#storage-{host.AgencyA}")!.GetAttribute("value").ShouldBe(wrong);
            answer.Html.QuerySelector($"#storage-{host.AgencyB}")!.GetAttribute("value").ShouldBe("20");
        }

        (await SetAsync(admin, Guid.NewGuid(), "5")).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var role in StaffedHost.Roles.Where(role => role != DeskRole.Administrator))
            (await SetAsync(await host.BrowserOfAsync(host.Staff[role].Id), host.AgencyA, "5")).IsNotPermitted.ShouldBeTrue(role.ToString());
        (await NowAsync()).ShouldBe(35_000_000_000);
        await SetAsync(admin, host.AgencyA, (OrganisationStorage.Default / 1_000_000_000).ToString(CultureInfo.InvariantCulture));
    }
}

public sealed class StorageOnSqliteTests(StaffedHost host) : StorageTests<StaffedHost>(host), IClassFixture<StaffedHost>;

public sealed class StorageOnPostgresTests(StaffedPostgresHost host) : StorageTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;
