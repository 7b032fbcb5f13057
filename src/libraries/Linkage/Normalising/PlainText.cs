using System.Globalization;
using System.Text;

namespace Amparo.Linkage.Normalising;

/// <summary>Texts in upper case, without accents.</summary>
internal static class PlainText
{
    /// <summary>Letters and digits in upper case without accents (Ñ is kept apart), with single spaces between words.</summary>
    /// <param name="text">Any text.</param>
    public static string Letters(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (letter == '\u0303' && plain.Length > 0 && plain[^1] == 'N')
                plain[^1] = 'Ñ';
            else if (char.IsLetterOrDigit(letter))
                plain.Append(char.ToUpperInvariant(letter));
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && plain.Length > 0 && plain[^1] != ' ')
                plain.Append(' ');
        }

        return plain.ToString().TrimEnd();
    }

    /// <summary>Letters and digits alone, as numbers of documents are compared.</summary>
    /// <param name="text">Any text.</param>
    public static string Solid(string text) => Letters(text).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>The last eight digits of a telephone number: what is left when prefixes are written or not.</summary>
    /// <param name="text">Any text.</param>
    public static string Phone(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        return digits.Length > 8 ? digits[^8..] : digits;
    }

    /// <summary>Whether a text says that nothing is known.</summary>
    /// <param name="letters">The text as <see cref="Letters"/> gives it.</param>
    public static bool SaysNothing(string letters) => letters is "" or "NA" or "N A" or "NN" or "N N" or "NULL" or "NONE" or "NAN" or "UNKNOWN"
        or "DESCONOCIDO" or "DESCONOCIDA" or "SIN DATO" or "SIN DATOS" or "SD" or "S D" or "SN" or "S N" or "ND" or "N D" or "NO DICE" or "NO SABE"
        or "NO INDICA" or "IGNORADO" or "IGNORADA" or "SIN NOMBRE" or "NINGUNO" or "NINGUNA" or "INCONNU" or "INCONNUE" or "XX" or "XXX";
}
