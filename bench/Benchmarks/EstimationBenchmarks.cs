using Amparo.Estimation.Histories;
using Amparo.Estimation.Intervals;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Selection;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics.LinearAlgebra;

namespace Amparo.Benchmarks;

/// <summary>All 1,024 models of pairs of five lists (UK 2013), checked and fitted on one thread, beside weighted least squares by dense QR without any check.</summary>
public class LogLinearBenchmarks
{
    private readonly CaptureHistories _uk = CaptureTables.Uk();
    private readonly int[][] _models = [.. Subsets(5)];

    [Benchmark(Baseline = true)]
    public double DenseQr() => _models.Sum(model => FitDensely(_uk, model));

    [Benchmark]
    public double Ranked() => ModelRanking.Of(_uk, order: 2).Value.Usable.Sum(model => model.Estimate);

    private static IEnumerable<int[]> Subsets(int lists)
    {
        var pairs = Enumerable.Range(0, lists).SelectMany(one => Enumerable.Range(one + 1, lists - one - 1), (one, other) => (1 << one) | (1 << other)).ToArray();
        for (var subset = 0; subset < 1 << pairs.Length; subset++)
            yield return [.. pairs.Where((_, pair) => (subset & (1 << pair)) != 0)];
    }

    // Iteratively reweighted least squares as textbooks have it, with a small count where the sparse rule would drop a cell.
    private static double FitDensely(CaptureHistories table, int[] model)
    {
        int[] terms = [0, .. Enumerable.Range(0, table.Lists.Count).Select(list => 1 << list), .. model];
        var cells = (1 << table.Lists.Count) - 1;
        var design = Matrix<double>.Build.Dense(cells, terms.Length, (cell, term) => (cell + 1 & terms[term]) == terms[term] ? 1 : 0);
        var counts = Vector<double>.Build.Dense(cells, cell => Math.Max(table.Count(cell + 1), 1e-3));
        var linear = counts.Map(count => Math.Log(count + 0.1));
        Vector<double> coefficients = null!;
        for (var step = 0; step < 8; step++)
        {
            var means = linear.Map(Math.Exp);
            var weights = means.Map(Math.Sqrt);
            var working = linear + ((counts - means) / means);
            coefficients = Matrix<double>.Build.Dense(cells, terms.Length, (cell, term) => design[cell, term] * weights[cell]).QR().Solve(working.PointwiseMultiply(weights));
            linear = design * coefficients;
        }

        return table.Observed + Math.Exp(coefficients[0]);
    }
}

/// <summary>The whole way of one table on one thread: select, resample with the selection repeated, rank.</summary>
public class EstimationBenchmarks
{
    private readonly CaptureHistories _uk = CaptureTables.Uk();
    private readonly CaptureHistories _six = CaptureTables.Six();
    private readonly CaptureHistories _eight = CaptureTables.Eight();

    [Benchmark]
    public double BcaOfFiveLists() => Bootstrap.OfStepwise(_uk, StepwiseSelection.DefaultThreshold, new()).Bca(0.95).Interval.Upper;

    [Benchmark]
    public int AllModelsOfFiveLists() => ModelRanking.Of(_uk, order: 5).Value.Usable.Count;

    [Benchmark]
    public int AllPairModelsOfSixLists() => ModelRanking.Of(_six).Value.Usable.Count;

    [Benchmark]
    public double StepwiseOfEightLists() => StepwiseSelection.Run(_eight, StepwiseSelection.DefaultThreshold).Estimate;

    [Benchmark]
    public double ProfileOfFiveLists() => ProfileInterval.Of(_uk, HierarchicalModel.MainEffects(5), 0.95).Value.Point;
}

/// <summary>Published counts of persons by list (facts of the papers named in the documents), and one table that is invented.</summary>
internal static class CaptureTables
{
    /// <summary>United Kingdom 2013, five lists.</summary>
    internal static CaptureHistories Uk() => Of(
        "LA NG PFNCA GO GP",
        "10000 54 01000 463 00100 995 00010 695 00001 316 11000 15 10100 19 10010 3 01100 62 01010 19 01001 1 00110 76 00101 11 00011 8 11100 1 11010 1 01110 4 11110 1");

    /// <summary>United Kingdom 2013, the police apart from the national crime agency.</summary>
    internal static CaptureHistories Six() => Of(
        "LA NG PF GO GP NCA",
        "100000 54 010000 463 001000 907 000100 695 000010 316 000001 57 110000 15 101000 19 100100 3 011000 56 010100 19 010010 1 001100 69 001010 10 001001 31 "
        + "000110 8 010001 3 000101 6 000011 1 111000 1 110100 1 011100 4 011001 3 001101 1 111100 1");

    /// <summary>Eight lists, invented: as sparse as the published ones.</summary>
    internal static CaptureHistories Eight() => Of(
        "A B C D E F G H",
        "10000000 25 01000000 8 00100000 70 00010000 33 00001000 19 00000100 12 00000010 4 00000001 9 11000000 2 10100000 3 01100000 2 00110000 2 "
        + "00101000 1 00011000 2 00000110 1 01000001 1 11100000 1 10000100 1 00010010 1");

    private static CaptureHistories Of(string lists, string rows)
    {
        var cells = rows.Split(' ');
        var counted = Enumerable.Range(0, cells.Length / 2).Select(row => (
            cells[2 * row].Index().Sum(digit => digit.Item == '1' ? 1 << digit.Index : 0), long.Parse(cells[(2 * row) + 1], System.Globalization.CultureInfo.InvariantCulture)));
        return CaptureHistories.Of(lists.Split(' '), counted).Value;
    }
}
