using System.Globalization;
using Amparo.Records.Aggregates;
using Amparo.Records.Tables;
using Amparo.Records.Tests.Reading;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using static Amparo.Records.Tests.Aggregates.Extracts;

namespace Amparo.Records.Tests.Aggregates;

public class TableExtractTests
{
    [Fact]
    public void Rows_become_cells_as_the_source_states_them()
    {
        var made = Read(
            Table, "GTM,2020,persons,All,Total,12", "GTM,2020,persons,All,Female,\"2,315\"", "MEX,2021,persons,Guatemala,Total,<5",
            "MEX,2021,persons,Unknown,Total,0", "MEX,2021,persons,All,?,7");

        // A part above its total stays, and no total is added up.
        made.Cells().ShouldBe(["GT|2020|_T|female 2315-2315", "GT|2020|_T|_T 12-12", "MX|2021|GT|_T 0-4", "MX|2021|_U|_T 0-0", "MX|2021|_T|_U 7-7"]);
        (made.Report.Rows, made.Report.Belonging, made.Report.Repetitions).ShouldBe((5, 5, 0));
        made.Report.Contradicted.ShouldBeEmpty();
        made.Report.Unread.ShouldBeEmpty();
        made.Cube.Header.ShouldBe(Table.Header);
    }

    [Theory]
    [InlineData("12", "12-12")]
    [InlineData("0", "0-0")]
    [InlineData("12.0", "12.0-12.0")]
    [InlineData("2,315", "2315-2315")]
    [InlineData("1,234,567", "1234567-1234567")]
    [InlineData("999,999", "999999-999999")]
    [InlineData("<5", "0-4")]
    public void A_figure_is_read_as_it_is_written(string text, string bounds)
    {
        var made = Read(Table, $"GTM,2020,persons,All,Total,\"{text}\"");

        made.Cells().ShouldBe([$"GT|2020|_T|_T {bounds}"]);
        made.Report.Unread.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1,50")]
    [InlineData("1,2345")]
    [InlineData("1234,567")]
    [InlineData(",123")]
    [InlineData("123,")]
    [InlineData("1,,234")]
    [InlineData("0,125")]
    [InlineData("00,125")]
    [InlineData("1,5.0")]
    [InlineData("1,234.5")]
    [InlineData("1,23.")]
    [InlineData("1,2 3")]
    [InlineData("1.5")]
    [InlineData("-3")]
    [InlineData("+3")]
    [InlineData("1e3")]
    [InlineData("< 5")]
    [InlineData("<10")]
    [InlineData("n/a")]
    [InlineData("\u0661\u0662")]
    [InlineData("99999999999999999999999999999999999999")]
    public void What_is_no_number_of_the_table_is_left_out_and_told_by_its_row(string text)
    {
        var made = Read(Table, "MEX,2020,persons,All,Total,1", $"GTM,2020,persons,All,Total,\"{text}\"");

        made.Cells().ShouldBe(["MX|2020|_T|_T 1-1"]);
        made.Report.Unread.ShouldBe([2]);
        made.Report.Belonging.ShouldBe(2);
    }

    [Theory]
    [InlineData("rate", "1.25", "1.25-1.25")]
    [InlineData("rate", "1,234.5", "1234.5-1234.5")]
    [InlineData("rate", "1,2.5", null)]
    [InlineData("rate", "1.234,5", null)]
    [InlineData("share", "0.5", "0.5-0.5")]
    [InlineData("share", "1.01", null)]
    public void A_broken_number_is_read_where_the_measure_has_them(string measure, string text, string? bounds)
    {
        var made = Read(With("measure: count", $"measure: {measure}"), $"GTM,2020,persons,All,Total,\"{text}\"");

        made.Cells().ShouldBe(bounds is null ? [] : [$"GT|2020|_T|_T {bounds}"]);
        made.Report.Unread.Count.ShouldBe(bounds is null ? 1 : 0);
    }

    [Fact]
    public void A_comma_separates_nothing_where_no_separator_is_declared()
    {
        var made = Read(With("\n    thousands: \",\"", ""), "GTM,2020,persons,All,Total,\"2,315\"", "GTM,2021,persons,All,Total,2315");

        made.Cells().ShouldBe(["GT|2021|_T|_T 2315-2315"]);
        made.Report.Unread.ShouldBe([1]);
    }

    [Fact]
    public void A_point_can_separate_thousands()
    {
        var made = Read(With("thousands: \",\"", "thousands: \".\""), "GTM,2020,persons,All,Total,2.315", "GTM,2021,persons,All,Total,2.5");

        made.Cells().ShouldBe(["GT|2020|_T|_T 2315-2315"]);
        made.Report.Unread.ShouldBe([2]);
    }

    [Fact]
    public void A_column_of_thousands_is_scaled_to_persons()
    {
        var table = With("thousands: \",\"", "scale: 1000");
        var made = Read(
            table, "GTM,2020,persons,All,Total,2.451", "GTM,2021,persons,All,Total,<5", "MEX,2020,persons,All,Total,2.4515",
            "MEX,2021,persons,All,Total,79228162514264337593543950335");

        // Half a person was misread; and a number beyond all reckoning is none.
        made.Cells().ShouldBe(["GT|2020|_T|_T 2451.000-2451.000", "GT|2021|_T|_T 0-4000"]);
        made.Report.Unread.ShouldBe([3, 4]);
    }

    [Fact]
    public void An_empty_figure_is_missing_and_no_fault()
    {
        var made = Read(Table, "GTM,2020,persons,All,Total,", "GTM,2020,persons,All,Total,4");

        made.Cells().ShouldBe(["GT|2020|_T|_T 4-4"]);
        made.Report.Unread.ShouldBeEmpty();
        (made.Report.Belonging, made.Report.Repetitions).ShouldBe((2, 0));
    }

    [Fact]
    public void Equal_rows_are_one_row_and_unequal_ones_contradict_each_other()
    {
        var made = Read(
            Table, "GTM,2020,persons,All,Total,5", "GTM,2021,persons,All,Total,5", "GTM,2020,persons,All,Total,5", "GTM,2021,persons,All,Total,6",
            "MEX,2020,persons,All,Total,<5", "MEX,2020,persons,All,Total,4", "MEX,2021,persons,All,Total,\"1,000\"", "MEX,2021,persons,All,Total,1000",
            "MEX,2021,persons,All,Total,1000.0");

        made.Cells().ShouldBe(["GT|2020|_T|_T 5-5", "MX|2021|_T|_T 1000-1000"]);
        made.Report.Repetitions.ShouldBe(3);
        // An interval that holds the other figure is still another statement.
        made.Report.Contradicted.Select(rows => string.Join('+', rows)).ShouldBe(["2+4", "5+6"]);
    }

    [Fact]
    public void Where_a_label_covers_several_things_even_equal_rows_are_left_out()
    {
        var made = Read(
            Declare(Declaration + "\n  repeated: never-one").Value, "GTM,2020,persons,All,Total,5", "MEX,2020,persons,All,Total,7", "GTM,2020,persons,All,Total,5");

        made.Cells().ShouldBe(["MX|2020|_T|_T 7-7"]);
        made.Report.Repetitions.ShouldBe(0);
        made.Report.Contradicted.Select(rows => string.Join('+', rows)).ShouldBe(["1+3"]);
    }

    [Fact]
    public void Words_stand_for_codes_and_for_the_code_of_another_axis()
    {
        var made = Read(
            Table, "GTM,2020,persons,Nationals,Total,1", "MEX,2020,persons,Nationals,Total,2", "MEX,2020,persons,Hondure\uFFFDo,Total,3",
            "MEX,2020,persons,HONDURAS,Total,3", "MEX,2020,persons,Unknown,Total,4", "MEX,2020,persons,All,Total,9");

        made.Cells().ShouldBe(["GT|2020|GT|_T 1-1", "MX|2020|MX|_T 2-2", "MX|2020|HN|_T 3-3", "MX|2020|_U|_T 4-4", "MX|2020|_T|_T 9-9"]);
        made.Report.Repetitions.ShouldBe(1);
    }

    [Theory]
    [InlineData("Hondureno")]
    [InlineData("Hondure\uFFFDa")]
    [InlineData("")]
    [InlineData("nationals")]
    [InlineData("HN")]
    [InlineData("Atlantis")]
    // A country that the list has and the table does not: the next edition may need it.
    [InlineData("Cuba")]
    public void A_name_that_names_no_code_of_the_table_is_unread(string word)
    {
        var made = Read(Table, $"MEX,2020,persons,{word},Total,3");

        made.Cells().ShouldBeEmpty();
        made.Report.Unread.ShouldBe([1]);
    }

    [Fact]
    public void A_word_for_a_code_outside_the_table_is_unread_like_its_name()
    {
        var made = Read(With("All: _T", "All: _T, Cubans: CU"), "MEX,2020,persons,Cubans,Total,3", "MEX,2020,persons,Cuba,Total,3");

        made.Cells().ShouldBeEmpty();
        made.Report.Unread.ShouldBe([1, 2]);
    }

    [Fact]
    public void The_own_country_of_a_table_without_it_is_unread() =>
        Read(With("codes: [GT, MX, HN]", "codes: [MX, HN]"), "GTM,2020,persons,Nationals,Total,3").Report.Unread.ShouldBe([1]);

    [Fact]
    public void Rows_of_others_leave_before_anything_else_of_them_is_judged()
    {
        var made = Read(
            Table, "HND,2020,persons,Atlantis,Total,much", "USA,2020,persons,Atlantis,Total,much", "GTM,2019,persons,Atlantis,Total,much",
            "GTM,2020,offences,Atlantis,Total,much", "GTM,2020,Persons,Atlantis,Total,much", "GTM,2020,persons,All,Other,much", ",,,,,");

        made.Cells().ShouldBeEmpty();
        (made.Report.Rows, made.Report.Belonging).ShouldBe((7, 0));
        made.Report.Unread.ShouldBeEmpty();
    }

    [Fact]
    public void A_figure_that_no_view_asks_for_belongs_to_another_table()
    {
        // Both citizenship and sex: the table publishes either.
        var made = Read(Table, "GTM,2020,persons,Honduras,Female,much", "GTM,2020,persons,Honduras,Total,1");

        made.Cells().ShouldBe(["GT|2020|HN|_T 1-1"]);
        made.Report.Belonging.ShouldBe(1);
        made.Report.Unread.ShouldBeEmpty();
    }

    [Fact]
    public void A_damaged_row_is_unread_whoever_it_may_belong_to()
    {
        // A comma without quotation marks would make 2,315 persons two.
        var made = Read(
            Table, "GTM,2020,persons,All,Total,2,315", "GTM,2021,persons,All,Total", "HND,2020,persons,All,Total,1,2", "MEX,2020,persons,All,To\"tal,7",
            "MEX,2020,per\0sons,All,Total,7", "HND,2020,persons,All,To\0tal,7");

        // The last is sound as far as anybody has to look: it is of another country.
        made.Cells().ShouldBeEmpty();
        made.Report.Unread.ShouldBe([1, 2, 3, 4, 5]);
        made.Report.Belonging.ShouldBe(5);
    }

    [Fact]
    public void A_figure_whose_cell_is_damaged_is_unread_and_not_missing() =>
        Read(Table, "MEX,2020,persons,All,Total,\0", "GTM,2020,persons,All,Total,\0" + "7").Report.Unread.ShouldBe([1, 2]);

    [Fact]
    public void Several_tables_are_made_in_one_pass_each_with_a_report_of_its_own()
    {
        var other = With("dim: persons", "dim: offences");
        using var rows = RowSource.Open(
            Fixture.Utf8(Header + "\nGTM,2020,persons,All,Total,1\nGTM,2020,offences,All,Total,2\nGTM,2020,offences,Atlantis,Total,2\n"), Reads.Commas, new ReadingLimits()).Value;

        var made = TableExtract.Read([other, Table], rows, Lists, TestContext.Current.CancellationToken).Value;

        made.Select(one => one.Cells().ShouldHaveSingleItem()).ShouldBe(["GT|2020|_T|_T 2-2", "GT|2020|_T|_T 1-1"]);
        made.Select(one => one.Report.Unread.Count).ShouldBe([1, 0]);
        made.ShouldAllBe(one => one.Report.Rows == 3);
    }

    [Fact]
    public void Columns_may_stand_in_any_order_among_others()
    {
        var file = Fixture.Utf8("note,value,sex,who,dim,year,iso\nx,3,Male,All,persons,2020,MEX\n");

        Read(Table, file, Reads.Commas).Cells().ShouldBe(["MX|2020|_T|male 3-3"]);
    }

    [Fact]
    public void A_packed_file_and_a_workbook_give_the_same_cells()
    {
        string[][] rows = [Header.Split(','), ["GTM", "2020", "persons", "All", "Total", "2,315"], ["MEX", "2021", "persons", "Nationals", "Total", "<5"]];
        var text = string.Join('\n', rows.Select(row => string.Join(',', row.Select(cell => $"\"{cell}\""))));
        var expected = Read(Table, Fixture.Utf8(text), Reads.Commas).Cells();
        expected.Length.ShouldBe(2);

        Read(Table, Reads.Gzip(text), Reads.Commas).Cells().ShouldBe(expected);
        using var texts = Workbook.Of(("Data", [.. rows.Select(row => row.Select(Workbook.Text).ToArray<string?>())]));
        Read(Table, texts, Reads.Sheet).Cells().ShouldBe(expected);
        // As a spreadsheet would keep them: the year and the figure are numbers.
        rows[1][5] = "2315";
        using var numbers = Workbook.Of(("Data",
            [.. rows.Select(row => row.Select(cell => double.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Workbook.Number(number) : Workbook.Text(cell)).ToArray<string?>())]));
        Read(Table, numbers, Reads.Sheet).Cells().ShouldBe(expected);
    }

    [Fact]
    public void A_table_fits_a_file_that_has_each_of_its_columns_once()
    {
        string[] columns = Header.Split(',');

        TableExtract.Fits(Table, columns).ShouldBeTrue();
        TableExtract.Fits(Table, [.. columns, "more"]).ShouldBeTrue();
        TableExtract.Fits(Table, [.. columns, "value"]).ShouldBeFalse();
        foreach (var column in columns)
            TableExtract.Fits(Table, [.. columns.Where(other => other != column)]).ShouldBeFalse(column);
        TableExtract.Fits(Table, Header.ToUpperInvariant().Split(',')).ShouldBeFalse();
        TableExtract.Fits(Table with { Extract = null }, columns).ShouldBeFalse();
    }

    [Fact]
    public void A_table_that_does_not_fit_is_a_mistake_of_the_caller()
    {
        using var rows = RowSource.Open(Fixture.Utf8(Header + "\n"), Reads.Commas, new ReadingLimits()).Value;

        Should.Throw<ArgumentException>(() => TableExtract.Read([Table, Table with { Extract = null }], rows, Lists, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("by: iso3", "by: iso4", "country")]
    [InlineData("by: publisher", "by: Publisher", "sex")]
    [InlineData("\"Hondure\\uFFFDo\": HN", "\"Hondure\\uFFFDo\": HND", "citizenship")]
    [InlineData("codes: [GT, MX]", "codes: [GT, SV]", "country")]
    public void A_code_or_a_standard_that_the_list_does_not_know_is_refused(string right, string wrong, string subject) =>
        Refused(With(right, wrong), Lists).ShouldBe([new(TableProblems.ScopeUnknown, subject)]);

    [Fact]
    public void A_dimension_without_its_code_list_is_refused() =>
        Refused(Table, CodeListCatalogue.Of([]).Value).Select(problem => (problem.Code, problem.Subject)).ShouldBe(
        [
            (TableProblems.ListMissing, "country"), (TableProblems.ListMissing, "year"), (TableProblems.ListMissing, "citizenship"),
            (TableProblems.ListMissing, "sex"),
        ]);

    [Fact]
    public void A_file_that_breaks_off_gives_no_table()
    {
        using var rows = RowSource.Open(Fixture.Utf8(Header + "\nGTM,2020,persons,All,Total,1\nGTM,2021,\"persons,All,Total,1\n"), Reads.Commas, new ReadingLimits()).Value;

        TableExtract.Read([Table], rows, Lists, TestContext.Current.CancellationToken).Problems.ShouldHaveSingleItem().Code.ShouldBe(RecordsProblems.QuotationNotClosed);
    }

    [Fact]
    public void The_work_can_be_stopped()
    {
        using var rows = RowSource.Open(Fixture.Utf8(Header + "\nGTM,2020,persons,All,Total,1\n"), Reads.Commas, new ReadingLimits()).Value;

        Should.Throw<OperationCanceledException>(() => TableExtract.Read([Table], rows, Lists, new CancellationToken(canceled: true)));
    }

    private static IReadOnlyList<Problem> Refused(AggregateTable table, CodeListCatalogue lists)
    {
        using var rows = RowSource.Open(Fixture.Utf8(Header + "\nGTM,2020,persons,All,Total,1\n"), Reads.Commas, new ReadingLimits()).Value;
        return TableExtract.Read([table], rows, lists, TestContext.Current.CancellationToken).Problems;
    }
}
