using System.Net;
using System.Text;
using System.Text.Json;
using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Jobs;
using Amparo.Records;
using Amparo.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Amparo.Collaborative.Tests.Desk.HostileFile;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Where an installation names a scanner, no reader sees a file before it has found nothing in it: whatever it says, and however the file comes.</summary>
public abstract class ScanningTests<THost>(THost host)
    where THost : ScannedHost
{
    // How the scanner calls what it finds; nobody else is told.
    private const string Harm = "Invented.Zqharm-9";

    private const string TooLarge = "INSTREAM size limit exceeded. ERROR\0";

    private static readonly string Whole = $"{Header}\n{Row}\n";

    // The second row has no sex that can be read.
    private static readonly string Quarantined = $"{Header}\n{Row}\n{Row.Replace("Femme", "x", StringComparison.Ordinal)}\n";

    // Half of a letter at its end: whatever reader of tables sees it first refuses it by a code of its own.
    private static readonly byte[] Broken = [.. Encoding.UTF8.GetBytes(Whole), 0xC3];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Words
    {
        get
        {
            var words = new TheoryData<string, string, string>();
            foreach (var way in new[] { "form", "pieces", "script" })
            {
                words.Add(way, ScriptedScanner.Found(Harm), CollaborativeProblems.FileInfected);
                words.Add(way, TooLarge, CollaborativeProblems.FileBeyondScanner);
                words.Add(way, "stream: perhaps\0", CollaborativeProblems.ScannerSilent);
                words.Add(way, "", CollaborativeProblems.ScannerSilent);
                words.Add(way, ScriptedScanner.Nothing, RecordsProblems.WrongEncoding);
            }

            return words;
        }
    }

    [Theory, MemberData(nameof(Words))]
    public async Task No_reader_sees_a_file_before_the_scanner_has_found_nothing_in_it(string way, string said, string code)
    {
        await ChooseAsync();
        host.Scanner.Says(said);
        var (seen, refused) = (host.Scanner.Seen.Count, await RefusedAsync());

        var id = await SendAsync(way, Broken);

        (await StateAsync(id)).ShouldBe(SubmissionState.Refused);
        var version = await NewestAsync(id);
        version.ProblemCode.ShouldBe(code);
        host.Scanner.Seen.Skip(seen).ShouldHaveSingleItem().ShouldBe(Broken);
        (version.ScannedAt is not null).ShouldBe(said == ScriptedScanner.Nothing);
        // What is harmful goes; what nobody could tell is kept whole, and is opened to no reader.
        (await PiecesAsync(version.Id)).ShouldBe(code == CollaborativeProblems.FileInfected ? 0 : 1);
        if (said != ScriptedScanner.Nothing)
            Should.Throw<InvalidOperationException>(() => Files.OpenFile(version));
        (await RefusedAsync()).ShouldBe(refused + 1);
        await IsNowhereAsync(id, code);
    }

    [Fact]
    public async Task What_the_scanner_did_not_answer_for_is_kept_sealed_and_checked_again_when_somebody_asks()
    {
        await ChooseAsync();
        foreach (var (script, code) in new[] { (false, CollaborativeProblems.ScannerSilent), (true, CollaborativeProblems.ScannerSilent), (false, CollaborativeProblems.FileBeyondScanner) })
        {
            if (code == CollaborativeProblems.ScannerSilent)
                host.Scanner.HangsUp();
            else
                host.Scanner.Says(TooLarge);
            var id = await SendAsync("form", Encoding.UTF8.GetBytes(Quarantined));
            (await NewestAsync(id)).ProblemCode.ShouldBe(code);
            var page = await host.Officer.Browser.GetAsync($"/en/desk/submissions/{id}");
            page.Html.QuerySelector("main")!.TextContent.ShouldContain(code);
            page.Html.QuerySelector(".govuk-inset-text")!.TextContent.ShouldContain("whole and safe");
            page.Html.QuerySelector($"form[action='/en/desk/submissions/{id}/check-again'] button").ShouldNotBeNull();
            page.Html.QuerySelector("#mapping").ShouldBeNull();
            // Another agency's officer finds nothing to ask for.
            (await host.Stranger.Browser.SendFormAsync($"/en/desk/submissions/{id}/check-again")).Status.ShouldBe(HttpStatusCode.NotFound);
            // It still does not answer: asked for again, it is refused for now again.
            await CheckAgainAsync(id, script);
            ((await StateAsync(id)), (await NewestAsync(id)).ProblemCode).ShouldBe((SubmissionState.Refused, code));

            host.Scanner.Says(ScriptedScanner.Nothing);
            await CheckAgainAsync(id, script);

            (await StateAsync(id)).ShouldBe(SubmissionState.Checked);
            var version = await NewestAsync(id);
            (version.Number, version.Accepted, version.Quarantined, version.ProblemCode).ShouldBe((1, 1, 1, null));
            version.ScannedAt.ShouldNotBeNull();
            (await host.Officer.Browser.SendFormAsync($"/en/desk/submissions/{id}/check-again")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    // The scanner has passed it before: that alone would offer no other check.
    [Fact]
    public async Task A_file_that_was_passed_and_is_not_answered_for_in_a_later_check_waits_too()
    {
        await ChooseAsync();
        var id = await SendAsync("form", Encoding.UTF8.GetBytes(Quarantined));
        host.Scanner.HangsUp();
        (await host.Officer.Browser.SendFormAsync($"/en/desk/submissions/{id}/mapping", ("mapping", "content:hotline"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await host.SettledAsync(id)).ShouldBe(SubmissionState.Refused);
        (await NewestAsync(id)).ScannedAt.ShouldNotBeNull();
        host.Scanner.Says(ScriptedScanner.Nothing);
        await CheckAgainAsync(id, script: false);
        (await StateAsync(id)).ShouldBe(SubmissionState.Checked);
    }

    [Fact]
    public async Task No_page_and_no_script_reads_what_the_scanner_has_not_passed()
    {
        await ChooseAsync();
        host.Scanner.HangsUp();
        var id = await SendAsync("form", Encoding.UTF8.GetBytes(Quarantined));
        var seen = host.Scanner.Seen.Count;

        var proposal = await host.Officer.Browser.GetAsync($"/en/desk/submissions/{id}/proposal");
        proposal.Text.ShouldContain(CollaborativeProblems.FileNotScanned);
        proposal.Text.ShouldNotContain("prénom");
        var script = await ScriptAsync();
        (await script.GetAsync($"/api/v1/submissions/{id}/proposal")).Text.ShouldContain($"\"problemCode\":\"{CollaborativeProblems.FileNotScanned}\"");
        (await host.Officer.Browser.SendFormAsync($"/en/desk/submissions/{id}/proposal", ("column", "1:proposed"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        host.Scanner.Seen.Count.ShouldBe(seen);

        // Choosing by what it is read has it checked, and the check asks the scanner.
        (await host.Officer.Browser.SendFormAsync($"/en/desk/submissions/{id}/mapping", ("mapping", "content:hotline"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await host.SettledAsync(id)).ShouldBe(SubmissionState.Refused);
    }

    [Fact]
    public async Task What_was_checked_before_there_was_a_scanner_is_read_again_once_it_is_checked_again()
    {
        await ChooseAsync();
        host.Scanner.Says(ScriptedScanner.Nothing);
        var id = await SendAsync("form", Encoding.UTF8.GetBytes(Quarantined));
        (await host.Officer.Browser.GetAsync($"/en/desk/submissions/{id}/mend")).Status.ShouldBe(HttpStatusCode.OK);
        // As it stands in a store of before.
        await host.CollaborativeAsync(context => context.Set<SubmissionVersion>().Where(row => row.SubmissionId == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ScannedAt, (NodaTime.Instant?)null)));

        var page = await host.Officer.Browser.GetAsync($"/en/desk/submissions/{id}");
        page.Html.QuerySelector(".govuk-inset-text")!.TextContent.ShouldContain(CollaborativeProblems.FileNotScanned);
        page.Html.QuerySelector("#mended").ShouldBeNull();
        var script = await ScriptAsync();
        foreach (var path in new[] { "mend", "to-mend.csv" })
            (await host.Officer.Browser.GetAsync($"/en/desk/submissions/{id}/{path}")).Status.ShouldBe(HttpStatusCode.NotFound, path);
        (await script.GetAsync($"/api/v1/submissions/{id}/to-mend.csv")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await SendMendedAsync(id, Mended("Homme"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await host.Officer.Browser.SendFormAsync($"/en/desk/submissions/{id}/mend", ("row", "2"), ("r2c0", "2"))).Status.ShouldBe(HttpStatusCode.NotFound);

        await CheckAgainAsync(id, script: false);
        (await StateAsync(id)).ShouldBe(SubmissionState.Checked);
        (await host.Officer.Browser.GetAsync($"/en/desk/submissions/{id}/mend")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(false), InlineData(true)]
    public async Task Mended_rows_are_scanned_before_they_are_joined_with_their_file(bool byScript)
    {
        await ChooseAsync();
        host.Scanner.Says(ScriptedScanner.Nothing);
        var id = await SendAsync("form", Encoding.UTF8.GetBytes(Quarantined));
        // No header of the file's: joined, it would be refused by a code of the reader's.
        var unjoinable = Encoding.UTF8.GetBytes("a;b\n1;2\n");
        foreach (var (said, code) in new[] { (ScriptedScanner.Found(Harm), CollaborativeProblems.FileInfected), ("", CollaborativeProblems.ScannerSilent), (TooLarge, CollaborativeProblems.FileBeyondScanner), (ScriptedScanner.Nothing, RecordsProblems.MendedHeaderDiffers) })
        {
            host.Scanner.Says(said);
            var refused = await RefusedAsync();
            var answer = await SendMendedAsync(id, unjoinable, byScript);
            (answer.Status, answer.Text.Contains(code, StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true), answer.Text);
            answer.Text.ShouldNotContain(Harm);
            host.Scanner.Seen[^1].ShouldBe(unjoinable);
            (await RefusedAsync() - refused).ShouldBe(code == CollaborativeProblems.FileInfected ? 1 : 0);
        }

        ((await StateAsync(id)), (await NewestAsync(id)).Number).ShouldBe((SubmissionState.Checked, 1));

        // What the check then reads are the file and the rows, both seen.
        var seen = host.Scanner.Seen.Count;
        (await SendMendedAsync(id, Mended("Homme"), byScript)).Status.ShouldBe(byScript ? HttpStatusCode.Accepted : HttpStatusCode.SeeOther);
        (await host.SettledAsync(id)).ShouldBe(SubmissionState.Checked);
        var newest = await NewestAsync(id);
        (newest.Number, newest.Accepted, newest.Mended).ShouldBe((2, 2, 1));
        host.Scanner.Seen.Count.ShouldBe(seen + 3);
        host.Scanner.Seen[seen].ShouldBe(Mended("Homme"));
        host.Scanner.Seen[seen + 1].ShouldBe(Encoding.UTF8.GetBytes(Quarantined));
        Encoding.UTF8.GetString(host.Scanner.Seen[seen + 2]).ShouldContain("Homme");
    }

    [Fact]
    public async Task Harm_in_rows_that_were_typed_erases_every_version_of_the_file()
    {
        await ChooseAsync();
        host.Scanner.Says(file => Encoding.UTF8.GetString(file).Contains("Harmtown", StringComparison.Ordinal) ? ScriptedScanner.Found(Harm) : ScriptedScanner.Nothing);
        var id = await SendAsync("form", Encoding.UTF8.GetBytes(Quarantined));
        var typed = Row.Replace("Femme", "x", StringComparison.Ordinal).Split(';');
        async Task TypeAsync(string town)
        {
            typed[7] = town;
            (await host.Officer.Browser.SendFormAsync($"/en/desk/submissions/{id}/mend", [("row", "2"), .. typed.Select((cell, at) => ($"r2c{at}", cell))])).Status.ShouldBe(HttpStatusCode.SeeOther);
            await host.SettledAsync(id);
        }

        await TypeAsync("Xela");
        (await StateAsync(id)).ShouldBe(SubmissionState.Checked);
        await TypeAsync("Harmtown");

        ((await StateAsync(id)), (await NewestAsync(id)).ProblemCode).ShouldBe((SubmissionState.Refused, CollaborativeProblems.FileInfected));
        var versions = await host.CollaborativeAsync(context => context.Set<SubmissionVersion>().Where(row => row.SubmissionId == id).Select(row => row.Id).ToListAsync());
        versions.Count.ShouldBe(3);
        foreach (var version in versions)
            (await PiecesAsync(version)).ShouldBe(0);
        await IsNowhereAsync(id, CollaborativeProblems.FileInfected);
    }

    [Fact]
    public async Task What_the_scanner_passed_and_comes_to_doubt_is_closed_and_kept_and_opens_when_it_passes_again()
    {
        await ChooseAsync();
        var id = await SendAsync("form", Encoding.UTF8.GetBytes(Whole));
        (await NewestAsync(id)).ScannedAt.ShouldNotBeNull();
        host.Scanner.Says(ScriptedScanner.Found("Heuristics.Structured.SSN"));
        (await host.Officer.Browser.SendFormAsync($"/en/desk/submissions/{id}/mapping", ("mapping", "content:hotline"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await host.SettledAsync(id);

        var doubted = await NewestAsync(id);
        (await StateAsync(id), doubted.ProblemCode, doubted.ScannedAt).ShouldBe((SubmissionState.Refused, CollaborativeProblems.FileBeyondScanner, null));
        (await PiecesAsync(doubted.Id)).ShouldBe(1);
        (await host.Officer.Browser.GetAsync($"/en/desk/submissions/{id}/proposal")).Text.ShouldContain(CollaborativeProblems.FileNotScanned);

        host.Scanner.Says(ScriptedScanner.Nothing);
        await CheckAgainAsync(id, script: false);
        (await NewestAsync(id)).ScannedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_check_that_waits_for_the_scanner_can_be_stopped_and_asked_for_again()
    {
        await ChooseAsync();
        host.Scanner.SaysNothing();
        var seen = host.Scanner.Seen.Count;
        var id = await SendAsync("form", Encoding.UTF8.GetBytes(Whole), settles: false);
        for (var tried = 0; tried < 600 && host.Scanner.Seen.Count == seen; tried++)
            await Task.Delay(50, Cancel);
        var job = await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == id).Select(row => row.JobId!.Value).SingleAsync());

        (await host.Officer.Browser.SendFormAsync($"/en/desk/submissions/{id}/cancel")).Status.ShouldBe(HttpStatusCode.SeeOther);

        await foreach (var state in host.Services.GetRequiredService<JobBoard>().WatchAsync(new(job), Cancel))
        {
            if (state.IsOver)
                state.Phase.ShouldBe(JobPhase.Cancelled);
        }

        var version = await NewestAsync(id);
        (version.ScannedAt, version.Read).ShouldBe((null, null));
        host.Scanner.Says(ScriptedScanner.Nothing);
        await CheckAgainAsync(id, script: false);
        (await StateAsync(id)).ShouldBe(SubmissionState.Checked);
    }

    [Fact]
    public async Task Whether_the_scanner_answers_is_said_to_whoever_watches_the_host()
    {
        var health = await host.Open().GetAsync("/health");
        health.Status.ShouldBe(HttpStatusCode.OK);
        JsonDocument.Parse(health.Text).RootElement.GetProperty("scanner").GetString().ShouldBe("ok");
    }

    private SubmissionFiles Files => host.Services.GetRequiredService<SubmissionFiles>();

    private static byte[] Mended(string sex) => Encoding.UTF8.GetBytes($"amparo-row;amparo-problem;{Header}\n2;;{Row.Replace("Femme", sex, StringComparison.Ordinal)}\n");

    // The name of what was found stands on no page, in no answer to a script, in no log and in no row.
    private async Task IsNowhereAsync(Guid id, string code)
    {
        var page = await host.Officer.Browser.GetAsync($"/en/desk/submissions/{id}");
        page.Html.QuerySelector("main")!.TextContent.ShouldContain(code);
        page.Text.ShouldNotContain(Harm);
        (await host.Officer.Browser.GetAsync("/en/desk/submissions")).Text.ShouldNotContain(Harm);
        (await (await ScriptAsync()).GetAsync($"/api/v1/submissions/{id}")).Text.ShouldNotContain(Harm);
        host.Log.ShouldAllBe(line => !line.Contains(Harm, StringComparison.Ordinal));
        (await NewestAsync(id)).ProblemSubject.ShouldNotBe(Harm);
        if (code != CollaborativeProblems.FileInfected)
            return;
        page.Html.QuerySelector("#mapping").ShouldBeNull();
        page.Html.QuerySelector($"form[action='/en/desk/submissions/{id}/check-again']").ShouldBeNull();
        foreach (var (path, field) in new[] { ("check-again", ("a", "b")), ("mapping", ("mapping", "content:hotline")), ("proposal", ("column", "1:proposed")) })
            (await host.Officer.Browser.SendFormAsync($"/en/desk/submissions/{id}/{path}", field)).Status.ShouldBe(HttpStatusCode.NotFound, path);
    }

    private Task<int> RefusedAsync() => host.PlatformAsync(context => context.Set<AuditLine>().CountAsync(line => line.Act == "submission.refused"));

    private Task<SubmissionState> StateAsync(Guid id) => host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == id).Select(row => row.State).SingleAsync());

    private Task<SubmissionVersion> NewestAsync(Guid id) =>
        host.CollaborativeAsync(context => context.Set<SubmissionVersion>().AsNoTracking().Where(row => row.SubmissionId == id).OrderByDescending(row => row.Number).FirstAsync());

    private Task<int> PiecesAsync(Guid content) => host.CollaborativeAsync(context => context.Set<ContentPiece>().CountAsync(row => row.ContentId == content));

    // The agency's files are read as a hotline's; a scanner that finds nothing lets that be said.
    private async Task ChooseAsync()
    {
        host.Scanner.Says(ScriptedScanner.Nothing);
        await host.SendAsync(host.Officer, host.AgreementA, Whole);
    }

    private async Task CheckAgainAsync(Guid id, bool script)
    {
        if (script)
            (await (await ScriptAsync()).SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/submissions/{id}/check-again", UriKind.Relative)))).Status.ShouldBe(HttpStatusCode.Accepted);
        else
            (await host.Officer.Browser.SendFormAsync($"/en/desk/submissions/{id}/check-again")).Status.ShouldBe(HttpStatusCode.SeeOther);
        await host.SettledAsync(id);
    }

    private async Task<Guid> SendAsync(string way, byte[] file, bool settles = true)
    {
        var id = way switch { "form" => await SendFormAsync(file), "pieces" => await SendPiecesAsync(file), _ => await SendByScriptAsync(file) };
        if (settles)
            await host.SettledAsync(id);
        return id;
    }

    private async Task<Guid> SendFormAsync(byte[] file)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in new[] { ("form", await host.Officer.Browser.FormAsync()), ("agreement", host.AgreementA.ToString()), ("from", "2025-01"), ("to", "2025-12") })
            form.Add(new StringContent(value), field);
        form.Add(new ByteArrayContent(file), "files", "calls.csv");
        var answer = await host.Officer.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri("/en/desk/submissions/new", UriKind.Relative)) { Content = form });
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        return Guid.Parse(answer.Location!.Split('?')[0].Split('/')[^1]);
    }

    private async Task<Guid> SendPiecesAsync(byte[] file)
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        async Task<Answer> AskAsync(HttpMethod method, string path, HttpContent? content)
        {
            var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
            request.Headers.Add("X-Amparo-Form", await browser.FormAsync());
            return await browser.SendAsync(request);
        }

        var begun = await AskAsync(HttpMethod.Post, "/es/mesa/envios/empezar", Browser.Fields(
            [("agreement", host.AgreementA.ToString()), ("from", "2025-01"), ("to", "2025-02"), ("name", $"{Guid.NewGuid():N}.csv"), ("size", file.Length.ToString(System.Globalization.CultureInfo.InvariantCulture))]));
        var id = JsonDocument.Parse(begun.Text).RootElement.GetProperty("id").GetGuid();
        (await AskAsync(HttpMethod.Put, $"/es/mesa/envios/{id}/piezas/0", new ByteArrayContent(file))).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(HttpMethod.Post, $"/es/mesa/envios/{id}/completo", null)).Status.ShouldBe(HttpStatusCode.OK);
        return id;
    }

    private async Task<Guid> SendByScriptAsync(byte[] file)
    {
        var script = await ScriptAsync();
        Task<Answer> AskAsync(HttpMethod method, string path, HttpContent? content) => script.SendAsync(new HttpRequestMessage(method, new Uri($"/api/v1/submissions{path}", UriKind.Relative)) { Content = content });
        var begun = await AskAsync(HttpMethod.Post, "", new StringContent(
            $$"""{"agreement":"{{host.AgreementA}}","from":"2025-01","to":"2025-12","name":"{{Guid.NewGuid():N}}.csv","size":{{file.Length}}}""", Encoding.UTF8, "application/json"));
        var id = JsonDocument.Parse(begun.Text).RootElement.GetProperty("id").GetGuid();
        (await AskAsync(HttpMethod.Put, $"/{id}/pieces/0", new ByteArrayContent(file) { Headers = { { "Content-Type", "application/octet-stream" } } })).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(HttpMethod.Post, $"/{id}/complete", null)).Status.ShouldBe(HttpStatusCode.Accepted);
        return id;
    }

    private async Task<Answer> SendMendedAsync(Guid id, byte[] file, bool byScript = false)
    {
        if (byScript)
            return await (await ScriptAsync()).SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/submissions/{id}/mended", UriKind.Relative)) { Content = new ByteArrayContent(file) { Headers = { { "Content-Type", "text/csv" } } } });
        using var form = new MultipartFormDataContent { { new StringContent(await host.Officer.Browser.FormAsync()), "form" }, { new ByteArrayContent(file), "mended", "mended.csv" } };
        return await host.Officer.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/en/desk/submissions/{id}/mend/file", UriKind.Relative)) { Content = form });
    }

    private async Task<Browser> ScriptAsync()
    {
        var script = host.Open(keepsCookies: false);
        script.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {await host.KeyOfAsync(host.Officer.Id, Entitlement.SendSubmissions, Entitlement.ReadSubmissions, Entitlement.ReadRows)}");
        return script;
    }
}

public sealed class ScanningOnSqliteTests(ScannedHost host) : ScanningTests<ScannedHost>(host), IClassFixture<ScannedHost>;

public sealed class ScanningOnPostgresTests(ScannedPostgresHost host) : ScanningTests<ScannedPostgresHost>(host), IClassFixture<ScannedPostgresHost>;
