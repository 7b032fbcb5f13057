using Amparo.Languages;
using Amparo.Vocabulary;

namespace Amparo.Portal.Texts;

/// <summary>How many of the portal's texts a language has, and how far they can be trusted.</summary>
/// <param name="Language">The language.</param>
/// <param name="Reviewed">Texts written or reviewed by a speaker.</param>
/// <param name="Machine">Texts that wait for review.</param>
/// <param name="Missing">Texts that stand in Spanish.</param>
public sealed record TranslationCount(Language Language, int Reviewed, int Machine, int Missing)
{
    /// <summary>Counts the texts of every language of the coalition.</summary>
    /// <param name="catalogue">The texts.</param>
    public static IReadOnlyList<TranslationCount> All(TextCatalogue catalogue) =>
    [
        .. Language.All.Select(language =>
        {
            var texts = catalogue.In(language);
            var count = catalogue.Keys.CountBy(texts.StatusOf).ToDictionary();
            return new TranslationCount(
                language, count.GetValueOrDefault(TranslationStatus.Reviewed), count.GetValueOrDefault(TranslationStatus.Machine),
                count.GetValueOrDefault(TranslationStatus.Missing));
        }),
    ];
}
