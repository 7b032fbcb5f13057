using Amparo.Vocabulary;

namespace Amparo.Languages;

/// <summary>A value to be set into a text.</summary>
/// <param name="Name">The placeholder's name as it stands between braces: <c>count</c>, <c>0</c>.</param>
/// <param name="Text">What is printed, already formatted for the reader.</param>
/// <param name="Quantity">The number behind it; the first argument that has one chooses between singular and plural. Null for words.</param>
public sealed record TextArgument(string Name, string Text, decimal? Quantity = null);

/// <summary>A stream of texts in one language.</summary>
/// <param name="Name">What problems call it: the file's name.</param>
/// <param name="Language">The language of all its texts.</param>
/// <param name="Content">YAML, UTF-8; read to the end, not closed.</param>
public sealed record TextStream(string Name, Language Language, Stream Content);
