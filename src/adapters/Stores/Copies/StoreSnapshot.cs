using System.Data;
using System.Data.Common;
using System.Globalization;
using Amparo.Stores.Migrations;
using Amparo.Vocabulary;
using Npgsql;

namespace Amparo.Stores.Copies;

/// <summary>A store as it stood at one moment, to be copied while hosts go on writing.</summary>
/// <remarks>
/// SQLite: <c>VACUUM INTO</c> a file beside the database, removed at the end; it blocks nobody, and what was deleted does not travel in free pages.
/// PostgreSQL: one REPEATABLE READ transaction that only reads, and <c>COPY</c> of our own tables within it. Not <c>pg_dump</c>: it must be of the
/// server's version, stands on few offices' machines, and its output could not be checked before it is run; the tables themselves are what our
/// migrations make. Not thread-safe.
/// </remarks>
public sealed class StoreSnapshot : IAsyncDisposable
{
    private readonly string? _file;
    private readonly DbTransaction? _transaction;

    private StoreSnapshot(DbConnection connection, StoreContents contents, (string? File, DbTransaction? Transaction) held)
    {
        Connection = connection;
        Contents = contents;
        (_file, _transaction) = held;
    }

    /// <summary>A connection that sees that moment and cannot write.</summary>
    public DbConnection Connection { get; }

    /// <summary>What it holds.</summary>
    public StoreContents Contents { get; }

    /// <summary>The names of its parts, in the order in which they are to be taken up: a file of SQLite, or the tables.</summary>
    public IReadOnlyList<string> Parts => _file is null ? [.. Contents.Tables.Select(table => table.Name)] : [StoreAddress.FileName];

    /// <summary>Takes one.</summary>
    /// <param name="address">The store.</param>
    /// <param name="cancel">Cancels the taking.</param>
    /// <returns>The snapshot, which the caller disposes of; <c>STO-016</c> if there is nothing of ours in it, or another problem of the store.</returns>
    public static async Task<Outcome<StoreSnapshot>> TakeAsync(StoreAddress address, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.FilePath is { } file && !File.Exists(file))
            return new Problem(StoreProblems.NothingStored, address.Subject);
        try
        {
            return address.Kind == StoreKind.Sqlite ? await CopyFileAsync(address, cancel) : await BeginAsync(address, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, address.Subject) is { } problem)
        {
            return problem;
        }
    }

    /// <summary>Writes a part.</summary>
    /// <param name="part">One of <see cref="Parts"/>.</param>
    /// <param name="target">Where to.</param>
    /// <param name="cancel">Cancels the writing.</param>
    /// <returns>A task that ends when all of it is written.</returns>
    /// <exception cref="DbException">The database fails: see <see cref="StoreProblems.From"/>.</exception>
    public async Task WritePartAsync(string part, Stream target, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (_file is not null)
        {
            await using var copy = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            await copy.CopyToAsync(target, cancel);
            return;
        }

        var table = Contents.Tables.First(table => table.Name == part);
        await using var rows = await ((NpgsqlConnection)Connection).BeginRawBinaryCopyAsync(
            $"COPY {table.Quoted} ({table.QuotedColumns}) TO STDOUT (FORMAT BINARY)", cancel);
        await rows.CopyToAsync(target, cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
            await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
        if (_file is not null)
            File.Delete(_file);
    }

    private static async Task<Outcome<StoreSnapshot>> CopyFileAsync(StoreAddress address, CancellationToken cancel)
    {
        // What a killed copy has left beside the database.
        AtomicFile.RemoveAbandoned(Path.GetDirectoryName(address.FilePath)!);
        var beside = string.Create(CultureInfo.InvariantCulture, $"{address.FilePath}.{Guid.NewGuid():N}.tmp");
        DbConnection? connection = null;
        StoreSnapshot? taken = null;
        try
        {
            await StoreBackup.CopyAsync(address, beside, cancel);
            connection = TableCells.Sqlite(StoreAddress.OfFile(beside).Value);
            await connection.OpenAsync(cancel);
            if (await StoreCatalogue.ReadAsync(connection, address.Kind, cancel) is not { } contents)
                return new Problem(StoreProblems.NothingStored, address.Subject);
            return taken = new StoreSnapshot(connection, contents, (beside, null));
        }
        finally
        {
            if (taken is null)
            {
                if (connection is not null)
                    await connection.DisposeAsync();
                File.Delete(beside);
            }
        }
    }

    private static async Task<Outcome<StoreSnapshot>> BeginAsync(StoreAddress address, CancellationToken cancel)
    {
        var connection = new NpgsqlConnection(address.ConnectionString());
        DbTransaction? transaction = null;
        StoreSnapshot? taken = null;
        try
        {
            await connection.OpenAsync(cancel);
            transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            await using (var settings = connection.CreateCommand())
            {
                settings.CommandText = "SET TRANSACTION READ ONLY";
                await settings.ExecuteNonQueryAsync(cancel);
            }

            if (await StoreCatalogue.ReadAsync(connection, address.Kind, cancel) is not { } contents)
                return new Problem(StoreProblems.NothingStored, address.Subject);
            return taken = new StoreSnapshot(connection, contents, (null, transaction));
        }
        finally
        {
            if (taken is null)
            {
                if (transaction is not null)
                    await transaction.DisposeAsync();
                await connection.DisposeAsync();
            }
        }
    }
}
