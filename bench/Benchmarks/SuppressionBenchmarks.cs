using Amparo.Indicators;
using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using BenchmarkDotNet.Attributes;
using NodaTime;

namespace Amparo.Benchmarks;

/// <summary>Suppression with a witness for each small cell, against merely adding up the table and looking for small cells.</summary>
[MemoryDiagnoser]
public class SuppressionBenchmarks
{
    private CountedCube _cube = null!;

    /// <summary>Countries of the table country x year, country x sex x age, country x form.</summary>
    [Params(9, 18, 36)]
    public int Countries { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        Dimension[] dimensions = [Of("country", Countries), Of("year", 5), Of("sex", 3), Of("age", 2), Of("form", 8)];
        var counts = new int[dimensions.Aggregate(1, (product, dimension) => product * CountedCube.BaseSize(dimension))];
        for (var person = 0; person < 2000 * Countries; person++)
        {
            var cell = 0;
            foreach (var dimension in dimensions)
            {
                // Squared, so that some codes are rare as in real tables.
                var share = random.NextDouble();
                cell = (cell * CountedCube.BaseSize(dimension)) + (int)(share * share * CountedCube.BaseSize(dimension));
            }

            counts[cell]++;
        }

        var words = LocalizedText.Same("bench");
        _cube = new CountedCube(
            new CubeHeader("bench", MeasureKind.Count, words, words, words, words, new Source("b", "b", new LocalDate(2026, 1, 1), "b"), DataOrigin.Invented),
            dimensions, [View("country", "year"), View("country", "sex", "age"), View("country", "form")], counts);
    }

    [Benchmark(Baseline = true)]
    public int FindSmallCells() => _cube.Tabulate().Cells.Count(cell => cell.Value.Low < 10);

    [Benchmark]
    public int Suppress() => new ReleaseDoors(Ledger.Empty, Instant.FromUnixTimeSeconds(0))
        .Suppress(_cube, new CellSuppression(10), "bench").Value.Value.Cells.Count(cell => cell.Value.Kind == FigureKind.Withheld);

    private static Dimension Of(string id, int codes) => new(id, new CodeList(id, 1, LocalizedText.Same(id), "bench",
        [.. Enumerable.Range(0, codes).Select(code => new Code($"{id}{code}", LocalizedText.Same(id), new Dictionary<string, string>()))]));

    private static HashSet<string> View(params string[] fields) => fields.ToHashSet(StringComparer.Ordinal);
}
