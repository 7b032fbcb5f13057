using System.Net;
using System.Text.Json;
using Amparo.Portal.Tests.Samples;

namespace Amparo.Portal.Tests;

public sealed class HealthTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sound_store_is_healthy_and_names_its_last_release()
    {
        await using var host = new PublishedHost();
        var answer = await host.Client().GetAsync("/health", Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var health = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
        health.RootElement.GetProperty("status").GetString().ShouldBe("healthy");
        health.RootElement.GetProperty("store").GetString().ShouldBe("ok");
        health.RootElement.GetProperty("ledger").GetProperty("verified").GetBoolean().ShouldBeTrue();
        health.RootElement.GetProperty("lastRelease").GetString().ShouldBe("2026-11-23T09:00:00Z");
    }

    [Fact]
    public async Task A_damaged_store_is_unhealthy_and_its_pages_show_no_figure()
    {
        await using var host = new PublishedHost();
        (await host.Client().GetAsync("/health", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var file in Directory.GetFiles(host.DataFolder, "amparo.db*"))
            await File.WriteAllTextAsync(file, new string('x', 65_536), Cancel);

        var health = await host.Client().GetAsync("/health", Cancel);
        health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await health.Content.ReadAsStringAsync(Cancel)).ShouldContain("\"unhealthy\"");

        var page = await host.Client().GetAsync("/en/countries/gt", Cancel);
        page.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        page.Headers.ETag.ShouldBeNull();
        page.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
        var text = await page.Content.ReadAsStringAsync(Cancel);
        text.ShouldContain("We cannot show the figures right now");
        text.ShouldNotContain("<figure");
    }

    [Fact]
    public async Task A_store_without_releases_is_healthy_and_its_home_page_says_so()
    {
        await using var host = new EmptyHost();
        (await host.Client().GetStringAsync("/health", Cancel)).ShouldContain("\"entries\":0");
        var home = await host.PageAsync("/es");
        home.Body!.TextContent.ShouldContain("Todavía no se ha publicado ninguna cifra");
        // Nothing here is invented, so nothing says that it is.
        home.QuerySelector(".govuk-phase-banner").ShouldBeNull();
        home.QuerySelectorAll("figure").ShouldBeEmpty();
        (await host.Client().GetAsync("/es/paises/gt", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.Client().GetAsync("/es/sobre-los-datos", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
