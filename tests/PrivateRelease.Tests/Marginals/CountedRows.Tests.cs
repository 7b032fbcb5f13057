using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;
using Amparo.PrivateRelease.Tests.Samples;

namespace Amparo.PrivateRelease.Tests.Marginals;

public sealed class CountedRowsTests
{
    private static readonly CodedDomain Domain = Coded.Domain(2, 3);

    [Fact]
    public void Rows_that_come_twice_add_up_whatever_their_order()
    {
        var counted = new CountedRows(Domain, [[1, 0, 1], [2, 0, 2]], [5, 1, 4]);

        (counted.Count, counted.Total).ShouldBe((2, 10));
        counted.Column(0).ToArray().ShouldBe([0, 1]);
        counted.Column(1).ToArray().ShouldBe([0, 2]);
        counted.Weights().ToArray().ShouldBe([1, 9]);
        var tables = counted.Tables([ColumnSet.Of(), ColumnSet.Of(1), ColumnSet.Of(0, 1)]);
        tables.Select(table => table.Counts).ShouldBe([[10], [1, 0, 9], [1, 0, 0, 0, 0, 9]]);
        tables[2].Sizes.ShouldBe([2, 3]);
    }

    [Fact]
    public void They_stand_for_the_rows_that_were_counted()
    {
        var table = Coded.Chain(2000, [2, 5, 3, 40, 2], 3);
        var once = new CountedRows(table.Domain, [.. Enumerable.Range(0, 5).Select(column => table.Column(column).ToArray())], [.. Enumerable.Repeat(1, 2000)]);
        var again = once.ToTable();

        again.Rows.ShouldBe(2000);
        foreach (var set in Coded.Sets(5, 3))
        {
            Coded.Naive(again, set).ShouldBe(Coded.Naive(table, set));
            once.Tables([ColumnSet.Of(set)])[0].Counts.ShouldBe(Coded.Naive(table, set));
        }
    }

    [Fact]
    public void A_mechanism_does_not_get_several_rows_of_one_person() =>
        Should.Throw<InvalidOperationException>(new CountedRows(Domain, [[1], [2]], [1]) { RowsPerPerson = 2 }.ToTable);

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Should.Throw<ArgumentException>(() => new CountedRows(Domain, [[1], [3]], [1]));
        Should.Throw<ArgumentException>(() => new CountedRows(Domain, [[1], [2]], [1, 1]));
        Should.Throw<ArgumentException>(() => new CountedRows(Domain, [[1], [2]], [0]));
        Should.Throw<ArgumentException>(() => new CountedRows(Domain, [[1, 0], [2, 2]], [int.MaxValue, 1]));
        new CountedRows(Domain, [[1, 0], [2, 2]], [int.MaxValue - 1, 1]).Total.ShouldBe(int.MaxValue);
        Should.Throw<ArgumentException>(() => new CountedRows(Domain, [[1], [2]], [1]).Tables([ColumnSet.Of(2)]));
    }
}
