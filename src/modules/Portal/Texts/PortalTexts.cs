using System.Security.Cryptography;
using Amparo.Languages;
using Amparo.Vocabulary;

namespace Amparo.Portal.Texts;

/// <summary>The words of the portal's pages, in the languages that are open to readers.</summary>
/// <remarks>Immutable and thread-safe: one for the life of a host.</remarks>
public sealed class PortalTexts
{
    private readonly Dictionary<string, PageTexts> _readers;

    private PortalTexts(TextCatalogue catalogue, string fingerprint)
    {
        Catalogue = catalogue;
        Fingerprint = fingerprint;
        _readers = Open.ToDictionary(language => language.Code, language => new PageTexts(catalogue.In(language)), StringComparer.Ordinal);
    }

    /// <summary>The languages in which the portal can be read; a page in one that waits for a speaker's review says so.</summary>
    public static IReadOnlyList<Language> Open { get; } = Language.All;

    /// <summary>All texts.</summary>
    internal TextCatalogue Catalogue { get; }

    /// <summary>Changes when any text changes: part of the pages' entity tags.</summary>
    internal string Fingerprint { get; }

    /// <summary>The texts for readers of a language.</summary>
    /// <param name="language">One of <see cref="Open"/>; any other reads Spanish.</param>
    internal PageTexts In(Language language) => _readers.GetValueOrDefault(language.Code) ?? _readers[Language.Spanish.Code];

    /// <summary>Reads the texts of pages and charts.</summary>
    /// <param name="folder">
    /// The folder with <c>portal.LANGUAGE.yaml</c> and <c>chart.LANGUAGE.yaml</c>; files of other prefixes and languages are left alone.
    /// </param>
    /// <returns>The texts, or <c>LNG-</c> problems by file.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Outcome<PortalTexts> ReadFolder(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sources = new List<TextSource>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            if (Path.GetFileName(path).Split('.') is not ["portal" or "chart", var code, "yaml"] || Language.Find(code) is not { } language)
                continue;
            var bytes = File.ReadAllBytes(path);
            hash.AppendData(bytes);
            sources.Add(new TextSource(Path.GetFileName(path), language, new MemoryStream(bytes, writable: false)));
        }

        var catalogue = TextCatalogue.Read(sources);
        return catalogue.Succeeded
            ? new PortalTexts(catalogue.Value, Convert.ToHexStringLower(hash.GetHashAndReset())[..12])
            : Outcome<PortalTexts>.Refused(catalogue.Problems);
    }
}
