using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Records.Tests;

public sealed class RecordFileTests
{
    private const string Header =
        "record,country,year,agency-kind,sex,age-group,form,citizenship,file-number,subject,registered,given-names,surname-1,surname-2,"
        + "birth-date,age,document,municipality,forms.sexual,forms.labour,forms.organ-removal\n";

    private static readonly string Row =
        "GT-police-1,GT,2021,police,_refused,0-17,several,_not-asked,F1,GT-police-F1,2021-01-02,Ana,Paz,,1999-05,21,,Mixco,yes,no,_refused\n";

    [Fact]
    public void The_standard_file_has_the_columns_of_the_schema_in_their_order()
    {
        using var stream = new MemoryStream();
        RecordFile.Write(stream, Sample(), Fixture.Schema);

        var text = Encoding.UTF8.GetString(stream.ToArray());
        text.ShouldBe(Header + Row);
        stream.CanWrite.ShouldBeTrue();
    }

    [Fact]
    public void Writing_what_was_read_gives_the_same_bytes()
    {
        var bytes = Encoding.UTF8.GetBytes(Header + Row);
        var records = RecordFile.Read(new MemoryStream(bytes), Fixture.Schema).Value;
        using var stream = new MemoryStream();
        RecordFile.Write(stream, records, Fixture.Schema);

        stream.ToArray().ShouldBe(bytes);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+5", "'+5")]
    [InlineData("-5", "'-5")]
    [InlineData("@a", "'@a")]
    [InlineData("\ta", "'\ta")]
    [InlineData("\ra", "'\ra")]
    [InlineData("'a", "''a")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public void Texts_that_a_spreadsheet_would_calculate_are_neutralised_and_restored(string text, string written)
    {
        TextCell.Neutralise(text).ShouldBe(written);
        TextCell.Restore(written).ShouldBe(text);
    }

    [Fact]
    public void A_formula_in_a_name_is_written_as_text()
    {
        using var stream = new MemoryStream();
        RecordFile.Write(stream, Sample(given: "=HYPERLINK(\"x\",\"y\")"), Fixture.Schema);

        Encoding.UTF8.GetString(stream.ToArray()).ShouldContain(",\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\",Paz,");
    }

    [Fact]
    public void A_set_without_records_is_a_header()
    {
        var records = RecordFile.Read(Fixture.Utf8(Header), Fixture.Schema).Value;

        records.Count.ShouldBe(0);
    }

    [Fact]
    public void A_file_of_nothing_is_refused()
    {
        Codes(string.Empty).ShouldBe([RecordsProblems.EmptyFile]);
    }

    [Theory]
    [InlineData("record\n")]
    [InlineData("a,b,c\n")]
    [InlineData("\n")]
    public void Another_header_is_refused(string text)
    {
        Codes(text).ShouldBe([RecordsProblems.StandardHeaderDiffers]);
    }

    [Fact]
    public void A_header_with_two_columns_exchanged_is_refused()
    {
        Codes(Header.Replace("surname-1,surname-2", "surname-2,surname-1", StringComparison.Ordinal) + Row)
            .ShouldBe([RecordsProblems.StandardHeaderDiffers]);
    }

    [Theory]
    [InlineData(",GT,", ",ZZ,", "country")]
    [InlineData(",_refused,", ",,", "sex")]
    [InlineData(",_refused,", ",_Refused,", "sex")]
    [InlineData(",2021,", ",1999,", "year")]
    [InlineData(",several,", ",_U,", "form")]
    public void A_cell_that_is_no_code_is_refused_with_row_and_field_and_without_the_cell(string was, string becomes, string field)
    {
        var text = Header + Row + Row.Replace(was, becomes, StringComparison.Ordinal);

        RecordFile.Read(Fixture.Utf8(text), Fixture.Schema).Problems
            .ShouldBe([new Problem(RecordsProblems.StandardCodeUnknown, field, "row 2")]);
    }

    [Theory]
    [InlineData("a,b\n")]
    [InlineData("\n")]
    [InlineData("\"a\n")]
    public void A_broken_row_is_refused(string row)
    {
        Codes(Header + Row + row).ShouldBe([RecordsProblems.StandardRowBroken]);
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused()
    {
        var text = Header + Row.Replace("Ana", "Inés", StringComparison.Ordinal);

        RecordFile.Read(new MemoryStream(Encoding.Latin1.GetBytes(text)), Fixture.Schema).Problems
            .ShouldBe([new Problem(RecordsProblems.StandardNotUtf8, "file")]);
        RecordFile.Read(new MemoryStream([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]), Fixture.Schema).Problems
            .ShouldBe([new Problem(RecordsProblems.StandardNotUtf8, "file")]);
    }

    [Fact]
    public void A_file_wrong_in_every_row_answers_with_a_bounded_number_of_problems()
    {
        var text = Header + string.Concat(Enumerable.Repeat("a\n", 10_000));

        RecordFile.Read(Fixture.Utf8(text), Fixture.Schema).Problems.Count.ShouldBe(100);
    }

    [Fact]
    public void A_set_with_a_field_that_the_schema_has_not_cannot_be_written()
    {
        var records = new RecordSet(0, [new TextColumn("shoe-size", [])]);

        Should.Throw<ArgumentException>(() => RecordFile.Write(new MemoryStream(), records, Fixture.Schema));
    }

    private static RecordSet Sample(string given = "Ana")
    {
        var row = Header + Row;
        var read = RecordFile.Read(Fixture.Utf8(row), Fixture.Schema).Value;
        return new RecordSet(1, [.. read.Columns.Select(column =>
            column.Field == PersonReport.GivenNames ? new TextColumn(column.Field, [given]) : column)]);
    }

    private static string[] Codes(string text) =>
        [.. RecordFile.Read(Fixture.Utf8(text), Fixture.Schema).Problems.Select(problem => problem.Code)];
}
