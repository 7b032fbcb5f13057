using Amparo.Languages;
using Amparo.Platform.Http;
using Amparo.Vocabulary;

namespace Amparo.Platform.Texts;

/// <summary>The words of the desk's pages in their languages, whichever module a page is of.</summary>
/// <remarks>Immutable and thread-safe: one for the life of a host.</remarks>
public sealed class DeskWords
{
    private readonly Dictionary<string, DeskTexts> _readers;

    private DeskWords(TextCatalogue catalogue)
    {
        Catalogue = catalogue;
        var keys = catalogue.Keys.ToHashSet(StringComparer.Ordinal);
        _readers = DeskAddress.Languages.ToDictionary(language => language.Code, language => new DeskTexts(catalogue.In(language), keys), StringComparer.Ordinal);
    }

    /// <summary>All texts.</summary>
    public TextCatalogue Catalogue { get; }

    /// <summary>The texts for readers of a language.</summary>
    /// <param name="language">Spanish or English; any other reads Spanish.</param>
    public DeskTexts In(Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return _readers.GetValueOrDefault(language.Code) ?? _readers[Language.Spanish.Code];
    }

    /// <summary>Reads the texts of the pages.</summary>
    /// <param name="folder">The folder with <c>desk*.LANGUAGE.yaml</c>; other files are left alone.</param>
    /// <returns>The texts, or <c>LNG-</c> problems by file.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Outcome<DeskWords> ReadFolder(string folder)
    {
        var sources = new List<TextSource>();
        foreach (var path in Directory.EnumerateFiles(folder, "desk*.yaml").Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(path).Split('.') is [_, var code, _] && Language.Find(code) is { } language)
                sources.Add(new TextSource(Path.GetFileName(path), language, new MemoryStream(File.ReadAllBytes(path), writable: false)));
        }

        var catalogue = TextCatalogue.Read(sources);
        return catalogue.Succeeded ? new DeskWords(catalogue.Value) : Outcome<DeskWords>.Refused(catalogue.Problems);
    }
}
