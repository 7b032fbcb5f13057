using System.Globalization;
using System.Text;

namespace Amparo.Publication.Drawing;

/// <summary>Estimates how wide a text is, so that labels can be laid out without a font at hand.</summary>
/// <remarks>
/// Advance widths by class of character, in em, rounded up from sans-serif faces in use (Noto Sans, Arial, DejaVu Sans is wider by a tenth):
/// an estimate that is a little too wide leaves a gap, one that is too narrow lets texts collide.
/// </remarks>
internal static class TextMeasure
{
    /// <summary>The width of a line in the unit of the font size.</summary>
    public static decimal Width(string text, decimal fontSize)
    {
        decimal em = 0;
        foreach (var rune in text.EnumerateRunes())
            em += Advance(rune);
        return em * fontSize;
    }

    /// <summary>Breaks a text at spaces, and inside a word only where the word alone is too wide.</summary>
    public static IReadOnlyList<string> Wrap(string text, decimal maximum, decimal fontSize)
    {
        var lines = new List<string>();
        var line = string.Empty;
        foreach (var word in text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (Width(longer, fontSize) <= maximum)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0)
                lines.Add(line);
            line = word;
            while (Width(line, fontSize) > maximum && Break(line, maximum, fontSize) is var head && head < line.Length)
            {
                lines.Add(line[..head]);
                line = line[head..];
            }
        }

        if (line.Length > 0 || lines.Count == 0)
            lines.Add(line);
        return lines;
    }

    /// <summary>At most so many lines; the last one ends with an ellipsis if something had to go.</summary>
    public static IReadOnlyList<string> Shortened(IReadOnlyList<string> lines, (int Lines, decimal Width) room, decimal fontSize)
    {
        if (lines.Count <= room.Lines)
            return lines;
        var last = lines[room.Lines - 1];
        var end = Width(last + "…", fontSize) <= room.Width ? last.Length : Break(last, room.Width - Width("…", fontSize), fontSize);
        return [.. lines.Take(room.Lines - 1), last[..end].TrimEnd() + "…"];
    }

    // Text elements, not characters, so that an accent is not torn from its letter; at least one, so that the loop ends.
    private static int Break(string word, decimal maximum, decimal fontSize)
    {
        var at = StringInfo.GetNextTextElementLength(word);
        while (at < word.Length)
        {
            var next = at + StringInfo.GetNextTextElementLength(word, at);
            if (Width(word[..next], fontSize) > maximum)
                break;
            at = next;
        }

        return at;
    }

    private static decimal Advance(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or 'í' or 'ì' => 0.32m,
        'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' or ' ' or '\u00A0' or '/' or '"' => 0.41m,
        'm' or 'w' or 'M' or 'W' or '%' or '@' or '—' or '&' => 0.95m,
        >= '0' and <= '9' => 0.58m,
        >= 'A' and <= 'Z' => 0.70m,
        >= 0x300 and <= 0x36F => 0m,
        >= 0x2E80 => 1.05m,
        _ when Rune.IsUpper(rune) => 0.72m,
        _ => 0.60m,
    };
}
