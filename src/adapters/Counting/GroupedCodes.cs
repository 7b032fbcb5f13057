using System.Data.Common;
using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary;

namespace Amparo.Counting;

/// <summary>Gathers what the queries of one group give, shard after shard.</summary>
internal sealed class GroupedCodes(CodedDomain domain, int most)
{
    private List<ushort>[] _columns = [.. domain.Columns.Select(_ => new List<ushort>())];
    private List<int> _weights = [];
    private long _total;

    /// <summary>Reads all rows of one query: a code a column, then the count.</summary>
    /// <returns>Null, or why it cannot be counted.</returns>
    public async Task<Problem?> ReadAsync(DbDataReader reader, CancellationToken cancel)
    {
        var rows = 0;
        while (await reader.ReadAsync(cancel))
        {
            for (var column = 0; column < _columns.Length; column++)
            {
                var code = reader.GetInt64(column);
                if (code == CountingStatements.Outside)
                    return new(CountingProblems.CodeOutsideDomain, domain.Columns[column].Name);
                _columns[column].Add((ushort)code);
            }

            var count = reader.GetInt64(_columns.Length);
            _total += count;
            if (_total > int.MaxValue)
                return new(CountingProblems.TooManyRows, "table");
            _weights.Add((int)count);
            if (++rows > most)
                return new(CountingProblems.TooManyDistinctRows, "table");
        }

        if (_weights.Count > most)
            Merge();
        return _weights.Count > most ? new(CountingProblems.TooManyDistinctRows, "table") : null;
    }

    public CountedRows Rows() => new(domain, [.. _columns.Select(column => column.ToArray())], [.. _weights]);

    // Rows that several shards share come several times.
    private void Merge()
    {
        var merged = Rows();
        _columns = [.. domain.Columns.Select((_, column) => new List<ushort>(merged.Column(column).ToArray()))];
        _weights = [.. merged.Weights()];
    }
}
