using Amparo.PrivateRelease.Anonymity;
using Amparo.PrivateRelease.Tables;
using BenchmarkDotNet.Attributes;

namespace Amparo.Benchmarks;

/// <summary>Stars in few cells, against starring every cell of the rows that are too rare. The table is generated: no row is anybody's.</summary>
[MemoryDiagnoser]
public class KAnonymityBenchmarks
{
    private CodedTable _table = null!;

    /// <summary>Rows of the table, of 14 columns.</summary>
    [Params(48_842)]
    public int Rows { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        int[] sizes = [9, 74, 16, 7, 15, 6, 5, 2, 42, 20, 20, 20, 96, 2];
        var random = new Random(48842);
        var columns = sizes.Select(_ => new ushort[Rows]).ToArray();
        for (var row = 0; row < Rows; row++)
        {
            var kind = random.NextDouble();
            for (var column = 0; column < sizes.Length; column++)
            {
                var share = random.Next(2) == 0 ? kind : random.NextDouble();
                columns[column][row] = (ushort)(share * share * share * sizes[column]);
            }
        }

        _table = new CodedTable(new CodedDomain([.. sizes.Select((size, column) => new CodedColumn($"c{column}", size))]), columns);
    }

    [Benchmark(Baseline = true)]
    public long StarWholeRows()
    {
        var classes = new Dictionary<(int, int, int, int, int, int, int), int>();
        for (var row = 0; row < Rows; row++)
        {
            var key = (At(0, row), At(2, row), At(3, row), At(5, row), At(6, row), At(7, row), At(8, row));
            classes[key] = classes.GetValueOrDefault(key) + 1;
        }

        return classes.Values.Where(size => size < 11).Sum(size => 7L * size);
    }

    [Benchmark]
    public long StarFewCells() => KAnonymity.Protect(_table, new KAnonymityOptions(11, [0, 2, 3, 5, 6, 7, 8])).Value.Suppressed;

    private int At(int column, int row) => _table.Column(column)[row];
}
