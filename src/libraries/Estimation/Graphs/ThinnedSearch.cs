namespace Amparo.Estimation.Graphs;

/// <summary>Finds the few hidden counts that the posterior distribution has to be known at.</summary>
/// <remarks>
/// From a coarse geometric row of counts, each graph's highest count is found by a search between neighbours of its best one (a graph's weights
/// rise to one height and fall). Intervals are halved until none holds more than some share of the probability, or bends much. Not thread-safe.
/// </remarks>
internal sealed class ThinnedSearch(GraphWeights weights)
{
    private const double CoarseRatio = 1.1;

    // A graph this far below the best at its own height adds less than a millionth of a millionth.
    private const double Negligible = 40;
    private const double LargestMass = 5e-4;
    private const double LargestBend = 0.5;
    private const double SmallestMass = 1e-10;
    private const int MostNodes = 60_000;

    private readonly List<int> _graphs = [];
    private readonly Dictionary<double, double> _known = [];
    private double[] _buffer = [];

    /// <summary>The distribution up to a cap, and the share of every graph in it.</summary>
    internal (HiddenGrid Grid, double[] Graphs) Run(double cap)
    {
        var nodes = Coarse(cap);
        foreach (var peak in Peaks(nodes))
            nodes.Add(peak);
        _known.Clear();
        while (true)
        {
            var grid = Grid([.. nodes]);
            if (nodes.Count > MostNodes || !Refine(nodes, grid))
                return (grid, Shares(grid, [.. nodes]));
        }
    }

    private static SortedSet<double> Coarse(double cap)
    {
        var nodes = new SortedSet<double>();
        for (var node = 1.0; node < cap; node = Math.Max(node + 1, Math.Floor(node * CoarseRatio)))
            nodes.Add(node);
        nodes.Add(cap);
        return nodes;
    }

    // The counts where each graph that matters is highest; the others are left out from here on.
    private List<double> Peaks(SortedSet<double> nodes)
    {
        var places = nodes.ToArray();
        var all = Enumerable.Range(0, weights.Graphs).ToArray();
        var (best, at, row) = (new double[all.Length], new int[all.Length], new double[all.Length]);
        Array.Fill(best, double.NegativeInfinity);
        for (var i = 0; i < places.Length; i++)
        {
            weights.At(places[i], all, row);
            for (var g = 0; g < row.Length; g++)
            {
                if (row[g] > best[g])
                    (best[g], at[g]) = (row[g], i);
            }
        }

        var peaks = new double[all.Length];
        for (var g = 0; g < all.Length; g++)
        {
            peaks[g] = Climb(g, places[Math.Max(at[g] - 1, 0)], places[Math.Min(at[g] + 1, places.Length - 1)]);
            best[g] = weights.At(peaks[g], g);
        }

        var least = best.Max() - Negligible;
        _graphs.Clear();
        _graphs.AddRange(all.Where(g => best[g] >= least));
        _buffer = new double[_graphs.Count];
        return [.. _graphs.Select(g => peaks[g])];
    }

    private double Climb(int graph, double low, double high)
    {
        while (high - low > 2)
        {
            var third = Math.Floor((high - low) / 3);
            third = Math.Max(third, 1);
            if (weights.At(low + third, graph) < weights.At(high - third, graph))
                low += third;
            else
                high -= third;
        }

        var (best, value) = (low, weights.At(low, graph));
        for (var x = low + 1; x <= high; x++)
        {
            if (weights.At(x, graph) is var next && next > value)
                (best, value) = (x, next);
        }

        return best;
    }

    private HiddenGrid Grid(double[] nodes) => new(nodes, [.. nodes.Select(Log)]);

    private double Log(double node)
    {
        if (_known.TryGetValue(node, out var log))
            return log;
        weights.At(node, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_graphs), _buffer);
        var highest = _buffer.Max();
        var sum = 0.0;
        foreach (var weight in _buffer)
            sum += Math.Exp(weight - highest);
        return _known[node] = highest + Math.Log(sum);
    }

    private bool Refine(SortedSet<double> nodes, HiddenGrid grid)
    {
        var places = nodes.ToArray();
        var more = false;
        for (var i = 1; i < places.Length; i++)
        {
            var mass = grid.Mass(i);
            if (places[i] - places[i - 1] < 2)
                continue;
            if (mass > LargestMass || (mass > SmallestMass && Math.Abs(_known[places[i]] - _known[places[i - 1]]) > LargestBend))
                more |= nodes.Add(Math.Floor((places[i] + places[i - 1]) / 2));
        }

        return more;
    }

    // Each interval's probability goes half by the graphs' shares at its lower node, half by those at its upper one.
    private double[] Shares(HiddenGrid grid, double[] nodes)
    {
        var shares = new double[weights.Graphs];
        for (var i = 0; i < nodes.Length; i++)
        {
            var below = i == 0 ? grid.Mass(0) : grid.Mass(i) / 2;
            var above = i == nodes.Length - 1 ? 0 : grid.Mass(i + 1) / 2;
            // A node next to its neighbour stands for itself alone.
            if (i > 0 && nodes[i] - nodes[i - 1] == 1)
                below = grid.Mass(i);
            if (i < nodes.Length - 1 && nodes[i + 1] - nodes[i] == 1)
                above = 0;
            weights.At(nodes[i], System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_graphs), _buffer);
            for (var j = 0; j < _buffer.Length; j++)
                shares[_graphs[j]] += (below + above) * Math.Exp(_buffer[j] - _known[nodes[i]]);
        }

        var total = shares.Sum();
        return [.. shares.Select(share => share / total)];
    }
}
