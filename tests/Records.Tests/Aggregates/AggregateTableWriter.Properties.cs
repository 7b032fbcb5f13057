using Amparo.Records.Aggregates;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using FsCheck;
using FsCheck.Fluent;
using static Amparo.Records.Tests.Aggregates.Extracts;

namespace Amparo.Records.Tests.Aggregates;

public class AggregateTableWriterProperties
{
    private static readonly string[] Countries = ["GT", "MX", CodeList.Unknown];
    private static readonly string[] Citizenships = ["GT", "MX", "HN", CodeList.Unknown, CodeList.Total];
    private static readonly Cube Frame = Read(Table, "GTM,2020,persons,All,Total,1").Cube;

    private static Gen<(string[] Codes, long Low, int Width)[]> Cells =>
        (from country in Gen.Elements(Countries)
         from year in Gen.Elements("2020", "2021")
         from citizenship in Gen.Elements(Citizenships)
         from low in Gen.Choose(0, int.MaxValue)
         from width in Gen.Choose(0, 4)
         select (new[] { country, year, citizenship, CodeList.Total }, (long)low, width)).ArrayOf();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_written_is_read_again(bool intervals) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261129UL, 5UL),
        Prop.ForAll(Cells.Where(cells => cells.Length > 0).ToArbitrary(), drawn =>
        {
            var cube = Of(Table, drawn.DistinctBy(cell => string.Concat(cell.Codes)).Select(cell => (cell.Codes, Figure.Between((cell.Low, cell.Low + cell.Width)))));

            var again = ReadAgain(Table, Written(cube, intervals));

            again.Cells.ShouldBe(cube.Cells);
            again.Views.Count.ShouldBe(cube.Views.Count);
        }));

    [Fact]
    public void A_rate_keeps_every_digit() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261129UL, 9UL),
        Prop.ForAll(Gen.Choose(1, int.MaxValue).Two().ToArbitrary(), pair =>
        {
            var table = With("measure: count", "measure: rate");
            var cube = Of(table, [(["GT", "2020", CodeList.Total, CodeList.Total], Figure.Exact((decimal)pair.Item1 / pair.Item2))]);

            ReadAgain(table, Written(cube, intervals: false)).Cells.ShouldBe(cube.Cells);
        }));

    [Fact]
    public void The_lines_are_in_the_order_of_the_axes_and_say_only_what_is_stated()
    {
        var cube = Of(Table,
        [
            (["MX", "2020", "_T", "_T"], Figure.Exact(1000)), (["GT", "2021", "_U", "_T"], Figure.Exact(2)), (["GT", "2021", "HN", "_T"], Figure.Exact(3.0m)),
            (["GT", "2020", "_T", "_T"], Figure.Withheld), (["GT", "2020", "GT", "_T"], Figure.Missing),
        ]);

        Written(cube, intervals: false).ShouldBe("country,year,citizenship,sex,value\nGT,2021,HN,_T,3\nGT,2021,_U,_T,2\nMX,2020,_T,_T,1000\n");
        Written(cube, intervals: true).ShouldBe("country,year,citizenship,sex,low,high\nGT,2021,HN,_T,3,3\nGT,2021,_U,_T,2,2\nMX,2020,_T,_T,1000,1000\n");
    }

    [Fact]
    public void One_interval_gives_every_line_two_bounds() =>
        Written(Of(Table, [(["GT", "2020", "_T", "_T"], Figure.Between((0, 4))), (["MX", "2020", "_T", "_T"], Figure.Exact(9))]), intervals: false)
            .ShouldBe("country,year,citizenship,sex,low,high\nGT,2020,_T,_T,0,4\nMX,2020,_T,_T,9,9\n");

    private static Cube Of(AggregateTable table, IEnumerable<(string[] Codes, Figure Figure)> cells) => new(
        table.Header, Frame.Dimensions, table.Views,
        cells.Select(cell => KeyValuePair.Create(Frame.IndexOf([.. cell.Codes.Select((code, axis) => Frame.Dimensions[axis].PositionOf(code))]), cell.Figure)));

    private static string Written(Cube cube, bool intervals)
    {
        using var csv = new StringWriter();
        AggregateTableWriter.Write(cube, csv, intervals);
        return csv.ToString();
    }

    private static Cube ReadAgain(AggregateTable table, string csv) => AggregateTableReader.ReadFigures(table, new StringReader(csv), "found.csv", Lists).Value;
}
