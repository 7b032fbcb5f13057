using System.Net;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Every address of the desk, as the host has mapped it, asked by every role: nothing is listed here that a new page could be forgotten in.</summary>
public abstract class GateTests<THost>(THost host)
    where THost : StaffedHost
{
    // Answers 403 too where what was shown to come in is wrong.
    private static bool AsksWho(DeskEndpoint endpoint) =>
        endpoint.Method == "POST" && (!endpoint.Rule!.NeedsSession || endpoint.Path.Contains("/confirm", StringComparison.Ordinal));

    [Fact]
    public void Every_address_has_a_rule()
    {
        var endpoints = host.Endpoints();
        endpoints.Count.ShouldBeGreaterThan(60);
        endpoints.ShouldAllBe(endpoint => endpoint.Rule != null);
    }

    [Fact]
    public void Whoever_may_come_without_a_session_may_only_come_in() =>
        host.Endpoints().Where(endpoint => !endpoint.Rule!.NeedsSession).Select(endpoint => $"{endpoint.Method} {endpoint.Path}").ShouldBe(
        [
            // A description of the addresses, which names nobody.
            "GET /api/v1/openapi.json",
            "GET /en/desk/enrol", "HEAD /en/desk/enrol", "POST /en/desk/enrol", "POST /en/desk/enrol/complete",
            "GET /en/desk/enter", "HEAD /en/desk/enter", "POST /en/desk/enter", "POST /en/desk/enter/passkey",
            "GET /es/mesa/alta", "HEAD /es/mesa/alta", "POST /es/mesa/alta", "POST /es/mesa/alta/completar",
            "GET /es/mesa/entrar", "HEAD /es/mesa/entrar", "POST /es/mesa/entrar", "POST /es/mesa/entrar/llave", "POST /es/mesa/entrar/reto",
        ]);

    [Fact]
    public async Task What_a_role_may_not_do_is_refused_and_changes_nothing()
    {
        var id = await host.SendAsync(host.Officer, host.AgreementA);
        var asked = 0;
        foreach (var role in StaffedHost.Roles)
        {
            var browser = await host.BrowserOfAsync(host.Staff[role].Id);
            await browser.FormAsync();
            var before = await StoreState.ReadAsync(host);
            foreach (var endpoint in host.Endpoints().Where(endpoint => !endpoint.IsApi && !endpoint.Permits(role)))
            {
                foreach (var request in await RequestsAsync(browser, endpoint, id))
                {
                    var answer = await browser.SendAsync(request);
                    asked++;
                    answer.Status.ShouldBeOneOf([HttpStatusCode.Forbidden, HttpStatusCode.NotFound], $"{role} {endpoint}");
                    if (endpoint.Method != "HEAD" && answer.Status == HttpStatusCode.Forbidden)
                        answer.IsNotPermitted.ShouldBeTrue($"{role} {endpoint}");
                    answer.Text.ShouldNotContain(StaffedHost.Marker);
                }
            }

            (await StoreState.ReadAsync(host)).ShouldBe(before, role.ToString());
        }

        asked.ShouldBeGreaterThan(200);
        TestContext.Current.TestOutputHelper!.WriteLine($"{asked} requests refused, {StaffedHost.Roles.Count} roles x {host.Endpoints().Count} endpoints");
    }

    [Fact]
    public async Task What_a_role_may_do_is_not_refused()
    {
        var asked = 0;
        foreach (var role in StaffedHost.Roles)
        {
            foreach (var endpoint in host.Endpoints().Where(endpoint => !endpoint.IsApi && endpoint.Permits(role)))
            {
                // Its own browser where the session ends; a thing that does not exist, so that nothing is done to one that does.
                var browser = await host.BrowserOfAsync(host.Staff[role].Id);
                var answer = await browser.SendAsync((await RequestsAsync(browser, endpoint, Guid.NewGuid()))[0]);
                asked++;
                answer.IsNotPermitted.ShouldBeFalse($"{role} {endpoint} {answer.Status}");
                if (!AsksWho(endpoint))
                    answer.Status.ShouldNotBe(HttpStatusCode.Forbidden, $"{role} {endpoint}");
                ((int)answer.Status).ShouldBeLessThan(500, $"{role} {endpoint}");
            }
        }

        asked.ShouldBeGreaterThan(200);
        TestContext.Current.TestOutputHelper!.WriteLine($"{asked} requests permitted");
    }

    [Fact]
    public async Task What_cannot_be_taken_back_is_asked_first_and_changes_nothing_before_the_answer()
    {
        const string about = "<script>alert(1)</script>\"'";
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var role in StaffedHost.Roles)
        {
            var browser = await host.BrowserOfAsync(host.Staff[role].Id);
            await browser.FormAsync();
            var before = await StoreState.ReadAsync(host);
            foreach (var endpoint in host.Endpoints().Where(endpoint => endpoint.Rule?.Question is not null && endpoint.Permits(role)))
            {
                var id = host.Staff[DeskRole.Analyst].Id;
                var answer = await browser.SendFormAsync(endpoint.With(id), ("id", id.ToString()), (DeskGate.AboutField, about), ("other", about));
                answer.Status.ShouldBe(HttpStatusCode.OK, endpoint.ToString());
                var form = answer.Html.QuerySelectorAll("main form").ShouldHaveSingleItem();
                form.GetAttribute("action").ShouldBe(endpoint.With(id));
                form.QuerySelectorAll("input[type=hidden]").Select(field => (field.GetAttribute("name"), field.GetAttribute("value"))).Where(field => field.Item1 != DeskGate.FormField)
                    .ShouldBe([(DeskGate.SureField, DeskGate.Sure), ("id", id.ToString()), ("other", about)], ignoreOrder: true);
                answer.Html.QuerySelector("main strong")!.TextContent.ShouldBe(about);
                answer.Html.QuerySelectorAll("main script").ShouldBeEmpty();
                // The way back is the page that the form stands on.
                var back = form.QuerySelector("a")!.GetAttribute("href")!;
                endpoint.With(id).ShouldStartWith(back + "/");
                (await browser.SendFormAsync(endpoint.With(id), ("id", id.ToString()), (DeskGate.SureField, "no"))).Status.ShouldBe(HttpStatusCode.OK);
                asked.Add(endpoint.Path);
            }

            (await StoreState.ReadAsync(host)).ShouldBe(before, role.ToString());
        }

        // In two languages: accounts, sessions, organisations, agreements, submissions, merges, passkeys.
        asked.Count.ShouldBe(14);
    }

    [Fact]
    public async Task Without_a_session_only_the_ways_in_answer()
    {
        var id = await host.SendAsync(host.Officer, host.AgreementA);
        await host.Open().GetAsync("/en/desk/enter");
        var before = await StoreState.ReadAsync(host);
        string?[] keys = [null, new string('0', 64), "", "x", new string('g', 64)];
        foreach (var key in keys)
        {
            var browser = host.Open(keepsCookies: false);
            if (key is not null)
                browser.Client.DefaultRequestHeaders.Add("Cookie", $"{DeskGate.Cookie}={key}; {DeskGate.SecureCookie}={key}");
            foreach (var endpoint in host.Endpoints().Where(endpoint => !endpoint.IsApi && endpoint.Rule!.NeedsSession))
            {
                var answer = await browser.SendAsync((await RequestsAsync(browser, endpoint, id))[0]);
                answer.Status.ShouldBe(HttpStatusCode.Forbidden, endpoint.ToString());
                answer.Text.ShouldNotContain(StaffedHost.Marker);
                answer.Headers.ShouldNotContain("Set-Cookie");
            }
        }

        (await StoreState.ReadAsync(host)).ShouldBe(before);
    }

    /// <summary>The request of an endpoint with the session's token: a form as pages send it, then one with a file.</summary>
    internal static async Task<IReadOnlyList<HttpRequestMessage>> RequestsAsync(Browser browser, DeskEndpoint endpoint, Guid id, string? token = null)
    {
        HttpRequestMessage Request(HttpContent? content) => new(new HttpMethod(endpoint.Method), new Uri(endpoint.With(id), UriKind.Relative)) { Content = content };
        if (endpoint.Reads)
            return [Request(null)];
        token ??= await browser.FormAsync();
        (string, string)[] fields = [("form", token), ("id", id.ToString()), (DeskGate.SureField, DeskGate.Sure)];
        var requests = new[] { Request(Browser.Fields(fields)), Request(Browser.Files(("a.csv", "a;b\n1;2\n"), fields)) };
        foreach (var request in requests)
            request.Headers.Add("X-Amparo-Form", token);
        return requests;
    }
}

public sealed class GateOnSqliteTests(StaffedHost host) : GateTests<StaffedHost>(host), IClassFixture<StaffedHost>;

public sealed class GateOnPostgresTests(StaffedPostgresHost host) : GateTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;

/// <summary>That a page without a rule would be noticed.</summary>
public sealed class RogueTests(RogueTests.RogueHost host) : IClassFixture<RogueTests.RogueHost>
{
    public sealed class RogueHost : DeskHost
    {
        protected override void Map(IEndpointRouteBuilder routes)
        {
            routes.MapGet("/es/mesa/pagina-sin-regla", () => "open");
            routes.MapPost("/EN/desk/{id}/no-rule", () => "open");
            routes.MapPut(DeskAddress.Api + "/no-rule", () => "open");
            DeskGate.Read(routes, DeskAddress.Home.Below("con-regla", "with-rule"), DeskRule.SignedIn, request => Task.FromResult(DeskGate.NotFound(request)));
        }
    }

    [Fact]
    public void An_address_without_a_rule_is_found() =>
        host.Endpoints().Where(endpoint => endpoint.Rule is null).Select(endpoint => $"{endpoint.Method} {endpoint.Path}").ShouldBe(
            ["POST /EN/desk/{id}/no-rule", "PUT /api/v1/no-rule", "GET /es/mesa/pagina-sin-regla"], ignoreOrder: true);

    [Fact]
    public void An_address_with_a_rule_is_not() =>
        host.Endpoints().Single(endpoint => endpoint is { Path: "/en/desk/with-rule", Method: "GET" }).Rule.ShouldBe(DeskRule.SignedIn);
}

/// <summary>What must hold whatever roles are given more to do.</summary>
public sealed class RolesTests
{
    [Fact]
    public void Rows_are_for_the_agencies_officers_alone_and_only_their_own()
    {
        foreach (var role in Enum.GetValues<DeskRole>())
            RolePermissions.Of(role, Entitlement.ReadRows).ShouldBe(role == DeskRole.AgencyOfficer ? Reach.Own : Reach.None);
    }

    [Fact]
    public void Whoever_administers_accounts_sees_no_content() =>
        Enum.GetValues<Entitlement>().Where(permission => RolePermissions.Of(DeskRole.Administrator, permission) != Reach.None)
            .ShouldBe([Entitlement.ManageOrganisations, Entitlement.ManageAccounts, Entitlement.ManageKeys, Entitlement.ReadEmergencies, Entitlement.ReviewEmergencies]);

    [Fact]
    public void Whoever_audits_changes_nothing() =>
        Enum.GetValues<Entitlement>().Where(permission => RolePermissions.Of(DeskRole.Auditor, permission) != Reach.None)
            .ShouldAllBe(permission => permission.ToString().StartsWith("Read", StringComparison.Ordinal));

    [Fact]
    public void Nobody_is_given_everything_by_having_no_role() =>
        Enum.GetValues<Entitlement>().ShouldAllBe(permission => RolePermissions.Of(Array.Empty<DeskRole>(), permission) == Reach.None);

    [Fact]
    public void What_somebody_may_is_what_the_strongest_of_their_roles_may()
    {
        foreach (var one in Enum.GetValues<DeskRole>())
        {
            foreach (var other in Enum.GetValues<DeskRole>())
            {
                foreach (var permission in Enum.GetValues<Entitlement>())
                {
                    RolePermissions.Of([one, other], permission).ShouldBe(
                        (Reach)Math.Max((int)RolePermissions.Of(one, permission), (int)RolePermissions.Of(other, permission)));
                }
            }
        }
    }
}
