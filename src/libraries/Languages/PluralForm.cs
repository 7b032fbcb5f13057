using Amparo.Vocabulary;

namespace Amparo.Languages;

/// <summary>The forms a text may have beside a number, under the names of the Unicode plural categories.</summary>
public enum PluralForm
{
    /// <summary>Everything that no other form covers; every text has it.</summary>
    Other,

    /// <summary>Singular.</summary>
    One,

    /// <summary>Whole millions in Spanish and French, which take "de": "2 millones de personas".</summary>
    Many,

    /// <summary>Exactly zero, in any language whose text gives a form for it: "nobody" reads better than "0 persons".</summary>
    Zero,
}

/// <summary>Chooses the plural form that a number asks for.</summary>
/// <remarks>
/// The rules for Spanish, English and French are those of the Unicode CLDR (version 42 and later, cardinal rules, without compact
/// notation). CLDR has none for Haitian Creole, whose nouns do not change: one and not-one are kept apart there only because sentences
/// around a number may differ ("youn" and figures).
/// </remarks>
public static class PluralRule
{
    private const decimal Million = 1_000_000m;

    /// <summary>The form for a number as it is printed.</summary>
    /// <param name="language">The language of the text.</param>
    /// <param name="number">The number; its sign does not matter. Trailing decimal zeros do in English: 1 day, 1.0 days.</param>
    /// <returns>The form; never <see cref="PluralForm.Zero"/>, which is a choice of the text and not of the language.</returns>
    public static PluralForm FormOf(Language language, decimal number)
    {
        ArgumentNullException.ThrowIfNull(language);
        var size = Math.Abs(number);
        var printedWhole = size.Scale == 0;
        var wholeMillions = printedWhole && size >= Million && size % Million == 0;
        return language.Code switch
        {
            "es" => size == 1 ? PluralForm.One : wholeMillions ? PluralForm.Many : PluralForm.Other,
            "fr" => size < 2 ? PluralForm.One : wholeMillions ? PluralForm.Many : PluralForm.Other,
            "en" => size == 1 && printedWhole ? PluralForm.One : PluralForm.Other,
            "ht" => size == 1 ? PluralForm.One : PluralForm.Other,
            _ => throw new ArgumentException($"No plural rule for the language {language.Code}.", nameof(language)),
        };
    }
}
