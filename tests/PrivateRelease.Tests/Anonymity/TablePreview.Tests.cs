using Amparo.PrivateRelease.Anonymity;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Tests.Anonymity;

public class TablePreviewTests
{
    private static string Refused(CodedTable table, int[][] tables, int threshold = 5) =>
        TablePreview.Attack(table, tables, threshold).Problems.ShouldHaveSingleItem().Code;

    // Thirty persons of the second code of a, and one of the third, who stands alone: the table by b hides her by other cells than the table by c.
    private static CodedTable OneAlone() => Rows.Of(
        [3, 2, 2], [.. Enumerable.Range(0, 30).Select(row => (int[])[1, row % 2, 0]), [2, 0, 1]]);

    [Fact]
    public void Two_tables_reveal_together_the_one_person_that_each_hides()
    {
        var seen = TablePreview.Attack(OneAlone(), [[0, 1], [0, 2]], 11).Value;

        var together = seen.Together.ShouldHaveSingleItem();
        together.Tables.ShouldBe([0, 1]);
        (together.Cells, together.Persons, together.Alone).ShouldBe((1, 1, 1));
        (seen.Persons, seen.Alone).ShouldBe((1, 1));
        seen.Tables[1].Columns.ShouldBe([0, 2]);
    }

    [Fact]
    public void Tables_that_hide_nothing_together_reveal_nobody()
    {
        var table = Rows.Of([2, 2, 2], [.. Enumerable.Range(0, 400).Select(row => (int[])[row % 2, row / 2 % 2, row / 4 % 2])]);
        var seen = TablePreview.Attack(table, [[0, 1], [0, 2]], 11).Value;

        seen.Together.ShouldBeEmpty();
        (seen.Persons, seen.Alone).ShouldBe((0, 0));
        seen.Tables.ShouldAllBe(one => one.Cells == 9 && one.Withheld == 0);
    }

    [Fact]
    public void Each_table_alone_reveals_nobody_and_those_together_that_do_are_named()
    {
        var random = new Random(11);
        var found = 0;
        for (var draw = 0; draw < 60; draw++)
        {
            int[][] rows = [.. Enumerable.Range(0, 60).Select(_ => (int[])[random.Next(3) * random.Next(2), random.Next(3) * random.Next(2), random.Next(3)])];
            var seen = TablePreview.Attack(Rows.Of([3, 3, 3], rows), [[0, 1], [0, 2], [1, 2]], 5).Value;
            seen.Together.ShouldAllBe(one => one.Tables.Count >= 2 && one.Cells > 0 && one.Persons > 0 && one.Alone <= one.Persons);
            seen.Persons.ShouldBeLessThanOrEqualTo(seen.Together.Sum(one => one.Persons));
            seen.Persons.ShouldBeGreaterThanOrEqualTo(seen.Together.Select(one => one.Persons).DefaultIfEmpty().Max());
            found += seen.Together.Count;
        }

        found.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_column_of_one_code_is_a_column_like_any_other()
    {
        var table = Rows.Of([1, 2, 1], [.. Enumerable.Range(0, 50).Select(row => (int[])[0, row < 3 ? 0 : 1, 0])]);

        TablePreview.Attack(table, [[0, 1], [1, 2]], 5).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void The_same_tables_give_the_same_preview_whatever_the_order_of_the_rows()
    {
        var table = OneAlone();
        var turned = new CodedTable(table.Domain, [.. Enumerable.Range(0, 3).Select(column => table.Column(column).ToArray().Reverse().ToArray())]);
        var (straight, other) = (TablePreview.Attack(table, [[0, 1], [0, 2], [1, 2]], 5).Value, TablePreview.Attack(turned, [[0, 1], [0, 2], [1, 2]], 5).Value);

        (other.Persons, other.Alone, other.Together.Count).ShouldBe((straight.Persons, straight.Alone, straight.Together.Count));
    }

    [Fact]
    public void Tables_that_cannot_be_looked_at_are_refused()
    {
        var table = OneAlone();
        Refused(table, [[0, 1]]).ShouldBe("PRV-040");
        Refused(table, [[0, 1], []]).ShouldBe("PRV-040");
        Refused(table, [[0, 1], [0, 0]]).ShouldBe("PRV-040");
        Refused(table, [[0, 1], [0, -1]]).ShouldBe("PRV-040");
        Refused(table, [[0, 1], [0, 3]]).ShouldBe("PRV-040");
        Refused(table, [.. Enumerable.Repeat((int[])[0, 1], TablePreview.MostTables + 1)]).ShouldBe("PRV-040");
        Refused(table, [[0, 1], [0, 2]], 1).ShouldBe("PRV-030");
        Refused(Rows.Of([2000, 2000], [0, 0]), [[0, 1], [0]]).ShouldBe("PRV-006");
        Refused(Rows.Of([2, 2]), [[0, 1], [0]]).ShouldBe("PRV-015");
    }
}
