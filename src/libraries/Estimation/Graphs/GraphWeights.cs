using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Amparo.Estimation.Histories;

namespace Amparo.Estimation.Graphs;

/// <summary>Logarithms of the posterior weights of graphs and hidden counts, up to one constant.</summary>
/// <remarks>
/// For a graph with cliques C and separators S, δ a prior count in every cell, N all persons and n₀ hidden ones: the sum over C of L(c) less the sum over S
/// of L(s), L the marginal likelihood of the table of the lists of c, and the multinomial coefficient over N. Of L only the cell of the persons on none of
/// these lists changes with n₀, so one logarithm of the gamma function a set of lists and hidden count serves all graphs, and a graph's weight is a sum of a
/// few of these. Each set's is taken relative to the whole table's, which makes the part of the Dirichlet prior's total vanish. Not thread-safe.
/// </remarks>
internal sealed class GraphWeights
{
    // What is this far below everything else adds nothing to sums of doubles, and its exponentials are not taken.
    private const double Negligible = 60;

    private readonly double[] _seen;
    private readonly double[] _fixed;
    private readonly int[][] _sets;
    private readonly double[][] _signs;
    private readonly double[] _setWeights;
    private readonly double _observed;
    private readonly double _priorTotal;

    internal GraphWeights(CaptureHistories table, IReadOnlyList<DecomposableGraph> graphs, double delta)
    {
        var cells = table.Counts.Length;
        _observed = table.Observed;
        _priorTotal = cells * delta;
        _seen = new double[cells];
        _setWeights = new double[cells];
        var constants = new double[cells];
        for (var set = 1; set < cells; set++)
            (_seen[set], constants[set]) = Margin(table.Counts, set, delta);

        _sets = new int[graphs.Count][];
        _signs = new double[graphs.Count][];
        _fixed = new double[graphs.Count];
        var whole = LogGamma.Of(_priorTotal);
        for (var g = 0; g < graphs.Count; g++)
        {
            var signs = new Dictionary<int, double>();
            foreach (var clique in graphs[g].Cliques)
                signs[clique] = signs.GetValueOrDefault(clique) + 1;
            foreach (var separator in graphs[g].Separators)
                signs[separator] = signs.GetValueOrDefault(separator) - 1;
            _sets[g] = [.. signs.Keys];
            _signs[g] = [.. signs.Values];
            _fixed[g] = signs.Sum(sign => sign.Value * (constants[sign.Key] + whole));
        }
    }

    /// <summary>Number of graphs.</summary>
    internal int Graphs => _sets.Length;

    /// <summary>Weights of some graphs at one hidden count.</summary>
    /// <param name="hidden">From 1.</param>
    /// <param name="graphs">Places of the graphs.</param>
    /// <param name="weights">As long; set to the logarithms.</param>
    internal void At(double hidden, ReadOnlySpan<int> graphs, Span<double> weights)
    {
        var whole = Whole(hidden);
        var common = Common(hidden);
        for (var set = 1; set < _setWeights.Length; set++)
            _setWeights[set] = whole.Of(-_seen[set]);
        for (var i = 0; i < graphs.Length; i++)
        {
            var (sets, signs) = (_sets[graphs[i]], _signs[graphs[i]]);
            var sum = _fixed[graphs[i]] + common;
            for (var j = 0; j < sets.Length; j++)
                sum += signs[j] * _setWeights[sets[j]];
            weights[i] = sum;
        }
    }

    /// <summary>The weight of one graph at one hidden count.</summary>
    internal double At(double hidden, int graph)
    {
        var whole = Whole(hidden);
        var sum = _fixed[graph] + Common(hidden);
        for (var j = 0; j < _sets[graph].Length; j++)
            sum += _signs[graph][j] * whole.Of(-_seen[_sets[graph][j]]);
        return sum;
    }

    /// <summary>Weights of all graphs at every hidden count from one on, added up both ways.</summary>
    /// <param name="points">The largest hidden count.</param>
    /// <returns>For each count the sum over the graphs, for each graph the sum over the counts, both in units of the exponential of the first.</returns>
    internal (double Unit, double[] Counts, double[] Graphs) Sum(int points)
    {
        var rows = Tabulate(points);
        var highest = Highest(rows);
        var (counts, graphs) = (new double[rows.Common.Length], new double[Graphs]);
        for (var g = 0; g < graphs.Length; g++)
        {
            if (highest.OfGraph[g] > highest.Overall - Negligible)
                graphs[g] = Add(g, rows, highest.Overall, counts);
        }

        return (highest.Overall, counts[..points], graphs);
    }

    // Everything that depends on the hidden count alone, in arrays over the counts.
    private (double[] Common, double[][] Sets) Tabulate(int points)
    {
        // Places beyond the last count fill the last vector, and weigh nothing.
        var padded = (points + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count;
        var common = new double[padded];
        Array.Fill(common, double.NegativeInfinity, points, padded - points);
        var sets = new double[_seen.Length][];
        for (var set = 1; set < sets.Length; set++)
            sets[set] = new double[padded];
        for (var i = 0; i < points; i++)
        {
            var whole = Whole(i + 1);
            common[i] = Common(i + 1);
            for (var set = 1; set < sets.Length; set++)
                sets[set][i] = whole.Of(-_seen[set]);
        }

        return (common, sets);
    }

    // About the highest weights: the first counts and every sixteenth after them are near enough to scale by.
    private (double[] OfGraph, double Overall) Highest((double[] Common, double[][] Sets) rows)
    {
        const int Dense = 64;
        const int Stride = 16;
        int[] chosen = [.. Enumerable.Range(0, rows.Common.Length).Where(i => i < Dense || i % Stride < Vector256<double>.Count)];
        double[] Thinned(double[] values) => [.. chosen.Select(i => values[i])];
        var common = Thinned(rows.Common);
        double[][] sets = [[], .. rows.Sets.Skip(1).Select(Thinned)];
        var ofGraph = new double[Graphs];
        for (var g = 0; g < ofGraph.Length; g++)
        {
            var (places, signs) = (_sets[g], _signs[g]);
            var highest = Vector256.Create(double.NegativeInfinity);
            for (var i = 0; i < common.Length / Vector256<double>.Count; i++)
            {
                var log = Vectors(common)[i];
                for (var j = 0; j < places.Length; j++)
                    log += Vector256.Create(signs[j]) * Vectors(sets[places[j]])[i];
                highest = Vector256.Max(highest, log);
            }

            ofGraph[g] = _fixed[g] + Math.Max(Math.Max(highest[0], highest[1]), Math.Max(highest[2], highest[3]));
        }

        return (ofGraph, ofGraph.Max());
    }

    // Adds a graph's weights at all counts to those of the other graphs; returns their sum. The rows end in whole vectors.
    private double Add(int graph, (double[] Common, double[][] Sets) rows, double unit, double[] counts)
    {
        var common = Vectors(rows.Common);
        var totals = Vectors(counts);
        var start = Vector256.Create(_fixed[graph] - unit);
        var least = Vector256.Create(-Negligible);
        var sums = Vector256<double>.Zero;
        var places = _sets[graph];
        var signs = _signs[graph];
        for (var i = 0; i < totals.Length; i++)
        {
            var log = start + common[i];
            for (var j = 0; j < places.Length; j++)
                log += Vector256.Create(signs[j]) * Vectors(rows.Sets[places[j]])[i];
            if (!Vector256.GreaterThanAny(log, least))
                continue;
            var weights = Vector256.Exp(log);
            sums += weights;
            totals[i] += weights;
        }

        return Vector256.Sum(sums);
    }

    private static Span<Vector256<double>> Vectors(double[] values) => MemoryMarshal.Cast<double, Vector256<double>>(values.AsSpan());

    private double Common(double hidden) => new LogGamma.Ratio(hidden + 1).Of(_observed) - Math.Log(_observed + hidden);

    private LogGamma.Ratio Whole(double hidden) => new(_observed + hidden + _priorTotal);

    // Persons on the set's lists, with the prior's, which is what the cell of the others lacks of the whole; what the cells of these and the prior give.
    private static (double Seen, double Constant) Margin(ReadOnlySpan<double> counts, int set, double delta)
    {
        var cells = 1 << System.Numerics.BitOperations.PopCount((uint)set);
        var prior = delta * counts.Length / cells;
        var constant = -cells * LogGamma.Of(prior);
        Span<double> margin = stackalloc double[counts.Length];
        margin.Clear();
        for (var history = 0; history < counts.Length; history++)
            margin[history & set] += counts[history];
        var seen = 0.0;
        for (var cell = set; cell > 0; cell = (cell - 1) & set)
        {
            seen += margin[cell];
            constant += LogGamma.Of(margin[cell] + prior);
        }

        return (seen + (prior * (cells - 1)), constant);
    }
}
