using Amparo.Collaborative.Review;

namespace Amparo.Collaborative.Tests;

public sealed class DifferencesTests
{
    [Theory]
    [InlineData("Pérez", "Perez", "P[é]rez", "P[e]rez")]
    [InlineData("Caal", "Caal", "Caal", "Caal")]
    [InlineData("2004-03-07", "2004-07-03", "2004-0[3]-0[7]", "2004-0[7]-0[3]")]
    [InlineData("Ixcoy de León", "Ixcoy", "Ixcoy[ de León]", "Ixcoy")]
    [InlineData("abc", "xyz", "[abc]", "[xyz]")]
    [InlineData("e\u0301a", "ea", "[e\u0301]a", "[e]a")]
    [InlineData("👩‍👧x", "👩x", "[👩‍👧]x", "[👩]x")]
    public void The_letters_outside_the_longest_common_part_are_marked(string left, string right, string markedLeft, string markedRight)
    {
        var (one, other) = Differences.Between(left, right);
        (Marked(one), Marked(other)).ShouldBe((markedLeft, markedRight));
    }

    [Fact]
    public void A_cell_that_is_no_name_is_marked_as_a_whole()
    {
        var (one, other) = Differences.Between(new string('a', 5000), "b");
        one.ShouldHaveSingleItem().Differs.ShouldBeTrue();
        other.ShouldHaveSingleItem().Differs.ShouldBeTrue();
    }

    private static string Marked(IEnumerable<MarkedRun> runs) => string.Concat(runs.Select(run => run.Differs ? $"[{run.Text}]" : run.Text));
}
