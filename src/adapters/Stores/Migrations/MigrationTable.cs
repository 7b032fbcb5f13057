using System.Data.Common;
using NodaTime;

namespace Amparo.Stores.Migrations;

/// <summary>The table <c>amparo_migration</c>: what was applied, when, and with which text.</summary>
internal static class MigrationTable
{
    // Made before any migration can be, so it is not one itself. Its columns are for ever; bigint is int64 in both databases.
    private const string Create = """
        CREATE TABLE IF NOT EXISTS amparo_migration (
          module text NOT NULL,
          number integer NOT NULL CHECK (number > 0),
          name text NOT NULL,
          sha256 text NOT NULL CHECK (length(sha256) = 64),
          applied_at bigint NOT NULL,
          PRIMARY KEY (module, number)
        )
        """;

    private const string Exists = """
        SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'amparo_migration')
        """;

    private const string ExistsOnServer = "SELECT to_regclass('amparo_migration') IS NOT NULL";

    /// <summary>Reads what was applied.</summary>
    /// <param name="transaction">The transaction that holds the lock.</param>
    /// <param name="kind">The database.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>The table's lines; none if there is no table yet.</returns>
    internal static Task<IReadOnlyList<AppliedMigration>> ReadAsync(DbTransaction transaction, StoreKind kind, CancellationToken cancel) =>
        ReadAsync((transaction.Connection!, transaction), kind, cancel);

    /// <summary>The same without a lock, on a connection that need not write.</summary>
    internal static Task<IReadOnlyList<AppliedMigration>> ReadAsync(DbConnection connection, StoreKind kind, CancellationToken cancel) =>
        ReadAsync((connection, null), kind, cancel);

    private static async Task<IReadOnlyList<AppliedMigration>> ReadAsync(
        (DbConnection Connection, DbTransaction? Transaction) place, StoreKind kind, CancellationToken cancel)
    {
        await using var exists = CommandOf(place, kind == StoreKind.Sqlite ? Exists : ExistsOnServer);
        if (await exists.ExecuteScalarAsync(cancel) is not (true or 1L))
            return [];

        await using var command = CommandOf(place, "SELECT module, number, sha256 FROM amparo_migration");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var lines = new List<AppliedMigration>();
        while (await reader.ReadAsync(cancel))
            lines.Add(new(reader.GetString(0), reader.GetInt32(1), reader.GetString(2)));
        return lines;
    }

    /// <summary>Runs a migration and writes its line.</summary>
    /// <param name="transaction">The transaction that both belong to.</param>
    /// <param name="step">The module and its migration.</param>
    /// <param name="now">The time to write beside it.</param>
    /// <param name="cancel">Cancels the migration.</param>
    /// <returns>A task that ends when both are written, before the commit.</returns>
    internal static async Task ApplyAsync(
        DbTransaction transaction, (string Module, Migration Migration) step, Instant now, CancellationToken cancel)
    {
        await using (var create = CommandOf(transaction, Create))
            await create.ExecuteNonQueryAsync(cancel);

        await using (var migrate = CommandOf(transaction, step.Migration.Sql))
        {
            migrate.CommandTimeout = 0; // A large table takes as long as it takes.
            await StoreConnection.ExecuteAllAsync(migrate, cancel);
        }

        await using var insert = CommandOf(
            transaction,
            "INSERT INTO amparo_migration (module, number, name, sha256, applied_at) VALUES (@module, @number, @name, @sha256, @at)");
        Add("@module", step.Module);
        Add("@number", step.Migration.Name.Number);
        Add("@name", step.Migration.Name.Name);
        Add("@sha256", step.Migration.Sha256);
        Add("@at", now.ToUnixTimeTicks());
        await insert.ExecuteNonQueryAsync(cancel);

        void Add(string name, object value)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            insert.Parameters.Add(parameter);
        }
    }

    private static DbCommand CommandOf(DbTransaction transaction, string sql) => CommandOf((transaction.Connection!, transaction), sql);

    private static DbCommand CommandOf((DbConnection Connection, DbTransaction? Transaction) place, string sql)
    {
        var command = place.Connection.CreateCommand();
        command.Transaction = place.Transaction;
        command.CommandText = sql;
        return command;
    }
}
