using Amparo.PrivateRelease.Marginals;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Goes through patterns of stars, fewest stars first, and opens the classes that save most.</summary>
internal sealed class PatternSearch
{
    // Group look-ups spent on the patterns of one number of stars; above it the clustering of ClassGrowth takes over.
    private const double LargestLevel = 4e7;

    private readonly ClassStock _stock;
    private readonly ClassOpening _opening;
    private readonly RowIndex _index;
    private readonly int[] _mass;
    private readonly long[] _gain;

    public PatternSearch(ClassStock stock)
    {
        _stock = stock;
        _opening = new(stock);
        _index = new(stock.Rows, stock.Holdings.Length);
        _mass = new int[stock.Holdings.Length];
        _gain = new long[stock.Holdings.Length];
    }

    /// <summary>Opens classes with a number of stars for rows that wait and, if <paramref name="all"/>, for rows with more stars.</summary>
    /// <returns>How many were opened; null if there are too many patterns to look at.</returns>
    public int? Level(int stars, int waiting, bool all)
    {
        var rows = Enumerable.Range(0, _stock.Holdings.Length).Where(row => _stock.Holdings[row].Exists(holding => Counts(holding.Class, stars, all))).ToArray();
        if (rows.Length == 0)
            return 0;
        if (Patterns(_stock.Columns, stars) * rows.Length > LargestLevel)
            return null;
        var masses = rows.Select(row => _stock.Holdings[row].Where(holding => Counts(holding.Class, stars, all)).Sum(holding => holding.Copies)).ToArray();
        var gains = rows.Select(row => _stock.Holdings[row].Where(holding => Counts(holding.Class, stars, all))
            .Sum(holding => (long)holding.Copies * ((holding.Class == _stock.Waiting ? waiting : holding.Class.Stars) - stars))).ToArray();

        var candidates = new List<(long Gain, ColumnSet Starred, int Like)>();
        foreach (var starred in Combinations(_stock.Columns, stars))
            Collect(starred, (rows, masses, gains), candidates);
        // By gain; ties in the order found, which is that of the patterns and the rows.
        var opened = 0;
        foreach (var (_, starred, like) in candidates.OrderByDescending(candidate => candidate.Gain))
        {
            if (_opening.Try(starred, like, waiting))
                opened++;
        }

        return opened;
    }

    private bool Counts(StarClass one, int stars, bool all) => one == _stock.Waiting || (all && one.Stars > stars);

    private void Collect(ColumnSet starred, (int[] Rows, int[] Masses, long[] Gains) from, List<(long, ColumnSet, int)> candidates)
    {
        var kept = _stock.Rows.Kept(starred);
        _index.Clear();
        for (var at = 0; at < from.Rows.Length; at++)
        {
            var before = _index.Count;
            var group = _index.GroupOf(from.Rows[at], kept);
            if (group == before)
                (_mass[group], _gain[group]) = (0, 0);
            unchecked
            {
                _mass[group] += from.Masses[at];
                _gain[group] += from.Gains[at];
            }
        }

        for (var group = 0; group < _index.Count; group++)
        {
            if (_gain[group] > Math.Max(0, _stock.K - _mass[group]))
                candidates.Add((_gain[group], starred, _index.Firsts[group]));
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
