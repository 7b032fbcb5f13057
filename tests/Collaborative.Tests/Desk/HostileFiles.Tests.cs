using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Files that were made to do harm, sent as an officer sends files: each is refused with a code, or loses what acts, and leaves nothing behind.</summary>
public abstract class HostileFilesTests<THost>(THost host)
    where THost : StaffedHost
{
    private const string Header = "dossier;date_appel;prénom;nom;sexe;âge_approximatif;nationalité;commune;formes";
    private const string Row = "1;05-03-2025;Ana;Lopez;Femme;env. 20;Guatemala;ville;travail forcé";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string> Refused => new()
    {
        { "an archive in an archive", "hotline", CollaborativeProblems.FileOfOtherKind },
        { "a workbook with an archive in it", "prosecution", CollaborativeProblems.FileWithPrograms },
        { "a workbook with a macro", "prosecution", CollaborativeProblems.FileWithPrograms },
        { "a workbook that leads to another", "prosecution", CollaborativeProblems.FileWithPrograms },
        { "a workbook with another document in it", "prosecution", CollaborativeProblems.FileWithPrograms },
        { "a workbook with a control that runs", "prosecution", CollaborativeProblems.FileWithPrograms },
        { "a workbook that asks a database", "prosecution", CollaborativeProblems.FileWithPrograms },
        { "a workbook with a part outside", "prosecution", CollaborativeProblems.FileWithPrograms },
        { "a workbook with two parts of one name", "prosecution", CollaborativeProblems.FileOfOtherKind },
        { "a workbook with a page behind it", "prosecution", CollaborativeProblems.FileOfOtherKind },
        { "a workbook with something before its list", "prosecution", CollaborativeProblems.FileOfOtherKind },
        { "a workbook that is a document too", "prosecution", CollaborativeProblems.FileOfOtherKind },
        { "a workbook with a password", "prosecution", CollaborativeProblems.FileOfOtherKind },
        { "a table that is a document too", "hotline", CollaborativeProblems.FileOfOtherKind },
        { "a table with an archive behind it", "hotline", CollaborativeProblems.FileOfOtherKind },
        { "a page", "hotline", CollaborativeProblems.FileOfOtherKind },
        { "a page in capitals after blanks", "hotline", CollaborativeProblems.FileOfOtherKind },
        { "a page in two bytes a letter", "hotline", CollaborativeProblems.FileOfOtherKind },
        { "a table that is a page too", "hotline", CollaborativeProblems.FileOfOtherKind },
        { "a drawing with a script", "hotline", CollaborativeProblems.FileOfOtherKind },
        { "a program", "hotline", CollaborativeProblems.FileOfOtherKind },
        { "a program, packed", "hotline", CollaborativeProblems.FileOfOtherKind },
        { "a packed file in a packed file", "hotline", CollaborativeProblems.FileOfOtherKind },
        { "an archive of tapes", "hotline", CollaborativeProblems.FileOfOtherKind },
        { "a packed file that was cut", "hotline", "REC-019" },
        { "nothing", "hotline", "REC-001" },
        { "a few letters", "prosecution", "REC-008" },
        { "a sheet that laughs", "prosecution", "REC-008" },
        { "a sheet that asks for a file of the host", "prosecution", "REC-008" },
        { "texts that ask for a file of the host", "prosecution", "REC-008" },
        { "a list of sheets that asks another host", "prosecution", "REC-008" },
        { "a sheet with a cell where none is", "prosecution", "REC-009" },
        { "zeros", "hotline", "REC-003" },
        { "zeros in the header", "hotline", "REC-012" },
        { "two thousand columns", "hotline", "REC-013" },
        { "half of a letter", "hotline", "REC-006" },
        { "four bytes a letter", "hotline", "REC-006" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task It_is_refused_and_nothing_is_kept_of_what_is_no_table(string file, string mapping, string code)
    {
        await ChooseAsync(mapping);
        var (state, version) = await SendAsync(new ByteArrayContent(Make(file)));
        (state, version.ProblemCode).ShouldBe((SubmissionState.Refused, code));
        var pieces = await PiecesAsync(version.Id);
        if (FileScan.IsHopeless(code))
            pieces.ShouldBe(0);
        var page = await host.Officer.Browser.GetAsync($"/en/desk/submissions/{version.SubmissionId}");
        page.Html.QuerySelector("main")!.TextContent.ShouldContain(code);
        (page.Html.QuerySelector("#mapping") is null).ShouldBe(FileScan.IsHopeless(code));
        page.Text.ShouldNotContain("root:x:");
        (await host.Officer.Browser.SendFormAsync($"/en/desk/submissions/{version.SubmissionId}/mapping", ("mapping", "content:hotline"))).Status
            .ShouldBe(FileScan.IsHopeless(code) ? HttpStatusCode.NotFound : HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_zero_in_a_cell_holds_back_its_row_and_no_other()
    {
        await ChooseAsync("hotline");
        var (state, version) = await SendAsync(Text($"{Header}\n{Row}\n{Row.Replace("Ana", "A\0a", StringComparison.Ordinal)}\n"));
        (state, version.Accepted, version.Quarantined).ShouldBe((SubmissionState.Checked, 1, 1));
    }

    [Fact]
    public async Task A_headings_first_two_letters_are_no_program()
    {
        await ChooseAsync("hotline");
        foreach (var heading in new[] { "BM", "MZ", "PK" })
        {
            var (state, version) = await SendAsync(Text($"{heading};{Header}\nx;{Row}\n"));
            (state, version.Accepted).ShouldBe(heading == "PK" ? (SubmissionState.Refused, null) : (SubmissionState.Checked, 1), heading);
        }
    }

    [Theory]
    [InlineData("../../../etc/passwd.csv", "passwd.csv")]
    [InlineData("C:\\Users\\name\\.htaccess", "htaccess")]
    [InlineData("calls<script>alert(1)</script>.csv", "script>.csv")]
    [InlineData("<img src=x onerror=alert(1)>.csv", "<img src=x onerror=alert(1)>.csv")]
    [InlineData("cv\u202Egpj.csv", "cvgpj.csv")]
    [InlineData("a\u200Bb\u0007c\u2028d.csv", "abcd.csv")]
    [InlineData("..", "?")]
    public async Task A_files_name_loses_what_acts(string sent, string kept)
    {
        await ChooseAsync("hotline");
        foreach (var piecewise in new[] { false, true })
        {
            var id = piecewise ? await SendInPiecesAsync(sent) : (await SendAsync(Text($"{Header}\n{Row}\n"), sent)).Version.SubmissionId;
            var page = await host.Officer.Browser.GetAsync($"/en/desk/submissions/{id}");
            page.Html.QuerySelectorAll(".amparo-desk-rows li span")[0].TextContent.Trim().ShouldEndWith(" " + kept);
            page.Html.QuerySelectorAll("main script, main img").ShouldBeEmpty();
            page.Text.IndexOfAny(['\u202E', '\u200B', '\u0007', '\u2028']).ShouldBe(-1);
        }
    }

    [Fact]
    public async Task Headings_are_text_whatever_is_in_them()
    {
        await ChooseAsync("hotline");
        var (state, version) = await SendAsync(Text($"{Header};<script>alert(1)</script>;a\u202Eb\u0007;../../x;=cmd|' /C calc'!A0\n{Row.Replace("Femme", "x", StringComparison.Ordinal)};1;2;3;4\n"));
        (state, version.Quarantined).ShouldBe((SubmissionState.Checked, 1));
        var grid = await host.Officer.Browser.GetAsync($"/en/desk/submissions/{version.SubmissionId}/mend");
        grid.Html.QuerySelectorAll("main script").ShouldBeEmpty();
        grid.Html.QuerySelectorAll("label").Select(label => label.TextContent).ShouldBe([.. Header.Split(';'), "<script>alert(1)</script>", "a\uFFFDb\uFFFD", "../../x", "=cmd|' /C calc'!A0"]);
        var file = await host.Officer.Browser.GetAsync($"/en/desk/submissions/{version.SubmissionId}/to-mend.csv");
        file.Text.Split("\r\n")[0].ShouldEndWith(";'=cmd|' /C calc'!A0");
    }

    [Fact]
    public async Task What_a_spreadsheet_would_calculate_goes_out_as_text_and_comes_back_unharmed()
    {
        await ChooseAsync("hotline");
        string[] hostile =
        [
            "=cmd|' /C calc'!A0", "+SUM(1;1)", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "\u202Fy", "'=1+1", "＝1+1", "＋1", "－1+1", "＠x", "\"=1\"", "-99", "plain",
        ];
        string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        // The sex that is no sex holds each row back; the municipality carries the formula.
        var rows = hostile.Select((cell, at) => $"{at + 1};05-03-2025;Ana;Lopez;x;env. 20;Guatemala;{Quoted(cell)};travail forcé");
        var (state, version) = await SendAsync(Text($"{Header}\n{string.Join('\n', rows)}\n"));
        (state, version.Quarantined).ShouldBe((SubmissionState.Checked, hostile.Length));
        var id = version.SubmissionId;
        var file = await host.Officer.Browser.GetAsync($"/en/desk/submissions/{id}/to-mend.csv");
        var cells = file.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Cells).ToList();
        cells.Count.ShouldBe(hostile.Length);
        cells.SelectMany(row => row).ShouldAllBe(cell => cell.Length == 0 || cell == "-99" || !"=+-@\t\r\n＝＋－＠".Contains(cell[0]));

        var mended = file.Text.Replace(";x;", ";Femme;", StringComparison.Ordinal);
        (await SendMendedAsync(id, Encoding.UTF8.GetBytes(mended))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await host.SettledAsync(id)).ShouldBe(SubmissionState.Checked);
        var newest = await NewestAsync(id);
        (newest.Accepted, newest.Mended).ShouldBe((hostile.Length, hostile.Length));
        var records = host.Services.GetRequiredService<SubmissionFiles>().ReadRecords(newest);
        records.Value.FindText("municipality")!.ShouldBe(hostile.Select(cell => cell.Trim()));
    }

    [Fact]
    public async Task A_mended_file_that_is_none_is_refused_and_the_rows_stay()
    {
        await ChooseAsync("hotline");
        var (_, version) = await SendAsync(Text($"{Header}\n{Row.Replace("Femme", "x", StringComparison.Ordinal)}\n"));
        foreach (var file in new[] { "a program", "a packed file in a packed file", "an archive in an archive", "a page" })
        {
            var answer = await SendMendedAsync(version.SubmissionId, Make(file));
            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, file);
            answer.Text.ShouldContain(CollaborativeProblems.FileOfOtherKind);
        }

        (await NewestAsync(version.SubmissionId)).Number.ShouldBe(1);
        (await host.Officer.Browser.GetAsync($"/en/desk/submissions/{version.SubmissionId}/mend")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_file_that_is_larger_than_it_says_or_says_too_much_is_not_begun_or_not_taken()
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        foreach (var size in new[] { "2147483648", "9223372036854775807", "99999999999999999999", "-1", "0", "1e3", "" })
            (await BeginAsync(browser, "a.csv", size)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, size);
        var begun = await BeginAsync(browser, $"{Guid.NewGuid():N}.csv", "5");
        var id = System.Text.Json.JsonDocument.Parse(begun.Text).RootElement.GetProperty("id").GetGuid();
        foreach (var (number, body) in new[] { ("0", "123456"), ("0", "1234"), ("0", new string('x', (1 << 20) + 1)), ("2147483647", "12345"), ("4294967296", "12345") })
            (await ScriptAsync(browser, HttpMethod.Put, $"/es/mesa/envios/{id}/piezas/{number}", new StringContent(body))).Status.ShouldBeOneOf([HttpStatusCode.BadRequest, HttpStatusCode.Conflict, HttpStatusCode.NotFound], number);
        (await ScriptAsync(browser, HttpMethod.Post, $"/es/mesa/envios/{id}/completo", null)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await PiecesAsync((await NewestAsync(id)).Id)).ShouldBe(0);
    }

    [Fact]
    public async Task A_form_that_breaks_off_leaves_nothing()
    {
        var before = await ReceivingAsync();
        Task<List<Submission>> AllAsync() => host.CollaborativeAsync(context => context.Set<Submission>().AsNoTracking().ToListAsync());
        var known = (await AllAsync()).Select(row => row.Id).ToHashSet();
        // Two whole pieces and a part, and then the connection is cut; then a form whose end never comes.
        foreach (var body in new HttpContent[] { new CutContent(host, await host.Officer.Browser.FormAsync(), throws: true), new CutContent(host, await host.Officer.Browser.FormAsync(), throws: false) })
        {
            try
            {
                var answer = await host.Officer.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri("/en/desk/submissions/new", UriKind.Relative)) { Content = body }, TimeSpan.FromSeconds(3));
                answer.Status.ShouldBe(HttpStatusCode.BadRequest);
            }
            catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
            {
                // The sender's own end of it.
            }
        }

        // What was begun is dropped when the host has noticed, which may be after the sender has gone.
        async Task<List<(SubmissionState State, int Pieces)>> LeftBehindAsync()
        {
            var begun = new List<(SubmissionState State, int Pieces)>();
            foreach (var row in (await AllAsync()).Where(row => !known.Contains(row.Id)))
                begun.Add((row.State, await PiecesAsync((await NewestAsync(row.Id)).Id)));
            return begun;
        }

        var left = await LeftBehindAsync();
        for (var tried = 0; tried < 400 && (left.Count == 0 || left.Exists(one => one is not (SubmissionState.Withdrawn, 0))); tried++)
        {
            await Task.Delay(50, Cancel);
            left = await LeftBehindAsync();
        }

        left.Count.ShouldBeGreaterThan(0);
        left.ShouldAllBe(one => one.State == SubmissionState.Withdrawn && one.Pieces == 0);
        (await ReceivingAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task What_did_not_arrive_whole_is_swept_when_it_is_old_enough()
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        // As a host leaves them that dies in the midst of it: one that came in a form, and one in pieces.
        var (form, pieces, young) = (await LeftAsync(0, SweepUploads.OneFormLasts), await LeftAsync(5 << 20, SweepUploads.PiecesLast), await LeftAsync(5 << 20, SweepUploads.OneFormLasts));
        await SweepAsync();
        foreach (var (id, state, left) in new[] { (form, SubmissionState.Withdrawn, 0), (pieces, SubmissionState.Withdrawn, 0), (young, SubmissionState.Receiving, 1) })
        {
            (await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == id).Select(row => row.State).SingleAsync())).ShouldBe(state);
            (await PiecesAsync((await NewestAsync(id)).Id)).ShouldBe(left);
        }

        (await host.PlatformAsync(context => context.Set<Platform.Audit.AuditLine>().CountAsync(line => line.Act == "submission.swept"))).ShouldBe(2);
        await SweepAsync();
        (await host.PlatformAsync(context => context.Set<Platform.Audit.AuditLine>().CountAsync(line => line.Act == "submission.swept"))).ShouldBe(2);
        await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == young).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, SubmissionState.Withdrawn)));
    }

    [Fact]
    public async Task What_was_left_is_looked_for_every_hour()
    {
        // The schedule, which makes up for the times that passed while no host ran, knows of it.
        for (var tried = 0; tried < 200 && !await IsScheduledAsync(); tried++)
            await Task.Delay(50, Cancel);
        (await IsScheduledAsync()).ShouldBeTrue();
    }

    private Task<bool> IsScheduledAsync() => host.PlatformAsync(context => context.Set<RecurringJob>().AnyAsync(row => row.Kind == SweepUploads.Kind));

    private async Task SweepAsync()
    {
        var board = host.Services.GetRequiredService<JobBoard>();
        var job = await board.RequestAsync(new() { Kind = SweepUploads.Kind, OrganisationId = host.AgencyA, RequestedBy = host.Officer.Id, SubjectId = Guid.NewGuid() }, Cancel);
        await foreach (var state in board.WatchAsync(job, Cancel))
        {
            if (state.IsOver)
                state.Phase.ShouldBe(JobPhase.Done);
        }
    }

    private async Task<Guid> LeftAsync(long size, Duration age)
    {
        var (submission, version, at) = (Guid.CreateVersion7(), Guid.CreateVersion7(), host.Clock.GetCurrentInstant() - age - Duration.FromMinutes(1));
        var piece = await host.Services.GetRequiredService<SealedContents>().SealAsync(new(ContentPlace.OfSubmission(submission), version), 0, Encoding.UTF8.GetBytes(Row), Cancel);
        var node = await host.PlatformAsync(context => context.Set<Node>().Select(row => row.Id).SingleAsync());
        await host.CollaborativeAsync(async context =>
        {
            context.Add(new Submission
            {
                Id = submission,
                NodeId = node,
                OrganisationId = host.AgencyA,
                AgreementId = host.AgreementA,
                PeriodFrom = "2025-01",
                PeriodTo = "2025-12",
                State = SubmissionState.Receiving,
                Newest = 1,
                CreatedBy = host.Officer.Id,
                CreatedAt = at,
                Version = "1",
            });
            await context.SaveChangesAsync(Cancel);
            context.Add(new SubmissionVersion
            {
                Id = version,
                NodeId = node,
                OrganisationId = host.AgencyA,
                SubmissionId = submission,
                Number = 1,
                Size = size,
                Pieces = 1,
                CreatedBy = host.Officer.Id,
                CreatedAt = at,
            });
            context.Add(piece.Value);
            return await context.SaveChangesAsync(Cancel);
        });
        return submission;
    }

    /// <summary>Says by which mapping the agency's next files are read.</summary>
    private protected async Task ChooseAsync(string mapping)
    {
        var last = await host.CollaborativeAsync(context => context.Set<ChosenMapping>().Where(row => row.OrganisationId == host.AgencyA).Select(row => row.Mapping).SingleOrDefaultAsync());
        if (last == $"content:{mapping}")
            return;
        var (_, version) = await SendAsync(Text("a;b\n1;2\n"));
        (await host.Officer.Browser.SendFormAsync($"/en/desk/submissions/{version.SubmissionId}/mapping", ("mapping", $"content:{mapping}"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await host.SettledAsync(version.SubmissionId);
    }

    /// <summary>Sends a file in a form, and waits until it is checked.</summary>
    private protected async Task<(SubmissionState State, SubmissionVersion Version)> SendAsync(HttpContent file, string name = "calls.csv")
    {
        using var form = new MultipartFormDataContent();
        foreach (var (field, value) in new[] { ("form", await host.Officer.Browser.FormAsync()), ("agreement", host.AgreementA.ToString()), ("from", "2025-01"), ("to", "2025-12") })
            form.Add(new StringContent(value), field);
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"files\"; filename=\"x.csv\"; filename*=UTF-8''{Uri.EscapeDataString(name)}");
        form.Add(file);
        var answer = await host.Officer.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri("/en/desk/submissions/new", UriKind.Relative)) { Content = form });
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        var id = Guid.Parse(answer.Location!.Split('?')[0].Split('/')[^1]);
        return (await host.SettledAsync(id), await NewestAsync(id));
    }

    private protected Task<int> PiecesAsync(Guid content) => host.CollaborativeAsync(context => context.Set<ContentPiece>().CountAsync(row => row.ContentId == content));

    private protected static ByteArrayContent Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<Guid> SendInPiecesAsync(string name)
    {
        var (browser, bytes) = (await host.BrowserOfAsync(host.Officer.Id), Encoding.UTF8.GetBytes($"{Header}\n{Row}\n{new string('\n', Random.Shared.Next(1000, 9_000_000) % 100_000)}"));
        var begun = await BeginAsync(browser, name, bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var id = System.Text.Json.JsonDocument.Parse(begun.Text).RootElement.GetProperty("id").GetGuid();
        (await ScriptAsync(browser, HttpMethod.Put, $"/es/mesa/envios/{id}/piezas/0", new ByteArrayContent(bytes))).Status.ShouldBe(HttpStatusCode.OK);
        (await ScriptAsync(browser, HttpMethod.Post, $"/es/mesa/envios/{id}/completo", null)).Status.ShouldBe(HttpStatusCode.OK);
        await host.SettledAsync(id);
        return id;
    }

    private Task<Answer> BeginAsync(Browser browser, string name, string size) => ScriptAsync(
        browser, HttpMethod.Post, "/es/mesa/envios/empezar", Browser.Fields([("agreement", host.AgreementA.ToString()), ("from", "2025-01"), ("to", "2025-02"), ("name", name), ("size", size)]));

    private static async Task<Answer> ScriptAsync(Browser browser, HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Add("X-Amparo-Form", await browser.FormAsync());
        return await browser.SendAsync(request);
    }

    private async Task<Answer> SendMendedAsync(Guid id, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await host.Officer.Browser.FormAsync()), "form" }, { new ByteArrayContent(file), "mended", "mended.csv" } };
        return await host.Officer.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/en/desk/submissions/{id}/mend/file", UriKind.Relative)) { Content = form });
    }

    private Task<SubmissionVersion> NewestAsync(Guid id) =>
        host.CollaborativeAsync(context => context.Set<SubmissionVersion>().AsNoTracking().Where(row => row.SubmissionId == id).OrderByDescending(row => row.Number).FirstAsync());

    private Task<int> ReceivingAsync() => host.CollaborativeAsync(context => context.Set<Submission>().CountAsync(row => row.State == SubmissionState.Receiving));

    // Cells of a line between semicolons, their quotation marks taken off.
    private static List<string> Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == '"' && quoted && at + 1 < line.Length && line[at + 1] == '"')
                cell.Append(line[at++]);
            else if (line[at] == '"')
                quoted = !quoted;
            else if (line[at] == ';' && !quoted)
                (_, cell) = (Add(cells, cell), new StringBuilder());
            else
                cell.Append(line[at]);
        }

        Add(cells, cell);
        return cells;
    }

    private static int Add(List<string> cells, StringBuilder cell)
    {
        cells.Add(cell.ToString());
        return cells.Count;
    }

    private static byte[] Make(string file) => file switch
    {
        "an archive in an archive" => Archive(("1.zip", Archive(("2.zip", Archive(("a.csv", "a;b"u8.ToArray())))))),
        "a workbook with an archive in it" => Workbook(("xl/media/picture.zip", Archive(("a", new byte[100])))),
        "a workbook with a macro" => Workbook(("xl/vbaProject.bin", new byte[100])),
        "a workbook that leads to another" => Workbook(("xl/externalLinks/externalLink1.xml", "<externalLink/>"u8.ToArray())),
        "a workbook with another document in it" => Workbook(("xl/embeddings/oleObject1.bin", new byte[100])),
        "a workbook with a control that runs" => Workbook(("xl/activeX/activeX1.xml", "<x/>"u8.ToArray())),
        "a workbook that asks a database" => Workbook(("xl/connections.xml", "<connections/>"u8.ToArray())),
        "a workbook with a part outside" => Workbook(("xl/../../outside.xml", "<x/>"u8.ToArray())),
        "a workbook with two parts of one name" => Workbook(("XL/worksheets/SHEET1.xml", "<x/>"u8.ToArray())),
        "a workbook with a page behind it" => WithComment(Workbook(), "<html><script>alert(1)</script>"),
        "a workbook with something before its list" => BetweenListAndEnd(Workbook()),
        "a workbook that is a document too" => Workbook(CompressionLevel.NoCompression, ("%PDF-1.4 1 0 obj", []), ("xl/a.xml", [])),
        "a workbook with a password" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]],
        "a table that is a document too" => Encoding.UTF8.GetBytes($"{Header}\n%PDF-1.4\n{Row}\n"),
        "a table with an archive behind it" => [.. Encoding.UTF8.GetBytes($"{Header}\n{Row}\n"), .. Workbook()],
        "a page" => "<!DOCTYPE html><html><body>a;b</body></html>"u8.ToArray(),
        "a page in capitals after blanks" => [0xEF, 0xBB, 0xBF, .. " \r\n\t<BODY onload=alert(1)>a;b\n1;2\n"u8],
        "a page in two bytes a letter" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<svg onload=alert(1)>;b\n1;2\n")],
        "a table that is a page too" => Encoding.UTF8.GetBytes($"{Header};\"<HTML><script>alert(1)</script>\"\n{Row};\n"),
        "a drawing with a script" => "<?xml version=\"1.0\"?><svg><script>alert(1)</script></svg>"u8.ToArray(),
        "a program" => [.. "MZ"u8, 0x90, 0, 3, .. new byte[100]],
        "a program, packed" => Pack([.. "MZ"u8, 0x90, 0, 3, .. new byte[100]]),
        "a packed file in a packed file" => Pack(Pack(Encoding.UTF8.GetBytes(Header))),
        "an archive of tapes" => [.. "a.csv"u8, .. new byte[252], .. "ustar"u8, .. new byte[300]],
        "a packed file that was cut" => Pack(Encoding.UTF8.GetBytes($"{Header}\n{Row}\n"))[..^9],
        "nothing" => [],
        "a few letters" => "a;b\n1;2\n"u8.ToArray(),
        "a sheet that laughs" => Workbook(sheet:
            "<!DOCTYPE worksheet [<!ENTITY a \"ha\">" + string.Concat(Enumerable.Range(0, 20).Select(at => $"<!ENTITY {(char)('b' + at)} \"{string.Concat(Enumerable.Repeat($"&{(char)('a' + at)};", 10))}\">"))
            + "]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&u;</t></is></c></row></sheetData></worksheet>"),
        "a sheet that asks for a file of the host" => Workbook(sheet: "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>&x;</t></is></c></row></sheetData></worksheet>"),
        "texts that ask for a file of the host" => Workbook(("xl/sharedStrings.xml", "<!DOCTYPE sst [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>&x;</t></si></sst>"u8.ToArray())),
        "a list of sheets that asks another host" => Workbook(workbook: "<!DOCTYPE workbook SYSTEM \"http://127.0.0.1:9/x.dtd\"><workbook/>"),
        "a sheet with a cell where none is" => Workbook(sheet: "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row></sheetData></worksheet>"),
        "zeros" => new byte[100_000],
        "zeros in the header" => Encoding.UTF8.GetBytes($"a\0b;{Header}\n1;{Row}\n"),
        "two thousand columns" => Encoding.UTF8.GetBytes($"{Header}{string.Concat(Enumerable.Range(0, 2000).Select(at => $";c{at}"))}\n{Row}\n"),
        "half of a letter" => [.. Encoding.UTF8.GetBytes($"{Header}\n{Row}\n"), 0xC3],
        "four bytes a letter" => [0xFF, 0xFE, 0, 0, .. Encoding.UTF32.GetBytes($"{Header}\n{Row}\n")],
        _ => throw new ArgumentOutOfRangeException(nameof(file), file, null),
    };

    private protected static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var member = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            member.Write(bytes);
        return packed.ToArray();
    }

    private static byte[] Archive(params IEnumerable<(string Name, byte[] Bytes)> parts) => Archive(CompressionLevel.Optimal, parts);

    private static byte[] Archive(CompressionLevel level, IEnumerable<(string Name, byte[] Bytes)> parts)
    {
        using var made = new MemoryStream();
        using (var archive = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in parts)
            {
                using var part = archive.CreateEntry(name, level).Open();
                part.Write(bytes);
            }
        }

        return made.ToArray();
    }

    private static byte[] Workbook(params IEnumerable<(string Name, byte[] Bytes)> more) => Archive(Parts().Concat(more));

    private static byte[] Workbook(CompressionLevel level, params IEnumerable<(string Name, byte[] Bytes)> first) => Archive(level, first.Concat(Parts()));

    private static byte[] Workbook(string? sheet = null, string? workbook = null) => Archive(Parts(sheet, workbook));

    private protected static IEnumerable<(string Name, byte[] Bytes)> Parts(string? sheet = null, string? workbook = null)
    {
        const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        (string, string)[] parts =
        [
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"),
            ("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", workbook ?? $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{Relations}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"),
            ("xl/worksheets/sheet1.xml", sheet ?? $"<worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData></worksheet>"),
        ];
        return parts.Select(part => (part.Item1, Encoding.UTF8.GetBytes(part.Item2)));
    }

    private static byte[] WithComment(byte[] archive, string comment)
    {
        var text = Encoding.ASCII.GetBytes(comment);
        byte[] whole = [.. archive, .. text];
        BitConverter.TryWriteBytes(whole.AsSpan(archive.Length - 2), (ushort)text.Length);
        return whole;
    }

    private static byte[] BetweenListAndEnd(byte[] archive) => [.. archive[..^22], .. "<script>"u8, .. archive[^22..]];

    /// <summary>A form with a file whose end does not come.</summary>
    private sealed class CutContent : HttpContent
    {
        private readonly THost _host;
        private readonly string _form;
        private readonly bool _throws;

        public CutContent(THost host, string form, bool throws)
        {
            (_host, _form, _throws) = (host, form, throws);
            Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var fields = new[] { ("form", _form), ("agreement", _host.AgreementA.ToString()), ("from", "2025-01"), ("to", "2025-12") };
            var text = string.Concat(fields.Select(field => $"--x\r\nContent-Disposition: form-data; name=\"{field.Item1}\"\r\n\r\n{field.Item2}\r\n"))
                + "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.csv\"\r\n\r\n";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), Cancel);
            await stream.WriteAsync(new byte[(2 << 20) + 1000], Cancel);
            await stream.FlushAsync(Cancel);
            if (_throws)
                throw new IOException("The connection is cut.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

public sealed class HostileFilesOnPostgresTests(StaffedPostgresHost host) : HostileFilesTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;

/// <summary>The same on the embedded store; and files that are large, where memory is watched.</summary>
public sealed class HostileFilesOnSqliteTests(StaffedHost host) : HostileFilesTests<StaffedHost>(host), IClassFixture<StaffedHost>
{
    // What the whole process may take more while such a file is sent and checked, host and sender together.
    private const long MostMemory = 400L << 20;

    [Theory]
    [InlineData("a gibibyte that was packed", "hotline", "REC-020")]
    [InlineData("a sheet of blanks that was packed", "prosecution", "REC-009")]
    [InlineData("texts that were packed", "prosecution", "REC-009")]
    [InlineData("a line of 200 megabytes", "hotline", "REC-018")]
    [InlineData("a cell of 200 megabytes", "hotline", "REC-011")]
    [InlineData("ten million columns", "hotline", "REC-018")]
    [InlineData("ten million parts", "prosecution", "COL-020")]
    public async Task A_file_that_would_take_all_memory_takes_little(string file, string mapping, string code)
    {
        await ChooseAsync(mapping);
        GC.Collect();
        var before = Environment.WorkingSet;
        using var watch = new PeakMemory();
        var (state, version) = await SendAsync(new WrittenContent(stream => WriteAsync(file, stream)));
        TestContext.Current.TestOutputHelper!.WriteLine($"{file}: {(watch.Peak - before) >> 20} MiB more at the peak, {watch.Elapsed.TotalSeconds:0.0} s");
        (state, version.ProblemCode).ShouldBe((SubmissionState.Refused, code));
        (watch.Peak - before).ShouldBeLessThan(MostMemory);
        if (FileScan.IsHopeless(code))
            (await PiecesAsync(version.Id)).ShouldBe(0);
    }

    private static async Task WriteAsync(string file, Stream stream)
    {
        var block = new byte[1 << 16];
        switch (file)
        {
            case "a gibibyte that was packed":
                await using (var packed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
                {
                    await packed.WriteAsync(Encoding.UTF8.GetBytes("dossier;date_appel;prénom;nom;sexe;âge_approximatif;nationalité;commune;formes\n"));
                    Array.Fill(block, (byte)'\n');
                    for (var at = 0; at < 1 << 14; at++)
                        await packed.WriteAsync(block);
                }

                break;
            case "a sheet of blanks that was packed":
            case "texts that were packed":
                Array.Fill(block, (byte)' ');
                var path = Path.GetTempFileName();
                try
                {
                    await using (var made = new FileStream(path, FileMode.Create))
                    await using (var archive = new ZipArchive(made, ZipArchiveMode.Create))
                    {
                        foreach (var (name, bytes) in Parts())
                        {
                            await using var part = await archive.CreateEntry(name).OpenAsync();
                            await part.WriteAsync(bytes);
                        }

                        await using var large = await archive.CreateEntry(file.StartsWith("texts", StringComparison.Ordinal) ? "xl/sharedStrings.xml" : "xl/worksheets/sheet2.xml").OpenAsync();
                        await large.WriteAsync("<worksheet>"u8.ToArray());
                        for (var at = 0; at < 1 << 14; at++)
                            await large.WriteAsync(block);
                    }

                    await using var read = File.OpenRead(path);
                    await read.CopyToAsync(stream);
                }
                finally
                {
                    File.Delete(path);
                }

                break;
            case "a line of 200 megabytes":
            case "a cell of 200 megabytes":
                await stream.WriteAsync(Encoding.UTF8.GetBytes("dossier;date_appel;prénom;nom;sexe;âge_approximatif;nationalité;commune;formes\n1;"));
                if (file.StartsWith("a cell", StringComparison.Ordinal))
                    stream.WriteByte((byte)'"');
                Array.Fill(block, (byte)'a');
                for (var at = 0; at < 3200; at++)
                    await stream.WriteAsync(block);
                break;
            case "ten million columns":
                await stream.WriteAsync(Encoding.UTF8.GetBytes("dossier;date_appel;prénom;nom;sexe;âge_approximatif;nationalité;commune;formes"));
                Array.Fill(block, (byte)';');
                for (var at = 0; at < 153; at++)
                    await stream.WriteAsync(block);
                break;
            default:
                // A list of parts without the parts: each entry of it has 46 bytes and a name.
                await stream.WriteAsync(new byte[] { 0x50, 0x4B, 3, 4, 0, 0, 0, 0 });
                var entry = new byte[47];
                (entry[0], entry[1], entry[2], entry[3], entry[28], entry[46]) = (0x50, 0x4B, 1, 2, 1, (byte)'a');
                var entries = Enumerable.Repeat(entry, 1000).SelectMany(bytes => bytes).ToArray();
                for (var at = 0; at < 5000; at++)
                    await stream.WriteAsync(entries);
                var end = new byte[22];
                (end[0], end[1], end[2], end[3]) = (0x50, 0x4B, 5, 6);
                (end[8], end[9], end[10], end[11], end[16]) = (0xFF, 0xFF, 0xFF, 0xFF, 8);
                BitConverter.TryWriteBytes(end.AsSpan(12), 47 * 5_000_000u);
                await stream.WriteAsync(end);
                break;
        }
    }

    private sealed class WrittenContent(Func<Stream, Task> write) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => write(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>The most memory that the process has while it lives, looked at fifty times a second.</summary>
    private sealed class PeakMemory : IDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Stopwatch _since = Stopwatch.StartNew();
        private long _peak;

        public PeakMemory() => _ = Task.Run(async () =>
        {
            while (!_end.IsCancellationRequested)
            {
                _peak = Math.Max(_peak, Environment.WorkingSet);
                await Task.Delay(20);
            }
        });

        public long Peak => Interlocked.Read(ref _peak);

        public TimeSpan Elapsed => _since.Elapsed;

        public void Dispose() => _end.Cancel();
    }
}

/// <summary>What a client says and does not do, over a real connection.</summary>
public sealed class ClaimsTests(ClaimsTests.ListeningHost host) : IClassFixture<ClaimsTests.ListeningHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public sealed class ListeningHost : StaffedHost
    {
        private int _browsers;

        public ListeningHost() => UseKestrel(0);

        // A client of a real connection follows and keeps what the desk's tests look at, unless it is told not to.
        internal override Browser Open(bool keepsCookies = true)
        {
            // Each from a machine of its own: attempts to come in are limited by address.
            var number = Interlocked.Increment(ref _browsers);
            return new(this, new HttpClient(new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = keepsCookies,
                ConnectCallback = async (context, cancel) =>
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    socket.Bind(new IPEndPoint(new IPAddress([127, 2, (byte)(number >> 8), (byte)number]), 0));
                    await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            })
            {
                BaseAddress = ClientOptions.BaseAddress,
            });
        }

        protected override async Task FillAsync()
        {
            StartServer();
            await base.FillAsync();
        }
    }

    [Fact]
    public async Task Two_gigabytes_that_are_claimed_cost_nothing()
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        var form = await browser.FormAsync();
        var cookie = browser.Client.DefaultRequestHeaders.GetValues("Cookie").Single();
        var before = Environment.WorkingSet;
        // More than a form may have: refused unread. No more than that, and then silence: nothing is kept when the connection goes.
        var large = await AskAsync(cookie, "POST /en/desk/submissions/new", 2_600_000_000, Multipart(form));
        large.ShouldStartWith("HTTP/1.1 413");
        var begin = new HttpRequestMessage(HttpMethod.Post, new Uri("/es/mesa/envios/empezar", UriKind.Relative))
        {
            Content = Browser.Fields([("agreement", host.AgreementA.ToString()), ("from", "2025-01"), ("to", "2025-02"), ("name", "a.csv"), ("size", "5")]),
        };
        begin.Headers.Add("X-Amparo-Form", form);
        var begun = System.Text.Json.JsonDocument.Parse((await browser.SendAsync(begin)).Text).RootElement.GetProperty("id").GetGuid();
        (await AskAsync(cookie, $"PUT /es/mesa/envios/{begun}/piezas/0", 2_147_483_648, "12345", $"X-Amparo-Form: {form}\r\n")).ShouldStartWith("HTTP/1.1 413");
        // And what is more than was said, in a form of its own length: five bytes were announced, a whole piece comes.
        (await AskAsync(cookie, $"PUT /es/mesa/envios/{begun}/piezas/0", 1 << 20, new string('a', 1 << 20), $"X-Amparo-Form: {form}\r\n")).ShouldStartWith("HTTP/1.1 400");
        await AskAsync(cookie, "POST /en/desk/submissions/new", 2_000_000_000, Multipart(form) + new string('a', (1 << 20) + 500), waits: false);
        // First it is withdrawn, then its pieces go.
        Task<int> PiecesAsync() => host.CollaborativeAsync(context => context.Set<ContentPiece>().CountAsync());
        for (var tried = 0; tried < 400 && (!await IsWithdrawnAsync() || await PiecesAsync() > 0); tried++)
            await Task.Delay(50, Cancel);
        (await IsWithdrawnAsync()).ShouldBeTrue();
        (await PiecesAsync()).ShouldBe(0);
        // The one that was begun waits for its five bytes; what came in a form is gone.
        (await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.State == SubmissionState.Receiving).Select(row => row.Id).ToListAsync())).ShouldBe([begun]);
        (Environment.WorkingSet - before).ShouldBeLessThan(200L << 20);
    }

    private Task<bool> IsWithdrawnAsync() => host.CollaborativeAsync(context => context.Set<Submission>().AnyAsync(row => row.State == SubmissionState.Withdrawn));

    private string Multipart(string form)
    {
        var fields = new[] { ("form", form), ("agreement", host.AgreementA.ToString()), ("from", "2025-01"), ("to", "2025-12") };
        return string.Concat(fields.Select(field => $"--x\r\nContent-Disposition: form-data; name=\"{field.Item1}\"\r\n\r\n{field.Item2}\r\n"))
            + "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.csv\"\r\n\r\n";
    }

    private async Task<string> AskAsync(string cookie, string line, long claimed, string body, string more = "", bool waits = true)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.ClientOptions.BaseAddress.Port, Cancel);
        await using var stream = client.GetStream();
        var head = $"{line} HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: {claimed}\r\n{more}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head + body), Cancel);
        if (!waits)
        {
            // Until it has been read so far that something is kept.
            for (var tried = 0; tried < 200 && await host.CollaborativeAsync(context => context.Set<ContentPiece>().CountAsync()) == 0; tried++)
                await Task.Delay(50, Cancel);
            client.Client.Close(0);
            return "";
        }

        var answer = new byte[4096];
        return Encoding.ASCII.GetString(answer, 0, await stream.ReadAsync(answer, Cancel));
    }
}
