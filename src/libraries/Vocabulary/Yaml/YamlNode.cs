using System.Globalization;

namespace Amparo.Vocabulary.Yaml;

/// <summary>A piece of a YAML document, with the line it starts on.</summary>
/// <param name="Line">Line number from one.</param>
public abstract record YamlNode(int Line)
{
    /// <summary>Where the piece starts, as problems say it: <c>line 12</c>.</summary>
    public string Place => PlaceOf(Line);

    internal static string PlaceOf(int line) => string.Create(CultureInfo.InvariantCulture, $"line {line}");
}

/// <summary>A scalar, always read as text: <c>no</c>, <c>1.0</c> and <c>2020-01-01</c> keep their spelling.</summary>
/// <param name="Value">The text; empty for a key without a value.</param>
/// <param name="Line">Line number from one.</param>
public sealed record YamlText(string Value, int Line) : YamlNode(Line);

/// <summary>A sequence.</summary>
/// <param name="Items">The items in order.</param>
/// <param name="Line">Line number from one.</param>
public sealed record YamlList(IReadOnlyList<YamlNode> Items, int Line) : YamlNode(Line);

/// <summary>A mapping; no key occurs twice.</summary>
/// <param name="Entries">Keys and values in the order of the document.</param>
/// <param name="Line">Line number from one.</param>
public sealed record YamlMap(IReadOnlyList<KeyValuePair<YamlText, YamlNode>> Entries, int Line) : YamlNode(Line);
