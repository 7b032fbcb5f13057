using System.Globalization;
using System.Text;

namespace Amparo.Records;

/// <summary>Makes spellings comparable that differ only in case, accents, spaces or the shape of the apostrophe.</summary>
internal static class Spelling
{
    /// <summary>Folds a text: no surrounding space, single spaces inside, lower case, no combining marks, straight apostrophes.</summary>
    internal static string Fold(string text)
    {
        if (IsFolded(text))
            return text;
        var folded = new StringBuilder(text.Length);
        var pendingSpace = false;
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (char.IsWhiteSpace(c))
            {
                pendingSpace = folded.Length > 0;
                continue;
            }

            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            if (pendingSpace)
                folded.Append(' ');
            pendingSpace = false;
            folded.Append(c is '\u2019' or '\u00B4' ? '\'' : char.ToLowerInvariant(c));
        }

        return folded.ToString();
    }

    private static bool IsFolded(string text)
    {
        var space = true;
        foreach (var c in text)
        {
            if (c == ' ' && space || c is (< ' ' or > '~') or (>= 'A' and <= 'Z'))
                return false;
            space = c == ' ';
        }

        return text.Length == 0 || !space;
    }
}
