using System.Globalization;
using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Publication.Tests;

public class ChartsProperties
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20261123UL, 7UL);

    private static readonly Gen<Figure> AnyFigure = Gen.OneOf(
        Gen.Constant(Figure.Missing),
        Gen.Constant(Figure.Withheld),
        Gen.Choose(0, 40_000).Select(value => Figure.Exact(value)),
        Gen.Choose(0, 9_999).Select(value => Figure.Exact(value / 8m)),
        from low in Gen.Choose(0, 500) from more in Gen.Choose(1, 700) select Figure.Between((low, low + more)));

    private static readonly string[] Ages = [.. Tables.Ages.Codes.Select(code => code.Id), CodeList.Unknown, CodeList.Total];
    private static readonly string[] Sexes = [.. Tables.Sexes.Codes.Select(code => code.Id), CodeList.Unknown, CodeList.Total];

    private static readonly Arbitrary<Released<Cube>> AnyTable = AnyFigure.ArrayOf(Ages.Length * Sexes.Length)
        .Select(figures => Tables.Official(
            [("age-group", Tables.Ages), ("sex", Tables.Sexes)],
            [.. figures.Select((figure, index) => (new[] { Ages[index / Sexes.Length], Sexes[index % Sexes.Length] }, figure))]))
        .ToArbitrary();

    [Fact]
    public void Table_CSV_and_cells_state_what_the_cube_states() => Prop.ForAll(AnyTable, table =>
    {
        foreach (var unit in Draw(table))
        {
            var cells = unit.Cells;
            cells.ShouldAllBe(cell => cell.Figure == FigureIn(table, unit, cell));
            Markup.TableRows(unit).SelectMany(row => row.Skip(1)).ShouldBe(cells.Select(cell => Words(cell.Figure)));
            Markup.CsvRecords(unit.Csv).Skip(1).Select(CsvFigure).ShouldBe(cells.Select(cell => cell.Figure));
        }
    }).Check(Fixed);

    [Fact]
    public void Whatever_the_figures_the_markup_is_well_formed_and_no_mark_leaves_the_picture() => Prop.ForAll(AnyTable, table =>
    {
        foreach (var unit in Draw(table))
        {
            Markup.Parse(unit.Html).Name.LocalName.ShouldBe("figure");
            foreach (var rect in Markup.Parse(unit.Svg).Elements().Where(element => element.Name.LocalName == "rect"))
            {
                Markup.Number(rect, "x").ShouldBeGreaterThanOrEqualTo(0);
                Markup.Number(rect, "width").ShouldBeGreaterThanOrEqualTo(0);
                (Markup.Number(rect, "x") + Markup.Number(rect, "width")).ShouldBeLessThanOrEqualTo(361);
            }

            // The stacked chart's axis and the values of a line have rules of their own; the rest is laid out so that nothing collides.
            if (unit.Id is not "s" and not "l")
                Markup.TextBoxes(unit).ShouldKeepApart(unit.Id);
        }
    }).Check(Fixed);

    [Fact]
    public void A_bar_is_as_long_as_its_figure_beside_the_longest() => Prop.ForAll(
        Gen.Choose(200, 90_000).ArrayOf(9).ToArbitrary(), counts =>
        {
            var table = Tables.Official(
                [("country", Tables.Countries)], [.. counts.Select((count, index) => (new[] { Tables.Countries.Codes[index].Id }, Figure.Exact(count)))]);
            var bars = Markup.Parse(Charts.Bars("bars", table, "country", Language.Spanish, RowOrder.Listed).Svg).Elements()
                .Where(element => element.Name.LocalName == "rect").Select(element => Markup.Number(element, "width")).ToList();
            for (var index = 0; index < counts.Length; index++)
                bars[index].ShouldBe(Math.Max(1.5m, bars.Max() * counts[index] / counts.Max()), 0.02m);
        }).Check(Fixed);

    // The first letter of an id says what runs: b the sexes alone, a the ages alone, anything else both.
    private static IEnumerable<FigureUnit> Draw(Released<Cube> table)
    {
        var text = Texts.In(Language.English);
        ChartSpec Both(string id) => new(id, new CubeSlice(table, new Running("age-group")) { Series = new Running("sex") });
        ChartSpec Sexes(string id) => new(id, new CubeSlice(table, new Running("sex"))) { Order = RowOrder.LargestFirst };
        ChartSpec Ages(string id) => new(id, new CubeSlice(table, new Running("age-group")));

        yield return StackedBarChart.Draw(Both("s"), text).Value;
        yield return BarChart.Draw(Sexes("b"), text).Value;
        yield return PyramidChart.Draw(Both("pyramid"), text).Value;
        yield return IconArrayChart.Draw(Sexes("b-icons"), text).Value;
        yield return TileMapChart.Draw(new TileMapSpec(Sexes("b-map"), SexesAsPlaces), text).Value;
        yield return FlowMatrixChart.Draw(Both("flow"), text).Value;

        // In time, nothing is drawn where the table says nothing.
        foreach (var inTime in new[]
        {
            LineChart.Draw(Both("l"), text), SmallMultiples.Draw(Both("multiples"), text), Sparkline.Draw(Ages("a-spark"), text),
            ProgressChart.Draw(new ProgressSpec(Ages("a-progress")) { Target = Plan(300), Baseline = Plan(20) }, text),
        })
        {
            if (inTime.Succeeded)
                yield return inTime.Value;
            else
                inTime.Problems.Single().Code.ShouldBe("PUB-004");
        }
    }

    private static readonly TileLayout SexesAsPlaces = new(new Dictionary<string, TilePlace>(StringComparer.Ordinal)
    {
        ["female"] = new(0, 0),
        ["male"] = new(3, 1),
    });

    private static Milestone Plan(decimal value) => new("2030", value, new Source("P", "T", new NodaTime.LocalDate(2020, 1, 1), "public"));

    private static Figure FigureIn(Released<Cube> table, FigureUnit unit, FigureCell cell) => unit.Id[0] switch
    {
        'b' => table.Value[("sex", cell.Row)],
        'a' => table.Value[("age-group", cell.Row)],
        _ => table.Value[("age-group", cell.Row), ("sex", cell.Series)],
    };

    private static string Words(Figure figure)
    {
        static string Whole(decimal value) => Math.Round(value).ToString("#,0", CultureInfo.InvariantCulture);
        return figure.Kind switch
        {
            FigureKind.Exact => Whole(figure.Low),
            FigureKind.Interval => $"{Whole(figure.Low)}–{Whole(figure.High)}",
            FigureKind.Withheld => "withheld",
            _ => "no data",
        };
    }

    private static Figure CsvFigure(IReadOnlyList<string> record)
    {
        static decimal Read(string digits) => decimal.Parse(digits, CultureInfo.InvariantCulture);
        var at = record.Count - 7;
        if (record[at] is "missing" or "withheld")
        {
            record[at + 1].ShouldBeEmpty();
            record[at + 2].ShouldBeEmpty();
        }

        return record[at] switch
        {
            "exact" => Figure.Exact(Read(record[at + 1])),
            "interval" => Figure.Between((Read(record[at + 1]), Read(record[at + 2]))),
            "withheld" => Figure.Withheld,
            _ => Figure.Missing,
        };
    }
}
