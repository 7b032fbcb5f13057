using Amparo.Collaborative.Http;
using Amparo.Languages;
using Amparo.Vocabulary;

namespace Amparo.Collaborative.Texts;

/// <summary>The words of the review's pages in their languages.</summary>
/// <remarks>Immutable and thread-safe: one for the life of a host.</remarks>
public sealed class ReviewWords
{
    private readonly Dictionary<string, ReviewTexts> _readers;

    private ReviewWords(TextCatalogue catalogue)
    {
        Catalogue = catalogue;
        _readers = ReviewAddress.Languages.ToDictionary(language => language.Code, language => new ReviewTexts(catalogue.In(language)), StringComparer.Ordinal);
    }

    /// <summary>All texts.</summary>
    internal TextCatalogue Catalogue { get; }

    /// <summary>The texts for readers of a language.</summary>
    /// <param name="language">Spanish or English; any other reads Spanish.</param>
    internal ReviewTexts In(Language language) => _readers.GetValueOrDefault(language.Code) ?? _readers[Language.Spanish.Code];

    /// <summary>Reads the texts of the pages.</summary>
    /// <param name="folder">The folder with <c>collaborative.LANGUAGE.yaml</c>; other files are left alone.</param>
    /// <returns>The texts, or <c>LNG-</c> problems by file.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Outcome<ReviewWords> ReadFolder(string folder)
    {
        var sources = new List<TextSource>();
        foreach (var path in Directory.EnumerateFiles(folder, "collaborative.*.yaml").Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(path).Split('.') is [_, var code, _] && Language.Find(code) is { } language)
                sources.Add(new TextSource(Path.GetFileName(path), language, new MemoryStream(File.ReadAllBytes(path), writable: false)));
        }

        var catalogue = TextCatalogue.Read(sources);
        return catalogue.Succeeded ? new ReviewWords(catalogue.Value) : Outcome<ReviewWords>.Refused(catalogue.Problems);
    }
}
