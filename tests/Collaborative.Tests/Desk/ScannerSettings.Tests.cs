using System.Globalization;
using System.Text.Json;
using Amparo.Collaborative.Submissions;
using Amparo.Stores;
using Amparo.TestSupport;
using Amparo.Web.Scanning;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>How an installation names its scanner, what the host says of one that does not answer, and a desk with the real ClamAV behind it.</summary>
public sealed class ScannerSettingsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("unix:/run/clamav/clamd.ctl"), InlineData("unix:/run/a folder/s"), InlineData("tcp:127.0.0.1:3310"), InlineData("tcp:127.0.0.2:1"), InlineData("tcp:[::1]:3310")]
    public void A_socket_and_a_port_of_this_machine_are_read(string text) => ScannerSettings.Read(text).Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData("clamav"), InlineData("/run/clamav/clamd.ctl"), InlineData("unix:"), InlineData("unix:clamd.ctl"), InlineData("UNIX:/run/s"), InlineData("127.0.0.1:3310"), InlineData("tcp:127.0.0.1")]
    [InlineData("tcp:127.0.0.1:0"), InlineData("tcp:127.0.0.1:99999"), InlineData("tcp:localhost:3310"), InlineData("tcp:scanner.example:3310"), InlineData("tcp:::1"), InlineData("http://127.0.0.1:3310"), InlineData("none")]
    public void What_names_no_scanner_is_refused(string text) => ScannerSettings.Read(text).Problems.ShouldHaveSingleItem().ToString().ShouldBe("WEB-013 scanner");

    [Fact]
    public void A_path_that_the_system_has_no_room_for_is_refused()
    {
        ScannerSettings.Read($"unix:/{new string('x', 106)}").Succeeded.ShouldBeTrue();
        ScannerSettings.Read($"unix:/{new string('x', 107)}").Problems.ShouldHaveSingleItem().Code.ShouldBe("WEB-013");
    }

    [Theory]
    [InlineData("tcp:192.0.2.1:3310"), InlineData("tcp:0.0.0.0:3310"), InlineData("tcp:10.0.0.5:3310"), InlineData("tcp:[2001:db8::1]:3310"), InlineData("tcp:[::]:3310"), InlineData("tcp:[::ffff:127.0.0.1]:3310")]
    public void Another_machines_scanner_is_refused(string text) => ScannerSettings.Read(text).Problems.ShouldHaveSingleItem().ToString().ShouldBe("WEB-014 scanner");

    [Fact]
    public async Task The_host_as_an_office_runs_it_serves_without_its_scanner_and_says_so_once()
    {
        var data = Directory.CreateTempSubdirectory("amparo-scanner-").FullName;
        try
        {
            var socket = Path.Combine(data, "nobody.ctl");
            await using (var process = await HostProcess.StartAsync(data, "--content", Path.Combine(Repository.Root, "content"), "--scanner", $"unix:{socket}"))
            {
                using var client = new HttpClient { BaseAddress = process.Address };
                (await process.SaidAsync("WEB-015")).Split("WEB-015").Length.ShouldBe(2);
                // Readers are served, and no balancer of loads is told otherwise.
                (await client.GetAsync("/es", Cancel)).EnsureSuccessStatusCode();
                (await ScannerAsync(client)).ShouldBe("WEB-015");
                process.Errors.ShouldContain("WEB-015");
                (await process.TerminateAsync()).ShouldBe(0);
            }

            await using (var process = await HostProcess.StartAsync(data, "--content", Path.Combine(Repository.Root, "content")))
            {
                using var client = new HttpClient { BaseAddress = process.Address };
                (await ScannerAsync(client)).ShouldBeNull();
                (await process.TerminateAsync()).ShouldBe(0);
                process.Output.ShouldNotContain("WEB-015");
            }

            var (code, said) = await HostProcess.RefusalAsync("en_GB.UTF-8", "--data", data, "--scanner", "tcp:192.0.2.1:3310");
            (code, said.Contains("WEB-014 scanner: ", StringComparison.Ordinal)).ShouldBe((3, true), said);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task A_scanner_that_stops_and_comes_back_is_noticed()
    {
        await using var host = new ScannedHost();
        await host.InitializeAsync();
        var (watch, client) = (host.Services.GetRequiredService<ScannerWatch>(), host.CreateClient());
        (await ScannerAsync(client)).ShouldBe("ok");

        await host.Scanner.DisposeAsync();
        await watch.LookAsync(Cancel);
        await watch.LookAsync(Cancel);

        (await ScannerAsync(client)).ShouldBe("WEB-015");
        host.Log.Count(line => line.Contains("WEB-015", StringComparison.Ordinal)).ShouldBe(1);
    }

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    [Theory, MemberData(nameof(Kinds))]
    public async Task With_the_real_scanner_harm_is_refused_and_erased_and_an_honest_file_is_checked(StoreKind kind)
    {
        await using var daemon = await Clamd.StartAsync();
        await using var host = new ClamdHost(daemon, kind);
        await host.InitializeAsync();
        (await ScannerAsync(host.CreateClient())).ShouldBe("ok");
        var honest = await host.SendAsync(host.Officer, host.AgreementA);

        var harmful = await host.SendAsync(host.Officer, host.AgreementA, StaffedHost.File.Replace("bourg", Clamd.Pattern, StringComparison.Ordinal), SubmissionState.Refused);
        var large = await host.SendAsync(host.Officer, host.AgreementA, StaffedHost.File + new string('\n', Clamd.LargestFile), SubmissionState.Refused);

        foreach (var (id, code, isKept) in new[] { (honest, null, true), (harmful, CollaborativeProblems.FileInfected, false), (large, CollaborativeProblems.FileBeyondScanner, true) })
        {
            var version = await host.CollaborativeAsync(context => context.Set<SubmissionVersion>().AsNoTracking().SingleAsync(row => row.SubmissionId == id));
            version.ProblemCode.ShouldBe(code);
            (await host.CollaborativeAsync(context => context.Set<Contents.ContentPiece>().AnyAsync(row => row.ContentId == version.Id))).ShouldBe(isKept, code);
            (await host.Officer.Browser.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/en/desk/submissions/{id}"))).Text.ShouldNotContain(Clamd.Name);
        }

        host.Log.ShouldAllBe(line => !line.Contains(Clamd.Name, StringComparison.Ordinal));
    }

    private static async Task<string?> ScannerAsync(HttpClient client)
    {
        var answer = await client.GetAsync("/health", Cancel);
        answer.EnsureSuccessStatusCode();
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("scanner").GetString();
    }

    private sealed class ClamdHost(Clamd daemon, StoreKind kind) : StaffedHost
    {
        protected override StoreKind Kind => kind;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("scanner", $"unix:{daemon.Socket}");
        }
    }
}
