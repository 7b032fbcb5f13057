using System.Runtime.InteropServices;
using Amparo.PrivateRelease.Marginals;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Goes through patterns of stars, fewest stars first, and opens the classes that save most.</summary>
internal sealed class PatternSearch
{
    // Group look-ups spent on the patterns of one number of stars; above it the clustering of ClassGrowth takes over.
    private const double LargestLevel = 8e6;

    // Rows of candidates kept before they are tried.
    private const int LargestBatch = 8_000_000;

    private readonly ClassStock _stock;
    private readonly ClassOpening _opening;
    private readonly RowIndex _index;
    private readonly int[] _mass;
    private readonly long[] _gain;
    private readonly int[] _size;
    private readonly int[] _of;
    private readonly List<int> _members = [];
    private readonly List<(long Gain, ColumnSet Starred, int Start, int Count)> _candidates = [];

    public PatternSearch(ClassStock stock)
    {
        _stock = stock;
        _opening = new(stock);
        _index = new(stock.Rows, stock.Holdings.Length);
        _mass = new int[stock.Holdings.Length];
        _gain = new long[stock.Holdings.Length];
        _size = new int[stock.Holdings.Length];
        _of = new int[stock.Holdings.Length];
    }

    /// <summary>Opens classes with a number of stars for rows that wait.</summary>
    /// <returns>How many were opened; null if there are too many patterns to look at.</returns>
    public int? Level(int stars, int waiting)
    {
        Portion[] portions = [.. _stock.Waiting.Members.OrderBy(portion => portion.Row)];
        int[] rows = [.. portions.Select(portion => portion.Row)];
        if (rows.Length == 0)
            return 0;
        if (Patterns(_stock.Columns, stars) * rows.Length > LargestLevel)
            return null;
        int[] masses = [.. portions.Select(portion => portion.Copies)];
        long[] gains = [.. masses.Select(copies => (long)copies * (waiting - stars))];
        var opened = 0;
        _opening.Refresh();
        foreach (var starred in Combinations(_stock.Columns, stars))
        {
            if (_members.Count > LargestBatch)
                opened += Open(waiting);
            Collect(starred, (rows, masses, gains));
        }

        return opened + Open(waiting);
    }

    // By gain; ties in the order found, which is that of the patterns and the rows.
    private int Open(int waiting)
    {
        var opened = 0;
        var members = CollectionsMarshal.AsSpan(_members);
        foreach (var (_, starred, start, count) in _candidates.OrderByDescending(candidate => candidate.Gain))
        {
            if (_opening.Try(starred, members.Slice(start, count), waiting))
                opened++;
        }

        _members.Clear();
        _candidates.Clear();
        return opened;
    }

    private void Collect(ColumnSet starred, (int[] Rows, int[] Masses, long[] Gains) from)
    {
        var kept = _stock.Rows.Kept(starred);
        _index.Clear();
        for (var at = 0; at < from.Rows.Length; at++)
        {
            var before = _index.Count;
            var group = _index.GroupOf(from.Rows[at], kept);
            if (group == before)
                (_mass[group], _gain[group], _size[group]) = (0, 0, 0);
            _of[at] = group;
            unchecked
            {
                _mass[group] += from.Masses[at];
                _gain[group] += from.Gains[at];
                _size[group]++;
            }
        }

        for (var group = 0; group < _index.Count; group++)
        {
            var start = -1;
            if (_gain[group] > Math.Max(0, _stock.K - _mass[group]))
            {
                start = _members.Count;
                _candidates.Add((_gain[group], starred, start, _size[group]));
                CollectionsMarshal.SetCount(_members, start + _size[group]);
            }

            _size[group] = start;
        }

        var members = CollectionsMarshal.AsSpan(_members);
        for (var at = 0; at < from.Rows.Length; at++)
        {
            if (_size[_of[at]] >= 0)
                members[_size[_of[at]]++] = from.Rows[at];
        }
    }

    internal static double Patterns(int columns, int stars)
    {
        var patterns = 1.0;
        for (var at = 0; at < stars; at++)
            patterns = patterns * (columns - at) / (at + 1);
        return patterns;
    }

    private static IEnumerable<ColumnSet> Combinations(int columns, int stars)
    {
        var chosen = Enumerable.Range(0, stars).ToArray();
        while (true)
        {
            yield return ColumnSet.Of(chosen);
            var at = stars - 1;
            while (at >= 0 && chosen[at] == columns - stars + at)
                at--;
            if (at < 0)
                yield break;
            chosen[at]++;
            for (var next = at + 1; next < stars; next++)
                chosen[next] = chosen[next - 1] + 1;
        }
    }
}
