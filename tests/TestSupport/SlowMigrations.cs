using Amparo.Stores;
using Amparo.Stores.Migrations;

namespace Amparo.TestSupport;

/// <summary>Migrations that write much, so that there is time to kill them in the middle.</summary>
public static class SlowMigrations
{
    /// <summary>How many rows each of the two migrations writes.</summary>
    public const int Rows = 60_000;

    /// <summary>Two migrations: each makes a table and fills it. On SQLite only.</summary>
    public static MigrationSet Set { get; } = new("trial", new Dictionary<StoreKind, IReadOnlyList<Migration>>
    {
        [StoreKind.Sqlite] = [new(new(1, "first"), Fill("trial_first")), new(new(2, "second"), Fill("trial_second"))],
    });

    private static string Fill(string table) =>
        $"""
        CREATE TABLE {table} (number integer NOT NULL PRIMARY KEY, filling text NOT NULL);
        INSERT INTO {table}
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60000)
        SELECT i, hex(randomblob(64)) FROM n;
        """;
}
