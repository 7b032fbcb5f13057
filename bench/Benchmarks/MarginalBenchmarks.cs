using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;
using BenchmarkDotNet.Attributes;

namespace Amparo.Benchmarks;

/// <summary>All tables over two or three columns, against a plain loop over the rows for each table. All rows are generated.</summary>
[MemoryDiagnoser]
public class MarginalBenchmarks
{
    private CodedTable _table = null!;
    private CountedRows _rows = null!;
    private ColumnSet[] _sets = [];

    /// <summary>The shape: 17 flags, one column of 10 codes and one of 4; the same rows 15 times each; 13 flags and 12 columns of 3 to 12 codes.</summary>
    [Params("91043x19", "6070x19, 15 times", "1000000x25")]
    public string Shape { get; set; } = "";

    /// <summary>Over how many columns each table is.</summary>
    [Params(2, 3)]
    public int Length { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _table = Shape switch
        {
            "91043x19" => Generate((91_043, 1), [10, 4, .. Enumerable.Repeat(2, 17)]),
            "1000000x25" => Generate((1_000_000, 1), [.. Enumerable.Repeat(2, 13), .. Enumerable.Range(0, 12).Select(at => 3 + (at * 5 % 10))]),
            _ => Generate((6_070, 15), [10, 4, .. Enumerable.Repeat(2, 17)]),
        };
        _rows = Collapse();
        var columns = _table.Domain.Count;
        _sets = [.. from a in Enumerable.Range(0, columns)
                    from b in Enumerable.Range(a + 1, columns - a - 1)
                    from c in Length == 2 ? [b] : Enumerable.Range(b + 1, columns - b - 1)
                    select ColumnSet.Of(a, b, c)];
    }

    [Benchmark(Baseline = true)]
    public long PlainLoop()
    {
        var cells = 0L;
        foreach (var set in _sets)
        {
            var columns = set.Columns();
            var counts = new int[columns.Aggregate(1, (product, column) => product * _table.Domain.SizeOf(column))];
            var first = _table.Column(columns[0]);
            var second = _table.Column(columns[1]);
            var size = _table.Domain.SizeOf(columns[1]);
            if (columns.Length == 2)
            {
                for (var row = 0; row < first.Length; row++)
                    counts[(first[row] * size) + second[row]]++;
            }
            else
            {
                var third = _table.Column(columns[2]);
                var last = _table.Domain.SizeOf(columns[2]);
                for (var row = 0; row < first.Length; row++)
                    counts[(((first[row] * size) + second[row]) * last) + third[row]]++;
            }

            cells += counts.Length;
        }

        return cells;
    }

    /// <summary>The library's counter on distinct rows that are there already, as within a release.</summary>
    [Benchmark]
    public long DistinctRows() => _rows.Tables(_sets).Sum(table => (long)table.Counts.Count);

    /// <summary>The same, the work of finding the distinct rows included.</summary>
    [Benchmark]
    public long CollapseAndCount() => Collapse().Tables(_sets).Sum(table => (long)table.Counts.Count);

    private CountedRows Collapse() => new(
        _table.Domain, [.. Enumerable.Range(0, _table.Domain.Count).Select(column => _table.Column(column).ToArray())], [.. Enumerable.Repeat(1, _table.Rows)]);

    // Rows that lean on a hidden kind each, as records of persons do.
    private static CodedTable Generate((int Distinct, int Copies) rows, int[] sizes)
    {
        var random = new Random(91043);
        var columns = sizes.Select(_ => new ushort[rows.Distinct * rows.Copies]).ToArray();
        for (var row = 0; row < rows.Distinct; row++)
        {
            var kind = random.NextDouble();
            for (var column = 0; column < sizes.Length; column++)
            {
                var share = random.Next(3) == 0 ? random.NextDouble() : kind * random.NextDouble();
                for (var copy = 0; copy < rows.Copies; copy++)
                    columns[column][(copy * rows.Distinct) + row] = (ushort)(share * share * sizes[column]);
            }
        }

        return new CodedTable(new CodedDomain([.. sizes.Select((size, column) => new CodedColumn($"c{column}", size))]), columns);
    }
}
