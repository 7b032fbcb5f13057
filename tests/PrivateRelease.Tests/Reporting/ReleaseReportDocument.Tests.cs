using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Amparo.PrivateRelease.Reporting;
using Amparo.Vocabulary;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Amparo.PrivateRelease.Tests.Reporting;

public sealed partial class ReleaseReportDocumentTests
{
    public static TheoryData<string, string> Pages
    {
        get
        {
            var pages = new TheoryData<string, string>();
            foreach (var name in SampleReport.All.Keys)
            {
                pages.Add(name, "es");
                pages.Add(name, "en");
            }

            return pages;
        }
    }

    [Fact]
    public void Both_languages_have_the_same_words_with_the_same_places()
    {
        ReleaseReportEnglish.Words.Keys.Order(StringComparer.Ordinal).ShouldBe(ReleaseReportSpanish.Words.Keys.Order(StringComparer.Ordinal));
        foreach (var (key, spanish) in ReleaseReportSpanish.Words)
        {
            spanish.ShouldNotBeNullOrWhiteSpace();
            ReleaseReportEnglish.Words[key].ShouldNotBeNullOrWhiteSpace();
            Places(ReleaseReportEnglish.Words[key]).ShouldBe(Places(spanish), key);
        }
    }

    [Fact]
    public void Every_reason_form_unit_and_regime_has_a_word()
    {
        var keys = Enum.GetNames<CoarseningReason>().Concat(Enum.GetNames<ReleaseForm>()).Concat(Enum.GetNames<PrivacyRegime>())
            .Concat(Enum.GetNames<BudgetUnit>().Select(unit => $"unit-{unit}")).Concat(Enum.GetNames<ReleaseForm>().Select(form => $"short-{form}"));
        keys.Where(key => !ReleaseReportSpanish.Words.ContainsKey(key)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("es", "es", "Informe de una publicación protegida")]
    [InlineData("en", "en", "Report of a protected release")]
    [InlineData("ht", "es", "Informe de una publicación protegida")]
    public void The_page_speaks_its_language_and_says_which(string language, string spoken, string title)
    {
        var page = Page("synthetic", language);
        page.DocumentElement.GetAttribute("lang").ShouldBe(spoken);
        page.QuerySelectorAll("h1").ShouldHaveSingleItem().TextContent.ShouldBe(title);
        page.Title.ShouldBe($"{title} – Amparo");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_page_needs_nothing_else_and_runs_nothing_whatever_a_column_is_called(string report, string language)
    {
        var page = Page(report, language);
        page.QuerySelectorAll("script, link, img, iframe, object, embed, image, use, [src], [style], b, i").ShouldBeEmpty();
        page.All.SelectMany(element => element.Attributes).Where(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)).ShouldBeEmpty();
        page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).ShouldBe(["#short"]);
        page.QuerySelector("style")!.TextContent.ShouldNotContain("url(");
        page.QuerySelector("style")!.TextContent.ShouldContain("size:A4");
        page.QuerySelectorAll("[id]").Select(element => element.Id).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_drawing_is_named_and_described_and_has_a_table_behind_it(string report, string language)
    {
        var page = Page(report, language);
        foreach (var svg in page.QuerySelectorAll("svg"))
        {
            svg.GetAttribute("role").ShouldBe("img");
            foreach (var id in svg.GetAttribute("aria-labelledby")!.Split(' '))
                page.GetElementById(id)!.TextContent.ShouldNotBeNullOrWhiteSpace();
            var caption = svg.Closest("figure")!.QuerySelector("figcaption")!.TextContent;
            page.QuerySelectorAll("table").Where(table => table.GetAttribute("aria-label") == caption).ShouldHaveSingleItem();
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_table_has_headers_and_as_many_labelled_cells_in_each_row(string report, string language)
    {
        foreach (var table in Page(report, language).QuerySelectorAll("table"))
        {
            var heads = table.QuerySelectorAll("thead th[scope=col]").Select(head => head.TextContent).ToList();
            table.QuerySelectorAll("tbody tr").ShouldNotBeEmpty();
            foreach (var row in table.QuerySelectorAll("tbody tr"))
            {
                row.QuerySelectorAll("th[scope=row]").ShouldHaveSingleItem();
                row.QuerySelectorAll("td").Select(cell => cell.GetAttribute("data-label")).ShouldBe(heads.Skip(1));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_number_is_missing_or_endless_and_no_place_is_left_open(string report, string language)
    {
        var html = Html(report, language);
        var page = new HtmlParser().ParseDocument(html);
        page.Body!.TextContent.ShouldNotMatch(@"NaN|Infinity|∞|\{\d\}");
        page.QuerySelectorAll("svg *").SelectMany(element => element.Attributes).Where(attribute => attribute.Name is "x" or "y" or "x1" or "x2" or "cx" or "width")
            .ShouldAllBe(attribute => double.Parse(attribute.Value, CultureInfo.InvariantCulture) >= 0 && double.Parse(attribute.Value, CultureInfo.InvariantCulture) <= 340);
    }

    [Fact]
    public void The_page_says_what_epsilon_means_with_a_bound_that_is_not_rounded_down()
    {
        var text = Page("synthetic", "en").Body!.TextContent;
        text.ShouldContain("by at most 54.6 ");
        text.ShouldContain("a probability of 0.1% ");
        text.ShouldContain("can reach at most 5.19%.");
        text.ShouldContain("at most 1 in 1,041,666 ");
        text.ShouldContain("at most 3 in the source");
        text.ShouldNotContain("bound is weak");
        Page("tables", "en").Body!.TextContent.ShouldContain("bound is weak");
        Page("tables", "en").QuerySelector(".totals")!.TextContent.ShouldContain("ε = 12.5");
    }

    [Fact]
    public void The_page_names_the_size_below_which_a_figure_is_nothing_and_the_tables_that_nobody_measured()
    {
        var page = Page("synthetic", "en");
        var rows = page.QuerySelectorAll("table[aria-label='Predicted error by how many columns are crossed'] tbody tr");
        // 4.1 persons of deviation, times 1.96; two of the 35 triples are measured, and only two.
        rows[0].Children[^1].TextContent.ShouldBe("9 persons");
        rows[2].Children[3].TextContent.ShouldBe("2 of 35");
        page.Body!.TextContent.ShouldContain("39 of the 63 tables are covered by no measurement.");
    }

    [Fact]
    public void Only_invented_data_carry_the_mark()
    {
        Page("synthetic", "es").QuerySelector(".invented")!.TextContent.ShouldStartWith("Datos inventados");
        Page("tables", "es").QuerySelector(".invented").ShouldBeNull();
    }

    [Fact]
    public void A_k_anonymous_file_is_said_to_be_of_real_persons_and_shows_what_was_withheld()
    {
        var page = Page("anonymous", "es");
        page.GetElementById("short")!.NextElementSibling!.TextContent.ShouldContain("personas reales");
        page.QuerySelectorAll("table[aria-label='Celdas ocultas en cada columna'] tbody tr").Length.ShouldBe(3);
        page.Body!.TextContent.ShouldContain("al menos 11 filas iguales");
        page.GetElementById("errors").ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_same_report_gives_the_same_bytes_in_any_culture(string report, string language)
    {
        var first = Html(report, language);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Html(report, language).ShouldBe(first);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static IHtmlDocument Page(string report, string language) => new HtmlParser().ParseDocument(Html(report, language));

    private static string Html(string report, string language)
    {
        using var stream = new MemoryStream();
        ReleaseReportDocument.Write(stream, SampleReport.All[report], Language.Find(language)!);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 1000)]
    private static partial Regex Place();
}
