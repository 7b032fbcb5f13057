using Amparo.Records;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Indicators.Tests;

public class TallyTests
{
    private static readonly Subject BySubject = new("subject", "registered");

    [Fact]
    public void Records_are_counted_by_their_codes_and_missing_values_as_unknown()
    {
        var cube = Tally.Of(Sample.Definition(), Sample.Records(
            ("female", "2020", "A", "2020-01-01"), ("female", "2020", "B", "2020-01-01"), (null, "2021", "C", "2021-01-01"),
            ("male", null, "D", "2021-01-01"))).Value.Cube.Tabulate();

        cube[("sex", "female"), ("year", "2020")].ShouldBe(Figure.Exact(2));
        cube[("sex", CodeList.Unknown), ("year", "2021")].ShouldBe(Figure.Exact(1));
        cube[("sex", "male"), ("year", CodeList.Unknown)].ShouldBe(Figure.Exact(1));
        cube[("sex", "male"), ("year", "2019")].ShouldBe(Figure.Exact(0));
        cube[("sex", "female")].ShouldBe(Figure.Exact(2));
        cube[[]].ShouldBe(Figure.Exact(4));
    }

    [Theory]
    [InlineData(MissingKind.Blank)]
    [InlineData(MissingKind.NotAsked)]
    [InlineData(MissingKind.Refused)]
    [InlineData(MissingKind.NotApplicable)]
    [InlineData(MissingKind.Suppressed)]
    public void Every_kind_of_missing_counts_as_unknown_and_never_as_a_code(MissingKind kind)
    {
        var records = new RecordSet(
            1,
            [
                new CodedColumn("sex", Sample.Sex, [CodedColumn.Missing(kind)]),
                new CodedColumn("year", Sample.Year, [1]),
            ],
            new Dictionary<string, IReadOnlyList<string>>());

        var cube = Tally.Of(Sample.Definition(), records).Value.Cube.Tabulate();

        cube[("sex", CodeList.Unknown)].ShouldBe(Figure.Exact(1));
        cube[("sex", "female")].ShouldBe(Figure.Exact(0));
    }

    [Fact]
    public void A_person_with_three_records_is_counted_once_where_the_first_record_stands()
    {
        var tally = Tally.Of(Sample.Definition(BySubject), Sample.Records(
            ("male", "2021", "A", "2021-05-01"), ("female", "2019", "A", "2019-03-01"), ("male", "2020", "A", "2020-01-01"))).Value;
        var cube = tally.Cube.Tabulate();

        tally.Records.ShouldBe(3);
        cube[[]].ShouldBe(Figure.Exact(1));
        cube[("sex", "female"), ("year", "2019")].ShouldBe(Figure.Exact(1));
    }

    [Fact]
    public void What_the_first_record_does_not_say_is_taken_from_the_next_that_does()
    {
        var cube = Tally.Of(Sample.Definition(BySubject), Sample.Records(
            (null, "2019", "A", "2019-03-01"), ("male", "2020", "A", "2020-01-01"), ("female", "2021", "A", "2021-01-01"))).Value.Cube.Tabulate();

        cube[("sex", "male"), ("year", "2019")].ShouldBe(Figure.Exact(1));
    }

    [Fact]
    public void Records_of_one_day_keep_their_order()
    {
        var cube = Tally.Of(Sample.Definition(BySubject), Sample.Records(
            ("male", "2019", "A", "2019-03-01"), ("female", "2019", "A", "2019-03-01"))).Value.Cube.Tabulate();

        cube[("sex", "male")].ShouldBe(Figure.Exact(1));
    }

    [Fact]
    public void A_year_outside_the_scope_is_reported_and_counted_nowhere()
    {
        var tally = Tally.Of(Sample.Definition(years: ["2020", "2021"]), Sample.Records(
            ("female", "2019", "A", "2019-01-01"), ("female", "2020", "B", "2020-01-01"))).Value;

        tally.OutOfScope.ShouldBe(1);
        tally.Cube.Tabulate()[[]].ShouldBe(Figure.Exact(1));
        tally.Cube.Dimensions[1].List.Codes.Select(code => code.Id).ShouldBe(["2020", "2021"]);
    }

    [Fact]
    public void No_records_give_a_table_of_zeros_and_not_an_empty_one()
    {
        var cube = Tally.Of(Sample.Definition(), Sample.Records()).Value.Cube.Tabulate();
        cube.Cells.Count().ShouldBe(4 * 5);
        cube.Cells.ShouldAllBe(cell => cell.Value == Figure.Exact(0));
    }

    [Fact]
    public void A_field_that_the_records_lack_is_refused()
    {
        var definition = Sample.Definition() with { Dimensions = [new("sex", null), new("form", null), new("sector", null)] };
        Tally.Of(definition, Sample.Records()).Problems.ShouldBe(
            [new(IndicatorsProblems.NoSuchField, "form"), new(IndicatorsProblems.NoSuchField, "sector")]);
    }

    [Fact]
    public void A_code_that_the_list_lacks_is_refused() =>
        Tally.Of(Sample.Definition(years: ["1999"]), Sample.Records()).Problems.ShouldBe([new(IndicatorsProblems.NoSuchCode, "year")]);

    [Theory]
    [InlineData("person", "registered", "person")]
    [InlineData("subject", "when", "when")]
    public void A_subject_or_order_that_the_records_lack_is_refused(string field, string orderBy, string named) =>
        Tally.Of(Sample.Definition(new Subject(field, orderBy)), Sample.Records()).Problems.ShouldBe([new(IndicatorsProblems.NoSubjectField, named)]);

    [Fact]
    public void A_record_about_nobody_is_refused_with_its_number()
    {
        var records = Sample.Records(("male", "2019", "A", "2019-03-01"), ("male", "2019", "", "2019-03-01"));
        Tally.Of(Sample.Definition(BySubject), records).Problems.ShouldBe([new(IndicatorsProblems.SubjectMissing, "subject", "record 2")]);
    }

    [Fact]
    public void Only_the_views_and_their_margins_are_tabulated()
    {
        var definition = Sample.Definition(views: [Sample.View("year")]);
        var cube = Tally.Of(definition, Sample.Records(("male", "2019", "A", "2019-03-01"))).Value.Cube.Tabulate();

        cube[("year", "2019")].ShouldBe(Figure.Exact(1));
        cube[[]].ShouldBe(Figure.Exact(1));
        cube[("sex", "male")].ShouldBe(Figure.Missing);
    }
}
