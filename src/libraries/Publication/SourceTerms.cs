using System.Collections.Frozen;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>The terms of a source as readers of a language know them.</summary>
public static class SourceTerms
{
    /// <summary>The keys of the texts, by the terms as sources write them.</summary>
    internal static readonly FrozenDictionary<string, string> Keys = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["CC BY 4.0"] = "chart.terms.cc-by-4-0",
        ["CC0"] = "chart.terms.cc0",
        ["Apache-2.0"] = "chart.terms.apache-2-0",
        ["Terms of the UNODC data portal; use with citation"] = "chart.terms.unodc",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What the terms are called in the reader's language.</summary>
    /// <param name="source">The source.</param>
    /// <param name="text">The reader's words.</param>
    /// <returns>The name of a known licence or of known terms; null for others, which can only be quoted.</returns>
    public static string? NameOf(Source source, ChartText text)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(text);
        return Keys.TryGetValue(source.Terms.Trim(), out var key) ? text.Say(key, []) : null;
    }

    /// <summary>The terms in a line of text: by their name, or in the words of the source.</summary>
    internal static string InLine(Source source, ChartText text) => NameOf(source, text) ?? source.Terms;
}
