using Amparo.PrivateRelease.Anonymity;
using Amparo.PrivateRelease.Tables;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.PrivateRelease.Tests.Anonymity;

public class KAnonymityProperties
{
    private static Gen<(int[] Sizes, int[][] Rows, int K)> Tables =>
        from columns in Gen.Choose(1, 6)
        from sizes in Gen.Choose(1, 5).ArrayOf(columns)
        from k in Gen.Choose(2, 6)
        from count in Gen.Choose(k, 60)
        from rows in Gen.Choose(0, 999).ArrayOf(columns).ArrayOf(count)
        select (sizes, rows.Select(row => row.Select((draw, column) => draw * draw / 1000 * sizes[column] / 1000).ToArray()).ToArray(), k);

    private static void ForAll(Action<CodedTable, AnonymousTable, int> check) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261128UL, 1UL),
        Prop.ForAll(Tables.ToArbitrary(), drawn =>
        {
            var table = Rows.Of(drawn.Sizes, drawn.Rows);
            check(table, KAnonymity.Protect(table, new(drawn.K)).Value, drawn.K);
        }));

    private static string[] Lines(AnonymousTable table) =>
        [.. Enumerable.Range(0, table.Rows).Select(row => string.Join(',', Enumerable.Range(0, table.Source.Count).Select(column => table.Column(column)[row])))];

    [Fact]
    public void Every_row_is_like_k_or_more() => ForAll((table, anonymous, k) =>
    {
        anonymous.Rows.ShouldBe(table.Rows);
        var sizes = Lines(anonymous).CountBy(line => line).Select(line => line.Value).ToArray();
        sizes.Min().ShouldBeGreaterThanOrEqualTo(k);
        anonymous.SmallestClass.ShouldBe(sizes.Min());
        anonymous.Classes.ShouldBe(sizes.Length);
    });

    [Fact]
    public void A_cell_is_as_it_was_or_a_star() => ForAll((table, anonymous, _) =>
    {
        var stars = 0;
        for (var column = 0; column < table.Domain.Count; column++)
        {
            for (var row = 0; row < table.Rows; row++)
            {
                if (anonymous.Column(column)[row] == anonymous.StarOf(column))
                    stars++;
                else
                    anonymous.Column(column)[row].ShouldBe(table.Column(column)[row]);
            }
        }

        anonymous.Suppressed.ShouldBe(stars);
    });

    [Fact]
    public void No_star_can_be_taken_back_alone() => ForAll((table, anonymous, k) =>
    {
        var lines = Lines(anonymous);
        var sizes = lines.CountBy(line => line).ToDictionary(StringComparer.Ordinal);
        for (var row = 0; row < table.Rows; row++)
        {
            for (var column = 0; column < table.Domain.Count; column++)
            {
                if (anonymous.Column(column)[row] != anonymous.StarOf(column))
                    continue;
                var cells = lines[row].Split(',');
                cells[column] = $"{table.Column(column)[row]}";
                var rest = sizes[lines[row]] - 1;
                var leavesEnough = rest == 0 || rest >= k;
                var joinsEnough = sizes.GetValueOrDefault(string.Join(',', cells)) + 1 >= k;
                (leavesEnough && joinsEnough).ShouldBeFalse("a star was not needed");
            }
        }
    });

    [Fact]
    public void The_order_of_the_rows_does_not_matter() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(20261128UL, 3UL),
        Prop.ForAll(Tables.ToArbitrary(), drawn =>
        {
            // The last column is no quasi-identifier, so that copies of one distinct row can be told apart.
            int[] identifying = [.. Enumerable.Range(0, Math.Max(1, drawn.Sizes.Length - 1))];
            var options = new KAnonymityOptions(drawn.K, identifying);
            var straight = Lines(KAnonymity.Protect(Rows.Of(drawn.Sizes, drawn.Rows), options).Value);
            var turned = Lines(KAnonymity.Protect(Rows.Of(drawn.Sizes, [.. drawn.Rows.Reverse()]), options).Value);

            turned.Order(StringComparer.Ordinal).ShouldBe(straight.Order(StringComparer.Ordinal));
        }));
}
