using System.Numerics;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary;

namespace Amparo.Counting;

/// <summary>Few groups of columns that hold all tables asked for, so that a database goes through its rows once a group and not once a table.</summary>
/// <remarks>
/// Greedy: a group begins with the first table that is not yet held and takes in the column that completes the most others, while its cells and columns stay
/// within the limits; ties go to the lower column, so the same question gives the same design. The least number of groups is a hard problem (a covering
/// design), and nothing hangs on it but time. Cost: groups × tables × columns of a group.
/// </remarks>
internal sealed record CoveringDesign(IReadOnlyList<ColumnGroup> Groups)
{
    // A table that lacks one column counts before any number of tables that lack two.
    private const long Completes = 1L << 32;

    public static Outcome<CoveringDesign> Of(CodedDomain domain, IReadOnlyList<ColumnSet> sets, CountingLimits limits)
    {
        foreach (var set in sets)
        {
            if (!Fits(domain, set, limits.JointCells))
                return new Problem(CountingProblems.TableTooLarge, string.Join(", ", set.Columns().Select(column => domain.Columns[column].Name)));
        }

        var groups = new List<ColumnGroup>();
        // The widest first: what is small finds room in what is there.
        var open = Enumerable.Range(0, sets.Count).OrderByDescending(at => sets[at].Count).ThenBy(at => at).ToList();
        while (open.Count > 0)
        {
            var group = Grow(sets[open[0]], domain, [.. open.Select(at => sets[at])], limits);
            groups.Add(new(group, [.. open.Where(at => group.Covers(sets[at]))]));
            open.RemoveAll(at => group.Covers(sets[at]));
        }

        return new CoveringDesign(groups);
    }

    private static ColumnSet Grow(ColumnSet group, CodedDomain domain, ColumnSet[] open, CountingLimits limits)
    {
        while (group.Count < limits.GroupColumns)
        {
            var gains = Gains(group, domain.Count, open);
            var best = -1;
            for (var column = 0; column < gains.Length; column++)
            {
                if (gains[column] > 0 && (best < 0 || gains[column] > gains[best]) && Fits(domain, With(group, column), limits.JointCells))
                    best = column;
            }

            if (best < 0)
                break;
            group = With(group, best);
        }

        return group;
    }

    private static long[] Gains(ColumnSet group, int columns, ColumnSet[] open)
    {
        var gains = new long[columns];
        foreach (var set in open)
        {
            var lacks = set.Bits & ~group.Bits;
            var worth = BitOperations.PopCount(lacks) switch { 1 => Completes, 2 => 1, _ => 0 };
            for (; worth > 0 && lacks != 0; lacks &= lacks - 1)
                gains[BitOperations.TrailingZeroCount(lacks)] += worth;
        }

        return gains;
    }

    private static ColumnSet With(ColumnSet group, int column) => new(group.Bits | (1UL << column));

    private static bool Fits(CodedDomain domain, ColumnSet set, int most)
    {
        var cells = 1L;
        foreach (var column in set.Columns())
        {
            cells *= domain.SizeOf(column);
            if (cells > most)
                return false;
        }

        return true;
    }
}

/// <summary>Columns that one query groups by.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Sets">Which of the tables asked for are worked out from it, by their position.</param>
internal sealed record ColumnGroup(ColumnSet Columns, IReadOnlyList<int> Sets)
{
    /// <summary>A set of columns of the whole domain as a set of this group's columns.</summary>
    public ColumnSet Within(ColumnSet set)
    {
        var columns = Columns.Columns();
        return ColumnSet.Of([.. set.Columns().Select(column => Array.IndexOf(columns, column))]);
    }
}
