using Amparo.PrivateRelease.Marginals;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Opens a class if the rows that would come to it are enough and cells are saved by it.</summary>
/// <remarks>
/// Rows come from classes with more stars, which keep k rows, or are emptied, the rest going to the cheapest class that covers it; and if
/// they are too few, copies are borrowed from classes with fewer stars that have more than k. A row that waits counts as one with
/// <c>waiting</c> stars.
/// </remarks>
internal sealed class ClassOpening(ClassStock stock)
{
    private readonly List<(Portion Portion, StarClass From, StarClass? To)> _moves = [];
    private readonly List<(StarClass Class, List<Portion> Portions)> _donors = [];
    private readonly List<(Portion Portion, StarClass Class)> _lenders = [];

    private int[] _withSpare = [];
    private WordTable _spareWords = new(stock.Rows.Words);

    /// <summary>Looks up anew which rows can be lent.</summary>
    public void Refresh()
    {
        _withSpare = [.. Enumerable.Range(0, stock.Holdings.Length).Where(row => stock.Holdings[row].Exists(holding => holding.Class.Size > stock.K))];
        _spareWords = new(stock.Rows.Words);
        foreach (var row in _withSpare)
            _spareWords.Add(stock.Rows.WordsOf(row));
    }

    /// <summary>Opens the class with these stars if it pays.</summary>
    /// <param name="starred">The stars.</param>
    /// <param name="members">All distinct rows that the class covers and that have more stars now, and perhaps others that it covers.</param>
    /// <param name="waiting">How many stars a row counts for that waits.</param>
    public bool Try(ColumnSet starred, ReadOnlySpan<int> members, int waiting)
    {
        var stars = starred.Count;
        var like = members[0];
        var (mass, most) = Gather(stars, members, waiting);
        if (most <= 0 || (mass < stock.K && most <= stock.K - mass))
            return false;
        if (mass < stock.K && !Lenders(starred, like, stock.K - mass))
            return false;
        _moves.Clear();
        long gain = 0;
        var size = 0;
        foreach (var (donor, portions) in _donors)
        {
            var (taken, saved) = Take(donor, portions, (stars, waiting));
            size += taken;
            gain += saved;
        }

        if (size < stock.K)
            gain -= Borrow(stars, ref size);
        if (size < stock.K || gain <= 0 || stock.Find(starred, like) is not null)
            return false;
        var opened = stock.Add(starred, like);
        foreach (var (portion, from, to) in _moves)
            stock.Move(portion, from, to ?? opened);
        return true;
    }

    private (int Mass, long Most) Gather(int stars, ReadOnlySpan<int> members, int waiting)
    {
        _donors.Clear();
        _lenders.Clear();
        var mass = 0;
        long most = 0;
        foreach (var row in members)
        {
            foreach (var (home, copies) in stock.Holdings[row])
            {
                var saved = StarsOf(home, waiting) - stars;
                if (saved <= 0)
                    continue;
                mass += copies;
                most += (long)copies * saved;
                var donor = _donors.FindIndex(known => ReferenceEquals(known.Class, home));
                if (donor < 0)
                {
                    donor = _donors.Count;
                    _donors.Add((home, []));
                }

                _donors[donor].Portions.Add(new(row, copies));
            }
        }

        return (mass, most);
    }

    // Whether enough rows can be borrowed, at best.
    private bool Lenders(ColumnSet starred, int like, int needed)
    {
        var kept = stock.Rows.Kept(starred);
        var words = stock.Rows.WordsOf(like);
        for (var at = _spareWords.Next(0, words, kept); at >= 0; at = _spareWords.Next(at + 1, words, kept))
        {
            var row = _withSpare[at];
            foreach (var (home, copies) in stock.Holdings[row])
            {
                if (home == stock.Waiting || home.Stars > starred.Count || home.Size <= stock.K)
                    continue;
                _lenders.Add((new(row, copies), home));
                needed -= Math.Min(copies, home.Size - stock.K);
            }
        }

        return needed <= 0;
    }

    private (int Taken, long Saved) Take(StarClass donor, List<Portion> portions, (int Stars, int Waiting) price)
    {
        var all = portions.Sum(portion => portion.Copies);
        var each = StarsOf(donor, price.Waiting) - price.Stars;
        var rest = donor.Size - all;
        if (rest == 0 || rest >= stock.K || donor == stock.Waiting)
        {
            _moves.AddRange(portions.Select(portion => (portion, donor, (StarClass?)null)));
            return (all, (long)all * each);
        }

        var spare = donor.Size - stock.K;
        if (Rest(donor, portions) is { } rehoused)
        {
            var emptied = ((long)all * each) - rehoused.Sum(move => (long)move.Portion.Copies * (move.To!.Stars - donor.Stars));
            if (emptied > (long)spare * each)
            {
                _moves.AddRange(portions.Select(portion => (portion, donor, (StarClass?)null)));
                _moves.AddRange(rehoused);
                return (all, emptied);
            }
        }

        var left = spare;
        foreach (var portion in portions)
        {
            var copies = Math.Min(left, portion.Copies);
            if (copies > 0)
                _moves.Add((portion with { Copies = copies }, donor, null));
            left -= copies;
        }

        return (spare, (long)spare * each);
    }

    // Where the rows go that an emptied class has besides; null if one of them has nowhere to go. Classes that give rows now are no home.
    private List<(Portion Portion, StarClass From, StarClass? To)>? Rest(StarClass donor, List<Portion> portions)
    {
        var moves = new List<(Portion, StarClass, StarClass?)>();
        foreach (var member in donor.Members)
        {
            if (portions.Exists(portion => portion.Row == member.Row))
                continue;
            if (stock.Cheapest(member.Row, stock.Columns + 1, one => _donors.Exists(known => ReferenceEquals(known.Class, one))) is not { } home)
                return null;
            moves.Add((member, donor, home));
        }

        return moves;
    }

    private long Borrow(int stars, ref int size)
    {
        long loss = 0;
        var lent = new Dictionary<StarClass, int>(ReferenceEqualityComparer.Instance);
        foreach (var (portion, home) in _lenders.OrderByDescending(lender => lender.Class.Stars))
        {
            var copies = Math.Min(stock.K - size, Math.Min(portion.Copies, home.Size - stock.K - lent.GetValueOrDefault(home)));
            if (copies <= 0)
                continue;
            lent[home] = lent.GetValueOrDefault(home) + copies;
            _moves.Add((portion with { Copies = copies }, home, null));
            size += copies;
            loss += (long)copies * (stars - home.Stars);
        }

        return loss;
    }

    private int StarsOf(StarClass one, int waiting) => one == stock.Waiting ? waiting : one.Stars;
}
