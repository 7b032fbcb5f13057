using System.Net;
using System.Text.Json;
using Amparo.Contracts.Portal;
using Amparo.Portal.Tests.Samples;
using Amparo.Publication;
using Amparo.Stores;
using Amparo.TestSupport;

namespace Amparo.Portal.Tests.Releases;

/// <summary>What readers see of a desk's work, through the real host and without a restart.</summary>
public sealed class DeskPagesTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_table_appears_is_revised_and_is_withdrawn_on_every_host(StoreKind kind)
    {
        await using var store = await TestStore.CreateServedAsync(kind);
        SampleReleases.Write(store.DataFolder);
        await using var host = new DeskHost(store);
        await using var other = new DeskHost(store);
        await StatusAsync(other, $"/en/indicators/{Desk.Official}", HttpStatusCode.NotFound);

        var first = (await host.Publications.PublishAsync(Guid.NewGuid(), Desk.Figures(1234, 3702), Cancel)).Value.Tables[0];
        var number = await NumberAsync(host);
        foreach (var reading in new[] { host, other })
        {
            (await TextAsync(reading, $"/es/indicadores/{Desk.Official}")).ShouldContain("1234");
            (await TextAsync(reading, $"/data/{Desk.Official}.csv")).ShouldContain("1234");
            (await TextAsync(reading, $"/es/cifras/{number}")).ShouldContain("1234");
            (await TextAsync(reading, "/en/releases")).ShouldContain(first.ContentHash);
        }

        var second = (await host.Publications.PublishAsync(Guid.NewGuid(), Desk.Figures(1301, 3702), Cancel)).Value.Tables[0];
        second.Sequence.ShouldBeGreaterThan(first.Sequence);
        foreach (var reading in new[] { host, other })
        {
            (await TextAsync(reading, $"/data/{Desk.Official}.csv")).ShouldContain("1301");
            (await TextAsync(reading, Version(second))).ShouldContain("1301");
            // Whoever has cited version one still finds it.
            (await TextAsync(reading, Version(first))).ShouldContain("1234");
            (await TextAsync(reading, $"/es/cifras/{number}?r={first.Sequence}")).ShouldContain("1234");
        }

        await host.Publications.WithdrawAsync(Guid.NewGuid(), new(Desk.Official, second.Sequence, WithdrawalReason.RiskToPersons), Cancel);
        foreach (var reading in new[] { host, other })
        {
            foreach (var gone in new[]
            {
                $"/en/indicators/{Desk.Official}", $"/en/indicators/{Desk.Official}.csv", $"/en/indicators/{Desk.Share}", $"/data/{Desk.Official}.csv",
                $"/data/{Desk.Official}/datapackage.json", Version(second), $"/en/numbers/{number}",
            })
            {
                var text = await StatusAsync(reading, gone, HttpStatusCode.Gone);
                text.ShouldNotContain("1301");
                text.ShouldNotContain("1234");
            }

            (await TextAsync(reading, Version(first))).ShouldContain("1234");
            foreach (var page in new[] { "/en", "/en/indicators", "/en/data", "/data/catalogue.jsonld", "/api/openapi.json" })
                (await TextAsync(reading, page)).ShouldNotContain($"{Desk.Official}\"");
            var releases = await reading.PageAsync("/en/releases");
            releases.QuerySelector($"section[aria-labelledby={Desk.Official}]").ShouldBeNull();
            var withdrawn = releases.QuerySelector("section[aria-labelledby=withdrawn]")!.TextContent;
            withdrawn.ShouldContain($"Release {second.Sequence} of the table “{Desk.Official}” was withdrawn");
            withdrawn.ShouldContain($"of the table “{Desk.Share}” was worked out from release {second.Sequence}");
            withdrawn.ShouldContain("put persons at risk");
        }

        using var versions = JsonDocument.Parse(await TextAsync(host, $"/data/{Desk.Official}/versions.json"));
        var listed = versions.RootElement.GetProperty("versions").EnumerateArray().ToList();
        listed.Select(version => version.TryGetProperty("csv", out _)).ShouldBe([true, false]);
        listed[1].GetProperty("reason").GetString().ShouldBe("risk-to-persons");
        listed.ShouldAllBe(version => !version.GetProperty("current").GetBoolean());

        // A new release takes the place; the withdrawn one stays so.
        await host.Publications.PublishAsync(Guid.NewGuid(), Desk.Figures(1302, 3702), Cancel);
        (await TextAsync(other, $"/es/indicadores/{Desk.Official}")).ShouldContain("1302");
        await StatusAsync(other, Version(second), HttpStatusCode.Gone);
        var printed = (await other.PageAsync($"/en/numbers/{number}?r={second.Sequence}")).QuerySelector("main")!.TextContent;
        printed.ShouldContain("was withdrawn");
        printed.ShouldNotContain("1301");
    }

    [Fact]
    public async Task A_withdrawn_address_says_so_in_four_languages()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        SampleReleases.Write(store.DataFolder);
        await using var host = new DeskHost(store);
        var table = (await host.Publications.PublishAsync(Guid.NewGuid(), Desk.Figures(1234, 3702), Cancel)).Value.Tables[0];
        await host.Publications.WithdrawAsync(Guid.NewGuid(), new(Desk.Official, table.Sequence, WithdrawalReason.WrongFigures), Cancel);

        foreach (var (language, words, reason, page) in new[]
        {
            ("es", "se retiró el", "sus cifras tienen errores", "/es/indicadores/"),
            ("en", "was withdrawn on", "its figures are wrong", "/en/indicators/"),
            ("fr", "a été retirée le", "ses chiffres sont erronés", "/fr/indicateurs/"),
            ("ht", "Yo retire piblikasyon", "chif li yo gen erè", "/ht/endikate/"),
        })
        {
            foreach (var address in new[] { $"{Version(table)}?language={language}", $"{page}{Desk.Official}" })
            {
                var answer = await host.Client().GetAsync(address, Cancel);
                answer.StatusCode.ShouldBe(HttpStatusCode.Gone, address);
                answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
                var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
                text.ShouldContain($"lang=\"{language}\"");
                text.ShouldContain(words);
                text.ShouldContain(reason);
                text.ShouldContain(Desk.Official);
            }
        }
    }

    [Fact]
    public async Task A_copy_that_a_browser_holds_is_not_confirmed_after_a_withdrawal()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        await using var host = new DeskHost(store);
        var table = (await host.Publications.PublishAsync(Guid.NewGuid(), Desk.Figures(1234, 3702), Cancel)).Value.Tables[0];
        var held = (await host.Client().GetAsync(Version(table), Cancel)).Headers.ETag!;
        (await AskAgainAsync()).ShouldBe(HttpStatusCode.NotModified);
        await host.Publications.WithdrawAsync(Guid.NewGuid(), new(Desk.Official, table.Sequence, WithdrawalReason.Other), Cancel);
        (await AskAgainAsync()).ShouldBe(HttpStatusCode.Gone);

        async Task<HttpStatusCode> AskAgainAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, Version(table));
            request.Headers.IfNoneMatch.Add(held);
            return (await host.Client().SendAsync(request, Cancel)).StatusCode;
        }
    }

    [Fact]
    public async Task A_withdrawn_file_of_records_cannot_be_downloaded()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        await using var host = new DeskHost(store);
        var file = (await host.Publications.PublishAsync(Guid.NewGuid(), Desk.Anonymous, Cancel)).Value.Tables[0];
        (await TextAsync(host, $"/en/open-data/{Desk.Records}.csv")).ShouldStartWith("country,sex");
        await host.Publications.WithdrawAsync(Guid.NewGuid(), new(Desk.Records, file.Sequence, WithdrawalReason.AgreementEnded), Cancel);
        await StatusAsync(host, $"/en/open-data/{Desk.Records}.csv", HttpStatusCode.Gone);
        (await TextAsync(host, "/en/open-data")).ShouldNotContain($"{Desk.Records}.csv");
    }

    [Fact]
    public async Task The_host_has_the_tables_of_all_modules()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        await using var host = new DeskHost(store);
        await TextAsync(host, "/en");
        (await store.ExecuteAsync("SELECT count(DISTINCT module) FROM amparo_migration WHERE module IN ('portal', 'platform')")).ShouldBe(2L);
    }

    private static string Version(PublishedRelease table) => $"/data/{table.Subject}/v{table.Sequence}.csv";

    private static async Task<string> NumberAsync(DeskHost host) => FigureAddress.CodeOf(
        (await host.Publications.StandingAsync(Cancel)).Value.Cubes[Desk.Official],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["country"] = "GT" });

    private static Task<string> TextAsync(DeskHost host, string address) => StatusAsync(host, address, HttpStatusCode.OK);

    private static async Task<string> StatusAsync(DeskHost host, string address, HttpStatusCode expected)
    {
        var answer = await host.Client().GetAsync(address, Cancel);
        answer.StatusCode.ShouldBe(expected, address);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
