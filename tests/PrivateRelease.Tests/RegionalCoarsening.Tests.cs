using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease.Tests;

public sealed class RegionalCoarseningTests
{
    private static readonly string[] Nine = ["BZ", "CR", "DO", "SV", "GT", "HN", "MX", "NI", "PA"];

    [Theory]
    [InlineData(50.0)]
    [InlineData(0.5)]
    [InlineData(0.01)]
    public void The_nine_never_vanish_whatever_the_noise(double epsilon)
    {
        var made = RegionalCoarsening.Apply(Table(), Schema(expected: 2_000), epsilon).Value;
        made.Table.Domain.Columns[0].Labels!.ShouldContain(label => label == "GT");
        foreach (var country in Nine)
            made.Table.Domain.Columns[0].Labels!.ShouldContain(country);
        // Whoever had one of the nine has it still; nobody was lost.
        made.Table.Rows.ShouldBe(Table().Rows);
        Label(made.Table, 0).ShouldBe("GT");
        Label(made.Table, 1).ShouldBe("PA");
        Label(made.Table, 3).ShouldBe("unknown");
    }

    [Fact]
    public void Much_noise_makes_the_others_coarser_and_little_leaves_them()
    {
        var fine = RegionalCoarsening.Apply(Table(), Schema(expected: 2_000_000), 50).Value;
        Label(fine.Table, 2).ShouldBe("FR");
        var coarse = RegionalCoarsening.Apply(Table(), Schema(expected: 2_000), 0.5).Value;
        Label(coarse.Table, 2).ShouldNotBe("FR");
        var said = coarse.Columns.ShouldHaveSingleItem();
        said.Before.ShouldBe(13);
        said.After.ShouldBeLessThan(said.Before);
        said.Column.ShouldBe("citizenship");
    }

    [Fact]
    public void The_choice_does_not_look_at_the_rows()
    {
        var one = RegionalCoarsening.Apply(Table(), Schema(expected: 3_000), 1).Value.Table.Domain.Columns[0].Labels;
        var many = new CodedTable(Schema(3_000).Domain, [[.. Enumerable.Repeat((ushort)10, 5_000)]]);
        RegionalCoarsening.Apply(many, Schema(expected: 3_000), 1).Value.Table.Domain.Columns[0].Labels.ShouldBe(one);
    }

    [Fact]
    public void A_schema_that_does_not_say_how_many_are_expected_is_refused() =>
        RegionalCoarsening.Apply(Table(), Schema(expected: null), 1).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-037");

    private static string Label(CodedTable table, int row) => table.Domain.Columns[0].Labels![table.Column(0)[row]];

    private static CodedTable Table() => new(Schema(1).Domain, [[4, 8, 9, 12]]);

    // Nine countries, France, Spain, Italy; then "unknown", which is no country.
    private static ReleaseSchema Schema(long? expected)
    {
        string[] countries = [.. Nine, "FR", "ES", "IT"];
        var fine = List("countries", countries);
        var broad = List("regions", ["americas", "europe"]);
        var hierarchy = new Hierarchy("countries-to-regions", 1, "a test", (fine, broad), [.. countries.Select(country => Nine.Contains(country) ? 0 : 1)]);
        var column = new CodedColumn("citizenship", 13) { Labels = [.. countries, "unknown"] };
        return new([new(column, 12, SeveralRows.First) { Levels = [hierarchy] }], null, null, true) { ExpectedPersons = expected };
    }

    private static CodeList List(string id, string[] codes)
    {
        LocalizedText Text(string word) => new(new Dictionary<Language, (string, TranslationStatus)> { [Language.Spanish] = (word, TranslationStatus.Reviewed) });
        return new(id, 1, Text(id), "a test", [.. codes.Select(code => new Code(code, Text(code), new Dictionary<string, string>()))]);
    }
}
