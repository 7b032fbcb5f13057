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
        var (common, sets) = Tabulate(points);
        var highest = Highest(common, sets);
        // What is far below everything else adds nothing to sums of doubles, and its exponentials are not taken.
        const double Negligible = 60;
        var (counts, graphs, buffer) = (new double[points], new double[Graphs], new double[points]);
        for (var g = 0; g < graphs.Length; g++)
        {
            if (!(highest.OfGraph[g] > highest.Overall - Negligible))
                continue;
            Fill(g, sets, common, buffer);
            graphs[g] = AddExponentials(buffer, highest.Overall, counts);
        }

        return (highest.Overall, counts, graphs);
    }

    // Everything that depends on the hidden count alone, in arrays over the counts.
    private (double[] Common, double[][] Sets) Tabulate(int points)
    {
        var common = new double[points];
        var sets = new double[_seen.Length][];
        for (var set = 1; set < sets.Length; set++)
            sets[set] = new double[points];
        for (var i = 0; i < points; i++)
        {
            var whole = Whole(i + 1);
            common[i] = Common(i + 1);
            for (var set = 1; set < sets.Length; set++)
                sets[set][i] = whole.Of(-_seen[set]);
        }

        return (common, sets);
    }

    // About the highest weights: every sixteenth count is near enough to scale by.
    private (double[] OfGraph, double Overall) Highest(double[] common, double[][] sets)
    {
        const int Dense = 64;
        const int Stride = 16;
        var ofGraph = new double[Graphs];
        for (var g = 0; g < ofGraph.Length; g++)
        {
            ofGraph[g] = double.NegativeInfinity;
            var (places, signs) = (_sets[g], _signs[g]);
            for (var i = 0; i < common.Length; i += i < Dense ? 1 : Stride)
            {
                var sum = _fixed[g] + common[i];
                for (var j = 0; j < places.Length; j++)
                    sum += signs[j] * sets[places[j]][i];
                ofGraph[g] = Math.Max(ofGraph[g], sum);
            }
        }

        return (ofGraph, ofGraph.Max());
    }

    private void Fill(int graph, double[][] sets, double[] common, double[] buffer)
    {
        common.CopyTo(buffer, 0);
        for (var j = 0; j < _sets[graph].Length; j++)
        {
            var values = sets[_sets[graph][j]];
            var sign = Vector256.Create(_signs[graph][j]);
            var i = 0;
            for (; i <= buffer.Length - Vector256<double>.Count; i += Vector256<double>.Count)
                (Vector256.LoadUnsafe(ref buffer[i]) + (sign * Vector256.LoadUnsafe(ref values[i]))).StoreUnsafe(ref buffer[i]);
            for (; i < buffer.Length; i++)
                buffer[i] += _signs[graph][j] * values[i];
        }

        for (var i = 0; i < buffer.Length; i++)
            buffer[i] += _fixed[graph];
    }

    private static double AddExponentials(double[] logs, double unit, double[] counts)
    {
        var sums = Vector256<double>.Zero;
        var i = 0;
        for (; i <= logs.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var weights = Vector256.Exp(Vector256.LoadUnsafe(ref logs[i]) - Vector256.Create(unit));
            sums += weights;
            (Vector256.LoadUnsafe(ref counts[i]) + weights).StoreUnsafe(ref counts[i]);
        }

        var sum = Vector256.Sum(sums);
        for (; i < logs.Length; i++)
        {
            var weight = Math.Exp(logs[i] - unit);
            sum += weight;
            counts[i] += weight;
        }

        return sum;
    }

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
