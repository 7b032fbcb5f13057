using System.Net;
using System.Security.Cryptography;
using Amparo.Portal.Tests.Samples;

namespace Amparo.Portal.Tests;

public sealed class OpenDataTests(PublishedHost host) : IClassFixture<PublishedHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/es/datos-abiertos", "Ninguna fila es una persona", "gastado", "Datos inventados")]
    [InlineData("/en/open-data", "No row is a person", "spent", "Invented data")]
    public async Task The_page_says_what_protects_the_rows_and_what_is_left(string path, string kind, string spent, string invented)
    {
        var page = await host.PageAsync(path);
        var text = page.QuerySelector("main")!.TextContent;
        text.ShouldContain(kind);
        text.ShouldContain(invented);
        text.ShouldContain("country, sex, form");
        var values = page.QuerySelectorAll("main dd").Select(value => value.TextContent.Trim()).ToList();
        values.ShouldContain("fit-rows");
        values.ShouldContain("2");
        // A person exchanged for another is known less well protected.
        double.Parse(values[5], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(2);
        values.Where(value => value.Contains(spent, StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("4");
    }

    [Theory]
    [InlineData("/es/datos-abiertos")]
    [InlineData("/en/open-data")]
    public async Task The_rows_are_downloaded_as_they_were_released_and_may_be_kept(string path)
    {
        var page = await host.PageAsync(path);
        var link = page.QuerySelector("main a[download]")!.GetAttribute("href")!;
        using var answer = await host.Client().GetAsync(new Uri(link, UriKind.Relative), Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        answer.Headers.ETag.ShouldNotBeNull();
        answer.Headers.CacheControl!.Public.ShouldBeTrue();
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        page.QuerySelector("main")!.TextContent.ShouldContain(Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public async Task A_file_that_was_never_released_is_not_found()
    {
        using var answer = await host.Client().GetAsync(new Uri("/es/datos-abiertos/nobody.csv", UriKind.Relative), Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/es/sobre-los-datos", "Presupuesto de privacidad gastado", "/es/datos-abiertos")]
    [InlineData("/en/about-the-data", "Privacy budget spent", "/en/open-data")]
    public async Task The_ledger_shows_charges_in_the_readers_words(string path, string charge, string open)
    {
        var page = await host.PageAsync(path);
        var text = page.QuerySelector("main")!.TextContent;
        text.ShouldContain(charge);
        text.ShouldNotContain("one person added or removed");
        text.ShouldNotContain("charge; person");
        page.QuerySelectorAll($"main a[href='{open}']").ShouldHaveSingleItem();
    }
}
