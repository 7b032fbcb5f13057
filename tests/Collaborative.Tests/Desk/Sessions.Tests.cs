using System.Net;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A session lasts as long as it should, and what is taken away is gone at the very next request.</summary>
public sealed class SessionsTests(StaffedHost host) : IClassFixture<StaffedHost>
{
    private const string Home = "/en/desk";

    private Task<Browser> AdminAsync() => host.BrowserOfAsync(host.Admin.Id);

    private async Task<Person> NewAsync(params DeskRole[] roles)
    {
        // Their own organisation, since some of these tests end it.
        var organisation = await host.AddOrganisationAsync(new Person("", "", await AdminAsync()), $"Office {Guid.NewGuid():N}", "shelter");
        return await host.InviteAsync(new Person("", "", await AdminAsync()), $"s{Guid.NewGuid():N}"[..14], organisation, roles.Length > 0 ? roles : [DeskRole.AgencyOfficer]);
    }

    private static async Task OutAsync(Browser browser)
    {
        var answer = await browser.GetAsync(Home);
        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Html.QuerySelector("main form input[name=password]").ShouldNotBeNull();
        answer.Html.QuerySelector("body")!.GetAttribute("data-form").ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task It_ends_when_nobody_used_it_for_half_an_hour_and_not_before()
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        for (var time = 0; time < 3; time++)
        {
            host.Clock.Advance(Duration.FromMinutes(29));
            (await browser.GetAsync(Home)).Status.ShouldBe(HttpStatusCode.OK);
        }

        host.Clock.Advance(Duration.FromMinutes(30) + Duration.FromSeconds(1));
        await OutAsync(browser);
    }

    [Fact]
    public async Task It_ends_after_twelve_hours_however_much_it_is_used()
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        for (var time = 0; time < 36; time++)
        {
            host.Clock.Advance(Duration.FromMinutes(20));
            (await browser.GetAsync(Home)).Status.ShouldBe(HttpStatusCode.OK);
        }

        host.Clock.Advance(Duration.FromSeconds(1));
        await OutAsync(browser);
    }

    [Theory]
    [InlineData("/en/desk/leave"), InlineData("/es/mesa/salir")]
    public async Task It_ends_where_it_is_left_even_for_who_kept_the_key(string leave)
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        var answer = await browser.SendFormAsync(leave);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther);
        answer.Headers.ShouldContain("Set-Cookie");
        await OutAsync(browser);
    }

    [Fact]
    public async Task Its_owner_sees_their_own_and_ends_them_and_nobody_elses()
    {
        var person = await NewAsync();
        var (one, other) = (await host.BrowserOfAsync(person.Id), await host.BrowserOfAsync(person.Id));
        var strangers = await host.BrowserOfAsync(host.Stranger.Id);
        await strangers.FormAsync();
        var page = (await one.GetAsync("/en/desk/my-account")).Text;
        foreach (var id in await IdsAsync(host.Stranger.Id))
        {
            page.ShouldNotContain(id.ToString());
            (await one.SendFormAsync("/en/desk/my-account/end", ("id", id.ToString()))).Status.ShouldBe(HttpStatusCode.NotFound);
            (await (await AdminAsync()).SendFormAsync("/en/desk/my-account/end", ("id", id.ToString()))).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        (await strangers.GetAsync(Home)).Status.ShouldBe(HttpStatusCode.OK);
        (await other.GetAsync(Home)).Status.ShouldBe(HttpStatusCode.OK);
        var hash = OneTimeKey.Hash(one.Client.DefaultRequestHeaders.GetValues("Cookie").Single().Split('=')[1]);
        var current = await host.PlatformAsync(context => context.Set<Session>().Where(row => row.KeyHash == hash).Select(row => row.Id).SingleAsync());
        // The one that asks comes last.
        foreach (var id in (await IdsAsync(person.Id)).OrderBy(id => id == current))
            (await one.SendFormAsync("/en/desk/my-account/end", ("id", id.ToString()))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await OutAsync(other);
        await OutAsync(one);
    }

    [Fact]
    public async Task It_ends_at_once_when_the_account_is_disabled()
    {
        var person = await NewAsync();
        (await person.Browser.GetAsync(Home)).Status.ShouldBe(HttpStatusCode.OK);
        (await (await AdminAsync()).SendFormAsync("/en/desk/accounts/disable", ("id", person.Id.ToString()), ("sure", "yes"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await OutAsync(person.Browser);
        var back = await host.Open().PostAsync("/en/desk/enter", ("name", person.Name), ("password", DeskHost.Password), ("code", person.Code()));
        back.Status.ShouldBe(HttpStatusCode.Forbidden);
        back.Headers.ShouldNotContain("Set-Cookie");
    }

    [Fact]
    public async Task It_ends_at_once_when_the_organisation_takes_no_part_any_more()
    {
        var person = await NewAsync();
        var organisation = await host.PlatformAsync(context => context.Set<Account>().Where(row => row.Id == person.Id).Select(row => row.OrganisationId).SingleAsync());
        (await person.Browser.GetAsync(Home)).Status.ShouldBe(HttpStatusCode.OK);
        (await (await AdminAsync()).SendFormAsync("/en/desk/organisations/end", ("id", organisation.ToString()), ("sure", "yes"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        await OutAsync(person.Browser);
        (await host.Open().PostAsync("/en/desk/enter", ("name", person.Name), ("password", DeskHost.Password), ("code", person.Code()))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_role_that_was_taken_counts_no_more_and_one_that_was_given_counts_at_once()
    {
        var person = await NewAsync();
        (await person.Browser.GetAsync("/en/desk/submissions")).Status.ShouldBe(HttpStatusCode.OK);
        (await (await AdminAsync()).SendFormAsync("/en/desk/accounts/roles", ("id", person.Id.ToString()), ("role", nameof(DeskRole.Auditor)))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await person.Browser.GetAsync("/en/desk/submissions")).IsNotPermitted.ShouldBeTrue();
        (await person.Browser.GetAsync("/en/desk/agreements")).Status.ShouldBe(HttpStatusCode.OK);
        (await (await AdminAsync()).SendFormAsync("/en/desk/accounts/roles", ("id", person.Id.ToString()))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await person.Browser.GetAsync("/en/desk/agreements")).IsNotPermitted.ShouldBeTrue();
        (await person.Browser.GetAsync(Home)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_must_not_be_done_with_a_browser_left_open_asks_again_after_ten_minutes()
    {
        var asked = 0;
        foreach (var role in StaffedHost.Roles)
        {
            var browser = await host.BrowserOfAsync(host.Staff[role].Id);
            await browser.FormAsync();
            host.Clock.Advance(Duration.FromMinutes(10) + Duration.FromSeconds(1));
            await browser.GetAsync(Home);
            var before = await StoreState.ReadAsync(host);
            foreach (var endpoint in host.Endpoints().Where(endpoint => endpoint.Rule!.NeedsConfirmation && !endpoint.IsApi && endpoint.Permits(role)))
            {
                foreach (var request in await GateOnSqliteTests.RequestsAsync(browser, endpoint, host.Staff[DeskRole.Analyst].Id))
                {
                    var answer = await browser.SendAsync(request);
                    answer.Status.ShouldBe(HttpStatusCode.Forbidden, endpoint.ToString());
                    if (answer.Text.Length > 0)
                        answer.Html.QuerySelector("main form input[name=password]").ShouldNotBeNull(endpoint.ToString());
                    asked++;
                }
            }

            (await StoreState.ReadAsync(host)).ShouldBe(before, role.ToString());
        }

        asked.ShouldBeGreaterThan(50);
    }

    [Fact]
    public async Task Whoever_shows_again_who_they_are_may_go_on_and_nobody_in_their_place()
    {
        var person = await NewAsync(DeskRole.DataOfficer);
        var other = await NewAsync();
        host.Clock.Advance(Duration.FromMinutes(11));
        Task<Answer> TryAsync() => person.Browser.SendFormAsync("/en/desk/my-account/token", ("token-name", "x"), ("scope", nameof(Entitlement.ReadMerges)), ("days", "1"));
        (await TryAsync()).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await person.Browser.SendFormAsync("/en/desk/confirm", ("password", "not the password at all"), ("code", Totp.At(person.Shared, 0)))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await person.Browser.SendFormAsync("/en/desk/confirm", ("name", other.Name), ("password", DeskHost.Password), ("code", other.Code()))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await TryAsync()).Status.ShouldBe(HttpStatusCode.Forbidden);
        var shown = await person.Browser.SendFormAsync("/en/desk/confirm", ("password", DeskHost.Password), ("code", person.Code()), ("back", "https://elsewhere.example/en/desk"));
        shown.Status.ShouldBe(HttpStatusCode.SeeOther);
        shown.Location!.ShouldStartWith("/en/desk");
        (await TryAsync()).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("//elsewhere.example"), InlineData("https://elsewhere.example"), InlineData("/\\elsewhere.example"), InlineData("/en/desk/../../x"), InlineData("/en/desk\r\nSet-Cookie: a=b"), InlineData("javascript:alert(1)"), InlineData("/en/deskelsewhere")]
    public async Task Nobody_is_sent_elsewhere(string back)
    {
        var person = await NewAsync();
        var shown = await person.Browser.SendFormAsync("/en/desk/confirm", ("password", DeskHost.Password), ("code", person.Code()), ("back", back));
        shown.Status.ShouldBe(HttpStatusCode.SeeOther);
        shown.Location.ShouldBe("/en/desk?said=confirmed");
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        var person = await NewAsync();
        var answer = await host.Open().PostAsync("/en/desk/enter", ("name", person.Name.ToUpperInvariant()), ("password", DeskHost.Password), ("code", person.Code()));
        answer.Status.ShouldBe(HttpStatusCode.SeeOther);
        foreach (var part in new[] { "amparo-desk=", "httponly", "samesite=strict", "path=/" })
            answer.Headers.ShouldContain(part, Case.Insensitive);
        answer.Headers.ShouldNotContain("expires", Case.Insensitive);
        answer.Headers.ShouldContain("no-store");
    }

    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.7"), InlineData("Forwarded", "for=192.0.2.7"), InlineData("Via", "1.1 proxy"), InlineData("X-Forwarded-Proto", "https"), InlineData("X-Real-IP", "127.0.0.1")]
    public async Task Through_a_proxy_in_clear_nobody_comes_in(string header, string value)
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        foreach (var path in new[] { "/en/desk", "/EN/DESK", "/es/mesa/entrar", "/api/v1/x" })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.TryAddWithoutValidation(header, value);
            var answer = await browser.SendAsync(request);
            (answer.Status, answer.Text).ShouldBe((HttpStatusCode.Forbidden, ""), path);
        }
    }

    [Fact]
    public async Task From_another_machine_in_clear_nobody_comes_in()
    {
        foreach (var path in new[] { "/en/desk/enter", "/es/mesa", "/api/v1/x" })
        {
            var answer = await host.Server.SendAsync(context =>
            {
                context.Request.Path = path;
                context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");
            }, TestContext.Current.CancellationToken);
            answer.Response.StatusCode.ShouldBe(403, path);
        }
    }

    private Task<List<Guid>> IdsAsync(Guid account) =>
        host.PlatformAsync(context => context.Set<Session>().Where(row => row.AccountId == account && row.EndedAt == null).Select(row => row.Id).ToListAsync());
}
