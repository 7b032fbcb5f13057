using System.Net;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Http;
using Amparo.TestSupport;
using Amparo.Web.Http;
using Amparo.Web.Starting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A desk whose accounts are administered from an office, and from this machine, on which it is made.</summary>
public class OfficeHost : StaffedHost
{
    internal const string Proxy = "198.51.100.1";

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("administration-from", "127.0.0.0/8; 192.0.2.0/24, 2001:db8:7::/48");
        builder.UseSetting("proxy", Proxy);
    }

    // Nothing that administrators alone may do is offered to scripts: so that there is something.
    protected override void Map(IEndpointRouteBuilder routes) => DeskGate.Api(
        routes, new(HttpMethods.Get, "/office", DeskRule.May(Entitlement.ManageAccounts)) { Id = "office", Summary = "What is done from the office alone." }, _ => Task.FromResult(Results.NoContent()));
}

/// <summary>The same over PostgreSQL.</summary>
public sealed class OfficePostgresHost : OfficeHost
{
    protected override Amparo.Stores.StoreKind Kind => Amparo.Stores.StoreKind.PostgreSql;
}

/// <summary>From elsewhere nobody administers accounts or opens an emergency; all other work goes on.</summary>
public abstract class AdministrationNetworksTests<THost>(THost host)
    where THost : OfficeHost
{
    private const string Elsewhere = "203.0.113.9";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Over TLS, from an address; behind the proxy where one is asked for, with what the asker wrote before it.
    private async Task<(int Status, string Text)> AskAsync(Browser browser, string path, string from, bool isBehindProxy = false, string body = "")
    {
        var answer = await host.Server.SendAsync(
            context =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse(isBehindProxy ? OfficeHost.Proxy : from);
                (context.Request.Scheme, context.Request.Host, context.Request.Path, context.Request.Method) = ("https", new("desk.example"), path, body.Length > 0 ? "POST" : "GET");
                foreach (var (name, values) in browser.Client.DefaultRequestHeaders)
                    context.Request.Headers[name] = string.Join("; ", values).Replace(DeskGate.Cookie, DeskGate.SecureCookie, StringComparison.Ordinal);
                if (isBehindProxy)
                    (context.Request.Headers["X-Forwarded-For"], context.Request.Headers["X-Forwarded-Proto"]) = ($"127.0.0.1, {from}", "https");
                if (body.Length > 0)
                    (context.Request.ContentType, context.Request.Body) = ("application/x-www-form-urlencoded", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body)));
            },
            Cancel);
        using var reader = new StreamReader(answer.Response.Body);
        return (answer.Response.StatusCode, WebUtility.HtmlDecode(await reader.ReadToEndAsync(Cancel)));
    }

    private Task<Browser> OfAsync(DeskRole role) => host.BrowserOfAsync(host.Staff[role].Id);

    [Theory]
    [InlineData("192.0.2.77", false), InlineData("::ffff:192.0.2.77", false), InlineData("2001:db8:7:1::5", false), InlineData("127.0.0.1", false), InlineData("192.0.2.77", true)]
    public async Task From_the_office_all_roles_hold(string from, bool isBehindProxy)
    {
        (await AskAsync(await OfAsync(DeskRole.Administrator), "/en/desk/accounts", from, isBehindProxy)).Status.ShouldBe(200);
        (await AskAsync(await OfAsync(DeskRole.Emergency), "/en/desk/emergencies", from, isBehindProxy)).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(Elsewhere, false), InlineData("192.0.3.1", false), InlineData("::ffff:203.0.113.9", false), InlineData("2001:db8:8::1", false), InlineData(Elsewhere, true), InlineData(OfficeHost.Proxy, false)]
    public async Task From_elsewhere_nobody_administers_and_the_page_says_why(string from, bool isBehindProxy)
    {
        var administrator = await OfAsync(DeskRole.Administrator);
        foreach (var path in new[] { "/en/desk/accounts", "/en/desk/organisations", "/en/desk/retention" })
        {
            var (status, text) = await AskAsync(administrator, path, from, isBehindProxy);
            (status, text.Contains(PlatformProblems.NotFromHere, StringComparison.Ordinal)).ShouldBe((403, true), path);
        }

        var (home, said) = await AskAsync(administrator, "/es/mesa", from, isBehindProxy);
        (home, said.Contains("no valen todas sus funciones", StringComparison.Ordinal), said.Contains("/es/mesa/cuentas", StringComparison.Ordinal)).ShouldBe((200, true, false));
        // Nobody needs to be asked for a role that is there, and none is named that does not hold.
        (said.Contains("Ninguna función", StringComparison.Ordinal), said.Contains("Sus funciones:", StringComparison.Ordinal)).ShouldBe((false, false));
        (await AskAsync(administrator, "/es/mesa", "192.0.2.77")).Text.ShouldContain("Sus funciones:");
        // What is one's own stays, so that one's own session can be ended from anywhere.
        (await AskAsync(administrator, "/en/desk/my-account", from, isBehindProxy)).Status.ShouldBe(200);
        (await AskAsync(await OfAsync(DeskRole.Emergency), "/en/desk/emergencies", from, isBehindProxy)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_form_sent_from_elsewhere_changes_nothing_and_stands_in_the_trail()
    {
        var administrator = await OfAsync(DeskRole.Administrator);
        var form = await administrator.FormAsync();
        host.Clock.Advance(NodaTime.Duration.FromMinutes(2));
        Task<int> RefusedAsync() => host.PlatformAsync(context => context.Set<AuditLine>().CountAsync(line => line.Act == "access.refused"));
        Task<int> OrganisationsAsync() => host.PlatformAsync(context => context.Set<Organisation>().CountAsync());
        var (refused, organisations) = (await RefusedAsync(), await OrganisationsAsync());
        var body = $"form={form}&name=Office+of+nobody&country=GT&kind=police";
        (await AskAsync(administrator, "/en/desk/organisations", Elsewhere, body: body)).Status.ShouldBe(403);
        (await RefusedAsync(), await OrganisationsAsync()).ShouldBe((refused + 1, organisations));
        (await AskAsync(administrator, "/en/desk/organisations", "192.0.2.1", body: body)).Status.ShouldBe(303);
        (await OrganisationsAsync()).ShouldBe(organisations + 1);
    }

    [Theory]
    [InlineData(DeskRole.DataOfficer, "/en/desk/agreements"), InlineData(DeskRole.AgencyOfficer, "/en/desk/submissions"), InlineData(DeskRole.Auditor, "/en/desk/audit"), InlineData(DeskRole.Approver, "/en/desk/releases")]
    public async Task All_other_work_is_done_from_anywhere(DeskRole role, string path) => (await AskAsync(await OfAsync(role), path, Elsewhere)).Status.ShouldBe(200);

    [Fact]
    public async Task A_key_of_an_administrator_does_nothing_of_an_administrator_from_elsewhere()
    {
        var script = host.Open(keepsCookies: false);
        script.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {await host.KeyOfAsync(host.Admin.Id, [.. Enum.GetValues<Entitlement>()])}");
        (await AskAsync(script, "/api/v1/office", "192.0.2.77")).Status.ShouldBe(204);
        foreach (var isBehindProxy in new[] { false, true })
        {
            var (elsewhere, why) = await AskAsync(script, "/api/v1/office", Elsewhere, isBehindProxy);
            (elsewhere, why.Contains(PlatformProblems.NotFromHere, StringComparison.Ordinal)).ShouldBe((403, true), why);
        }

        // What their role or their key does not let them do anywhere is refused as to whoever lacks it.
        var narrow = host.Open(keepsCookies: false);
        narrow.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {await host.KeyOfAsync(host.Admin.Id, Entitlement.ReadEmergencies)}");
        (await AskAsync(narrow, "/api/v1/office", Elsewhere)).Text.ShouldContain(PlatformProblems.AccessDenied);
        var (status, text) = await AskAsync(script, "/api/v1/agreements", Elsewhere);
        (status, text.Contains(PlatformProblems.AccessDenied, StringComparison.Ordinal)).ShouldBe((403, true));
    }
}

public sealed class AdministrationNetworksOnSqliteTests(OfficeHost host) : AdministrationNetworksTests<OfficeHost>(host), IClassFixture<OfficeHost>;

public sealed class AdministrationNetworksOnPostgresTests(OfficePostgresHost host) : AdministrationNetworksTests<OfficePostgresHost>(host), IClassFixture<OfficePostgresHost>;

/// <summary>How the setting is read.</summary>
public sealed class AdministrationSettingTests
{
    [Theory]
    [InlineData("fc00::/7", "::ffff:1.2.3.4", false), InlineData("2001:db8::/33", "::ffff:1.2.3.4", false), InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true), InlineData("10.0.0.0/8", "::ffff:11.1.2.3", false)]
    [InlineData("fc00::/7", "fd00::1", true), InlineData("2001:db8::/33", "2001:db8:8000::1", false), InlineData("10.0.0.0/8", "10.1.2.3", true)]
    public void An_address_of_the_older_kind_in_the_newer_ones_clothes_is_what_it_is(string network, string from, bool holds)
    {
        var officer = new Officer(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()) { UserName = "", OrganisationName = "", IsConfirmed = true, Roles = [DeskRole.Administrator] };
        var http = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(from) } };
        new AdministrationNetworks([IPNetwork.Parse(network)]).Here(officer, http).Roles.Count.ShouldBe(holds ? 1 : 0);
    }

    [Theory]
    [InlineData("everybody", "1"), InlineData("10.0.0.0/8;x", "2"), InlineData("0.0.0.0/0", "1"), InlineData("::/0", "1"), InlineData("10.1", "1"), InlineData("::ffff:10.0.0.0/104", "1"), InlineData("10.0.0.1;::ffff:10.0.0.1", "2")]
    public void What_is_no_network_or_holds_everybody_is_refused_by_its_place(string text, string place) =>
        Networks.Read(text, WebProblems.AdministrationUnreadable).Problems.ShouldHaveSingleItem().ToString().ShouldBe($"WEB-012 {place}");

    [Fact]
    public async Task The_host_as_an_office_runs_it_refuses_one_that_cannot_be_read_by_argument_and_by_variable()
    {
        var data = Directory.CreateTempSubdirectory("amparo-networks-").FullName;
        try
        {
            var (code, said) = await HostProcess.RefusalAsync("en_GB.UTF-8", "--data", data, "--administration-from", "everybody");
            (code, said.Contains("WEB-012 1: ", StringComparison.Ordinal)).ShouldBe((3, true), said);
            var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["AMPARO_ADMINISTRATION_FROM"] = "10.0.0.1 everybody" };
            (await HostProcess.RefusalAsync(variables, "--data", data)).Said.ShouldContain("WEB-012 2: ");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
