using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Amparo.Stores;

/// <summary>Opens connections, and gives each the settings on which the store's guarantees rest.</summary>
internal static class StoreConnection
{
    /// <summary>Opens a connection of its own.</summary>
    /// <param name="address">The store; its SQLite file exists.</param>
    /// <param name="cancel">Cancels the opening.</param>
    /// <returns>An open connection.</returns>
    internal static async Task<DbConnection> OpenAsync(StoreAddress address, CancellationToken cancel)
    {
        DbConnection connection = address.Kind == StoreKind.Sqlite
            ? new SqliteConnection(address.ConnectionString())
            : new NpgsqlConnection(address.ConnectionString());
        try
        {
            await connection.OpenAsync(cancel);
            if (address.Kind == StoreKind.Sqlite)
                await ConfigureAsync(connection, Settings(address), cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database file if there is none, readable by its owner alone.</summary>
    /// <param name="address">A SQLite address.</param>
    internal static void CreateFile(StoreAddress address)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        // SQLite gives the same rights to the two files it keeps beside this one.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (new FileStream(address.FilePath!, options))
        {
        }
    }

    /// <summary>
    /// What every SQLite connection needs: WAL, so that readers and one writer do not wait for one another; FULL, so that a commit
    /// survives a power cut; a wait instead of an immediate refusal; foreign keys that hold.
    /// </summary>
    /// <param name="address">A SQLite address.</param>
    internal static string Settings(StoreAddress address) => string.Create(
        CultureInfo.InvariantCulture,
        $"PRAGMA busy_timeout={address.LockWait.TotalMilliseconds:F0}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;");

    /// <summary>Runs all statements of a command and reads all their rows away.</summary>
    /// <remarks>
    /// Not <c>ExecuteNonQuery</c>: after a statement that gives rows, SQLite's provider runs the rest while it disposes of the reader
    /// and swallows their errors, so that half a migration would pass for a whole one.
    /// </remarks>
    internal static async Task ExecuteAllAsync(DbCommand command, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        do
        {
            while (await reader.ReadAsync(cancel))
            {
            }
        }
        while (await reader.NextResultAsync(cancel));
    }

    private static async Task ConfigureAsync(DbConnection connection, string settings, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = settings;
        await ExecuteAllAsync(command, cancel);
    }

    /// <summary>The same settings for connections that Entity Framework opens.</summary>
    /// <param name="address">A SQLite address.</param>
    internal sealed class SettingsOnOpening(StoreAddress address) : DbConnectionInterceptor
    {
        private readonly string _settings = Settings(address);

        /// <inheritdoc/>
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
            // SQLite works synchronously behind the asynchronous calls: nothing waits here.
            ConfigureAsync(connection, _settings, CancellationToken.None).GetAwaiter().GetResult();

        /// <inheritdoc/>
        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
            ConfigureAsync(connection, _settings, cancellationToken);
    }
}
