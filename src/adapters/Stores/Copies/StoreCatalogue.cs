using System.Data.Common;
using System.Globalization;
using Amparo.Stores.Migrations;

namespace Amparo.Stores.Copies;

/// <summary>What a database says of itself: our tables, their columns and rows, the migrations that made them.</summary>
internal static class StoreCatalogue
{
    /// <summary>The name of the table of migrations; it belongs to no module.</summary>
    internal const string Migrations = "amparo_migration";

    // The tables of our modules, wherever the table of migrations lies; what others keep in the same database is theirs.
    private const string ServerTables = """
        SELECT CASE WHEN c.relname = 'amparo_migration' THEN c.relname ELSE n.nspname || '.' || c.relname END, a.attname
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND (c.oid = to_regclass('amparo_migration') OR n.nspname = ANY(@modules))
        ORDER BY n.nspname, c.relname, a.attnum
        """;

    private const string ServerReferences = """
        SELECT n.nspname || '.' || c.relname, m.nspname || '.' || d.relname
        FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_class d ON d.oid = k.confrelid JOIN pg_catalog.pg_namespace m ON m.oid = d.relnamespace
        WHERE k.contype = 'f' AND c.oid <> d.oid AND n.nspname = ANY(@modules)
        """;

    private const string FileTables = """
        SELECT t.name, c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'
        ORDER BY t.name, c.cid
        """;

    /// <summary>Reads it.</summary>
    /// <param name="connection">An open connection; in a transaction that sees one moment, if others write.</param>
    /// <param name="kind">The database.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>The contents; null if no migration was ever applied.</returns>
    internal static async Task<StoreContents?> ReadAsync(DbConnection connection, StoreKind kind, CancellationToken cancel)
    {
        if (!await ExistsAsync(connection, kind, cancel))
            return null;
        var levels = await LevelsAsync(connection, cancel);
        var modules = levels.Select(level => level.Module).Distinct(StringComparer.Ordinal).ToArray();
        var columns = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (table, column) in await PairsAsync(connection, (kind == StoreKind.Sqlite ? FileTables : ServerTables, modules), cancel))
        {
            if (!columns.TryGetValue(table, out var known))
                columns.Add(table, known = []);
            known.Add(column);
        }

        var references = kind == StoreKind.Sqlite ? [] : await PairsAsync(connection, (ServerReferences, modules), cancel);
        var tables = new List<StoredTable>(columns.Count);
        foreach (var name in InOrder([.. columns.Keys.Order(StringComparer.Ordinal)], references))
        {
            var table = new StoredTable(name, columns[name], 0);
            tables.Add(table with { Rows = await CountAsync(connection, table, cancel) });
        }

        return new(kind, levels, tables);
    }

    /// <summary>Whether any of our migrations was applied.</summary>
    internal static async Task<bool> ExistsAsync(DbConnection connection, StoreKind kind, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = kind == StoreKind.Sqlite
            ? "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'amparo_migration'"
            : "SELECT count(*) FROM pg_catalog.pg_class WHERE oid = to_regclass('amparo_migration')";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) == 1;
    }

    /// <summary>Tables in an order in which each comes after those that it refers to. Ours refer to one another in no circle.</summary>
    internal static IReadOnlyList<string> InOrder(IReadOnlyList<string> tables, IReadOnlyList<(string From, string To)> references)
    {
        var ordered = new List<string>(tables.Count);
        var left = tables.ToList();
        while (left.Count > 0)
        {
            var next = left.Where(table => references.All(reference => reference.From != table || !left.Contains(reference.To))).ToList();
            if (next.Count == 0)
                next = left; // A circle of references: the database itself will say so.
            ordered.AddRange(next);
            left = [.. left.Except(next, StringComparer.Ordinal)];
        }

        return ordered;
    }

    private static async Task<IReadOnlyList<AppliedMigration>> LevelsAsync(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT module, number, sha256 FROM amparo_migration ORDER BY module, number";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var levels = new List<AppliedMigration>();
        while (await reader.ReadAsync(cancel))
            levels.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetString(2)));
        return levels;
    }

    private static async Task<IReadOnlyList<(string First, string Second)>> PairsAsync(
        DbConnection connection, (string Statement, string[] Modules) asked, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = asked.Statement;
        if (asked.Statement.Contains("@modules", StringComparison.Ordinal))
        {
            var modules = command.CreateParameter();
            (modules.ParameterName, modules.Value) = ("modules", asked.Modules);
            command.Parameters.Add(modules);
        }

        await using var reader = await command.ExecuteReaderAsync(cancel);
        var pairs = new List<(string, string)>();
        while (await reader.ReadAsync(cancel))
            pairs.Add((reader.GetString(0), reader.GetString(1)));
        return pairs;
    }

    private static async Task<long> CountAsync(DbConnection connection, StoredTable table, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        // A name of the catalogue, quoted: a statement cannot take a table's name as a parameter.
        command.CommandText = $"SELECT count(*) FROM {table.Quoted}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }
}
