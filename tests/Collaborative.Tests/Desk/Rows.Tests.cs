using System.Net;
using System.Text;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>What is in rows and in files' names reaches the officers of the agency that wrote them, and nobody else by any way.</summary>
public sealed class RowsTests(StaffedHost host) : IClassFixture<StaffedHost>
{
    // Columns are named by the agency too; this one is not known to the mapping, so the file is refused as a whole.
    private const string WrongFile = $"{StaffedHost.Marker}column;other\n{StaffedHost.Marker}cell;x\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_officers_of_the_agency_ever_receive_what_is_in_its_rows()
    {
        var good = await host.SendAsync(host.Officer, host.AgreementA);
        var wrong = await host.SendAsync(host.Officer, host.AgreementA, WrongFile, SubmissionState.Refused);
        var both = await host.InviteAsync(host.Admin, $"two.roles{Guid.NewGuid():N}"[..20], host.AgencyB, DeskRole.AgencyOfficer, DeskRole.DataOfficer, DeskRole.Reviewer, DeskRole.Approver, DeskRole.Analyst);
        var others = host.Staff.Where(found => found.Key != DeskRole.AgencyOfficer).Select(found => found.Value).Append(host.Stranger).Append(both);
        var asked = 0;
        foreach (var other in others)
        {
            var browser = await host.BrowserOfAsync(other.Id);
            foreach (var endpoint in host.Endpoints().Where(endpoint => !endpoint.IsApi && !endpoint.EndsSession))
            {
                foreach (var id in new[] { good, wrong, await JobOfAsync(good) })
                {
                    foreach (var request in await GateOnSqliteTests.RequestsAsync(browser, endpoint, id))
                    {
                        var answer = await browser.SendAsync(request);
                        asked++;
                        answer.Text.ShouldNotContain(StaffedHost.Marker, Case.Insensitive, $"{other.Name} {endpoint}");
                        answer.Headers.ShouldNotContain(StaffedHost.Marker, Case.Insensitive, $"{other.Name} {endpoint}");
                    }
                }
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{asked} answers without a marker");
        await NowhereInClearAsync();
    }

    [Fact]
    public async Task The_agencys_officer_does_receive_it_so_that_the_marks_would_be_seen()
    {
        var id = await host.SendAsync(host.Officer, host.AgreementA);
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        foreach (var path in new[] { "/en/desk/submissions", $"/en/desk/submissions/{id}", $"/es/mesa/envios/{id}" })
            (await browser.GetAsync(path)).Text.ShouldContain(StaffedHost.NameOfFile, Case.Sensitive, path);
        var grid = await browser.GetAsync($"/en/desk/submissions/{id}/mend");
        grid.Status.ShouldBe(HttpStatusCode.OK);
        grid.Text.ShouldContain($"{StaffedHost.Marker}bourg");
        // What an agency wrote is text on the page, whatever it looks like.
        grid.Text.ShouldNotContain("<b>Ruiz");
        grid.Html.QuerySelectorAll("input").Select(input => input.GetAttribute("value")).ShouldContain($"{StaffedHost.Marker}\"><b>Ruiz");
        var file = await browser.GetAsync($"/es/mesa/envios/{id}/por-corregir.csv");
        file.Text.ShouldContain($"{StaffedHost.Marker}bourg");
        file.Headers.ShouldNotContain(StaffedHost.Marker, Case.Insensitive);
        file.Headers.ShouldContain("no-store");
        await NowhereInClearAsync();
    }

    [Fact]
    public async Task Each_look_at_rows_is_in_the_trail()
    {
        var id = await host.SendAsync(host.Officer, host.AgreementA);
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        var before = await ReadActsAsync();
        await browser.GetAsync($"/en/desk/submissions/{id}/mend");
        await browser.GetAsync($"/en/desk/submissions/{id}/to-mend.csv");
        (await ReadActsAsync()).ShouldBe(before + 2);
    }

    [Fact]
    public async Task What_was_withdrawn_cannot_be_read_any_more_by_anybody()
    {
        var id = await host.SendAsync(host.Officer, host.AgreementA);
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        (await browser.SendFormAsync($"/en/desk/submissions/{id}/withdraw", ("sure", "yes"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        foreach (var endpoint in host.Endpoints().Where(endpoint => endpoint.Path.Contains("{id}", StringComparison.Ordinal)))
        {
            var answer = await browser.SendAsync((await GateOnSqliteTests.RequestsAsync(browser, endpoint, id))[0]);
            ((int)answer.Status).ShouldBeLessThan(500, endpoint.ToString());
            answer.Text.ShouldNotContain(StaffedHost.Marker, Case.Insensitive, endpoint.ToString());
        }
    }

    private Task<int> ReadActsAsync() => host.PlatformAsync(context => context.Set<Platform.Audit.AuditLine>().CountAsync(row => row.Act == "submission.rows-read"));

    private Task<Guid> JobOfAsync(Guid id) =>
        host.CollaborativeAsync(async context => (await context.Set<Submission>().Where(row => row.Id == id).Select(row => row.JobId).SingleAsync())!.Value);

    // Neither in a log, nor in any row of any table, nor in any file of the data folder.
    private async Task NowhereInClearAsync()
    {
        host.Log.ShouldNotBeEmpty();
        host.Log.ShouldAllBe(line => !line.Contains(StaffedHost.Marker, StringComparison.OrdinalIgnoreCase));
        host.Log.ShouldAllBe(line => !line.Contains(DeskHost.Password, StringComparison.OrdinalIgnoreCase));
        foreach (var (table, rows) in await StoreState.RowsAsync(host))
            rows.ShouldAllBe(row => !row.Contains(StaffedHost.Marker, StringComparison.OrdinalIgnoreCase), table);
        foreach (var path in Directory.EnumerateFiles(host.DataFolder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, Cancel);
            bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(StaffedHost.Marker)).ShouldBe(-1, Path.GetFileName(path));
        }
    }
}
