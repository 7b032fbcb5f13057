using Amparo.PrivateRelease.Marginals;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Takes stars back where that is possible without opening a class; every step leaves fewer starred cells, so it ends.</summary>
internal static class ClassImprovement
{
    public static void Settle(ClassStock stock)
    {
        bool changed;
        do
        {
            changed = false;
            foreach (var one in stock.Classes.Where(one => one.Stars > 0).Reverse().ToArray())
            {
                if (one.Size > 0)
                    changed |= Tighten(stock, one) || Empty(stock, one) || Leave(stock, one);
            }
        }
        while (changed);
    }

    // All rows agree in a starred column: the star is not needed.
    private static bool Tighten(ClassStock stock, StarClass one)
    {
        var differing = one.Members.Aggregate(0UL, (bits, member) => bits | stock.Rows.Differing(one.Members[0].Row, member.Row).Bits);
        if (differing == one.Starred.Bits)
            return false;
        var starred = new ColumnSet(differing);
        var home = stock.Find(starred, one.Members[0].Row) ?? stock.Add(starred, one.Members[0].Row);
        foreach (var member in one.Members.ToArray())
            stock.Move(member, one, home);
        return true;
    }

    // Every row finds another class, and together they have fewer stars there.
    private static bool Empty(ClassStock stock, StarClass one)
    {
        var homes = new List<(Portion, StarClass)>();
        long change = 0;
        foreach (var member in one.Members)
        {
            if (stock.Cheapest(member.Row, stock.Columns + 1, other => ReferenceEquals(other, one)) is not { } home)
                return false;
            change += (long)member.Copies * (home.Stars - one.Stars);
            homes.Add((member, home));
        }

        if (change >= 0)
            return false;
        foreach (var (member, home) in homes)
            stock.Move(member, one, home);
        return true;
    }

    // As many rows as can be spared go to classes with fewer stars.
    private static bool Leave(ClassStock stock, StarClass one)
    {
        var changed = false;
        foreach (var member in one.Members.ToArray())
        {
            if (one.Size <= stock.K)
                break;
            if (stock.Cheapest(member.Row, one.Stars, _ => false) is not { } home)
                continue;
            stock.Move(member with { Copies = Math.Min(member.Copies, one.Size - stock.K) }, one, home);
            changed = true;
        }

        return changed;
    }
}
