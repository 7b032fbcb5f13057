using System.Globalization;
using System.Text;

namespace Amparo.Linkage.Encoded;

/// <summary>Brings what agencies write into the one form that is encoded. Each agency does it by itself, so it depends on nothing but the text.</summary>
internal static class PlainText
{
    // Written by some and left out by others.
    private static readonly HashSet<string> Particles = new(StringComparer.Ordinal) { "DE", "DEL", "LA", "LAS", "LOS", "Y", "VDA", "VIUDA", "DA", "DO", "DOS" };

    /// <summary>Upper case, without accents; whatever is no letter and no digit is a blank, and blanks stand alone.</summary>
    internal static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark)
                continue;
            if (char.IsLetterOrDigit(letter))
                folded.Append(char.ToUpperInvariant(letter));
            else if (folded.Length > 0 && folded[^1] != ' ')
                folded.Append(' ');
        }

        return folded.ToString().TrimEnd();
    }

    /// <summary>The words of a name without its particles; a name of nothing but particles keeps them.</summary>
    internal static string[] Words(string text)
    {
        var words = Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var kept = Array.FindAll(words, word => !Particles.Contains(word));
        return kept.Length > 0 ? kept : words;
    }

    /// <summary>Letters and digits without any blank, from their end on at most a number of them.</summary>
    internal static string Compact(string text, int most)
    {
        var folded = Fold(text).Replace(" ", "", StringComparison.Ordinal);
        return folded.Length > most ? folded[^most..] : folded;
    }

    /// <summary>F, M or the word itself; null for what says that it is not known.</summary>
    internal static string? Sex(string text) => Fold(text) switch
    {
        "F" or "FEMALE" or "FEMENINO" or "MUJER" or "WOMAN" or "FEMININ" => "F",
        "M" or "H" or "MALE" or "MASCULINO" or "HOMBRE" or "VARON" or "MAN" or "MASCULIN" => "M",
        "" or "U" or "X" or "UNKNOWN" or "NO SABE" or "SE IGNORA" => null,
        var other => other,
    };

    /// <summary>A date as <c>2001-05-13</c>, or as far as it is known; 1 January is a year whose day nobody knew.</summary>
    internal static string? Date(string text)
    {
        var digits = text.Trim().Split(['-', '/', '.', ' ', 'T'], StringSplitOptions.RemoveEmptyEntries);
        var (year, month, day) = digits switch
        {
            [{ Length: 8 } whole] => (Number(whole[..4]), Number(whole[4..6]), Number(whole[6..8])),
            [{ Length: 4 } alone] => (Number(alone), 0, 0),
            [{ Length: 4 } first, var second] => (Number(first), Number(second), 0),
            [{ Length: 4 } first, var second, var third, ..] => (Number(first), Number(second), Number(third)),
            [var first, var second, { Length: 4 } third, ..] => (Number(third), Number(second), Number(first)),
            _ => (0, 0, 0),
        };
        if (year is < 1000 or > 2999)
            return null;
        var known = string.Create(CultureInfo.InvariantCulture, $"{year:D4}");
        // What is no month leaves the year; what is no day leaves the month.
        if (month is < 1 or > 12 || (month == 1 && day == 1))
            return known;
        return day is < 1 || day > DateTime.DaysInMonth(year, month)
            ? string.Create(CultureInfo.InvariantCulture, $"{known}-{month:D2}")
            : string.Create(CultureInfo.InvariantCulture, $"{known}-{month:D2}-{day:D2}");
    }

    /// <summary>The year of birth of somebody whose age was so many years at a date; null if either cannot be read.</summary>
    internal static string? BirthYear(string age, string at) =>
        int.TryParse(age.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years <= 120 && Date(at) is { } date
            ? string.Create(CultureInfo.InvariantCulture, $"{Number(date[..4]) - years:D4}")
            : null;

    private static int Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
