using System.Globalization;
using System.Text;

namespace Amparo.Collaborative.Submissions;

/// <summary>Texts that others chose, as they may be shown: what a person reads, and nothing that acts. Markup stays, as the text that it is on a page.</summary>
internal static class PlainText
{
    /// <summary>The most letters of a file's name.</summary>
    public const int LongestName = 200;

    private const string Nameless = "?";

    /// <summary>A file's name as it is kept.</summary>
    /// <param name="name">The name as the sender says it.</param>
    /// <returns>The last part of a path, without control and direction marks, at most <see cref="LongestName"/> letters from its end.</returns>
    public static string FileName(string name)
    {
        var text = Show(name[(name.LastIndexOfAny(['/', '\\', ':']) + 1)..], "").Trim().TrimStart('.');
        if (text.Length > LongestName)
            text = text[^LongestName..];
        // What was cut through is no letter.
        return (text is [var first, ..] && char.IsLowSurrogate(first) ? text[1..] : text) is { Length: > 0 } clean ? clean : Nameless;
    }

    /// <summary>A text without marks that are not seen and turn round, hide or break what stands beside them.</summary>
    /// <param name="text">The text.</param>
    /// <param name="instead">What takes the place of such a mark.</param>
    public static string Show(string text, string instead = "\uFFFD")
    {
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            shown.Append(IsSeen(rune) ? rune.ToString() : instead);
        return shown.ToString();
    }

    private static bool IsSeen(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
