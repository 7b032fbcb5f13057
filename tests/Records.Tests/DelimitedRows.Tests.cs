using System.Text;

namespace Amparo.Records.Tests;

public sealed class DelimitedRowsTests
{
    private static readonly SourceFormat Commas = new() { Encoding = SourceEncoding.Utf8, Delimiter = ',' };

    [Fact]
    public void Rows_are_numbered_from_the_first_below_the_header_and_blank_lines_keep_their_number()
    {
        Rows("a,b\n1,2\n\n3,4\n\n\n").ShouldBe(["1: 1|2", "3: 3|4"]);
    }

    [Theory]
    [InlineData("a,b\n1,2")]
    [InlineData("a,b\r\n1,2\r\n")]
    [InlineData("a,b\r1,2\r")]
    [InlineData("\"a\",\"b\"\n\"1\",\"2\"\n")]
    [InlineData(" a , b \n 1 ,\u00A02\u00A0\n")]
    public void Line_ends_quotation_marks_and_surrounding_spaces_do_not_matter(string text)
    {
        Rows(text).ShouldBe(["1: 1|2"]);
    }

    [Fact]
    public void A_quoted_cell_may_hold_delimiters_quotation_marks_and_line_ends()
    {
        Rows("a,b\n\"x, \"\"y\"\"\",\"1\n2\"\n3,4\n").ShouldBe(["1: x, \"y\"|1\n2", "2: 3|4"]);
    }

    [Fact]
    public void Rows_above_the_header_are_passed_over()
    {
        Rows("Report;of;2024\n\na,b\n1,2\n", Commas with { HeaderRow = 3 }).ShouldBe(["1: 1|2"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    public void A_file_without_bytes_is_empty(string text)
    {
        Refusal(Encoding.UTF8.GetBytes(text), Commas).ShouldBe($"{RecordsProblems.EmptyFile} file");
    }

    [Theory]
    [InlineData("\n1,2\n", 1)]
    [InlineData(" , \n1,2\n", 1)]
    [InlineData("a,b\n", 2)]
    [InlineData("a,b\n1,2\n", 5)]
    public void A_header_that_is_not_there_is_reported(string text, int headerRow)
    {
        Refusal(Encoding.UTF8.GetBytes(text), Commas with { HeaderRow = headerRow }).ShouldBe($"{RecordsProblems.HeaderNotFound} file");
    }

    [Theory]
    [InlineData("a,b\n1\n2,3\n", "1")]
    [InlineData("a,b\n1,2,3\n2,3\n", "1")]
    [InlineData("a,b\n1,2\n3,4,\n", "2")]
    public void A_row_with_more_or_fewer_cells_than_the_header_is_marked(string text, string row)
    {
        Marked(text).ShouldBe([$"{row} {RecordsProblems.RaggedRow}"]);
    }

    [Theory]
    [InlineData("a,b\nx\"y,2\n3,4\n")]
    [InlineData("a,b\n\"x\"y,2\n3,4\n")]
    [InlineData("a,b\nx \"y\" z,2\n3,4\n")]
    public void A_quotation_mark_out_of_place_marks_its_row_only(string text)
    {
        Marked(text).ShouldBe([$"1 {RecordsProblems.QuotationBroken}"]);
        Rows(text).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("a,b\n1,2\n\"3,4\n5,6\n7,8\n", "after row 1")]
    [InlineData("a,b\n1,2\n3,\"4\n5,6\n7,8\"\n9,9\n", null)]
    [InlineData("a,b\n\"1,2\n3,4\n5,\"6\n7,8\n", "after row 0")]
    public void A_quotation_mark_that_swallows_rows_refuses_the_file(string text, string? place)
    {
        using var rows = Open(Encoding.UTF8.GetBytes(text), Commas);
        var read = 0;
        while (rows.Read())
            read++;

        if (place is null)
        {
            // A proper quoted cell over several lines is no mistake, whatever it holds.
            (read, rows.Failure).ShouldBe((3, null));
            return;
        }

        rows.Failure.ShouldNotBeNull().ToString().ShouldBe($"{RecordsProblems.QuotationNotClosed} file ({place})");
        rows.Read().ShouldBeFalse();
    }

    [Fact]
    public void A_quotation_longer_than_any_honest_one_refuses_the_file_without_reading_all_of_it()
    {
        var limits = new ReadingLimits { LongestQuotation = 10_000 };
        var text = "a,b\n\"" + string.Concat(Enumerable.Repeat("1,2\n", 200_000));
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        using var rows = RowSource.Open(stream, Commas, limits).Value;

        rows.Read().ShouldBeFalse();
        rows.Failure!.Code.ShouldBe(RecordsProblems.QuotationNotClosed);
        stream.Position.ShouldBeLessThan(stream.Length / 2);
    }

    [Fact]
    public void A_cell_of_the_longest_length_is_read_and_a_longer_one_is_not()
    {
        var limits = new ReadingLimits { LongestCell = 10 };

        MarkedWith(limits, $"a,b\n{new string('x', 10)},1\n").ShouldBeEmpty();
        MarkedWith(limits, $"a,b\n{new string('x', 11)},1\n").ShouldBe([$"1 {RecordsProblems.CellTooLong}"]);
    }

    [Fact]
    public void A_NUL_in_a_cell_marks_its_row_and_one_in_the_header_refuses_the_file()
    {
        Marked("a,b\n1\0,2\n3,4\n").ShouldBe([$"1 {RecordsProblems.NulInCell}"]);
        Refusal("a\0,b\n1,2\n"u8.ToArray(), Commas).ShouldBe($"{RecordsProblems.NulInHeader} file");
    }

    [Fact]
    public void UTF_16_without_a_mark_read_as_UTF_8_is_refused_at_its_header()
    {
        Refusal(Encoding.Unicode.GetBytes("a,b\n1,2\n"), Commas).ShouldBe($"{RecordsProblems.NulInHeader} file");
    }

    [Fact]
    public void More_columns_than_the_limit_are_refused()
    {
        var limits = new ReadingLimits { MostColumns = 3 };
        var open = (string text) => RowSource.Open(Fixture.Utf8(text), Commas, limits);

        open("a,b,c\n").Succeeded.ShouldBeTrue();
        open("a,b,c,d\n").Problems.ShouldHaveSingleItem().Code.ShouldBe(RecordsProblems.TooManyColumns);
    }

    [Theory]
    [InlineData("a;b,c;d\n", "a|b,c|d")]
    [InlineData("a,b\n1;2;3;4\n", "a|b")]
    [InlineData("a\tb\n", "a|b")]
    [InlineData("a|b\n", "a|b")]
    [InlineData("\"a;b;c\",d\n", "a;b;c|d")]
    public void The_delimiter_is_detected_in_the_header_outside_quotation_marks(string text, string header)
    {
        using var rows = Open(Encoding.UTF8.GetBytes(text), new SourceFormat());

        string.Join('|', rows.Header).ShouldBe(header);
    }

    [Fact]
    public void A_delimiter_is_detected_in_the_header_row_and_not_above_it()
    {
        using var rows = Open("a,b,c,d\nx;y\n1;2\n"u8.ToArray(), new SourceFormat { HeaderRow = 2 });

        rows.Header.ShouldBe(["x", "y"]);
    }

    [Theory]
    [InlineData("abc\n1\n")]
    [InlineData("a b c")]
    public void A_header_without_any_delimiter_is_reported(string text)
    {
        Refusal(Encoding.UTF8.GetBytes(text), new SourceFormat()).ShouldBe($"{RecordsProblems.DelimiterNotFound} file");
    }

    [Fact]
    public void A_declared_delimiter_allows_a_single_column()
    {
        Rows("a\n1\n2\n").ShouldBe(["1: 1", "2: 2"]);
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_a_mistake_of_the_caller()
    {
        using var stream = new System.IO.Compression.DeflateStream(new MemoryStream(), System.IO.Compression.CompressionMode.Decompress);

        Should.Throw<ArgumentException>(() => RowSource.Open(stream, Commas, new ReadingLimits()));
    }

    private static RowSource Open(byte[] bytes, SourceFormat format) =>
        RowSource.Open(new MemoryStream(bytes), format, new ReadingLimits()).Value;

    private static string Refusal(byte[] bytes, SourceFormat format) =>
        RowSource.Open(new MemoryStream(bytes), format, new ReadingLimits()).Problems.ShouldHaveSingleItem().ToString();

    private static string[] Rows(string text, SourceFormat? format = null)
    {
        using var rows = Open(Encoding.UTF8.GetBytes(text), format ?? Commas);
        var read = new List<string>();
        while (rows.Read())
            read.Add(FormattableString.Invariant($"{rows.RowNumber}: {string.Join('|', rows.Header.Select((_, column) => rows.Text(column)))}"));
        rows.Failure.ShouldBeNull();
        return [.. read];
    }

    private static string[] Marked(string text) => MarkedWith(new ReadingLimits(), text);

    private static string[] MarkedWith(ReadingLimits limits, string text)
    {
        using var rows = RowSource.Open(Fixture.Utf8(text), Commas, limits).Value;
        var marked = new List<string>();
        while (rows.Read())
        {
            for (var column = 0; column < rows.Header.Count; column++)
                _ = rows.Text(column);
            if (rows.RowProblem is { } problem)
                marked.Add(FormattableString.Invariant($"{rows.RowNumber} {problem}"));
        }

        return [.. marked];
    }
}
