using Amparo.PrivateRelease.Anonymity;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Tests.Anonymity;

public class KAnonymityTests
{
    private static readonly CodedTable Four = Rows.Of([2, 3], [0, 0], [0, 0], [0, 1], [1, 2]);

    private static string Refused(CodedTable table, KAnonymityOptions options) => KAnonymity.Protect(table, options).Problems.ShouldHaveSingleItem().Code;

    [Fact]
    public void A_k_below_two_is_refused() => Refused(Four, new(1)).ShouldBe("PRV-030");

    [Fact]
    public void Fewer_rows_than_k_are_refused() => Refused(Four, new(5)).ShouldBe("PRV-031");

    [Fact]
    public void As_many_rows_as_k_become_one_class()
    {
        var table = KAnonymity.Protect(Four, new(4)).Value;

        table.Classes.ShouldBe(1);
        table.SmallestClass.ShouldBe(4);
        table.Suppressed.ShouldBe(8);
        table.SuppressedByColumn.ShouldBe([4L, 4L]);
        table.ShareSuppressed(2).ShouldBe(1);
    }

    [Fact]
    public void Quasi_identifiers_that_are_none_twice_or_unknown_are_refused()
    {
        Refused(Four, new(2, [])).ShouldBe("PRV-032");
        Refused(Four, new(2, [0, 0])).ShouldBe("PRV-032");
        Refused(Four, new(2, [2])).ShouldBe("PRV-032");
    }

    [Fact]
    public void A_column_without_a_code_left_for_the_star_is_refused() =>
        Refused(Rows.Of([ushort.MaxValue], [0], [1]), new(2)).ShouldBe("PRV-033");

    [Fact]
    public void Only_quasi_identifiers_are_starred()
    {
        var table = KAnonymity.Protect(Rows.Of([2, 4], [0, 0], [0, 1], [1, 2], [1, 3]), new(2, [0])).Value;

        table.Suppressed.ShouldBe(0);
        table.Column(1).ToArray().ShouldBe(new ushort[] { 0, 1, 2, 3 });
    }

    [Fact]
    public void A_star_is_the_code_one_past_the_last()
    {
        var table = KAnonymity.Protect(Rows.Of([2, 3], [0, 0], [0, 1], [1, 2], [1, 2]), new(2)).Value;

        table.Column(1).ToArray().ShouldBe(new ushort[] { 3, 3, 2, 2 });
        table.StarOf(1).ShouldBe((ushort)3);
        table.Suppressed.ShouldBe(2);
    }

    [Fact]
    public void The_share_of_work_done_rises_to_one()
    {
        var shares = new List<double>();
        KAnonymity.Protect(Four, new(2), shares.Add);

        shares.ShouldBe(shares.Order());
        shares[^1].ShouldBe(1);
    }

    [Fact]
    public void The_set_that_is_eleven_anonymous_keeps_every_cell() => KAnonymity.Protect(Rows.Shared("ctdc7"), new(11)).Value.Suppressed.ShouldBe(0);

    [Fact]
    public void The_set_of_nineteen_columns_loses_fewer_cells_than_the_best_tool_measured()
    {
        var table = KAnonymity.Protect(Rows.Shared("ctdc19"), new(11)).Value;

        table.Rows.ShouldBe(91_043);
        table.SmallestClass.ShouldBeGreaterThanOrEqualTo(11);
        // 1.85 % when written; 2.46 % by local recoding in ARX.
        table.ShareSuppressed(19).ShouldBeLessThanOrEqualTo(0.019);
    }

    [Fact]
    public void A_set_whose_rows_are_mostly_unique_becomes_eleven_anonymous() =>
        KAnonymity.Protect(Rows.Shared("ctdcvp"), new(11)).Value.ShareSuppressed(16).ShouldBeLessThan(0.25);

    [Fact]
    public void A_generated_census_becomes_eleven_anonymous_on_seven_columns()
    {
        int[] identifying = [0, 2, 3, 5, 6, 7, 8];
        var table = KAnonymity.Protect(Rows.GeneratedCensus(), new(11, identifying)).Value;

        table.SmallestClass.ShouldBeGreaterThanOrEqualTo(11);
        // 18.2 % when written. The 11 % aimed at for a census-like table is not reached on this one; how far it can be reached is not known.
        table.ShareSuppressed(identifying.Length).ShouldBeInRange(0.0001, 0.19);
    }
}
