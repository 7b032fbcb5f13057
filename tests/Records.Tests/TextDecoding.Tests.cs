using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Records.Tests;

public sealed class TextDecodingTests
{
    private const string Text = "código;año\nNúñez;2021\n";

    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];

    public static TheoryData<string, byte[]> Files { get; } = new()
    {
        { "utf-8", Encoding.UTF8.GetBytes(Text) },
        { "utf-8 with mark", [.. Utf8Mark, .. Encoding.UTF8.GetBytes(Text)] },
        { "utf-16 little-endian", Encoding.Unicode.GetBytes(Text) },
        { "utf-16 little-endian with mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)] },
        { "utf-16 big-endian", Encoding.BigEndianUnicode.GetBytes(Text) },
        { "utf-16 big-endian with mark", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text)] },
        { "windows-1252", Encoding.Latin1.GetBytes(Text) },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_encoding_is_detected(string name, byte[] bytes)
    {
        FirstCell(bytes, SourceEncoding.Detected).ShouldBe("Núñez", name);
    }

    [Theory]
    [InlineData("utf-8", SourceEncoding.Utf8)]
    [InlineData("utf-8 with mark", SourceEncoding.Utf8)]
    [InlineData("utf-16 little-endian", SourceEncoding.Utf16)]
    [InlineData("utf-16 little-endian with mark", SourceEncoding.Utf16)]
    [InlineData("utf-16 big-endian with mark", SourceEncoding.Utf16)]
    [InlineData("windows-1252", SourceEncoding.Windows1252)]
    public void A_declared_encoding_is_read(string name, SourceEncoding declared)
    {
        FirstCell(BytesOf(name), declared).ShouldBe("Núñez");
    }

    [Theory]
    [InlineData("utf-8 with mark", SourceEncoding.Windows1252)]
    [InlineData("utf-8 with mark", SourceEncoding.Utf16)]
    [InlineData("utf-16 little-endian with mark", SourceEncoding.Utf8)]
    [InlineData("utf-16 big-endian with mark", SourceEncoding.Windows1252)]
    public void A_byte_order_mark_that_contradicts_the_declaration_refuses_the_file(string name, SourceEncoding declared)
    {
        Refusal(BytesOf(name), declared).ShouldBe($"{RecordsProblems.WrongEncoding} file (byte order mark)");
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_refuse_a_file_declared_as_such()
    {
        Refusal(BytesOf("windows-1252"), SourceEncoding.Utf8).ShouldBe($"{RecordsProblems.WrongEncoding} file (after row 0)");
    }

    [Fact]
    public void A_file_declared_as_Windows_1252_that_is_UTF_8_is_refused_before_its_names_are_garbled()
    {
        Refusal(BytesOf("utf-8"), SourceEncoding.Windows1252).ShouldBe($"{RecordsProblems.WrongEncoding} file (the bytes are UTF-8)");
        FirstCell("a;b\nplain;2\n"u8.ToArray(), SourceEncoding.Windows1252).ShouldBe("plain");
    }

    [Fact]
    public void A_wrong_byte_in_the_header_is_reported_as_such_while_the_delimiter_is_detected()
    {
        RowSource.Open(new MemoryStream([0xE1, .. "a;b\n"u8]), new SourceFormat { Encoding = SourceEncoding.Utf8 }, new ReadingLimits()).Problems
            .ShouldHaveSingleItem().ToString().ShouldBe($"{RecordsProblems.WrongEncoding} file (after row 0)");
    }

    [Fact]
    public void Half_a_character_of_UTF_16_refuses_the_file()
    {
        Refusal([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a;b\n1;2\n"), 0x41], SourceEncoding.Utf16)
            .ShouldBe($"{RecordsProblems.WrongEncoding} file (after row 1)");
    }

    [Fact]
    public void Windows_1252_has_letters_where_Latin_1_has_control_characters()
    {
        FirstCell([.. "a;b\n"u8, 0x80, 0x8A, 0x9C, .. ";1\n"u8], SourceEncoding.Windows1252).ShouldBe("€Šœ");
    }

    [Fact]
    public void A_wrong_byte_far_into_the_file_is_reported_after_the_rows_that_were_read()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes("a;b\n" + string.Concat(Enumerable.Repeat("1;2\n", 100_000))), 0xE1, .. ";1\n"u8];
        using var rows = RowSource.Open(new MemoryStream(bytes), Format(SourceEncoding.Utf8), new ReadingLimits()).Value;
        while (rows.Read())
        {
        }

        rows.Failure!.Code.ShouldBe(RecordsProblems.WrongEncoding);
        rows.Failure.Path.ShouldStartWith("after row ");
    }

    [Fact]
    public void A_file_whose_first_accent_comes_late_is_still_detected()
    {
        var ascii = "a;b\n" + string.Concat(Enumerable.Repeat("1;2\n", 50_000));

        LastCell([.. Encoding.UTF8.GetBytes(ascii + "ñ;1\n")]).ShouldBe("ñ");
        LastCell([.. Encoding.Latin1.GetBytes(ascii + "ñ;1\n")]).ShouldBe("ñ");
    }

    [Fact]
    public void UTF_8_is_detected_wherever_its_characters_fall_on_the_edges_of_the_buffer()
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20_261_123, 1);
        Prop.ForAll(Gen.Choose(65_520, 65_545).Zip(Gen.Elements("é", "€", "𝄞")).ToArbitrary(), pair =>
        {
            var (length, character) = pair;
            // Padding of plain rows, then characters of two, three or four bytes across the edge.
            var padding = "a;b\n" + new string('x', length - 4);
            var text = padding + string.Concat(Enumerable.Repeat(character, 20)) + ";1\n";
            using var rows = RowSource.Open(
                Fixture.Utf8(text), Format(SourceEncoding.Detected), new ReadingLimits { LongestCell = 100_000 }).Value;
            rows.Read().ShouldBeTrue();
            rows.Text(0).ShouldEndWith(string.Concat(Enumerable.Repeat(character, 20)));
        }).Check(config);
    }

    private static byte[] BytesOf(string name) => Files.Single(file => file.Data.Item1 == name).Data.Item2;

    private static SourceFormat Format(SourceEncoding encoding) => new() { Encoding = encoding, Delimiter = ';' };

    private static string FirstCell(byte[] bytes, SourceEncoding encoding)
    {
        using var rows = RowSource.Open(new MemoryStream(bytes), Format(encoding), new ReadingLimits()).Value;
        rows.Read().ShouldBeTrue();
        return rows.Text(0);
    }

    private static string LastCell(byte[] bytes)
    {
        using var rows = RowSource.Open(new MemoryStream(bytes), Format(SourceEncoding.Detected), new ReadingLimits()).Value;
        var last = string.Empty;
        while (rows.Read())
            last = rows.Text(0);
        rows.Failure.ShouldBeNull();
        return last;
    }

    private static string Refusal(byte[] bytes, SourceEncoding encoding)
    {
        var opened = RowSource.Open(new MemoryStream(bytes), Format(encoding), new ReadingLimits());
        if (!opened.Succeeded)
            return opened.Problems.ShouldHaveSingleItem().ToString();
        using var rows = opened.Value;
        while (rows.Read())
        {
        }

        return rows.Failure!.ToString();
    }
}
