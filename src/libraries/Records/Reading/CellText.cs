using System.Runtime.CompilerServices;
using System.Text;

namespace Amparo.Records;

/// <summary>What is done to the bytes of every cell, whatever the file's kind.</summary>
internal static class CellText
{
    /// <summary>The text without surrounding white space, as <see cref="string.Trim()"/> knows it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) =>
        // Nearly every cell begins and ends with a visible ASCII character.
        text.IsEmpty || (IsVisible(text[0]) && IsVisible(text[^1])) ? text : TrimSlowly(text);

    /// <summary>What cannot be used about a cell, before it is trimmed.</summary>
    /// <returns>REC-113, REC-114 or null.</returns>
    internal static string? ProblemOf(ReadOnlySpan<byte> text, ReadingLimits limits)
    {
        // No character has fewer bytes than UTF-16 units.
        if (text.Length > limits.LongestCell && Encoding.UTF8.GetCharCount(text) > limits.LongestCell)
            return RecordsProblems.CellTooLong;
        return text.Contains((byte)0) ? RecordsProblems.NulInCell : null;
    }

    /// <summary>Takes the quotation marks off a cell that begins with one, in place.</summary>
    /// <param name="raw">The cell; what it holds is written over its start.</param>
    /// <returns>How many bytes it holds.</returns>
    internal static int Unquote(Span<byte> raw)
    {
        var (read, written) = (1, 0);
        while (read < raw.Length)
        {
            var length = raw[read..].IndexOf((byte)'"');
            if (length < 0)
                length = raw.Length - read;
            raw.Slice(read, length).CopyTo(raw[written..]);
            written += length;
            read += length + 1;
            if (read >= raw.Length)
                break;
            if (raw[read] != (byte)'"')
            {
                // Text behind the closing mark: the row is broken, and this is all that can be said of the cell.
                raw[read..].CopyTo(raw[written..]);
                return written + raw.Length - read;
            }

            raw[written++] = (byte)'"';
            read++;
        }

        return written;
    }

    private static bool IsVisible(byte value) => value is > 0x20 and < 0x7F;

    private static ReadOnlySpan<byte> TrimSlowly(ReadOnlySpan<byte> text)
    {
        while (Rune.DecodeFromUtf8(text, out var rune, out var length) == System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(rune))
            text = text[length..];
        while (Rune.DecodeLastFromUtf8(text, out var rune, out var length) == System.Buffers.OperationStatus.Done && Rune.IsWhiteSpace(rune))
            text = text[..^length];
        return text;
    }
}
