using Amparo.Linkage.Comparing;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Linkage.Tests.Clear;

public sealed class RecordComparisonTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20261128UL, 11UL);

    private static readonly Arbitrary<int> AnySeed = Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    // Words that are alike in every way there is, so that all levels come up.
    private static readonly string[] Words =
    [
        "", "", "CAAL", "CAL", "LACA", "CHOC", "COCH", "XOL", "XOLL", "GARCIA", "GRACIA", "GARSIA", "RAMIREZ", "MARIREZ", "PEREZ", "PERES", "LOPEZ", "DE LEON", "LEON",
        "HERNANDEZ", "FERNANDEZ", "FRANCISCO", "PACO", "PANCHO", "FRANSISCO", "JOSE", "CHEPE", "JOSEFA", "MARIA", "MARIANA", "AMRIA",
    ];

    [Fact]
    public void Which_record_comes_first_changes_no_bit() => Prop.ForAll(AnySeed, seed =>
    {
        var table = RandomTable(seed);
        var comparison = new RecordComparison(table);
        for (var a = 0; a < table.Count; a++)
        {
            for (var b = 0; b < table.Count; b++)
            {
                var pattern = comparison.Compare(table.Row(a), table.Row(b), out var rarity);
                comparison.Compare(table.Row(b), table.Row(a), out var other).ShouldBe(pattern);
                other.ShouldBe(rarity, Describe(table, a, b));
            }
        }
    }).Check(Fixed);

    [Fact]
    public void Many_pairs_at_once_come_out_as_each_alone() => Prop.ForAll(AnySeed, seed =>
    {
        var table = RandomTable(seed);
        var comparison = new RecordComparison(table);
        var pairs = Enumerable.Range(0, table.Count).SelectMany(a => Enumerable.Range(0, table.Count).Select(b => (a, b))).ToArray();
        var compared = new ComparedPair[pairs.Length];
        comparison.Compare(table.Rows, pairs, compared);
        foreach (var (at, (a, b)) in pairs.Index())
        {
            // A memory of its own, so that nothing is remembered from other pairs.
            var pattern = new RecordComparison(table).Compare(table.Row(a), table.Row(b), out var rarity);
            compared[at].Pattern.ShouldBe(pattern, Describe(table, a, b));
            compared[at].Rarity.ShouldBe(rarity, Describe(table, a, b));
        }
    }).Check(Fixed.WithMaxTest(5));

    [Theory]
    [InlineData("GARCIA,LOPEZ", "GARCIA,LOPEZ", TokenLevel.Exact, TokenLevel.Exact, OrderLevel.Straight)]
    [InlineData("GARCIA,LOPEZ", "LOPEZ,GARCIA", TokenLevel.Exact, TokenLevel.Exact, OrderLevel.Swapped)]
    [InlineData("CAAL,COCH", "COCH,CAAL", TokenLevel.Exact, TokenLevel.Exact, OrderLevel.Swapped)]
    [InlineData("GARCIA,LOPEZ", "GARCIA,", TokenLevel.Exact, 0, OrderLevel.First)]
    [InlineData("GARCIA,LOPEZ", "LOPEZ,", TokenLevel.Exact, 0, OrderLevel.OtherSecond)]
    [InlineData("GARCIA,LOPEZ", "GARCIA,PEREZ", TokenLevel.Exact, TokenLevel.Different, OrderLevel.PartlyStraight)]
    [InlineData("GARCIA,LOPEZ", "PEREZ,GARCIA", TokenLevel.Exact, TokenLevel.Different, OrderLevel.PartlyCrossed)]
    [InlineData("GARCIA,LOPEZ", "GARCIA,DE LEON", TokenLevel.Exact, 0, OrderLevel.PartlyStraight)]
    [InlineData("GARCIA,LOPEZ", "GARCIA LOPEZ,", TokenLevel.Exact, TokenLevel.Exact, OrderLevel.Straight)]
    [InlineData("GARCIA,LOPEZ", ",", 0, 0, 0)]
    [InlineData("GARCIA,", "GARSIA,", TokenLevel.Sound, 0, 0)]
    [InlineData("CAAL,", "CAL,", TokenLevel.Sound, 0, 0)]
    [InlineData("TZUL,", "TZUN,", TokenLevel.Near, 0, 0)]
    [InlineData("CAAL,", "CHOC,", TokenLevel.Different, 0, 0)]
    [InlineData("HERNANDEZ,", "FERNANDEZ,", TokenLevel.Near, 0, 0)]
    public void Two_surnames_are_a_set(string one, string other, int first, int second, int order)
    {
        var table = Table("rec_id,surname1,surname2", [$"a,{one}", $"b,{other}"]);
        var pattern = new RecordComparison(table).Compare(table.Row(0), table.Row(1), out _);
        Comparison.LevelOf(pattern, Comparison.Surname1).ShouldBe(first);
        Comparison.LevelOf(pattern, Comparison.Surname2).ShouldBe(second);
        Comparison.LevelOf(pattern, Comparison.SurnameOrder).ShouldBe(order);
    }

    [Fact]
    public void Surnames_written_as_one_word_are_two_where_both_are_frequent()
    {
        var rows = Enumerable.Range(0, 20).Select(i => $"r{i},{(i % 2 == 0 ? "GARCIA,LOPEZ" : "LOPEZ,GARCIA")}").Append("joined,GARCIALOPEZ,").ToArray();
        var table = Table("rec_id,surname1,surname2", rows);
        var row = table.Row(table.RowOf(table.Lists.RecordOf("joined")));
        table.Surnames[row[PersonTable.Surname1]].ShouldBe("GARCIA");
        table.Surnames[row[PersonTable.Surname2]].ShouldBe("LOPEZ");
    }

    [Theory]
    [InlineData("FRANCISCO", "PACO", TokenLevel.Nickname)]
    [InlineData("PANCHO", "PACO", TokenLevel.Nickname)]
    [InlineData("PACO", "CHEPE", TokenLevel.Different)]
    [InlineData("FCO", "FRANCISCO", TokenLevel.Exact)]
    [InlineData("MARIA", "AMRIA", TokenLevel.Near)]
    [InlineData("MARIA", "MARIANA", TokenLevel.Similar)]
    public void A_nickname_is_a_level_and_no_rewriting(string one, string other, int level)
    {
        var table = Table("rec_id,given1", [$"a,{one}", $"b,{other}"]);
        var pattern = new RecordComparison(table).Compare(table.Row(0), table.Row(1), out _);
        Comparison.LevelOf(pattern, Comparison.Given1).ShouldBe(level);
    }

    [Theory]
    [InlineData("1990-05-17", "1990-05-17", BirthLevel.SameDay)]
    [InlineData("1990-05-07", "1990-07-05", BirthLevel.DayMonthSwapped)]
    [InlineData("1990-05-17", "1990-05-27", BirthLevel.OnePartDiffers)]
    [InlineData("1990-05-17", "1980-05-17", BirthLevel.OnePartDiffers)]
    [InlineData("1990-05-17", "1990-11-27", BirthLevel.SameYear)]
    [InlineData("1990-05-17", "1991-11-27", BirthLevel.CloseDays)]
    [InlineData("1990-05-17", "1970-11-27", BirthLevel.OtherDays)]
    [InlineData("1990-05-17", "1990-01-01", BirthLevel.Overlap)]
    [InlineData("1990-01-01", "1990-01-01", BirthLevel.Overlap)]
    [InlineData("1990-05-17", "1991", BirthLevel.WithinOneYear)]
    [InlineData("1990-05-17", "1993", BirthLevel.WithinThreeYears)]
    [InlineData("1990-05-17", "1999", BirthLevel.Apart)]
    [InlineData("1990-05-17", "", 0)]
    public void Births_are_compared_as_intervals(string one, string other, int level)
    {
        var table = Table("rec_id,given1,dob", [$"a,Ana,{one}", $"b,Ana,{other}"]);
        Comparison.LevelOf(new RecordComparison(table).Compare(table.Row(0), table.Row(1), out _), Comparison.Birth).ShouldBe(level);
        Comparison.LevelOf(new RecordComparison(table).Compare(table.Row(1), table.Row(0), out _), Comparison.Birth).ShouldBe(level);
    }

    [Fact]
    public void A_rare_name_says_more_than_a_frequent_one()
    {
        var rows = Enumerable.Range(0, 40).Select(i => $"r{i:D2},{(i < 36 ? "GARCIA" : "XOL")}").ToArray();
        var table = Table("rec_id,surname1", rows);
        var comparison = new RecordComparison(table);
        var rare = Enumerable.Range(0, 40).Where(row => table.Surnames[table.Row(row)[PersonTable.Surname1]] == "XOL").ToArray();
        var frequent = Enumerable.Range(0, 40).Except(rare).ToArray();
        comparison.Compare(table.Row(rare[0]), table.Row(rare[1]), out var more);
        comparison.Compare(table.Row(frequent[0]), table.Row(frequent[1]), out var less);
        more.Names.ShouldBeGreaterThan(less.Names + 2);
    }

    private static PersonTable RandomTable(int seed)
    {
        var random = new Random(seed);
        string Word() => Words[random.Next(Words.Length)];
        return Table(
            "rec_id,given1,given2,surname1,surname2,sex,dob,municipality",
            [.. Enumerable.Range(0, 24).Select(i => $"r{i},{Word()},{Word()},{Word()},{Word()},{(random.Next(2) == 0 ? "F" : "M")},19{random.Next(70, 73)}-0{random.Next(1, 4)}-0{random.Next(1, 4)},{Word()}")]);
    }

    private static PersonTable Table(string header, string[] rows) => PersonTable.Of(ClearLists.Read(rows, header), ClearLists.Knowledge);

    private static string Describe(PersonTable table, int a, int b) => string.Join(" | ", new[] { a, b }.Select(row =>
        $"{table.Given[table.Row(row)[PersonTable.Given1]]} {table.Given[table.Row(row)[PersonTable.Given2]]}, {table.Surnames[table.Row(row)[PersonTable.Surname1]]} {table.Surnames[table.Row(row)[PersonTable.Surname2]]}"));
}
