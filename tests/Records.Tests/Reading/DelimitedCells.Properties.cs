using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Records.Tests.Reading;

public sealed class DelimitedCellsProperties
{
    private static readonly char[] Alphabet = ['a', ',', '"', '\n', '\r'];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_text_of_up_to_six_characters_is_read_as_CsvHelper_cuts_it(int columns)
    {
        var header = string.Join(',', Enumerable.Range(0, columns)) + "\n";
        for (var length = 1; length <= 6; length++)
        {
            foreach (var text in Texts(length))
                Same(header + text);
        }
    }

    [Theory]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(127)]
    public void Every_short_text_is_read_the_same_across_the_edge_of_a_look(int before)
    {
        // A plain header or a quoted one shifts the text over the edge of the 64 bytes that are looked at together.
        foreach (var header in new[] { "h," + new string('x', before - 3) + "\n", "h,\"" + new string('x', before - 5) + "\"\n" })
        {
            foreach (var text in Texts(5))
                Same(header + text);
        }
    }

    [Fact]
    public void Generated_tables_with_odd_quotation_marks_are_read_as_CsvHelper_cuts_them()
    {
        var cells = Gen.Frequency(
            (60, Gen.Elements("", "0", "1", "-99", "MX", "2019", "Sexual exploitation", "ñandú", "\"\"", "\"a\"", "\"a, b\"", "\"x\"\"y\"")),
            (8, Gen.Elements("\"two\nlines\"", "\"two\r\nlines\"", "\"\"\"\"", "\"\"\"a\"", "\" a \"", "\u00A0b ", "𝄞", "\"\"\"a, \"\"\"\"b\"\"\"")),
            (1, Gen.Elements(" \"a\"", "a\"b", "\"a\"b", "\"a\" ", "\0", "\"\0\"", "x,y", "\"a\"b\"c\"")));
        var ends = Gen.Frequency((8, Gen.Constant("\n")), (8, Gen.Constant("\r\n")), (1, Gen.Elements("\r", "\n\n", "\n\r", "\"\n")));
        var rows = cells.ArrayOf(5).Zip(ends, (row, end) => string.Join(',', row) + end);
        var tables = rows.ListOf().Select(list => "a,\"b\",c,d,e\n" + string.Concat(list));

        Prop.ForAll(tables.ToArbitrary(), Same).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(20_261_123, 3));
    }

    [Fact]
    public void Wherever_the_blocks_of_a_file_end_its_rows_are_the_same()
    {
        var text = Encoding.UTF8.GetBytes("a,b,c,d,e\r\n" + string.Concat(Enumerable.Range(0, 9_000).Select(row =>
            FormattableString.Invariant($"{row},\"a \"\"quoted\"\" cell\",ñ,\"two\r\nlines\",{new string('x', row % 90)}\r\n"))));
        var expected = CsvHelperRows.Of(text);
        expected.Count.ShouldBe(9_000);

        foreach (var size in new[] { 64, 1_000, 4_093, 65_537, 1 << 20 })
            CsvHelperRows.OfOurs(new SlowStream(new MemoryStream(text), size)).ShouldBe(expected);
    }

    [Fact]
    public void Rows_longer_than_a_block_are_read_whole()
    {
        var quoted = $"\"{new string('q', 200_000)}\"";

        Same($"a,b,c\n{quoted},{new string('x', 300_000)},{quoted}\n1,2,3\n");
    }

    private static IEnumerable<string> Texts(int length)
    {
        var characters = new char[length];
        for (var number = 0; number < (int)Math.Pow(Alphabet.Length, length); number++)
        {
            for (int i = 0, rest = number; i < length; i++, rest /= Alphabet.Length)
                characters[i] = Alphabet[rest % Alphabet.Length];
            yield return new string(characters);
        }
    }

    private static void Same(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var expected = CsvHelperRows.Of(bytes);
        var ours = CsvHelperRows.OfOurs(new MemoryStream(bytes));
        if (!ours.SequenceEqual(expected) && text.Length < 2_000)
            ours.ShouldBe(expected, text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal));
        ours.SequenceEqual(expected).ShouldBeTrue(string.Join('\n', ours.Concat(expected).Select(row => row[..Math.Min(row.Length, 60)])));
    }
}
