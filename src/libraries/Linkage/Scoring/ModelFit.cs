using Amparo.Linkage.Comparing;
using Amparo.Linkage.Tables;

namespace Amparo.Linkage.Scoring;

/// <summary>Learns the model from the records themselves, without any that are known to be one person.</summary>
/// <remarks>
/// u comes from random pairs, never from blocked ones, and stays fixed but for the share of matches among them; m and the number of matches
/// come from expectation-maximisation over the candidates. All other pairs count as pairs of strangers, so the prior is relative to all pairs
/// there are and not to the blocked ones: without that, EM finds another two classes (docs/methods/linkage.md).
/// </remarks>
internal sealed class ModelFit
{
    private const int MostRandomPairs = 1 << 20;
    private const int MostRounds = 40;
    private const int LeastRounds = 5;
    private const int MostFitted = 1 << 18;
    private const double ExpectedWeight = 20;
    private const double HouseholdWeight = 50;
    private const double Unseen = 0.5;

    private readonly PersonTable _table;
    private readonly int _comparisons;
    private readonly double[][] _random;
    private readonly double[][] _expected;
    private readonly bool[] _isShared;
    private readonly double[] _pairs;
    private readonly IReadOnlyDictionary<(int A, int B), bool> _settled;

    /// <summary>Draws the random pairs.</summary>
    /// <param name="table">The records.</param>
    /// <param name="comparison">How two are compared.</param>
    /// <param name="settled">What people decided.</param>
    public ModelFit(PersonTable table, RecordComparison comparison, IReadOnlyDictionary<(int A, int B), bool> settled)
    {
        _table = table;
        _settled = settled;
        _comparisons = Comparison.Values + table.Fields.Count;
        _expected = [.. Enumerable.Range(0, Comparison.Most).Select(at => Padded(
            LevelGroups.ExpectedOfMatches(at, at >= Comparison.Values && at < _comparisons ? table.Fields[at - Comparison.Values].Role : default)))];
        _isShared = [.. Enumerable.Range(0, Comparison.Most).Select(IsSharedAtHome)];
        _pairs = PairsOf(table);
        _random = [.. Enumerable.Range(0, Comparison.Most).Select(_ => new double[Comparison.Levels])];
        Draw(comparison);
    }

    /// <summary>How many pairs of one person a model expects.</summary>
    public double MatchesOf(LinkModel model) => (PowerOfTwo.Of(model.Prior[0]) * _pairs[0]) + (PowerOfTwo.Of(model.Prior[1]) * _pairs[1]);

    /// <summary>The model before any candidate is seen.</summary>
    public LinkModel Start()
    {
        var matches = Math.Max(0.3 * _table.Count, 1);
        return Model([matches, matches], (matches * 0.05, matches * 0.05), Clone(_expected), Padded(LevelGroups.ExpectedBirthsOfHousehold), []);
    }

    /// <summary>Expectation-maximisation over candidates.</summary>
    /// <param name="found">Pairs in an order that does not depend on the order of the rows.</param>
    /// <param name="model">The model to start with.</param>
    public LinkModel Fit(CandidateSearch.Found found, LinkModel model)
    {
        var all = found.Sample;
        var every = Math.Max(1, all.Length / MostFitted);
        var candidates = every == 1 ? all : [.. all.Where((_, i) => TextDictionary.Mix((ulong)i) % (ulong)every == 0)];
        var scale = (double)found.Every * all.Length / Math.Max(candidates.Length, 1);
        var fitting = new FittedPairs(candidates, [.. candidates.Select(pair => Across(pair))], _settled);
        var before = double.NaN;
        for (var round = 0; round < MostRounds; round++)
        {
            var seen = Expect(fitting, model);
            seen.Scale(scale);
            model = Maximise(seen, fitting.Excess(model));
            var matches = seen.Matches[0] + seen.Matches[1];
            if (Math.Abs(matches - before) < 1e-3 * before && round >= LeastRounds)
                break;
            before = matches;
        }

        return model;
    }

    /// <summary>Whether a pair stands in different lists.</summary>
    public bool Across(in CandidatePair pair) =>
        _table.Rows[(pair.A * PersonTable.Width) + PersonTable.List] != _table.Rows[(pair.B * PersonTable.Width) + PersonTable.List];

    private bool IsSharedAtHome(int comparison) => comparison is Comparison.Surname1 or Comparison.Surname2 or Comparison.SurnameOrder
        || (comparison >= Comparison.Values && comparison < _comparisons
            && RecordComparison.IsSharedAtHome(_table.Fields[comparison - Comparison.Values].Role));

    private static double[] PairsOf(PersonTable table)
    {
        var sizes = new double[table.Lists.Lists.Count];
        for (var record = 0; record < table.Count; record++)
            sizes[table.Row(record)[PersonTable.List]]++;
        var within = sizes.Sum(size => size * (size - 1) / 2);
        return [Math.Max(within, 1), Math.Max(((double)table.Count * (table.Count - 1) / 2) - within, 1)];
    }

    private void Draw(RecordComparison comparison)
    {
        var records = (ulong)_table.Count;
        var all = (long)_table.Count * (_table.Count - 1) / 2;
        if (all <= MostRandomPairs)
        {
            for (var a = 0; a < _table.Count; a++)
            {
                for (var b = a + 1; b < _table.Count; b++)
                    CountRandom(comparison.Compare(_table.Row(a), _table.Row(b), out _));
            }

            return;
        }

        // Always the same pairs: the records stand in an order that their ids decide.
        for (var i = 0UL; i < MostRandomPairs; i++)
        {
            var a = (int)(TextDictionary.Mix(2 * i) % records);
            var b = (int)(TextDictionary.Mix((2 * i) + 1) % records);
            if (a != b)
                CountRandom(comparison.Compare(_table.Row(a), _table.Row(b), out _));
        }
    }

    private void CountRandom(ulong pattern)
    {
        for (var at = 0; pattern != 0; at++, pattern >>= 4)
            _random[at][(int)(pattern & 15)]++;
    }

    private static Seen Expect(FittedPairs pairs, LinkModel model)
    {
        const int chunk = 1 << 14;
        var parts = new Seen[(pairs.Count + chunk - 1) / chunk];
        Parallel.For(0, parts.Length, part =>
        {
            var seen = new Seen();
            var end = Math.Min((part + 1) * chunk, pairs.Count);
            for (var i = part * chunk; i < end; i++)
                pairs.Shares[i] = seen.Add(pairs.Pairs[i], pairs.Across[i], (pairs.ExcessOf(i), pairs.Labels.Length == 0 ? null : pairs.Labels[i]), model);
            parts[part] = seen;
        });
        var all = new Seen();
        foreach (var part in parts)
            all.Add(part);
        return all;
    }

    private LinkModel Maximise(Seen seen, Dictionary<uint, float> excess)
    {
        var m = Clone(_expected);
        for (var comparison = 0; comparison < _comparisons; comparison++)
        {
            foreach (var group in LevelGroups.Of(comparison))
            {
                var total = group.Sum(level => seen.Levels[comparison][level]);
                foreach (var level in group)
                    m[comparison][level] = (seen.Levels[comparison][level] + (ExpectedWeight * _expected[comparison][level])) / (total + ExpectedWeight);
            }
        }

        var births = Padded(LevelGroups.ExpectedBirthsOfHousehold);
        foreach (var group in LevelGroups.Of(Comparison.Birth))
        {
            var total = group.Sum(level => seen.Births[level]);
            foreach (var level in group)
                births[level] = (seen.Births[level] + (HouseholdWeight * LevelGroups.ExpectedBirthsOfHousehold[level])) / (total + HouseholdWeight);
        }

        return Model(seen.Matches, (seen.Households, seen.Namesakes), m, births, excess);
    }

    private LinkModel Model(double[] matches, (double Households, double Namesakes) others, double[][] m, double[] births, Dictionary<uint, float> excess)
    {
        var u = Clone(_random);
        var share = Math.Min((matches[0] + matches[1]) / (_pairs[0] + _pairs[1]), 0.5);
        for (var comparison = 0; comparison < _comparisons; comparison++)
        {
            var order = comparison is Comparison.SurnameOrder or Comparison.GivenOrder;
            foreach (var group in LevelGroups.Of(comparison))
            {
                // Matches are among the random pairs too, as many as among all pairs.
                var filled = group.Sum(level => _random[comparison][level]);
                var known = filled * share;
                var rest = 0.0;
                foreach (var level in group)
                {
                    var count = Math.Max(_random[comparison][level] - (known * m[comparison][level]), 0);
                    count += order ? 10 : Unseen / group.Length;
                    u[comparison][level] = count;
                    rest += count;
                }

                foreach (var level in group)
                    u[comparison][level] = Math.Max(u[comparison][level] / rest, 1e-7);
            }
        }

        var priors = new double[2];
        for (var i = 0; i < 2; i++)
            priors[i] = Math.Log2(Math.Max(matches[i], 1e-3) / _pairs[i]);
        return new LinkModel
        {
            M = m,
            U = u,
            HouseholdBirths = births,
            IsShared = _isShared,
            Excess = excess,
            Prior = priors,
            HouseholdPrior = Math.Log2(Math.Max(others.Households, 1e-3) / (_pairs[0] + _pairs[1])),
            NamesakePrior = Math.Log2(Math.Max(others.Namesakes, 1e-3) / (_pairs[0] + _pairs[1])),
        }.Ready();
    }

    private static double[][] Clone(double[][] levels) => [.. levels.Select(level => (double[])level.Clone())];

    private static double[] Padded(double[] levels)
    {
        var padded = new double[Comparison.Levels];
        // A level that is not expected may still occur.
        for (var level = 1; level < levels.Length; level++)
            padded[level] = Math.Max(levels[level], 1e-4);
        return padded;
    }

    // The pairs of a fit, grouped by what their names say.
    private sealed class FittedPairs
    {
        private const int LeastInGroup = 100;
        private const double Pseudo = 20;
        private const double LeastOdds = -6;

        private readonly int[] _group;
        private readonly uint[] _names;
        private double[] _excess;

        public FittedPairs(CandidatePair[] pairs, bool[] across, IReadOnlyDictionary<(int A, int B), bool> settled)
        {
            Pairs = pairs;
            Across = across;
            Shares = new float[pairs.Length];
            Labels = settled.Count == 0 ? [] : [.. pairs.Select(pair => settled.TryGetValue((pair.A, pair.B), out var same) ? same : (bool?)null)];
            _group = new int[pairs.Length];
            var groups = new Dictionary<uint, int>();
            for (var i = 0; i < pairs.Length; i++)
            {
                var names = LinkModel.NamesOf(pairs[i]);
                if (!groups.TryGetValue(names, out _group[i]))
                    groups.Add(names, _group[i] = groups.Count);
            }

            _names = [.. groups.OrderBy(group => group.Value).Select(group => group.Key)];
            _excess = [.. Enumerable.Repeat(1.0, _names.Length)];
        }

        public int Count => Pairs.Length;

        public CandidatePair[] Pairs { get; }

        public bool[] Across { get; }

        public float[] Shares { get; }

        public bool?[] Labels { get; }

        public double ExcessOf(int pair) => _excess[_group[pair]];

        // Within a group the names say the same of all pairs, so the share of matches among them must come from the other fields: where it is lower than
        // independent names foretell, two persons agree so more often than independence allows.
        public Dictionary<uint, float> Excess(LinkModel model)
        {
            var (counts, shares, logs) = (new double[_names.Length], new double[_names.Length], new double[_names.Length]);
            for (var i = 0; i < Pairs.Length; i++)
            {
                var group = _group[i];
                counts[group]++;
                shares[group] += Shares[i];
                logs[group] += model.Prior[Across[i] ? 1 : 0] + model.NamesakeWeight(Pairs[i]);
            }

            var excess = new Dictionary<uint, float>();
            for (var group = 0; group < _names.Length; group++)
            {
                _excess[group] = 1;
                // Below, a pair was sampled only where the other fields speak for it.
                if (counts[group] < LeastInGroup || logs[group] / counts[group] < LeastOdds)
                    continue;
                var odds = PowerOfTwo.Of(logs[group] / counts[group]);
                var expected = odds / (1 + odds);
                var (matches, all) = (shares[group] + (Pseudo * expected), counts[group] + Pseudo);
                _excess[group] = Math.Max(1, odds * (all - matches) / matches);
                if (_excess[group] > 1)
                    excess.Add(_names[group], (float)Math.Log2(_excess[group]));
            }

            return excess;
        }
    }

    private sealed class Seen
    {
        public double[] Matches { get; } = new double[2];

        public double Households { get; private set; }

        public double Namesakes { get; private set; }

        public double[] Births { get; } = new double[Comparison.Levels];

        public double[][] Levels { get; } = [.. Enumerable.Range(0, Comparison.Most).Select(_ => new double[Comparison.Levels])];

        public float Add(in CandidatePair pair, bool across, (double Excess, bool? Label) known, LinkModel model)
        {
            var match = PowerOfTwo.Of(model.Prior[across ? 1 : 0] + model.MatchWeight(pair));
            var household = PowerOfTwo.Of(model.HouseholdPrior + model.HouseholdWeight(pair));
            var namesake = PowerOfTwo.Of(model.NamesakePrior + model.NamesakeWeight(pair));
            var others = known.Excess + household + namesake;
            // What people decided is certain.
            var share = known.Label is { } same ? same ? 1 : 0 : match / (others + match);
            var all = others / Math.Max(1 - share, 1e-12);
            Matches[across ? 1 : 0] += share;
            Households += household / all;
            Namesakes += namesake / all;
            Births[Comparison.LevelOf(pair.Pattern, Comparison.Birth)] += household / all;
            var pattern = pair.Pattern;
            for (var at = 0; pattern != 0; at++, pattern >>= 4)
                Levels[at][(int)(pattern & 15)] += share;
            return (float)share;
        }

        public void Scale(double by)
        {
            (Matches[0], Matches[1], Households, Namesakes) = (Matches[0] * by, Matches[1] * by, Households * by, Namesakes * by);
            for (var level = 0; level < Comparison.Levels; level++)
            {
                Births[level] *= by;
                for (var at = 0; at < Comparison.Most; at++)
                    Levels[at][level] *= by;
            }
        }

        public void Add(Seen other)
        {
            Matches[0] += other.Matches[0];
            Matches[1] += other.Matches[1];
            Households += other.Households;
            Namesakes += other.Namesakes;
            for (var level = 0; level < Comparison.Levels; level++)
                Births[level] += other.Births[level];
            for (var at = 0; at < Comparison.Most; at++)
            {
                for (var level = 0; level < Comparison.Levels; level++)
                    Levels[at][level] += other.Levels[at][level];
            }
        }
    }
}
