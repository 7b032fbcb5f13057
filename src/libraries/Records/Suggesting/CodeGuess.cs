using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>How the values of a column become codes of a list.</summary>
internal sealed record CodeGuess(CodeList List)
{
    /// <summary>What stands between several values of a cell; null if cells hold one.</summary>
    internal string? Separator { get; init; }

    /// <summary>The ways of spelling that a mapping can name instead of values; empty if all values are written out.</summary>
    internal IReadOnlyList<string> Standards { get; init; } = [];

    /// <summary>Values written out with their codes, in ordinal order.</summary>
    internal IReadOnlyList<(string Spelling, string Code)> Values { get; init; } = [];

    /// <summary>Values that name no code though they belong to the list.</summary>
    internal IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>Parts of cells that say that nothing is known, folded.</summary>
    internal IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Values that could not be placed, with the number of cells.</summary>
    internal IReadOnlyList<ValueCount> Unplaced { get; init; } = [];

    /// <summary>The share of stated cells whose every part was placed.</summary>
    internal double Share { get; init; }

    /// <summary>The share placed by codes, names and standards, without words inside the value.</summary>
    internal double ExactShare { get; init; }

    /// <summary>Number of different codes found.</summary>
    internal int Codes { get; init; }

    /// <summary>Whether the values are numbers, of which nobody can tell which means what.</summary>
    internal bool IsNumbered { get; init; }

    internal bool IsMultiple => Separator is not null;
}

/// <summary>Places the values of columns in code lists.</summary>
internal sealed class CodeGuesser(SuggestionWords words, ShownValues shown)
{
    // Longer lists of values are better served by the names of the list; a mapping is read by people.
    private const int MostWritten = 150;

    private readonly Dictionary<string, CodeFinder> _finders = new(StringComparer.Ordinal);

    internal CodeFinder FinderOf(CodeList list)
    {
        if (!_finders.TryGetValue(list.Id, out var finder))
            _finders[list.Id] = finder = new(list, words);
        return finder;
    }

    /// <summary>Places the values of a column; null if there are none or too many to be codes.</summary>
    /// <param name="profile">The column.</param>
    /// <param name="list">The list.</param>
    /// <param name="mayBeMultiple">Whether cells may hold several codes.</param>
    internal CodeGuess? Guess(ColumnProfile profile, CodeList list, bool mayBeMultiple)
    {
        if (profile.Values.Count == 0 || profile.Stated == 0)
            return null;
        var best = Place(profile, list, separator: null);
        if (!mayBeMultiple)
            return best;
        foreach (var separator in words.Separators)
        {
            if (!profile.Values.Keys.Any(value => Parts(value, separator).Length > 1))
                continue;
            var split = Place(profile, list, separator);
            // A separator that divides words into parts of which each is placed says more than the whole did.
            if (split.Share > best.Share + 0.0001 || (split.Share >= best.Share && best.Separator is null && split.ExactShare > best.ExactShare))
                best = split;
        }

        return best;
    }

    internal static string[] Parts(string value, string? separator) =>
        separator is null ? [value] : value.Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private CodeGuess Place(ColumnProfile profile, CodeList list, string? separator)
    {
        var finder = FinderOf(list);
        var parts = PartsOf(profile, separator);
        var standards = list.Codes.Count > 60 ? ChooseForCountries(parts, finder) : [];
        var placed = new Dictionary<string, Placement>(StringComparer.Ordinal);
        foreach (var (folded, part) in parts)
        {
            var place = PlaceOne(folded, part.Spelling, standards, finder);
            // A value is written into the mapping if it is one of our own words, or plainly a code of the agency's: never what may be a name.
            placed[folded] = place.Kind is PlacementKind.Word or PlacementKind.Unknown && !shown.MayShow(part, profile) ? default : place;
        }

        SexLetters.Settle(list, placed);
        int whole = 0, exact = 0;
        var unplaced = new List<ValueCount>();
        foreach (var (folded, value) in profile.Values)
        {
            var of = Parts(folded, separator).Select(part => Result(placed, part)).ToList();
            var all = of.Count > 0 && of.TrueForAll(result => result.Kind != PlacementKind.None);
            whole += all ? value.Count : 0;
            exact += all && of.TrueForAll(result => result.Kind is PlacementKind.Standard or PlacementKind.Exact or PlacementKind.Missing) ? value.Count : 0;
            if (!all)
                unplaced.Add(value);
        }

        var written = parts.Where(part => placed[part.Key].Kind is PlacementKind.Exact or PlacementKind.Word)
            .OrderBy(part => part.Value.Spelling, StringComparer.Ordinal).ToList();
        var stated = Math.Max(profile.Stated, 1);
        var guess = new CodeGuess(list)
        {
            Separator = separator,
            Standards = standards,
            Values = [.. written.Take(MostWritten).Select(part => (part.Value.Spelling, list.Codes[placed[part.Key].Code].Id))],
            Unknown = [.. parts.Where(part => placed[part.Key].Kind == PlacementKind.Unknown).Select(part => part.Value.Spelling).Order(StringComparer.Ordinal)],
            Missing = [.. parts.Keys.Where(part => placed[part].Kind == PlacementKind.Missing).Order(StringComparer.Ordinal)],
            Unplaced = [.. unplaced.OrderByDescending(value => value.Count).ThenBy(value => value.Spelling, StringComparer.Ordinal)],
            Share = whole / (double)stated,
            ExactShare = exact / (double)stated,
            Codes = placed.Values.Where(result => result.Kind is PlacementKind.Standard or PlacementKind.Exact or PlacementKind.Word)
                .Select(result => result.Code).Distinct().Count(),
            IsNumbered = profile.Stated > 0 && profile.Numbers >= 0.8 * profile.Stated && profile.Highest < 1000,
        };
        return WithOneStandard(guess, parts, (placed, finder));
    }

    private static Placement Result(Dictionary<string, Placement> placed, string part) => placed.GetValueOrDefault(Spelling.Fold(part));

    private static Dictionary<string, ValueCount> PartsOf(ColumnProfile profile, string? separator)
    {
        var parts = new Dictionary<string, ValueCount>(StringComparer.Ordinal);
        foreach (var value in profile.Values.Values)
        {
            foreach (var part in Parts(value.Spelling, separator))
            {
                var folded = Spelling.Fold(part);
                parts[folded] = parts.TryGetValue(folded, out var known)
                    ? new(known.Count + value.Count, string.CompareOrdinal(part, known.Spelling) < 0 ? part : known.Spelling)
                    : new(value.Count, part);
            }
        }

        return parts;
    }

    private Placement PlaceOne(string folded, string spelling, IReadOnlyList<string> standards, CodeFinder finder)
    {
        foreach (var standard in standards)
        {
            if (finder.Find(standard, folded) is { } code)
                return new(PlacementKind.Standard, code);
        }

        var missing = words.Missing.GetValueOrDefault(folded);
        if (missing is { IsSure: true })
            return new(PlacementKind.Missing, -1);
        // With the names of countries nothing is guessed: a wrong country would be seen by nobody.
        if (finder.List.Codes.Count > 60)
            return missing is null ? default : new(PlacementKind.Missing, -1);
        if (finder.FindExact(folded) is { } exact)
            return new(PlacementKind.Exact, exact);
        if (finder.FindWord(spelling, out var isUnknown) is { } word)
            return new(word.IsWhole ? PlacementKind.Exact : PlacementKind.Word, word.Code);
        if (missing is not null)
            return new(PlacementKind.Missing, -1);
        return isUnknown ? new(PlacementKind.Unknown, -1) : default;
    }

    // Codes of two or three letters only where most values are such codes: elsewhere they are words.
    private static List<string> ChooseForCountries(Dictionary<string, ValueCount> parts, CodeFinder finder)
    {
        var total = Math.Max(parts.Values.Sum(part => part.Count), 1);
        int PlacedBy(IEnumerable<string> spellings) =>
            parts.Where(part => spellings.Any(spelling => finder.Find(spelling, part.Key) is not null)).Sum(part => part.Value.Count);
        var best = finder.Spellings.MaxBy(spelling => PlacedBy([spelling]))!;
        var first = PlacedBy([best]);
        if (first == 0)
            return [];
        if (best == CodeFinder.Names)
        {
            var codes = finder.Spellings.Where(spelling => spelling != best && PlacedBy([best, spelling]) - first >= 0.05 * total)
                .OrderByDescending(spelling => PlacedBy([best, spelling])).Take(1);
            return [best, .. codes];
        }

        return first < total && PlacedBy([best, CodeFinder.Names]) > first ? [best, CodeFinder.Names] : [best];
    }

    // Where one standard spells every value, the mapping names it: it then also reads codes that did not occur.
    private static CodeGuess WithOneStandard(
        CodeGuess guess, Dictionary<string, ValueCount> parts, (Dictionary<string, Placement> Placed, CodeFinder Finder) found)
    {
        if (guess.Standards.Count > 0 || guess.Codes < 2)
            return guess;
        var stated = parts.Where(part => found.Placed[part.Key].Kind is PlacementKind.Exact or PlacementKind.Word).ToList();
        var standard = found.Finder.Spellings.FirstOrDefault(spelling =>
            stated.TrueForAll(part => found.Finder.Find(spelling, part.Key) == found.Placed[part.Key].Code));
        return standard is null ? guess : guess with { Standards = [standard], Values = [] };
    }
}

/// <summary>How one value was placed.</summary>
internal enum PlacementKind
{
    None,
    Standard,
    Exact,
    Word,
    Missing,
    Unknown,
}

/// <summary>Where one value was placed.</summary>
/// <param name="Kind">How.</param>
/// <param name="Code">The code's position, or -1.</param>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Placement(PlacementKind Kind, short Code);

/// <summary>The letters of sex: M is masculino beside F, and mujer beside H.</summary>
internal static class SexLetters
{
    internal static void Settle(CodeList list, Dictionary<string, Placement> placed)
    {
        if (list.Id is not ("sex" or "gender"))
            return;
        var (woman, man) = ((short)list.PositionOf(list.Id == "sex" ? "female" : "woman"), (short)list.PositionOf(list.Id == "sex" ? "male" : "man"));
        var (f, h, m, v) = (placed.ContainsKey("f"), placed.ContainsKey("h"), placed.ContainsKey("m"), placed.ContainsKey("v"));
        // Alone, or with both F and H beside it, M can be either.
        if (m && f != h)
            placed["m"] = new(PlacementKind.Exact, f ? man : woman);
        else if (m && v && !f)
            placed["m"] = new(PlacementKind.Exact, woman);
        else if (m)
            placed["m"] = default;
        if (h)
            placed["h"] = new(PlacementKind.Exact, man);
        if (v)
            placed["v"] = new(PlacementKind.Exact, man);
    }
}
