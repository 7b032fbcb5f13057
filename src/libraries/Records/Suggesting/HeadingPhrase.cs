using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>A few words that are looked for in a heading or a value, in any order and between others.</summary>
internal sealed class HeadingPhrase
{
    private readonly (string Word, bool IsStem)[] _words;

    private HeadingPhrase((string, bool)[] words) => _words = words;

    /// <summary>The words, and which of them are only beginnings.</summary>
    internal IReadOnlyList<(string Word, bool IsStem)> Words => _words;

    /// <summary>Number of words.</summary>
    internal int Length => _words.Length;

    /// <summary>Reads a phrase; a star ends the beginning of a word. Null if it has no words.</summary>
    internal static HeadingPhrase? TryParse(string text, IReadOnlySet<string> ignored)
    {
        var words = new List<(string, bool)>();
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var tokens = Tokens(part.TrimEnd('*'));
            for (var i = 0; i < tokens.Count; i++)
                words.Add((tokens[i], i == tokens.Count - 1 && part.EndsWith('*')));
        }

        var telling = words.Where(word => word.Item2 || !ignored.Contains(word.Item1)).ToArray();
        return words.Count == 0 ? null : new(telling.Length > 0 ? telling : [.. words]);
    }

    /// <summary>Marks the words of a text that the phrase uses.</summary>
    /// <returns>Which words it uses, or null if one of its own is not there.</returns>
    internal bool[]? Match(IReadOnlyList<string> tokens)
    {
        if (tokens.Count < _words.Length)
            return null;
        var used = new bool[tokens.Count];
        foreach (var (word, isStem) in _words)
        {
            var found = -1;
            for (var i = 0; i < tokens.Count && found < 0; i++)
            {
                if (!used[i] && (isStem ? tokens[i].StartsWith(word, StringComparison.Ordinal) : tokens[i] == word))
                    found = i;
            }

            if (found < 0)
                return null;
            used[found] = true;
        }

        return used;
    }

    /// <summary>The folded words of a text: cut at everything that is no letter or digit, between letters and digits, and inside camelCase.</summary>
    internal static IReadOnlyList<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var word = new StringBuilder();
        var previous = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var next = i + 1 < text.Length ? text[i + 1] : '\0';
            var cut = char.IsUpper(c) && (char.IsLower(previous) || (char.IsUpper(previous) && char.IsLower(next)))
                || char.IsDigit(c) != char.IsDigit(previous);
            if (cut || !IsPart(c))
                End(tokens, word);
            if (IsPart(c))
                word.Append(c);
            previous = c;
        }

        End(tokens, word);
        return tokens;
    }

    // A combining mark belongs to the letter before it.
    private static bool IsPart(char c) =>
        char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.NonSpacingMark || c == '#';

    private static void End(List<string> tokens, StringBuilder word)
    {
        if (word.Length == 0)
            return;
        var folded = Spelling.Fold(word.ToString());
        if (folded.Length > 0)
            tokens.Add(folded);
        word.Clear();
    }
}
