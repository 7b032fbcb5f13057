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

    public bool Try(ColumnSet starred, int like, int waiting)
    {
        var stars = starred.Count;
        Gather(starred, like, waiting);
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

    private void Gather(ColumnSet starred, int like, int waiting)
    {
        _donors.Clear();
        _lenders.Clear();
        var kept = stock.Rows.Kept(starred);
        var stars = starred.Count;
        for (var row = 0; row < stock.Holdings.Length; row++)
        {
            if (!stock.Rows.Same(like, row, kept))
                continue;
            foreach (var (home, copies) in stock.Holdings[row])
            {
                if (StarsOf(home, waiting) <= stars)
                {
                    if (home.Size > stock.K)
                        _lenders.Add((new(row, copies), home));
                    continue;
                }

                var donor = _donors.FindIndex(known => ReferenceEquals(known.Class, home));
                if (donor < 0)
                {
                    donor = _donors.Count;
                    _donors.Add((home, []));
                }

                _donors[donor].Portions.Add(new(row, copies));
            }
        }
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
