using Amparo.Languages;
using Amparo.Publication;
using Amparo.Vocabulary;

namespace Amparo.Cli.Publishing;

/// <summary>The words and numbers of figures and pages in one language: the texts <c>chart.LANGUAGE.yaml</c> and <c>document.LANGUAGE.yaml</c> of the content.</summary>
internal static class ReaderWords
{
    private static readonly string[] Prefixes = ["chart", "document"];

    /// <summary>Reads the texts.</summary>
    /// <param name="folder">The folder <c>languages/</c>.</param>
    /// <param name="language">The reader's language.</param>
    /// <returns>The words, or <c>LNG-</c> problems.</returns>
    internal static Outcome<ChartText> Read(string folder, Language language)
    {
        var sources = new List<TextSource>();
        foreach (var known in Language.All)
        {
            foreach (var file in Prefixes.Select(prefix => Path.Combine(folder, $"{prefix}.{known.Code}.yaml")).Where(File.Exists))
                sources.Add(new TextSource(Path.GetFileName(file), known, new MemoryStream(File.ReadAllBytes(file), writable: false)));
        }

        return TextCatalogue.Read(sources).Then<TextCatalogue, ChartText>(catalogue => In(catalogue.In(language)));
    }

    private static ChartText In(LanguageTexts texts) => new()
    {
        Language = texts.Language,
        Number = NumberFormat.For(texts.Language).Figure,
        Date = DateFormat.For(texts.Language).Day,
        Join = ListFormat.For(texts.Language).Join,
        Say = (key, arguments) =>
            texts.Say(key, [.. arguments.Select(argument => new TextArgument(argument.Name, argument.Text, argument.Quantity))]),
    };
}
