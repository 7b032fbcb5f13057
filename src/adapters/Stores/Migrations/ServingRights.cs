using System.Data.Common;
using Amparo.Vocabulary;
using Npgsql;

namespace Amparo.Stores.Migrations;

/// <summary>What hosts may do with the tables of a module.</summary>
/// <param name="Schema">The module's schema, as its migrations call it.</param>
/// <param name="AppendOnly">Its tables whose rows are added and read, never changed or removed.</param>
public sealed record ServedSchema(string Schema, IReadOnlyList<string> AppendOnly);

/// <summary>What an account was allowed.</summary>
/// <param name="Tables">How many tables it may read and add to.</param>
/// <param name="AppendOnly">How many of them it may not change or empty.</param>
public sealed record ServingGrant(int Tables, int AppendOnly);

/// <summary>
/// The rights of a second account of PostgreSQL, for hosts to serve with: rows are read and written by it, tables neither made nor changed, and what is only
/// ever added to (the trail of acts, the ledger, what was released) cannot be rewritten by it, whatever happens to a host.
/// </summary>
/// <remarks>
/// The account that the tables belong to migrates and grants; it stays off the servers. PostgreSQL does not tell a revoked right from one that never was, so
/// what an account had before on these tables is taken from it first: the same command trims an account that had more.
/// </remarks>
public static class ServingRights
{
    private const string MigrationTable = "amparo_migration";

    /// <summary>Gives an account the rights to serve, and takes from it every other on these tables.</summary>
    /// <param name="owner">The store, opened by the account that its tables belong to.</param>
    /// <param name="role">The account that hosts will use; it exists, and is not the owner.</param>
    /// <param name="schemas">The modules' schemas; each exists.</param>
    /// <param name="cancel">Cancels; nothing has changed then.</param>
    /// <returns>
    /// What it may do now; <c>STO-021</c> if the server has no such account, <c>STO-022</c> if the account owns tables, belongs to a group, administers the
    /// server, or may more by what everybody was given, so that no right can be kept from it, or <c>STO-008</c> if <paramref name="owner"/> is not the owner. Nothing is changed then.
    /// </returns>
    /// <exception cref="ArgumentException">The store is not on PostgreSQL, or a name is empty.</exception>
    public static async Task<Outcome<ServingGrant>> GrantAsync(
        StoreAddress owner, string role, IReadOnlyList<ServedSchema> schemas, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentException.ThrowIfNullOrWhiteSpace(role);
        ArgumentNullException.ThrowIfNull(schemas);
        if (owner.Kind != StoreKind.PostgreSql)
            throw new ArgumentException("Only PostgreSQL has accounts.", nameof(owner));
        try
        {
            await using var connection = await StoreConnection.OpenAsync(owner, cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            // Not while another host migrates: a table made in between would have no rights.
            await StoreTransactions.LockAsync(transaction, owner, "migrations", cancel);
            var granting = new Granting(transaction, role, schemas);
            if (await granting.RefusalAsync(owner.Subject, cancel) is { } refusal)
                return refusal;
            var granted = await granting.GrantAsync(cancel);
            if (await granting.HasMoreAsync(cancel))
                return new Problem(StoreProblems.ServingRoleTooStrong, owner.Subject);
            await transaction.CommitAsync(cancel);
            return granted;
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, owner.Subject) is { } problem)
        {
            return problem;
        }
    }

    /// <summary>Says whether the server has an account, before anything is done for it.</summary>
    /// <param name="owner">The store, opened by any account.</param>
    /// <param name="role">The account that hosts will use.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The store; <c>STO-021</c> if the server has no such account, or a problem of the store.</returns>
    public static async Task<Outcome<StoreAddress>> FindAsync(StoreAddress owner, string role, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentException.ThrowIfNullOrWhiteSpace(role);
        try
        {
            await using var connection = await StoreConnection.OpenAsync(owner, cancel);
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            return await new Granting(transaction, role, []).IsThereAsync(cancel) ? owner : new Problem(StoreProblems.ServingRoleMissing, owner.Subject);
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, owner.Subject) is { } problem)
        {
            return problem;
        }
    }

    private sealed class Granting(DbTransaction transaction, string role, IReadOnlyList<ServedSchema> schemas)
    {
        private readonly string _role = Quoted(role);
        private readonly string[] _schemas = [.. schemas.Select(schema => schema.Schema)];
        private readonly string[] _appendOnly = [.. schemas.SelectMany(schema => schema.AppendOnly.Select(table => $"{Quoted(schema.Schema)}.{Quoted(table)}"))];

        public Task<bool> IsThereAsync(CancellationToken cancel) => AskAsync("SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = @role)", cancel);

        public async Task<Problem?> RefusalAsync(string subject, CancellationToken cancel)
        {
            // Who owns nothing would be warned, not refused: the server calls that a success.
            const string foreign = """
                SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = ANY(@schemas) AND NOT pg_has_role(nspowner, 'USAGE'))
                  OR EXISTS (SELECT 1 FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname = ANY(@schemas)) AND NOT pg_has_role(relowner, 'USAGE'))
                  OR EXISTS (SELECT 1 FROM pg_class WHERE oid = to_regclass('amparo_migration') AND NOT pg_has_role(relowner, 'USAGE'))
                """;
            if (await AskAsync(foreign, cancel))
                return new Problem(StoreProblems.ServerRefuses, subject);
            if (!await IsThereAsync(cancel))
                return new Problem(StoreProblems.ServingRoleMissing, subject);
            // A member of any group can put its rights on (SET ROLE), also those that are not asked about below; an account that serves belongs to none.
            const string strong = """
                SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = @role AND (rolsuper OR rolcreaterole OR rolreplication OR rolbypassrls))
                  OR EXISTS (SELECT 1 FROM pg_auth_members WHERE member = (SELECT oid FROM pg_roles WHERE rolname = @role))
                  OR EXISTS (SELECT 1 FROM pg_database WHERE datname = current_database() AND pg_has_role(@role, datdba, 'MEMBER'))
                  OR EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = ANY(@schemas) AND pg_has_role(@role, nspowner, 'MEMBER'))
                  OR EXISTS (SELECT 1 FROM pg_class WHERE relnamespace IN (SELECT oid FROM pg_namespace WHERE nspname = ANY(@schemas)) AND pg_has_role(@role, relowner, 'MEMBER'))
                """;
            return await AskAsync(strong, cancel) ? new Problem(StoreProblems.ServingRoleTooStrong, subject) : null;
        }

        public async Task<ServingGrant> GrantAsync(CancellationToken cancel)
        {
            foreach (var schema in _schemas.Select(Quoted))
            {
                await ExecuteAsync(
                    $"""
                    REVOKE ALL ON SCHEMA {schema} FROM {_role};
                    REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {_role};
                    GRANT USAGE ON SCHEMA {schema} TO {_role};
                    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {_role};
                    """,
                    cancel);
            }

            foreach (var table in _appendOnly)
                await ExecuteAsync($"REVOKE UPDATE, DELETE ON {table} FROM {_role}", cancel);
            // Before version 15, PostgreSQL lets every account make tables in the schema that is looked at first.
            await ExecuteAsync($"REVOKE ALL ON {MigrationTable} FROM {_role}; GRANT SELECT ON {MigrationTable} TO {_role}; REVOKE CREATE ON SCHEMA public FROM PUBLIC", cancel);

            await using var count = Command("SELECT count(*) FROM pg_tables WHERE schemaname = ANY(@schemas)");
            return new ServingGrant(Convert.ToInt32(await count.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture), _appendOnly.Length);
        }

        // What was given to everybody, or to a group that the account is in, was not taken from it by name.
        public Task<bool> HasMoreAsync(CancellationToken cancel) => AskAsync(
            """
            SELECT has_database_privilege(@role, current_database(), 'CREATE')
              OR EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = ANY(@schemas || ARRAY['public']) AND has_schema_privilege(@role, oid, 'CREATE'))
              OR EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = ANY(@schemas) AND has_table_privilege(@role, format('%I.%I', schemaname, tablename), 'TRUNCATE, TRIGGER'))
              OR EXISTS (SELECT 1 FROM unnest(@appendOnly) AS closed(name) WHERE has_table_privilege(@role, name, 'DELETE') OR has_any_column_privilege(@role, name, 'UPDATE'))
              OR has_table_privilege(@role, 'amparo_migration', 'INSERT, UPDATE, DELETE, TRUNCATE')
            """,
            cancel);

        private async Task<bool> AskAsync(string sql, CancellationToken cancel)
        {
            await using var command = Command(sql);
            return await command.ExecuteScalarAsync(cancel) is true;
        }

        private async Task ExecuteAsync(string sql, CancellationToken cancel)
        {
            await using var command = transaction.Connection!.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancel);
        }

        private NpgsqlCommand Command(string sql)
        {
            var command = (NpgsqlCommand)transaction.Connection!.CreateCommand();
            command.Transaction = (NpgsqlTransaction)transaction;
            command.CommandText = sql;
            command.Parameters.AddWithValue("role", role);
            command.Parameters.AddWithValue("schemas", _schemas);
            command.Parameters.AddWithValue("appendOnly", _appendOnly);
            return command;
        }

        private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
