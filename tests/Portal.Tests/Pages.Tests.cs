using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Amparo.Portal.Tests.Samples;

namespace Amparo.Portal.Tests;

public sealed class PagesTests(PublishedHost host) : IClassFixture<PublishedHost>
{
    private static readonly string[] Paths =
    [
        "/es", "/en", "/es/paises", "/en/countries", "/es/paises/gt", "/en/countries/gt", "/es/paises/bz", "/en/countries/ni",
        "/es/sobre-los-datos", "/en/about-the-data", "/es/datos-abiertos", "/en/open-data",
        "/es/region", "/en/region", "/es/comparar", "/en/compare?country=gt&country=hn&year=2019", "/es/temas", "/en/themes/children", "/es/temas/justice",
        "/es/temas/organ-removal", "/es/temas/corridors", "/es/indicadores", "/en/indicators/glotip-detected-victims", "/es/indicadores/detected-persons",
        "/en/indicators/estimated-victims", "/es/datos", "/en/releases", "/es/silencios", "/en/silences", "/es/estado-de-los-datos", "/en/library",
        "/es/biblioteca?q=victimas&kind=&theme=children", "/fr", "/ht", "/fr/pays/gt", "/ht/peyi/gt", "/fr/region", "/ht/rejyon", "/fr/comparer", "/ht/konpare",
        "/fr/themes/children", "/ht/tem/justice", "/fr/indicateurs/population", "/ht/endikate/detected-persons", "/fr/donnees", "/ht/piblikasyon", "/fr/pays/bz", "/ht/peyi/pa", "/fr/silences",
        "/ht/silans", "/fr/etat-des-donnees", "/ht/bibliyotek", "/fr/a-propos-des-donnees", "/ht/done-louvri",
    ];

    public static TheoryData<string> AllPages => [.. Paths];

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task A_page_says_its_language_and_has_one_title(string path)
    {
        var page = await host.PageAsync(path);
        page.DocumentElement.GetAttribute("lang").ShouldBe(path[1..3]);
        page.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.Title.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task Headings_go_down_one_level_at_a_time(string path)
    {
        var page = await host.PageAsync(path);
        var levels = page.QuerySelectorAll("main h1, main h2, main h3, main h4").Select(heading => heading.LocalName[1] - '0').ToList();
        levels[0].ShouldBe(1);
        levels.Zip(levels.Skip(1)).ShouldAllBe(pair => pair.Second <= pair.First + 1);
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task Every_table_has_a_caption_and_every_header_cell_a_scope(string path)
    {
        var page = await host.PageAsync(path);
        page.QuerySelectorAll("table").ShouldAllBe(table => table.QuerySelector("caption") != null);
        page.QuerySelectorAll("th").ShouldAllBe(header => header.HasAttribute("scope"));
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task A_page_runs_nothing_and_loads_nothing_from_elsewhere(string path)
    {
        var page = await host.PageAsync(path);
        page.QuerySelectorAll("script, iframe, form:not([method=get]), [style], [onclick], [onload]").ShouldBeEmpty();
        // A document of the library may stand elsewhere: a reader can go there, and nothing is loaded from there.
        page.QuerySelectorAll("a[rel~=external]").ShouldAllBe(link => link.GetAttribute("rel") == "external noreferrer");
        page.QuerySelectorAll("[href]:not(a[rel~=external]), [src], [action]")
            .Select(element => element.GetAttribute("href") ?? element.GetAttribute("src") ?? element.GetAttribute("action"))
            .ShouldAllBe(address => address!.StartsWith('/') || address.StartsWith('#'));
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task Ids_are_unique_and_every_link_inside_the_page_arrives(string path)
    {
        var page = await host.PageAsync(path);
        page.QuerySelectorAll("[id]").Select(element => element.Id).ShouldBeUnique();
        page.QuerySelectorAll("a[href^='#']").ShouldAllBe(link => page.GetElementById(link.GetAttribute("href")!.Substring(1)) != null);
        page.QuerySelector("body > a")!.GetAttribute("href").ShouldBe("#main-content");
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task Changing_the_language_keeps_the_page(string path)
    {
        var link = (await host.PageAsync(path)).QuerySelector(".govuk-language-navigation a")!;
        link.GetAttribute("hreflang").ShouldNotBe(path[1..3]);
        var other = await host.PageAsync(link.GetAttribute("href")!);
        other.DocumentElement.GetAttribute("lang").ShouldBe(link.GetAttribute("hreflang"));
        // A comparison is addressed in full wherever it is asked for; a search is nobody else's business and is not repeated.
        other.QuerySelector($".govuk-language-navigation a[hreflang={path[1..3]}]")!.GetAttribute("href").ShouldBe(path.Contains("?q=", StringComparison.Ordinal) ? path[..path.IndexOf('?', StringComparison.Ordinal)] : path);
    }

    private static readonly ConcurrentDictionary<string, bool> Followed = new(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task Every_link_of_a_page_leads_somewhere(string path)
    {
        var page = await host.PageAsync(path);
        foreach (var address in page.QuerySelectorAll("[href^='/']").Select(link => link.GetAttribute("href")!).Distinct())
        {
            // Pages share most of their links: an address that led somewhere does so from every page. What a browser has to draw takes seconds:
            // all of it in Spanish, and one of each kind in the other languages, which are drawn by the same code.
            var asked = Path.GetExtension(address) is ".pdf" or ".png" && !address.StartsWith("/es/", StringComparison.Ordinal) ? address[..4] + Path.GetExtension(address) : address;
            if (Followed.ContainsKey(asked))
                continue;
            var answer = await host.Client().GetAsync(address, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            Followed.TryAdd(asked, true);
        }
    }

    [Theory]
    [InlineData("/es", "Datos inventados")]
    [InlineData("/en", "Invented data")]
    [InlineData("/es/paises/gt", "Datos inventados")]
    [InlineData("/en/countries/gt", "Invented data")]
    public async Task Invented_figures_stand_under_a_banner_that_says_so(string path, string words)
    {
        var page = await host.PageAsync(path);
        var band = page.QuerySelector("section.amparo-invented")!;
        band.QuerySelector(".amparo-notice")!.TextContent.ShouldContain(words);
        var figures = page.QuerySelectorAll("figure[id^='demonstration-']");
        figures.ShouldNotBeEmpty();
        figures.ShouldAllBe(figure => band.Contains(figure) && figure.QuerySelector(".amparo-figure__invented") != null);
        page.QuerySelectorAll("figure[id^='official-']").ShouldAllBe(figure => !band.Contains(figure));
    }

    // UNODC, extract of 30 May 2023: Guatemala 2021 = 425; World Bank 2021 = 17,598,650 inhabitants; 425 / 17.59865 = 2.4150.
    [Fact]
    public async Task A_country_shows_the_official_figure_and_its_rate()
    {
        var page = await host.PageAsync("/es/paises/gt");
        var values = page.QuerySelectorAll("#official ~ dl .amparo-key-figure__value").Select(value => value.TextContent).ToList();
        values[0].ShouldBe("425");
        values[1].ShouldBe("2.41");
    }

    // The nine countries of 2020: 0-4, 51, 195, 38, 439, 67, 824, 0-4, 24.
    [Fact]
    public async Task The_region_is_the_sum_of_what_was_published_and_stays_a_range_where_a_part_is_one()
    {
        var page = await host.PageAsync("/es");
        page.QuerySelector("#official ~ dl .amparo-key-figure__value")!.TextContent.ShouldBe("1638 a 1646");
    }

    // Two of the nine figures of 2020 are 0-4.
    [Theory]
    [InlineData("/es", "menos de 5 víctimas pueden estar por debajo")]
    [InlineData("/en", "fewer than 5 victims may lie lower")]
    public async Task The_lowest_rate_is_not_said_to_be_the_lowest_of_all_where_small_counts_are_ranges(string path, string words) =>
        (await host.PageAsync(path)).QuerySelectorAll("#official ~ dl .amparo-key-figure__note")[1].TextContent.ShouldContain(words);

    // Of the second country three records are repeated: withheld, and with them its number of records, which would give them away beside the persons.
    [Theory]
    [InlineData("/es/paises", "Protegido", "Datos inventados")]
    [InlineData("/en/countries", "Withheld", "Invented data")]
    public async Task Records_stand_beside_the_persons_behind_them_and_are_withheld_where_either_is(string path, string withheld, string invented)
    {
        var section = (await host.PageAsync(path)).QuerySelector("section.amparo-invented")!;
        section.QuerySelector(".amparo-notice")!.TextContent.ShouldContain(invented);
        var rows = section.QuerySelectorAll("#records-to-persons tbody tr")
            .Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent).ToArray()).ToList();
        rows.Count.ShouldBe(10);
        rows[1][0].ShouldBe(withheld);
        rows[1][1].ShouldNotBe(withheld);
        var guatemala = rows[4].Select(Digits).ToArray();
        (int.Parse(guatemala[0], CultureInfo.InvariantCulture) - int.Parse(guatemala[1], CultureInfo.InvariantCulture)).ShouldBe(1000);
    }

    [Theory]
    [InlineData("/es/paises/gt", "Registros aceptados", "una vez en el país", "dos veces")]
    [InlineData("/en/countries/gt", "Accepted records", "once in the country", "twice")]
    public async Task A_country_says_how_many_records_are_how_many_persons(string path, string label, string words, string unlinked)
    {
        var section = (await host.PageAsync(path)).QuerySelector("section.amparo-invented")!;
        section.QuerySelectorAll("dt").Select(term => term.TextContent).ShouldContain(label);
        section.TextContent.ShouldContain(words);
        section.TextContent.ShouldNotContain(unlinked);
    }

    [Theory]
    [InlineData("/es/sobre-los-datos", "se equivoca en los dos sentidos", "siguen siendo personas detectadas")]
    [InlineData("/en/about-the-data", "errs in both directions", "still detected persons")]
    public async Task About_the_data_says_what_linkage_cannot_know(string path, string errors, string detected)
    {
        var text = (await host.PageAsync(path)).QuerySelector("section[aria-labelledby='linkage']")!.TextContent;
        text.ShouldContain(errors);
        text.ShouldContain(detected);
    }

    [Theory]
    [InlineData("/es/paises/hn", "Utilizable", "1700", "2300", "1900")]
    [InlineData("/en/countries/hn", "Usable", "1,700", "2,300", "1,900")]
    [InlineData("/es/paises/gt", "Orientativa", "8400", "9500", null)]
    [InlineData("/es/paises/ni", "No se puede estimar", null, null, null)]
    [InlineData("/es/paises/bz", "Orientativa", null, null, null)]
    public async Task An_estimate_stands_with_its_verdict_and_never_as_a_bare_number(string path, string verdict, string? low, string? high, string? best)
    {
        var section = (await host.PageAsync(path)).QuerySelector("section[aria-labelledby='estimate']")!;
        var text = section.TextContent;

        text.ShouldContain(verdict);
        text.ShouldContain(path.StartsWith("/es", StringComparison.Ordinal) ? "Detectadas no es lo mismo que todas" : "Detected is not the same as all");
        foreach (var number in new[] { low, high, best }.OfType<string>())
            text.ShouldContain(number);
        if (low is null)
            section.QuerySelectorAll("dd").Length.ShouldBe(1);
        // Exact estimates and observed persons never leave.
        text.ShouldNotContain("8930");
        text.ShouldNotContain("1934");
    }

    [Fact]
    public async Task Without_linkage_a_person_known_to_two_agencies_is_said_to_count_twice()
    {
        using var unlinked = new UnlinkedHost();
        (await unlinked.PageAsync("/es/paises/gt")).QuerySelector("section.amparo-invented")!.TextContent.ShouldContain("se cuenta dos veces");
        (await unlinked.PageAsync("/es/paises")).QuerySelector("#records-to-persons").ShouldBeNull();
    }

    [Theory]
    [InlineData("/es/sobre-los-datos", "Creative Commons Atribución 4.0 Internacional (CC BY 4.0)", 1)]
    [InlineData("/es/datos", "Condiciones del portal de datos de la UNODC; uso con cita", 0)]
    [InlineData("/es/paises/gt", "Condiciones del portal de datos de la UNODC; uso con cita", 0)]
    [InlineData("/es/indicadores/population", "Creative Commons Atribución 4.0 Internacional (CC BY 4.0)", 0)]
    [InlineData("/en/about-the-data", "CC BY 4.0", 0)]
    public async Task Terms_of_sources_have_the_name_that_readers_know_or_are_marked_as_english(string path, string named, int quoted)
    {
        var main = (await host.PageAsync(path)).QuerySelector("main")!;
        main.TextContent.ShouldContain(named);
        main.TextContent.Contains("Terms of the", StringComparison.Ordinal).ShouldBe(path.StartsWith("/en", StringComparison.Ordinal));
        main.QuerySelectorAll("q[lang=en]").Length.ShouldBe(quoted);
    }

    [Fact]
    public async Task A_country_leads_to_the_whole_tables_as_spreadsheets_too()
    {
        var link = (await host.PageAsync("/es/paises/gt")).QuerySelector("section[aria-labelledby=take] a[href='/es/datos']");
        link.ShouldNotBeNull().TextContent.ShouldContain("XLSX");
    }

    [Fact]
    public async Task About_the_data_lists_every_line_of_the_ledger()
    {
        var page = await host.PageAsync("/es/sobre-los-datos");
        page.QuerySelectorAll("#ledger ~ div tbody tr").Length.ShouldBe(31);
        page.Body!.TextContent.ShouldContain("menores de 10");
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}
