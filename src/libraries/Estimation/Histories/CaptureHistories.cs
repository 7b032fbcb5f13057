using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Estimation.Histories;

/// <summary>How many persons are on which lists: the table that multiple systems estimation starts from.</summary>
/// <remarks>
/// A capture history is the set of lists that a person is on, written as bits: bit i stands for list i. Histories that nobody has are
/// counted zero; the history without any list is never observed. Immutable, thread-safe.
/// </remarks>
public sealed class CaptureHistories
{
    /// <summary>The most lists a table may have.</summary>
    public const int MostLists = 10;

    /// <summary>The largest count of one history.</summary>
    public const long LargestCount = 1_000_000_000_000;

    private readonly double[] _counts;

    private CaptureHistories(IReadOnlyList<string> lists, double[] counts)
    {
        Lists = lists;
        _counts = counts;
        Observed = (long)counts.Sum();
    }

    /// <summary>The lists' names, in the order of the bits.</summary>
    public IReadOnlyList<string> Lists { get; }

    /// <summary>Persons on at least one list.</summary>
    public long Observed { get; }

    /// <summary>Number of distinct histories that somebody has.</summary>
    public int Distinct => _counts.Count(count => count > 0);

    /// <summary>Persons with exactly this history.</summary>
    /// <param name="history">Bits of the lists, from 1.</param>
    public long Count(int history) => (long)_counts[history];

    /// <summary>Counts by history, 2 to the number of lists long; the first is zero.</summary>
    internal ReadOnlySpan<double> Counts => _counts;

    /// <summary>Makes a table of counted histories.</summary>
    /// <param name="lists">The lists' names, two to ten.</param>
    /// <param name="rows">Bits of the lists and persons with exactly these; a history may come several times and is added up.</param>
    /// <returns>
    /// The table; or <c>EST-002</c> where the lists are not two to ten of different names, <c>EST-007</c> for the history without a list,
    /// <c>EST-005</c> and <c>EST-006</c> for a count too large or negative, <c>EST-001</c> without rows.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">A history has a bit beyond the lists.</exception>
    public static Outcome<CaptureHistories> Of(IReadOnlyList<string> lists, IEnumerable<(int History, long Persons)> rows)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(rows);
        if (lists.Count is < 2 or > MostLists || lists.Any(string.IsNullOrWhiteSpace) || lists.Distinct(StringComparer.Ordinal).Count() < lists.Count)
            return new Problem(EstimationProblems.ColumnsUnusable, "lists");
        var counts = new double[1 << lists.Count];
        var row = 0;
        foreach (var (history, persons) in rows)
        {
            row++;
            ArgumentOutOfRangeException.ThrowIfNegative(history, nameof(rows));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(history, counts.Length, nameof(rows));
            var place = string.Create(CultureInfo.InvariantCulture, $"row {row}");
            if (persons < 0)
                return new Problem(EstimationProblems.CountNegative, "count", place);
            if (history == 0)
                return new Problem(EstimationProblems.SeenByNobody, "lists", place);
            counts[history] += persons;
            if (counts[history] > LargestCount)
                return new Problem(EstimationProblems.CountNotWhole, "count", place);
        }

        return row > 0 ? new CaptureHistories([.. lists], counts) : new Problem(EstimationProblems.EmptyTable, "table");
    }

    /// <summary>Persons who are on all lists of a set, whatever other lists they are on.</summary>
    /// <param name="set">Bits of the lists; 0 gives everybody.</param>
    public long Overlap(int set)
    {
        var sum = 0.0;
        for (var history = 1; history < _counts.Length; history++)
        {
            if ((history & set) == set)
                sum += _counts[history];
        }

        return (long)sum;
    }

    /// <summary>The table without one list; persons on no other list fall out of it.</summary>
    /// <param name="list">The list's place.</param>
    /// <returns>A table of the other lists.</returns>
    /// <exception cref="InvalidOperationException">Only two lists are left.</exception>
    public CaptureHistories Without(int list)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(list);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(list, Lists.Count);
        if (Lists.Count == 2)
            throw new InvalidOperationException("One list is no table.");
        var low = (1 << list) - 1;
        return Rearranged([.. Lists.Where((_, i) => i != list)], history => (history & low) | ((history >> (list + 1)) << list));
    }

    /// <summary>The table with two lists taken as one: a person is on it who is on either.</summary>
    /// <param name="pair">Bits of the two lists; the merged one stands in the place of the first.</param>
    /// <returns>A table of one list less.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is no pair of these lists.</exception>
    /// <exception cref="InvalidOperationException">Only two lists are left.</exception>
    public CaptureHistories Merged(int pair)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.PopCount((uint)pair), 2, nameof(pair));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(pair, _counts.Length);
        if (Lists.Count == 2)
            throw new InvalidOperationException("One list is no table.");
        var first = BitOperations.TrailingZeroCount(pair);
        var second = BitOperations.Log2((uint)pair);
        var low = (1 << second) - 1;
        var names = Lists.Select((name, i) => i == first ? $"{name}+{Lists[second]}" : name).Where((_, i) => i != second);
        return Rearranged([.. names], history =>
            ((history & low) | ((history >> (second + 1)) << second)) | ((history & pair) != 0 ? 1 << first : 0));
    }

    /// <summary>A fingerprint of the table: the same lists and counts give the same, whatever the order of the rows was.</summary>
    /// <returns>SHA-256 in hexadecimal digits.</returns>
    public string Hash()
    {
        var text = new StringBuilder();
        text.AppendJoin(',', Lists.Select(list => list.Length.ToString(CultureInfo.InvariantCulture) + ":" + list)).Append('\n');
        for (var history = 1; history < _counts.Length; history++)
        {
            if (_counts[history] > 0)
                text.Append(CultureInfo.InvariantCulture, $"{history} {(long)_counts[history]}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private CaptureHistories Rearranged(IReadOnlyList<string> lists, Func<int, int> newHistory)
    {
        var counts = new double[1 << lists.Count];
        for (var history = 1; history < _counts.Length; history++)
            counts[newHistory(history)] += _counts[history];
        counts[0] = 0;
        return new(lists, counts);
    }
}
