using System.Net;
using Amparo.TestSupport;
using Amparo.Web.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Behind a proxy that ends TLS the desk answers; the word of anybody else is worth nothing.</summary>
public sealed class ProxiesTests(ProxiesTests.ProxiedHost host) : IClassFixture<ProxiesTests.ProxiedHost>
{
    private const string Enter = "/en/desk/enter";

    public sealed class ProxiedHost : StaffedHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("proxy", "192.0.2.1; 198.51.100.0/24; fc00::/7; 2001:db8::/33");
        }
    }

    private Task<HttpContext> AskAsync(string peer, Action<HttpRequest> shape) => host.Server.SendAsync(context =>
    {
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        (context.Request.Method, context.Request.Path, context.Request.Host) = ("GET", Enter, new("desk.example"));
        shape(context.Request);
    }, TestContext.Current.CancellationToken);

    private static void Says(HttpRequest request, string asker, string scheme) =>
        (request.Headers["X-Forwarded-For"], request.Headers["X-Forwarded-Proto"]) = (asker, scheme);

    [Theory]
    [InlineData("192.0.2.1"), InlineData("198.51.100.77"), InlineData("::ffff:192.0.2.1")]
    public async Task A_known_proxy_is_believed(string proxy)
    {
        var answer = await AskAsync(proxy, request => Says(request, "203.0.113.9", "https"));
        answer.Response.StatusCode.ShouldBe(200);
        answer.Request.Scheme.ShouldBe("https");
        answer.Connection.RemoteIpAddress!.ToString().ShouldBe("203.0.113.9");
    }

    [Theory]
    [InlineData("203.0.113.66"), InlineData("192.0.2.2"), InlineData("127.0.0.1"), InlineData("::1"), InlineData("::ffff:1.2.3.4")]
    public async Task Whoever_is_not_named_is_not(string peer)
    {
        var answer = await AskAsync(peer, request => Says(request, "127.0.0.1", "https"));
        answer.Response.StatusCode.ShouldBe(403);
        answer.Request.Scheme.ShouldBe("http");
        answer.Connection.RemoteIpAddress!.ToString().ShouldBe(peer.Replace("::ffff:", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http", "203.0.113.9"), InlineData("http", "127.0.0.1"), InlineData("https, http", "127.0.0.1"), InlineData("", "127.0.0.1"), InlineData("ftp", "127.0.0.1")]
    public async Task Through_a_known_proxy_in_clear_nobody_comes_in_wherever_they_say_they_are(string scheme, string asker) =>
        (await AskAsync("192.0.2.1", request => Says(request, asker, scheme))).Response.StatusCode.ShouldBe(403);

    [Fact]
    public async Task What_the_asker_wrote_before_the_proxy_counts_for_nothing()
    {
        // The proxy adds what it sees at the end: the rest is the asker's own invention, another proxy's address in it too.
        var answer = await AskAsync("192.0.2.1", request => Says(request, "127.0.0.1, 198.51.100.5, 203.0.113.9", "https"));
        answer.Connection.RemoteIpAddress!.ToString().ShouldBe("203.0.113.9");
        answer = await AskAsync("192.0.2.1", request => Says(request, "127.0.0.1, 203.0.113.9, 198.51.100.5", "https"));
        answer.Connection.RemoteIpAddress!.ToString().ShouldBe("203.0.113.9");
        // A proxy that listens for both kinds of addresses may write those of the older one so: no network of the newer kind holds them.
        foreach (var asker in new[] { "::ffff:203.0.113.9", "[::FFFF:203.0.113.9]:4711", "::ffff:203.0.113.9, ::ffff:198.51.100.5" })
        {
            answer = await AskAsync("192.0.2.1", request => Says(request, $"127.0.0.1, {asker}", asker.Contains(',', StringComparison.Ordinal) ? "https, https, https" : "https, https"));
            answer.Connection.RemoteIpAddress!.ToString().ShouldBe("203.0.113.9", asker);
        }
    }

    [Fact]
    public async Task The_host_that_was_asked_for_is_never_taken_from_a_header()
    {
        var answer = await AskAsync("192.0.2.1", request =>
        {
            Says(request, "203.0.113.9", "https");
            request.Headers["X-Forwarded-Host"] = "evil.example";
        });
        answer.Request.Host.Host.ShouldBe("desk.example");
    }

    [Fact]
    public async Task The_cookie_keeps_to_TLS_and_to_this_host()
    {
        var person = await host.InviteAsync(new("", "", await host.BrowserOfAsync(host.Admin.Id)), "by.proxy", host.AgencyA, Platform.Accounts.DeskRole.AgencyOfficer);
        using var form = Browser.Fields(("name", person.Name), ("password", DeskHost.Password), ("code", person.Code()));
        var body = await form.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var answer = await AskAsync("192.0.2.1", request =>
        {
            Says(request, "203.0.113.9", "https");
            (request.Method, request.ContentType, request.ContentLength, request.Body) = ("POST", "application/x-www-form-urlencoded", body.Length, new MemoryStream(body));
        });
        answer.Response.StatusCode.ShouldBe(303);
        var cookie = answer.Response.Headers.SetCookie.ToString();
        foreach (var part in new[] { "__Host-amparo-desk=", "secure", "httponly", "samesite=strict", "path=/" })
            cookie.ShouldContain(part, Case.Insensitive);
        cookie.ShouldNotContain("domain", Case.Insensitive);
    }

    [Fact]
    public async Task Attempts_are_counted_by_who_asks_and_not_by_the_proxy()
    {
        async Task<int> TryAsync(string asker) => (await AskAsync("192.0.2.1", request =>
        {
            Says(request, asker, "https");
            (request.Method, request.ContentType, request.ContentLength, request.Body) = ("POST", "application/x-www-form-urlencoded", 5, new MemoryStream("key=x"u8.ToArray()));
            request.Path = "/en/desk/enrol";
        })).Response.StatusCode;
        var statuses = new List<int>();
        for (var time = 0; time < 45; time++)
            statuses.Add(await TryAsync($"{time}.1.1.1, 203.0.113.50"));
        statuses.ShouldContain(429);
        (await TryAsync("203.0.113.51")).ShouldBe(403);
    }

    [Theory]
    [InlineData("10.0.0.5"), InlineData("10.0.0.5;10.1.0.0/16"), InlineData("2001:db8::1, fd00::/8"), InlineData(null), InlineData(" ")]
    public void Addresses_and_networks_are_read(string? text) => KnownProxies.Read(text).Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData("proxy.example", "1"), InlineData("10.0.0.5;x", "2"), InlineData("0.0.0.0/0", "1"), InlineData("::/0", "1"), InlineData("10.0.0.0/33", "1"), InlineData("10.1", "1"), InlineData("*", "1"), InlineData("::ffff:10.0.0.0/104", "1")]
    public void What_is_neither_or_means_everybody_is_refused_by_its_place(string text, string place)
    {
        var read = KnownProxies.Read(text);
        read.Succeeded.ShouldBeFalse();
        read.Problems.Single().ToString().ShouldBe($"WEB-008 {place}");
    }

    [Fact]
    public async Task The_host_as_an_office_runs_it_answers_behind_its_proxy_and_refuses_a_wrong_one()
    {
        var root = Directory.CreateTempSubdirectory("amparo-proxy-").FullName;
        try
        {
            var data = Directory.CreateDirectory(Path.Combine(root, "data")).FullName;
            foreach (var (proxy, status) in new[] { ("127.0.0.1", HttpStatusCode.OK), ("192.0.2.1", HttpStatusCode.Forbidden) })
            {
                await using var process = await HostProcess.StartAsync(data, "--content", Path.Combine(Repository.Root, "content"), "--proxy", proxy);
                using var client = new HttpClient();
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(process.Address, Enter));
                request.Headers.Add("X-Forwarded-For", "203.0.113.9");
                request.Headers.Add("X-Forwarded-Proto", "https");
                (await client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(status, proxy);
            }

            var (code, said) = await HostProcess.RefusalAsync("en_GB.UTF-8", "--data", data, "--proxy", "everybody");
            (code, said.Contains("WEB-008 1: ", StringComparison.Ordinal)).ShouldBe((3, true), said);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
