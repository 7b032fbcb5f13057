using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amparo.Publication.Documents;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Tests;

/// <summary>Publications of one page: what they say is what the cells say, or they are refused.</summary>
public sealed class DocumentsTests
{
    public static TheoryData<string> Languages => [.. Language.All.Select(language => language.Code)];

    // Computed with Python: base64.b32encode(hashlib.sha256(text).digest()).lower()[:10].
    [Theory]
    [InlineData("GT", "2017", "detected-victims|country=GT|year=2017", "w4djqjdmoh")]
    [InlineData(null, null, "detected-victims|country=_T|year=_T", "t77f7mkqji")]
    public void A_figure_has_the_short_name_that_other_programs_compute(string? country, string? year, string text, string code)
    {
        var at = new[] { ("country", country), ("year", year) }.Where(one => one.Item2 is not null).ToDictionary(one => one.Item1, one => one.Item2!, StringComparer.Ordinal);
        FigureAddress.TextOf(Tables.ByYear, at).ShouldBe(text);
        FigureAddress.CodeOf(Tables.ByYear, at).ShouldBe(code);
    }

    [Fact]
    public void An_address_of_a_cell_that_does_not_exist_is_a_mistake_of_the_caller()
    {
        Should.Throw<ArgumentException>(() => FigureAddress.CodeOf(Tables.ByYear, Charts.At("planet", "GT")));
        Should.Throw<ArgumentException>(() => FigureAddress.CodeOf(Tables.ByYear, Charts.At("country", "XX")));
    }

    [Theory]
    [InlineData("es")]
    [InlineData("en")]
    [InlineData("ht")]
    public void A_page_is_the_golden_one(string language)
    {
        var document = DocumentSamples.Make(Language.Find(language)!, DocumentSamples.Guatemala(2017)).Value;
        var different = Golden($"document.{language}.html", Encoding.UTF8.GetBytes(document.Html))
            .Concat(Golden($"document.{language}.txt", Encoding.UTF8.GetBytes(document.AltText)))
            .Concat(Golden($"document.{language}.json", document.Record.ToArray()));
        different.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_printed_figure_is_the_released_cells(string language)
    {
        var page = Parse(DocumentSamples.Make(Language.Find(language)!, DocumentSamples.Guatemala(2017)).Value.Html);
        var cube = Tables.ByYear.Value;
        var figures = page.Descendants("data").Where(one => one.Attribute("data-over") is null).ToList();
        figures.Count.ShouldBeGreaterThan(10);
        foreach (var figure in figures)
        {
            var at = figure.Attribute("data-at")!.Value.Split('|').Select(one => one.Split('=')).Select(one => (one[0], one[1])).ToArray();
            var cell = cube[at];
            if (cell.Kind == FigureKind.Exact)
                figure.Attribute("value")!.Value.ShouldBe(cell.Low.ToString(System.Globalization.CultureInfo.InvariantCulture));
            else
                figure.Attribute("value").ShouldBeNull();
        }
    }

    [Fact]
    public void A_sum_says_of_how_many_countries_it_is_and_keeps_its_doubt()
    {
        var document = DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2015)).Value;
        var region = JsonNode.Parse(document.Record.Span)!["figures"]!.AsArray().Single(one => (string)one!["id"]! == "region")!;
        // Guatemala 673, Belize 0 to 4, and nothing of the other seven.
        ((decimal)region["low"]!, (decimal)region["high"]!, (string)region["printed"]!).ShouldBe((673, 677, "673–677"));
        region["from"]!.AsArray().Count.ShouldBe(2);
        document.Html.ShouldContain("data-counts=\"stated\"");
        document.AltText.ShouldContain("countries with a figure: 2");
    }

    [Fact]
    public void The_message_is_told_by_the_data()
    {
        DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2017)).Value.Message.ShouldBe("Guatemala: 316 victims, fewer than 484 in 2016");
        DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2019)).Value.Message.ShouldBe("Guatemala: 405 victims in 2019");
        DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2018)).Value.Message.ShouldBe("Figure withheld");
        DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2025)).Value.Message.ShouldBe("Guatemala: no figure for 2025");
        DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2015) with { Place = "BZ" }).Value.Message
            .ShouldBe("Belize: between 0 and 4, the source does not say how many");
    }

    [Fact]
    public void A_country_without_any_figure_has_a_page_that_says_so()
    {
        var html = DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2017) with { Place = "NI" }).Value.Html;
        html.ShouldContain("The source publishes no figure for this chart");
        html.ShouldContain("no data");
    }

    [Theory]
    [InlineData(">316</data>", ">317</data>")]
    [InlineData("value=\"316\"", "value=\"317\"")]
    [InlineData("country=GT|year=2017\"", "country=BZ|year=2017\"")]
    [InlineData("data-table=\"detected-victims\"", "data-table=\"another-table\"")]
    [InlineData("What to do", "What 12 offices do")]
    [InlineData("<h1>Guatemala: ", "<h1>Guatemala, not 300: ")]
    public void A_page_whose_text_and_cells_disagree_is_found(string from, string to)
    {
        var (check, html) = Checked();
        check.OfPage(html).ShouldBeEmpty();
        html.ShouldContain(from);
        var problems = check.OfPage(html.Replace(from, to, StringComparison.Ordinal));
        problems.ShouldNotBeEmpty();
        problems.ShouldAllBe(problem => problem.Code == PublicationProblems.TextDisagrees);
    }

    [Fact]
    public void A_message_that_lost_its_figure_is_found()
    {
        var (check, html) = Checked();
        var headline = html[html.IndexOf("<h1>", StringComparison.Ordinal)..html.IndexOf("</h1>", StringComparison.Ordinal)];
        check.OfPage(html.Replace(headline, "<h1>Good news", StringComparison.Ordinal)).ShouldContain(problem => problem.Path == "h1");
    }

    [Theory]
    [InlineData("What to do", "What 12 offices do", "actions.heading")]
    [InlineData("in the region", "in 9 countries", "figures.region.label")]
    [InlineData("What countries reported.", "Law 7 of 1999.", "method")]
    [InlineData("victims, fewer than", "victims, 100 fewer than", "message.fall")]
    [InlineData("Countries, {year}", "Countries, 1984", "neighbours.title")]
    public void A_fixed_text_with_a_number_that_no_cell_states_is_refused(string from, string to, string place)
    {
        var refused = DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2017), DocumentSamples.Template.Replace(from, to, StringComparison.Ordinal));
        refused.Problems.ShouldBe([new Problem(PublicationProblems.NumberWithoutCell, "sample", place)]);
    }

    [Fact]
    public void A_fixed_text_may_state_what_a_cell_of_the_page_states() =>
        DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2017), DocumentSamples.Template.Replace("What to do", "What 316 means", StringComparison.Ordinal))
            .Succeeded.ShouldBeTrue();

    [Theory]
    [InlineData("1 236 and 2,5", "1", "236", "25")]
    [InlineData("1\u202F236; 100\u00A0000.", "1236", "100000")]
    [InlineData("de 0 a 17", "0", "17")]
    [InlineData("none")]
    public void Numbers_are_found_in_texts(string text, params string[] numbers) => DocumentCheck.Numbers(text).ShouldBe(numbers);

    [Fact]
    public void Place_year_and_tables_are_looked_for_before_anything_is_made()
    {
        var request = DocumentSamples.Guatemala(2017);
        DocumentSamples.Make(Language.English, request with { Place = "FR" }).Problems.ShouldHaveSingleItem()
            .ShouldBe(new Problem(PublicationProblems.PlaceUnknown, "BZ, CR, DO, SV, GT, HN, MX, NI, PA"));
        DocumentSamples.Make(Language.English, request with { Place = null }).Problems.ShouldHaveSingleItem().Code.ShouldBe(PublicationProblems.PlaceUnknown);
        DocumentSamples.Make(Language.English, request with { Year = 1999 }).Problems.ShouldHaveSingleItem().Code.ShouldBe(PublicationProblems.YearUnknown);
        DocumentPress.Make(DocumentSamples.Read(DocumentSamples.Template), new DocumentTables([], []), request, Texts.In(Language.English))
            .Problems.ShouldHaveSingleItem().ShouldBe(new Problem(PublicationProblems.TableNotReleased, "detected-victims", "sample"));
        DocumentSamples.Make(Language.English, request, DocumentSamples.Template.Replace("rows: country", "rows: planet", StringComparison.Ordinal))
            .Problems.ShouldHaveSingleItem().Code.ShouldBe(PublicationProblems.TemplateSlice);
    }

    [Theory]
    [InlineData("figure: detected", "figure: undeclared")]
    [InlineData("kind: bars", "kind: pie")]
    [InlineData("count: stated", "count: everything")]
    [InlineData("{detected} victims in {year}", "{nothing} victims in {year}")]
    [InlineData("country: $place", "country: $planet")]
    [InlineData("id: course", "id: Course")]
    [InlineData("id: course", "id: detected")]
    public void A_template_that_asks_for_what_does_not_exist_is_refused_with_its_line(string from, string to)
    {
        var read = DocumentTemplateReader.Read(new StringReader(DocumentSamples.Template.Replace(from, to, StringComparison.Ordinal)), "sample.yaml");
        read.Succeeded.ShouldBeFalse();
        read.Problems.ShouldContain(problem => problem.Code == PublicationProblems.TemplateValue && problem.Path.StartsWith("line ", StringComparison.Ordinal));
    }

    [Fact]
    public void What_changed_is_told_with_both_released_figures()
    {
        var first = DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2017)).Value;
        var edition = DocumentEdition.Read(first.Record, "first.json").Value;
        var earlier = new EarlierEdition(edition, DocumentSamples.Tables);
        var revised = new DocumentTables([DocumentSamples.Revised(320)], []);
        var second = DocumentPress.Make(
            DocumentSamples.Read(DocumentSamples.Template), revised, DocumentSamples.Guatemala(2017) with { Earlier = earlier }, Texts.In(Language.English)).Value;
        var box = Parse(second.Html).Descendants("section").Single(one => (string?)one.Attribute("class") == "changes");
        box.Elements("ul").Elements("li").Select(line => line.Value).ShouldBe(["victims: 316 → 320", "in the region: 319 → 323"]);

        var same = DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2017) with { Earlier = earlier }).Value;
        Parse(same.Html).Descendants("section").Single(one => (string?)one.Attribute("class") == "changes").Value.ShouldContain("None of the main figures changed");
    }

    [Fact]
    public void Nothing_is_taken_from_an_edition_that_no_release_stands_behind()
    {
        var first = DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2017)).Value;
        var record = Encoding.UTF8.GetString(first.Record.Span);
        DocumentEdition Edition(string from, string to) => DocumentEdition.Read(Encoding.UTF8.GetBytes(record.Replace(from, to, StringComparison.Ordinal)), "first.json").Value;
        Outcome<Document> Second(EarlierEdition earlier) => DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2017) with { Earlier = earlier });

        Second(new EarlierEdition(Edition("\"low\": 316", "\"low\": 300"), DocumentSamples.Tables)).Problems
            .ShouldContain(problem => problem.Code == PublicationProblems.EditionNotReleased && problem.Subject == "detected");
        Second(new EarlierEdition(Edition("\"content-hash\": \"", "\"content-hash\": \"0"), DocumentSamples.Tables)).Problems
            .ShouldAllBe(problem => problem.Code == PublicationProblems.EditionNotReleased);
        Second(new EarlierEdition(Edition("\"place\": \"GT\"", "\"place\": \"BZ\""), DocumentSamples.Tables)).Problems
            .ShouldHaveSingleItem().Code.ShouldBe(PublicationProblems.EditionUnreadable);
        DocumentEdition.Read("{}"u8.ToArray(), "other.json").Problems.ShouldHaveSingleItem().Code.ShouldBe(PublicationProblems.EditionUnreadable);
        DocumentEdition.Read("no json"u8.ToArray(), "other.json").Problems.ShouldHaveSingleItem().Code.ShouldBe(PublicationProblems.EditionUnreadable);
    }

    [Fact]
    public void Invented_data_are_marked_at_the_top_of_the_page()
    {
        var yaml = DocumentSamples.Template.Replace("detected-victims", "invented", StringComparison.Ordinal);
        var cube = Tables.ByYear.Value;
        var counted = new Indicators.CountedCube(
            Tables.Header(DataOrigin.Invented) with { Id = "invented" }, cube.Dimensions, cube.Views,
            [.. Enumerable.Repeat(50, (cube.Dimensions[0].Size - 1) * (cube.Dimensions[1].Size - 1))]);
        var released = new PrivateRelease.ReleaseDoors(PrivateRelease.Ledger.Empty, Tables.Now).Suppress(counted, new PrivateRelease.CellSuppression(10), "invented-persons").Value;
        var document = DocumentPress.Make(DocumentSamples.Read(yaml), new DocumentTables([released], []), DocumentSamples.Guatemala(2017), Texts.In(Language.English)).Value;
        document.IsInvented.ShouldBeTrue();
        Parse(document.Html).Descendants("p").ShouldContain(one => (string?)one.Attribute("class") == "mark");
        document.AltText.ShouldContain("INVENTED DATA");
    }

    [Fact]
    public void A_confirmed_line_is_printed_and_no_other()
    {
        DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2017)).Value.Html.ShouldContain("none has been confirmed");
        var with = DocumentSamples.Make(Language.English, DocumentSamples.Guatemala(2017) with { Hotline = new Hotline("1555", LocalizedText.Same("Line of help")) }).Value.Html;
        with.ShouldContain("Line of help: 1555");
        with.ShouldNotContain("none has been confirmed");
    }

    [Fact]
    public void A_page_loads_nothing_and_runs_nothing()
    {
        var page = Parse(DocumentSamples.Make(Language.Spanish, DocumentSamples.Guatemala(2017)).Value.Html);
        page.Descendants().ShouldAllBe(one => one.Name.LocalName != "script" && one.Name.LocalName != "link" && one.Name.LocalName != "img");
        page.Descendants().Attributes().ShouldAllBe(one => one.Name.LocalName != "src" && one.Name.LocalName != "href" && !one.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        page.Descendants("meta").Select(one => (string?)one.Attribute("content")).ShouldContain("default-src 'none'; style-src 'unsafe-inline'");
    }

    private static (DocumentCheck Check, string Html) Checked()
    {
        var text = Texts.In(Language.English);
        var template = DocumentSamples.Read(DocumentSamples.Template);
        var made = DocumentPress.Draft(template, DocumentSamples.Tables, DocumentSamples.Guatemala(2017), text).Value;
        var source = new FigureSource(DocumentSamples.Tables);
        return (new DocumentCheck(made, source), new DocumentPage(made).Write());
    }

    private static XElement Parse(string html) => XDocument.Parse(html["<!DOCTYPE html>\n".Length..]).Root!;

    private static IEnumerable<string> Golden(string file, byte[] bytes)
    {
        var path = Path.Combine(Texts.Repository(), "tests", "Publication.Tests", "Golden", file);
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            File.WriteAllBytes(path, bytes);
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            yield return file;
    }
}
