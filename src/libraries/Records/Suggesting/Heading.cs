using System.Runtime.InteropServices;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Whom a column is about, as far as its heading says it.</summary>
internal enum ColumnSubject
{
    /// <summary>Nobody is named.</summary>
    Unsaid,

    /// <summary>The person helped.</summary>
    Victim,

    /// <summary>A person suspected or convicted.</summary>
    Perpetrator,

    /// <summary>Anybody else: who reported, a relative, an official, an institution.</summary>
    Other,
}

/// <summary>How well a heading names something.</summary>
/// <param name="Strength">2 if it says nothing else, 1 if a doubt is left, 0 if it does not name it.</param>
/// <param name="Coverage">The share of its telling words, from 0 to 1.</param>
/// <param name="Length">Number of words that were recognised.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HeadingMatch(int Strength, double Coverage, int Length)
{
    internal bool IsFull => Strength == 2;

    internal static HeadingMatch Best(HeadingMatch a, HeadingMatch b) =>
        (a.Strength, a.Coverage, a.Length).CompareTo((b.Strength, b.Coverage, b.Length)) >= 0 ? a : b;
}

/// <summary>One name of a column, taken apart into words.</summary>
internal sealed class Heading
{
    private readonly SuggestionWords _words;
    private readonly IReadOnlyList<string> _tokens;

    internal Heading(string text, SuggestionWords words)
    {
        _words = words;
        Text = text;
        var tokens = Trimmed(HeadingPhrase.Tokens(WithoutBrackets(text)));
        Whole = Trimmed(HeadingPhrase.Tokens(text));
        _tokens = tokens.Count > 0 ? tokens : Whole;
        var about = Whole.Select(token => words.About.GetValueOrDefault(token)).ToList();
        Subject = about.Contains(ColumnSubject.Other) ? ColumnSubject.Other
            : about.Contains(ColumnSubject.Perpetrator) ? ColumnSubject.Perpetrator
            : about.Contains(ColumnSubject.Victim) ? ColumnSubject.Victim
            : ColumnSubject.Unsaid;
    }

    internal string Text { get; }

    /// <summary>Whom the heading names, whatever else it says.</summary>
    internal ColumnSubject Subject { get; }

    /// <summary>All telling words.</summary>
    internal IReadOnlyList<string> Whole { get; }

    /// <summary>How well it names the columns of an entry.</summary>
    internal HeadingMatch Match(HeadingEntry entry)
    {
        var best = default(HeadingMatch);
        foreach (var phrase in entry.Full)
            best = HeadingMatch.Best(best, Match(phrase, entry.OfPerpetrator, isFull: true));
        foreach (var phrase in entry.Hint)
            best = HeadingMatch.Best(best, Match(phrase, entry.OfPerpetrator, isFull: false));
        return best;
    }

    /// <summary>How well it names one code.</summary>
    internal HeadingMatch Match(IEnumerable<HeadingPhrase> phrases)
    {
        var best = default(HeadingMatch);
        foreach (var phrase in phrases)
            best = HeadingMatch.Best(best, Match(phrase, ofPerpetrator: false, isFull: true));
        return best;
    }

    private HeadingMatch Match(HeadingPhrase phrase, bool ofPerpetrator, bool isFull)
    {
        if (phrase.Match(_tokens) is not { } used)
            return default;
        var perpetrator = Whole.Count > _tokens.Count && Subject == ColumnSubject.Perpetrator;
        var extra = 0;
        for (var i = 0; i < used.Length; i++)
        {
            if (used[i])
                continue;
            switch (_words.About.GetValueOrDefault(_tokens[i]))
            {
                case ColumnSubject.Other:
                    return default;
                case ColumnSubject.Perpetrator:
                    perpetrator = true;
                    break;
                case ColumnSubject.Unsaid when !char.IsAsciiDigit(_tokens[i][0]):
                    extra++;
                    break;
            }
        }

        // "Nombre (denunciante)": the word in brackets is about the person too.
        if (perpetrator != ofPerpetrator || (Whole.Count > _tokens.Count && Subject == ColumnSubject.Other))
            return default;
        var coverage = phrase.Length / (double)(phrase.Length + extra);
        return coverage < 0.4 ? default : new(isFull && extra == 0 ? 2 : 1, coverage, phrase.Length);
    }

    private IReadOnlyList<string> Trimmed(IReadOnlyList<string> tokens)
    {
        var telling = tokens.Where(token => !_words.Ignored.Contains(token)).ToList();
        return telling.Exists(token => !char.IsAsciiDigit(token[0])) ? telling : tokens;
    }

    // "Fecha (dd/mm/aaaa)", "Sexo [H/M]": what is in brackets explains.
    private static string WithoutBrackets(string text)
    {
        var open = text.IndexOfAny(['(', '[']);
        var close = text.LastIndexOfAny([')', ']']);
        return open > 0 && close > open ? string.Concat(text.AsSpan(0, open), " ", text.AsSpan(close + 1)) : text;
    }
}
