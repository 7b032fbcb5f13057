using System.Text;

namespace Amparo.Publication.Documents;

/// <summary>A text of a template with placeholders: <c>In {year}, {place} detected {detected} victims</c>.</summary>
internal static class Sentence
{
    public const string Place = "place";
    public const string Year = "year";
    public const string Before = "before-year";

    /// <summary>The placeholders that every sentence can use, beside the ids of the template's figures.</summary>
    public static readonly IReadOnlyList<string> Surroundings = [Place, Year, Before];

    /// <summary>The names of the placeholders.</summary>
    public static IEnumerable<string> Placeholders(string text) => Parts(text).Where(part => part.IsPlaceholder).Select(part => part.Text);

    /// <summary>The text without its placeholders.</summary>
    public static string Fixed(string text) => string.Join(' ', Parts(text).Where(part => !part.IsPlaceholder).Select(part => part.Text));

    /// <summary>Fills the placeholders in.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Treats a piece of the text itself.</param>
    /// <param name="values">What stands for a placeholder.</param>
    public static string Fill(string text, Func<string, string> words, Func<string, string> values)
    {
        var filled = new StringBuilder();
        foreach (var (piece, isPlaceholder) in Parts(text))
            filled.Append(isPlaceholder ? values(piece) : words(piece));
        return filled.ToString();
    }

    private static IEnumerable<(string Text, bool IsPlaceholder)> Parts(string text)
    {
        var from = 0;
        while (text.IndexOf('{', from) is >= 0 and var open && text.IndexOf('}', open) is >= 0 and var close)
        {
            if (open > from)
                yield return (text[from..open], false);
            yield return (text[(open + 1)..close], true);
            from = close + 1;
        }

        if (from < text.Length)
            yield return (text[from..], false);
    }
}
