using System.Globalization;
using System.Net;
using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Somebody of one agency, or a page of another site, tries what they may not.</summary>
public sealed class AttacksTests(StaffedHost host) : IClassFixture<StaffedHost>
{
    [Fact]
    public async Task Paths_that_no_browser_would_send_lead_nowhere()
    {
        var theirs = await host.SendAsync(host.Officer, host.AgreementA);
        var key = await CookieOfAsync(host.Stranger);
        string[] shapes =
        [
            "/es/mesa/envios/../envios/{0}", "/es/mesa//envios/{0}", "//es/mesa/envios/{0}", "/es/mesa/envios/./{0}", "/es/mesa/envios/{0}/.", "/es/mesa/envios\\{0}", "/es\\mesa/envios/{0}",
            "/es/mesa/envios/{0}/corregir/..", "/ES/MESA/ENVIOS/{0}", "/es/mesa./envios/{0}", "/es/mesa /envios/{0}", "/es/mesa;x/envios/{0}", "/assets/../es/mesa/envios/{0}",
            "/assets/..\\es/mesa/envios/{0}/por-corregir.csv", "/es/mesa/envios/{0}\0", "/es/mesa/envios/\n{0}", "/en/desk/submissions/{0}/../../submissions/{0}/mend", "/en/../en/desk/submissions/{0}",
        ];
        foreach (var shape in shapes)
        {
            var path = string.Format(CultureInfo.InvariantCulture, shape, theirs);
            var answer = await host.Server.SendAsync(context =>
            {
                context.Request.Path = new PathString(path);
                context.Request.Headers.Cookie = $"{DeskGate.Cookie}={key}";
            }, TestContext.Current.CancellationToken);
            using var reader = new StreamReader(answer.Response.Body);
            var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            answer.Response.StatusCode.ShouldBeOneOf([400, 403, 404], path);
            text.ShouldNotContain(StaffedHost.Marker);
            text.ShouldNotContain("Hotline North");
        }
    }

    [Theory]
    [InlineData("OPTIONS"), InlineData("TRACE"), InlineData("PATCH"), InlineData("DELETE"), InlineData("PUT"), InlineData("CONNECT"), InlineData("MERGE")]
    public async Task Another_method_does_nothing(string method)
    {
        var id = await host.SendAsync(host.Officer, host.AgreementA);
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        var before = await StoreState.ReadAsync(host);
        foreach (var path in host.Endpoints().Where(endpoint => !endpoint.IsApi && endpoint.Method != method).Select(endpoint => endpoint.With(id)).Distinct(StringComparer.Ordinal))
        {
            if (host.Endpoints().Any(endpoint => endpoint.Method == method && endpoint.With(id) == path))
                continue;
            var answer = await browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)));
            answer.Status.ShouldBeOneOf([HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotFound], $"{method} {path}");
            answer.Text.ShouldNotContain(StaffedHost.Marker);
        }

        (await StoreState.ReadAsync(host)).ShouldBe(before);
    }

    [Fact]
    public async Task A_form_of_another_session_or_of_another_site_does_nothing()
    {
        var submission = await host.SendAsync(host.Officer, host.AgreementA);
        var asked = 0;
        foreach (var role in StaffedHost.Roles)
        {
            var target = role switch
            {
                DeskRole.Administrator => host.Staff[DeskRole.Analyst].Id,
                DeskRole.DataOfficer => host.AgreementA,
                _ => submission,
            };
            var (browser, second) = (await host.BrowserOfAsync(host.Staff[role].Id), await host.BrowserOfAsync(host.Staff[role].Id));
            var (own, other, strangers) = (await browser.FormAsync(), await second.FormAsync(), await (await host.BrowserOfAsync(host.Stranger.Id)).FormAsync());
            var before = await StoreState.ReadAsync(host);
            foreach (var endpoint in host.Endpoints().Where(endpoint => !endpoint.IsApi && !endpoint.Reads && endpoint.Permits(role)))
            {
                string[] wrong = endpoint.Rule!.NeedsSession ? ["", other, strangers, own.ToUpperInvariant(), own[..^1]] : [];
                foreach (var token in wrong)
                    asked += await RefusedAsync(browser, endpoint, (target, token, null));
                foreach (var site in new[] { "cross-site", "same-site" })
                    asked += await RefusedAsync(browser, endpoint, (target, own, site));
            }

            (await StoreState.ReadAsync(host)).ShouldBe(before, role.ToString());
        }

        asked.ShouldBeGreaterThan(700);
        TestContext.Current.TestOutputHelper!.WriteLine($"{asked} strange forms refused");
    }

    [Fact]
    public async Task A_form_says_nothing_about_whose_what_it_makes_is()
    {
        var node = await host.PlatformAsync(context => context.Set<Node>().Select(row => row.Id).SingleAsync());
        (string, string)[] more =
        [
            ("organisation", host.AgencyA.ToString()), ("OrganisationId", host.AgencyA.ToString()), ("NodeId", Guid.NewGuid().ToString()), ("State", "Accepted"), ("state", "5"),
            ("Id", Guid.NewGuid().ToString()), ("CreatedBy", host.Officer.Id.ToString()), ("MadeBy", host.Officer.Id.ToString()), ("AcceptedAt", "2025-01-01"), ("Mapping", "content:hotline"),
            ("Newest", "7"), ("Pieces", "9"), ("Size", "1"), ("Officer.OrganisationId", host.AgencyA.ToString()), ("Tenancy.OrganisationId", ""),
        ];
        var browser = await host.BrowserOfAsync(host.Stranger.Id);
        (string, string)[] fields = [("agreement", host.AgreementB.ToString()), ("from", "2025-01"), ("to", "2025-02"), .. more];
        var answer = await browser.SendFileAsync("/en/desk/submissions/new", (StaffedHost.NameOfFile, StaffedHost.File), fields);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther);
        var id = Guid.Parse(answer.Location!.Split('?')[0].Split('/')[^1]);
        (await host.SettledAsync(id)).ShouldBeOneOf(SubmissionState.NeedsMapping, SubmissionState.Checked);
        var kept = await host.CollaborativeAsync(context => context.Set<Submission>().SingleAsync(row => row.Id == id));
        (kept.OrganisationId, kept.NodeId, kept.CreatedBy, kept.Newest, kept.AcceptedAt).ShouldBe((host.AgencyB, node, host.Stranger.Id, 1, null));

        fields[0] = ("agreement", host.AgreementA.ToString());
        (await browser.SendFileAsync("/en/desk/submissions/new", (StaffedHost.NameOfFile, StaffedHost.File), fields)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var begun = new HttpRequestMessage(HttpMethod.Post, new Uri("/es/mesa/envios/empezar", UriKind.Relative)) { Content = Browser.Fields([.. fields, ("name", "a.csv"), ("size", "10")]) };
        begun.Headers.Add("X-Amparo-Form", await browser.FormAsync());
        (await browser.SendAsync(begun)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var data = await host.BrowserOfAsync(host.Staff[DeskRole.DataOfficer].Id);
        (await data.SendFormAsync("/en/desk/agreements", [("title", "Plain"), ("starts", "2025-01-01"), ("ends", "2025-12-31"), ("retention", "3"), .. more])).Status.ShouldBe(HttpStatusCode.SeeOther);
        var agreement = await host.CollaborativeAsync(context => context.Set<Agreement>().SingleAsync(row => row.Title == "Plain"));
        (agreement.NodeId, agreement.MadeBy, agreement.MayIdentify, agreement.MayPublish).ShouldBe((node, host.Staff[DeskRole.DataOfficer].Id, false, false));
        await data.SendFormAsync("/en/desk/agreements/end", ("id", agreement.Id.ToString()));
    }

    [Fact]
    public async Task Pieces_go_to_ones_own_file_in_their_order_whatever_number_is_asked_for()
    {
        var browser = await host.BrowserOfAsync(host.Stranger.Id);
        var begin = await ScriptAsync(browser, HttpMethod.Post, "/es/mesa/envios/empezar", Browser.Fields([("agreement", host.AgreementB.ToString()), ("from", "2025-01"), ("to", "2025-02"), ("name", "a.csv"), ("size", "10")]));
        begin.Status.ShouldBe(HttpStatusCode.OK, begin.Text);
        var id = System.Text.Json.JsonDocument.Parse(begin.Text).RootElement.GetProperty("id").GetGuid();
        foreach (var number in new[] { "1", "2147483647", "99999999999", "-1", "x", "%30%30" })
        {
            var answer = await ScriptAsync(browser, HttpMethod.Put, $"/es/mesa/envios/{id}/piezas/{number}", new StringContent("0123456789"));
            if (number == "%30%30")
                answer.Status.ShouldBe(HttpStatusCode.OK, number);
            else
                answer.Status.ShouldBeOneOf([HttpStatusCode.Conflict, HttpStatusCode.NotFound], number);
        }

        var (theirs, colleague) = (await host.BrowserOfAsync(host.Officer.Id), await host.InviteAsync(host.Admin, $"c{Guid.NewGuid():N}"[..12], host.AgencyB, DeskRole.AgencyOfficer));
        foreach (var other in new[] { theirs, colleague.Browser })
        {
            (await ScriptAsync(other, HttpMethod.Put, $"/es/mesa/envios/{id}/piezas/0", new StringContent("0123456789"))).Status.ShouldBe(HttpStatusCode.NotFound);
            (await ScriptAsync(other, HttpMethod.Post, $"/es/mesa/envios/{id}/completo", null)).Status.ShouldBe(HttpStatusCode.NotFound);
            (await other.GetAsync($"/es/mesa/envios/{id}/piezas")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    private static async Task<Answer> ScriptAsync(Browser browser, HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Add("X-Amparo-Form", await browser.FormAsync());
        return await browser.SendAsync(request);
    }

    private static async Task<int> RefusedAsync(Browser browser, DeskEndpoint endpoint, (Guid Id, string Token, string? Site) with)
    {
        var requests = await GateOnSqliteTests.RequestsAsync(browser, endpoint, with.Id, with.Token);
        foreach (var request in requests)
        {
            if (with.Site is not null)
                request.Headers.Add("Sec-Fetch-Site", with.Site);
            (await browser.SendAsync(request)).Status.ShouldBeOneOf([HttpStatusCode.BadRequest, HttpStatusCode.Forbidden], $"{endpoint} token {with.Token} site {with.Site}");
        }

        return requests.Count;
    }

    private async Task<string> CookieOfAsync(Person person) => (await host.BrowserOfAsync(person.Id)).Client.DefaultRequestHeaders.GetValues("Cookie").Single().Split('=')[1];
}
