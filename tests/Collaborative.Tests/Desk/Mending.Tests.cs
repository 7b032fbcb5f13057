using System.Net;
using System.Text;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Amparo.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Rows mended in the grid, in a file and by a script add up, in whatever order.</summary>
public abstract class MendingTests<THost>(THost host)
    where THost : StaffedHost
{
    private const string Header = "dossier;date_appel;prénom;nom;sexe;âge_approximatif;nationalité;commune;formes";

    // The first row is in order; in the others no sex can be read.
    private static readonly string File = $"{Header}\n{string.Join('\n', Enumerable.Range(1, 5).Select(row => Line(row, row == 1 ? "Femme" : "x", "Xela")))}\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("grid", "file"), InlineData("file", "file"), InlineData("file", "grid"), InlineData("grid", "grid"), InlineData("script", "script"), InlineData("grid", "script"), InlineData("script", "grid")]
    public async Task What_was_mended_before_stays_mended(string first, string second)
    {
        var id = await host.SendAsync(host.Officer, host.AgreementA, File);
        await MendAsync(first, id, Line(2, "Femme", "Cobán"));
        (await ToMendAsync(id)).Keys.ShouldBe([3, 4, 5]);
        await MendAsync(second, id, Line(3, "Homme", "Petén"));
        var newest = await NewestAsync(id);
        (newest.Number, newest.Read, newest.Accepted, newest.Quarantined, newest.Mended).ShouldBe((3, 5, 3, 2, 2));
        Places(newest).ShouldBe(["Xela", "Cobán", "Petén"]);
        (await ToMendAsync(id)).Keys.ShouldBe([4, 5]);
    }

    [Fact]
    public async Task A_row_that_is_given_again_is_replaced_and_one_that_comes_back_untouched_undoes_nothing()
    {
        var id = await host.SendAsync(host.Officer, host.AgreementA, File);
        var early = await ToMendAsync(id);
        await MendAsync("file", id, Line(2, "Femme", "Cobán"), Line(3, "Femme", "Petén"));
        await MendAsync("script", id, Line(3, "Homme", "Jalapa"));
        Places(await NewestAsync(id)).ShouldBe(["Xela", "Cobán", "Jalapa"]);
        // Downloaded before anything was mended, and only the fourth row mended in it.
        await MendAsync("file", id, early[2], early[3], early[4].Replace(";x;", ";Femme;", StringComparison.Ordinal), early[5]);
        var newest = await NewestAsync(id);
        (newest.Accepted, newest.Quarantined).ShouldBe((4, 1));
        Places(newest).ShouldBe(["Xela", "Cobán", "Jalapa", "Xela"]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_joined_is_refused_at_once_and_what_was_mended_stays()
    {
        var id = await host.SendAsync(host.Officer, host.AgreementA, File);
        await MendAsync("grid", id, Line(2, "Femme", "Cobán"));
        foreach (var (file, code) in new[]
        {
            ($"amparo-row;amparo-problem;{Header};more\n3;;{Line(3, "Femme", "y")};z\n", RecordsProblems.MendedHeaderDiffers), (Returned(Line(1, "Femme", "y")), RecordsProblems.MendedRowAccepted),
            (Returned(Line(3, "Femme", "y"), Line(3, "Femme", "z")), RecordsProblems.MendedRowTwice), (Returned(Line(9, "Femme", "y")), RecordsProblems.MendedRowAccepted),
        })
        {
            var answer = await host.Officer.Browser.SendFileAsync($"/en/desk/submissions/{id}/mend/file", ("m.csv", file));
            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, code);
            answer.Text.ShouldContain(code);
            (await ScriptAsync(id, file)).Text.ShouldContain(code);
        }

        var newest = await NewestAsync(id);
        (newest.Number, newest.Accepted).ShouldBe((2, 2));
    }

    [Fact]
    public async Task The_grid_names_a_row_as_a_spreadsheet_does()
    {
        var id = await host.SendAsync(host.Officer, host.AgreementA, File);
        var grid = await host.Officer.Browser.GetAsync($"/en/desk/submissions/{id}/mend");
        grid.Html.QuerySelectorAll("legend").Select(legend => legend.TextContent).ShouldBe(["Row 3 of your sheet", "Row 4 of your sheet", "Row 5 of your sheet", "Row 6 of your sheet"]);
        grid.Html.QuerySelectorAll("input[name=row]").Select(row => row.GetAttribute("value")).ShouldBe(["2", "3", "4", "5"]);
        (await host.Officer.Browser.GetAsync($"/es/mesa/envios/{id}")).Html.Body!.TextContent.ShouldContain("la 1 es la fila 2 de su hoja");
    }

    private static string Line(int row, string sex, string place) => $"{row};05-03-2025;Ana{row};Lopez;{sex};env. 20;Guatemala;{place};travail forcé";

    private static string Returned(params IEnumerable<string> lines) => $"amparo-row;amparo-problem;{Header}\n{string.Concat(lines.Select(line => $"{line.Split(';')[0]};;{line}\n"))}";

    private async Task MendAsync(string way, Guid id, params string[] lines)
    {
        var browser = host.Officer.Browser;
        if (way == "script")
        {
            (await ScriptAsync(id, Returned(lines))).Status.ShouldBe(HttpStatusCode.Accepted);
        }
        else
        {
            var fields = lines.SelectMany(line => line.Split(';').Select((cell, at) => ($"r{line[0]}c{at}", cell)).Prepend(("row", $"{line[0]}")));
            var answer = way == "grid" ? await browser.SendFormAsync($"/en/desk/submissions/{id}/mend", [.. fields])
                : await browser.SendFileAsync($"/en/desk/submissions/{id}/mend/file", ("m.csv", Returned(lines)));
            answer.Location.ShouldBe($"/en/desk/submissions/{id}?said=rows-mended", answer.Text);
        }

        (await host.SettledAsync(id)).ShouldBe(SubmissionState.Checked);
    }

    private async Task<Answer> ScriptAsync(Guid id, string file)
    {
        var script = host.Open(keepsCookies: false);
        script.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {await host.KeyOfAsync(host.Officer.Id, Entitlement.SendSubmissions)}");
        return await script.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/submissions/{id}/mended", UriKind.Relative)) { Content = new StringContent(file, Encoding.UTF8, "text/csv") });
    }

    // The rows as the agency wrote them, by their numbers.
    private async Task<SortedDictionary<int, string>> ToMendAsync(Guid id)
    {
        var file = await host.Officer.Browser.GetAsync($"/en/desk/submissions/{id}/to-mend.csv");
        file.Status.ShouldBe(HttpStatusCode.OK);
        return new(file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(';'))
            .ToDictionary(cells => int.Parse(cells[0], System.Globalization.CultureInfo.InvariantCulture), cells => string.Join(';', cells[^9..])));
    }

    private Task<SubmissionVersion> NewestAsync(Guid id) =>
        host.CollaborativeAsync(context => context.Set<SubmissionVersion>().AsNoTracking().Where(row => row.SubmissionId == id).OrderByDescending(row => row.Number).FirstAsync(Cancel));

    private IReadOnlyList<string> Places(SubmissionVersion version) => [.. host.Services.GetRequiredService<SubmissionFiles>().ReadRecords(version).Value.FindText("municipality")!];
}

public sealed class MendingOnSqliteTests(StaffedHost host) : MendingTests<StaffedHost>(host), IClassFixture<StaffedHost>;

public sealed class MendingOnPostgresTests(StaffedPostgresHost host) : MendingTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;
