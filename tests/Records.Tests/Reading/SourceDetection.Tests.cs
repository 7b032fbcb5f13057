using System.Text;
using static Amparo.Records.Tests.Reading.Reads;

namespace Amparo.Records.Tests.Reading;

public sealed class SourceDetectionTests
{
    [Theory]
    [InlineData("a;b;c\n1;2;3\n4;5;6\n", ';')]
    [InlineData("Age, years;Sex, as stated;Place, if known\n5;F;GT\n6;M;HN\n", ';')]
    [InlineData("a\tb\n1,5\t2\n", '\t')]
    [InlineData("a|b\n\"x;y;z\"|2\n", '|')]
    public void The_delimiter_is_the_one_by_which_rows_come_out_alike(string text, char delimiter)
    {
        Found(text).Format.Delimiter.ShouldBe(delimiter);
    }

    [Fact]
    public void A_header_below_titles_is_found()
    {
        var found = Found("Informe anual;;;\n;;;\nexpediente;fecha;sexo;edad\n1;2024-01-01;F;12\n2;2024-01-02;M;30\n");

        (found.Format.HeaderRow, found.Format.HeaderRows, found.Rows).ShouldBe((3, 1, 2));
        found.Header.ShouldBe(["expediente", "fecha", "sexo", "edad"]);
    }

    [Fact]
    public void A_header_over_two_rows_is_found_and_names_its_groups()
    {
        var found = Found("case;form;;\nnumber;sexual;labour;other\n1;X;;\n2;;X;\n3;;;X\n");

        (found.Format.HeaderRow, found.Format.HeaderRows).ShouldBe((1, 2));
        found.Header.ShouldBe(["case / number", "form / sexual", "form / labour", "form / other"]);
    }

    [Fact]
    public void Encodings_packing_and_JSON_are_found()
    {
        Found("a;b\nñ;2\n").Format.Encoding.ShouldBe(SourceEncoding.Utf8);
        Found("a;b\nn;2\n").Format.Encoding.ShouldBe(SourceEncoding.Detected);
        Of(new MemoryStream(Encoding.Latin1.GetBytes("a;b\nñ;2\n"))).Format.Encoding.ShouldBe(SourceEncoding.Windows1252);
        Of(new MemoryStream(Encoding.Unicode.GetBytes("a;b\n1;2\n"))).Format.Encoding.ShouldBe(SourceEncoding.Utf16);
        Of(Gzip("a;b\n1;2\n")).Packed.ShouldBeTrue();
        Found("{\"a\":1}\n").Format.Kind.ShouldBe(SourceKind.JsonLines);
    }

    [Fact]
    public void A_workbook_with_titles_and_merged_headers_is_found_and_read()
    {
        using var book = Workbook.WithSheet("""
            <sheetData>
            <row r="1"><c r="A1" t="str"><v>Report</v></c></row>
            <row r="3"><c r="A3" t="str"><v>Case</v></c><c r="B3" t="str"><v>Form</v></c></row>
            <row r="4"><c r="B4" t="str"><v>sexual</v></c><c r="C4" t="str"><v>labour</v></c></row>
            <row r="5"><c r="A5"><v>1</v></c><c r="C5" t="str"><v>X</v></c></row>
            <row r="6"><c r="A6"><v>45351</v></c><c r="B6" t="str"><v>X</v></c></row>
            </sheetData><mergeCells count="2"><mergeCell ref="A3:A4"/><mergeCell ref="B3:C3"/></mergeCells>
            """);
        var found = Of(book);

        (found.Format.Kind, found.Format.HeaderRow, found.Format.HeaderRows).ShouldBe((SourceKind.Workbook, 3, 2));
        found.Header.ShouldBe(["Case", "Form / sexual", "Form / labour"]);
        All(book, found.Format).ShouldBe(["1: 1||X", "2: 45351|X|"]);
        book.Position = 0;
        using var rows = RowSource.Open(book, found.Format, new ReadingLimits()).Value;
        rows.Read();
        rows.Read();
        rows.SerialDate(0).ShouldBe(new NodaTime.LocalDate(2024, 2, 29));
        rows.SerialDate(1).ShouldBeNull();
    }

    [Fact]
    public void Garbled_cells_are_counted_by_column_and_never_changed()
    {
        using var rows = RowSource.Open(
            Fixture.Utf8("name,place,link\nNuÃ±ez,pa?s,http://x.org/a?b=c\nNúñez SÃO,¿qué?,\n\uFFFD,pa?s a?o,\"x, Ã©\"\n"), Commas, new ReadingLimits()).Value;
        rows.Read().ShouldBeTrue();
        rows.Text(0).ShouldBe("NuÃ±ez");
        while (rows.Read())
        {
        }

        rows.Garbled.ShouldBe([new GarbledColumn("name", 2, 1), new GarbledColumn("place", 2, 1), new GarbledColumn("link", 1, 3)]);
    }

    private static SourceDetection Found(string text) => Of(Fixture.Utf8(text));

    private static SourceDetection Of(Stream file)
    {
        var found = SourceDetection.Detect(file, new ReadingLimits()).Value;
        file.Position.ShouldBe(0);
        return found;
    }
}
