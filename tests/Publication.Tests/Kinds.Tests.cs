using System.Globalization;
using System.Xml.Linq;
using Amparo.PrivateRelease;
using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Tests;

/// <summary>Pyramid, icons, tile map, flow matrix, progress, sparkline and small multiples: what each promises, and hard tables.</summary>
public class KindsTests
{
    private static readonly Source Plan = new("Coalición", "Plan", new NodaTime.LocalDate(2020, 1, 1), "público");

    public static TheoryData<string> Drawn => [.. Charts.All.Keys.Where(name => name.Split('-')[0] is "pyramid" or "icons" or "map" or "flow" or "progress" or "spark" or "panels")];

    public static TheoryData<string, string> KindsAndTables => [.. from kind in Kinds.Keys from table in HardTables.Keys select (kind, table)];

    private static readonly Dictionary<string, Func<Released<Cube>, Outcome<FigureUnit>>> Kinds = new(StringComparer.Ordinal)
    {
        ["pyramid"] = table => PyramidChart.Draw(Both(table), Texts.In(Language.Spanish)),
        ["icons"] = table => IconArrayChart.Draw(Columns(table), Texts.In(Language.Spanish)),
        ["map"] = table => TileMapChart.Draw(new TileMapSpec(Rows(table), TileLayout.Region), Texts.In(Language.Spanish)),
        ["flow"] = table => FlowMatrixChart.Draw(Both(table), Texts.In(Language.Spanish)),
        ["progress"] = table => ProgressChart.Draw(
            new ProgressSpec(Rows(table)) { Target = new Milestone("2030", 40, Plan), Baseline = new Milestone("2019", 0, Plan) }, Texts.In(Language.Spanish)),
        ["spark"] = table => Sparkline.Draw(Rows(table), Texts.In(Language.Spanish)),
        ["panels"] = table => SmallMultiples.Draw(Both(table), Texts.In(Language.Spanish)),
    };

    private static readonly Dictionary<string, Func<Released<Cube>>> HardTables = new(StringComparer.Ordinal)
    {
        ["all missing"] = () => Table(3, (_, _) => Figure.Missing),
        ["all withheld"] = () => Table(3, (_, _) => Figure.Withheld),
        ["all zero"] = () => Table(3, (_, _) => Figure.Exact(0)),
        ["one row"] = () => Table(1, (_, _) => Figure.Exact(7)),
        ["forty rows"] = () => Table(40, (row, column) => Figure.Exact(row * column)),
        ["all intervals"] = () => Table(4, (row, column) => Figure.Between((row, (row * 10) + column + 5))),
        ["wide intervals"] = () => Table(2, (row, column) => Figure.Between((1_234_567 + row, 98_765_432 + column))),
        ["total below its parts"] = () => Table(2, (row, column) => Figure.Exact(row > 1 || column > 2 ? 1 : 50)),
        ["long names"] = () => Table(3, (row, column) => Figure.Exact(row + column), "Zona de frontera de nombre larguísimo e incomprensiblementeinseparable número "),
    };

    [Theory]
    [MemberData(nameof(KindsAndTables))]
    public void A_hard_table_is_drawn_inside_the_picture_without_a_collision_or_refused(string kind, string table)
    {
        var drawn = Kinds[kind](HardTables[table]());
        if (!drawn.Succeeded)
        {
            // A course in time of which the table says nothing has no years.
            table.ShouldBe("all missing");
            drawn.Problems.Single().Code.ShouldBe("PUB-004");
            return;
        }

        CheckLayout(drawn.Value);
        Markup.Parse(drawn.Value.Html).Name.LocalName.ShouldBe("figure");
        Markup.Parse(drawn.Value.StandaloneSvg).Name.LocalName.ShouldBe("svg");
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void No_two_texts_collide_in_any_language(string name)
    {
        foreach (var language in Language.All)
            CheckLayout(Charts.All[name](language));
    }

    [Fact]
    public void Women_stand_left_and_men_right_and_a_bar_is_as_long_as_its_figure()
    {
        var rects = Rects(Charts.All["pyramid-steps"](Language.Spanish)).Where(rect => Markup.Number(rect, "height") == 22).ToList();
        var women = rects.Where(rect => Fill(rect) == Ink.Series[0].Colour && rect.Attribute("fill-opacity") is null).ToList();
        var men = rects.Where(rect => Fill(rect) == Ink.Series[1].Colour).ToList();
        women.ShouldAllBe(rect => Markup.Number(rect, "x") + Markup.Number(rect, "width") < 180);
        men.ShouldAllBe(rect => Markup.Number(rect, "x") > 180);

        // Drawn from the highest age down: 17, 118, 300 (of 300 to 420), 744, 512, 61, unknown 90; one scale for both sides.
        var each = women.Max(rect => Markup.Number(rect, "width")) / 744m;
        women.Select(rect => Markup.Number(rect, "width") / each).Zip([17m, 118, 300, 744, 512, 61, 90])
            .ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 2);
        men.Select(rect => Markup.Number(rect, "width") / each).Zip([251m, 203, 140, 48, 77]).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < 1);
    }

    [Fact]
    public void Whoever_has_no_side_in_a_pyramid_is_said_in_the_picture_in_a_note_and_in_the_table()
    {
        var unit = Charts.All["pyramid-steps"](Language.English);
        const string Sentence = "Not drawn in the pyramid, but in the table: Other: 39 and Not known: withheld.";
        unit.Notes[0].ShouldBe(Sentence);
        string.Join(' ', Markup.SvgTexts(unit)).ShouldContain(Sentence);
        unit.Cells.ShouldContain(cell => cell.Row == CodeList.Total && cell.Series == "other" && cell.Figure == Figure.Exact(39));
    }

    [Fact]
    public void A_pyramid_needs_women_and_men_and_all_the_others()
    {
        var two = new ChartSpec("x", new CubeSlice(Tables.AgeBySex, new Running("age-group")) { Series = new Running("sex") { Codes = ["female", "male"] } });
        Should.Throw<ArgumentException>(() => PyramidChart.Draw(two, Texts.In(Language.Spanish)));
        var turned = new ChartSpec("x", new CubeSlice(Tables.AgeBySex, new Running("sex")) { Series = new Running("age-group") });
        PyramidChart.Draw(turned, Texts.In(Language.Spanish)).Problems.Single().Code.ShouldBe("PUB-003");
    }

    [Fact]
    public void A_hundred_icons_are_shared_out_and_the_rest_says_what_it_is()
    {
        // 3634 and 1330 of 5330 are 68.2 and 25.0; the 366 withheld ones are 6.9.
        var unit = Charts.All["icons-sexes"](Language.English);
        Shapes(unit, Ink.Series[0].Colour).ShouldBe(68);
        Shapes(unit, Ink.Series[1].Colour).ShouldBe(25);

        // One more is the square of the legend.
        Shapes(unit, "url(#icons-sexes-hatch)").ShouldBe(7 + 1);
        var texts = Markup.SvgTexts(unit);
        texts.ShouldContain("Female: 68 of 100 (3,634)");
        texts.ShouldContain("Other: withheld");
        texts.ShouldContain("The rest (withheld): 7 of 100");
    }

    [Fact]
    public void A_share_of_chosen_codes_is_a_share_of_the_whole()
    {
        var unit = Charts.All["icons-women"](Language.English);
        Markup.SvgTexts(unit).ShouldContain("Female: 68 of 100 (3,634)");
        Markup.SvgTexts(unit).ShouldContain("The others: 32 of 100");
        unit.Headline.ShouldBe("Female: 68.2% of 5,330 detected persons (3,634).");
        unit.Notes[0].ShouldBe("The parts are counted of a total of 5,330 detected persons.");
    }

    [Fact]
    public void A_part_between_two_bounds_has_its_certain_icons_only_and_a_tiny_one_says_it_is_tiny()
    {
        var texts = string.Join(' ', Markup.SvgTexts(Charts.All["icons-forms"](Language.English)));
        texts.ShouldContain("Forced or servile marriage: 0 to 6 of 100 (0–1,200)");
        texts.ShouldContain("Organ removal: 0 of 100 (0)");
        var small = Tables.Official([("sex", Tables.Sexes)], [(["female"], Figure.Exact(9996)), (["male"], Figure.Exact(4)), ([CodeList.Total], Figure.Exact(10000))]);
        string.Join(' ', Markup.SvgTexts(IconArrayChart.Draw(new ChartSpec("x", new CubeSlice(small, new Running("sex"))), Texts.In(Language.English)).Value))
            .ShouldContain("Male: less than 1 of 100 (4)");
    }

    [Theory]
    [InlineData("withheld", "The total is withheld")]
    [InlineData("missing", "The source does not give the total")]
    [InlineData("range", "The total is a range")]
    [InlineData("zero", "The total is zero")]
    [InlineData("less", "The parts add up to more than the total")]
    public void Without_a_total_there_are_no_icons_and_the_picture_says_why(string total, string words)
    {
        var whole = total switch
        {
            "withheld" => Figure.Withheld,
            "range" => Figure.Between((10, 20)),
            "zero" => Figure.Exact(0),
            "less" => Figure.Exact(5),
            _ => Figure.Missing,
        };
        var table = Tables.Official([("sex", Tables.Sexes)], [(["female"], total == "zero" ? Figure.Exact(0) : Figure.Exact(6)), ([CodeList.Total], whole)]);
        var unit = IconArrayChart.Draw(new ChartSpec("x", new CubeSlice(table, new Running("sex"))), Texts.In(Language.English)).Value;
        Shapes(unit, Ink.Series[0].Colour).ShouldBe(0);
        string.Join(' ', Markup.SvgTexts(unit)).ShouldContain(words);
    }

    [Fact]
    public void Every_place_has_a_tile_of_the_same_size_and_none_is_lost()
    {
        var unit = Charts.All["map-places"](Language.Spanish);
        var tiles = Rects(unit).Where(rect => Markup.Number(rect, "width") is > 80 && Fill(rect) != Ink.Paper || rect.Attribute("stroke-dasharray") is not null)
            .Where(rect => Markup.Number(rect, "height") > 20).ToList();
        tiles.Select(rect => Markup.Number(rect, "height")).Distinct().Count().ShouldBe(1);
        var texts = string.Join(' ', Markup.SvgTexts(unit));
        foreach (var words in new[] { "Guatemala", "486", "Haití", "Cuba", "Otro lugar", "66", "Se desconoce", "310", "0–4", "120–260", "protegido", "sin dato", "Sin lugar en el mapa:" })
            texts.ShouldContain(words);
    }

    [Fact]
    public void Every_country_of_the_coalition_has_a_place_of_its_own_in_the_region()
    {
        TileLayout.Region.Places.Keys.ShouldBeSubsetOf(["MX", "GT", "BZ", "SV", "HN", "NI", "CR", "PA", "DO", "HT", "CU", "JM"]);
        Tables.Countries.Codes.Select(code => code.Id).ShouldBeSubsetOf(TileLayout.Region.Places.Keys);
        var spec = new ChartSpec("x", new CubeSlice(Tables.ByCountry, new Running("country")));
        var twice = new TileLayout(new Dictionary<string, TilePlace>(StringComparer.Ordinal) { ["MX"] = new(0, 0), ["GT"] = new(0, 0) });
        Should.Throw<ArgumentException>(() => TileMapChart.Draw(new TileMapSpec(spec, twice), Texts.In(Language.Spanish)));
        var outside = new TileLayout(new Dictionary<string, TilePlace>(StringComparer.Ordinal) { ["MX"] = new(4, 0) });
        Should.Throw<ArgumentException>(() => TileMapChart.Draw(new TileMapSpec(spec, outside), Texts.In(Language.Spanish)));
    }

    [Fact]
    public void A_name_on_a_tile_is_written_smaller_before_a_word_of_it_is_broken()
    {
        var names = Tables.List("country", ("País", "Country"), [("DO", "République dominicaine", "Donaudampfschifffahrt"), ("HT", "Haïti", "Haiti")]);
        var table = Tables.Official([("country", names)], [(["DO"], Figure.Exact(203)), (["HT"], Figure.Exact(41))]);
        var spec = new TileMapSpec(new ChartSpec("x", new CubeSlice(table, new Running("country"))), TileLayout.Region);
        string SizeOf(Language language, string start) => Markup.Parse(TileMapChart.Draw(spec, Texts.In(language)).Value.Svg).Elements()
            .Where(text => text.Name.LocalName == "text" && text.Value.StartsWith(start, StringComparison.Ordinal)).Select(text => $"{text.Value} {(string?)text.Attribute("font-size")}").First();
        SizeOf(Language.Spanish, "dominic").ShouldBe("dominicaine 13");
        SizeOf(Language.Spanish, "Haï").ShouldBe("Haïti 14");
        // What no size makes fit is broken, and stays readable.
        SizeOf(Language.English, "Donaud").ShouldEndWith(" 14");
    }

    [Theory]
    [InlineData("5 19 41 66 87 203 486 12729", "0 | less than 40 | 40 to less than 90 | 90 to less than 500 | 500 or more")]
    [InlineData("3 3 3 3", "0")]
    [InlineData("1 1 2 2", "0 | less than 2 | 2 or more")]
    [InlineData("0 0", "0")]
    public void Classes_have_round_borders_near_the_quartiles(string figures, string legend)
    {
        var shades = Shades.For([Figure.Exact(0), .. figures.Split(' ').Select(text => Figure.Exact(decimal.Parse(text, CultureInfo.InvariantCulture)))], MeasureKind.Count);
        var words = new FigureWords(Texts.In(Language.English), MeasureKind.Count);
        string.Join(" | ", shades.Entries(new Canvas("x"), words).Select(entry => entry.Name)).ShouldBe(legend);
    }

    [Fact]
    public void Shades_grow_darker_and_their_texts_are_read_on_them()
    {
        Ink.Shades.Zip(Ink.Shades.Skip(1)).ShouldAllBe(pair => Luminance(pair.First) > Luminance(pair.Second) * 1.5);
        foreach (var (shade, text) in Ink.Shades.Zip(Ink.TextOnShades))
        {
            var (one, other) = (Luminance(shade), Luminance(text));
            ((Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05)).ShouldBeGreaterThanOrEqualTo(4.5);
        }
    }

    [Fact]
    public void What_stays_in_its_place_is_framed_and_each_place_shows_its_total()
    {
        var unit = Charts.All["flow-nine"](Language.Spanish);
        Rects(unit).Count(rect => Fill(rect) == "none" && (string?)rect.Attribute("stroke-width") == "2.5").ShouldBe(9 + 1);
        Markup.SvgTexts(unit).ShouldContain("dentro del mismo lugar");
        Markup.SvgTexts(unit).ShouldContain("total: 400");
        Markup.SvgTexts(unit).ShouldContain("total: 5386");
    }

    [Fact]
    public void A_number_too_wide_for_its_cell_is_left_to_the_table_with_a_note()
    {
        var unit = Charts.All["flow-nine"](Language.Spanish);
        unit.Notes.ShouldContain("Los números que no caben en su casilla están en la tabla.");
        Charts.All["flow-three"](Language.Spanish).Notes.ShouldNotContain("Los números que no caben en su casilla están en la tabla.");
        Markup.TableRows(unit).SelectMany(row => row).ShouldContain("2–240");
    }

    [Fact]
    public void Target_and_baseline_are_lines_at_their_value_with_their_sources()
    {
        var unit = Charts.All["progress-shelters"](Language.English);
        var lines = Markup.Parse(unit.Svg).Elements().Where(e => e.Name.LocalName == "line").ToList();
        var target = lines.Last(line => line.Attribute("stroke")!.Value == Ink.Text && line.Attribute("stroke-dasharray") is null);
        var baseline = lines.Last(line => line.Attribute("stroke-dasharray") is not null);
        var zero = lines.First(line => line.Attribute("stroke")!.Value == Ink.Axis);
        var from = Markup.Number(zero, "x1") + 0.5m;
        ((Markup.Number(baseline, "x1") - from) / (Markup.Number(target, "x1") - from)).ShouldBe(0.46m, 0.001m);
        unit.Notes[0].ShouldBe("Target for 2027: 100 detected persons. Set by: Coalición, “Plan de la región”, 1 June 2019.");
        unit.Notes[1].ShouldStartWith("Starting point in 2019: 46 detected persons.");
    }

    [Fact]
    public void Without_a_target_it_says_that_none_is_set()
    {
        var unit = Charts.All["progress-no-target"](Language.Spanish);
        unit.Headline.ShouldBe("81 personas detectadas en 2024; no hay una meta fijada.");
        Markup.SvgTexts(unit).ShouldContain("No hay una meta fijada.");
        unit.Notes[0].ShouldBe("No hay una meta fijada.");
        Should.Throw<ArgumentException>(() => ProgressChart.Draw(
            new ProgressSpec(new ChartSpec("x", new CubeSlice(Tables.SheltersByYear, new Running("year")))) { Target = new Milestone("2030", -1, Plan) },
            Texts.In(Language.Spanish)));
    }

    [Fact]
    public void A_sparkline_is_of_the_size_of_a_word_and_has_a_name_and_no_text()
    {
        var unit = Charts.All["spark-guatemala"](Language.Spanish);
        var svg = Markup.Parse(unit.Svg);
        svg.Attribute("class")!.Value.ShouldBe("amparo-sparkline");
        (svg.Attribute("width")!.Value, svg.Attribute("height")!.Value).ShouldBe(("110", "28"));
        svg.Attribute("viewBox")!.Value.ShouldBe("0 0 110 28");
        Markup.SvgTexts(unit).ShouldBeEmpty();
        svg.Elements().Single(e => e.Name.LocalName == "title").Value.ShouldBe("Víctimas de trata detectadas, por año: Guatemala");

        // 2018 is withheld and 2020 is missing.
        Rects(unit).Count().ShouldBe(2);
        Rects(unit).Count(rect => rect.Attribute("stroke-dasharray") is not null).ShouldBe(1);
    }

    [Fact]
    public void Small_multiples_have_one_panel_a_code_and_one_scale()
    {
        var unit = Charts.All["panels-nine"](Language.Spanish);
        var texts = Markup.SvgTexts(unit);
        Tables.Countries.Codes.ShouldAllBe(code => texts.Contains(code.Name[Language.Spanish]));
        texts.Count(text => text == "2016").ShouldBe(9);

        // El Salvador has no figure for 2024: the number beside its line says that it is of 2023.
        texts[texts.ToList().IndexOf("444") + 1].ShouldBe("2023");
        texts[0].ShouldStartWith("La misma escala en todos los cuadros: de 0 a");
    }

    [Fact]
    public void Wrong_use_of_these_kinds_is_the_callers_bug()
    {
        var text = Texts.In(Language.Spanish);
        var withSeries = new ChartSpec("x", new CubeSlice(Tables.AgeBySex, new Running("age-group")) { Series = new Running("sex") });
        var without = new ChartSpec("x", new CubeSlice(Tables.ByForm, new Running("form")));
        Should.Throw<ArgumentException>(() => PyramidChart.Draw(without, text));
        Should.Throw<ArgumentException>(() => IconArrayChart.Draw(withSeries, text));
        Should.Throw<ArgumentException>(() => TileMapChart.Draw(new TileMapSpec(withSeries, TileLayout.Region), text));
        Should.Throw<ArgumentException>(() => FlowMatrixChart.Draw(without, text));
        Should.Throw<ArgumentException>(() => ProgressChart.Draw(new ProgressSpec(withSeries), text));
        Should.Throw<ArgumentException>(() => Sparkline.Draw(withSeries, text));
        Should.Throw<ArgumentException>(() => SmallMultiples.Draw(without, text));
        var rates = Tables.Official([("sex", Tables.Sexes)], [(["male"], Figure.Exact(1.5m))], MeasureKind.Rate);
        Should.Throw<ArgumentException>(() => IconArrayChart.Draw(new ChartSpec("x", new CubeSlice(rates, new Running("sex"))), text));
    }

    private static ChartSpec Both(Released<Cube> table) => new("hard", new CubeSlice(table, new Running("place")) { Series = new Running("sex") });

    private static ChartSpec Rows(Released<Cube> table) => new("hard", new CubeSlice(table, new Running("place")));

    private static ChartSpec Columns(Released<Cube> table) => new("hard", new CubeSlice(table, new Running("sex")));

    // Row 1 of column 1 and so on; the last row and column are the totals.
    private static Released<Cube> Table(int rows, Func<int, int, Figure> figure, string name = "Lugar ")
    {
        var places = Tables.List("place", ("Lugar", "Place"), [.. Enumerable.Range(1, rows)
            .Select(row => ("p" + row.ToString(CultureInfo.InvariantCulture), name + row.ToString(CultureInfo.InvariantCulture), "Place"))]);
        string[] sexes = ["female", "male", "other", CodeList.Unknown, CodeList.Total];
        List<string> all = [.. places.Codes.Select(code => code.Id), CodeList.Unknown, CodeList.Total];
        return Tables.Official(
            [("place", places), ("sex", Tables.Sexes)],
            [.. from row in Enumerable.Range(1, all.Count) from column in Enumerable.Range(1, sexes.Length)
                select (new[] { all[row - 1], sexes[column - 1] }, figure(row, column))]);
    }

    private static void CheckLayout(FigureUnit unit)
    {
        var svg = Markup.Parse(unit.Svg);
        var size = svg.Attribute("viewBox")!.Value.Split(' ').Select(n => decimal.Parse(n, CultureInfo.InvariantCulture)).ToList();
        var texts = Markup.TextBoxes(unit);
        texts.ShouldKeepApart(unit.Id);
        foreach (var (text, box) in texts)
        {
            (box.X >= -1 && box.Right <= size[2] + 1 && box.Y >= -1 && box.Bottom <= size[3] + 1).ShouldBeTrue($"{unit.Id}: {text} {box} in {size[2]} x {size[3]}");
        }

        foreach (var rect in Rects(unit))
        {
            (Markup.Number(rect, "x") >= 0 && Markup.Number(rect, "x") + Markup.Number(rect, "width") <= size[2] + 1).ShouldBeTrue($"{unit.Id}: {rect}");
            (Markup.Number(rect, "y") >= 0 && Markup.Number(rect, "y") + Markup.Number(rect, "height") <= size[3] + 1).ShouldBeTrue($"{unit.Id}: {rect}");
        }
    }

    private static IEnumerable<XElement> Rects(FigureUnit unit) => Markup.Parse(unit.Svg).Elements().Where(e => e.Name.LocalName == "rect");

    private static string Fill(XElement rect) => rect.Attribute("fill")!.Value;

    private static int Shapes(FigureUnit unit, string fill) =>
        Markup.Parse(unit.Svg).Elements().Count(e => e.Name.LocalName == "path" && (string?)e.Attribute("fill") == fill);

    private static double Luminance(string colour)
    {
        var linear = new[] { 1, 3, 5 }.Select(at => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(channel => channel <= 0.04045 ? channel / 12.92 : Math.Pow((channel + 0.055) / 1.055, 2.4)).ToList();
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }
}
