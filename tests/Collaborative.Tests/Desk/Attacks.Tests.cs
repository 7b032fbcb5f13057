using System.Globalization;
using System.Net;
using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Somebody of one agency, or a page of another site, tries what they may not.</summary>
public sealed class AttacksTests(AttacksTests.PatientWithPrograms host) : IClassFixture<AttacksTests.PatientWithPrograms>
{
    /// <summary>Thousands of attempts of one account are each to be refused for its own reason, and not for their number.</summary>
    public sealed class PatientWithPrograms : StaffedHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton(_ => new AccountPace(int.MaxValue, waysOutAtOnce: int.MaxValue)));
        }
    }

    private const int Seed = 20251129;
    private const int Cases = 1500;

    private static readonly Func<string, string>[] Spellings =
    [
        id => id, id => id.ToUpperInvariant(), id => $"{{{id}}}", id => $"%7B{id}%7D", id => id.Replace("-", "", StringComparison.Ordinal), id => $"({id})",
        id => id + ".", id => id + "..", id => id + "%20", id => "%20" + id, id => id + "/", id => id + "//", id => "/" + id, id => "..%2f" + id,
        id => "%2e%2e%2f" + id, id => "..%5c" + id, id => id + "%2f..%2f" + id, id => id + ";a=1", id => id + "%3f", id => id + ".json", id => "0x" + id,
        id => id.Replace("0", "%30", StringComparison.Ordinal), id => id.Replace('0', '０'), id => id + "'--", id => "*", id => id + "," + id,
    ];

    private static readonly string[] Overrides = ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Prefix"];

    [Fact]
    public async Task Nothing_of_another_agency_is_shown_or_changed_however_it_is_asked_for()
    {
        var mine = await host.SendAsync(host.Stranger, host.AgreementB);
        var theirs = await host.SendAsync(host.Officer, host.AgreementA);
        var browser = await host.BrowserOfAsync(host.Stranger.Id);
        var token = await browser.FormAsync();
        // The addresses for scripts are asked with a key that carries all that its owner may do.
        browser.Client.DefaultRequestHeaders.Add("Authorization", $"Bearer {await host.KeyOfAsync(host.Stranger.Id, [.. Enum.GetValues<Entitlement>()])}");
        // Used once, so that it is written down before that it was.
        (await browser.GetAsync("/api/v1/submissions")).Status.ShouldBe(HttpStatusCode.OK);
        var ids = await IdsAsync(theirs);
        var endpoints = host.Endpoints().Where(endpoint => endpoint.Path.Contains("{id}", StringComparison.Ordinal)).ToList();
        var random = new Random(Seed);
        var before = await StoreState.ReadAsync(host);
        for (var number = 0; number < Cases; number++)
        {
            var endpoint = endpoints[random.Next(endpoints.Count)];
            var id = ids[random.Next(ids.Count)];
            var path = endpoint.With(Spellings[random.Next(Spellings.Length)](id));
            var said = $"case {number}: {endpoint.Method} {path}";
            using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), new Uri(new Uri("http://localhost"), path.StartsWith("//", StringComparison.Ordinal) ? "/" + path : path));
            Fill(request, random, (token, ids, mine));
            if (endpoint.IsApi && request.Content is not null && random.Next(4) > 0)
                request.Content = new StringContent($$"""{"mapping":"content:hotline","hash":"x","submission":["{{id}}"],"id":"{{id}}"}""", System.Text.Encoding.UTF8, "application/json");
            var answer = await browser.SendAsync(request);
            // Where the address was folded into that of a page of one's own, it may answer, with what is one's own.
            if (request.RequestUri!.AbsolutePath.Contains(id, StringComparison.OrdinalIgnoreCase))
                answer.Status.ShouldBeOneOf([HttpStatusCode.NotFound, HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.MethodNotAllowed], said);
            ((int)answer.Status).ShouldBeLessThan(500, said);
            foreach (var secret in new[] { "Hotline North", "North 2025", theirs.ToString() })
                answer.Text.ShouldNotContain(secret, Case.Insensitive, said);
            if (number % 50 == 49)
                (await StoreState.ReadAsync(host)).ShouldBe(before, said);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{Cases} cases, {endpoints.Count} endpoints with an id");
    }

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
        await data.SendFormAsync("/en/desk/agreements/end", ("id", agreement.Id.ToString()), ("sure", "yes"));
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

    [Fact]
    public async Task What_is_no_form_is_refused_and_breaks_nothing()
    {
        var browser = await host.BrowserOfAsync(host.Stranger.Id);
        string[] bodies = ["", "%", "form=%zz", "a=b&" + new string('x', 3000) + "=1", "--x\r\n", string.Concat(Enumerable.Range(0, 5000).Select(number => $"a{number}=1&"))];
        string[] types = ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "multipart/form-data", "application/json", "multipart/form-data; boundary=" + new string('y', 200)];
        foreach (var endpoint in host.Endpoints().Where(endpoint => !endpoint.IsApi && !endpoint.Reads && !endpoint.EndsSession && endpoint.Permits(DeskRole.AgencyOfficer)))
        {
            foreach (var (body, type) in bodies.SelectMany(body => types.Select(type => (body, type))))
            {
                var content = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes(body));
                content.Headers.TryAddWithoutValidation("Content-Type", type);
                var answer = await ScriptAsync(browser, new HttpMethod(endpoint.Method), endpoint.With(Guid.NewGuid()), content);
                ((int)answer.Status).ShouldBeLessThan(500, $"{endpoint} {type} {body[..Math.Min(20, body.Length)]}");
            }
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

    private static void Fill(HttpRequestMessage request, Random random, (string Token, IReadOnlyList<string> Ids, Guid Mine) of)
    {
        request.Headers.Add("X-Amparo-Form", of.Token);
        var name = Overrides[random.Next(Overrides.Length)];
        request.Headers.Add(name, name.Contains("URL", StringComparison.Ordinal) ? $"/es/mesa/envios/{of.Mine}" : new[] { "GET", "POST", "PUT", "DELETE" }[random.Next(4)]);
        if (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head)
            return;
        (string, string)[] fields =
        [
            ("form", of.Token), ("id", of.Ids[random.Next(of.Ids.Count)]), ("mapping", "content:hotline"), ("row", "2"), ("r2c0", "x"), ("organisation", of.Ids[random.Next(of.Ids.Count)]),
            ("_method", "PUT"), (DeskGate.SureField, DeskGate.Sure), ("OrganisationId", of.Ids[random.Next(of.Ids.Count)]), ("State", "Accepted"),
        ];
        request.Content = random.Next(2) == 0 ? Browser.Fields(fields) : Browser.Files(("a.csv", "a;b\n1;2\n"), fields);
    }

    private async Task<string> CookieOfAsync(Person person) => (await host.BrowserOfAsync(person.Id)).Client.DefaultRequestHeaders.GetValues("Cookie").Single().Split('=')[1];

    // Of the other agency, of another kind, guessed, and empty.
    private async Task<IReadOnlyList<string>> IdsAsync(Guid theirs)
    {
        var random = new Random(Seed);
        var guessed = new byte[16];
        var ids = new List<Guid> { theirs, theirs, theirs, host.AgreementA, host.AgreementB, host.AgencyA, host.AgencyB, host.Officer.Id, host.Stranger.Id, Guid.Empty };
        ids.Add((await host.CollaborativeAsync(context => context.Set<Submission>().Where(row => row.Id == theirs).Select(row => row.JobId).SingleAsync()))!.Value);
        var version = await host.CollaborativeAsync(context => context.Set<SubmissionVersion>().SingleAsync(row => row.SubmissionId == theirs));
        ids.AddRange([version.Id, version.RecordsId!.Value, version.ReportId!.Value]);
        ids.Add(await host.PlatformAsync(context => context.Set<Node>().Select(row => row.Id).SingleAsync()));
        for (var number = 0; number < 5; number++)
        {
            random.NextBytes(guessed);
            ids.Add(new(guessed));
        }

        return [.. ids.Select(id => id.ToString())];
    }
}
