using System.Numerics;
using Amparo.Vocabulary;

namespace Amparo.Estimation.Histories;

/// <summary>What about a table makes an estimate impossible or doubtful, before any model is fitted.</summary>
/// <param name="Problem">The code, and the lists it concerns.</param>
/// <param name="Fatal">Whether no estimate can be made at all.</param>
public sealed record HistoryFinding(Problem Problem, bool Fatal)
{
    /// <summary>Looks at a table.</summary>
    /// <param name="table">Capture histories.</param>
    /// <returns>
    /// Findings, the fatal ones first: <c>EST-008</c> nobody counted, <c>EST-009</c> an empty list, <c>EST-010</c> a list that holds everybody,
    /// <c>EST-011</c> one list twice, <c>EST-012</c> nobody on two lists; and, not fatal, <c>EST-013</c> fewer than three lists that share
    /// somebody with another, <c>EST-016</c> a list within another.
    /// </returns>
    public static IReadOnlyList<HistoryFinding> In(CaptureHistories table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.Observed == 0)
            return [new(new(EstimationProblems.NoPersons, "count"), Fatal: true)];
        var lists = table.Lists.Count;
        var sizes = Enumerable.Range(0, lists).Select(list => table.Overlap(1 << list)).ToArray();
        var findings = new List<HistoryFinding>();
        for (var list = 0; list < lists; list++)
        {
            if (sizes[list] == 0)
                findings.Add(new(new(EstimationProblems.ListEmpty, table.Lists[list]), Fatal: true));
        }

        var informative = 0;
        var nested = new List<HistoryFinding>();
        foreach (var pair in LogLinear.HierarchicalModel.Pairs(lists))
        {
            var (one, other) = (BitOperations.TrailingZeroCount(pair), BitOperations.Log2((uint)pair));
            var both = table.Overlap(pair);
            if (both > 0)
                informative |= pair;
            var names = $"{table.Lists[one]}, {table.Lists[other]}";
            if (both > 0 && both == sizes[one] && both == sizes[other])
                findings.Add(new(new(EstimationProblems.ListsIdentical, names), Fatal: true));
            else if (both > 0 && (both == sizes[one] || both == sizes[other]) && sizes[one] < table.Observed && sizes[other] < table.Observed)
                nested.Add(new(new(EstimationProblems.ListNested, names), Fatal: false));
        }

        for (var list = 0; list < lists; list++)
        {
            if (sizes[list] == table.Observed && findings.TrueForAll(finding => finding.Problem.Code != EstimationProblems.ListsIdentical))
                findings.Add(new(new(EstimationProblems.ListHoldsEverybody, table.Lists[list]), Fatal: true));
        }

        if (informative == 0)
            findings.Add(new(new(EstimationProblems.NoOverlap, "lists"), Fatal: true));
        else if (BitOperations.PopCount((uint)informative) < 3)
            findings.Add(new(new(EstimationProblems.TooFewLists, "lists"), Fatal: false));
        return [.. findings, .. nested];
    }
}
