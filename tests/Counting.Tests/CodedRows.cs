using System.Globalization;
using System.Text;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;
using Amparo.TestSupport;

namespace Amparo.Counting.Tests;

/// <summary>Invented coded rows, and the same rows in a database.</summary>
internal static class CodedRows
{
    public static CodedTable Random(int rows, int[] sizes, int seed)
    {
        var random = new Random(seed);
        ushort[][] columns = [.. sizes.Select(size => Enumerable.Range(0, rows).Select(_ => (ushort)(size * random.NextDouble() * random.NextDouble())).ToArray())];
        return new(new([.. sizes.Select((size, at) => new CodedColumn($"c{at}", size))]), columns);
    }

    /// <summary>All sets of one to three columns, and the empty one.</summary>
    public static ColumnSet[] UpToThree(int columns) =>
        [ColumnSet.Of(), .. from a in Enumerable.Range(0, columns) from b in Enumerable.Range(a, columns - a) from c in Enumerable.Range(b, columns - b)
          let set = ColumnSet.Of(a, b, c) where set.Count != 2 || b == c select set];

    public static CountedRows InMemory(CodedTable table) =>
        new(table.Domain, [.. Enumerable.Range(0, table.Domain.Count).Select(column => table.Column(column).ToArray())], [.. Enumerable.Repeat(1, table.Rows)]);

    /// <summary>A count by another way: going through all rows, a dictionary a table.</summary>
    public static int[] Naive(CodedTable table, ColumnSet set)
    {
        var counts = new int[set.Columns().Aggregate(1, (cells, column) => cells * table.Domain.SizeOf(column))];
        for (var row = 0; row < table.Rows; row++)
            counts[set.Columns().Aggregate(0, (cell, column) => (cell * table.Domain.SizeOf(column)) + table.Column(column)[row])]++;
        return counts;
    }

    public static async Task FillAsync(TestStore store, string table, CodedTable rows, Func<int, string>? person = null)
    {
        var names = string.Join(", ", rows.Domain.Columns.Select(column => $"{Quote(column.Name)} integer"));
        await store.ExecuteAsync($"CREATE TABLE {Quote(table)} ({names}, person integer)");
        await InsertAsync(store.ExecuteAsync, Quote(table), rows, person ?? (_ => "NULL"));
    }

    public static async Task InsertAsync(Func<string, Task<object?>> execute, string table, CodedTable rows, Func<int, string> last)
    {
        foreach (var chunk in Enumerable.Range(0, rows.Rows).Chunk(5000))
        {
            var text = new StringBuilder($"INSERT INTO {table} VALUES ");
            foreach (var row in chunk)
            {
                text.Append(row == chunk[0] ? "(" : ",(");
                for (var column = 0; column < rows.Domain.Count; column++)
                    text.Append(CultureInfo.InvariantCulture, $"{rows.Column(column)[row]},");
                text.Append(last(row)).Append(')');
            }

            await execute(text.ToString());
        }
    }

    public static void ShouldEqual(IReadOnlyList<CountedTable> counted, IReadOnlyList<CountedTable> expected)
    {
        counted.Select(table => table.Columns).ShouldBe(expected.Select(table => table.Columns));
        for (var at = 0; at < counted.Count; at++)
        {
            counted[at].Sizes.ShouldBe(expected[at].Sizes);
            counted[at].Counts.SequenceEqual(expected[at].Counts).ShouldBeTrue(string.Join(",", expected[at].Columns.Columns()));
        }
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
