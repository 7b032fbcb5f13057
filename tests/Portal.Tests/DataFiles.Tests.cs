using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amparo.Portal.Tests.Releases;
using Amparo.Portal.Tests.Samples;

namespace Amparo.Portal.Tests;

/// <summary>Released tables at addresses for programs.</summary>
public sealed class DataFilesTests(PublishedHost host) : IClassFixture<PublishedHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("glotip-detected-victims.csv", "text/csv; charset=utf-8", "indicator,country,country_name,year,year_name,kind,low,high")]
    [InlineData("glotip-detected-victims.hxl.csv", "text/csv; charset=utf-8", "#indicator+code,#country+code+v_iso2")]
    [InlineData("glotip-detected-victims.csv?hxl=1", "text/csv; charset=utf-8", "#indicator+code,#country+code+v_iso2")]
    [InlineData("glotip-detected-victims.dictionary.csv", "text/csv; charset=utf-8", "column,code,name_es,name_en,name_fr,name_ht")]
    [InlineData("glotip-detected-victims.json", "application/json", "\"format\": \"amparo-table/1\"")]
    [InlineData("glotip-detected-victims.sdmx.csv", "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8", "dataflow,IAEG-SDGs:DF_SDG_GLH(1.12),I,A,G,VC_HTF_DETV,84,_T,_T")]
    [InlineData("glotip-detected-victims-sex.sdmx.csv", "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8", ",VC_HTF_DETV,320,F,_T,")]
    [InlineData("trafficking-laws.csv", "text/csv; charset=utf-8", "country,country_name,fact,fact_name")]
    [InlineData("other-estimates.csv", "text/csv; charset=utf-8", "country,country_name,measure,measure_name,year,value,statement,statement_name")]
    [InlineData("government-actions.csv", "text/csv; charset=utf-8", "country,country_name,kind,kind_name,year,what-es,what-en,what-fr,what-ht,source,address")]
    [InlineData("trafficking-laws.json", "application/json", "\"shape\": \"register\"")]
    [InlineData("estimated-victims.csv", "text/csv; charset=utf-8", "indicator,country,standing,kind,low,high,best")]
    [InlineData("detected-persons.csv", "text/csv; charset=utf-8", "invented")]
    public async Task A_table_is_downloaded_in_each_form(string file, string mediaType, string contains)
    {
        using var answer = await host.Client().GetAsync(new Uri("/data/" + file, UriKind.Relative), Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe(MediaTypeHeaderValue.Parse(mediaType).ToString());
        answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        answer.Content.Headers.ContentDisposition.FileName!.Trim('"').ShouldMatch("^[a-z-]+-v[0-9]+-es\\.[a-z.]+$");
        answer.Headers.ETag.ShouldNotBeNull();
        answer.Headers.CacheControl!.Public.ShouldBeTrue();
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain(contains);
    }

    [Fact]
    public async Task Names_are_in_Spanish_unless_another_open_language_is_asked_for()
    {
        async Task<string> Read(string query) => await host.Client().GetStringAsync(new Uri("/data/glotip-detected-victims.csv" + query, UriKind.Relative), Cancel);
        var spanish = await Read("");
        spanish.ShouldContain("víctimas detectadas");
        (await Read("?language=es")).ShouldBe(spanish);
        (await Read("?language=en")).ShouldContain("detected victims");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/data/glotip-detected-victims.csv", UriKind.Relative));
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var answer = await host.Client().SendAsync(request, Cancel);
        // One address, one file, whoever asks.
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldBe(spanish);
    }

    [Fact]
    public async Task A_workbook_is_a_package_with_the_same_bytes_each_time()
    {
        using var answer = await host.Client().GetAsync(new Uri("/data/glotip-detected-victims-sex.xlsx", UriKind.Relative), Cancel);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Encoding.ASCII.GetString(bytes, 0, 2).ShouldBe("PK");
        (await host.Client().GetByteArrayAsync(new Uri("/data/glotip-detected-victims-sex.xlsx", UriKind.Relative), Cancel)).ShouldBe(bytes);
    }

    [Theory]
    [InlineData("/data/glotip-detected-victims.csv")]
    [InlineData("/data/glotip-detected-victims/datapackage.json")]
    [InlineData("/data/glotip-detected-victims/versions.json")]
    [InlineData("/data/catalogue.jsonld")]
    [InlineData("/api/openapi.json")]
    public async Task Whoever_has_the_newest_is_not_sent_it_again(string path)
    {
        using var first = await host.Client().GetAsync(new Uri(path, UriKind.Relative), Cancel);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await host.Client().SendAsync(request, Cancel);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync(Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/data/nobody.csv")]
    [InlineData("/data/glotip-detected-victims")]
    [InlineData("/data/glotip-detected-victims.exe")]
    [InlineData("/data/glotip-detected-victims.CSV")]
    [InlineData("/data/.csv")]
    [InlineData("/data/population.sdmx.csv")]
    [InlineData("/data/trafficking-laws.sdmx.csv")]
    [InlineData("/data/open-data.csv")]
    [InlineData("/data/glotip-detected-victims.csv?language=xx")]
    [InlineData("/data/glotip-detected-victims.csv?language=de")]
    [InlineData("/data/glotip-detected-victims.csv?language=es&language=en")]
    [InlineData("/data/glotip-detected-victims/v0.csv")]
    [InlineData("/data/glotip-detected-victims/v99.csv")]
    [InlineData("/data/glotip-detected-victims/v99999999999999.csv")]
    [InlineData("/data/glotip-detected-victims/v-1.csv")]
    [InlineData("/data/glotip-detected-victims/latest.csv")]
    [InlineData("/data/nobody/datapackage.json")]
    [InlineData("/data/nobody/versions.json")]
    [InlineData("/data/..%2f..%2fledger.jsonl")]
    [InlineData("/data/%2e%2e/%2e%2e/ledger.jsonl")]
    [InlineData("/data/..%5c..%5cledger.jsonl")]
    [InlineData("/data/glotip-detected-victims/..%2f..%2fledger.jsonl")]
    public async Task What_is_not_there_is_told_with_a_way_on_and_no_trace(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        using var answer = await host.Client().SendAsync(request, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        text.ShouldContain("No encontramos esta página");
        text.ShouldNotContain("   at ");
        text.ShouldNotContain("Exception");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?language=en")]
    public async Task A_data_package_speaks_of_the_bytes_at_the_addresses_beside_it(string query)
    {
        foreach (var table in new[] { "glotip-detected-victims-sex", "trafficking-laws", "estimated-victims", "detected-persons" })
        {
            using var package = JsonDocument.Parse(await host.Client().GetByteArrayAsync(new Uri($"/data/{table}/datapackage.json{query}", UriKind.Relative), Cancel));
            var resources = package.RootElement.GetProperty("resources").EnumerateArray().ToList();
            resources.Count.ShouldBe(table.StartsWith("glotip", StringComparison.Ordinal) ? 6 : 5);
            foreach (var resource in resources)
            {
                var bytes = await host.Client().GetByteArrayAsync(new Uri($"/data/{table}/{resource.GetProperty("path").GetString()}", UriKind.Relative), Cancel);
                bytes.Length.ShouldBe(resource.GetProperty("bytes").GetInt32());
                ("sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes))).ShouldBe(resource.GetProperty("hash").GetString());
            }
        }
    }

    [Fact]
    public async Task Every_address_of_the_catalogue_answers_with_the_media_type_it_says()
    {
        using var catalogue = JsonDocument.Parse(await host.Client().GetByteArrayAsync(new Uri("/data/catalogue.jsonld", UriKind.Relative), Cancel));
        var datasets = catalogue.RootElement.GetProperty("dcat:dataset").EnumerateArray().ToList();
        datasets.Select(dataset => dataset.GetProperty("dct:identifier").GetString()).ShouldBe(
        [
            "detected-form-share", "detected-persons", "estimated-victims", "glotip-convicted", "glotip-convicted-citizenship", "glotip-convicted-form",
            "glotip-detected-children-share", "glotip-detected-victims", "glotip-detected-victims-after-before",
            "glotip-detected-victims-citizenship", "glotip-detected-victims-coverage", "glotip-detected-victims-form", "glotip-detected-victims-form-rate",
            "glotip-detected-victims-rate", "glotip-detected-victims-region", "glotip-detected-victims-sex", "glotip-detected-victims-sex-age", "glotip-justice",
            "glotip-offences", "glotip-prosecuted", "glotip-repatriated-nationals", "glotip-suspects", "government-actions", "other-estimates", "population", "repeated-records", "trafficking-laws",
        ]);
        foreach (var distribution in datasets.SelectMany(dataset => dataset.GetProperty("dcat:distribution").EnumerateArray()))
        {
            using var answer = await host.Client().GetAsync(new Uri(distribution.GetProperty("dcat:downloadURL").GetProperty("@id").GetString()!, UriKind.Relative), Cancel);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            distribution.GetProperty("dcat:mediaType").GetProperty("@id").GetString()!.ShouldEndWith("/" + answer.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task Every_address_of_the_description_answers()
    {
        using var description = JsonDocument.Parse(await host.Client().GetByteArrayAsync(new Uri("/api/openapi.json", UriKind.Relative), Cancel));
        var tables = description.RootElement.GetProperty("components").GetProperty("parameters").GetProperty("table").GetProperty("schema").GetProperty("enum");
        tables.EnumerateArray().Select(table => table.GetString()).ShouldContain("glotip-detected-victims");
        using var versions = JsonDocument.Parse(await host.Client().GetByteArrayAsync(new Uri("/data/glotip-detected-victims/versions.json", UriKind.Relative), Cancel));
        var release = versions.RootElement.GetProperty("versions")[0].GetProperty("release").GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var path in description.RootElement.GetProperty("paths").EnumerateObject())
        {
            var address = path.Name.Replace("{table}", "glotip-detected-victims", StringComparison.Ordinal).Replace("{release}", release, StringComparison.Ordinal);
            using var answer = await host.Client().GetAsync(new Uri(address, UriKind.Relative), Cancel);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            path.Value.GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty(answer.Content.Headers.ContentType!.MediaType!, out _)
                .ShouldBeTrue(address);
        }
    }

    [Fact]
    public async Task The_page_of_a_country_its_CSV_and_the_whole_table_state_the_same()
    {
        var whole = (await host.Client().GetStringAsync(new Uri("/data/glotip-detected-victims.csv", UriKind.Relative), Cancel)).Split("\r\n");
        var figure = (await host.Client().GetStringAsync(new Uri("/es/paises/gt/official-by-year.csv", UriKind.Relative), Cancel)).Split("\r\n").Skip(1).Where(line => line.Length > 0).ToList();
        figure.Count.ShouldBeGreaterThan(5);
        figure.ShouldAllBe(line => whole.Contains(line));
        var page = await host.PageAsync("/es/paises/gt");
        var table = page.QuerySelectorAll("table").First(candidate => candidate.QuerySelectorAll("tbody th").Select(heading => heading.TextContent.Trim()).Contains("2019"));
        foreach (var row in table.QuerySelectorAll("tbody tr"))
        {
            var line = figure.Single(one => one.Contains($",{row.QuerySelector("th")!.TextContent.Trim()},", StringComparison.Ordinal)).Split(',');
            var cell = row.QuerySelector("td")!.TextContent.Trim();
            if (line[5] == "exact")
                new string([.. cell.Where(char.IsAsciiDigit)]).ShouldBe(line[6]);
            else
                cell.Any(char.IsAsciiDigit).ShouldBe(line[5] == "interval");
        }
    }
}

/// <summary>Releases that newer ones have superseded.</summary>
public sealed class DataVersionsTests(RevisedHost host) : IClassFixture<RevisedHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_superseded_release_answers_as_it_was_and_the_list_names_them_all()
    {
        using var versions = JsonDocument.Parse(await host.Client().GetByteArrayAsync(new Uri("/data/official/versions.json", UriKind.Relative), Cancel));
        versions.RootElement.GetProperty("versions").EnumerateArray()
            .Select(version => (version.GetProperty("release").GetInt32(), version.GetProperty("current").GetBoolean())).ShouldBe([(1, false), (3, false), (4, true)]);

        async Task<string> Row(string address) => (await host.Client().GetStringAsync(new Uri(address, UriKind.Relative), Cancel)).Split("\r\n")[1];
        (await Row("/data/official/v1.csv")).ShouldBe("official,A,País,exact,12,12,personas,\"UNODC, GLOTIP, 2026-01-01\",official,1");
        (await Row("/data/official/v3.csv")).ShouldBe("official,A,País,exact,13,13,personas,\"UNODC, GLOTIP, 2026-01-01\",official,3");
        // The first content again: its own number, and the first release keeps its own.
        (await Row("/data/official/v4.csv")).ShouldBe("official,A,País,exact,12,12,personas,\"UNODC, GLOTIP, 2026-01-01\",official,4");
        (await Row("/data/official.csv")).ShouldBe(await Row("/data/official/v4.csv"));
        (await host.Client().GetStringAsync(new Uri("/data/laws/v2.csv", UriKind.Relative), Cancel)).ShouldContain("Ley uno0");
    }

    private static string Code => NumbersTests.CodeOf("official|country=A");

    [Theory]
    [InlineData("es", 3, "Allí decía 13; ahora dice 12.")]
    [InlineData("en", 3, "There it said 13; now it says 12.")]
    [InlineData("es", 1, "Allí decía 12; ahora dice 12.")]
    public async Task A_number_on_an_older_paper_is_told_beside_todays(string language, int release, string words)
    {
        var page = await host.PageAsync($"/{(language == "es" ? "es/cifras" : "en/numbers")}/{Code}?r={release}");
        page.QuerySelector("main")!.TextContent.ShouldContain(words);
    }

    [Theory]
    [InlineData("?r=4")]
    [InlineData("?r=2")]
    [InlineData("?r=99")]
    [InlineData("?r=x")]
    [InlineData("")]
    public async Task A_number_of_this_release_or_of_none_is_told_alone(string query)
    {
        (await host.PageAsync($"/es/cifras/{Code}{query}")).QuerySelector("main")!.TextContent.ShouldNotContain("Allí decía");
    }

    [Theory]
    [InlineData("/data/official/v2.csv")]
    [InlineData("/data/laws/v1.csv")]
    [InlineData("/data/official/v5.csv")]
    public async Task A_number_of_another_table_is_no_version_of_this_one(string path)
    {
        using var answer = await host.Client().GetAsync(new Uri(path, UriKind.Relative), Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}

/// <summary>A host whose figures were revised, and revised back.</summary>
public sealed class RevisedHost : PortalHost
{
    protected override void Fill()
    {
        var folder = new ReleaseFolder(DataFolder);
        folder.ReleaseCube("official", 12);
        folder.ReleaseRegister("laws", "Ley uno");
        folder.ReleaseCube("official", 13);
        folder.ReleaseCube("official", 12);
        folder.SaveLedger();
    }
}
