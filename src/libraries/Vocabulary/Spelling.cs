using System.Globalization;
using System.Text;

namespace Amparo.Vocabulary;

/// <summary>Makes spellings comparable that differ only in case, accents, spaces or the shape of the apostrophe.</summary>
/// <remarks>
/// One folding for the whole system, so that a spelling that a code list gives and a spelling that a file holds meet. Pure and
/// thread-safe; the culture of the machine plays no part.
/// </remarks>
public static class Spelling
{
    /// <summary>Folds a text: no surrounding space, single spaces inside, lower case, no combining marks, straight apostrophes.</summary>
    /// <param name="text">The text. <c>Ñ</c> folds to <c>n</c>: many registers are typed without it.</param>
    /// <returns>The folded text; empty for a blank one. Folding it again changes nothing.</returns>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsFolded(text))
            return text;
        var folded = new StringBuilder(text.Length);
        var pendingSpace = false;
        foreach (var c in Decomposed(text))
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

    private static string Decomposed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair is no character. Written as U+FFFD it cannot find another half when marks are taken away.
            return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Normalize(NormalizationForm.FormD);
        }
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
