using System.Globalization;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>What the cells of one column look like: counts and the distinct values, nothing that depends on the order of the rows.</summary>
internal sealed class ColumnProfile
{
    // Longer texts are no codes; keeping them would let a file decide how much memory it takes.
    private const int LongestKept = 80;

    private readonly SuggestionWords _words;
    private readonly int _mostDistinct;
    private readonly HashSet<ulong> _hashes = [];
    private readonly Dictionary<string, ValueCount> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueCount> _missing = new(StringComparer.Ordinal);
    private bool _overflown;

    internal ColumnProfile(SuggestionWords words, int mostDistinct)
    {
        _words = words;
        _mostDistinct = mostDistinct;
    }

    /// <summary>Number of cells looked at.</summary>
    internal int Rows { get; private set; }

    internal int Blank { get; private set; }

    /// <summary>Cells that state something: neither blank nor a word for "nothing is known".</summary>
    internal int Stated => Rows - Blank - _missing.Values.Sum(value => value.Count);

    /// <summary>Number of different stated values.</summary>
    internal int DistinctCount => _hashes.Count;

    /// <summary>Stated values by folded spelling; empty if there are more than are kept.</summary>
    internal IReadOnlyDictionary<string, ValueCount> Values => _overflown ? [] : _values;

    /// <summary>Whether all stated values are in <see cref="Values"/>.</summary>
    internal bool IsComplete => !_overflown;

    /// <summary>Words for a missing value, by folded spelling.</summary>
    internal IReadOnlyDictionary<string, ValueCount> Missing => _missing;

    /// <summary>Stated cells of letters, spaces, hyphens and apostrophes alone.</summary>
    internal int Lettered { get; private set; }

    /// <summary>Stated cells with two or more words.</summary>
    internal int ManyWords { get; private set; }

    /// <summary>Stated cells with three or more words.</summary>
    internal int ThreeWords { get; private set; }

    /// <summary>Stated cells with one comma between letters.</summary>
    internal int Commas { get; private set; }

    /// <summary>Stated cells with a digit.</summary>
    internal int Digited { get; private set; }

    /// <summary>Stated cells longer than any code or name.</summary>
    internal int Long { get; private set; }

    /// <summary>Stated whole numbers, and those among them from 0 to 110, from 0 to 9, and from 1900 to 2050.</summary>
    internal int Numbers { get; private set; }

    internal int Ages { get; private set; }

    internal int Small { get; private set; }

    internal int Years { get; private set; }

    internal long Lowest { get; private set; } = long.MaxValue;

    internal long Highest { get; private set; } = long.MinValue;

    /// <summary>What the cells say as dates.</summary>
    internal DateProfile Dates { get; } = new();

    /// <summary>Hashes of the words of short lettered cells: what a name looks like.</summary>
    internal HashSet<ulong> WordHashes { get; } = [];

    /// <summary>Whether the numbers count the rows: 1, 2, 3 …</summary>
    internal bool CountsRows => Numbers > 2 && Numbers == Stated && Lowest is 0 or 1 && Highest - Lowest + 1 == DistinctCount && DistinctCount == Stated;

    /// <summary>The share of different values among those stated.</summary>
    internal double Uniqueness => Stated == 0 ? 0 : DistinctCount / (double)Stated;

    internal double Share(int count) => Stated == 0 ? 0 : count / (double)Stated;

    internal void Add(string cell)
    {
        Rows++;
        if (cell.Length == 0)
        {
            Blank++;
            return;
        }

        var folded = cell.Length <= LongestKept ? Spelling.Fold(cell) : null;
        if (folded is { Length: 0 })
        {
            Blank++;
            return;
        }

        if (folded is not null && _words.Missing.ContainsKey(folded) && !_words.Marks.ContainsKey(folded))
        {
            Count(_missing, folded, cell);
            return;
        }

        _hashes.Add(HashOf(folded ?? cell));
        if (folded is not null && !_overflown && (_values.ContainsKey(folded) || _values.Count < _mostDistinct))
            Count(_values, folded, cell);
        else
            Overflow();
        var lettered = Lettered;
        Shape(cell);
        if (Lettered > lettered && folded is not null)
            HeadingPhrase.Tokens(folded).ToList().ForEach(word => WordHashes.Add(HashOf(word)));
        Dates.Add(cell);
    }

    private static void Count(Dictionary<string, ValueCount> counts, string folded, string cell)
    {
        if (!counts.TryGetValue(folded, out var value))
            counts[folded] = new(1, cell);
        else
            // The smallest spelling stands for all, so that the order of the rows does not matter.
            counts[folded] = new(value.Count + 1, string.CompareOrdinal(cell, value.Spelling) < 0 ? cell : value.Spelling);
    }

    internal static ulong HashOf(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 1099511628211UL);
        return hash;
    }

    private void Overflow()
    {
        _overflown = true;
        _values.Clear();
    }

    private void Shape(string cell)
    {
        int digits = 0, letters = 0, others = 0, words = 0, commas = 0;
        var inWord = false;
        foreach (var c in cell)
        {
            if (char.IsWhiteSpace(c))
            {
                inWord = false;
                continue;
            }

            if (!inWord)
                words++;
            inWord = true;
            if (char.IsDigit(c))
                digits++;
            else if (char.IsLetter(c))
                letters++;
            else if (c == ',')
                commas++;
            else if (c is not ('-' or '\'' or '.' or '\u2019'))
                others++;
        }

        Digited += digits > 0 ? 1 : 0;
        Lettered += letters > 0 && digits == 0 && others == 0 ? 1 : 0;
        ManyWords += words > 1 ? 1 : 0;
        ThreeWords += words > 2 ? 1 : 0;
        Commas += commas == 1 && letters > 1 && digits == 0 && cell[0] != ',' && cell[^1] != ',' ? 1 : 0;
        Long += cell.Length > LongestKept ? 1 : 0;
        if (digits > 0 && letters + others + commas == 0 && long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            Number(number);
    }

    private void Number(long number)
    {
        Numbers++;
        Ages += number is >= 0 and <= AgeSpan.OldestAccepted ? 1 : 0;
        Small += number is >= 0 and <= 9 ? 1 : 0;
        Years += number is >= 1900 and <= 2050 ? 1 : 0;
        Lowest = Math.Min(Lowest, number);
        Highest = Math.Max(Highest, number);
    }
}

/// <summary>How often a value occurs, and how it is written.</summary>
/// <param name="Count">Number of cells.</param>
/// <param name="Spelling">One of its spellings: the first in ordinal order.</param>
internal sealed record ValueCount(int Count, string Spelling);
