using System.Numerics;

namespace Amparo.Linkage.Encoded.Attacks;

/// <summary>Positions that are set together belong to one token; how often says to which; the tokens say who it is.</summary>
/// <remarks>
/// After P. Christen et al. (2018), pattern-mining based cryptanalysis of Bloom filters for privacy-preserving record linkage, doi:10.1007/978-3-319-93040-4_42: patterns grow from the
/// pair of positions with the highest correlation, are assigned to the token of the nearest frequency, and a row is named when exactly one person has the tokens that it shows.
/// </remarks>
internal static class PatternAttack
{
    private const int MostPatterns = 48;
    private const int FewestPositions = 3;
    private const double Together = 0.98;
    private const double LowestCorrelation = 0.5;

    internal static int?[] Guess(AttackField field)
    {
        var patterns = Patterns(Columns(field.Rows, field.Target.Header.Settings.Bits, field.Target.Key), field.Rows);
        var tokens = Tokens(field).OrderByDescending(token => Count(token)).ToList();
        var shown = new UInt128[field.Rows];
        var had = new UInt128[field.Plain.Length];
        var bit = UInt128.One;
        foreach (var pattern in patterns)
        {
            var share = (double)Count(pattern) / field.Rows;
            var token = tokens.MinBy(candidate => Math.Abs(((double)Count(candidate) / field.Plain.Length) - share));
            if (token is null)
                break;
            tokens.Remove(token);
            Mark(shown, pattern, bit);
            Mark(had, token, bit);
            bit <<= 1;
        }

        var alone = had.Index().GroupBy(person => person.Item).Where(group => group.Count() == 1).ToDictionary(group => group.Key, group => group.First().Index);
        return [.. shown.Select(marks => marks != 0 && alone.TryGetValue(marks, out var person) ? person : (int?)null)];
    }

    private static List<ulong[]> Patterns(ulong[][] columns, int rows)
    {
        var taken = new bool[columns.Length];
        var counts = Array.ConvertAll(columns, Count);
        var pairs = new List<(double Correlation, int One, int Other)>();
        for (var one = 0; one < columns.Length; one++)
        {
            for (var other = one + 1; other < columns.Length; other++)
            {
                var correlation = Correlation(rows, counts[one], counts[other], CountBoth(columns[one], columns[other]));
                if (correlation >= LowestCorrelation)
                    pairs.Add((correlation, one, other));
            }
        }

        var patterns = new List<ulong[]>();
        foreach (var (_, one, other) in pairs.OrderByDescending(pair => pair.Correlation).ThenBy(pair => pair.One).ThenBy(pair => pair.Other))
        {
            if (patterns.Count == MostPatterns)
                break;
            if (taken[one] || taken[other])
                continue;
            var positions = new List<int> { one, other };
            var both = And(columns[one], columns[other]);
            for (var next = 0; next < columns.Length; next++)
            {
                if (taken[next] || next == one || next == other || Correlation(rows, Count(both), counts[next], CountBoth(both, columns[next])) < LowestCorrelation
                    || CountBoth(both, columns[next]) < Together * Count(both))
                    continue;
                positions.Add(next);
                both = And(both, columns[next]);
            }

            if (positions.Count < FewestPositions)
                continue;
            positions.ForEach(position => taken[position] = true);
            patterns.Add(both);
        }

        return patterns;
    }

    // A token of a field, as a column over the attacker's persons.
    private static List<ulong[]> Tokens(AttackField field)
    {
        var tokens = new Dictionary<string, ulong[]>(StringComparer.Ordinal);
        var salt = field.Target.Header.Settings.Salt;
        for (var person = 0; person < field.Plain.Length; person++)
        {
            foreach (var text in field.Plain[person].Texts)
            {
                foreach (var piece in Pieces(field.Schema.Fields.FirstOrDefault(one => one.Id == text.Field), text.Text))
                {
                    var name = $"{field.Plain[person].Salted(salt)}\t{text.Field}\t{piece}";
                    if (!tokens.TryGetValue(name, out var column))
                        tokens.Add(name, column = new ulong[(field.Plain.Length + 63) / 64]);
                    column[person >> 6] |= 1UL << (person & 63);
                }
            }
        }

        return [.. tokens.OrderBy(token => token.Key, StringComparer.Ordinal).Select(token => token.Value)];
    }

    private static IEnumerable<string> Pieces(EncodedField? field, string text) => field?.Tokens switch
    {
        null => [],
        TokenKind.Sounds => Bigrams(TextTokens.Sounds(text)),
        TokenKind.Bigrams => text.Split(' ').SelectMany(Bigrams),
        TokenKind.Date => TextTokens.Birth(text),
        _ => [text],
    };

    private static IEnumerable<string> Bigrams(string word) =>
        word.Length == 1 ? [word] : Enumerable.Range(0, Math.Max(0, word.Length - 1)).Select(at => word.Substring(at, 2));

    private delegate ReadOnlySpan<ulong> KeyOfRow(int row);

    private static ulong[][] Columns(int rows, int bits, KeyOfRow keyOf)
    {
        var columns = new ulong[bits][];
        for (var bit = 0; bit < bits; bit++)
            columns[bit] = new ulong[(rows + 63) / 64];
        for (var row = 0; row < rows; row++)
        {
            var key = keyOf(row);
            for (var bit = 0; bit < bits; bit++)
                columns[bit][row >> 6] |= ((key[bit >> 6] >> (bit & 63)) & 1) << (row & 63);
        }

        return columns;
    }

    private static void Mark(UInt128[] marks, ulong[] column, UInt128 bit)
    {
        for (var row = 0; row < marks.Length; row++)
            marks[row] |= ((column[row >> 6] >> (row & 63)) & 1) == 1 ? bit : 0;
    }

    private static double Correlation(int rows, int one, int other, int both)
    {
        var spread = Math.Sqrt((double)one * (rows - one) * other * (rows - other));
        return spread == 0 ? 0 : (((double)rows * both) - ((double)one * other)) / spread;
    }

    private static ulong[] And(ulong[] one, ulong[] other) => [.. one.Zip(other, (left, right) => left & right)];

    private static int Count(ulong[] column) => column.Sum(BitOperations.PopCount);

    private static int CountBoth(ulong[] one, ulong[] other)
    {
        var count = 0;
        for (var word = 0; word < one.Length; word++)
            count += BitOperations.PopCount(one[word] & other[word]);
        return count;
    }
}
