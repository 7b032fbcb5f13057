using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Vocabulary.Tests;

public class ShapesTests
{
    private static readonly Source Source = new("P", "T", new LocalDate(2026, 1, 1), "Free");

    [Fact]
    public void A_register_does_not_change_when_its_maker_changes_the_lists_it_was_made_from()
    {
        var row = new List<string> { "GT" };
        var rows = new List<IReadOnlyList<string>> { row };
        var columns = new List<RegisterColumn> { new("country", LocalizedText.Same("País")) };
        var register = new RegisterTable("laws", LocalizedText.Same("L"), LocalizedText.Same("N"), Source, columns, rows);

        row[0] = "somebody's name";
        rows.Add(["another"]);
        columns.Clear();

        register.Rows.ShouldHaveSingleItem().ShouldBe(["GT"]);
        register.Columns.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_cube_does_not_change_when_its_maker_changes_what_it_was_made_from()
    {
        var equivalents = new Dictionary<string, string> { ["iso3"] = "GTM" };
        var codes = new List<Code> { new("GT", LocalizedText.Same("Guatemala"), equivalents) };
        var dimension = new Dimension("country", new CodeList("country", 1, LocalizedText.Same("País"), "ISO", codes));
        var view = new HashSet<string>(StringComparer.Ordinal) { "country" };
        var cells = new Dictionary<long, Figure> { [0] = Figure.Withheld };
        var header = new CubeHeader(
            "persons", MeasureKind.Count, LocalizedText.Same("t"), LocalizedText.Same("d"), LocalizedText.Same("l"), LocalizedText.Same("u"),
            Source, DataOrigin.Invented);
        var cube = new Cube(header, [dimension], [view], cells);

        cells[0] = Figure.Exact(3);
        view.Clear();
        codes.Clear();
        equivalents["iso3"] = "XXX";

        cube[("country", "GT")].ShouldBe(Figure.Withheld);
        cube.Views[0].ShouldContain("country");
        cube.Dimensions[0].List.Codes[0].Equivalents["iso3"].ShouldBe("GTM");
    }

    [Theory]
    [InlineData(-1, 4)]
    [InlineData(4, 2)]
    public void Bounds_that_are_none_are_refused(int low, int high) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Figure.Between((low, high)));

    [Fact]
    public void Every_cell_has_one_index_and_every_index_one_cell()
    {
        var a = new Dimension("a", new CodeList("a", 1, LocalizedText.Same("a"), "s", [new("x", LocalizedText.Same("x"), new Dictionary<string, string>())]));
        var b = new Dimension("b", new CodeList("b", 1, LocalizedText.Same("b"), "s", [
            new("x", LocalizedText.Same("x"), new Dictionary<string, string>()), new("y", LocalizedText.Same("y"), new Dictionary<string, string>())]));
        var header = new CubeHeader(
            "c", MeasureKind.Count, LocalizedText.Same("t"), LocalizedText.Same("d"), LocalizedText.Same("l"), LocalizedText.Same("u"), Source,
            DataOrigin.Invented);
        var cube = new Cube(header, [a, b], [], []);

        cube.Capacity.ShouldBe(12);
        for (var index = 0L; index < cube.Capacity; index++)
            cube.IndexOf(cube.PositionsOf(index)).ShouldBe(index);
        Should.Throw<ArgumentOutOfRangeException>(() => cube.PositionsOf(12));
    }
}
