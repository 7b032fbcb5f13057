using System.Globalization;
using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Amparo.Endurance.Tests;

/// <summary>All that an installation keeps: data folder, key file beside it, and on PostgreSQL a database of its own. Can be copied while no host runs.</summary>
internal sealed class DeskStore : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("amparo-endure-").FullName;
    private readonly string? _server;
    private readonly string? _database;

    private DeskStore(string? server)
    {
        Directory.CreateDirectory(Data);
        if (server is null)
            return;
        (_server, _database) = (server, string.Create(CultureInfo.InvariantCulture, $"amparo_endure_{Guid.NewGuid():N}"));
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = _database, Pooling = false }.ConnectionString;
    }

    /// <summary>The data folder.</summary>
    public string Data => Path.Combine(_root, "data");

    /// <summary>What PostgreSQL's client opens; null on SQLite.</summary>
    public string? ConnectionString { get; }

    public StoreKind Kind => ConnectionString is null ? StoreKind.Sqlite : StoreKind.PostgreSql;

    /// <summary>The store, as the offline tools open it.</summary>
    public StoreAddress Address => ConnectionString is null ? StoreAddress.InFolder(Data).Value : StoreAddress.PostgreSql(ConnectionString).Value;

    /// <summary>The key file.</summary>
    public string Keys => Path.Combine(_root, "desk.keys");

    /// <summary>What lies beside the data folder.</summary>
    public string Outside => _root;

    /// <summary>An empty store.</summary>
    public static async Task<DeskStore> CreateAsync(StoreKind kind)
    {
        var store = new DeskStore(kind == StoreKind.PostgreSql ? await PostgresServer.ConnectionStringAsync() : null);
        if (store._server is not null)
            await OnServerAsync(store._server, $"CREATE DATABASE {store._database}");
        return store;
    }

    /// <summary>Room for the same, restored: no data folder yet, an empty database on the same server, the same key file.</summary>
    public async Task<DeskStore> BesideAsync()
    {
        var store = await CreateAsync(Kind);
        Directory.Delete(store.Data);
        File.Copy(Keys, store.Keys);
        return store;
    }

    /// <summary>The same once more. No host runs on it.</summary>
    public async Task<DeskStore> CopyAsync()
    {
        var copy = new DeskStore(_server);
        if (_server is not null)
            await OnServerAsync(_server, $"CREATE DATABASE {copy._database} TEMPLATE {_database}");
        foreach (var file in Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.Data, Path.GetRelativePath(Data, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        File.Copy(Keys, copy.Keys);
        return copy;
    }

    /// <summary>Starts a host on it, in a process of its own.</summary>
    public Task<HostProcess> StartAsync() => HostProcess.StartAsync(
        Data, ["--keys", Keys, "--content", Path.Combine(Repository.Root, "content"), .. ConnectionString is null ? Array.Empty<string>() : ["--postgres", PooledConnectionString]]);

    /// <summary>How a table of a module is called.</summary>
    public string Table(string module, string table) => Kind == StoreKind.Sqlite ? $"{module}_{table}" : $"{module}.{table}";

    /// <summary>Asks the store, beside whatever host runs on it.</summary>
    /// <param name="sql">A statement.</param>
    /// <returns>Its rows.</returns>
    public async Task<IReadOnlyList<object?[]>> RowsAsync(string sql)
    {
        await using System.Data.Common.DbConnection connection = ConnectionString is null
            ? new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Data, StoreAddress.FileName), Pooling = false, DefaultTimeout = 30 }.ConnectionString)
            : new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            var cells = new object?[reader.FieldCount];
            for (var at = 0; at < cells.Length; at++)
                cells[at] = await reader.IsDBNullAsync(at) ? null : reader.GetValue(at);
            rows.Add(cells);
        }

        return rows;
    }

    /// <summary>A count.</summary>
    public async Task<long> CountAsync(string fromAndWhere) =>
        Convert.ToInt64((await RowsAsync($"SELECT count(*) FROM {fromAndWhere}"))[0][0], CultureInfo.InvariantCulture);

    /// <summary>Waits until no job is open any more.</summary>
    public async Task UntilIdleAsync(TimeSpan patience)
    {
        var until = DateTime.UtcNow + patience;
        while (await CountAsync($"{Table("platform", "job")} WHERE phase IN ('queued', 'running')") > 0)
        {
            if (DateTime.UtcNow > until)
                throw new TimeoutException("A job has not come to its end.");
            await Task.Delay(50);
        }
    }

    /// <summary>The files that hold what is in the store: of SQLite the folder, of PostgreSQL the database's files and its log as well.</summary>
    /// <param name="since">Files of the log that were not written since then are not the store's.</param>
    public async Task<IReadOnlyList<string>> FilesAsync(DateTime since)
    {
        var files = Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).ToList();
        if (ConnectionString is null)
            return files;
        // What is still in the server's memory only is written out first.
        await OnServerAsync(_server!, "CHECKPOINT");
        var folder = (string)(await RowsAsync("SELECT current_setting('data_directory')"))[0][0]!;
        var database = Convert.ToInt64((await RowsAsync("SELECT oid::bigint FROM pg_database WHERE datname = current_database()"))[0][0], CultureInfo.InvariantCulture);
        files.AddRange(Directory.EnumerateFiles(Path.Combine(folder, "base", database.ToString(CultureInfo.InvariantCulture))));
        files.AddRange(Directory.EnumerateFiles(Path.Combine(folder, "pg_wal")).Where(file => File.GetLastWriteTimeUtc(file) >= since));
        files.Add(Path.Combine(folder, "log"));
        return files;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await OnServerAsync(_server, $"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
        Directory.Delete(_root, recursive: true);
    }

    // The host keeps its connections, as it does in an office.
    private string PooledConnectionString => new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = true }.ConnectionString;

    private static async Task OnServerAsync(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync();
    }
}
