using System.Numerics;
using Amparo.Estimation.Graphs;
using Amparo.Estimation.Histories;
using Amparo.Estimation.LatentClasses;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics;

namespace Amparo.Benchmarks;

/// <summary>
/// Averaging of all 822 decomposable graphs of five lists over a full grid of 27,440 hidden counts, against a loop that computes every term of every graph anew
/// (on every hundredth count, so times a hundred); and two chains of the latent class sampler.
/// </summary>
[MemoryDiagnoser]
public class BayesBenchmarks
{
    private const int Hidden = 27_440;
    private const int Stride = 100;

    private static readonly CaptureHistories Table = Known();

    /// <summary>Every hidden count, three times: the sensitivity to two other prior counts is part of the result.</summary>
    [Benchmark]
    public double GraphsOnTheFullGrid() => GraphAveraging.Run(Table, new() { LargestHidden = Hidden, WithComplete = true }).Value.Median;

    /// <summary>As few hidden counts as are needed, the cap enlarged until it no longer matters.</summary>
    [Benchmark]
    public double GraphsOnFewCounts() => GraphAveraging.Run(Table, new()).Value.Median;

    /// <summary>Two chains of 20,000 sweeps, ten classes.</summary>
    [Benchmark]
    public double LatentClasses() => LatentClassSampler.Run(Table, new() { Chains = 2 }).Value.Medians[0];

    /// <summary>A hundredth of the grid, term by term.</summary>
    [Benchmark(Baseline = true)]
    public double GraphsTermByTerm()
    {
        const double Delta = 1.0 / 32;
        var graphs = DecomposableGraphs.All(5);
        var counts = Enumerable.Range(0, 32).Select(history => history == 0 ? 0 : (double)Table.Count(history)).ToArray();
        var sum = 0.0;
        var unit = double.NegativeInfinity;
        for (var hidden = 1; hidden <= Hidden; hidden += Stride)
        {
            var all = Table.Observed + hidden;
            var common = SpecialFunctions.GammaLn(all + 1) - SpecialFunctions.GammaLn(hidden + 1) - Math.Log(all);
            foreach (var graph in graphs)
            {
                var total = SpecialFunctions.GammaLn(32 * Delta) - SpecialFunctions.GammaLn(all + (32 * Delta));
                var log = common + ((graph.Cliques.Count - graph.Separators.Count) * total)
                    + graph.Cliques.Sum(set => OfSet(counts, set, hidden)) - graph.Separators.Sum(set => OfSet(counts, set, hidden));
                // In units of the largest weight so far.
                (sum, unit) = log > unit ? ((sum * Math.Exp(unit - log)) + 1, log) : (sum + Math.Exp(log - unit), unit);
            }
        }

        return unit + Math.Log(sum);
    }

    private static double OfSet(double[] counts, int set, double hidden)
    {
        var cells = 1 << BitOperations.PopCount((uint)set);
        var prior = 1.0 / cells;
        var margin = new double[32];
        margin[0] = hidden;
        for (var history = 1; history < 32; history++)
            margin[history & set] += counts[history];
        var sum = -cells * SpecialFunctions.GammaLn(prior);
        for (var cell = set; ; cell = (cell - 1) & set)
        {
            sum += SpecialFunctions.GammaLn(margin[cell] + prior);
            if (cell == 0)
                return sum;
        }
    }

    private static CaptureHistories Known()
    {
        // The open table of the United Kingdom 2013 with five lists, as it stands beside the tests.
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "reference", "estimation", "inputs", "SparseMSE__UKdat_5.csv"));
        var rows = lines.Skip(1).Select(line => line.Split(',').Select(cell => int.Parse(cell, System.Globalization.CultureInfo.InvariantCulture)).ToArray());
        return CaptureHistories.Of(["LA", "NG", "PFNCA", "GO", "GP"], rows.Select(row => (row[..^1].Index().Sum(cell => cell.Item << cell.Index), (long)row[^1]))).Value;
    }
}
