using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Amparo.Portal.Tests.Samples;
using Amparo.TestSupport;
using Amparo.Web.Http;

namespace Amparo.Portal.Tests;

/// <summary>Browsers may say that the content policy was breached; which part of it is all that is kept.</summary>
public sealed class PolicyReportsTests(PublishedHost published) : IClassFixture<PublishedHost>, IDisposable
{
    private const string Planted = "juana-perez-1984";
    private const string Older = "application/csp-report";
    private const string Newer = "application/reports+json";

    // As browsers write them, with all that they add.
    private const string OfOlder = $$$"""
        {"csp-report":{"document-uri":"http://127.0.0.1/es?name={{{Planted}}}","referrer":"https://y.example/{{{Planted}}}","violated-directive":"script-src-elem",
        "effective-directive":"script-src-elem","original-policy":"default-src 'none'; report-uri /policy-reports","disposition":"enforce","blocked-uri":"https://z.example/{{{Planted}}}.js",
        "line-number":1,"source-file":"{{{Planted}}}","status-code":200,"script-sample":"{{{Planted}}}"}}
        """;

    private const string OfNewer = $$$"""
        [{"age":10,"body":{"blockedURL":"https://z.example/{{{Planted}}}","disposition":"enforce","documentURL":"http://127.0.0.1:8080/{{{Planted}}}","effectiveDirective":"img-src",
        "originalPolicy":"default-src 'none'","referrer":"{{{Planted}}}","sample":"{{{Planted}}}","statusCode":200},"type":"csp-violation","url":"http://127.0.0.1:8080/{{{Planted}}}","user_agent":"{{{Planted}}}"},
        {"type":"deprecation","body":{"id":"{{{Planted}}}","effectiveDirective":"font-src"},"url":"{{{Planted}}}"},{"type":"csp-violation","body":{"effectiveDirective":"img-src"}},
        {"type":"csp-violation","body":{"effectiveDirective":"{{{Planted}}}"}}]
        """;

    private readonly string _data = Directory.CreateTempSubdirectory("amparo-reports-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string type, string body, bool tellsLength = true)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/policy-reports?{Planted}") { Content = content };
        request.Headers.TransferEncodingChunked = !tellsLength;
        request.Headers.TryAddWithoutValidation("User-Agent", Planted);
        request.Headers.TryAddWithoutValidation("Referer", $"https://x.example/{Planted}");
        using var answer = await client.SendAsync(request, Cancel);
        (await answer.Content.ReadAsByteArrayAsync(Cancel)).ShouldBeEmpty();
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        return answer.StatusCode;
    }

    private static List<string> Directives(HostProcess host) =>
    [
        .. host.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("State"))
            .Where(state => state.TryGetProperty("Directive", out _)).Select(state => state.GetProperty("Directive").GetString()!),
    ];

    [Fact]
    public async Task The_log_names_the_directive_and_nothing_else_that_was_reported()
    {
        await using var host = await HostProcess.StartAsync(_data);
        using var client = new HttpClient { BaseAddress = host.Address };
        (await SendAsync(client, Older, OfOlder)).ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(client, $"{Newer}; charset=utf-8", OfNewer)).ShouldBe(HttpStatusCode.NoContent);
        // Larger than any report, with its length told and without; a type that any page could make a browser send.
        var large = OfOlder + new string(' ', PolicyReports.LargestReport);
        (await SendAsync(client, Older, large)).ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(client, Older, large, tellsLength: false)).ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(client, "text/plain", OfOlder)).ShouldBe(HttpStatusCode.NoContent);
        (await host.TerminateAsync()).ShouldBe(0);

        Directives(host).ShouldBe(["script-src-elem", "img-src"]);
        host.Errors.ShouldNotContain(Planted);
        host.Errors.ShouldNotContain("example");
        host.Errors.ShouldNotContain("127.0.0.1");
    }

    [Fact]
    public async Task One_network_fills_no_log()
    {
        await using var host = await HostProcess.StartAsync(_data);
        using var client = new HttpClient { BaseAddress = host.Address };
        var statuses = new List<HttpStatusCode>();
        for (var time = 0; time < 3 * PolicyReports.ReportsAMinute; time++)
            statuses.Add(await SendAsync(client, Older, OfOlder));
        (await host.TerminateAsync()).ShouldBe(0);

        statuses.ShouldAllBe(status => status == HttpStatusCode.NoContent);
        // A new minute may begin meanwhile.
        Directives(host).Count.ShouldBeOneOf(PolicyReports.ReportsAMinute, 2 * PolicyReports.ReportsAMinute);
    }

    [Fact]
    public async Task Many_reports_fill_no_log_and_those_of_other_hosts_write_nothing_in_it()
    {
        // All directives in one report, as many times as one network may send it.
        string[] directives =
        [
            "default-src", "script-src", "script-src-elem", "script-src-attr", "style-src", "style-src-elem", "style-src-attr", "img-src", "font-src", "connect-src", "media-src", "object-src", "frame-src",
        ];
        string Of(string page) => JsonSerializer.Serialize(directives.Select(directive => new { type = "csp-violation", body = new { documentURL = page, effectiveDirective = directive } }));
        await using var host = await HostProcess.StartAsync(_data);
        using var client = new HttpClient { BaseAddress = host.Address };
        (await SendAsync(client, Newer, Of("https://elsewhere.example/"))).ShouldBe(HttpStatusCode.NoContent);
        (await SendAsync(client, Older, OfOlder.Replace("//127.0.0.1/", "//elsewhere.example/", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.NoContent);
        for (var time = 2; time < PolicyReports.ReportsAMinute; time++)
            await SendAsync(client, Newer, Of(client.BaseAddress!.ToString()));
        (await host.TerminateAsync()).ShouldBe(0);

        // A new minute may begin meanwhile.
        var written = Directives(host);
        (written.Count - PolicyReports.LinesAMinute).ShouldBeInRange(0, PolicyReports.LinesAMinute);
        written[0].ShouldBe(directives[0]);
        (PolicyReports.ReportsAMinute * directives.Length).ShouldBeGreaterThan(2 * PolicyReports.LinesAMinute);
        host.Errors.ShouldNotContain("example");
    }

    [Theory]
    [InlineData("https://desk.example/es/mesa", true), InlineData("https://DESK.example:8443/", true), InlineData("http://desk.example", true)]
    [InlineData("https://elsewhere.example/?desk.example", false), InlineData("https://desk.example.evil.example/", false), InlineData("https://desk.example@evil.example/", false)]
    [InlineData("about", false), InlineData("about:blank", false), InlineData("data", false), InlineData("", false), InlineData("desk.example", false)]
    public void What_names_a_page_of_another_host_is_dropped(string page, bool isTaken)
    {
        foreach (var report in new object[]
        {
            new Dictionary<string, object> { ["csp-report"] = new Dictionary<string, string> { ["document-uri"] = page, ["effective-directive"] = "img-src" } },
            new[] { new { type = "csp-violation", body = new { documentURL = page, effectiveDirective = "img-src" } } },
        })
            PolicyReports.Breached(JsonSerializer.SerializeToUtf8Bytes(report), "desk.example").Count.ShouldBe(isTaken ? 1 : 0);
    }

    [Theory]
    [InlineData("GET"), InlineData("HEAD"), InlineData("PUT"), InlineData("DELETE"), InlineData("OPTIONS")]
    public async Task By_another_method_it_is_refused_and_no_page_of_another_site_is_let_in(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/policy-reports");
        request.Headers.Add("Origin", "https://elsewhere.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
        using var answer = await published.Client().SendAsync(request, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        answer.Content.Headers.Allow.ShouldBe(["POST"]);
        answer.Headers.ShouldNotContain(header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("""{"csp-report":{"violated-directive":"style-src 'self'"}}""", "style-src"), InlineData("""{"csp-report":{"effective-directive":"frame-ancestors"}}""", "frame-ancestors")]
    [InlineData("""[{"type":"csp-violation","body":{"effectiveDirective":"base-uri"}},{"type":"csp-violation","body":{"effectiveDirective":"form-action"}}]""", "base-uri form-action")]
    [InlineData("""{"csp-report":{"effective-directive":"SCRIPT-SRC"}}""", ""), InlineData("""{"csp-report":{"effective-directive":"script-src\n"}}""", ""), InlineData("""{"csp-report":{"effective-directive":""}}""", "")]
    [InlineData("""{"csp-report":{"effective-directive":1}}""", ""), InlineData("""{"csp-report":{"effective-directive":"\ud800"}}""", ""), InlineData("""{"csp-report":[]}""", ""), InlineData("""[1,null,"x",{},[]]""", "")]
    [InlineData("""[{"type":"csp-violation"}]""", ""), InlineData("""[{"body":{"effectiveDirective":"img-src"}}]""", ""), InlineData("""{"effective-directive":"img-src"}""", "")]
    [InlineData("{", ""), InlineData("", ""), InlineData("null", ""), InlineData("\"script-src\"", "")]
    public void Only_a_name_of_the_closed_list_is_read_out_of_a_report(string report, string directives) =>
        string.Join(' ', PolicyReports.Breached(Encoding.UTF8.GetBytes(report), "desk.example")).ShouldBe(directives);

    [Fact]
    public void A_report_that_is_nested_without_end_is_none() =>
        PolicyReports.Breached(Encoding.UTF8.GetBytes(new string('[', 5_000) + new string(']', 5_000)), "desk.example").ShouldBeEmpty();
}
