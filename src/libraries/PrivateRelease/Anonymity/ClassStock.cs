using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Which copies of which distinct row are in which class; the one place that moves them.</summary>
/// <remarks>Rows without a class yet are in <see cref="Waiting"/>, which may be of any size while the search goes on.</remarks>
internal sealed class ClassStock
{
    private readonly ClassShelf[] _byStars;
    private readonly Dictionary<ColumnSet, List<StarClass>> _byPattern = [];

    public ClassStock(WeightedRows rows, int k)
    {
        Rows = PackedRows.Of(rows);
        K = k;
        Columns = rows.Domain.Count;
        _byStars = [.. Enumerable.Range(0, Columns + 1).Select(_ => new ClassShelf(Rows))];
        // More stars than a row has: leaving it is always a gain.
        Waiting = new(new ColumnSet(0), -1, []);
        Holdings = new List<Holding>[rows.Count];
        for (var row = 0; row < rows.Count; row++)
        {
            var home = rows.Weights[row] >= k ? Add(new ColumnSet(0), row) : Waiting;
            home.Members.Add(new(row, rows.Weights[row]));
            home.Size += rows.Weights[row];
            Holdings[row] = [new(home, rows.Weights[row])];
        }
    }

    public int K { get; }

    public int Columns { get; }

    public PackedRows Rows { get; }

    public StarClass Waiting { get; }

    /// <summary>Where the copies of each distinct row are.</summary>
    public List<Holding>[] Holdings { get; }

    /// <summary>The classes by number of stars, then in the order they were opened.</summary>
    public IEnumerable<StarClass> Classes => _byStars.SelectMany(shelf => shelf.Classes);

    /// <summary>Starred cells, without the rows that wait.</summary>
    public long Starred => Classes.Sum(one => (long)one.Stars * one.Size);

    public StarClass Add(ColumnSet starred, int like)
    {
        var added = new StarClass(starred, like, Rows.Kept(starred));
        _byStars[added.Stars].Add(added);
        if (!_byPattern.TryGetValue(starred, out var alike))
            _byPattern[starred] = alike = [];
        alike.Add(added);
        return added;
    }

    public StarClass? Find(ColumnSet starred, int like) =>
        _byPattern.TryGetValue(starred, out var alike) ? alike.Find(one => Rows.Same(one.Like, like, one.Kept)) : null;

    /// <summary>The class with the fewest stars that a row may join; null if there is none below the limit.</summary>
    public StarClass? Cheapest(int row, int limit, Func<StarClass, bool> barred)
    {
        for (var stars = 0; stars < Math.Min(limit, Columns + 1); stars++)
        {
            if (_byStars[stars].First(row, barred) is { } found)
                return found;
        }

        return null;
    }

    public void Move(Portion portion, StarClass from, StarClass to)
    {
        Change(portion.Row, from, -portion.Copies);
        Change(portion.Row, to, portion.Copies);
        if (from.Size == 0 && from != Waiting)
        {
            _byStars[from.Stars].Remove(from);
            _byPattern[from.Starred].Remove(from);
        }
    }

    private void Change(int row, StarClass one, int copies)
    {
        one.Size += copies;
        var member = one.Members.FindIndex(portion => portion.Row == row);
        var holdings = Holdings[row];
        if (member < 0)
        {
            one.Members.Add(new(row, copies));
            holdings.Add(new(one, copies));
            return;
        }

        var left = one.Members[member].Copies + copies;
        var held = holdings.FindIndex(holding => ReferenceEquals(holding.Class, one));
        if (left == 0)
        {
            one.Members.RemoveAt(member);
            holdings.RemoveAt(held);
        }
        else
        {
            one.Members[member] = new(row, left);
            holdings[held] = new(one, left);
        }
    }
}
