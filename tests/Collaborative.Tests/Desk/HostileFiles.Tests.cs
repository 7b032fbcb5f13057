using System.Net;
using System.Text;
using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Submissions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Amparo.Collaborative.Tests.Desk.HostileFile;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Files that were made to do harm, sent as an officer sends files: each is refused with a code, or loses what acts, and leaves nothing behind.</summary>
public abstract partial class HostileFilesTests<THost>(THost host)
    where THost : StaffedHost
{
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

    private async Task<Answer> SendMendedAsync(Guid id, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new StringContent(await host.Officer.Browser.FormAsync()), "form" }, { new ByteArrayContent(file), "mended", "mended.csv" } };
        return await host.Officer.Browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/en/desk/submissions/{id}/mend/file", UriKind.Relative)) { Content = form });
    }

    private Task<SubmissionVersion> NewestAsync(Guid id) =>
        host.CollaborativeAsync(context => context.Set<SubmissionVersion>().AsNoTracking().Where(row => row.SubmissionId == id).OrderByDescending(row => row.Number).FirstAsync());

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
}

public sealed class HostileFilesOnPostgresTests(StaffedPostgresHost host) : HostileFilesTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;
