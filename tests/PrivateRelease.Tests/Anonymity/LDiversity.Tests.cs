using Amparo.PrivateRelease.Anonymity;

namespace Amparo.PrivateRelease.Tests.Anonymity;

public class LDiversityTests
{
    // Two classes of the first column: codes 0,0,0,1 and 0,1,2,2 of the second.
    private static readonly AnonymousTable Table = KAnonymity.Protect(
        Rows.Of([2, 3], [0, 0], [0, 0], [0, 0], [0, 1], [1, 0], [1, 1], [1, 2], [1, 2]), new(4, [0])).Value;

    [Fact]
    public void Classes_with_too_few_codes_are_counted()
    {
        var counts = LDiversity.Check(Table, [0], new(1, 3)).Value;

        counts.Classes.ShouldBe(2);
        counts.BelowDistinct.ShouldBe(1);
        counts.LeastDistinct.ShouldBe(2);
    }

    [Fact]
    public void Entropy_sees_a_class_in_which_one_code_is_the_rule()
    {
        var counts = LDiversity.Check(Table, [0], new(1, 2)).Value;

        counts.BelowDistinct.ShouldBe(0);
        counts.BelowEntropy.ShouldBe(1);
        // exp of -(3/4 ln 3/4 + 1/4 ln 1/4) = 4 / 3^(3/4)
        counts.LeastEntropyCodes.ShouldBe(4 / Math.Pow(3, 0.75), 1e-12);
    }

    [Fact]
    public void Codes_equally_frequent_are_exactly_as_diverse_as_their_number()
    {
        var even = KAnonymity.Protect(Rows.Of([1, 3], [0, 0], [0, 1], [0, 2]), new(3, [0])).Value;

        LDiversity.Check(even, [0], new(1, 3)).Value.BelowEntropy.ShouldBe(0);
        LDiversity.Check(even, [0], new(1, 3.01)).Value.BelowEntropy.ShouldBe(1);
    }

    [Fact]
    public void A_class_that_is_too_uniform_is_withheld_whole_and_then_says_nothing()
    {
        var diverse = LDiversity.Withhold(Table, [0], [new(1, 3)]);

        diverse.Withheld.ShouldBe([1]);
        diverse.Table.Column(1).ToArray().ShouldBe(new ushort[] { 3, 3, 3, 3, 0, 1, 2, 2 });
        diverse.Table.Suppressed.ShouldBe(4);
        diverse.Table.SmallestClass.ShouldBe(4);
        diverse.Left[0].ShouldBe(LDiversity.Check(diverse.Table, [0], new(1, 3)).Value);
        (diverse.Left[0].Classes, diverse.Left[0].BelowDistinct, diverse.Left[0].LeastDistinct).ShouldBe((2, 0, 3));
    }

    [Fact]
    public void Where_all_classes_are_withheld_nothing_is_left_to_say()
    {
        var even = KAnonymity.Protect(Rows.Of([1, 3], [0, 0], [0, 0], [0, 2]), new(3, [0])).Value;
        var left = LDiversity.Withhold(even, [0], [new(1, 3)]).Left[0];

        (left.LeastDistinct, left.LeastEntropyCodes, left.Lopsided).ShouldBe((0, 0.0, 0));
    }

    [Fact]
    public void Nine_rows_of_ten_are_lopsided_and_eight_are_not()
    {
        int[][] rows = [.. Enumerable.Range(0, 20).Select(row => (int[])[row / 10, row is 0 or 10 or 11 ? 1 : 0])];

        LDiversity.Check(KAnonymity.Protect(Rows.Of([2, 2], rows), new(10, [0])).Value, [0], new(1, 2)).Value.Lopsided.ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 1.5)]
    [InlineData(1, double.NaN)]
    [InlineData(0, 2)]
    [InlineData(2, 2)]
    public void A_column_or_l_that_cannot_be_used_is_refused(int column, double l) =>
        LDiversity.Check(Table, [0], new(column, l)).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-034");
}
