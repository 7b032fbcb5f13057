using Amparo.Indicators;
using Amparo.Records;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using BenchmarkDotNet.Attributes;
using NodaTime;

namespace Amparo.Benchmarks;

/// <summary>Persons counted once each, against the same count by grouping objects.</summary>
[MemoryDiagnoser]
public class TallyBenchmarks
{
    private IndicatorDefinition _definition = null!;
    private RecordSet _records = null!;

    [Params(100_000, 1_000_000)]
    public int Records { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        string[] fields = ["country", "year", "sex"];
        int[] sizes = [9, 5, 3];
        var columns = fields.Zip(sizes, (field, size) =>
        {
            var list = new CodeList(field, 1, LocalizedText.Same(field), "bench", [.. Enumerable.Range(0, size).Select(code =>
                new Code($"{field}{code}", LocalizedText.Same(field), new Dictionary<string, string>()))]);
            return new CodedColumn(field, list, [.. Enumerable.Range(0, Records).Select(_ => (short)random.Next(-1, size))]);
        }).ToArray();
        _records = new RecordSet(Records, columns, new Dictionary<string, IReadOnlyList<string>>
        {
            ["subject"] = [.. Enumerable.Range(0, Records).Select(_ => $"GT-police-{random.Next(Records / 2)}")],
            ["registered"] = [.. Enumerable.Range(0, Records).Select(_ => $"202{random.Next(5)}-0{random.Next(1, 10)}-1{random.Next(10)}")],
        });
        var words = LocalizedText.Same("bench");
        _definition = new IndicatorDefinition(
            new CubeHeader("bench", MeasureKind.Distinct, words, words, words, words, new Source("b", "b", new LocalDate(2026, 1, 1), "b"), DataOrigin.Invented),
            new Subject("subject", "registered"), [.. fields.Select(field => new IndicatorDimension(field, null))],
            [new HashSet<string>(fields, StringComparer.Ordinal)], new PopulationRule("bench", 10));
    }

    [Benchmark(Baseline = true)]
    public int GroupObjects()
    {
        var subjects = _records.FindText("subject")!;
        var times = _records.FindText("registered")!;
        return Enumerable.Range(0, _records.Count).GroupBy(row => subjects[row], StringComparer.Ordinal)
            .Select(rows =>
            {
                var ordered = rows.OrderBy(row => times[row], StringComparer.Ordinal).ToArray();
                return string.Join('|', _records.Coded.Select(column => ordered.Select(row => column.Cells[row]).FirstOrDefault(cell => cell >= 0, (short)-1)));
            })
            .GroupBy(key => key, StringComparer.Ordinal).Count();
    }

    [Benchmark]
    public int CountDistinct() => Tally.Of(_definition, _records).Value.Cube.Counts.Length;
}
