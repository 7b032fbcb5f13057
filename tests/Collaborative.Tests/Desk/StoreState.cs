using System.Data;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amparo.Platform;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>All that a store holds: every row of every table, so that a change anywhere is seen, not only a row more or less.</summary>
internal static class StoreState
{
    // Hosts say in these that they live, whether anybody asks anything or not.
    private static bool IsQuiet(string table) => !table.Contains("qrtz", StringComparison.OrdinalIgnoreCase) && !table.EndsWith("recurring_job", StringComparison.Ordinal);

    /// <summary>A digest of each table.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(DeskHost host)
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (table, all) in await RowsAsync(host))
        {
            // That something was refused is written down, and nothing else may be.
            var rows = all.Where(row => !row.Contains("|access.refused|", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
            digests[table] = $"{rows.Count}:{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))))}";
        }

        return digests;
    }

    /// <summary>The rows of each table as text; bytes as the letters that they would be.</summary>
    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> RowsAsync(DeskHost host)
    {
        await using var context = await host.Services.GetRequiredService<IDbContextFactory<PlatformContext>>().CreateDbContextAsync();
        var connection = context.Database.GetDbConnection();
        await connection.OpenAsync();
        var tables = await ListAsync(connection, host.Services.GetRequiredService<StoreAddress>().Kind);
        var all = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var table in tables.Where(IsQuiet))
            all[table] = await ListAsync(connection, $"SELECT * FROM {table}");
        return all;
    }

    private static Task<List<string>> ListAsync(System.Data.Common.DbConnection connection, StoreKind kind) => ListAsync(connection, kind == StoreKind.Sqlite
        ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        : "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')");

    private static async Task<List<string>> ListAsync(System.Data.Common.DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default);
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var cells = new object[reader.FieldCount];
            reader.GetValues(cells);
            rows.Add(string.Join('|', cells.Select(cell => cell is byte[] bytes ? Encoding.Latin1.GetString(bytes) : Convert.ToString(cell, CultureInfo.InvariantCulture))));
        }

        return rows;
    }
}
