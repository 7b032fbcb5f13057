using Amparo.Indicators;

namespace Amparo.PrivateRelease.Tests;

/// <summary>
/// Builds, from a witness, the second table of persons that it claims to exist. Independent of the search: it knows the views only
/// as lists of dimensions, and makes persons out of the changed counts one by one.
/// </summary>
internal static class SecondTable
{
    public static CountedCube From(CountedCube counted, Witness witness)
    {
        var views = Sunflower.Of(counted)!;
        var axes = counted.Dimensions.Count;
        var persons = new List<int[]>();

        // In each view, the persons of one combination of core codes stand in a row; persons at the same place in the rows are one.
        var rows = views.Tables.Select((table, view) => Rows(counted, table, witness.Changes[view], views.Core)).ToArray();
        rows.All(row => row.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(rows[0].Keys)).ShouldBeTrue();
        foreach (var (core, first) in rows[0])
        {
            rows.All(row => row[core].Count == first.Count).ShouldBeTrue("the views disagree on their common core");
            for (var place = 0; place < first.Count; place++)
            {
                var person = new int[axes];
                for (var view = 0; view < rows.Length; view++)
                {
                    for (var axis = 0; axis < axes; axis++)
                    {
                        if (views.Tables[view].Shows[axis])
                            person[axis] = rows[view][core][place][axis];
                    }
                }

                persons.Add(person);
            }
        }

        var counts = new int[counted.Counts.Length];
        foreach (var person in persons)
        {
            var index = 0;
            for (var axis = 0; axis < axes; axis++)
                index = (index * CountedCube.BaseSize(counted.Dimensions[axis])) + person[axis];
            counts[index]++;
        }

        return new CountedCube(counted.Header, counted.Dimensions, counted.Views, counts);
    }

    private static Dictionary<string, List<int[]>> Rows(
        CountedCube counted, ViewTable table, IReadOnlyDictionary<long, int> changes, bool[] core)
    {
        var rows = new Dictionary<string, List<int[]>>(StringComparer.Ordinal);
        for (var index = 0L; index < table.Counts.Length; index++)
        {
            var count = table.Counts[index] + changes.GetValueOrDefault(index);
            (count >= 0).ShouldBeTrue("a count became negative");
            var at = new int[core.Length];
            for (var axis = 0; axis < at.Length; axis++)
                at[axis] = table.Shows[axis] ? (int)(index / table.Strides[axis] % CountedCube.BaseSize(counted.Dimensions[axis])) : 0;
            var key = string.Join(',', at.Where((_, axis) => core[axis]));
            if (!rows.TryGetValue(key, out var row))
                rows[key] = row = [];
            for (var person = 0; person < count; person++)
                row.Add(at);
        }

        return rows;
    }
}
