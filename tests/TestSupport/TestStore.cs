using System.Globalization;
using Amparo.Stores;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Amparo.TestSupport;

/// <summary>An empty store of one test's own: a temporary data folder, or a new database on the test server.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private readonly string? _server;
    private readonly string? _database;

    private TestStore(string folder, StoreAddress address, (string Server, string Database)? postgres = null)
    {
        DataFolder = folder;
        Address = address;
        _server = postgres?.Server;
        _database = postgres?.Database;
    }

    /// <summary>The databases that every store test runs on.</summary>
    public static IReadOnlyList<StoreKind> Kinds { get; } = [StoreKind.Sqlite, StoreKind.PostgreSql];

    /// <summary>A folder of the test's own; the SQLite file lies in it.</summary>
    public string DataFolder { get; }

    /// <summary>The store; its writers wait two seconds for one another.</summary>
    public StoreAddress Address { get; }

    /// <summary>Makes an empty store.</summary>
    /// <param name="kind">On which database.</param>
    /// <returns>The store; disposing removes it.</returns>
    public static async Task<TestStore> CreateAsync(StoreKind kind)
    {
        // Asked first: where there is no server, the test ends here and leaves nothing.
        var server = kind == StoreKind.PostgreSql ? await PostgresServer.ConnectionStringAsync() : null;
        var folder = Directory.CreateTempSubdirectory("amparo-store-").FullName;
        if (server is null)
            return new(folder, StoreAddress.InFolder(folder).Value.WaitingForLocks(TimeSpan.FromSeconds(2)));

        var database = string.Create(CultureInfo.InvariantCulture, $"amparo_test_{Guid.NewGuid():N}");
        await ExecuteOnServerAsync(server, $"CREATE DATABASE {database}");
        var connectionString = new NpgsqlConnectionStringBuilder(server) { Database = database }.ConnectionString;
        return new(folder, StoreAddress.PostgreSql(connectionString).Value.WaitingForLocks(TimeSpan.FromSeconds(2)), (server, database))
        {
            ConnectionString = connectionString,
        };
    }

    /// <summary>What PostgreSQL's own client opens; empty on SQLite.</summary>
    public string ConnectionString { get; private init; } = string.Empty;

    /// <summary>Runs SQL as somebody would who opens the database beside the program.</summary>
    /// <param name="sql">Statements.</param>
    /// <returns>The first column of the first row, or null.</returns>
    public async Task<object?> ExecuteAsync(string sql)
    {
        if (Address.Kind == StoreKind.PostgreSql)
            return await ExecuteOnServerAsync(ConnectionString, sql);

        // Not pooled: no handle outlives the statement.
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Address.FilePath, Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await ExecuteOnServerAsync(_server, $"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
        SqliteConnection.ClearAllPools();
        Directory.Delete(DataFolder, recursive: true);
    }

    private static async Task<object?> ExecuteOnServerAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }
}
