using Amparo.PrivateRelease.Marginals;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Finds a class for every row that still waits, where there are too many patterns to go through them.</summary>
internal static class ClassGrowth
{
    public static void Finish(ClassStock stock)
    {
        while (stock.Waiting.Size >= stock.K)
            Grow(stock);
        while (stock.Waiting.Size > 0)
            Absorb(stock, stock.Waiting.Members[0]);
    }

    // The first row that waits, and time and again the one that adds the fewest stars, until there are k.
    private static void Grow(ClassStock stock)
    {
        var members = stock.Waiting.Members.OrderBy(portion => portion.Row).ToList();
        var seed = members[0];
        var starred = new ColumnSet(0);
        var size = 0;
        var taken = new List<Portion>();
        while (size < stock.K)
        {
            var (best, bestStarred) = (-1, starred);
            for (var at = 0; at < members.Count; at++)
            {
                var joint = new ColumnSet(starred.Bits | stock.Rows.Differing(seed.Row, members[at].Row).Bits);
                if (best < 0 || joint.Count < bestStarred.Count || (joint.Count == bestStarred.Count && members[at].Copies > members[best].Copies))
                    (best, bestStarred) = (at, joint);
            }

            taken.Add(members[best]);
            size += members[best].Copies;
            starred = bestStarred;
            members.RemoveAt(best);
        }

        var home = stock.Find(starred, seed.Row) ?? stock.Add(starred, seed.Row);
        foreach (var portion in taken)
            stock.Move(portion, stock.Waiting, home);
    }

    // Too few are left for a class of their own: the class that has to star least takes the row in, or lends it enough rows.
    private static void Absorb(ClassStock stock, Portion left)
    {
        StarClass? best = null;
        var cost = long.MaxValue;
        foreach (var one in stock.Classes)
        {
            var joint = Joint(stock, one, left.Row).Count;
            var price = ((long)joint * (one.Size + left.Copies)) - ((long)one.Stars * one.Size);
            if (price < cost)
                (best, cost) = (one, price);
        }

        var from = best ?? throw new InvalidOperationException("No class is there to join.");
        var starred = Joint(stock, from, left.Row);
        if (starred != from.Starred)
        {
            var home = stock.Find(starred, left.Row) ?? stock.Add(starred, left.Row);
            foreach (var member in from.Members.ToArray())
                stock.Move(member, from, home);
            from = home;
        }

        stock.Move(left, stock.Waiting, from);
    }

    private static ColumnSet Joint(ClassStock stock, StarClass one, int row) => new(one.Starred.Bits | stock.Rows.Differing(one.Like, row).Bits);
}
