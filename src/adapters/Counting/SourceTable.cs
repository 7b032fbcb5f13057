using System.Data.Common;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Counting;

/// <summary>A table as the database's own catalogue knows it.</summary>
/// <param name="Quoted">Its quoted name.</param>
/// <param name="Parts">The quoted names of the parts that hold its rows; itself if it has none.</param>
internal sealed record SourceTable(string Quoted, IReadOnlyList<string> Parts)
{
    private const string SqliteColumns = "SELECT name, 'integer' FROM pragma_table_info(@table) WHERE @schema <> ''";

    private const string PostgresColumns = """
        SELECT a.attname, format_type(a.atttypid, NULL)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = @schema AND c.relname = @table AND a.attnum > 0 AND NOT a.attisdropped
        """;

    // A policy on the whole does not hold for who asks its parts, so that such a table is asked as a whole.
    private const string PostgresParts = """
        SELECT n.nspname, c.relname
        FROM pg_class root JOIN pg_namespace home ON home.oid = root.relnamespace
        CROSS JOIN LATERAL pg_partition_tree(root.oid) part JOIN pg_class c ON c.oid = part.relid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE home.nspname = @schema AND root.relname = @table AND NOT root.relrowsecurity AND part.isleaf
        ORDER BY 1, 2
        """;

    private static readonly string[] WholeNumbers = ["smallint", "integer", "bigint"];

    public static async Task<Outcome<SourceTable>> FindAsync(DbConnection connection, StoreKind kind, CodedSource source, CancellationToken cancel)
    {
        var dot = kind == StoreKind.PostgreSql ? source.Table.IndexOf('.', StringComparison.Ordinal) : -1;
        var name = (Schema: kind == StoreKind.PostgreSql ? "public" : "main", Table: source.Table);
        if (dot > 0)
            name = (source.Table[..dot], source.Table[(dot + 1)..]);

        var columns = await PairsAsync(connection, kind == StoreKind.PostgreSql ? PostgresColumns : SqliteColumns, name, cancel);
        if (columns.Count == 0)
            return new Problem(StoreProblems.TableMissing, "table");
        foreach (var column in source.Domain.Columns)
        {
            if (!columns.Exists(found => found.First == column.Name && WholeNumbers.Contains(found.Second)))
                return new Problem(CountingProblems.ColumnUnusable, column.Name);
        }

        if (source.PersonColumn is { } person && !columns.Exists(found => found.First == person))
            return new Problem(CountingProblems.ColumnUnusable, person);

        var quoted = Quote(name.Schema, name.Table);
        var parts = kind == StoreKind.PostgreSql ? await PairsAsync(connection, PostgresParts, name, cancel) : [];
        return new SourceTable(quoted, parts.Count == 0 ? [quoted] : [.. parts.Select(part => Quote(part.First, part.Second))]);
    }

    private static string Quote(string schema, string table) => $"{CountingStatements.Quote(schema)}.{CountingStatements.Quote(table)}";

    private static async Task<List<(string First, string Second)>> PairsAsync(
        DbConnection connection, string query, (string Schema, string Table) name, CancellationToken cancel)
    {
        await using var command = CountingSession.CommandOf(connection, query);
        foreach (var (parameter, value) in new[] { ("@schema", name.Schema), ("@table", name.Table) })
        {
            var added = command.CreateParameter();
            (added.ParameterName, added.Value) = (parameter, value);
            command.Parameters.Add(added);
        }

        var pairs = new List<(string, string)>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            pairs.Add((reader.GetString(0), reader.GetString(1)));
        return pairs;
    }
}
