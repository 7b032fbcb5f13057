using System.Runtime.InteropServices;

namespace Amparo.Linkage.Encoded.Linking;

/// <summary>A pair of rows of two lists, taken for one person.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ListLink(int FirstList, int FirstRow, int SecondList, int SecondRow, double Score);

/// <summary>From pairs of lists to persons across all lists: at most one row of each list a person.</summary>
internal static class PersonsAcross
{
    /// <summary>Joins pairs to persons, highest score first; a pair that would put two rows of one list into one person is passed over.</summary>
    /// <param name="links">The pairs.</param>
    /// <param name="rows">The number of rows of each list.</param>
    /// <returns>For each person found in two lists or more, a row in each list, −1 where there is none; in the order of lists and rows.</returns>
    internal static List<int[]> Join(IEnumerable<ListLink> links, IReadOnlyList<int> rows)
    {
        var starts = new int[rows.Count + 1];
        for (var list = 0; list < rows.Count; list++)
            starts[list + 1] = starts[list] + rows[list];
        var above = Enumerable.Range(0, starts[^1]).ToArray();
        var lists = new int[starts[^1]];
        for (var list = 0; list < rows.Count; list++)
            lists.AsSpan(starts[list]..starts[list + 1]).Fill(1 << list);
        foreach (var link in links.OrderByDescending(link => link.Score).ThenBy(link => link.FirstList).ThenBy(link => link.FirstRow)
            .ThenBy(link => link.SecondList).ThenBy(link => link.SecondRow))
        {
            var (one, other) = (Top(above, starts[link.FirstList] + link.FirstRow), Top(above, starts[link.SecondList] + link.SecondRow));
            if (one == other || (lists[one] & lists[other]) != 0)
                continue;
            var (low, high) = (Math.Min(one, other), Math.Max(one, other));
            above[high] = low;
            lists[low] |= lists[high];
        }

        return Collect(above, lists, starts);
    }

    private static List<int[]> Collect(int[] above, int[] lists, int[] starts)
    {
        var persons = new List<int[]>();
        var places = new Dictionary<int, int>();
        for (var list = 0; list + 1 < starts.Length; list++)
        {
            for (var node = starts[list]; node < starts[list + 1]; node++)
            {
                var top = Top(above, node);
                if (int.IsPow2(lists[top]))
                    continue;
                if (!places.TryGetValue(top, out var place))
                {
                    place = persons.Count;
                    places.Add(top, place);
                    persons.Add([.. Enumerable.Repeat(-1, starts.Length - 1)]);
                }

                persons[place][list] = node - starts[list];
            }
        }

        return persons;
    }

    private static int Top(int[] above, int node)
    {
        while (above[node] != node)
        {
            above[node] = above[above[node]];
            node = above[node];
        }

        return node;
    }
}
