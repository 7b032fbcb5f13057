using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Linkage.Tests.Clear;

/// <summary>What a result must not depend on.</summary>
public sealed class IndependenceProperties
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(15).WithReplay(20261128UL, 7UL);

    private static readonly Arbitrary<(int Seed, int Persons, int Order)> AnyLists =
        (from seed in Gen.Choose(0, int.MaxValue - 1) from persons in Gen.Choose(2, 90) from order in Gen.Choose(1, int.MaxValue - 1) select (seed, persons, order)).ToArbitrary();

    [Fact]
    public void The_order_of_the_rows_changes_no_bit() => Prop.ForAll(AnyLists, lists =>
    {
        var rows = ClearLists.Rows(lists.Seed, lists.Persons, slips: 0.15);
        ClearLists.Text(ClearLists.Link(ClearLists.Shuffled(rows, lists.Order))).ShouldBe(ClearLists.Text(ClearLists.Link(rows)));
    }).Check(Fixed);

    [Fact]
    public void The_order_of_the_rows_changes_no_bit_where_keys_choose_the_pairs()
    {
        var rows = ClearLists.Rows(5, 1_900, slips: 0.12);
        rows.Count.ShouldBeGreaterThan(3_000);
        var once = new LinkOptions { Deduplicated = new HashSet<string>(["L1"], StringComparer.Ordinal) };

        var text = ClearLists.Text(ClearLists.Link(rows, once));

        ClearLists.Text(ClearLists.Link(ClearLists.Shuffled(rows, 1), once)).ShouldBe(text);
        ClearLists.Text(ClearLists.Link(rows, once)).ShouldBe(text);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("es-ES")]
    [InlineData("th-TH")]
    public void The_culture_changes_no_bit(string culture)
    {
        // Small letters, dotted and not: what a culture would read in its own way.
        var rows = ClearLists.Rows(11, 120, slips: 0.15).Select((row, i) => i % 3 == 0 ? row.ToLowerInvariant() : row).ToList();
        var (before, text) = (CultureInfo.CurrentCulture, Run(rows, CultureInfo.InvariantCulture));
        try
        {
            Run(rows, CultureInfo.GetCultureInfo(culture)).ShouldBe(text);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static string Run(IEnumerable<string> rows, CultureInfo culture)
    {
        CultureInfo.CurrentCulture = culture;
        return ClearLists.Text(ClearLists.Link(rows));
    }

    [Fact]
    public void A_list_in_two_files_is_the_same_as_in_one()
    {
        var rows = ClearLists.Rows(23, 100);
        var halves = ClearLists.Read(("a", ClearLists.Csv(rows.Take(70))), ("b", ClearLists.Csv(rows.Skip(70))));
        ClearLists.Text(ClearLists.Link(halves)).ShouldBe(ClearLists.Text(ClearLists.Link(rows)));
    }
}
