using Amparo.Indicators;
using Amparo.Vocabulary.Shapes;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.PrivateRelease.Tests;

public class CellSuppressionProperties
{
    private static readonly string[][][] Views =
    [
        [["a", "b", "c"]],
        [["a", "b"], ["a", "c"]],
        [["a"], ["b"], ["c"]],
        [["a", "b"], ["a", "c"], ["a"]],
        [["a", "b"], ["c"]],
        [["a", "b", "c"], ["a"]],
    ];

    private static Gen<(int[] Codes, int[] Counts, string[][] Views, int Threshold)> Tables =>
        from a in Gen.Choose(1, 3)
        from b in Gen.Choose(1, 3)
        from c in Gen.Choose(1, 2)
        from highest in Gen.Elements(2, 15, 60)
        from counts in Gen.Choose(0, highest).ArrayOf((a + 1) * (b + 1) * (c + 1))
        from views in Gen.Elements(Views)
        from threshold in Gen.Choose(2, 12)
        select (new[] { a, b, c }, counts, views, threshold);

    private static void ForAll(Action<CountedCube, int> check) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(250).WithReplay(20261123UL, 1UL),
            Prop.ForAll(Tables.ToArbitrary(), table => check(Sample.Counted(table.Codes, table.Counts, table.Views), table.Threshold)));

    private static SuppressionPlan Plan(CountedCube counted, int threshold) => SuppressionPlan.For(counted, new CellSuppression(threshold)).Value;

    [Fact]
    public void Every_small_cell_has_a_second_table_that_a_reader_cannot_tell_from_the_true_one() => ForAll((counted, threshold) =>
    {
        var plan = Plan(counted, threshold);
        var exact = counted.Tabulate();

        plan.Witnesses.Select(witness => witness.Cell).ShouldBe(
            exact.Cells.Where(cell => cell.Value.Low > 0 && cell.Value.Low < threshold).Select(cell => cell.Key));
        foreach (var witness in plan.Witnesses)
        {
            var other = SecondTable.From(counted, witness).Tabulate();

            other.FigureAt(witness.Cell).Low.ShouldBeGreaterThanOrEqualTo(exact.FigureAt(witness.Cell).Low + threshold);
            foreach (var (index, figure) in plan.Protected.Cells)
            {
                if (figure.IsStated)
                    other.FigureAt(index).ShouldBe(figure);
            }
        }
    });

    [Fact]
    public void What_is_published_is_true_and_never_small() => ForAll((counted, threshold) =>
    {
        var exact = counted.Tabulate();
        foreach (var (index, figure) in Plan(counted, threshold).Protected.Cells)
        {
            if (figure == Figure.Withheld)
                continue;
            figure.ShouldBe(exact.FigureAt(index));
            figure.Low.ShouldBeGreaterThanOrEqualTo(threshold);
        }
    });

    [Fact]
    public void The_plan_is_the_same_each_time() => ForAll((counted, threshold) =>
        Plan(counted, threshold).Protected.Cells.ShouldBe(Plan(counted, threshold).Protected.Cells));

    /// <summary>
    /// The attacker's own arithmetic, independent of the search: all tables of non-negative counts that agree with the published cells
    /// are listed one by one, and the small cell must reach the threshold in one of them.
    /// </summary>
    [Fact]
    public void An_attacker_who_lists_every_possible_table_cannot_bound_a_small_cell()
    {
        var attacked = 0;
        foreach (var counts in AllTables(cells: 4, highest: 6))
        {
            const int Threshold = 3;
            var counted = Sample.Counted([1, 1], counts);
            var published = Plan(counted, Threshold).Protected;
            var exact = counted.Tabulate();
            foreach (var (index, figure) in exact.Cells)
            {
                if (figure.Low is 0 or >= Threshold)
                    continue;
                attacked++;
                CanReach(published, index, (int)figure.Low + Threshold).ShouldBeTrue();
            }
        }

        attacked.ShouldBeGreaterThan(1000);
    }

    private static bool CanReach(Cube published, long cell, int value) =>
        // Six is the largest true count and three the threshold: no needed table has a count above nine.
        AllTables(cells: 4, highest: 9).Any(counts => Value(counts, published.PositionsOf(cell)) >= value && Agrees(counts, published));

    private static bool Agrees(int[] counts, Cube published) =>
        published.Cells.All(cell => !cell.Value.IsStated || cell.Value.Low == Value(counts, published.PositionsOf(cell.Key)));

    // Two dimensions of one code: positions 0 (code), 1 (unknown), 2 (total).
    private static int Value(int[] counts, int[] at)
    {
        var sum = 0;
        for (var a = 0; a < 2; a++)
        {
            for (var b = 0; b < 2; b++)
            {
                if ((at[0] == 2 || at[0] == a) && (at[1] == 2 || at[1] == b))
                    sum += counts[(a * 2) + b];
            }
        }

        return sum;
    }

    private static IEnumerable<int[]> AllTables(int cells, int highest)
    {
        var counts = new int[cells];
        while (true)
        {
            yield return [.. counts];
            var at = cells - 1;
            while (at >= 0 && ++counts[at] > highest)
                counts[at--] = 0;
            if (at < 0)
                yield break;
        }
    }
}
