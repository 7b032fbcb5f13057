using Amparo.Indicators;
using Amparo.PrivateRelease.Anonymity;
using Amparo.Vocabulary.Shapes;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.PrivateRelease.Tests.Anonymity;

public class TableAttackTests
{
    // One table by a alone, one by a and b; positions: code, unknown, total.
    private static Cube ByA(string id, params Figure[] figures) => new(
        Sample.Header(id: id), [Sample.Dimension("a", 1)], [new HashSet<string>(StringComparer.Ordinal) { "a" }],
        figures.Select((figure, at) => KeyValuePair.Create((long)at, figure)));

    [Fact]
    public void Two_tables_of_which_each_hides_one_person_reveal_him_together()
    {
        var first = ByA("first", Figure.Withheld, Figure.Exact(40), Figure.Withheld);
        var second = ByA("second", Figure.Withheld, Figure.Withheld, Figure.Exact(41));

        TableAttack.Preview([first], 10).Value.Revealed.ShouldBeEmpty();
        TableAttack.Preview([second], 10).Value.Revealed.ShouldBeEmpty();
        var revealed = TableAttack.Preview([first, second], 10).Value.Revealed.ShouldHaveSingleItem();
        revealed.Tables.ShouldBe(["first", "second"]);
        revealed.At.ShouldBe([("a", "a0")]);
        (revealed.Low, revealed.High).ShouldBe((1L, 1L));
    }

    [Fact]
    public void One_table_that_withholds_a_single_cell_reveals_it_alone()
    {
        var table = ByA("alone", Figure.Withheld, Figure.Exact(40), Figure.Exact(43));

        TableAttack.Preview([table], 10).Value.Revealed.ShouldHaveSingleItem().Tables.ShouldBe(["alone"]);
        TableAttack.Preview([table], 3).Value.Revealed.ShouldBeEmpty();
    }

    [Fact]
    public void Tables_that_contradict_each_other_are_refused() => TableAttack.Preview(
        [ByA("first", Figure.Exact(12), Figure.Exact(40), Figure.Exact(52)), ByA("second", Figure.Exact(13), Figure.Withheld, Figure.Withheld)], 10)
        .Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-038");

    [Fact]
    public void The_plans_of_suppression_leave_nothing_to_find_and_unprotected_tables_do()
    {
        var leaks = 0;
        var drawn =
            from counts in Gen.Choose(0, 30).ArrayOf(18)
            from threshold in Gen.Choose(2, 10)
            select (counts, threshold);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(20261128UL, 5UL),
            Prop.ForAll(drawn.ToArbitrary(), table =>
            {
                var counted = Sample.Counted([2, 2, 1], table.counts, [["a", "b"], ["a", "c"]]);
                var plan = SuppressionPlan.For(counted, new CellSuppression(table.threshold)).Value;
                TableAttack.Preview([plan.Protected], table.threshold).Value.Revealed.ShouldBeEmpty();

                // Without complements the attack must find something somewhere, or it finds nothing ever.
                var exact = counted.Tabulate();
                var bare = new Cube(exact.Header, exact.Dimensions, exact.Views, exact.Cells.Select(cell =>
                    cell.Value.Low < table.threshold ? KeyValuePair.Create(cell.Key, Figure.Withheld) : cell));
                leaks += TableAttack.Preview([bare], table.threshold).Value.Revealed.Count;
            }));
        leaks.ShouldBeGreaterThan(0);
    }
}
