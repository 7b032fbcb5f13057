using System.Text;
using Amparo.Records.Tests.Reading;

namespace Amparo.Records.Tests;

/// <summary>What a reviewer broke once.</summary>
public sealed class AttacksTests
{
    [Fact]
    public void A_file_of_more_than_two_gigabytes_is_read_to_its_end()
    {
        // Rows of 1 MiB, so that only the bytes are many.
        const int Row = 1 << 20;
        const long Rows = 2_100;
        var header = "a,b\n"u8.ToArray();
        using var stream = new MadeStream(header.Length + (Rows * Row), at =>
            at < header.Length ? header[at] : ((at - header.Length) % Row) switch { Row - 1 => (byte)'\n', 1 => (byte)',', _ => (byte)'x' });
        using var rows = RowSource.Open(
            stream, new SourceFormat { Encoding = SourceEncoding.Utf8, Delimiter = ',' }, new ReadingLimits { LongestRow = 4 << 20 }).Value;
        long read = 0;
        while (rows.Read())
            read++;

        rows.Failure.ShouldBeNull();
        read.ShouldBe(Rows);
    }

    [Theory]
    [InlineData(8_191)]
    [InlineData(8_319)]
    [InlineData(8_320)]
    [InlineData(20_000)]
    public void A_header_of_delimiters_without_a_line_end_is_refused(int delimiters)
    {
        var opened = RowSource.Open(
            Fixture.Utf8("x" + new string(',', delimiters)), new SourceFormat { Delimiter = ',' }, new ReadingLimits());

        opened.Problems.Single().Code.ShouldBe(RecordsProblems.TooManyColumns);
    }

    [Theory]
    [InlineData("from: {}, set: ['1'], unset: ['0']", "flags")]
    [InlineData("from: {}, set: ['1']", "one-hot")]
    public void Flags_of_no_column_are_refused(string flags, string transformation)
    {
        var field = transformation == "flags" ? "forms" : "gender";

        Should.Throw<InvalidOperationException>(() => Fixture.Small($"{field}: {{ as: {transformation}, {flags} }}")).Message
            .ShouldContain("VOC-");
    }

    [Fact]
    public void A_word_of_free_text_beside_flags_is_never_dropped()
    {
        var records = Fixture.MapSmall(
            "forms: { as: flags, from: { a: other }, set: ['1'], unset: ['0'], word: { from: word, standard: names } }",
            "file,date,a,word\n1,2017-01-01,0,Trabajo forzado\n2,2017-01-01,1,\n").Records;

        records.Flags("forms").ShouldBe(["labour", "other"]);
        records.Coded("form").ShouldBe(["labour", "other"]);
    }

    [Fact]
    public void A_workbook_given_as_text_is_called_a_workbook() =>
        RowSource.Open(new MemoryStream([(byte)'P', (byte)'K', 3, 4, .. Encoding.UTF8.GetBytes("x,y\n")]), new SourceFormat(), new ReadingLimits())
            .Problems.Single().Code.ShouldBe(RecordsProblems.WorkbookGiven);

    [Theory]
    [InlineData("~")]
    [InlineData(":")]
    [InlineData("|")]
    public void Rows_to_be_mended_can_be_read_back_whatever_the_agencys_delimiter(string delimiter)
    {
        var mapping = Fixture.Small("sex: { as: code, from: sex, values: { F: female } }", $"{{ kind: delimited, delimiter: '{delimiter}' }}");
        var csv = "file,date,sex\n1,2017-01-01,Q\n2,2017-01-01,F\n".Replace(",", delimiter, StringComparison.Ordinal);
        using var toMend = new MemoryStream();
        RowMending.Write((Fixture.Utf8(csv), null), toMend, mapping, Fixture.Map(mapping, Fixture.Utf8(csv)).Value.Report, new ReadingLimits()).ShouldBeNull();
        var mended = Encoding.UTF8.GetString(toMend.ToArray()).Replace("Q", "F", StringComparison.Ordinal);

        RowMending.Map((Fixture.Utf8(csv), Fixture.Utf8(mended)), mapping, new MappingOptions(), TestContext.Current.CancellationToken)
            .Value.Report.Quarantined.ShouldBe(0);
    }

    [Fact]
    public void Mending_one_cell_leaves_the_meaning_of_all_others()
    {
        var mapping = Fixture.Small(
            """
            birth-date: { as: date, from: birth, formats: [yyyy-dd-MM], missing: { "2000-01-01": unknown } }
            sex: { as: code, from: sex, values: { F: female } }
            """);
        const string Csv = "file,date,birth,sex\n1,2017-01-01,2000-01-01,Q\n2,2017-01-01,2007-12-03,Q\n3,2017-01-01,2000-01-01,F\n";
        using var mended = Fixture.Utf8("amparo-row,amparo-problem,file,date,birth,sex\n1,x,1,2017-01-01,2000-01-01,F\n2,x,2,2017-01-01,2007-12-03,F\n");

        var mapped = RowMending.Map((Fixture.Utf8(Csv), mended), mapping, new MappingOptions(), TestContext.Current.CancellationToken).Value;

        mapped.Report.Quarantined.ShouldBe(0);
        mapped.Records.Text("birth-date").ShouldBe(["", "2007-03-12", ""]);
        mapped.Records.Coded("age-group").ShouldBe(["_unknown", "0-17", "_unknown"]);
    }
}
