using Amparo.Vocabulary;

namespace Amparo.Languages;

/// <summary>A stream of texts in one language.</summary>
/// <param name="Name">What problems call it: the file's name.</param>
/// <param name="Language">The language of all its texts.</param>
/// <param name="Content">YAML, UTF-8; read to the end, not closed.</param>
/// <remarks>
/// A mapping of keys to texts; keys inside a mapping are joined to its key by a dot. A mapping that has <c>other</c> is a text with plural
/// forms (<see cref="PluralForm"/>). The key <c>$status</c> says <c>reviewed</c> or <c>machine</c> for the whole stream; without it the
/// texts count as machine translations, except Spanish ones, which are the source.
/// </remarks>
public sealed record TextSource(string Name, Language Language, Stream Content);
