using Amparo.Estimation.Histories;
using Amparo.Estimation.Intervals;
using Amparo.Vocabulary;

namespace Amparo.Estimation.Graphs;

/// <summary>How graphs are averaged.</summary>
public readonly record struct GraphOptions()
{
    /// <summary>Prior count of every cell of the table, above 0; null for 2 to the minus number of lists, one person in all.</summary>
    public double? Delta { get; init; }

    /// <summary>The prior's largest hidden count, from 1; null to enlarge it until it no longer matters.</summary>
    public long? LargestHidden { get; init; }

    /// <summary>
    /// Whether the complete graph takes part. With it the number of the hidden depends on the prior and the number of the observed alone, so it is
    /// left out unless asked for; its weight is told either way.
    /// </summary>
    public bool WithComplete { get; init; }
}

/// <summary>A graph and its posterior probability.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Probability">Between 0 and 1.</param>
public sealed record WeightedGraph(DecomposableGraph Graph, double Probability);

/// <summary>What another prior count would have given.</summary>
/// <param name="Delta">The prior count of every cell.</param>
/// <param name="Median">Median number of all persons.</param>
/// <param name="Credible">The 95 % interval.</param>
/// <param name="CompleteWeight">The posterior probability of the complete graph, had it taken part.</param>
public sealed record DeltaSensitivity(double Delta, double Median, Interval Credible, double CompleteWeight);

/// <summary>The number of all persons, averaged over decomposable graphs.</summary>
public sealed class GraphAverage
{
    private readonly HiddenGrid _grid;

    internal GraphAverage(long observed, HiddenGrid grid, IReadOnlyList<WeightedGraph> graphs)
    {
        Observed = observed;
        _grid = grid;
        Graphs = graphs;
    }

    /// <summary>Observed persons.</summary>
    public long Observed { get; }

    /// <summary>The prior count of every cell.</summary>
    public double Delta { get; internal init; }

    /// <summary>Whether the complete graph took part.</summary>
    public bool WithComplete { get; internal init; }

    /// <summary>The posterior probability of the complete graph; where it took no part, the one it would have had up to the same cap.</summary>
    public double CompleteWeight { get; internal init; }

    /// <summary>Graphs that took part, the most probable first; of equal ones in the order of <see cref="DecomposableGraphs.All"/>.</summary>
    public IReadOnlyList<WeightedGraph> Graphs { get; }

    /// <summary>Results with other prior counts: 2 to the minus number of lists, 0.5 and 1, up to caps of their own.</summary>
    public IReadOnlyList<DeltaSensitivity> Sensitivity { get; private init; } = [];

    /// <summary>The largest hidden count that took part.</summary>
    public double LargestHidden => _grid.Cap;

    /// <summary>Hidden counts that the weights were computed at.</summary>
    public int Points => _grid.Nodes;

    /// <summary>Posterior probability of the last hundredth of the hidden counts.</summary>
    public double MassAtCap => _grid.Above(_grid.Cap - Math.Max(1, Math.Ceiling(_grid.Cap / 100)));

    /// <summary>Posterior probability of the upper half of the hidden counts: about what lies beyond the cap if the tail falls slowly.</summary>
    public double MassInUpperHalf => _grid.Above(Math.Floor(_grid.Cap / 2));

    /// <summary>Whether the cap, and not the data, sets the upper limits.</summary>
    public bool CapMatters => MassInUpperHalf >= GraphAveraging.NegligibleMass;

    /// <summary>Median number of all persons.</summary>
    public double Median => Quantile(0.5);

    /// <summary>Mean number of all persons. With the complete graph it grows with the cap without end, so it is no headline.</summary>
    public double Mean => Observed + _grid.Mean;

    /// <summary>The smallest number of all persons whose cumulative probability reaches a probability.</summary>
    /// <param name="probability">Between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public double Quantile(double probability) =>
        probability is > 0 and < 1 ? Observed + _grid.Quantile(probability) : throw new ArgumentOutOfRangeException(nameof(probability));

    /// <summary>The interval with equal shares beyond both of its limits.</summary>
    /// <param name="level">The share within, between 0 and 1.</param>
    public Interval Credible(double level) => new(Quantile((1 - level) / 2), Quantile((1 + level) / 2), level);

    internal GraphAverage With(IReadOnlyList<DeltaSensitivity> sensitivity) =>
        new(Observed, _grid, Graphs) { Delta = Delta, WithComplete = WithComplete, CompleteWeight = CompleteWeight, Sensitivity = sensitivity };
}

/// <summary>Averages over all decomposable graphs of dependence between lists.</summary>
/// <remarks>
/// [Madigan1997] D. Madigan, J. C. York, Bayesian methods for estimation of the size of a closed population, Biometrika 84(1),
/// doi:10.1093/biomet/84.1.19. All graphs are equally likely, every cell of the table has δ persons before the data, and the number N of all persons has
/// the prior 1/N. The sums are exact up to rounding: nothing is drawn at random.
/// </remarks>
public static class GraphAveraging
{
    /// <summary>The probability in the upper half of the hidden counts at which a cap no longer matters.</summary>
    public const double NegligibleMass = 1e-4;

    // With more hidden counts than this only a few of them are computed.
    private const long MostDense = 1_000_000;
    private const double FirstCap = 20;
    private const double LeastCap = 1000;
    private const double LastCap = 1e15;
    private const double Growth = 10;

    /// <summary>Averages.</summary>
    /// <param name="table">Capture histories of three to six lists.</param>
    /// <param name="options">Prior and cap.</param>
    /// <returns>
    /// The average; <c>EST-017</c> with another number of lists, <c>EST-008</c> without persons, <c>EST-012</c> where nobody is on two lists, so that only
    /// the prior would speak. With a cap up to a million every hidden count is computed; otherwise some thousands, with quantiles good to
    /// 1e-4 and probabilities to 1e-3.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The prior count is not above 0, or the largest hidden count is not.</exception>
    public static Outcome<GraphAverage> Run(CaptureHistories table, GraphOptions options)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!((options.Delta ?? 1) > 0 && double.IsFinite(options.Delta ?? 1)))
            throw new ArgumentOutOfRangeException(nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LargestHidden ?? 1, 1, nameof(options));
        var lists = table.Lists.Count;
        if (lists is < DecomposableGraphs.LeastLists or > DecomposableGraphs.MostLists)
            return new Problem(EstimationProblems.ListsOutOfRange, "lists");
        if (Evidence.Lacks(table) is { } problem)
            return problem;

        var graphs = DecomposableGraphs.All(lists);
        var customary = Math.ScaleB(1, -lists);
        var average = Average(table, graphs, options with { Delta = options.Delta ?? customary });
        return average.With([.. new[] { customary, 0.5, 1 }.Select(delta => Of(average.Delta == delta ? average : Average(table, graphs, options with { Delta = delta })))]);
    }

    /// <summary>Averages with one prior count.</summary>
    internal static GraphAverage Average(CaptureHistories table, IReadOnlyList<DecomposableGraph> all, GraphOptions options)
    {
        var delta = options.Delta!.Value;
        IReadOnlyList<DecomposableGraph> complete = [.. all.Where(graph => graph.IsComplete)];
        IReadOnlyList<DecomposableGraph> others = [.. all.Where(graph => !graph.IsComplete)];
        var graphs = options.WithComplete ? all : others;
        var weights = new GraphWeights(table, graphs, delta);
        var dense = options.LargestHidden <= MostDense;
        var sums = dense ? Dense(weights, (int)options.LargestHidden!.Value) : Thinned(weights, table.Observed, options.LargestHidden);
        var ranked = graphs.Select((graph, place) => new WeightedGraph(graph, sums.Graphs[place])).OrderByDescending(graph => graph.Probability).ToList();
        if (options.WithComplete)
            return new(table.Observed, sums.Grid, ranked) { Delta = delta, WithComplete = true, CompleteWeight = ranked.Single(graph => graph.Graph.IsComplete).Probability };

        var alone = new GraphWeights(table, complete, delta);
        var cap = sums.Grid.Cap;
        var itsTotal = (dense ? Dense(alone, (int)cap) : Thinned(alone, table.Observed, (long)cap)).Grid.LogTotal;
        return new(table.Observed, sums.Grid, ranked) { Delta = delta, CompleteWeight = 1 / (1 + Math.Exp(sums.Grid.LogTotal - itsTotal)) };
    }

    private static DeltaSensitivity Of(GraphAverage average) => new(average.Delta, average.Median, average.Credible(0.95), average.CompleteWeight);

    private static (HiddenGrid Grid, double[] Graphs) Dense(GraphWeights weights, int points)
    {
        var (unit, counts, graphs) = weights.Sum(points);
        var total = graphs.Sum();
        var nodes = new double[points];
        for (var i = 0; i < points; i++)
        {
            nodes[i] = i + 1;
            counts[i] = unit + Math.Log(counts[i]);
        }

        return (new(nodes, counts), [.. graphs.Select(graph => graph / total)]);
    }

    private static (HiddenGrid Grid, double[] Graphs) Thinned(GraphWeights weights, long observed, long? largest)
    {
        var search = new ThinnedSearch(weights);
        for (var cap = largest ?? Math.Max(LeastCap, FirstCap * observed); ; cap = Math.Min(cap * Growth, LastCap))
        {
            var sums = search.Run(cap);
            if (largest is not null || cap >= LastCap || sums.Grid.Above(Math.Floor(cap / 2)) < NegligibleMass)
                return sums;
        }
    }
}
