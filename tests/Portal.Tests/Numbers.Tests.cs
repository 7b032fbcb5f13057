using System.Globalization;
using System.Net;
using System.Text.Json;
using Amparo.Portal.Tests.Samples;

namespace Amparo.Portal.Tests;

public sealed class NumbersTests(PublishedHost host) : IClassFixture<PublishedHost>
{
    // UNODC, extract of 30 May 2023: Guatemala 2021 = 425.
    [Fact]
    public async Task A_figure_on_a_page_leads_to_what_it_is_and_where_from()
    {
        var link = (await host.PageAsync("/es/paises/gt")).QuerySelector("#official ~ dl .amparo-key-figure__answer")!.GetAttribute("href")!;
        var page = await host.PageAsync(link);
        page.QuerySelector(".amparo-key-figure__value")!.TextContent.ShouldBe("425");
        var text = page.QuerySelector("main")!.TextContent;
        text.ShouldContain("glotip-detected-victims|country=GT|year=2021");
        text.ShouldContain("Guatemala");
        text.ShouldContain("UNODC");
        page.QuerySelector("meta[name=robots]")!.GetAttribute("content").ShouldBe("noindex");
    }

    [Fact]
    public async Task The_short_address_on_paper_leads_there_in_the_readers_language()
    {
        var link = (await host.PageAsync("/es/paises/gt")).QuerySelector(".amparo-key-figure__answer")!.GetAttribute("href")!;
        var code = link[(link.LastIndexOf('/') + 1)..];
        code.Length.ShouldBe(10);
        var request = new HttpRequestMessage(HttpMethod.Get, $"/n/{code.ToUpperInvariant()}?r=2");
        request.Headers.Add("Accept-Language", "ht");
        var answer = await host.Client().SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.OriginalString.ShouldBe($"/ht/chif/{code}?r=2");
        (await host.PageAsync($"/ht/chif/{code}?r=2")).DocumentElement.GetAttribute("lang").ShouldBe("ht");
    }

    // UNODC, the nine countries of 2020: 0-4, 51, 195, 38, 439, 67, 824, 0-4, 24. Women of 2019: Belize 0-4, Costa Rica 37, Panama 27, El Salvador 46; the Dominican
    // Republic twice and differently, so not at all.
    [Theory]
    [InlineData("glotip-detected-victims|country=_T|year=2020", "1638 a 1646")]
    [InlineData("glotip-detected-victims-sex|country=_T|year=2019|sex=female", "110 a 114")]
    public async Task A_total_that_the_source_does_not_give_is_said_to_be_a_sum(string place, string sum)
    {
        var page = await host.PageAsync($"/es/cifras/{CodeOf(place)}");
        page.QuerySelector(".amparo-key-figure__value")!.TextContent.ShouldBe(sum);
        page.QuerySelector("main")!.TextContent.ShouldContain("La fuente no da este total");
        page.QuerySelector("main")!.TextContent.ShouldContain(place);
    }

    [Fact]
    public async Task A_sum_over_countries_of_which_one_is_withheld_is_not_made_where_the_total_is()
    {
        // The total of records already counted is withheld with the small ones: no sum of the others stands in for it.
        var page = await host.PageAsync($"/es/cifras/{CodeOf("repeated-records|country=_T")}");
        page.QuerySelector(".amparo-key-figure__value")!.TextContent.ShouldNotBe("");
        page.QuerySelector("main")!.TextContent.ShouldNotContain("La fuente no da este total");
    }

    // Base32 of the hash, worked out by way of a number and not of bits.
    internal static string CodeOf(string place)
    {
        var number = new System.Numerics.BigInteger(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(place)), isUnsigned: true, isBigEndian: true) >> (256 - 50);
        var letters = new char[10];
        for (var at = 9; at >= 0; at--, number >>= 5)
            letters[at] = "abcdefghijklmnopqrstuvwxyz234567"[(int)(number & 31)];
        return new string(letters);
    }

    [Theory]
    [InlineData("/n/aaaaaaaaaa")]
    [InlineData("/n/..%2F..%2Fetc")]
    [InlineData("/n/1")]
    public async Task A_code_that_no_table_knows_is_answered_with_a_page_that_helps(string path)
    {
        var moved = await host.Client().GetAsync(path, TestContext.Current.CancellationToken);
        var answer = await host.Client().GetAsync(moved.Headers.Location, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("Ninguna tabla publicada tiene esa cifra");
    }

    [Theory]
    [InlineData("/es/paises/gt", "official-by-year")]
    [InlineData("/es/region", "official-map")]
    [InlineData("/en/indicators/glotip-detected-victims", "by-country")]
    [InlineData("/fr/themes/children", "demonstration-children")]
    [InlineData("/es/comparar?country=gt&country=hn&year=2019", "compared-rates")]
    public async Task A_chart_its_table_its_files_and_the_pages_file_say_the_same(string path, string figure)
    {
        var (page, query) = path.Split('?') is [var before, var asked] ? (before, "?" + asked) : (path, "");
        var shown = await host.PageAsync(path);
        shown.QuerySelector($"figure#{figure} svg")!.GetAttribute("role").ShouldBe("img");

        var one = JsonDocument.Parse(await host.Client().GetStringAsync($"{page}/{figure}.json{query}", TestContext.Current.CancellationToken)).RootElement.GetProperty("figures")[0];
        var all = JsonDocument.Parse(await host.Client().GetStringAsync($"{page}.json{query}", TestContext.Current.CancellationToken)).RootElement.GetProperty("figures");
        var among = all.EnumerateArray().Single(unit => unit.GetProperty("id").GetString() == figure);
        JsonElement.DeepEquals(one, among).ShouldBeTrue();
        one.GetProperty("headline").GetString().ShouldBe(shown.QuerySelector($"figure#{figure} .amparo-figure__headline")!.TextContent);

        var cells = one.GetProperty("cells").EnumerateArray().Select(Cell).ToList();
        var lines = (await host.Client().GetStringAsync($"{page}.csv{query}", TestContext.Current.CancellationToken)).Split("\r\n").Where(line => line.StartsWith(figure + ",", StringComparison.Ordinal));
        lines.Select(line => string.Join(',', line[(figure.Length + 1)..].Split(',')[..5])).ShouldBe(cells);
        // The table of the page has a cell for each, and the figure's own CSV a line.
        shown.QuerySelectorAll($"figure#{figure} tbody td").Length.ShouldBe(cells.Count);
        (await host.Client().GetStringAsync($"{page}/{figure}.csv{query}", TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(cells.Count + 1);
        (await host.Client().GetStringAsync($"{page}/{figure}.svg{query}", TestContext.Current.CancellationToken)).ShouldStartWith("<svg");
    }

    [Theory]
    [InlineData("/es/paises/gt/official-by-year.exe")]
    [InlineData("/es/region.pdfx")]
    [InlineData("/es/paises/gt.xml")]
    [InlineData("/es/indicadores/population/by-country.svgz")]
    public async Task Another_format_is_answered_with_those_that_exist(string path)
    {
        var answer = await host.Client().GetAsync(path, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("csv, json, svg y png");
    }

    [Fact]
    public async Task The_map_of_silences_says_what_is_missing_and_since_when()
    {
        var page = await host.PageAsync("/es/silencios");
        var row = page.QuerySelectorAll("tbody tr").First(line => line.QuerySelector("th a")!.GetAttribute("href") == "/es/indicadores/glotip-detected-victims");
        var cells = row.QuerySelectorAll("td").Select(cell => cell.TextContent).ToList();
        cells.Count.ShouldBe(9);
        // UNODC: Honduras has nothing before 2012 nor after 2020; El Salvador every year from 2007 to 2021.
        cells[5].ShouldContain("falta desde 2021");
        cells[5].ShouldContain("falta antes de 2012");
        cells[3].ShouldBe("2007–2021");
    }

    private static string Cell(JsonElement cell) => string.Join(',', cell.GetProperty("row").GetString(), cell.GetProperty("series").GetString(), cell.GetProperty("kind").GetString(), Bound(cell, "low"), Bound(cell, "high"));

    private static string Bound(JsonElement cell, string name) =>
        cell.TryGetProperty(name, out var bound) ? bound.GetDecimal().ToString("0.############################", CultureInfo.InvariantCulture) : "";
}
