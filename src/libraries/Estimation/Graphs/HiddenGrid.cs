namespace Amparo.Estimation.Graphs;

/// <summary>The posterior distribution of a number of hidden persons, on all whole numbers from 1 or on few of them.</summary>
/// <remarks>
/// Between two nodes the logarithm of the probability is a straight line, so that probabilities are a geometric series: sums, means and
/// quantiles are in closed form, and exact where nodes are neighbours. Immutable.
/// </remarks>
internal sealed class HiddenGrid
{
    private readonly double[] _nodes;
    private readonly double[] _logs;
    private readonly double[] _upTo;

    /// <summary>Makes the distribution.</summary>
    /// <param name="nodes">Whole numbers, ascending from 1; the last is the cap.</param>
    /// <param name="logs">Logarithms of weights there, in any unit.</param>
    internal HiddenGrid(double[] nodes, double[] logs)
    {
        _nodes = nodes;
        _logs = logs;
        _upTo = new double[nodes.Length];
        var unit = logs.Max();
        var sum = Math.Exp(logs[0] - unit);
        _upTo[0] = sum;
        for (var i = 1; i < nodes.Length; i++)
            _upTo[i] = sum += Weight(i, unit);
        for (var i = 0; i < nodes.Length; i++)
            _upTo[i] /= sum;
        LogTotal = unit + Math.Log(sum);
    }

    /// <summary>The logarithm of the sum of all weights.</summary>
    internal double LogTotal { get; }

    /// <summary>Number of nodes.</summary>
    internal int Nodes => _nodes.Length;

    /// <summary>The largest hidden count.</summary>
    internal double Cap => _nodes[^1];

    /// <summary>The mean.</summary>
    internal double Mean
    {
        get
        {
            var mean = _upTo[0] * _nodes[0];
            for (var i = 1; i < _nodes.Length; i++)
                mean += Mass(i) * (_nodes[i - 1] + MeanStep(i));
            return mean;
        }
    }

    /// <summary>The probability of the numbers after one node up to the next.</summary>
    /// <param name="node">Place of the upper node; that of the first node is its own probability.</param>
    internal double Mass(int node) => node == 0 ? _upTo[0] : _upTo[node] - _upTo[node - 1];

    /// <summary>The probability of more than some hidden persons.</summary>
    internal double Above(double hidden)
    {
        var node = Array.BinarySearch(_nodes, hidden);
        if (node >= 0)
            return 1 - _upTo[node];
        node = ~node;
        if (node == _nodes.Length)
            return 0;
        return node == 0 ? 1 : 1 - _upTo[node] + (Mass(node) * Above(node, hidden - _nodes[node - 1]));
    }

    /// <summary>The smallest number whose cumulative probability reaches a probability.</summary>
    internal double Quantile(double probability)
    {
        var node = Array.BinarySearch(_upTo, probability);
        node = node < 0 ? Math.Min(~node, _nodes.Length - 1) : node;
        if (node == 0 || _nodes[node] - _nodes[node - 1] == 1)
            return _nodes[node];
        // By halving: the closed inverse of the series loses digits where the line is nearly level.
        var wanted = _upTo[node] - probability;
        var (low, high) = (0.0, _nodes[node] - _nodes[node - 1]);
        while (high - low > 1)
        {
            var middle = Math.Floor((low + high) / 2);
            if (Mass(node) * Above(node, middle) <= wanted)
                high = middle;
            else
                low = middle;
        }

        return _nodes[node - 1] + high;
    }

    // The share of an interval's probability that lies more than some steps above its lower node.
    private double Above(int node, double steps)
    {
        var (width, rise) = Line(node);
        var all = width * rise;
        if (all == 0)
            return 1 - (steps / width);
        return rise > 0
            ? -LogGamma.ExpLess1((steps - width) * rise) / -LogGamma.ExpLess1(-all)
            : (Math.Exp(steps * rise) * -LogGamma.ExpLess1((width - steps) * rise)) / -LogGamma.ExpLess1(all);
    }

    // The sum of the geometric series of an interval, from its larger end, so that nothing grows out of range.
    private double Weight(int node, double unit)
    {
        var (width, rise) = Line(node);
        if (width == 1)
            return Math.Exp(_logs[node] - unit);
        if (rise == 0)
            return width * Math.Exp(_logs[node] - unit);
        return rise > 0
            ? Math.Exp(_logs[node] - unit) * LogGamma.ExpLess1(-width * rise) / LogGamma.ExpLess1(-rise)
            : Math.Exp(_logs[node - 1] + rise - unit) * LogGamma.ExpLess1(width * rise) / LogGamma.ExpLess1(rise);
    }

    private double MeanStep(int node)
    {
        var (width, rise) = Line(node);
        if (width == 1)
            return 1;
        var all = width * rise;
        if (Math.Abs(all) < 1e-5)
            return ((width + 1) / 2) + (rise * ((width * width) - 1) / 12);
        return (width / -LogGamma.ExpLess1(-all)) - (1 / LogGamma.ExpLess1(rise));
    }

    private (double Width, double Rise) Line(int node)
    {
        var width = _nodes[node] - _nodes[node - 1];
        return (width, (_logs[node] - _logs[node - 1]) / width);
    }
}
