using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;
using Amparo.PrivateRelease.Tests.Samples;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.PrivateRelease.Tests.Marginals;

public sealed class CountingTests
{
    private static Gen<(int[] Sizes, int[][] Rows)> Tables =>
        from sizes in Gen.Elements(1, 2, 2, 3, 7, 300).NonEmptyListOf().Where(list => list.Count <= 6)
        from seeds in Gen.Choose(0, 1_000_000).ArrayOf().Resize(200)
        select (sizes.ToArray(), seeds.Select(seed => sizes.Select((size, at) => (seed >> (3 * at)) % size).ToArray()).ToArray());

    [Fact]
    public void Every_table_is_what_a_plain_count_says() => ForAll((sizes, rows) =>
    {
        var table = Coded.OfRows(sizes, rows);
        var sets = Enumerable.Range(0, 4).SelectMany(order => Coded.Sets(sizes.Length, order)).ToArray();
        var counted = MarginalCounter.Count(WeightedRows.Of(table), [.. sets.Select(set => ColumnSet.Of(set))]);
        for (var at = 0; at < sets.Length; at++)
            counted[at].Counts.ShouldBe(Coded.Naive(table, sets[at]));
    });

    [Fact]
    public void Distinct_rows_are_the_same_whatever_the_order_they_came_in() => ForAll((sizes, rows) =>
    {
        var there = WeightedRows.Of(Coded.OfRows(sizes, rows));
        var back = WeightedRows.Of(Coded.OfRows(sizes, rows.Reverse()));
        back.Weights.ShouldBe(there.Weights);
        for (var column = 0; column < sizes.Length; column++)
            back.Column(column).ShouldBe(there.Column(column));
        there.Weights.Sum().ShouldBe(rows.Length);
    });

    [Fact]
    public void Contrasts_and_back_give_the_table_again() => ForAll((sizes, rows) =>
    {
        var shape = sizes.Take(3).ToArray();
        var exact = Coded.Naive(Coded.OfRows(sizes, rows), [.. Enumerable.Range(0, shape.Length)]);
        var contrasts = Array.ConvertAll(exact, count => (long)count);
        HelmertContrasts.Forward(contrasts, shape);
        contrasts[0].ShouldBe(rows.Length);
        var back = Array.ConvertAll(contrasts, contrast => (double)contrast);
        HelmertContrasts.Inverse(back, shape);
        for (var cell = 0; cell < exact.Length; cell++)
            back[cell].ShouldBe(exact[cell], 1e-6);
    });

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(46)]
    public void One_person_moves_the_contrasts_of_a_column_by_the_same_length_whatever_the_code(int size)
    {
        for (var code = 0; code < size; code++)
        {
            var table = new long[size];
            table[code] = 1;
            HelmertContrasts.Forward(table, [size]);
            var length = Enumerable.Range(1, size - 1).Sum(contrast => table[contrast] * table[contrast] / (double)HelmertContrasts.SquaredNorm(size, contrast));
            length.ShouldBe(1 - (1.0 / size), 1e-12);
        }
    }

    [Fact]
    public void Published_files_are_counted_as_a_plain_count_says()
    {
        foreach (var name in new[] { "ctdc19", "ctdc7", "ctdcvp" })
        {
            var table = Coded.Published(name);
            var sets = Coded.Sets(table.Domain.Count, 3).Where((_, at) => at % 17 == 0).ToArray();
            var counted = MarginalCounter.Count(WeightedRows.Of(table), [.. sets.Select(set => ColumnSet.Of(set))]);
            for (var at = 0; at < sets.Length; at++)
                counted[at].Counts.ShouldBe(Coded.Naive(table, sets[at]));
        }
    }

    private static void ForAll(Action<int[], int[][]> check) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20261128UL, 1UL),
            Prop.ForAll(Tables.Where(table => table.Rows.Length > 0).ToArbitrary(), table => check(table.Sizes, table.Rows)));
}
