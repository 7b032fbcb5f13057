using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Tests;

public class HeadlineTests
{
    private static readonly string Codes = "female male other _U _T";

    [Theory]
    [InlineData("60 30 10 0 100", "Female: 60 of 100 detected persons (60.0%), the highest figure.")]
    [InlineData("60 30 10 0 ?", "Female: 60 of 100 detected persons (60.0%), the highest figure.")]
    [InlineData("60 30 0-4 0 ?", "Female: 60 detected persons, the highest figure.")]
    [InlineData("60 30 x 0 ?", "Female: 60 detected persons, the highest of the published figures.")]
    [InlineData("60 30 ? 0 ?", "Female: 60 detected persons, the highest of the published figures.")]
    [InlineData("30 20 10 140 200", "For 140 of 200 detected persons (70.0%) this is not known (sex); the highest known figure: Female, 30.")]
    [InlineData("30 30 10 0 70", "Female and Male share the highest figure: 30 detected persons each.")]
    [InlineData("2 0-4 0 0 ?", "The published ranges do not tell which figure is the highest (detected persons).")]
    [InlineData("0-4 0-4 0-4 0 ?", "The published ranges do not tell which figure is the highest (detected persons).")]
    [InlineData("0 0 0 0 0", "No case recorded (detected persons).")]
    [InlineData("x x ? 4 ?", "These figures are withheld, so that nobody can be recognised (detected persons).")]
    [InlineData("? ? ? 4 ?", "The source does not give these figures (detected persons).")]
    public void About_parts_it_says_no_more_than_the_figures_do(string figures, string expected)
    {
        var unit = BarChart.Draw(new ChartSpec("h", new CubeSlice(Table("sex", Tables.Sexes, Codes, figures), new Running("sex"))), Texts.In(Language.English));
        unit.Value.Headline.ShouldBe(expected);
    }

    [Theory]
    [InlineData("10 ? 30", "30 detected persons in 2002, more than in 2000 (10).")]
    [InlineData("30 x 10", "10 detected persons in 2002, fewer than in 2000 (30).")]
    [InlineData("30 10 30", "30 detected persons in 2002, the same as in 2000.")]
    [InlineData("3 10 0-4", "between 0 and 4 detected persons in 2002 and 3 in 2000: the ranges do not tell whether they rose or fell.")]
    [InlineData("x 10 x", "10 detected persons in 2001, the only time with a published figure.")]
    [InlineData("x x x", "These figures are withheld, so that nobody can be recognised (detected persons).")]
    public void About_time_it_compares_the_first_and_the_last_stated_figure(string figures, string expected)
    {
        var unit = LineChart.Draw(
            new ChartSpec("h", new CubeSlice(Table("year", Tables.Years, "2000 2001 2002", figures), new Running("year"))), Texts.In(Language.English));
        unit.Value.Headline.ShouldBe(expected);
    }

    [Theory]
    [InlineData("40 x ?", 100, Aim.AtLeast, "40 detected persons in 2000: still less than the target of 100 for 2030.")]
    [InlineData("40 100 ?", 100, Aim.AtLeast, "100 detected persons in 2001: the target of 100 for 2030 is reached.")]
    [InlineData("40 ? 7", 5, Aim.AtMost, "7 detected persons in 2002: still more than the target of 5 for 2030.")]
    [InlineData("40 ? 0", 5, Aim.AtMost, "0 detected persons in 2002: the target of 5 for 2030 is reached.")]
    [InlineData("40 ? 0-4", 4, Aim.AtMost, "between 0 and 4 detected persons in 2002: the target of 4 for 2030 is reached.")]
    [InlineData("40 ? 0-4", 4, Aim.AtLeast, "between 0 and 4 detected persons in 2002: the range does not tell whether the target of 4 for 2030 is reached.")]
    [InlineData("40 ? 0-4", null, Aim.AtLeast, "between 0 and 4 detected persons in 2002; no target is set.")]
    [InlineData("x x ?", 4, Aim.AtLeast, "These figures are withheld, so that nobody can be recognised (detected persons).")]
    public void About_a_target_it_compares_the_last_stated_figure(string figures, int? target, Aim aim, string expected)
    {
        var source = new Source("P", "T", new NodaTime.LocalDate(2020, 1, 1), "");
        var chart = new ChartSpec("h", new CubeSlice(Table("year", Tables.Years, "2000 2001 2002", figures), new Running("year")));
        var spec = new ProgressSpec(chart) { Aim = aim, Target = target is { } value ? new Milestone("2030", value, source) : null };
        ProgressChart.Draw(spec, Texts.In(Language.English)).Value.Headline.ShouldBe(expected);
    }

    [Fact]
    public void About_flows_it_names_both_ends_and_what_stays_inside()
    {
        string Of(int within, int across) => FlowMatrixChart.Draw(
            new ChartSpec("h", new CubeSlice(
                Tables.Official(
                    [("origin", Tables.Sexes), ("destination", Tables.Sexes)],
                    [(["female", "female"], Figure.Exact(within)), (["male", "female"], Figure.Exact(across)), (["male", "male"], Figure.Withheld)]),
                new Running("origin"))
            { Series = new Running("destination") }),
            Texts.In(Language.English)).Value.Headline;

        Of(3, 3).ShouldBe("The published ranges do not tell which figure is the highest (detected persons).");
        Of(9, 3).ShouldBe("Within Female: 9 detected persons, the highest of the published figures.");
        Of(3, 9).ShouldBe("From Male to Female: 9 detected persons, the highest of the published figures.");
        Charts.All["flow-three"](Language.English).Headline.ShouldBe("The published ranges do not tell which figure is the highest (detected persons).");
    }

    [Fact]
    public void A_chosen_prefix_replaces_the_texts_of_the_kind()
    {
        var asked = new List<string>();
        var text = Texts.In(Language.English) with { Say = (key, _) => { asked.Add(key); return key; } };
        BarChart.Draw(new ChartSpec("h", new CubeSlice(Tables.ByCountry, new Running("country"))) { HeadlineKeys = "portal.own", Title = "Own" }, text)
            .Value.Headline.ShouldBe("portal.own.largest-published");
        asked.FindAll(key => key == "chart.title.by").ShouldBeEmpty();
    }

    [Fact]
    public void Every_text_that_code_names_exists_in_four_languages()
    {
        var named = Keys(typeof(ChartTextKeys)).Where(key => !key.StartsWith("chart.headline.", StringComparison.Ordinal)).ToList();
        named.AddRange(Keys(typeof(ChartTextKeys.PartCases)).Select(key => ChartTextKeys.PartsHeadline + key));
        named.AddRange(Keys(typeof(ChartTextKeys.LineCases)).Select(key => ChartTextKeys.LineHeadline + key));
        named.AddRange(Keys(typeof(ChartTextKeys.ProgressCases)).Select(key => ChartTextKeys.ProgressHeadline + key));
        named.AddRange(SourceTerms.Keys.Values);
        named.AddRange(Formats.Samples.TextKeys());
        named.AddRange(Keys(typeof(Documents.DocumentTextKeys)));
        Texts.Catalogue.Keys.ShouldBe(named.Order(StringComparer.Ordinal));
        foreach (var key in named)
        {
            Texts.Catalogue.In(Language.Spanish).StatusOf(key).ShouldBe(TranslationStatus.Reviewed);
            Texts.Catalogue.In(Language.English).StatusOf(key).ShouldBe(TranslationStatus.Reviewed);
            Texts.Catalogue.In(Language.French).StatusOf(key).ShouldBe(TranslationStatus.Machine);
            Texts.Catalogue.In(Language.HaitianCreole).StatusOf(key).ShouldBe(TranslationStatus.Machine);
        }

        static IEnumerable<string> Keys(Type type) => type
            .GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic)
            .Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
    }

    // "60" exact, "0-4" interval, "x" withheld, "?" missing.
    private static Released<Cube> Table(string dimension, CodeList list, string codes, string figures) => Tables.Official(
        [(dimension, list)],
        [.. codes.Split(' ').Zip(figures.Split(' ')).Select(pair => (new[] { pair.First }, pair.Second switch
        {
            "x" => Figure.Withheld,
            "?" => Figure.Missing,
            "0-4" => Figure.Between((0, 4)),
            var digits => Figure.Exact(decimal.Parse(digits, System.Globalization.CultureInfo.InvariantCulture)),
        }))]);
}
