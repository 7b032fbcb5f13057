using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Amparo.TestSupport;

/// <summary>Holds a module's model against the tables that its migrations made.</summary>
public static class SchemaComparison
{
    /// <summary>Lists what differs.</summary>
    /// <param name="context">The module's context, on a migrated store.</param>
    /// <returns>
    /// A line for each table, column, type, nullability, primary key or unique index of the model that the database lacks, and for each
    /// column of the database that must be filled but that the model does not know. Empty if they agree.
    /// </returns>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(DbContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var differences = new List<string>();
        foreach (var table in context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables)
        {
            var columns = await ColumnsAsync(context, table);
            if (columns.Count == 0)
            {
                differences.Add($"{table.Name}: no such table");
                continue;
            }

            foreach (var column in table.Columns)
            {
                if (columns.SingleOrDefault(found => found.Name == column.Name) is not { } found)
                    differences.Add($"{table.Name}.{column.Name}: no such column");
                else if (!string.Equals(found.Type, column.StoreType, StringComparison.OrdinalIgnoreCase) || found.Nullable != column.IsNullable)
                    differences.Add($"{table.Name}.{column.Name}: {Describe(column.StoreType, column.IsNullable)}, but {Describe(found.Type, found.Nullable)}");
            }

            differences.AddRange(columns
                .Where(found => !found.Nullable && !found.HasDefault && table.Columns.All(column => column.Name != found.Name))
                .Select(found => $"{table.Name}.{found.Name}: required, but the model does not know it"));

            var unique = await UniqueKeysAsync(context, table);
            differences.AddRange(table.UniqueConstraints.Select(key => key.Columns)
                .Concat(table.Indexes.Where(index => index.IsUnique).Select(index => index.Columns))
                .Select(key => string.Join(",", key.Select(column => column.Name).Order(StringComparer.Ordinal)))
                .Where(key => !unique.Contains(key))
                .Select(key => $"{table.Name}({key}): not unique"));
        }

        return differences;
    }

    private static string Describe(string type, bool nullable) => $"{type} {(nullable ? "null" : "not null")}";

    private static async Task<List<FoundColumn>> ColumnsAsync(DbContext context, ITable table) => context.Database.IsSqlite()
        ? await context.Database.SqlQuery<FoundColumn>(
            $"""
            SELECT name AS "Name", type AS "Type", "notnull" = 0 AS "Nullable", dflt_value IS NOT NULL AS "HasDefault"
            FROM pragma_table_info({table.Name})
            """).ToListAsync()
        : await context.Database.SqlQuery<FoundColumn>(
            $"""
            SELECT a.attname AS "Name", format_type(a.atttypid, a.atttypmod) AS "Type", NOT a.attnotnull AS "Nullable", a.atthasdef AS "HasDefault"
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = {table.Schema} AND c.relname = {table.Name} AND a.attnum > 0 AND NOT a.attisdropped
            """).ToListAsync();

    /// <summary>The column sets that the database keeps unique, each as its names in order, joined by commas.</summary>
    private static async Task<HashSet<string>> UniqueKeysAsync(DbContext context, ITable table)
    {
        var keys = context.Database.IsSqlite()
            ? await context.Database.SqlQuery<FoundKey>(
                $"""
                SELECT l.name AS "Name", i.name AS "Column" FROM pragma_index_list({table.Name}) l, pragma_index_info(l.name) i WHERE l."unique" = 1
                UNION ALL SELECT 'primary key', name FROM pragma_table_info({table.Name}) WHERE pk > 0
                """).ToListAsync()
            : await context.Database.SqlQuery<FoundKey>(
                $"""
                SELECT x.indexrelid::text AS "Name", a.attname AS "Column"
                FROM pg_index x JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (x.indkey)
                WHERE n.nspname = {table.Schema} AND c.relname = {table.Name} AND x.indisunique
                """).ToListAsync();
        return keys.GroupBy(key => key.Name, StringComparer.Ordinal)
            .Select(group => string.Join(",", group.Select(key => key.Column).Order(StringComparer.Ordinal)))
            .ToHashSet(StringComparer.Ordinal);
    }

    private sealed record FoundColumn(string Name, string Type, bool Nullable, bool HasDefault);

    private sealed record FoundKey(string Name, string Column);
}
