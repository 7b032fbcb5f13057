using Amparo.PrivateRelease;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Tables;
using BenchmarkDotNet.Attributes;
using NodaTime;

namespace Amparo.Benchmarks;

/// <summary>Synthetic records from end to end through the door, against counting every triple of columns once in a plain loop. All rows are generated.</summary>
[MemoryDiagnoser]
public class ReleaseBenchmarks
{
    private CodedTable _table = null!;

    /// <summary>The shape: 17 flags, one column of 10 codes and one of 4; or 13 flags and 12 columns of 3 to 12 codes.</summary>
    [Params("91043x19", "1000000x25")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Prepare() => _table = Shape == "91043x19"
        ? Generate(91_043, [10, 4, .. Enumerable.Repeat(2, 17)])
        : Generate(1_000_000, [.. Enumerable.Repeat(2, 13), .. Enumerable.Range(0, 12).Select(at => 3 + (at * 5 % 10))]);

    [Benchmark(Baseline = true)]
    public long CountEveryTripleInAPlainLoop()
    {
        var cells = 0L;
        var domain = _table.Domain;
        for (var a = 0; a < domain.Count; a++)
        {
            for (var b = a + 1; b < domain.Count; b++)
            {
                for (var c = b + 1; c < domain.Count; c++)
                {
                    var counts = new int[domain.SizeOf(a) * domain.SizeOf(b) * domain.SizeOf(c)];
                    var first = _table.Column(a);
                    var second = _table.Column(b);
                    var third = _table.Column(c);
                    for (var row = 0; row < first.Length; row++)
                        counts[(((first[row] * domain.SizeOf(b)) + second[row]) * domain.SizeOf(c)) + third[row]]++;
                    cells += counts.Length;
                }
            }
        }

        return cells;
    }

    [Benchmark]
    public int ReleaseSyntheticRecords()
    {
        var door = new FormalDoor(Ledger.Empty, Instant.FromUtc(2026, 11, 28, 0, 0), _ => { }, new GeneratedNoise());
        var released = door.Release(_table, new() { Id = "generated", Population = "generated", Epsilon = 1 });
        return released.Value.Facts.Rows;
    }

    // Rows that lean on a hidden kind each, as records of persons do.
    private static CodedTable Generate(int rows, int[] sizes)
    {
        var random = new Random(91043);
        var columns = sizes.Select(_ => new ushort[rows]).ToArray();
        for (var row = 0; row < rows; row++)
        {
            var kind = random.NextDouble();
            for (var column = 0; column < sizes.Length; column++)
            {
                var share = random.Next(3) == 0 ? random.NextDouble() : kind * random.NextDouble();
                columns[column][row] = (ushort)(share * share * sizes[column]);
            }
        }

        return new CodedTable(new CodedDomain([.. sizes.Select((size, column) => new CodedColumn($"c{column}", size))]), columns);
    }

    // As quick as the operating system's, and no part of a host: what is released here is nobody's.
    private sealed class GeneratedNoise : NoiseSource
    {
        private readonly Random _random = new(7);

        public override void Fill(Span<byte> bytes) => _random.NextBytes(bytes);
    }
}
