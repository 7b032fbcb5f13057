using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>How a value was recognised as a code.</summary>
internal enum CodeMeans
{
    /// <summary>By the code itself, its name, or its spelling in a standard.</summary>
    Exact,

    /// <summary>By a word inside it.</summary>
    Word,
}

/// <summary>Finds which code of a list a value means, and by which of the list's own spellings.</summary>
internal sealed class CodeFinder
{
    internal const string Id = "id";
    internal const string Names = "names";

    // What a list says about its codes that is no spelling.
    private static readonly string[] NoStandards = [PersonReport.FormKey, "iccs", "sdg"];

    private readonly CodePhrases? _phrases;
    private readonly NameFinder _names;
    private readonly Dictionary<string, Dictionary<string, short>> _standards = new(StringComparer.Ordinal);

    internal CodeFinder(CodeList list, SuggestionWords words)
    {
        List = list;
        _phrases = words.Codes.GetValueOrDefault(list.Id);
        _names = NameFinder.Of(list);
        AddStandard(Id, code => code.Id);
        foreach (var standard in list.Codes.SelectMany(code => code.Equivalents.Keys).Except(NoStandards, StringComparer.Ordinal).Distinct(StringComparer.Ordinal))
            AddStandard(standard, code => code.Equivalents.GetValueOrDefault(standard));
    }

    internal CodeList List { get; }

    /// <summary>The ways of spelling all codes: <c>id</c>, the standards, <c>names</c>; the plainest first.</summary>
    internal IEnumerable<string> Spellings => _standards.Keys.Append(Names);

    /// <summary>The code that a value means under one way of spelling.</summary>
    internal short? Find(string spelling, string folded) =>
        spelling == Names ? (_names.Find(folded) is { Position: >= 0 } match ? (short)match.Position : null)
        : _standards.TryGetValue(spelling, out var codes) && codes.TryGetValue(folded, out var position) ? position
        : null;

    /// <summary>The code that a value means under any of them; null if none or several.</summary>
    internal short? FindExact(string folded)
    {
        short? found = null;
        foreach (var spelling in Spellings)
        {
            if (Find(spelling, folded) is not { } position)
                continue;
            if (found is not null && found != position)
                return null;
            found = position;
        }

        return found;
    }

    /// <summary>The code that a word inside a value means, and whether it is all of the value: the one with the longest phrase; null if none or several.</summary>
    internal (short Code, bool IsWhole)? FindWord(string text, out bool isUnknown)
    {
        isUnknown = false;
        if (_phrases is null)
            return null;
        var tokens = HeadingPhrase.Tokens(text);
        var longest = 0;
        short? found = null;
        foreach (var (code, phrases) in _phrases.Codes)
        {
            var length = phrases.Where(phrase => phrase.Match(tokens) is not null).Select(phrase => phrase.Length).DefaultIfEmpty(0).Max();
            if (length == 0 || length < longest)
                continue;
            found = length > longest ? (short)List.PositionOf(code) : null;
            longest = length;
        }

        isUnknown = longest == 0 && _phrases.Unknown.Any(phrase => phrase.Match(tokens) is not null && tokens.Count <= phrase.Length + 3);
        return found is { } position ? (position, longest == tokens.Count) : null;
    }

    /// <summary>The phrases of a code, for headings.</summary>
    internal IEnumerable<HeadingPhrase> PhrasesOf(Code code, IReadOnlySet<string> ignored)
    {
        var own = _phrases?.Codes.GetValueOrDefault(code.Id) ?? [];
        var names = Language.All.Select(language => code.Name[language]).Append(code.Id.Replace('-', ' '))
            .Concat(code.Equivalents.Where(entry => !NoStandards.Contains(entry.Key, StringComparer.Ordinal)).Select(entry => entry.Value));
        return own.Concat(names.Select(name => HeadingPhrase.TryParse(name, ignored)).OfType<HeadingPhrase>());
    }

    private void AddStandard(string standard, Func<Code, string?> spellingOf)
    {
        var codes = new Dictionary<string, short>(StringComparer.Ordinal);
        for (short position = 0; position < List.Codes.Count; position++)
        {
            // Two codes with one spelling: the standard cannot be used for this list, and a mapping that named it would be refused.
            if (spellingOf(List.Codes[position]) is { } spelling && !codes.TryAdd(Spelling.Fold(spelling), position))
                return;
        }

        _standards[standard] = codes;
    }
}
