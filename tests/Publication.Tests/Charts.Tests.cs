using System.Globalization;
using System.Text.RegularExpressions;
using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Tests;

public partial class ChartsTests
{
    public static TheoryData<string> Names => [.. Charts.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_unit_is_well_formed_and_free_of_what_a_strict_policy_forbids(string name)
    {
        foreach (var language in Language.All)
        {
            var unit = Charts.All[name](language);
            foreach (var markup in new[] { unit.Html, unit.StandaloneSvg })
            {
                var root = Markup.Parse(markup);
                root.DescendantsAndSelf().SelectMany(element => element.Attributes())
                    .ShouldNotContain(a => a.Name.LocalName == "style" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
                root.DescendantsAndSelf().ShouldNotContain(element => element.Name.LocalName == "style" || element.Name.LocalName == "script");
                var ids = root.DescendantsAndSelf().Select(e => (string?)e.Attribute("id")).OfType<string>().ToList();
                ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(ids.Count);
                References().Matches(markup).Select(match => match.Groups["id"].Value).ShouldAllBe(id => ids.Exists(known => known == id));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_picture_names_itself_and_every_table_its_rows_and_columns(string name)
    {
        var unit = Charts.All[name](Language.Spanish);
        var svg = Markup.Parse(unit.Svg);
        svg.Attribute("role")!.Value.ShouldBe("img");
        var named = svg.Attribute("aria-labelledby")!.Value.Split(' ').Select(id => svg.Descendants().Single(e => (string?)e.Attribute("id") == id).Value);
        named.ShouldBe([unit.Title, $"{unit.Headline} Las mismas cifras están en la tabla que sigue al gráfico."]);

        var table = Markup.Parse(unit.Table);
        table.Element("caption")!.Value.ShouldBe(unit.Title);
        table.Element("thead")!.Descendants("th").ShouldAllBe(cell => (string?)cell.Attribute("scope") == "col");
        table.Element("tbody")!.Descendants("th").ShouldAllBe(cell => (string?)cell.Attribute("scope") == "row");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_text_leaves_the_picture_and_none_is_too_small_on_a_phone(string name)
    {
        // A phone of 360 CSS pixels leaves 330 for a picture of 360 units.
        const decimal PixelsAUnit = 330m / 360m;
        foreach (var text in Markup.Parse(Charts.All[name](Language.Spanish).Svg).Descendants().Where(e => e.Name.LocalName == "text"))
        {
            var size = Markup.Number(text, "font-size");
            (size * PixelsAUnit).ShouldBeGreaterThanOrEqualTo(12);
            if (text.Attribute("x") is null)
                continue;
            var width = Drawing.TextMeasure.Width(text.Value, size);
            var x = Markup.Number(text, "x") - ((string?)text.Attribute("text-anchor") switch { "end" => width, "middle" => width / 2, _ => 0 });
            x.ShouldBeGreaterThanOrEqualTo(-1);
            (x + width).ShouldBeLessThanOrEqualTo(361);
        }
    }

    [Theory]
    [InlineData("sr-Latn-RS")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void The_bytes_do_not_depend_on_the_culture_of_the_machine(string culture)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
            var expected = Charts.All.Values.Select(draw => draw(Language.Spanish)).Select(Bytes).ToList();
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);
            Charts.All.Values.Select(draw => draw(Language.Spanish)).Select(Bytes).ShouldBe(expected);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }

        static string Bytes(FigureUnit unit) => unit.Html + unit.StandaloneSvg + Convert.ToHexString(unit.Csv.Span);
    }

    [Fact]
    public void Withheld_missing_and_zero_look_different_and_say_so()
    {
        var unit = Charts.All["bars-forms"](Language.Spanish);
        Markup.CountOf(unit, "url(#bars-forms-hatch)").ShouldBe(1);
        var texts = Markup.SvgTexts(unit);
        texts[texts.ToList().IndexOf("Actividades delictivas forzadas") + 1].ShouldBe("protegido");
        texts[texts.ToList().IndexOf("Otra forma") + 1].ShouldBe("sin dato");
        texts[texts.ToList().IndexOf("Extracción de órganos") + 1].ShouldBe("0");
        texts[texts.ToList().IndexOf("Matrimonio forzado o servil") + 1].ShouldBe("0–1200");
        unit.Notes.ShouldContain(note => note.StartsWith("«protegido»", StringComparison.Ordinal));
        unit.Notes.ShouldContain(note => note.StartsWith("«sin dato»", StringComparison.Ordinal));
    }

    [Fact]
    public void Largest_first_puts_the_unstated_after_the_stated_and_unknown_last() => Markup
        .TableRows(Charts.All["bars-forms"](Language.Spanish)).Select(row => row[0])
        .ShouldBe([
            "Explotación sexual", "Trabajo o servicios forzados", "Varias formas a la vez", "Mendicidad forzada", "Matrimonio forzado o servil",
            "Extracción de órganos", "Actividades delictivas forzadas", "Otra forma", "Se desconoce", "Total",
        ]);

    [Fact]
    public void The_withheld_parts_of_a_published_total_are_its_hatched_rest()
    {
        // 1663 - 1204 - 388 = 71 persons are withheld; the scale is that of the 1204 women beside them.
        var svg = Markup.Parse(Charts.All["stacked-age-sex"](Language.Spanish).Svg);
        var rects = svg.Elements().Where(e => e.Name.LocalName == "rect").ToList();
        var hatched = rects.Where(r => r.Attribute("fill")!.Value == "url(#stacked-age-sex-hatch)").ToList();
        var women = rects.First(r => r.Attribute("fill")!.Value == "#12307F" && Markup.Number(r, "height") == 22);
        (Markup.Number(women, "width") / 1204m).ShouldBe((Markup.Number(hatched[1], "width") + 1) / 71m, 0.001m);
    }

    [Fact]
    public void A_line_breaks_at_a_withheld_and_at_a_missing_year()
    {
        var svg = Markup.Parse(Charts.All["line-guatemala"](Language.Spanish).Svg);

        // 2012 to 2017 are six neighbours with five segments; 2019 and 2021 stand alone.
        svg.Elements().Count(e => e.Name.LocalName == "path" && (string?)e.Attribute("fill") == "none").ShouldBe(5);
        Markup.SvgTexts(Charts.All["line-guatemala"](Language.Spanish)).Count(text => text == "protegido").ShouldBe(1);
    }

    [Fact]
    public void A_line_begins_and_ends_where_the_table_says_something() => Markup
        .TableRows(Charts.All["line-belize"](Language.Spanish)).Select(row => row[0]).ShouldBe(["2014", "2015", "2016", "2017", "2018", "2019", "2020"]);

    [Fact]
    public void An_interval_on_a_line_is_a_band_and_a_bar_between_its_bounds()
    {
        var svg = Markup.Parse(Charts.All["line-belize"](Language.Spanish).Svg);
        svg.Elements().Count(e => (string?)e.Attribute("fill-opacity") == "0.18").ShouldBe(3);
        Markup.TableRows(Charts.All["line-belize"](Language.English))[1].ShouldBe(["2015", "0–4"]);
    }

    [Fact]
    public void Invented_data_say_so_on_the_page_and_in_the_picture_file()
    {
        var unit = Charts.All["bars-invented"](Language.Spanish);
        unit.Notes[0].ShouldBe("Datos inventados para demostración: ninguna persona de estas cifras existe.");
        unit.Html.ShouldContain(unit.Notes[0]);
        string.Concat(Markup.Parse(unit.StandaloneSvg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)).ShouldStartWith("Datos inventados");
        Markup.CsvRecords(unit.Csv)[1][^2].ShouldBe("invented");
        Charts.All["bars-forms"](Language.Spanish).Html.ShouldNotContain("inventados");
    }

    [Fact]
    public void Hostile_names_are_text_everywhere_and_never_a_formula()
    {
        const string Hostile = "=HYPERLINK(\"http://x\")<script>alert('1')</script>&]]>\u0001\uD800";
        var list = Tables.List("list", (Hostile, Hostile), [("a", Hostile, Hostile), ("b", "@b;c", "@b;c"), ("c", "\t-1", "-1")]);
        var table = Tables.Official([("list", list)], [(["a"], Figure.Exact(3)), (["b"], Figure.Exact(2)), (["c"], Figure.Exact(1))]);
        var unit = Charts.Bars("hostile", table, "list", Language.Spanish, RowOrder.Listed);

        Markup.Parse(unit.Html).Descendants().ShouldNotContain(e => e.Name.LocalName == "script");
        Markup.Parse(unit.StandaloneSvg).Descendants().ShouldNotContain(e => e.Name.LocalName == "script");
        Markup.TableRows(unit)[0][0].ShouldBe("=HYPERLINK(\"http://x\")<script>alert('1')</script>&]]>\uFFFD\uFFFD");
        var records = Markup.CsvRecords(unit.Csv);
        records[1][2].ShouldStartWith("'=HYPERLINK");
        records[2][2].ShouldBe("'@b;c");
        records[3][2].ShouldBe("'\t-1");
        records.SelectMany(record => record).ShouldAllBe(field => field.Length == 0 || !"=+-@\t\r".Contains(field[0], StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_of_a_thousand_letters_wraps_inside_the_picture()
    {
        var list = Tables.List("list", ("Lista", "List"), [("a", new string('ñ', 1000), "a"), ("b", "b", "b")]);
        var unit = Charts.Bars("long", Tables.Official([("list", list)], [(["a"], Figure.Exact(3))]), "list", Language.Spanish, RowOrder.Listed);
        Markup.SvgTexts(unit).ShouldAllBe(text => Drawing.TextMeasure.Width(text, 14) <= 360);
        string.Concat(Markup.SvgTexts(unit).Where(text => text.StartsWith('ñ'))).Length.ShouldBe(1000);
    }

    [Fact]
    public void A_slice_the_table_cannot_support_is_refused_with_its_reason()
    {
        Refusal(new CubeSlice(Tables.ByForm, new Running("colour"))).ShouldBe("PUB-003");
        Refusal(new CubeSlice(Tables.ByForm, new Running("form") { Codes = ["nothing"] })).ShouldBe("PUB-003");
        Refusal(new CubeSlice(Tables.ByYear, new Running("year")) { At = Charts.At("country", "HT") }).ShouldBe("PUB-003");
        Refusal(new CubeSlice(Tables.ByForm, new Running("form") { Codes = [] })).ShouldBe("PUB-004");
        LineChart.Draw(new ChartSpec("x", new CubeSlice(Tables.ByYear, new Running("year")) { At = Charts.At("country", "NI") }), Texts.In(Language.Spanish))
            .Problems.Single().Code.ShouldBe("PUB-004");

        var onlyMargins = Tables.ByYear.Value;
        var cube = new Cube(onlyMargins.Header, onlyMargins.Dimensions, [new HashSet<string>(StringComparer.Ordinal) { "year" }], []);
        var released = new ReleaseDoors(Ledger.Empty, Tables.Now).AlreadyPublic(cube);
        Refusal(new CubeSlice(released, new Running("year")) { At = Charts.At("country", "GT") }).ShouldBe("PUB-002");

        static string Refusal(CubeSlice slice) => BarChart.Draw(new ChartSpec("x", slice), Texts.In(Language.Spanish)).Problems.Single().Code;
    }

    [Fact]
    public void Nine_series_are_refused_and_eight_with_unknown_are_drawn()
    {
        foreach (var (codes, drawn) in new[] { (8, true), (9, false) })
        {
            var list = Tables.List("part", ("Parte", "Part"), [.. Enumerable.Range(0, codes).Select(n => ($"p{(char)('a' + n)}", $"Parte {(char)('a' + n)}", "Part"))]);
            var table = Tables.Official(
                [("sex", Tables.Sexes), ("part", list)],
                [.. list.Codes.Select(code => (new[] { "female", code.Id }, Figure.Exact(7))), (["female", CodeList.Unknown], Figure.Exact(2))]);
            var outcome = StackedBarChart.Draw(
                new ChartSpec("x", new CubeSlice(table, new Running("sex")) { Series = new Running("part") }), Texts.In(Language.Spanish));
            outcome.Succeeded.ShouldBe(drawn);
            outcome.Problems.Select(problem => problem.Code).ShouldBe(drawn ? [] : ["PUB-001"]);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("A")]
    [InlineData("a\"b")]
    [InlineData("a b")]
    public void An_id_that_is_not_plain_is_the_callers_bug(string id) => Should.Throw<ArgumentException>(
        () => BarChart.Draw(new ChartSpec(id, new CubeSlice(Tables.ByForm, new Running("form"))), Texts.In(Language.Spanish)));

    [Fact]
    public void Wrong_use_of_a_kind_is_the_callers_bug()
    {
        var text = Texts.In(Language.Spanish);
        var withSeries = new ChartSpec("x", new CubeSlice(Tables.AgeBySex, new Running("age-group")) { Series = new Running("sex") });
        Should.Throw<ArgumentException>(() => BarChart.Draw(withSeries, text));
        Should.Throw<ArgumentException>(() => StackedBarChart.Draw(new ChartSpec("x", new CubeSlice(Tables.ByForm, new Running("form"))), text));
        Should.Throw<ArgumentException>(() => BarChart.Draw(
            new ChartSpec("x", new CubeSlice(Tables.ByForm, new Running("form")) { At = Charts.At("form", "sexual") }), text));
        var rates = Tables.Official([("age-group", Tables.Ages), ("sex", Tables.Sexes)], [(["0-17", "male"], Figure.Exact(1.5m))], MeasureKind.Rate);
        Should.Throw<ArgumentException>(() => StackedBarChart.Draw(
            new ChartSpec("x", new CubeSlice(rates, new Running("age-group")) { Series = new Running("sex") }), text));
    }

    [GeneratedRegex("url\\(#(?<id>[^)]+)\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex References();
}
