using System.Net;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A mapping that is proposed from a file's columns, corrected and accepted on screen.</summary>
public abstract class ProposalTests<THost>(THost host)
    where THost : StaffedHost
{
    // No mapping of the content knows these columns; one row holds a date that does not exist.
    private static string FileOf(string extra = "Observaciones", string number = "Expediente") => $"""
        {number};Fecha de registro;Nombres;Primer apellido;Sexo;Edad;Nacionalidad;{extra}
        {string.Join('\n', Enumerable.Range(1, 40).Select(row => $"E{row};{(row == 7 ? "31/02/2025" : $"{(row % 28) + 1:00}/03/2025")};{StaffedHost.Marker}Ana;{StaffedHost.Marker}Cruz;{(row % 3 == 0 ? "Masculino" : "Femenino")};{20 + (row % 30)};Guatemala;{StaffedHost.Marker}nota"))}
        """;

    [Fact]
    public async Task It_is_shown_without_a_value_accepted_without_a_script_and_used_for_this_file_and_the_next()
    {
        // A heading that no other test uses: no mapping of the agency's own knows it yet.
        var file = FileOf(number: "Folio");
        var (id, browser) = (await SendAsync(file), await host.BrowserOfAsync(host.Officer.Id));
        var page = await browser.GetAsync($"/es/mesa/envios/{id}");
        page.Html.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).ShouldContain($"/es/mesa/envios/{id}/propuesta");
        var proposal = await browser.GetAsync($"/en/desk/submissions/{id}/proposal");
        proposal.Status.ShouldBe(HttpStatusCode.OK, proposal.Text);
        proposal.Text.ShouldNotContain(StaffedHost.Marker);
        var selects = proposal.Html.QuerySelectorAll("select[name=column]").OfType<IHtmlSelectElement>().ToList();
        selects.Count.ShouldBe(8);
        selects.ShouldAllBe(select => proposal.Html.QuerySelector($"label[for={select.Id}]") != null);
        // What is certain stands chosen; the notes are proposed for nothing.
        selects.Take(3).Select(select => select.Value).ShouldBe(["1:proposed", "2:proposed", "3:proposed"]);
        selects[7].Value.ShouldBe("8:");
        (string, string)[] chosen = [.. selects.Select(select => ("column", select.Value ?? ""))];
        var accepted = await browser.SendFormAsync($"/en/desk/submissions/{id}/proposal", chosen);
        accepted.Status.ShouldBe(HttpStatusCode.SeeOther, accepted.Text);
        (await host.SettledAsync(id)).ShouldBe(SubmissionState.Checked);
        var version = await host.CollaborativeAsync(context => context.Set<SubmissionVersion>().SingleAsync(row => row.SubmissionId == id));
        (version.Read, version.Accepted, version.Quarantined).ShouldBe((40, 39, 1));
        // The rows in quarantine are listed and mended by the same mapping.
        (await browser.GetAsync($"/en/desk/submissions/{id}/mend")).Html.QuerySelectorAll("fieldset").Length.ShouldBe(1);

        var next = await SendAsync(file);
        (await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == next).Select(row => new { row.State, row.Mapping }).SingleAsync()))
            .ShouldSatisfyAllConditions(row => row.State.ShouldBe(SubmissionState.Checked), row => row.Mapping!.ShouldStartWith("own:"));
        // Another file, whose columns are others, says only that one is missing, not which: that is the agency's own word.
        var other = await SendAsync("a;b\n1;2\n");
        var refused = await host.CollaborativeAsync(context => context.Set<SubmissionVersion>().SingleAsync(row => row.SubmissionId == other));
        refused.ProblemCode.ShouldNotBeNull();
        (refused.ProblemSubject ?? "").ShouldNotContain("Folio");
        (await browser.GetAsync($"/en/desk/submissions/{other}")).Html.QuerySelectorAll("#mapping option").Select(option => option.GetAttribute("value")).ShouldContain(value => value!.StartsWith("own:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_cells_are_said_to_be_read_only_where_all_are()
    {
        var rows = Enumerable.Range(1, 400).Select(row => $"E{row};05/03/2025;Ana;Cruz;{(row == 9 ? "zzz" : row % 3 == 0 ? "Masculino" : "Femenino")};30;Guatemala");
        var id = await SendAsync($"Expediente 4;Fecha de registro;Nombres;Primer apellido;Sexo;Edad;Nacionalidad\n{string.Join('\n', rows)}\n");
        var said = (await (await host.BrowserOfAsync(host.Officer.Id)).GetAsync($"/es/mesa/envios/{id}/propuesta")).Html.QuerySelectorAll("[id$=-why]").Select(cell => cell.TextContent).ToList();
        said.Count(text => text.Contains("Se puede leer 99\u00a0% de las celdas", StringComparison.Ordinal)).ShouldBe(1, string.Join('\n', said));
        said.ShouldContain(text => text.Contains("Se puede leer 100\u00a0% de las celdas", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_column_is_read_as_somebody_says()
    {
        var (id, browser) = (await SendAsync(FileOf("Zzz")), await host.BrowserOfAsync(host.Officer.Id));
        var before = await host.CollaborativeAsync(context => context.Set<OwnMapping>().CountAsync());
        (string, string)[] twice = [("column", "1:file-number"), ("column", "2:proposed"), ("column", "8:file-number")];
        var refused = await browser.SendFormAsync($"/en/desk/submissions/{id}/proposal", twice);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Html.QuerySelector("#c8-error").ShouldNotBeNull();
        // What was chosen stands there still.
        refused.Html.QuerySelectorAll("select").OfType<IHtmlSelectElement>().First().Value.ShouldBe("1:file-number");
        foreach (var (strange, status) in new[] { ("8:subject", 422), ("8:xyz", 422), ("8:country", 422), ("99:municipality", 422) })
            ((int)(await browser.SendFormAsync($"/en/desk/submissions/{id}/proposal", ("column", strange))).Status).ShouldBe(status, strange);
        // Without the number of the file and the date nothing can be read, and the page says so.
        var lacking = await browser.SendFormAsync($"/es/mesa/envios/{id}/propuesta", ("column", "8:municipality"), ("column", "1:"), ("column", "2:"), ("column", "3:"), ("column", "4:"), ("column", "5:"), ("column", "6:"), ("column", "7:"));
        lacking.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        lacking.Text.ShouldContain("REC-");
        (await host.CollaborativeAsync(context => context.Set<OwnMapping>().CountAsync())).ShouldBe(before);

        (await browser.SendFormAsync($"/en/desk/submissions/{id}/proposal", ("column", "1:file-number"), ("column", "2:registered"), ("column", "8:municipality"), ("column", "3:"), ("column", "4:"), ("column", "5:"), ("column", "6:"), ("column", "7:"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await host.SettledAsync(id)).ShouldBe(SubmissionState.Checked);
        var version = await host.CollaborativeAsync(context => context.Set<SubmissionVersion>().SingleAsync(row => row.SubmissionId == id));
        version.Accepted.ShouldBe(39);
        var records = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<SubmissionFiles>(host.Services).ReadRecords(version).Value;
        records.FindText("municipality")!.ShouldAllBe(cell => cell == $"{StaffedHost.Marker}nota");
        (records.FindText("given-names")?.All(cell => cell.Length == 0) ?? true).ShouldBeTrue();
    }

    [Fact]
    public async Task Nobody_else_sees_it_or_accepts_it_and_it_lies_nowhere_in_clear()
    {
        var id = await SendAsync(FileOf($"{StaffedHost.Marker}columna"));
        var stranger = await host.BrowserOfAsync(host.Stranger.Id);
        (await stranger.GetAsync($"/en/desk/submissions/{id}/proposal")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await stranger.SendFormAsync($"/en/desk/submissions/{id}/proposal", ("column", "1:proposed"))).Status.ShouldBe(HttpStatusCode.NotFound);
        foreach (var role in StaffedHost.Roles.Where(role => role != DeskRole.AgencyOfficer))
        {
            var other = await host.BrowserOfAsync(host.Staff[role].Id);
            (await other.GetAsync($"/en/desk/submissions/{id}/proposal")).Status.ShouldBe(HttpStatusCode.Forbidden, role.ToString());
            (await other.SendFormAsync($"/en/desk/submissions/{id}/proposal", ("column", "1:proposed"))).Status.ShouldBe(HttpStatusCode.Forbidden, role.ToString());
        }

        var browser = await host.BrowserOfAsync(host.Officer.Id);
        (await browser.SendFormAsync($"/en/desk/submissions/{id}/proposal", ("column", "1:file-number"), ("column", "2:registered"), ("column", "8:municipality"), ("column", "3:"), ("column", "4:"), ("column", "5:"), ("column", "6:"), ("column", "7:"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await host.SettledAsync(id);
        foreach (var (table, rows) in await StoreState.RowsAsync(host))
            rows.ShouldAllBe(row => !row.Contains(StaffedHost.Marker, StringComparison.OrdinalIgnoreCase) && !row.Contains("Fecha de registro", StringComparison.OrdinalIgnoreCase), table);
        // One agency's own mapping is none for another's file.
        var own = await host.CollaborativeAsync(context => context.Set<OwnMapping>().OrderByDescending(row => row.Id).FirstAsync());
        var theirs = await host.SendAsync(host.Stranger, host.AgreementB, "a;b\n1;2\n", SubmissionState.Refused);
        (await stranger.SendFormAsync($"/en/desk/submissions/{theirs}/mapping", ("mapping", $"own:{own.Id}"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await stranger.GetAsync($"/en/desk/submissions/{theirs}")).Text.ShouldNotContain(own.Id.ToString());
        await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == theirs).ExecuteUpdateAsync(set => set.SetProperty(row => row.Mapping, $"own:{own.Id}").SetProperty(row => row.State, SubmissionState.Checked)));
        (await stranger.GetAsync($"/en/desk/submissions/{theirs}/to-mend.csv")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Where_nothing_can_be_proposed_the_page_says_why()
    {
        var (id, browser) = (await SendAsync("1;2\n3;4\n"), await host.BrowserOfAsync(host.Officer.Id));
        var page = await browser.GetAsync($"/en/desk/submissions/{id}/proposal");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain("REC-");
        page.Html.QuerySelectorAll("select").ShouldBeEmpty();
        (await browser.SendFormAsync($"/en/desk/submissions/{id}/proposal", ("column", "1:file-number"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Of_a_large_file_only_the_beginning_is_read()
    {
        var lines = new System.Text.StringBuilder("Carpeta;Fecha de registro;Nombres;Primer apellido;Sexo;Edad;Nacionalidad\n");
        for (var row = 1; row <= 6 * ProposeMapping.MostRows; row++)
            lines.Append(System.Globalization.CultureInfo.InvariantCulture, $"E{row};{(row % 28) + 1:00}/03/2025;Ana {new string('x', 100)};Cruz;Femenino;{20 + (row % 30)};Guatemala\n");
        var (id, browser) = (await SendAsync(lines.ToString()), await host.BrowserOfAsync(host.Officer.Id));
        var version = await host.CollaborativeAsync(context => context.Set<SubmissionVersion>().SingleAsync(row => row.SubmissionId == id));
        version.Pieces.ShouldBeGreaterThan(8);
        // What is not there cannot have been read; the end of the file is looked at to see what kind of file it is.
        var (from, to) = ((version.Pieces / 6) + 2, version.Pieces - 2);
        (await host.CollaborativeAsync(context => context.Set<Contents.ContentPiece>().Where(row => row.ContentId == version.Id && row.Number >= from && row.Number < to).ExecuteDeleteAsync())).ShouldBeGreaterThan(2);
        var page = await browser.GetAsync($"/en/desk/submissions/{id}/proposal");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Html.QuerySelectorAll("select").Length.ShouldBe(7);
        page.Text.ShouldContain("the first 20,000 rows, not the whole file");
    }

    private async Task<Guid> SendAsync(string text)
    {
        var answer = await host.Officer.Browser.SendFileAsync("/en/desk/submissions/new", (StaffedHost.NameOfFile, text), ("agreement", host.AgreementA.ToString()), ("from", "2025-01"), ("to", "2025-12"));
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        var id = Guid.Parse(answer.Location!.Split('?')[0].Split('/')[^1]);
        await host.SettledAsync(id);
        return id;
    }
}

public sealed class ProposalOnSqliteTests(StaffedHost host) : ProposalTests<StaffedHost>(host), IClassFixture<StaffedHost>;

public sealed class ProposalOnPostgresTests(StaffedPostgresHost host) : ProposalTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;
