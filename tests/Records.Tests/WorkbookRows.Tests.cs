using System.IO.Compression;
using System.Text;
using NodaTime;
using static Amparo.Records.Tests.Workbook;

namespace Amparo.Records.Tests;

public sealed class WorkbookRowsTests
{
    private static readonly SourceFormat Format = new() { Kind = SourceKind.Workbook };

    [Fact]
    public void Cells_are_read_as_text_and_date_cells_as_days()
    {
        using var rows = Open(Of(("S",
        [
            [Text("a"), Text("b"), Text("c"), Text("d")],
            [Text(" x "), Number(9), Number(1.5), Date(new DateOnly(2024, 2, 29))],
        ])));

        rows.Read().ShouldBeTrue();
        rows.Header.ShouldBe(["a", "b", "c", "d"]);
        Enumerable.Range(0, 4).Select(rows.Text).ShouldBe(["x", "9", "1.5", "2024-02-29"]);
        rows.Date(3).ShouldBe(new LocalDate(2024, 2, 29));
        rows.Date(1).ShouldBeNull();
        rows.Read().ShouldBeFalse();
        rows.Failure.ShouldBeNull();
    }

    [Fact]
    public void Blank_rows_are_passed_over_and_keep_their_number()
    {
        using var rows = Open(Of(("S", [[Text("a")], [Text("1")], [null], [null], [Text("2")]])));

        rows.Read().ShouldBeTrue();
        rows.RowNumber.ShouldBe(1);
        rows.Read().ShouldBeTrue();
        rows.RowNumber.ShouldBe(4);
        rows.Read().ShouldBeFalse();
    }

    [Fact]
    public void The_declared_sheet_is_read_and_the_first_one_otherwise()
    {
        using var stream = Of(("First", [[Text("a")], [Text("1")]]), ("Second", [[Text("b")], [Text("2")]]));

        using (var first = RowSource.Open(stream, Format, new ReadingLimits()).Value)
            first.Header.ShouldBe(["a"]);
        stream.Position = 0;
        using (var second = RowSource.Open(stream, Format with { Sheet = "Second" }, new ReadingLimits()).Value)
            second.Header.ShouldBe(["b"]);
        stream.Position = 0;
        RowSource.Open(stream, Format with { Sheet = "Third" }, new ReadingLimits()).Problems.ShouldHaveSingleItem().ToString()
            .ShouldBe($"{RecordsProblems.SheetNotFound} Third");
    }

    [Fact]
    public void A_formula_error_marks_its_row_and_no_other()
    {
        using var stream = Of(
            ("First", [[Text("a"), Text("b")], [Text("1"), Text("1")]]),
            ("Second", [[Text("title")], [null], [Text("a"), Text("b")], [Text("1"), Text("2")], [null], [null, Error("#N/A")], [Text("3"), Text("4")]]));
        using var rows = RowSource.Open(stream, Format with { Sheet = "Second", HeaderRow = 3 }, new ReadingLimits()).Value;
        var marked = new List<(int, string?)>();
        while (rows.Read())
        {
            _ = rows.Text(0) + rows.Text(1);
            marked.Add((rows.RowNumber, rows.RowProblem));
        }

        marked.ShouldBe([(1, null), (3, RecordsProblems.FormulaError), (4, null)]);
    }

    [Fact]
    public void A_formula_error_on_another_sheet_marks_nothing()
    {
        using var rows = Open(Of(("First", [[Text("a")], [Text("1")]]), ("Second", [[Text("a")], [Error("#REF!")]])));

        rows.Read().ShouldBeTrue();
        rows.Text(0).ShouldBe("1");
        rows.RowProblem.ShouldBeNull();
    }

    [Fact]
    public void A_value_to_the_right_of_the_last_named_column_marks_its_row()
    {
        using var rows = Open(Of(("S", [[Text("a"), Text("b")], [Text("1"), Text("2"), Text("3")], [Text("1"), Text("2")]])));

        rows.Read().ShouldBeTrue();
        rows.RowProblem.ShouldBe(RecordsProblems.RaggedRow);
        rows.Read().ShouldBeTrue();
        rows.RowProblem.ShouldBeNull();
    }

    [Fact]
    public void A_header_below_the_end_of_the_sheet_is_reported()
    {
        Refusal(Of(("S", [[Text("a")]])), Format with { HeaderRow = 4 }).ShouldBe($"{RecordsProblems.HeaderNotFound} file");
        Refusal(Of(("S", [[null], [Text("a")]])), Format).ShouldBe($"{RecordsProblems.HeaderNotFound} file");
        Refusal(Of(("S", [])), Format).ShouldBe($"{RecordsProblems.HeaderNotFound} file");
    }

    [Fact]
    public void A_file_without_bytes_is_empty()
    {
        Refusal(new MemoryStream(), Format).ShouldBe($"{RecordsProblems.EmptyFile} file");
    }

    [Theory]
    [InlineData("a,b\n1,2\n")]
    [InlineData("PK")]
    [InlineData("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1")]
    public void A_file_of_another_kind_is_no_workbook(string text)
    {
        Refusal(new MemoryStream(Encoding.Latin1.GetBytes(text)), Format).ShouldBe($"{RecordsProblems.NotWorkbook} file");
    }

    [Fact]
    public void A_zip_archive_without_sheets_is_no_workbook()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            archive.CreateEntry("readme.txt");
        stream.Position = 0;

        Refusal(stream, Format).ShouldBe($"{RecordsProblems.NotWorkbook} file");
    }

    [Fact]
    public void A_truncated_workbook_is_refused_wherever_it_is_cut()
    {
        var whole = Of(("S", [[Text("a")], [Text("1")]])).ToArray();
        for (var length = 1; length < whole.Length; length += 7)
            Refusal(new MemoryStream(whole[..length]), Format).ShouldBe($"{RecordsProblems.NotWorkbook} file");
    }

    [Fact]
    public void A_workbook_with_any_byte_changed_is_read_or_refused_and_never_throws()
    {
        var whole = Of(("S", [[Text("a"), Text("b")], [Text("1"), Number(2)], [Date(new DateOnly(2020, 1, 1)), Error("#N/A")]])).ToArray();
        for (var at = 0; at < whole.Length; at++)
        {
            var bytes = (byte[])whole.Clone();
            bytes[at] ^= 0x5A;
            var opened = RowSource.Open(new MemoryStream(bytes), Format, new ReadingLimits());
            if (!opened.Succeeded)
                continue;
            using var rows = opened.Value;
            while (rows.Read())
            {
                for (var column = 0; column < rows.Header.Count; column++)
                    _ = rows.Text(column);
            }
        }
    }

    [Fact]
    public void A_workbook_that_unpacks_to_more_than_the_limit_is_refused_before_it_is_read()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
                part.Write(zeros);
        }

        stream.Length.ShouldBeLessThan(1 << 20);
        stream.Position = 0;
        var limits = new ReadingLimits { LargestWorkbook = 32 << 20 };
        RowSource.Open(stream, Format, limits).Problems.ShouldHaveSingleItem().ToString().ShouldBe($"{RecordsProblems.WorkbookTooLarge} file");
    }

    [Fact]
    public void Shared_texts_have_a_limit_of_their_own_because_they_stay_in_memory()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("xl/sharedStrings.xml").Open();
            part.Write(new byte[2_000]);
        }

        stream.Position = 0;
        RowSource.Open(stream, Format, new ReadingLimits { LargestSharedTexts = 1_999 }).Problems.ShouldHaveSingleItem().Code
            .ShouldBe(RecordsProblems.WorkbookTooLarge);
    }

    [Fact]
    public void A_cell_that_is_too_long_marks_its_row()
    {
        using var rows = RowSource.Open(Of(("S", [[Text("a")], [Text("12345")]])), Format, new ReadingLimits { LongestCell = 4 }).Value;

        rows.Read().ShouldBeTrue();
        rows.Text(0).ShouldBeEmpty();
        rows.RowProblem.ShouldBe(RecordsProblems.CellTooLong);
    }

    [Theory]
    [InlineData("999999999999999", "999999999999999")]
    [InlineData("-999999999999999", "-999999999999999")]
    [InlineData("123456789012345", "123456789012345")]
    [InlineData("999999999999999.9", null)]
    [InlineData("1000000000000000", null)]
    [InlineData("-1000000000000000", null)]
    [InlineData("1234567890123456", null)]
    [InlineData("1.5E+300", null)]
    public void A_number_of_which_a_workbook_loses_digits_marks_its_row_and_is_never_changed(string written, string? read)
    {
        using var rows = Open(Of(("S", [[Text("a")], [$"><v>{written}</v>"], [Text(written)]])));

        rows.Read().ShouldBeTrue();
        rows.Text(0).ShouldBe(read ?? string.Empty);
        rows.RowProblem.ShouldBe(read is null ? RecordsProblems.NumberTooLong : null);

        // As text, any number is exact.
        rows.Read().ShouldBeTrue();
        rows.Text(0).ShouldBe(written);
        rows.RowProblem.ShouldBeNull();
    }

    private static RowSource Open(Stream stream) => RowSource.Open(stream, Format, new ReadingLimits()).Value;

    private static string Refusal(Stream stream, SourceFormat format) =>
        RowSource.Open(stream, format, new ReadingLimits()).Problems.ShouldHaveSingleItem().ToString();
}
