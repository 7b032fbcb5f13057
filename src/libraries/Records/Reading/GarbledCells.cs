namespace Amparo.Records;

/// <summary>How many cells of a column look garbled by a wrong encoding somewhere before the file reached us.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Cells">The number of such cells among the rows read so far.</param>
/// <param name="FirstRow">The row of the first one; the first row below the header is row one.</param>
public sealed record GarbledColumn(string Column, int Cells, int FirstRow);

/// <summary>Counts cells that hold the marks of a lost encoding. Nothing is ever repaired: which letter stood there is the agency's to say.</summary>
/// <remarks>
/// The marks: UTF-8 that was taken for Windows-1252 (A with a tilde or a circumflex before what a second byte of UTF-8 turns into), the replacement
/// character U+FFFD, and a question mark between two letters outside web addresses. Names in Western languages are clear of them but for rare accidents.
/// </remarks>
internal sealed class GarbledCells
{
    private readonly Dictionary<int, (int Cells, int FirstRow)> _columns = [];

    /// <summary>Finds the first mark.</summary>
    /// <param name="text">One cell or several ones, UTF-8.</param>
    /// <returns>Where it is, or -1.</returns>
    internal static int Find(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAny((byte)0xC3, (byte)0xEF, (byte)'?');
            if (next < 0)
                return -1;
            at += next;
            if (IsMark(text, at))
                return at;
            at++;
        }

        return -1;
    }

    /// <summary>Counts one cell of a column.</summary>
    internal void Add(int column, int row)
    {
        var (cells, first) = _columns.GetValueOrDefault(column, (0, row));
        _columns[column] = (cells + 1, first);
    }

    /// <summary>The columns with such cells, in the file's order.</summary>
    internal IReadOnlyList<GarbledColumn> Of(IReadOnlyList<string> header) =>
        [.. _columns.Where(entry => entry.Key < header.Count).OrderBy(entry => entry.Key)
            .Select(entry => new GarbledColumn(header[entry.Key], entry.Value.Cells, entry.Value.FirstRow))];

    private static bool IsMark(ReadOnlySpan<byte> text, int at)
    {
        var rest = text[at..];
        return rest[0] switch
        {
            (byte)'?' => at > 0 && rest.Length > 1 && IsLetter(text[at - 1]) && IsLetter(rest[1]) && !InAddress(text[..at]),
            0xEF => rest.StartsWith("\uFFFD"u8),
            _ => rest.StartsWith("â€"u8) || ((rest.StartsWith("Ã"u8) || rest.StartsWith("Â"u8)) && IsSecondByte(rest[2..])),
        };
    }

    // The characters of Windows-1252 for the bytes 80 to BF: what the second byte of a two-byte letter became.
    private static bool IsSecondByte(ReadOnlySpan<byte> text) =>
        text.Length > 1 && text[0] switch
        {
            0xC2 => true,
            0xC5 => text[1] is 0x92 or 0x93 or 0xA0 or 0xA1 or 0xB8 or 0xBD or 0xBE,
            0xC6 => text[1] == 0x92,
            0xCB => text[1] is 0x86 or 0x9C,
            0xE2 => text[1] is 0x80 or 0x82 or 0x84,
            _ => false,
        };

    private static bool IsLetter(byte value) => value >= 0x80 || char.IsAsciiLetter((char)value);

    // From the last white space on: a question mark has its place in an address.
    private static bool InAddress(ReadOnlySpan<byte> before)
    {
        var start = before.LastIndexOfAny(" \t\r\n\""u8) + 1;
        return before[start..].IndexOf("://"u8) >= 0 || before[start..].StartsWith("www."u8);
    }
}
