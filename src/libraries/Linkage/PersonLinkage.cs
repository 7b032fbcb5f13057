using System.Diagnostics;
using Amparo.Linkage.Blocking;
using Amparo.Linkage.Clustering;
using Amparo.Linkage.Comparing;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Reading;
using Amparo.Linkage.Scoring;
using Amparo.Vocabulary;

namespace Amparo.Linkage;

/// <summary>lab</summary>
public static class PersonLinkage
{
    /// <summary>lab</summary>
    public static Outcome<string> Lab(PersonLists lists, NameKnowledge knowledge, Action<string> say)
    {
        var clock = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        void Say(string what)
        {
            var now = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
            say(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds,7:F2} s {now - cpu,7:F2} cpu  {what}"));
        }

        var table = PersonTable.Of(lists, knowledge);
        Say($"table {(uint)table.Count} given {(uint)table.Given.Count} surnames {(uint)table.Surnames.Count} " + string.Join(' ', table.Fields.Select(f => f.Name + ":" + f.Tokens.Count)));
        var per = double.Parse(Environment.GetEnvironmentVariable("PER") ?? "60", System.Globalization.CultureInfo.InvariantCulture);
        var budget = table.Count <= KeyChoice.AllPairsUpTo ? 1e12 : Math.Max(2e6, per * table.Count);
        var choice = KeyChoice.For(table, budget);
        Say(FormattableString.Invariant($"choice {choice.Sum(c => c.Adds):F4}"));
        var lanes = KeyLanes.Of(table, [.. choice.Select(c => c.Key)], (long)budget);
        Say("blocks");
        var persons = lists.Truth is { } truth ? table.Sources.Select(source => truth.Codes[source]).ToArray() : [];
        var comparison = new RecordComparison(table);
        var fit = new ModelFit(table, comparison);
        var model = fit.Start();
        Say("random");
        var found = CandidateSearch.Find(table, lanes, comparison, (model, -8));
        var (candidates, compared) = (found.Candidates, found.Compared);
        Say(FormattableString.Invariant($"compared {compared:N0} kept {candidates.Length:N0} sample {found.Sample.Length:N0} every {found.Every}"));
        model = fit.Fit(found, model);
        Say(FormattableString.Invariant($"fit prior {model.Prior[0]:F2} {model.Prior[1]:F2} M {double.Exp2(model.Prior[0]) * fit.Pairs[0]:F1} {double.Exp2(model.Prior[1]) * fit.Pairs[1]:F1} H {double.Exp2(model.HouseholdPrior) * (fit.Pairs[0] + fit.Pairs[1]):F1} K {double.Exp2(model.NamesakePrior) * (fit.Pairs[0] + fit.Pairs[1]):F1}"));
        var edges = candidates.Select(pair => (pair.A, pair.B, LogOdds: model.LogOdds(pair, fit.Across(pair)))).ToArray();
        var threshold = Threshold.Choose(edges.Select(edge => edge.LogOdds)) - Math.Log2(1 + ((double.Exp2(model.Prior[0]) * fit.Pairs[0]) + (double.Exp2(model.Prior[1]) * fit.Pairs[1])) / table.Count);
        if (persons.Length > 0)
        {
            var perkey = new long[lanes.Effects.Count];
            foreach (var (effect, key) in lanes.Effects.Select((effect, key) => (effect, key)))
                Say(FormattableString.Invariant($"   key {effect.Key.NameOf(table.Fields)} finds {choice[key].Finds:F3} adds {choice[key].Adds:F4} cost {choice[key].Pairs:N0} pairs {effect.Pairs:N0} blocks {effect.Blocks:N0} dropped {effect.Dropped:N0}"));
            var real = persons.GroupBy(person => person).Sum(group => (long)group.Count() * (group.Count() - 1) / 2);
            Say(FormattableString.Invariant($"true {real} kept true {candidates.Count(pair => persons[pair.A] == persons[pair.B])} expected {edges.Sum(edge => Threshold.Probability(edge.LogOdds)):F0}"));
            for (var t = -6.0; t < 12; t += 2)
            {
                var links = edges.Where(edge => edge.LogOdds >= t && edge.LogOdds < t + 2).ToArray();
                Say(FormattableString.Invariant($"   odds {t} n {links.Length} true {links.Count(edge => persons[edge.A] == persons[edge.B])} expected {links.Sum(edge => Threshold.Probability(edge.LogOdds)):F0}"));
            }

            if (Environment.GetEnvironmentVariable("PAT") is not null)
            {
                foreach (var group in candidates.Zip(edges).Where(e => e.Second.LogOdds > threshold).GroupBy(e => e.First.Pattern).Select(g => (g.Key, N: g.Count(), Bad: g.Count(e => persons[e.First.A] != persons[e.First.B]), E: g.Sum(e => 1 - Threshold.Probability(e.Second.LogOdds)), W: g.Average(e => e.Second.LogOdds), Shift: g.Average(e => e.First.Rarity.All))).OrderByDescending(g => g.Bad - g.E).Take(25))
                    Say(FormattableString.Invariant($"PAT {string.Concat(Enumerable.Range(0, 12).Select(c => Comparison.LevelOf(group.Key, c) is var l && l == 0 ? '.' : (char)('0' + l)))} n {group.N} bad {group.Bad} expected {group.E:F0} odds {group.W:F1} shift {group.Shift:F1}"));
            }

            foreach (var t in (Environment.GetEnvironmentVariable("THR") ?? "-2,-1,0,1,2").Split(',').Select(x => threshold + double.Parse(x, System.Globalization.CultureInfo.InvariantCulture)))
            {
                var links = edges.Where(edge => edge.LogOdds >= t).ToArray();
                var right = links.Count(edge => persons[edge.A] == persons[edge.B]);
                var clusters = new ClusterSearch(table, comparison, model, t, new bool[lists.Lists.Count]).Find(edges);
                var quality = PairwiseQuality.Of(clusters, persons);
                Say(FormattableString.Invariant($"threshold {t:F2} pairs P {(double)right / links.Length:F4} R {(double)right / real:F4} F1 {2.0 * right / (links.Length + real):F4} clusters P {quality.Precision:F4} R {quality.Recall:F4} F1 {quality.F1:F4}"));
            }
        }
        else
        {
            var clusters = new ClusterSearch(table, comparison, model, threshold, new bool[lists.Lists.Count]).Find(edges);
            Say($"clusters {clusters.Distinct().Count()}");
        }

        string[] names = ["s1", "s2", "sO", "g1", "g2", "gO", "birth", "sex", .. table.Fields.Select(field => field.Name)];
        for (var c = 0; c < names.Length; c++)
            say(names[c] + ": " + string.Join(' ', Enumerable.Range(1, 10).Select(l => FormattableString.Invariant($"{model.M[c][l]:F3}/{model.U[c][l]:G2}={model.WeightOf(c, l):F1}"))));
        return "";
    }
}
