using System.Data.Common;
using Amparo.Stores.Migrations;
using Amparo.Vocabulary;
using NodaTime;
using Npgsql;

namespace Amparo.Stores.Copies;

/// <summary>A store that is being rebuilt from a copy: there for nobody until it is committed.</summary>
/// <remarks>
/// SQLite: a new file in a folder of the caller's, who removes it if it is not to stay. PostgreSQL: one transaction that makes the tables by the very
/// migrations that the copy names and fills them; without a commit nothing of it is left. Not thread-safe.
/// </remarks>
public sealed class StoreRebuild : IAsyncDisposable
{
    private readonly StoreAddress _address;
    private readonly StoreContents _contents;
    private readonly DbTransaction? _transaction;
    private DbConnection? _connection;

    private StoreRebuild(StoreAddress address, StoreContents contents, (DbConnection? Connection, DbTransaction? Transaction) held)
    {
        _address = address;
        _contents = contents;
        (_connection, _transaction) = held;
    }

    /// <summary>A connection that sees what was rebuilt; on SQLite only after all parts were read.</summary>
    public DbConnection Connection => _connection ?? throw new InvalidOperationException("Read the parts first.");

    /// <summary>Begins to rebuild.</summary>
    /// <param name="address">Where: a folder without a database, or a database that holds nothing of ours.</param>
    /// <param name="contents">What the copy holds.</param>
    /// <param name="modules">The program's migrations; <see cref="StoreMigrations.Check"/> found no fault in the copy's.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The rebuilding, which the caller disposes of; <c>STO-017</c> if something of ours is there already, or another problem of the store.</returns>
    public static async Task<Outcome<StoreRebuild>> BeginAsync(
        StoreAddress address, StoreContents contents, IReadOnlyList<MigrationSet> modules, Instant now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(contents);
        ArgumentNullException.ThrowIfNull(modules);
        if (address.FilePath is { } file)
            return File.Exists(file) ? new Problem(StoreProblems.AlreadyStored, address.Subject) : new StoreRebuild(address, contents, (null, null));
        NpgsqlConnection? connection = null;
        NpgsqlTransaction? transaction = null;
        StoreRebuild? begun = null;
        try
        {
            connection = new NpgsqlConnection(address.ConnectionString());
            await connection.OpenAsync(cancel);
            transaction = await connection.BeginTransactionAsync(cancel);
            // Hosts that start meanwhile wait, and find the store whole.
            await StoreTransactions.LockAsync(transaction, address, "migrations", cancel);
            if (await StoreCatalogue.ExistsAsync(connection, address.Kind, cancel) || await HasSchemasAsync(connection, modules, cancel))
                return new Problem(StoreProblems.AlreadyStored, address.Subject);
            foreach (var level in contents.Levels)
            {
                var migration = modules.First(module => module.Module == level.Module).For(address.Kind)[level.Number - 1];
                await MigrationTable.ApplyAsync(transaction, (level.Module, migration), now, cancel);
            }

            return begun = new StoreRebuild(address, contents, (connection, transaction));
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, address.Subject) is { } problem)
        {
            return problem;
        }
        finally
        {
            if (begun is null)
            {
                if (transaction is not null)
                    await transaction.DisposeAsync();
                if (connection is not null)
                    await connection.DisposeAsync();
            }
        }
    }

    /// <summary>Takes up a part.</summary>
    /// <param name="part">Its name, as <see cref="StoreSnapshot.Parts"/> gave it.</param>
    /// <param name="source">Its bytes.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>False if the copy has no such part.</returns>
    /// <exception cref="DbException">The database fails: see <see cref="StoreProblems.From"/>.</exception>
    /// <exception cref="IOException">The disk fails.</exception>
    public async Task<bool> ReadPartAsync(string part, Stream source, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (_transaction is null)
        {
            if (part != StoreAddress.FileName)
                return false;
            StoreConnection.CreateFile(_address);
            await using var file = new FileStream(_address.FilePath!, FileMode.Open, FileAccess.Write, FileShare.None, 1 << 16);
            await source.CopyToAsync(file, cancel);
            return true;
        }

        if (_contents.Tables.FirstOrDefault(table => table.Name == part) is not { } table)
            return false;
        // The audit's own refusals stand between the rows and their table; its chain is verified afterwards, whatever way it came.
        await ExecuteAsync($"ALTER TABLE {table.Quoted} DISABLE TRIGGER USER; DELETE FROM {table.Quoted}", cancel);
        await using (var rows = await ((NpgsqlConnection)Connection).BeginRawBinaryCopyAsync(
            $"COPY {table.Quoted} ({table.QuotedColumns}) FROM STDIN (FORMAT BINARY)", cancel))
        {
            await source.CopyToAsync(rows, cancel);
        }

        await ExecuteAsync($"ALTER TABLE {table.Quoted} ENABLE TRIGGER USER", cancel);
        return true;
    }

    /// <summary>Holds what was rebuilt against what the copy says it holds: migrations, tables, columns, rows; on SQLite each page of the file too.</summary>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The contents; <c>STO-018</c> with the first table that differs, or another problem of the store.</returns>
    public async Task<Outcome<StoreContents>> CheckAsync(CancellationToken cancel)
    {
        try
        {
            if (_connection is null)
            {
                if (!File.Exists(_address.FilePath))
                    return new Problem(StoreProblems.CopyDiffers, _address.Subject);
                _connection = TableCells.Sqlite(_address);
                await _connection.OpenAsync(cancel);
                if (await ScalarAsync("PRAGMA integrity_check(1)", cancel) is not "ok" || await ScalarAsync("PRAGMA foreign_key_check", cancel) is not null)
                    return new Problem(StoreProblems.Damaged, _address.Subject);
            }

            if (await StoreCatalogue.ReadAsync(_connection, _address.Kind, cancel) is not { } found || !found.Levels.SequenceEqual(_contents.Levels))
                return new Problem(StoreProblems.CopyDiffers, StoreCatalogue.Migrations);
            var names = found.Tables.Select(table => table.Name).Union(_contents.Tables.Select(table => table.Name), StringComparer.Ordinal);
            var different = names.FirstOrDefault(name => !Same(
                found.Tables.FirstOrDefault(table => table.Name == name), _contents.Tables.FirstOrDefault(table => table.Name == name)));
            return different is null ? found : new Problem(StoreProblems.CopyDiffers, different);
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, _address.Subject) is { } problem)
        {
            return problem;
        }
    }

    /// <summary>Lets it be there. SQLite's file is there already, in the caller's folder.</summary>
    /// <param name="cancel">Cancels.</param>
    /// <returns>A task that ends with the commit.</returns>
    public Task CommitAsync(CancellationToken cancel) => _transaction?.CommitAsync(cancel) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        if (_connection is not null)
            await _connection.DisposeAsync();
    }

    private static bool Same(StoredTable? one, StoredTable? other) =>
        one is not null && other is not null && one.Rows == other.Rows && one.Columns.SequenceEqual(other.Columns, StringComparer.Ordinal);

    private static async Task<bool> HasSchemasAsync(NpgsqlConnection connection, IReadOnlyList<MigrationSet> modules, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ANY(@modules))";
        command.Parameters.AddWithValue("modules", modules.Select(module => module.Module).ToArray());
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private async Task<object?> ScalarAsync(string statement, CancellationToken cancel)
    {
        await using var command = Connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = statement;
        return await command.ExecuteScalarAsync(cancel);
    }

    private async Task ExecuteAsync(string statement, CancellationToken cancel)
    {
        await using var command = Connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
