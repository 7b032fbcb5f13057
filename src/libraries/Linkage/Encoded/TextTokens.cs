using System.Globalization;
using Amparo.Linkage.Normalising;

namespace Amparo.Linkage.Encoded;

/// <summary>What names and births are cut into.</summary>
internal static class TextTokens
{
    private const char Mark = '_';

    /// <summary>How a name sounds, with a mark at both ends, so that its first and last sound count as much as the others.</summary>
    internal static string Sounds(string name) => SpanishSound.KeyOf(name) is { Length: > 0 } key ? $"{Mark}{key}{Mark}" : $"{Mark}{name}{Mark}";

    /// <summary>The tokens of a birth: pairs of neighbouring years by the earlier one; year, month and day where they are known.</summary>
    /// <remarks>Somebody whose age alone is known has both pairs that she has in a list that knows her year.</remarks>
    internal static string[] Birth(string text)
    {
        var (first, last) = (Number(text[..4]), Number(text.Contains('/', StringComparison.Ordinal) ? text[^4..] : text[..4]));
        var pairs = Enumerable.Range(first - 1, last - first + 2).Select(year => Token('P', year));
        var parts = first < last ? [] : text.Split('-').Zip("YMD", (part, letter) => Token(letter, Number(part)));
        return [.. pairs, .. parts];
    }

    private static string Token(char letter, int number) => string.Create(CultureInfo.InvariantCulture, $"{letter}{number}");

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
