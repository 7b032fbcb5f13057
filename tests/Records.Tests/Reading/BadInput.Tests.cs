using System.IO.Compression;
using System.Text;
using static Amparo.Records.Tests.Reading.Reads;

namespace Amparo.Records.Tests.Reading;

/// <summary>Files that are broken or hostile: a clear code for each, and memory that does not depend on their size.</summary>
public sealed class BadInputTests
{
    private const int Gigabyte = 1 << 30;

    // The blocks, the longest row, and its doubling while it grows; generous, and far below what any of these files holds.
    private const long SmallMemory = 32 << 20;

    private static readonly string[] Head = ["a,b", "1,2"];

    public static TheoryData<string, SourceFormat> TextFormats { get; } = new()
    {
        { "delimited", Commas },
        { "detected", Detected },
        { "json lines", Json },
    };

    [Theory]
    [MemberData(nameof(TextFormats))]
    public void A_file_without_text_is_empty(string name, SourceFormat format)
    {
        All("", format).ShouldBe([$"{RecordsProblems.EmptyFile} file"], name);
        All("\uFEFF", format).ShouldBe([$"{RecordsProblems.EmptyFile} file"], name);
        All(Gzip(""), format).ShouldBe([$"{RecordsProblems.EmptyFile} file"], name);
        All(Gzip("\uFEFF"), format).ShouldBe([$"{RecordsProblems.EmptyFile} file"], name);
    }

    [Fact]
    public void A_header_without_rows_is_read_as_such() => All("a,b\n", Commas).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(TextFormats))]
    public void A_line_of_a_gigabyte_is_refused_before_it_is_read(string name, SourceFormat format)
    {
        // The delimiter stands in the header, so that detection is not what refuses it.
        var first = format.Kind == SourceKind.JsonLines ? "{\"a\":1}\n"u8.ToArray() : "a,b\n1,2\n"u8.ToArray();
        using var file = new MadeStream(Gigabyte, at => at < first.Length ? first[at] : (byte)'x');
        var allocated = Allocated(() =>
        {
            file.Position = 0;
            End(file, format).ShouldBe($"{RecordsProblems.LineTooLong} file (after row 1)", name);
        });

        allocated.ShouldBeLessThan(SmallMemory);
        file.BytesRead.ShouldBeLessThan(64 << 20);
    }

    [Fact]
    public void A_gigabyte_of_delimiters_is_refused_before_it_is_read()
    {
        using var file = new MadeStream(Gigabyte, at => at < 4 ? "a,b\n"u8[(int)at] : (byte)',');

        Allocated(() =>
        {
            file.Position = 0;
            End(file, Commas).ShouldBe($"{RecordsProblems.LineTooLong} file (after row 0)");
        }).ShouldBeLessThan(SmallMemory);
    }

    [Fact]
    public void A_quotation_that_never_closes_is_refused_before_all_is_read()
    {
        using var file = new MadeStream(Gigabyte, at => at < 5 ? "a,b\n\""u8[(int)at] : at % 20 == 0 ? (byte)'\n' : (byte)'x');

        End(file, Commas).ShouldBe($"{RecordsProblems.QuotationNotClosed} file (after row 0)");
        file.BytesRead.ShouldBeLessThan(2 << 20);
    }

    [Theory]
    [MemberData(nameof(TextFormats))]
    public void A_gigabyte_of_NULs_is_refused_before_it_is_read(string name, SourceFormat format)
    {
        using var file = new MadeStream(Gigabyte, _ => 0);
        var code = End(file, format).Split(' ')[0];

        code.ShouldBe(
            name switch
            {
                "delimited" => RecordsProblems.NulInHeader,
                "detected" => RecordsProblems.DelimiterNotFound,
                _ => RecordsProblems.LineTooLong,
            },
            name);
        file.BytesRead.ShouldBeLessThan(64 << 20);
    }

    [Fact]
    public void A_hundred_thousand_columns_are_refused()
    {
        var wide = string.Join(',', Enumerable.Range(0, 100_000)) + "\n";
        All(wide, Commas).ShouldBe([$"{RecordsProblems.TooManyColumns} file"]);
        All(wide, Detected).ShouldBe([$"{RecordsProblems.TooManyColumns} file"]);
        var keys = "{" + string.Join(',', Enumerable.Range(0, 100_000).Select(n => $"\"{n}\":1")) + "}\n";
        All(keys, Json).ShouldBe([$"{RecordsProblems.TooManyColumns} file"]);
        All($"a,b\n1,2\n{wide}3,4\n", Commas).ShouldBe(["1: 1|2", $"2 {RecordsProblems.RaggedRow}", "3: 3|4"]);
    }

    [Fact]
    public void A_cell_of_ten_megabytes_is_refused_quoted_or_not()
    {
        var cell = new string('x', 10 << 20);

        All($"a,b\n1,2\n{cell},4\n", Commas).ShouldBe(["1: 1|2", $"{RecordsProblems.LineTooLong} file (after row 1)"]);
        All($"a,b\n1,2\n\"{cell}\",4\n", Commas).ShouldBe(["1: 1|2", $"{RecordsProblems.QuotationNotClosed} file (after row 1)"]);
        All($"{{\"a\":1}}\n{{\"a\":\"{cell}\"}}\n", Json).ShouldBe(["1: 1", $"{RecordsProblems.LineTooLong} file (after row 1)"]);
    }

    [Theory]
    [InlineData("\"\"\"\"\"\"\"\",\"\"\n", "1: \"\"\"|")]
    [InlineData("\"\"\"\",\"\"\"\"\n", "1: \"|\"")]
    [InlineData("\"\",\"\"\n", "1: |")]
    [InlineData("\"\"\"\n", "REC-011 file (after row 0)")]
    [InlineData("\"\"x\"\",\"\"\n", "1 REC-115")]
    public void Quotation_marks_everywhere(string row, string read) => All("a,b\n" + row, Commas).ShouldBe([read]);

    [Fact]
    public void Rows_may_end_in_a_carriage_return_alone()
    {
        All("a,b\r1,2\r\r3,4", Commas).ShouldBe(["1: 1|2", "3: 3|4"]);
        All("title\ra;b\r1;2\r", Detected with { HeaderRow = 2 }).ShouldBe(["1: 1|2"]);
    }

    [Fact]
    public void Half_a_unit_of_UTF_16_refuses_the_file_after_the_last_whole_row()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,2\n3,4\n5"), 0x36];

        All(new MemoryStream(bytes), Detected).ShouldBe(["1: 1|2", "2: 3|4", $"{RecordsProblems.WrongEncoding} file (after row 2)"]);
    }

    [Fact]
    public void A_file_of_two_encodings_is_refused_after_the_last_whole_row()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("a,b\nñ,2\nx,"), 0xF1, .. ",3\n"u8];

        All(new MemoryStream(bytes), Detected).ShouldBe(["1: ñ|2", $"{RecordsProblems.WrongEncoding} file (after row 1)"]);
    }

    [Fact]
    public void A_gzip_bomb_is_refused_by_its_ratio_and_by_its_size()
    {
        using var bomb = Gzip(new byte[200 << 20]);
        bomb.Length.ShouldBeLessThan(1 << 20);
        End(bomb, Commas, new ReadingLimits { LongestRow = int.MaxValue / 4 }).ShouldStartWith(RecordsProblems.UnpackedTooLarge);

        bomb.Position = 0;
        Allocated(() =>
        {
            bomb.Position = 0;
            End(bomb, Commas).ShouldStartWith(RecordsProblems.NulInHeader);
        }).ShouldBeLessThan(SmallMemory);

        var rows = Gzip("a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 100_000)));
        End(rows, Commas).ShouldBe("100000 rows");
        rows.Position = 0;
        End(rows, Commas, new ReadingLimits { LargestUnpacked = 300_000 }).ShouldStartWith($"{RecordsProblems.UnpackedTooLarge} file (after row ");
    }

    [Fact]
    public void A_cut_gzip_file_is_refused_wherever_it_is_cut()
    {
        var whole = Gzip("a,b\n" + string.Concat(Enumerable.Range(0, 300).Select(row => FormattableString.Invariant($"{row},{row * 7}\n")))).ToArray();
        End(new MemoryStream(whole), Commas).ShouldBe("300 rows");
        for (var length = 3; length < whole.Length; length++)
            End(new MemoryStream(whole[..length]), Commas).ShouldStartWith(RecordsProblems.PackedBroken);
    }

    [Fact]
    public void A_gzip_file_of_several_members_is_read_whole_and_one_with_a_wrong_checksum_is_refused()
    {
        byte[] two = [.. Gzip("a,b\n1,2\n").ToArray(), .. Gzip("3,4\n").ToArray()];
        All(new MemoryStream(two), Commas).ShouldBe(["1: 1|2", "2: 3|4"]);

        two[^5] ^= 1;
        End(new MemoryStream(two), Commas).ShouldStartWith(RecordsProblems.PackedBroken);
    }

    [Fact]
    public void A_gzip_file_within_a_gzip_file_is_not_unpacked_again() =>
        End(Gzip(Gzip("a,b\n1,2\n").ToArray()), Commas).ShouldStartWith("REC-0");

    [Fact]
    public void A_workbook_with_archives_and_odd_names_in_it_is_read_and_nothing_is_unpacked()
    {
        using var book = Workbook.Of(("S", [[Workbook.Text("a")], [Workbook.Text("1")]]));
        using (var archive = new ZipArchive(book, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var name in new[] { "../../escaped.xml", "/etc/escaped.xml", "xl\\..\\..\\escaped.xml", "C:\\escaped.xml", "inner.zip" })
            {
                using var part = archive.CreateEntry(name).Open();
                using var inner = new ZipArchive(part, ZipArchiveMode.Create);
                using var nested = inner.CreateEntry("nested.zip").Open();
                nested.Write(new byte[100_000]);
            }
        }

        book.Position = 0;
        All(book, Sheet).ShouldBe(["1: 1"]);
        File.Exists(Path.Combine(Path.GetTempPath(), "escaped.xml")).ShouldBeFalse();
        File.Exists("escaped.xml").ShouldBeFalse();
    }

    [Fact]
    public void A_formula_cell_gives_the_value_it_was_saved_with()
    {
        using var book = Workbook.Of(("S", [[Workbook.Text("a"), Workbook.Text("b")], ["><f>1+1</f><v>2</v>", "t=\"str\"><f>\"x\"</f><v>x</v>"]]));

        All(book, Sheet).ShouldBe(["1: 2|x"]);
    }

    [Theory]
    [InlineData("{\"a\":1}\nno json\n{\"a\":2}\n", "1: 1", "2 REC-118", "3: 2")]
    [InlineData("{\"a\":1}\n[1,2]\n7\n", "1: 1", "2 REC-118", "3 REC-118")]
    [InlineData("{\"a\":1}\n{\"a\":2} {\"a\":3}\n", "1: 1", "2 REC-118")]
    [InlineData("{\"a\":1}\n{\"a\":2\n", "1: 1", "2 REC-118")]
    [InlineData("{\"a\":1}\n{\"a\":{\"b\":2}}\n{\"a\":[]}\n", "1: 1", "2 REC-119", "3 REC-119")]
    [InlineData("{\"a\":1,\"a\":2}\n{\"a\":3}\n", "1 REC-120", "2: 3")]
    [InlineData("{\"a\":\"\\ud800\"}\n{\"a\":\"\\u00e9\"}\n", "1 REC-118", "2: é")]
    [InlineData("{\"a\":\"x\\u0000\"}\n", "1 REC-113")]
    [InlineData("{}\n{\"a\":1}\n\n  \n{\"a\":null}\n", "1: ", "2: 1", "5: ")]
    public void Lines_of_JSON_that_are_wrong_are_rows_that_are_wrong(string text, params string[] rows) => All(text, Json).ShouldBe(rows);

    [Fact]
    public void Numbers_keep_the_text_they_are_written_with() =>
        All("{\"a\":12345678901234567890123,\"b\":1.50,\"c\":1e400,\"d\":true,\"e\":false}\n", Json)
            .ShouldBe(["1: 12345678901234567890123|1.50|1e400|true|false"]);

    [Fact]
    public void JSON_ten_thousand_deep_is_a_nested_value()
    {
        var deep = new string('[', 10_000) + new string(']', 10_000);

        All($"{{\"a\":1}}\n{{\"a\":{deep}}}\n{{\"a\":2}}\n", Json).ShouldBe(["1: 1", "2 REC-119", "3: 2"]);
        All($"{{\"a\":{deep}}}\n", Json).ShouldBe(["1 REC-119"]);
    }

    [Fact]
    public void Columns_are_the_keys_of_the_first_objects_and_a_later_key_marks_its_row()
    {
        var limits = new ReadingLimits { RowsNamingColumns = 2 };
        var text = "{\"a\":1}\n{\"b\":2,\"a\":3}\n{\"c\":4}\n{\"c\":null,\"b\":5}\n";

        All(text, Json, limits).ShouldBe(["1: 1|", "2: 3|2", $"3 {RecordsProblems.KeyUnknown}", "4: |5"]);
        All(text, Json).ShouldBe(["1: 1||", "2: 3|2|", "3: ||4", "4: |5|"]);
    }

    [Fact]
    public void A_file_that_holds_no_object_is_no_JSON_Lines() =>
        All(string.Join('\n', Head), Json).ShouldBe([$"{RecordsProblems.NotJsonLines} file"]);

    [Fact]
    public void A_table_is_no_file() =>
        All("a,b\n", new SourceFormat { Kind = SourceKind.Table, Table = "t" }).ShouldBe([$"{RecordsProblems.TableExpected} file"]);
}
