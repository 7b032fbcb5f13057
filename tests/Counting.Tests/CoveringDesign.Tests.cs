using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;
using FsCheck.Fluent;

namespace Amparo.Counting.Tests;

public sealed class CoveringDesignTests
{
    [Fact]
    public void Every_table_asked_for_is_held_once_and_every_group_stays_within_its_cells()
    {
        var cases =
            from sizes in Gen.Choose(1, 60).ArrayOf(12)
            from sets in Gen.Choose(1, (1 << 12) - 1).ArrayOf(40)
            from cells in Gen.Choose(30, 40_000)
            select (sizes, sets, cells);
        foreach (var (sizes, sets, cells) in cases.Sample(200, 40))
        {
            var domain = Domain(sizes);
            ColumnSet[] asked = [.. sets.Select(bits => new ColumnSet((ulong)bits)).Where(set => Cells(domain, set) <= cells)];
            var design = CoveringDesign.Of(domain, asked, new() { JointCells = cells }).Value;

            design.Groups.SelectMany(group => group.Sets).Order().ShouldBe(Enumerable.Range(0, asked.Length));
            design.Groups.ShouldAllBe(group => group.Sets.All(at => group.Columns.Covers(asked[at])));
            design.Groups.ShouldAllBe(group => Cells(domain, group.Columns) <= cells);
            design.Groups.ShouldAllBe(group => group.Columns.Count <= Math.Max(7, asked.Max(set => set.Count)));
        }
    }

    [Fact]
    public void All_triples_of_25_columns_need_far_fewer_queries_than_tables()
    {
        var sets = CodedRows.UpToThree(25);
        sets.Length.ShouldBe(1 + 25 + 300 + 2300);

        var groups = CoveringDesign.Of(Domain([.. Enumerable.Repeat(2, 25)]), sets, new()).Value.Groups.Count;
        // No design of groups of seven has fewer than 25/7 of 24/6 of 23/5, each rounded up, from within: 72. This one is held to under three times as many.
        groups.ShouldBeInRange(72, 215);
    }

    [Fact]
    public void A_table_over_the_limit_is_refused_by_the_names_of_its_columns()
    {
        var problem = CoveringDesign.Of(Domain(1000, 1000, 2), [ColumnSet.Of(0), ColumnSet.Of(0, 1, 2)], new()).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(CountingProblems.TableTooLarge);
        problem.Subject.ShouldBe("c0, c1, c2");
        CoveringDesign.Of(Domain(1000, 1000, 2), [ColumnSet.Of(0, 1)], new()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void A_set_is_renumbered_within_its_group() =>
        new ColumnGroup(ColumnSet.Of(1, 4, 6), []).Within(ColumnSet.Of(1, 6)).ShouldBe(ColumnSet.Of(0, 2));

    private static CodedDomain Domain(params int[] sizes) => new([.. sizes.Select((size, at) => new CodedColumn($"c{at}", size))]);

    private static long Cells(CodedDomain domain, ColumnSet set) =>
        set.Columns().Aggregate(1L, (cells, column) => Math.Min(long.MaxValue / 100_000, cells * domain.SizeOf(column)));
}
