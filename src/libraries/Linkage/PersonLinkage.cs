using Amparo.Linkage.Blocking;
using Amparo.Linkage.Clustering;
using Amparo.Linkage.Comparing;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Reading;
using Amparo.Linkage.Review;
using Amparo.Linkage.Scoring;
using Amparo.Vocabulary;

namespace Amparo.Linkage;

/// <summary>Finds the records that are one person, within a list and across lists.</summary>
/// <remarks>
/// Normalise, block, compare, fit a model without labels, draw the line, cluster: docs/methods/linkage.md. The same records give the same result to
/// the last bit, in whatever order they come, on however many threads, in whatever culture. Time grows with the number of comparisons, which
/// <see cref="LinkOptions.ComparisonsARecord"/> bounds, so with the number of records.
/// </remarks>
public static class PersonLinkage
{
    // Pairs whose odds are below are forgotten: together they hold less than one link in a thousand.
    private const double Floor = -6;
    private const double LeastBudget = 2e6;

    /// <summary>Links records.</summary>
    /// <param name="lists">The records.</param>
    /// <param name="knowledge">Nicknames and abbreviations.</param>
    /// <param name="options">How.</param>
    /// <param name="tell">Told the share of the work done: 0 to 1.</param>
    /// <returns>Who is one person; <c>LNK-006</c> if the lists have nothing to compare, <c>LNK-007</c> for a key that they cannot have.</returns>
    public static Outcome<LinkageResult> Run(PersonLists lists, NameKnowledge knowledge, LinkOptions options, Action<double> tell)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(knowledge);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tell);
        var table = PersonTable.Of(lists, knowledge);
        if (table.Given.Total + table.Surnames.Total == 0 && table.Fields.All(field => field.Tokens.Total == 0))
            return new Problem(LinkageProblems.NothingToCompare, "columns");
        if (!SharesSomething(table))
            return new Problem(LinkageProblems.NothingToCompare, "lists");
        tell(0.1);
        var budget = table.Count <= KeyChoice.AllPairsUpTo ? double.MaxValue : Math.Max(LeastBudget, options.ComparisonsARecord * table.Count);
        var keys = KeysOf(table, options, budget);
        if (!keys.Succeeded)
            return Outcome<LinkageResult>.Refused(keys.Problems);
        var lanes = KeyLanes.Of(table, [.. keys.Value.Keys.Select(key => key.Key)], (long)Math.Min(budget, long.MaxValue / 2));
        tell(0.2);
        var comparison = new RecordComparison(table);
        var settled = SettledOf(table, options);
        var fit = new ModelFit(table, comparison, settled);
        var model = fit.Start();
        tell(0.25);
        var found = CandidateSearch.Find(table, lanes, comparison, (model, Floor), share => tell(0.25 + (0.45 * share)));
        model = fit.Fit(found, model);
        tell(0.8);
        var edges = Edges(found.Candidates, fit, model);
        var matches = fit.MatchesOf(model);
        var threshold = options.Probability is { } probability
            ? Math.Log2(probability / (1 - probability))
            // Where a person has many records, weak pairs hold together by the strong ones around them.
            : Threshold.Choose(edges) - Math.Log2(1 + (matches / table.Count));
        var once = lists.Lists.Select(list => options.AllDeduplicated || options.Deduplicated.Contains(list)).ToArray();
        var search = new ClusterSearch(table, comparison, model, threshold) { Once = once, Settled = settled };
        var clusters = search.Find(edges);
        tell(0.95);
        return new LinkageResult(new LinkageRun(table, comparison, model)
        {
            Lanes = lanes,
            Keys = keys.Value.Keys,
            Edges = edges,
            Rows = clusters,
            Threshold = threshold,
            Once = once,
            Settled = settled,
            Compared = found.Compared,
            ExpectedMatches = matches,
            Options = options,
        });
    }

    // Whether two lists fill one field, where there are several lists.
    private static bool SharesSomething(PersonTable table)
    {
        var lists = table.Lists.Lists.Count;
        var fills = new int[lists];
        for (var record = 0; record < table.Count; record++)
        {
            var row = table.Row(record);
            for (var place = 0; place < PersonTable.Width; place++)
            {
                if (place is not (PersonTable.Marks or PersonTable.List) && row[place] != 0)
                    fills[row[PersonTable.List]] |= 1 << place;
            }
        }

        return lists < 2 || Enumerable.Range(0, PersonTable.Width).Any(place => fills.Count(list => (list >> place & 1) == 1) > 1);
    }

    private static Outcome<ChosenKeys> KeysOf(PersonTable table, LinkOptions options, double budget)
    {
        if (options.Keys is not { } names)
            return new ChosenKeys(KeyChoice.For(table, budget));
        var keys = new List<KeyChoice.Chosen>();
        foreach (var (i, name) in names.Index())
        {
            if (KeyNames.Read(name, table.Fields) is not { } key)
                return new Problem(LinkageProblems.UnknownKey, "keys", (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));
            keys.Add(new(key, 0, 0, 0));
        }

        return new ChosenKeys(keys);
    }

    private sealed record ChosenKeys(IReadOnlyList<KeyChoice.Chosen> Keys);

    private static Edge[] Edges(CandidatePair[] candidates, ModelFit fit, LinkModel model)
    {
        const double floor = -10;
        const int chunk = 1 << 16;
        var parts = new List<Edge>[(candidates.Length + chunk - 1) / chunk];
        Parallel.For(0, parts.Length, part =>
        {
            var edges = new List<Edge>();
            var end = Math.Min((part + 1) * chunk, candidates.Length);
            for (var i = part * chunk; i < end; i++)
            {
                var odds = model.LogOdds(candidates[i], fit.Across(candidates[i]));
                if (odds >= floor)
                    edges.Add(new(candidates[i].A, candidates[i].B, (float)odds));
            }

            parts[part] = edges;
        });
        var all = new Edge[parts.Sum(part => part.Count)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(all, at);
            at += part.Count;
        }

        return all;
    }

    private static Dictionary<(int A, int B), bool> SettledOf(PersonTable table, LinkOptions options)
    {
        var settled = new Dictionary<(int, int), bool>();
        if (options.Settled.Count == 0)
            return settled;
        var rows = new Dictionary<RecordKey, int>();
        for (var row = 0; row < table.Count; row++)
            rows.Add(table.KeyOf(row), row);
        foreach (var pair in options.Settled.Values.Where(pair => pair.Settlement is Settlement.Same or Settlement.Different))
        {
            // A decision about a record that is not there any more waits until it is again.
            if (rows.TryGetValue(pair.Key.First, out var a) && rows.TryGetValue(pair.Key.Second, out var b))
                settled[(Math.Min(a, b), Math.Max(a, b))] = pair.Settlement == Settlement.Same;
        }

        return settled;
    }
}
