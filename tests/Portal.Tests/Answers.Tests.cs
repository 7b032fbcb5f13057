using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Amparo.Portal.Tests.Samples;

namespace Amparo.Portal.Tests;

public sealed class AnswersTests(PublishedHost host) : IClassFixture<PublishedHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "/es")]
    [InlineData("", "/es")]
    [InlineData("en-GB,en;q=0.9,es;q=0.5", "/en")]
    [InlineData("fr;q=1,en;q=0.4,es;q=0.7", "/fr")]
    [InlineData("ht", "/ht")]
    [InlineData("nah,pt;q=0.5", "/es")]
    [InlineData("en;q=0, es;q=0.1", "/es")]
    [InlineData("es-GT", "/es")]
    [InlineData(";;;,,q=9", "/es")]
    public async Task The_bare_address_leads_to_the_language_that_the_browser_asks_for(string? asked, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        if (asked is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", asked);
        var answer = await host.Client().SendAsync(request, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe(expected);
        answer.Headers.Vary.ShouldContain("Accept-Language");
    }

    [Theory]
    [InlineData("/es/nada", "No encontramos esta página")]
    [InlineData("/en/nothing/at/all", "We cannot find this page")]
    [InlineData("/es/paises/xx", "No publicamos datos de ese país")]
    [InlineData("/en/countries/us", "We publish no data on that country")]
    [InlineData("/es/paises/gt/nada.csv", "No encontramos esta página")]
    [InlineData("/es/paises/xx/official-by-year.csv", "No publicamos datos de ese país")]
    [InlineData("/en/nada.csv", "We cannot find this page")]
    [InlineData("/wp-login.php", "No encontramos esta página")]
    public async Task A_lost_reader_is_told_so_in_the_language_of_the_address_and_shown_the_way(string path, string words)
    {
        var answer = await host.Client().GetAsync(path, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        text.ShouldContain(words);
        text.ShouldContain("Guatemala");
        text.ShouldContain("noindex");
    }

    [Theory]
    [InlineData("/es/paises/GT", "/es/paises/gt")]
    [InlineData("/en/countries/Gt", "/en/countries/gt")]
    public async Task A_country_has_one_address(string path, string expected)
    {
        var answer = await host.Client().GetAsync(path, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Headers.Location!.OriginalString.ShouldBe(expected);
    }

    [Theory]
    [InlineData("/es")]
    [InlineData("/es/paises/gt")]
    [InlineData("/es/paises/gt/official-by-year.csv")]
    public async Task A_reader_who_has_the_page_is_not_sent_it_again(string path)
    {
        var first = await host.Client().GetAsync(path, Cancel);
        first.Headers.CacheControl!.Public.ShouldBeTrue();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await host.Client().SendAsync(request, Cancel);
        second.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await second.Content.ReadAsByteArrayAsync(Cancel)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/es", HttpStatusCode.NotModified)]
    [InlineData("/en/countries/gt/official-by-year.csv", HttpStatusCode.NotModified)]
    [InlineData("/es/paises/GT", HttpStatusCode.MovedPermanently)]
    [InlineData("/es/paises/xx", HttpStatusCode.NotFound)]
    [InlineData("/es/nada.csv", HttpStatusCode.NotFound)]
    [InlineData("/es/paises/gt/nada.csv", HttpStatusCode.NotFound)]
    [InlineData("/es/nada", HttpStatusCode.NotFound)]
    public async Task Any_copy_will_do_only_of_a_page_that_exists(string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);
        (await host.Client().SendAsync(request, Cancel)).StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task A_reader_who_has_an_older_page_gets_the_new_one()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/es");
        request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue("\"older\"", isWeak: true));
        (await host.Client().SendAsync(request, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/es")]
    [InlineData("/en/countries/gt")]
    [InlineData("/es/paises/gt/official-by-year.csv")]
    [InlineData("/es/nada")]
    [InlineData("/assets/amparo.css")]
    [InlineData("/assets/nada.css")]
    [InlineData("/health")]
    [InlineData("/robots.txt")]
    public async Task Every_answer_carries_the_security_headers_and_no_cookie(string path)
    {
        var headers = (await host.Client().GetAsync(path, Cancel)).Headers;
        headers.GetValues("Content-Security-Policy").Single().ShouldBe(
            "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
            + "report-uri /policy-reports; report-to policy");
        headers.GetValues("Reporting-Endpoints").Single().ShouldBe("policy=\"/policy-reports\"");
        headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        headers.GetValues("Referrer-Policy").Single().ShouldBe("no-referrer");
        headers.GetValues("Cross-Origin-Opener-Policy").Single().ShouldBe("same-origin");
        headers.GetValues("Cross-Origin-Resource-Policy").Single().ShouldBe("same-origin");
        headers.GetValues("Permissions-Policy").Single().ShouldContain("geolocation=()");
        headers.Contains("Set-Cookie").ShouldBeFalse();
        headers.Contains("Server").ShouldBeFalse();
    }

    [Theory]
    [InlineData("es")]
    [InlineData("en")]
    public async Task The_data_of_a_figure_are_those_of_its_table(string language)
    {
        var path = language == "es" ? "/es/paises/gt" : "/en/countries/gt";
        var page = await host.PageAsync(path);
        var links = page.QuerySelectorAll(".amparo-figure__download").Select(link => link.GetAttribute("href")!).ToList();
        links.Count.ShouldBe(9);
        foreach (var link in links)
        {
            var answer = await host.Client().GetAsync(link, Cancel);
            answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
            answer.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
            var csv = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Cancel));
            var id = Path.GetFileNameWithoutExtension(link);
            // A rate is rounded for readers and whole in the data.
            if (id == "official-rate")
                continue;
            // A range has two numbers.
            var cells = page.GetElementById(id)!.QuerySelectorAll("tbody td").SelectMany(cell => cell.TextContent.Split('–'))
                .Select(cell => string.Concat(cell.Where(char.IsAsciiDigit))).Where(digits => digits.Length > 0).ToList();
            cells.ShouldNotBeEmpty();
            foreach (var digits in cells)
                string.Concat(csv.Where(c => char.IsAsciiDigit(c) || c is ',' or '\n')).ShouldContain(digits);
        }
    }

    [Theory]
    [InlineData("/es/paises/gt/demonstration-by-form.csv")]
    [InlineData("/en/demonstration-by-year.csv")]
    public async Task Invented_data_say_so_in_the_download_as_well(string path) =>
        (await host.Client().GetStringAsync(path, Cancel)).ShouldContain("nvent");

    [Fact]
    public async Task Only_reading_is_possible()
    {
        using var nothing = new StringContent("");
        (await host.Client().PostAsync("/es", nothing, Cancel)).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task The_head_of_a_page_can_be_asked_for()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, "/es");
        (await host.Client().SendAsync(request, Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
