using System.Globalization;
using System.Text;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Microsoft.Data.Sqlite;
using NodaTime;
using Npgsql;

namespace Amparo.TestSupport;

/// <summary>An empty store of one test's own: a temporary data folder, or a new database on the test server.</summary>
public sealed class TestStore : IAsyncDisposable
{
    private const string Serving = "amparo_serving";

    // Several processes of tests share the server: whoever comes second finds the account.
    private static readonly Lazy<Task> ServingRole = new(async () => await ExecuteOnServerAsync(
        await PostgresServer.ConnectionStringAsync(),
        $"""
        DO $$ BEGIN
          CREATE ROLE {Serving} LOGIN;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$
        """));

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

    /// <summary>
    /// Makes a store for a host. On PostgreSQL its tables are made by the server's own account, and the host gets one that may only serve, as an
    /// installation should have it: what such an account may not do, no test of a host can do.
    /// </summary>
    /// <param name="kind">On which database.</param>
    /// <returns>The store; disposing removes it.</returns>
    public static async Task<TestStore> CreateServedAsync(StoreKind kind)
    {
        var store = await CreateAsync(kind);
        if (kind == StoreKind.Sqlite)
            return store;
        await ServingRole.Value;
        var migrated = await StoreMigrations.ApplyAsync(
            store.Address, [.. RepositoryModules().Select(module => module.Migrations)], SystemClock.Instance.GetCurrentInstant(), CancellationToken.None);
        var granted = migrated.Succeeded
            ? await ServingRights.GrantAsync(store.Address, Serving, [.. RepositoryModules().Select(module => module.Served)], CancellationToken.None)
            : null;
        if (granted is not { Succeeded: true })
            throw new InvalidOperationException(string.Join(' ', (granted?.Problems ?? migrated.Problems).Select(problem => problem.ToString())));
        store.ServingConnectionString = new NpgsqlConnectionStringBuilder(store.ConnectionString) { Username = Serving }.ConnectionString;
        return store;
    }

    /// <summary>What PostgreSQL's own client opens, as the owner of the tables; empty on SQLite.</summary>
    public string ConnectionString { get; private init; } = string.Empty;

    /// <summary>What a host opens, where it was made for one; empty on SQLite.</summary>
    public string ServingConnectionString { get; private set; } = string.Empty;

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

    private static IEnumerable<(MigrationSet Migrations, ServedSchema Served)> RepositoryModules()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src", "modules")).Order(StringComparer.Ordinal))
        {
            var migrations = Path.Combine(folder, "Migrations", "postgresql");
            if (!Directory.Exists(migrations))
                continue;
#pragma warning disable CA1308 // The name of a schema.
            var module = Path.GetFileName(folder).ToLowerInvariant();
#pragma warning restore CA1308
            var appendOnly = Path.Combine(folder, "Migrations", "append-only.txt");
            yield return (
                new MigrationSet(module, new Dictionary<StoreKind, IReadOnlyList<Migration>> { [StoreKind.PostgreSql] = [.. Directory.EnumerateFiles(migrations).Select(Read)] }),
                new ServedSchema(module, File.Exists(appendOnly) ? [.. File.ReadLines(appendOnly).Where(line => line.Length > 0 && line[0] != '#')] : []));
        }

        static Migration Read(string file)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            return new(new(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name[5..]), File.ReadAllText(file, Encoding.UTF8));
        }
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
