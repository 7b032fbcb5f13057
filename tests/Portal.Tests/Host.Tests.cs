using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Amparo.Portal.Tests.Samples;
using Amparo.TestSupport;

namespace Amparo.Portal.Tests;

public sealed class HostTests : IDisposable
{
    private const string Spanish = "es_GT.UTF-8";
    private const string English = "en_US.UTF-8";
    private const string Planted = "juana-perez-1984";

    private readonly string _data = Directory.CreateTempSubdirectory("amparo-host-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Logs_say_what_the_service_did_and_nothing_about_who_asked()
    {
        SampleReleases.Write(_data);
        await using var host = await HostProcess.StartAsync(_data);
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(Planted);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.77");
        client.DefaultRequestHeaders.Add("Referer", $"https://example.org/{Planted}");
        client.DefaultRequestHeaders.Add("Cookie", $"name={Planted}");
        client.DefaultRequestHeaders.Add("traceparent", "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01");
        client.DefaultRequestHeaders.Add("tracestate", $"vendor={Planted}");
        foreach (var path in new[] { "/es", "/es/paises/gt", $"/es/paises/{Planted}", $"/{Planted}", "/health", $"/assets/{Planted}.css" })
            await client.GetAsync($"{path}?name={Planted}", Cancel);
        using var odd = new HttpRequestMessage(new HttpMethod("JUANA"), "/es");
        await client.SendAsync(odd, Cancel);
        (await host.TerminateAsync()).ShouldBe(0);

        var lines = host.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(7);
        host.Errors.ShouldNotContain(Planted, Case.Insensitive);
        host.Errors.ShouldNotContain("juana", Case.Insensitive);
        host.Errors.ShouldNotContain("203.0.113.77");
        host.Errors.ShouldNotContain("127.0.0.1");
        host.Errors.ShouldNotContain("0123456789abcdef");
        using var line = JsonDocument.Parse(lines[1]);
        var state = line.RootElement.GetProperty("State");
        state.GetProperty("Method").GetString().ShouldBe("GET");
        state.GetProperty("Route").GetString().ShouldBe("/es/paises/{code}");
        state.GetProperty("Status").GetInt32().ShouldBe(200);
        state.GetProperty("Milliseconds").GetInt64().ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task The_server_does_not_name_its_make()
    {
        await using var host = await HostProcess.StartAsync(_data);
        using var client = new HttpClient { BaseAddress = host.Address };
        var answer = await client.GetAsync("/es", Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("Server").ShouldBeFalse();
        answer.Headers.Contains("X-Powered-By").ShouldBeFalse();
    }

    // What is missing beside the host counts as empty: it would start, and show no themes.
    [Fact]
    public async Task All_of_the_content_lies_beside_the_host_and_is_shown_from_there()
    {
        var (tree, beside) = (Path.Combine(Repository.Root, "content"), Path.Combine(AppContext.BaseDirectory, "content"));
        string[] Files(string root) => [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal)];
        Files(tree).Except(Files(beside), StringComparer.Ordinal).ShouldBeEmpty();

        SampleReleases.Write(_data);
        await using var host = await HostProcess.StartAsync(_data, "--content", beside);
        using var client = new HttpClient { BaseAddress = host.Address };
        (await client.GetStringAsync("/es/temas", Cancel)).ShouldContain("/es/temas/corridors");
        (await client.GetStringAsync("/es/biblioteca", Cancel)).ShouldContain("amparo-small-counts");
        (await host.TerminateAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a:99999")]
    [InlineData("%%%")]
    [InlineData("xn--999999999")]
    public async Task A_host_that_no_address_can_be_made_of_is_the_askers_mistake(string name)
    {
        await using var host = await HostProcess.StartAsync(_data);
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPAddress.Loopback, host.Address.Port, Cancel);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET /es HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n"), Cancel);
        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync(Cancel)).ShouldStartWith("HTTP/1.1 400 ");
        (await host.TerminateAsync()).ShouldBe(0);
        host.Errors.ShouldNotContain("xception");
    }

    [Theory]
    [InlineData(Spanish, "otro programa usa ya esta dirección")]
    [InlineData(English, "another program is using this address")]
    public async Task A_busy_port_is_one_line_and_code_three(string locale, string words)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://{taken.LocalEndpoint}";
        await RefusesAsync(3, locale, words, "--data", _data, "--urls", address);
    }

    [Theory]
    [InlineData(Spanish, "la carpeta de datos no existe")]
    [InlineData(English, "the data folder does not exist")]
    public Task A_missing_data_folder_is_one_line_and_code_three(string locale, string words) =>
        RefusesAsync(3, locale, words, "--data", Path.Combine(_data, "nowhere"));

    // Nobody, not even root, can make a file in the kernel's view of itself.
    [Fact]
    public Task A_read_only_data_folder_is_one_line_and_code_three() =>
        RefusesAsync(3, English, "STO-003", "--data", "/sys/kernel", "--urls", "http://127.0.0.1:0");

    [Theory]
    [InlineData("--urls", "http://")]
    [InlineData("--urls", "nonsense")]
    [InlineData("--urls", "http://192.0.2.1:5080")]
    public Task An_address_that_cannot_be_opened_is_one_line_and_code_three(string name, string value) =>
        RefusesAsync(3, English, "WEB-002", "--data", _data, name, value);

    [Fact]
    public Task A_missing_content_folder_is_one_line_and_code_three() =>
        RefusesAsync(3, Spanish, "WEB-004", "--data", _data, "--content", _data);

    [Theory]
    [InlineData(Spanish, "no se puede leer")]
    [InlineData(English, "cannot be read")]
    public async Task A_text_that_cannot_be_read_is_one_line_and_code_three(string locale, string words)
    {
        var languages = Directory.CreateDirectory(Path.Combine(_data, "languages")).FullName;
        File.Copy(Path.Combine(SampleReleases.ContentFolder, "languages", "portal.es.yaml"), Path.Combine(languages, "portal.es.yaml"));
        // Permissions hold back nobody where tests run as root; a link to nowhere does.
        File.CreateSymbolicLink(Path.Combine(languages, "portal.en.yaml"), Path.Combine(_data, "nowhere"));
        await RefusesAsync(3, locale, $"WEB-007 {_data}", "--data", _data, "--content", _data);
        await RefusesAsync(3, locale, words, "--data", _data, "--content", _data);
    }

    [Fact]
    public async Task Our_own_variables_win_over_those_of_the_machine_and_arguments_over_both()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DATA"] = Path.Combine(_data, "machine"),
            ["AMPARO_DATA"] = Path.Combine(_data, "ours"),
        };
        (await HostProcess.RefusalAsync(variables)).Said.ShouldContain($"WEB-003 {_data}/ours");
        (await HostProcess.RefusalAsync(variables, "--urls", "http://127.0.0.1:0")).Said.ShouldContain($"WEB-003 {_data}/ours");
        (await HostProcess.RefusalAsync(variables, "--data", Path.Combine(_data, "asked"))).Said.ShouldContain($"WEB-003 {_data}/asked");
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector.example:4317"), InlineData("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "http://192.0.2.7:4318/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "collector.example")]
    public async Task A_collector_elsewhere_is_not_spoken_to_in_clear(string variable, string address)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = address };

        var said = (await HostProcess.RefusalAsync(variables, "--data", _data)).Said;

        said.ShouldContain($"WEB-009 {variable}");
        said.ShouldNotContain(address);
    }

    [Fact]
    public async Task Why_a_page_was_not_drawn_stands_in_the_log_and_nothing_of_the_page()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The browser that fails is a script of a Unix shell.");
            return;
        }

        SampleReleases.Write(_data);
        var browser = Path.Combine(_data, "chromium");
        await File.WriteAllTextAsync(browser, $"#!/bin/sh\necho {Planted} >&2\nexit 7\n", Cancel);
        File.SetUnixFileMode(browser, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await using var host = await HostProcess.StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["AMPARO_CHROMIUM"] = browser }, _data);
        using var client = new HttpClient { BaseAddress = host.Address };

        var answer = await client.GetAsync("/es/paises/gt.pdf", Cancel);
        (await host.TerminateAsync()).ShouldBe(0);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var told = host.Errors.Split('\n').Single(line => line.Contains("REN-", StringComparison.Ordinal));
        told.ShouldContain("REN-003 pdf (7)");
        told.ShouldContain("Warning");
        host.Errors.ShouldNotContain(Planted, Case.Insensitive);
    }

    [Fact]
    public Task An_unreadable_connection_string_is_one_line_and_code_three() =>
        RefusesAsync(3, Spanish, "STO-001", "--data", _data, "--postgres", "nonsense");

    [Fact]
    public async Task A_ledger_that_somebody_changed_is_one_line_and_code_three()
    {
        SampleReleases.Write(_data);
        var ledger = Path.Combine(_data, "ledger.jsonl");
        await File.WriteAllTextAsync(
            ledger, (await File.ReadAllTextAsync(ledger, Cancel)).Replace("threshold 10", "threshold 02", StringComparison.Ordinal), Cancel);
        await RefusesAsync(3, Spanish, "PRV-001", "--data", _data, "--urls", "http://127.0.0.1:0");
    }

    [Theory]
    [InlineData("--dta", "x")]
    [InlineData("--data")]
    [InlineData("serve")]
    public Task Wrong_arguments_are_one_line_and_code_two(params string[] args) => RefusesAsync(2, Spanish, "WEB-005", args);

    private static async Task RefusesAsync(int code, string locale, string words, params string[] args)
    {
        var refusal = await HostProcess.RefusalAsync(locale, args);
        refusal.Said.Trim().Split('\n').Length.ShouldBe(1, refusal.Said);
        refusal.Said.ShouldContain(words);
        refusal.Code.ShouldBe(code);
    }
}
