using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amparo.PrivateRelease;
using Amparo.Publication.Documents;
using Amparo.Records.Registers;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Tests;

/// <summary>A page is about one year: whatever it prints of other years says of which, and its footer names the releases that it really prints.</summary>
public sealed class DocumentPeriodsTests
{
    private static readonly Released<Cube> ByForm = FormsOverYears();

    // The same figures by form, of all years; a table without years; a table of which nothing is printed; another year of the same table.
    private static readonly string Template = DocumentSamples.Template
        .Replace(
            "  - { id: countries, table: detected-victims, at: { year: $year }, over: country, count: stated, label: { es: \"países con cifra\", en: \"countries with a figure\", ht: \"peyi ki gen chif\" } }",
            """
              - { id: all, table: by-form, at: { country: $place, form: sexual }, label: { es: "en todo", en: "in all", ht: "antou" } }
              - { id: undated, table: by-place, at: { country: $place }, label: { es: "en el padrón", en: "on the roll", ht: "nan rejis la" } }
            """,
            StringComparison.Ordinal)
        .Replace(
            "  - { id: neighbours, kind: bars, table: detected-victims, rows: country, at: { year: $year }, order: largest, title: { es: \"Países, {year}\", en: \"Countries, {year}\" } }",
            "  - { id: forms, kind: bars, table: by-form, rows: form, at: { country: $place } }",
            StringComparison.Ordinal);

    [Fact]
    public void A_figure_of_other_years_says_of_which()
    {
        var figures = JsonNode.Parse(Made(2017).Record.Span)!["figures"]!.AsArray().ToDictionary(one => (string)one!["id"]!, one => (string)one!["label"]!, StringComparer.Ordinal);
        figures.ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["detected"] = "víctimas",
            ["before"] = "un año antes (2016)",
            ["region"] = "en la región",
            ["all"] = "en todo (2012–2021)",
            ["undated"] = "en el padrón (no por año)",
        }, ignoreOrder: true);
        var document = Made(2017);
        XDocument.Parse(document.Html["<!DOCTYPE html>\n".Length..]).Descendants("p").Where(one => (string?)one.Attribute("class") == "label").Select(one => one.Value)
            .ShouldBe(figures.Values, ignoreOrder: true);
        document.AltText.ShouldContain("en todo (2012–2021): 200");
    }

    [Fact]
    public void A_chart_of_other_years_says_of_which_wherever_it_is_posted()
    {
        var document = Made(2017);
        var chart = XDocument.Parse(document.Html["<!DOCTYPE html>\n".Length..]).Descendants("section").Single(one => (string?)one.Attribute("id") == "forms");
        chart.Element("h2")!.Value.ShouldEndWith("(2012–2021).");
        document.Charts.Single(one => one.Id == "forms").StandaloneSvg.ShouldContain("(2012–2021)");
        document.Charts.Single(one => one.Id == "course").StandaloneSvg.ShouldNotContain("(2012");
        document.AltText.ShouldContain("(2012–2021)");
        ((string)JsonNode.Parse(document.Record.Span)!["charts"]![1]!["title"]!).ShouldEndWith("(2012–2021)");
    }

    [Fact]
    public void A_year_that_the_table_does_not_know_is_no_sum_of_its_years() =>
        Made(2000).AltText.ShouldContain("un año antes (1999): sin dato");

    [Fact]
    public void A_change_between_two_years_that_have_moved_says_both()
    {
        DocumentPeriod old = new("2016", "2016"), now = new("2017", "2017"), both = new("2012", "2021"), fewer = new("2012", "2020");
        var text = Texts.In(Language.Spanish);
        DocumentPeriod.BesideBoth("víctimas", (now, 2017), (old, 2016), text).ShouldBe("víctimas");
        DocumentPeriod.BesideBoth("un año antes", (old, 2017), (new("2015", "2015"), 2016), text).ShouldBe("un año antes (2015 → 2016)");
        DocumentPeriod.BesideBoth("en todo", (both, 2017), (both, 2016), text).ShouldBe("en todo (2012–2021)");
        DocumentPeriod.BesideBoth("en todo", (both, 2017), (fewer, 2016), text).ShouldBe("en todo (2012–2020 → 2012–2021)");
    }

    [Fact]
    public void The_releases_that_are_named_are_those_of_the_printed_cells()
    {
        // Of six releases the page prints from three: one is only asked for by a figure that is left out, two are not asked for at all.
        var doors = new ReleaseDoors(Ledger.Empty, Tables.Now);
        Released<Cube> Next(Released<Cube> table, string id) => doors.AlreadyPublic(new Cube(table.Value.Header with { Id = id }, table.Value.Dimensions, table.Value.Views, table.Value.Cells));
        Released<Cube>[] released =
        [
            Next(Tables.ByForm, "unused"), Next(Tables.ByYear, "detected-victims"), Next(Tables.YearBySex, "left-out"), Next(ByForm, "by-form"), Next(Tables.ByPlace, "another"), Next(ByRoll, "by-place"),
        ];
        var yaml = Template.Replace(
            "  - { id: undated,", "  - { id: gone, table: left-out, at: { year: \"2001\", sex: female }, optional: yes, label: { es: \"mujeres\", en: \"women\", ht: \"fanm\" } }\n  - { id: undated,", StringComparison.Ordinal)
            .Replace("  - { id: region, table: detected-victims, at: { year: $year }, over: country, label: { es: \"en la región\", en: \"in the region\", ht: \"nan rejyon an\" } }\n", string.Empty, StringComparison.Ordinal);
        var document = DocumentPress.Make(DocumentSamples.Read(yaml), new DocumentTables(released, []), DocumentSamples.Guatemala(2017), Texts.In(Language.Spanish)).Value;
        var record = JsonNode.Parse(document.Record.Span)!;
        var printed = record["figures"]!.AsArray().Concat(record["charts"]!.AsArray().SelectMany(chart => chart!["cells"]!.AsArray()))
            .SelectMany(figure => figure!["from"]!.AsArray()).Select(cell => (int)cell!["release"]!).Distinct().Order();
        record["releases"]!.AsArray().Select(release => (int)release!["number"]!).ShouldBe(printed);
        printed.ShouldBe([2, 4, 6]);
        document.AltText.ShouldContain("registro 2, 4 y 6 del libro");
        document.Html.ShouldContain("registro 2, 4 y 6 del libro");
        document.Html.ShouldNotContain("mujeres");
    }

    [Fact]
    public void Only_years_are_offered_of_which_a_page_can_be_made()
    {
        var refused = DocumentSamples.Make(Language.Spanish, DocumentSamples.Guatemala(1999)).Problems.ShouldHaveSingleItem();
        refused.ShouldBe(new Problem(PublicationProblems.YearUnknown, "2012, 2013, 2014, 2015, 2016, 2017, 2018, 2019, 2021"));
        foreach (var year in refused.Subject.Split(", "))
            DocumentSamples.Make(Language.Spanish, DocumentSamples.Guatemala(int.Parse(year, System.Globalization.CultureInfo.InvariantCulture))).Succeeded.ShouldBeTrue();

        // Of a place without any figure every page says so, and can be made.
        DocumentSamples.Make(Language.Spanish, DocumentSamples.Guatemala(1999) with { Place = "NI" }).Problems.ShouldHaveSingleItem().Subject.ShouldStartWith("2000, 2001, ");
    }

    [Theory]
    [InlineData("es", false)]
    [InlineData("ht", true)]
    public void The_page_in_words_says_all_that_the_sheet_says_in_its_order(string language, bool since)
    {
        var request = DocumentSamples.Guatemala(2017);
        var text = Texts.In(Language.Find(language)!);
        var tables = new DocumentTables([Tables.ByYear], [Laws]);
        var template = DocumentSamples.Read(DocumentSamples.Template.Replace(
            "method: {", "  register: { heading: { es: \"Leyes (por verificar)\", en: \"Laws (to be verified)\" }, table: laws, facts: [special-law] }\nmethod: {", StringComparison.Ordinal));
        if (since)
        {
            var first = DocumentPress.Make(template, tables, request with { Year = 2016 }, text).Value;
            request = request with { Earlier = new EarlierEdition(DocumentEdition.Read(first.Record, "first.json").Value, tables) };
        }

        var document = DocumentPress.Make(template, tables, request, text).Value;
        document.AltText.ShouldContain("Leyes (por verificar)");
        var sheet = XDocument.Parse(document.Html["<!DOCTYPE html>\n".Length..]).Descendants("main").Single();
        string[] leaves = ["p", "h1", "h2", "h3", "li", "dt", "dd", "span"];
        var at = 0;
        foreach (var leaf in sheet.Descendants().Where(one => leaves.Contains(one.Name.LocalName, StringComparer.Ordinal)))
        {
            var words = leaf.Value.Trim();
            // Figures stand behind their names there, and the pictures' two lines change places: those are looked for, the others must follow one another.
            var isFree = leaf.Ancestors("section").Any(one => ((string?)one.Attribute("class") ?? string.Empty) is var kind && (kind.StartsWith("figures", StringComparison.Ordinal) || kind.StartsWith("panel", StringComparison.Ordinal)));
            var found = document.AltText.IndexOf(words, isFree ? 0 : at, StringComparison.Ordinal);
            found.ShouldBeGreaterThanOrEqualTo(0, words);
            at = isFree ? at : found + words.Length;
        }
    }

    private static Document Made(int year) => DocumentPress.Make(
        DocumentSamples.Read(Template), new DocumentTables([Tables.ByYear, ByForm, ByRoll], []), DocumentSamples.Guatemala(year), Texts.In(Language.Spanish)).Value;

    private static Released<Cube> ByRoll { get; } = Named(Tables.ByCountry, "by-place");

    private static Released<RegisterTable> Laws { get; } = new ReleaseDoors(Ledger.Empty, Tables.Now).NonPersonal(
        new RegisterTable(
            "laws", Tables.Text("Leyes", "Laws"), Tables.Text("Nota", "Note"), new Source("Amparo", "Leyes", new NodaTime.LocalDate(2026, 1, 1), "CC BY 4.0"),
            [new("country", Tables.Text("País", "Country")), new("fact", Tables.Text("Hecho", "Fact")), new("name", Tables.Text("Ley", "Law")), new("date", Tables.Text("Fecha", "Date"))],
            [["GT", "special-law", "Ley contra la trata", "2009"]]),
        RegisterHolding.Laws);

    private static Released<Cube> Named(Released<Cube> table, string id) =>
        new ReleaseDoors(Ledger.Empty, Tables.Now).AlreadyPublic(new Cube(table.Value.Header with { Id = id }, table.Value.Dimensions, table.Value.Views, table.Value.Cells));

    // Divided by year and by form, never by both: as the tables of agencies are.
    private static Released<Cube> FormsOverYears()
    {
        List<Dimension> dimensions = [new("country", Tables.Countries), new("year", Tables.Years), new("form", Tables.Forms)];
        List<IReadOnlySet<string>> views = [new HashSet<string>(StringComparer.Ordinal) { "country", "year" }, new HashSet<string>(StringComparer.Ordinal) { "country", "form" }];
        var address = new Cube(Tables.Header() with { Id = "by-form" }, dimensions, views, []);
        long At(string country, string year, string form) => address.IndexOf([dimensions[0].PositionOf(country), dimensions[1].PositionOf(year), dimensions[2].PositionOf(form)]);
        return new ReleaseDoors(Ledger.Empty, Tables.Now).AlreadyPublic(new Cube(address.Header, dimensions, views, new Dictionary<long, Figure>
        {
            [At("GT", "2012", CodeList.Total)] = Figure.Exact(90),
            [At("GT", "2021", CodeList.Total)] = Figure.Exact(160),
            [At("BZ", "2024", CodeList.Total)] = Figure.Exact(12),
            [At("GT", CodeList.Total, "sexual")] = Figure.Exact(200),
            [At("GT", CodeList.Total, "labour")] = Figure.Exact(50),
        }));
    }
}
