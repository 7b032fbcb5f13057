using Amparo.Stores.Migrations;

namespace Amparo.Stores.Copies;

/// <summary>What a copy of a store holds, so that what was rebuilt from it can be held against it.</summary>
/// <param name="Kind">The database that it was copied from; it is rebuilt on the same kind.</param>
/// <param name="Levels">The migrations that were applied, of all modules.</param>
/// <param name="Tables">The tables, in an order in which no row comes before the one that it refers to.</param>
public sealed record StoreContents(StoreKind Kind, IReadOnlyList<AppliedMigration> Levels, IReadOnlyList<StoredTable> Tables)
{
    /// <summary>Rows of all tables.</summary>
    public long Rows => Tables.Sum(table => table.Rows);
}

/// <summary>A table of a copy.</summary>
/// <param name="Name">Its name; on PostgreSQL with the schema before a dot, except for the table of migrations.</param>
/// <param name="Columns">Its columns in their order.</param>
/// <param name="Rows">How many rows it has.</param>
public sealed record StoredTable(string Name, IReadOnlyList<string> Columns, long Rows)
{
    /// <summary>The name in SQL.</summary>
    internal string Quoted => string.Join('.', Name.Split('.', 2).Select(Quote));

    /// <summary>The columns in SQL.</summary>
    internal string QuotedColumns => string.Join(", ", Columns.Select(Quote));

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
