using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Amparo.Linkage.Blocking;
using Amparo.Linkage.Clustering;
using Amparo.Linkage.Comparing;
using Amparo.Linkage.Explaining;
using Amparo.Linkage.Reading;
using Amparo.Linkage.Review;
using Amparo.Linkage.Scoring;

namespace Amparo.Linkage;

/// <summary>Which records are one person, why, and how sure that is.</summary>
/// <remarks>Records are numbered as the lists have them. It holds person-level data and stays in the office that links. Thread-safe.</remarks>
public sealed class LinkageResult
{
    private readonly LinkageRun _run;
    private readonly PersonTable _table;
    private readonly RecordComparison _comparison;
    private readonly LinkModel _model;
    private readonly Lazy<int[]> _clusters;
    private readonly Lazy<Link[]> _links;
    private readonly Lazy<string> _version;

    internal LinkageResult(LinkageRun run)
    {
        (_run, _table, _comparison, _model) = (run, run.Table, run.Comparison, run.Model);
        _clusters = new(() => BySource(Rows));
        _links = new(FindLinks);
        _version = new(Hash);
    }

    private KeyLanes Lanes => _run.Lanes;

    private Edge[] Edges => _run.Edges;

    private int[] Rows => _run.Rows;

    private bool[] Once => _run.Once;

    private IReadOnlyDictionary<(int A, int B), bool> Settled => _run.Settled;

    /// <summary>The records.</summary>
    public PersonLists Lists => _table.Lists;

    /// <summary>Pairs of records that were compared.</summary>
    public long Compared => _run.Compared;

    /// <summary>log2 odds from which records are one person.</summary>
    public double Threshold => _run.Threshold;

    /// <summary>How many pairs of one person there are among the candidates, by the model.</summary>
    public double ExpectedMatches => _run.ExpectedMatches;

    /// <summary>The model's version: what it was fitted with and what came out, as the first 64 bits of SHA-256 in hexadecimal digits.</summary>
    public string Model => _version.Value;

    /// <summary>The cluster of each record, as a number from zero in the order of lists and ids.</summary>
    public IReadOnlyList<int> Clusters => _clusters.Value;

    /// <summary>Number of persons.</summary>
    public int Persons => _clusters.Value.Length == 0 ? 0 : _clusters.Value.Max() + 1;

    /// <summary>All pairs of records of one person, in the order of lists and ids.</summary>
    public IReadOnlyList<Link> Links => _links.Value;

    /// <summary>Share of the links that are expected to be false: 0 to 1; 0 without links.</summary>
    public double ExpectedFalse => Links.Count == 0 ? 0 : Links.Average(link => 1 - link.Probability);

    /// <summary>What each blocking key did.</summary>
    public IReadOnlyList<KeyReport> Keys()
    {
        var (links, alone) = (new long[Lanes.Effects.Count], new long[Lanes.Effects.Count]);
        foreach (var link in Links)
        {
            var keys = Lanes.KeysOf(_table.RowOf(link.Left), _table.RowOf(link.Right));
            if (BitOperations.IsPow2(keys))
                alone[BitOperations.TrailingZeroCount(keys)]++;
            for (; keys != 0; keys &= keys - 1)
                links[BitOperations.TrailingZeroCount(keys)]++;
        }

        return
        [
            .. Lanes.Effects.Select((effect, key) => new KeyReport(KeyNames.Of(effect.Key, _table.Fields), effect.Pairs, effect.Blocks, effect.Dropped)
            {
                Expected = _run.Keys[key].Finds,
                Links = links[key],
                Alone = alone[key],
            }),
        ];
    }

    /// <summary>How well the clusters agree with the column of the truth, at this threshold and at the best of those around it.</summary>
    /// <returns>The quality at the threshold, the best one, and the best threshold in log2 odds; null without such a column.</returns>
    public (PairwiseQuality Chosen, PairwiseQuality Best, double BestThreshold)? Against()
    {
        if (Lists.Truth is not { } truth)
            return null;
        // A blank cell tells nothing.
        var persons = Enumerable.Range(0, _table.Count).Select(row => truth.Codes[_table.Sources[row]] is var code && code == 0 ? -1 : code).ToArray();
        var chosen = PairwiseQuality.Of(Rows, persons);
        var (best, at) = (chosen, Threshold);
        foreach (var step in new[] { -4.0, -3, -2, -1, 1, 2, 3, 4 })
        {
            var quality = PairwiseQuality.Of(Search(Threshold + step, 0).Find(Edges), persons);
            if (quality.F1 > best.F1)
                (best, at) = (quality, Threshold + step);
        }

        return (chosen, best, at);
    }

    /// <summary>Why two records are linked, or are not.</summary>
    /// <param name="left">A record of the lists, from zero.</param>
    /// <param name="right">Another.</param>
    public Waterfall Explain(int left, int right)
    {
        var (a, b) = (_table.RowOf(left), _table.RowOf(right));
        var (pair, across) = Compare(a, b);
        var frequencies = _comparison.Frequencies(_table.Row(a), _table.Row(b));
        var steps = new List<WaterfallStep>();
        if (!across)
            steps.Add(new("lists", LevelNames.SameList, _model.Prior[0] - _model.Prior[1]));
        for (var comparison = 0; comparison < Comparison.Values + _table.Fields.Count; comparison++)
        {
            if (Comparison.LevelOf(pair.Pattern, comparison) is var level && level != 0)
            {
                steps.Add(new(
                    LevelNames.FieldOf(comparison, _table.Fields), LevelNames.LevelOf(comparison, level), _model.WeightOf(comparison, level), frequencies[comparison]));
            }
        }

        steps.Add(new("guard", LevelNames.Guard, _model.Guard(pair)));
        var weight = _model.LogOdds(pair, across);
        var shared = Lanes.KeysOf(a, b);
        return new(_model.Prior[1], steps, weight)
        {
            Flips = Flips(pair, across, weight),
            Keys = [.. Lanes.Effects.Where((_, key) => (shared & (1u << key)) != 0).Select(effect => KeyNames.Of(effect.Key, _table.Fields))],
            Model = Model,
        };
    }

    /// <summary>The candidates in three zones, by what the model expects: linked, to review, not linked.</summary>
    /// <returns>The weights between which a person should look.</returns>
    public (double Lower, double Upper) Zones() => Scoring.Threshold.Zones(Edges, _run.Options.FalseLinks, Threshold);

    /// <summary>The pairs that a person should look at, those first whose answer changes most.</summary>
    /// <param name="most">At most so many.</param>
    /// <returns>Pairs with what depends on them: the chance of another answer times the records that would come together or part.</returns>
    public IReadOnlyList<(Link Pair, double Effect)> ToReview(int most)
    {
        var (lower, upper) = Zones();
        var sizes = new int[_table.Count];
        foreach (var cluster in Rows)
            sizes[cluster]++;
        return
        [
            .. Edges.Where(edge => edge.LogOdds >= lower && edge.LogOdds < upper && !Settled.ContainsKey((edge.A, edge.B)) && MayJoin(edge))
                .Select(edge => (Edge: edge, Effect: Effect(edge, sizes)))
                .OrderByDescending(pair => pair.Effect).ThenBy(pair => pair.Edge.A).ThenBy(pair => pair.Edge.B)
                .Take(most)
                .Select(pair => (new Link(
                    _table.Sources[pair.Edge.A], _table.Sources[pair.Edge.B], pair.Edge.LogOdds, Scoring.Threshold.Probability(pair.Edge.LogOdds)), pair.Effect)),
        ];
    }

    /// <summary>How many candidates lie in each zone.</summary>
    public ZoneTotals Totals()
    {
        var (lower, upper) = Zones();
        return new(Edges.Count(edge => edge.LogOdds >= upper), Edges.Count(edge => edge.LogOdds >= lower && edge.LogOdds < upper), Edges.Count(edge => edge.LogOdds < lower));
    }

    /// <summary>Another partition that the same evidence allows: each link is drawn with its probability, then clustered as the first time.</summary>
    /// <param name="draw">Number of the draw, from 1; the same number gives the same partition.</param>
    /// <returns>The cluster of each record of the lists.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    public IReadOnlyList<int> Draw(int draw)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(draw);
        return BySource(Search(0, draw).Find(Edges));
    }

    /// <summary>The columns that are compared, in the order of the rows' fields, with what they say.</summary>
    public IReadOnlyList<(string Column, FieldRole Role)> Compares => [.. _table.Fields.Select(column => (column.Name, column.Role))];

    private ClusterSearch Search(double threshold, int draw) => new(_table, _comparison, _model, threshold) { Once = Once, Settled = Settled, Draw = draw };

    private bool MayJoin(Edge edge) =>
        _table.Row(edge.A)[PersonTable.List] is var list && (list != _table.Row(edge.B)[PersonTable.List] || !Once[list]);

    private double Effect(Edge edge, int[] sizes)
    {
        var probability = Scoring.Threshold.Probability(edge.LogOdds);
        return Rows[edge.A] == Rows[edge.B]
            ? (1 - probability) * (sizes[Rows[edge.A]] - 1)
            : probability * sizes[Rows[edge.A]] * sizes[Rows[edge.B]];
    }

    private (CandidatePair Pair, bool Across) Compare(int a, int b)
    {
        var left = _table.Row(a);
        var right = _table.Row(b);
        var pattern = _comparison.Compare(left, right, out var rarity);
        return (new CandidatePair(a, b, pattern) { Rarity = rarity }, left[PersonTable.List] != right[PersonTable.List]);
    }

    private List<WaterfallFlip> Flips(CandidatePair pair, bool across, double weight)
    {
        var flips = new List<(WaterfallFlip Flip, double Change)>();
        for (var comparison = 0; comparison < Comparison.Values + _table.Fields.Count; comparison++)
        {
            var level = Comparison.LevelOf(pair.Pattern, comparison);
            if (level == 0 || comparison is Comparison.SurnameOrder or Comparison.GivenOrder)
                continue;
            foreach (var other in LevelGroups.Of(comparison).First(group => group.Contains(level)).Where(other => other != level))
            {
                var changed = pair with { Pattern = (pair.Pattern & ~(15UL << (4 * comparison))) | ((ulong)other << (4 * comparison)) };
                var odds = _model.LogOdds(changed, across);
                if (odds >= Threshold != weight >= Threshold && _model.M[comparison][other] > 1e-3)
                    flips.Add((new(LevelNames.FieldOf(comparison, _table.Fields), LevelNames.LevelOf(comparison, other), odds), Math.Abs(odds - weight)));
            }
        }

        return [.. flips.OrderBy(flip => flip.Change).ThenBy(flip => flip.Flip.Field, StringComparer.Ordinal).DistinctBy(flip => flip.Flip.Field, StringComparer.Ordinal).Select(flip => flip.Flip).Take(3)];
    }

    // Clusters of rows as numbers of records, in the order of lists and ids.
    private int[] BySource(int[] rows)
    {
        var numbers = new int[rows.Length];
        Array.Fill(numbers, -1);
        var clusters = new int[rows.Length];
        var next = 0;
        foreach (var source in Lists.InOrder())
        {
            var cluster = rows[_table.RowOf(source)];
            if (numbers[cluster] < 0)
                numbers[cluster] = next++;
            clusters[source] = numbers[cluster];
        }

        return clusters;
    }

    private Link[] FindLinks()
    {
        var members = new Dictionary<int, List<int>>();
        foreach (var source in Lists.InOrder())
        {
            if (!members.TryGetValue(Clusters[source], out var cluster))
                members.Add(Clusters[source], cluster = []);
            cluster.Add(source);
        }

        var clusters = members.Values.Where(cluster => cluster.Count > 1).ToArray();
        var links = new List<Link>[clusters.Length];
        Parallel.For(0, clusters.Length, i => links[i] = LinksOf(clusters[i]));
        return [.. links.SelectMany(cluster => cluster)];
    }

    private List<Link> LinksOf(List<int> cluster)
    {
        var size = cluster.Count;
        var weights = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = i + 1; j < size; j++)
            {
                var (pair, across) = Compare(_table.RowOf(cluster[i]), _table.RowOf(cluster[j]));
                weights[(i * size) + j] = weights[(j * size) + i] = _model.LogOdds(pair, across);
            }
        }

        var links = new List<Link>(size * (size - 1) / 2);
        for (var i = 0; i < size; i++)
        {
            for (var j = i + 1; j < size; j++)
            {
                // A pair whose own fields say little is as probable as the weaker part of the best way over one other record.
                var best = weights[(i * size) + j];
                for (var k = 0; k < size; k++)
                {
                    if (k != i && k != j)
                        best = Math.Max(best, Math.Min(weights[(i * size) + k], weights[(k * size) + j]));
                }

                links.Add(new(cluster[i], cluster[j], weights[(i * size) + j], Scoring.Threshold.Probability(best)));
            }
        }

        return links;
    }

    private string Hash()
    {
        var text = new StringBuilder();
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"linkage/1 normalisation/{PersonTable.NormalisationVersion} {Threshold:R} {_model.Prior[0]:R} {_model.Prior[1]:R}");
        for (var comparison = 0; comparison < Comparison.Values + _table.Fields.Count; comparison++)
        {
            for (var level = 1; level < Comparison.Levels; level++)
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $" {_model.WeightOf(comparison, level):R}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}

/// <summary>What a run leaves for its result.</summary>
internal sealed record LinkageRun(PersonTable Table, RecordComparison Comparison, LinkModel Model)
{
    /// <summary>The blocks.</summary>
    public required KeyLanes Lanes { get; init; }

    /// <summary>The keys as they were chosen.</summary>
    public required IReadOnlyList<KeyChoice.Chosen> Keys { get; init; }

    /// <summary>The candidates.</summary>
    public required Edge[] Edges { get; init; }

    /// <summary>The cluster of each row: the smallest row in it.</summary>
    public required int[] Rows { get; init; }

    /// <summary>log2 odds from which records are one person.</summary>
    public required double Threshold { get; init; }

    /// <summary>For each list whether it holds each person once.</summary>
    public required bool[] Once { get; init; }

    /// <summary>Pairs of rows that people decided.</summary>
    public required IReadOnlyDictionary<(int A, int B), bool> Settled { get; init; }

    /// <summary>Pairs compared.</summary>
    public required long Compared { get; init; }

    /// <summary>Pairs of one person that the model expects.</summary>
    public required double ExpectedMatches { get; init; }

    /// <summary>How it was asked for.</summary>
    public required LinkOptions Options { get; init; }
}
