using System.Text;
using static Amparo.Records.Tests.Workbook;

namespace Amparo.Records.Tests;

public sealed class WorkbookCellsTests
{
    private const string Head = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c></row>";
    private static readonly SourceFormat Format = new() { Kind = SourceKind.Workbook };
    private static readonly ReadingLimits WholeSheet = new() { MostColumns = 16_384 };

    [Theory]
    [InlineData("<row r=\"1\"><c r=\"ZZZZZZ1\"><v>1</v></c></row>")]
    [InlineData("<row r=\"1\"><c r='XFE1'><v>1</v></c></row>")]
    [InlineData("<row r=\"1\"><c r=\"AAAAAAAAAAAAAAAAAAAAAAAAA1\"><v>1</v></c></row>")]
    [InlineData("<row r=\"1048577\"><c><v>1</v></c></row>")]
    [InlineData("<row r=\"2000000000\"><c><v>1</v></c></row>")]
    [InlineData("<row r=\"99999999999999999999\"><c><v>1</v></c></row>")]
    [InlineData("<row r=\"2\"><c r=\"A1048577\"><v>1</v></c></row>")]
    public void A_small_workbook_with_a_cell_where_no_sheet_has_any_is_refused_at_once(string rows)
    {
        using var stream = WithSheet($"<sheetData>{rows}</sheetData>");
        _ = Refusal(stream);
        stream.Position = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();

        Refusal(stream).ShouldBe($"{RecordsProblems.WorkbookTooLarge} file");

        // The reader's own buffers are some hundred KB; filling the places before such a cell would take gigabytes.
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(8 << 20);
    }

    [Fact]
    public void Cells_without_references_are_counted()
    {
        RowSource.Open(
            WithSheet($"<sheetData>{Head}<row>{string.Concat(Enumerable.Repeat("<c/>", 16_384))}</row></sheetData>"), Format, WholeSheet)
            .Succeeded.ShouldBeTrue();
        Refusal(WithSheet($"<sheetData>{Head}<row>{string.Concat(Enumerable.Repeat("<c/>", 16_385))}</row></sheetData>"))
            .ShouldBe($"{RecordsProblems.WorkbookTooLarge} file");
    }

    [Fact]
    public void The_last_cell_of_a_sheet_is_accepted()
    {
        using var rows = RowSource.Open(
            WithSheet($"<sheetData>{Head}<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>"), Format, WholeSheet).Value;

        rows.Read().ShouldBeTrue();
        rows.RowNumber.ShouldBe(1_048_575);
        rows.RowProblem.ShouldBe(RecordsProblems.RaggedRow);
    }

    [Fact]
    public void Elements_inside_one_another_without_end_are_refused() =>
        Refusal(WithSheet(string.Concat(Enumerable.Repeat("<a>", 1_000)) + string.Concat(Enumerable.Repeat("</a>", 1_000))))
            .ShouldBe($"{RecordsProblems.WorkbookTooLarge} file");

    [Theory]
    [InlineData("<row r=\"0\"><c/></row>")]
    [InlineData("<row r=\"-1\"><c/></row>")]
    [InlineData("<row r=\"\"><c/></row>")]
    [InlineData("<row r=\"1\"><c r=\"a1\"/></row>")]
    [InlineData("<row r=\"1\"><c r=\"A\"/></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\" t=\"x\"/></row>")]
    [InlineData("<row r=\"1\"><c r=\"A1\"/>")]
    public void What_is_no_reference_and_no_type_of_cell_is_refused(string rows) =>
        Refusal(WithSheet($"<sheetData>{rows}</sheetData>")).ShouldBe($"{RecordsProblems.NotWorkbook} file");

    [Theory]
    [InlineData("t=\"e\"")]
    [InlineData("t='e'")]
    [InlineData("t = \"e\"")]
    [InlineData("t\n=\n'e'")]
    [InlineData("t=\"&#101;\"")]
    public void A_formula_error_is_found_however_it_is_spelled(string type)
    {
        foreach (var encoding in new Encoding[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var sheet = $"<sheetData>{Head}<row r=\"2\"><c r=\"A2\" {type}><v>#N/A</v></c></row></sheetData>";
            using var rows = RowSource.Open(WithSheet(sheet, encoding), Format, new ReadingLimits()).Value;

            rows.Read().ShouldBeTrue();
            _ = rows.Text(0);
            rows.RowProblem.ShouldBe(RecordsProblems.FormulaError);
        }
    }

    private static string Refusal(Stream stream) => RowSource.Open(stream, Format, new ReadingLimits()).Problems.ShouldHaveSingleItem().ToString();
}
