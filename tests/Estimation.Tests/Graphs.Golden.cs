using System.Globalization;
using System.Text.Json;
using Amparo.Estimation.Graphs;
using Amparo.Estimation.Histories;

namespace Amparo.Estimation.Tests;

/// <summary>Decomposable graphs and their average against the reference package, and what must hold for any table.</summary>
public sealed class GraphsGolden
{
    private static readonly double[] Probabilities = [0.025, 0.1, 0.5, 0.9, 0.975];

    [Theory]
    [InlineData(3, 8)]
    [InlineData(4, 61)]
    [InlineData(5, 822)]
    public void The_graphs_are_those_of_the_reference(int lists, int graphs)
    {
        static string Name(IEnumerable<int> cliques, IEnumerable<int> separators) => $"{string.Join(' ', cliques.Order())} | {string.Join(' ', separators.Order())}";

        var ours = DecomposableGraphs.All(lists).Select(graph => Name(graph.Cliques, graph.Separators)).Order(StringComparer.Ordinal).ToList();
        var expected = Stored(lists).Select(graph => Name(graph.Cliques, graph.Separators)).Order(StringComparer.Ordinal).ToList();

        ours.Count.ShouldBe(graphs);
        ours.ShouldBe(expected);
    }

    [Fact]
    public void There_are_as_many_graphs_of_six_lists_as_counted()
    {
        var graphs = DecomposableGraphs.All(6);

        graphs.Count.ShouldBe(18_154);
        graphs.Distinct().Count().ShouldBe(18_154);
        graphs.Count(graph => graph.IsComplete).ShouldBe(1);
    }

    [Fact]
    public void Graphs_name_their_cliques() =>
        DecomposableGraphs.All(3).Select(graph => graph.ToString()).Order(StringComparer.Ordinal)
            .ShouldBe(["[1,2,3]", "[12,13]", "[12,23]", "[12,3]", "[123]", "[13,23]", "[13,2]", "[23,1]"]);

    [Theory]
    [MemberData(nameof(ReferenceTables.Six), MemberType = typeof(ReferenceTables))]
    public void Every_stored_setting_has_the_quantiles_and_probabilities_of_the_reference(string key)
    {
        var table = ReferenceTables.Table(key);
        var all = DecomposableGraphs.All(table.Lists.Count);
        var stored = Stored(table.Lists.Count);
        foreach (var setting in ReferenceTables.Json("dga.json").GetProperty(key).EnumerateObject().Where(setting => setting.Value.ValueKind == JsonValueKind.Object))
        {
            var expected = setting.Value;
            var average = GraphAveraging.Average(
                table, all, new() { Delta = expected.GetProperty("delta").GetDouble(), LargestHidden = expected.GetProperty("maxNmissing").GetInt64(), WithComplete = true });

            foreach (var quantile in expected.GetProperty("quantiles").EnumerateObject())
                average.Quantile(ReferenceTables.Number(quantile.Name)).ShouldBe(quantile.Value.GetDouble(), $"{setting.Name} {quantile.Name}");
            ReferenceTables.RelativeError(average.Mean, expected.GetProperty("mean").GetDouble()).ShouldBeLessThan(1e-9, setting.Name);
            Math.Abs(average.MassAtCap - expected.GetProperty("mass_last_1pct").GetDouble()).ShouldBeLessThan(1e-9, setting.Name);
            var byCliques = average.Graphs.ToDictionary(graph => string.Join(' ', graph.Graph.Cliques.Order()), graph => graph.Probability, StringComparer.Ordinal);
            foreach (var (place, probability) in expected.GetProperty("topmodels").EnumerateArray().Zip(expected.GetProperty("topprob").EnumerateArray()))
            {
                var graph = stored[place.GetInt32() - 1];
                Math.Abs(byCliques[string.Join(' ', graph.Cliques.Order())] - probability.GetDouble()).ShouldBeLessThan(1e-9, setting.Name);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ReferenceTables.Six), MemberType = typeof(ReferenceTables))]
    public void Few_hidden_counts_tell_what_all_of_them_tell(string key)
    {
        var table = ReferenceTables.Table(key);
        var all = DecomposableGraphs.All(table.Lists.Count);
        var options = new GraphOptions { Delta = Math.ScaleB(1, -table.Lists.Count), LargestHidden = 20 * table.Observed };
        var dense = GraphAveraging.Average(table, all, options);
        var (grid, shares) = new ThinnedSearch(new(table, [.. all.Where(graph => !graph.IsComplete)], options.Delta.Value)).Run(20 * table.Observed);

        grid.Nodes.ShouldBeLessThan(10_000);
        foreach (var probability in Probabilities)
            ReferenceTables.RelativeError(table.Observed + grid.Quantile(probability), dense.Quantile(probability)).ShouldBeLessThan(1e-3, probability.ToString(CultureInfo.InvariantCulture));
        Math.Abs(grid.Above(10 * table.Observed) - (1 - CumulativeUpTo(dense, 11 * table.Observed))).ShouldBeLessThan(1e-4);
        Math.Abs(shares.Max() - dense.Graphs[0].Probability).ShouldBeLessThan(1e-4);
        ReferenceTables.RelativeError(table.Observed + grid.Mean, dense.Mean).ShouldBeLessThan(1e-4);
    }

    [Theory]
    [MemberData(nameof(ReferenceTables.Six), MemberType = typeof(ReferenceTables))]
    public void The_cap_grows_until_it_no_longer_matters(string key)
    {
        var average = GraphAveraging.Run(ReferenceTables.Table(key), new()).Value;

        average.CapMatters.ShouldBeFalse();
        average.MassInUpperHalf.ShouldBeLessThan(GraphAveraging.NegligibleMass);
        average.MassAtCap.ShouldBeLessThan(GraphAveraging.NegligibleMass);
        average.WithComplete.ShouldBeFalse();
        average.Graphs.ShouldNotContain(graph => graph.Graph.IsComplete);
        average.Graphs.Sum(graph => graph.Probability).ShouldBe(1, 1e-9);
        average.Sensitivity.Select(other => other.Delta).ShouldBe([Math.ScaleB(1, -ReferenceTables.Table(key).Lists.Count), 0.5, 1]);
        average.Sensitivity[0].Median.ShouldBe(average.Median);
        average.Quantile(0.025).ShouldBeLessThanOrEqualTo(average.Median);
        average.Credible(0.95).Lower.ShouldBe(average.Quantile(0.025), 1);
    }

    [Fact]
    public void With_half_a_person_in_every_cell_the_complete_graph_takes_all()
    {
        var average = GraphAveraging.Run(ReferenceTables.Table(ReferenceTables.Uk), new() { WithComplete = true, Delta = 0.5 }).Value;

        average.CompleteWeight.ShouldBe(0.9947, 1e-4);
        average.Median.ShouldBe(2793, 1);
        // Left out, it is still told what it would have weighed.
        GraphAveraging.Run(ReferenceTables.Table(ReferenceTables.Uk), new() { Delta = 0.5 }).Value.CompleteWeight.ShouldBe(0.9947, 1e-4);
    }

    [Fact]
    public void A_thousand_million_persons_need_no_more_than_some_thousand_counts()
    {
        // Three lists, the first two dependent, the third not; 400 million hidden. With so many persons the data find graph and number.
        double[] joint = [0.4, 0.2, 0.1, 0.3];
        const double Third = 0.3;
        const double All = 1.5e9;
        var rows = Enumerable.Range(1, 7).Select(history => (history, (long)(All * joint[history & 3] * ((history & 4) != 0 ? Third : 1 - Third))));
        var table = CaptureHistories.Of(["a", "b", "c"], rows).Value;
        var average = GraphAveraging.Run(table, new()).Value;

        table.Observed.ShouldBeGreaterThan(1_000_000_000);
        average.Points.ShouldBeLessThan(10_000);
        average.Graphs[0].Graph.ToString().ShouldBe("[12,3]");
        ReferenceTables.RelativeError(average.Median, All).ShouldBeLessThan(1e-4);
        average.CapMatters.ShouldBeFalse();
        var interval = average.Credible(0.95);
        // The variance of the hidden, hidden · on the third list's … by the usual formula of two lists, in which the pair is one list.
        var (both, onlyPair, onlyThird) = (All * 0.6 * Third, All * 0.6 * (1 - Third), All * 0.4 * Third);
        var hidden = onlyPair * onlyThird / both;
        var deviation = hidden * Math.Sqrt((1 / both) + (1 / onlyPair) + (1 / onlyThird) + (1 / hidden));
        ReferenceTables.RelativeError(interval.Upper - interval.Lower, 2 * 1.96 * deviation).ShouldBeLessThan(0.01);
    }

    [Theory]
    [InlineData(ReferenceTables.Australia)]
    [InlineData(ReferenceTables.Korea)]
    public void The_order_of_the_lists_changes_nothing(string key)
    {
        var table = ReferenceTables.Table(key);
        var lists = table.Lists.Count;
        var one = GraphAveraging.Run(table, new()).Value;
        int Turned(int set) => ((set << 1) | (set >> (lists - 1))) & ((1 << lists) - 1);
        var turned = CaptureHistories.Of([.. table.Lists.TakeLast(1), .. table.Lists.SkipLast(1)], Enumerable.Range(1, (1 << lists) - 1).Select(history => (Turned(history), table.Count(history)))).Value;
        var other = GraphAveraging.Run(turned, new()).Value;

        foreach (var probability in Probabilities)
            other.Quantile(probability).ShouldBe(one.Quantile(probability), 1);
        other.Graphs[0].Graph.Cliques.Order().ShouldBe(one.Graphs[0].Graph.Cliques.Select(Turned).Order());
        other.Graphs[0].Probability.ShouldBe(one.Graphs[0].Probability, 1e-6);
    }

    [Fact]
    public void What_cannot_be_averaged_is_refused()
    {
        var two = CaptureHistories.Of(["a", "b"], [(1, 5), (2, 5), (3, 5)]).Value;
        var apart = CaptureHistories.Of(["a", "b", "c"], [(1, 5), (2, 5), (4, 5)]).Value;
        var nobody = CaptureHistories.Of(["a", "b", "c"], [(1, 0), (7, 0)]).Value;

        GraphAveraging.Run(two, new()).Problems.Single().Code.ShouldBe(EstimationProblems.ListsOutOfRange);
        GraphAveraging.Run(apart, new()).Problems.Single().Code.ShouldBe(EstimationProblems.NoOverlap);
        GraphAveraging.Run(nobody, new()).Problems.Single().Code.ShouldBe(EstimationProblems.NoPersons);
        Should.Throw<ArgumentOutOfRangeException>(() => GraphAveraging.Run(apart, new() { Delta = double.NaN }));
        Should.Throw<ArgumentOutOfRangeException>(() => GraphAveraging.Run(apart, new() { LargestHidden = 0 }));
    }

    [Fact]
    public void Ratios_of_gamma_functions_are_exact_near_and_far()
    {
        foreach (var argument in new[] { 0.03125, 1, 17.5, 2744, 3e5 })
        {
            var ratio = new LogGamma.Ratio(argument);
            foreach (var difference in new[] { -argument / 2, 0, 0.5, 12, 1e4 })
            {
                var expected = MathNet.Numerics.SpecialFunctions.GammaLn(argument + difference) - MathNet.Numerics.SpecialFunctions.GammaLn(argument);
                Math.Abs(ratio.Of(difference) - expected).ShouldBeLessThan(1e-9 * Math.Max(1, Math.Abs(expected)), $"{argument} {difference}");
            }
        }

        // log(x (x + 1)), which a difference of two numbers near 3e16 cannot tell.
        new LogGamma.Ratio(1e15).Of(2).ShouldBe(Math.Log(1e15) + Math.Log(1e15 + 1), 1e-12);
    }

    private static double CumulativeUpTo(GraphAverage average, double persons)
    {
        var (low, high) = (1e-9, 1 - 1e-9);
        while (high - low > 1e-9)
        {
            var middle = (low + high) / 2;
            if (average.Quantile(middle) <= persons)
                low = middle;
            else
                high = middle;
        }

        return low;
    }

    private static List<(int[] Cliques, int[] Separators)> Stored(int lists)
    {
        static int[] Sets(JsonElement sets) => [.. sets.EnumerateArray().Select(set => set.EnumerateArray().Sum(list => 1 << (list.GetInt32() - 1)))];
        return [.. ReferenceTables.Json("dga_graph_lists.json").GetProperty($"g{lists}").EnumerateArray().Select(graph => (Sets(graph.GetProperty("cliques")), Sets(graph.GetProperty("separators"))))];
    }
}
