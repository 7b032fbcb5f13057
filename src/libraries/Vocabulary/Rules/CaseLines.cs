using System.Globalization;
using System.Text.Json;

namespace Amparo.Vocabulary.Rules;

/// <summary>Reads cases from JSON Lines: one flat object a line, its names the fields of <see cref="CaseSheet"/>.</summary>
/// <remarks>
/// UTF-8, with or without byte order mark; LF or CRLF; empty lines are skipped and keep their number. A value is a text, a whole number
/// (<c>age</c>), true for <c>yes</c>, false for <c>no</c>, or null for blank. Memory does not depend on the length of a line.
/// </remarks>
public static class CaseLines
{
    /// <summary>The longest line, in bytes.</summary>
    public const int LongestLine = 1 << 16;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 2, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Reads all lines into a sheet.</summary>
    /// <param name="stream">The file; read to its end, not closed.</param>
    /// <param name="sheet">Where the rows go; a line that is no flat object is noted there (VOC-111), a field twice too (VOC-110).</param>
    /// <returns>Null, or why reading ended early: VOC-112 or VOC-113 with the row. What was read so far is then of no use.</returns>
    public static Problem? Read(Stream stream, CaseSheet sheet)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(sheet);
        var buffer = new byte[LongestLine + 1];
        var (filled, row) = (0, 0);
        while (true)
        {
            var read = stream.Read(buffer, filled, buffer.Length - filled);
            filled += read;
            var start = 0;
            while (LineEnd(buffer.AsSpan(start, filled - start), read == 0) is >= 0 and var length)
            {
                row++;
                if (row > CaseSheet.MostRows)
                    return new Problem(RulesProblems.TooManyRows, "file", Place(row));
                Add(buffer.AsSpan(start, length), row, sheet);
                start = Math.Min(filled, start + length + 1);
            }

            if (read == 0)
                return null;
            filled -= start;
            buffer.AsSpan(start, filled).CopyTo(buffer);
            if (filled == buffer.Length)
                return new Problem(RulesProblems.LineTooLong, "file", Place(row + 1));
        }
    }

    // The length of the first line, or -1 if its end is not here yet; the last line may lack its end.
    private static int LineEnd(ReadOnlySpan<byte> bytes, bool atEnd)
    {
        var end = bytes.IndexOf((byte)'\n');
        return end >= 0 || !atEnd || bytes.IsEmpty ? end : bytes.Length;
    }

    private static void Add(ReadOnlySpan<byte> line, int row, CaseSheet sheet)
    {
        if (row == 1 && line.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            line = line[3..];
        if (line.Trim((ReadOnlySpan<byte>)" \t\r"u8).IsEmpty)
            return;
        try
        {
            var cells = new List<KeyValuePair<string, string>>();
            var problem = Cells(line, cells);
            if (problem is null)
                sheet.Add(row, cells);
            else
                sheet.AddUnreadable(new Problem(problem, "line", Place(row)), CaseOf(line));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // Not JSON, or text that is not Unicode. The reader's own message would quote the line.
            sheet.AddUnreadable(new Problem(RulesProblems.LineNotObject, "line", Place(row)));
        }
    }

    private static string? Cells(ReadOnlySpan<byte> line, List<KeyValuePair<string, string>> cells)
    {
        var json = new Utf8JsonReader(line, Strict);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            return RulesProblems.LineNotObject;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            if (!seen.Add(name))
                return RulesProblems.FieldTwice;
            json.Read();
            var text = json.TokenType switch
            {
                JsonTokenType.String => json.GetString()!.Trim(),
                JsonTokenType.Number when json.TryGetInt32(out var number) => number.ToString(CultureInfo.InvariantCulture),
                JsonTokenType.True => "yes",
                JsonTokenType.False => "no",
                JsonTokenType.Null => "",
                _ => null,
            };
            if (text is null)
                return RulesProblems.LineNotObject;
            cells.Add(new(name, text));
        }

        // Anything after the object makes the reader throw.
        return json.Read() ? RulesProblems.LineNotObject : null;
    }

    // The case of a line that is an object and yet cannot be taken.
    private static string? CaseOf(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line, Strict);
        json.Read();
        string? id = null;
        if (json.TokenType != JsonTokenType.StartObject)
            return null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isCase = json.ValueTextEquals(CaseSheet.CaseField);
            json.Read();
            if (isCase && json.TokenType == JsonTokenType.String)
                id = json.GetString()!.Trim();
            json.Skip();
            if (id is not null)
                break;
        }

        return id;
    }

    private static string Place(int row) => string.Create(CultureInfo.InvariantCulture, $"row {row}");
}
