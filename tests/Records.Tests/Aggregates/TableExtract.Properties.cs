using FsCheck;
using FsCheck.Fluent;
using static Amparo.Records.Tests.Aggregates.Extracts;

namespace Amparo.Records.Tests.Aggregates;

public class TableExtractProperties
{
    // Few words for each column, so that rows often repeat and contradict each other, belong to others, or cannot be read.
    private static Gen<string[]> Rows =>
        (from iso in Gen.Elements("GTM", "MEX", "HND")
         from year in Gen.Elements("2019", "2020", "2021")
         from dim in Gen.Elements("persons", "persons", "offences")
         from who in Gen.Elements("All", "Nationals", "Honduras", "Unknown", "Atlantis")
         from sex in Gen.Elements("Total", "Female", "?", "Other")
         from value in Gen.Elements("1", "2", "<5", "\"1,000\"", "\"1,00\"", "")
         select $"{iso},{year},{dim},{who},{sex},{value}").ArrayOf();

    [Theory]
    [InlineData("same-is-one")]
    [InlineData("never-one")]
    public void The_order_of_the_rows_changes_nothing(string repeated)
    {
        var table = Declare($"{Declaration}\n  repeated: {repeated}").Value;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261129UL, 7UL),
            Prop.ForAll(Rows.Where(rows => rows.Length > 0).ToArbitrary(), rows =>
            {
                var forth = Read(table, rows);
                var back = Read(table, [.. rows.Reverse()]);

                back.Cells().ShouldBe(forth.Cells());
                back.Report.Belonging.ShouldBe(forth.Report.Belonging);
                back.Report.Repetitions.ShouldBe(forth.Report.Repetitions);
                Texts(back.Report.Contradicted.SelectMany(same => same), [.. rows.Reverse()]).ShouldBe(Texts(forth.Report.Contradicted.SelectMany(same => same), rows));
                Texts(back.Report.Unread, [.. rows.Reverse()]).ShouldBe(Texts(forth.Report.Unread, rows));
            }));
    }

    [Fact]
    public void Every_row_that_belongs_is_accounted_for() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261129UL, 11UL),
        Prop.ForAll(Rows.Where(rows => rows.Length > 0).ToArbitrary(), rows =>
        {
            var report = Read(Table, rows).Report;
            var shown = Read(Table, rows).Cells().Length;
            var empty = report.Belonging - shown - report.Repetitions - report.Contradicted.Sum(cell => cell.Count) - report.Unread.Count;

            report.Rows.ShouldBe(rows.Length);
            // What is left are rows whose figure is empty.
            empty.ShouldBeInRange(0, rows.Count(row => row.EndsWith(',')));
        }));

    private static string[] Texts(IEnumerable<int> numbers, string[] rows) => [.. numbers.Select(number => rows[number - 1]).Order(StringComparer.Ordinal)];
}
