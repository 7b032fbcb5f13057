using Amparo.Vocabulary.Shapes;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Indicators.Tests;

public class TallyProperties
{
    private static readonly string?[] Sexes = ["female", "male", null];
    private static readonly string?[] Years = ["2019", "2020", "2021", null];

    private static Gen<(string? Sex, string? Year, string Subject, string Registered)[]> Rows =>
        (from sex in Gen.Elements(Sexes)
         from year in Gen.Elements(Years)
         from subject in Gen.Choose(1, 12)
         from day in Gen.Choose(10, 28)
         select (sex, year, $"S{subject}", $"2020-01-{day}")).ArrayOf();

    private static void ForAll(Action<(string? Sex, string? Year, string Subject, string Registered)[]> check) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261123UL, 1UL), Prop.ForAll(Rows.ToArbitrary(), check));

    private static IEnumerable<IndicatorDefinition> Definitions =>
        [Sample.Definition(), Sample.Definition(new Subject("subject", "registered"))];

    [Fact]
    public void Parts_and_unknown_add_up_to_the_total_along_every_line() => ForAll(rows =>
    {
        foreach (var definition in Definitions)
        {
            var cube = Tally.Of(definition, Sample.Records(rows)).Value.Cube.Tabulate();
            foreach (var (index, total) in cube.Cells)
            {
                var at = cube.PositionsOf(index);
                for (var axis = 0; axis < at.Length; axis++)
                {
                    if (at[axis] != cube.Dimensions[axis].TotalPosition)
                        continue;
                    var sum = 0m;
                    for (var position = 0; position < cube.Dimensions[axis].TotalPosition; position++)
                    {
                        int[] part = [.. at];
                        part[axis] = position;
                        sum += cube.FigureAt(cube.IndexOf(part)).Low;
                    }

                    sum.ShouldBe(total.Low);
                }
            }
        }
    });

    [Fact]
    public void No_record_and_no_person_is_lost() => ForAll(rows =>
    {
        var records = Sample.Records(rows);
        Tally.Of(Sample.Definition(), records).Value.Cube.Tabulate()[[]].Low.ShouldBe(rows.Length);
        Tally.Of(Sample.Definition(new Subject("subject", "registered")), records).Value.Cube.Tabulate()[[]].Low
            .ShouldBe(rows.Select(row => row.Subject).Distinct().Count());
        var scoped = Tally.Of(Sample.Definition(years: ["2020"]), records).Value;
        (scoped.Cube.Tabulate()[[]].Low + scoped.OutOfScope).ShouldBe(rows.Length);
    });

    [Fact]
    public void The_order_of_records_changes_nothing() => ForAll(rows =>
    {
        var turned = rows.Reverse().ToArray();
        Tally.Of(Sample.Definition(), Sample.Records(turned)).Value.Cube.Tabulate().Cells
            .ShouldBe(Tally.Of(Sample.Definition(), Sample.Records(rows)).Value.Cube.Tabulate().Cells);

        // Distinct counts place a person by the first record of a day, so the days are made different before turning.
        var days = rows.Select((row, at) => row with { Registered = $"2020-{(at % 12) + 1:00}-{(at / 12) + 1:00}" }).ToArray();
        var distinct = Sample.Definition(new Subject("subject", "registered"));
        Tally.Of(distinct, Sample.Records([.. days.Reverse()])).Value.Cube.Tabulate().Cells
            .ShouldBe(Tally.Of(distinct, Sample.Records(days)).Value.Cube.Tabulate().Cells);
    });

    [Fact]
    public void Shares_of_a_line_add_up_to_one() => ForAll(rows =>
    {
        var counts = Tally.Of(Sample.Definition(), Sample.Records(rows)).Value.Cube.Tabulate();
        var shares = Ratios.ShareOf(counts, "sex");
        foreach (var year in Years)
        {
            var code = year ?? Vocabulary.CodeList.Unknown;
            if (counts[("year", code)].Low == 0)
                continue;
            string[] parts = ["female", "male", Vocabulary.CodeList.Unknown];
            parts.Sum(sex => shares[("sex", sex), ("year", code)].Low).ShouldBe(1m, 0.000_000_001m);
        }
    });
}
