using System.Globalization;
using Amparo.Records.Aggregates;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Records.Tests.Aggregates;

public class AggregateTableReaderProperties
{
    private static readonly AggregateTable Table =
        AggregateTableReader.ReadDeclaration(new StringReader(Tests.Tables.Declaration), "victims.yaml").Value;

    private static readonly string[] Countries = ["GT", "MX", "HN", CodeList.Unknown];
    private static readonly string[] Sexes = ["female", "male", CodeList.Unknown, CodeList.Total];

    private static Gen<(string Country, string Sex, int Low, int Width)[]> Lines =>
        (from country in Gen.Elements(Countries)
         from sex in Gen.Elements(Sexes)
         from low in Gen.Choose(0, 3000)
         from width in Gen.Choose(0, 4)
         select (country, sex, low, width)).ArrayOf();

    [Fact]
    public void What_is_written_is_read_whatever_the_order_of_the_lines() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261123UL, 7UL),
        Prop.ForAll(Lines.ToArbitrary(), written =>
        {
            var lines = written.DistinctBy(line => (line.Country, line.Sex)).ToArray();
            if (lines.Length == 0)
                return;
            var forth = Read(lines);
            var back = Read(lines.Reverse());

            back.Cells.ShouldBe(forth.Cells);
            forth.Cells.Count().ShouldBe(lines.Length);
            foreach (var line in lines)
            {
                forth[("country", line.Country), ("year", "2021"), ("sex", line.Sex)]
                    .ShouldBe(Figure.Between((line.Low, line.Low + line.Width)));
            }
        }));

    private static Cube Read(IEnumerable<(string Country, string Sex, int Low, int Width)> lines)
    {
        var rows = lines.Select(line => string.Create(
            CultureInfo.InvariantCulture, $"{line.Country},2021,{line.Sex},{line.Low},{line.Low + line.Width}\n"));
        var csv = "country,year,sex,low,high\n" + string.Concat(rows);
        return AggregateTableReader.ReadFigures(Table, new StringReader(csv), "victims.csv", Tests.Tables.Lists).Value;
    }
}
