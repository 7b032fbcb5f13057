using System.Data.Common;
using Amparo.Cli.Operating;
using Amparo.Platform;
using Amparo.Platform.Audit;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Amparo.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Cli.Tests;

/// <summary>An installation as an administrator has it: a store with the tables of all modules, a data folder, a key file beside; rows come in pairs.</summary>
internal sealed class OperatedInstallation : IAsyncDisposable
{
    /// <summary>What stands in names and contents, and nowhere else in the world.</summary>
    internal const string Marker = "Zqxjvkwbh";

    private readonly TestStore _store;
    private readonly ServiceProvider _services;

    private OperatedInstallation(TestStore store, ServiceProvider services)
    {
        _store = store;
        _services = services;
    }

    internal static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal Workspace Work { get; } = new();

    internal string Data => _store.DataFolder;

    internal string KeyFilePath => _store.DataFolder + ".keys";

    internal StoreAddress Address => _store.Address;

    internal TestStore Store => _store;

    /// <summary>The vault of a host that serves all the while.</summary>
    internal Vault Vault => _services.GetRequiredService<Vault>();

    /// <summary>What the verbs are told of the place.</summary>
    internal string[] Place => Address.Kind == StoreKind.Sqlite ? ["--data", Data] : ["--data", Data, "--postgres", _store.ConnectionString];

    internal static async Task<OperatedInstallation> StartAsync(StoreKind kind)
    {
        var store = await TestStore.CreateAsync(kind);
        (await StoreMigrations.ApplyAsync(store.Address, KnownMigrations.All, SystemClock.Instance.GetCurrentInstant(), Cancel)).Problems.ShouldBeEmpty();
        var services = ServicesOf(store.Address, store.DataFolder + ".keys");
        (await services.GetRequiredService<Vault>().PrepareAsync([], Cancel)).Problems.ShouldBeEmpty();
        var installation = new OperatedInstallation(store, services);
        Directory.CreateDirectory(Path.Combine(store.DataFolder, "releases"));
        await File.WriteAllTextAsync(Path.Combine(store.DataFolder, "releases", $"{Marker}.json"), $"{{ \"{Marker}\": 1 }}", Cancel);
        await store.ExecuteAsync(
            $"INSERT INTO {installation.Table("platform", "node")} (id, name, created_at) VALUES ('0199aaaa-0000-7000-8000-000000000001', '{Marker} node', 1)");
        for (var pair = 0; pair < 5; pair++)
            await installation.WritePairAsync();
        return installation;
    }

    /// <summary>Services over a store, as a host has them.</summary>
    internal static ServiceProvider ServicesOf(StoreAddress address, string keyFile)
    {
        var services = new ServiceCollection();
        services.AddPlatformStore(address.WaitingForLocks(TimeSpan.FromSeconds(60))).AddPlatformKeys(KeyFile.OpenOrCreate(keyFile).Value);
        services.AddPooledDbContextFactory<ActsContext>(options => options.UseAmparoStore(address.WaitingForLocks(TimeSpan.FromSeconds(60))));
        return services.BuildServiceProvider();
    }

    internal string Table(string module, string name) => Address.Kind == StoreKind.Sqlite ? $"{module}_{name}" : $"{module}.{name}";

    /// <summary>One transaction: two pieces of one content, the first sealed, and one act.</summary>
    internal async Task WritePairAsync()
    {
        var id = Guid.CreateVersion7();
        var sealedName = await _services.GetRequiredService<Vault>().SealTextAsync(PlaceOf(id), $"{Marker} Ana", Cancel);
        sealedName.Problems.ShouldBeEmpty();
        await using var context = await _services.GetRequiredService<IDbContextFactory<ActsContext>>().CreateDbContextAsync(Cancel);
        await using var transaction = await context.Database.BeginTransactionAsync(Cancel);
        await InsertAsync(transaction.GetDbTransaction(), id, (0, sealedName.Value));
        await InsertAsync(transaction.GetDbTransaction(), id, (1, new byte[700]));
        await _services.GetRequiredService<AuditTrail>().AppendAsync(context, new AuditAct
        {
            Act = "content.kept",
            Actor = new AuditActor { Node = "gt", Account = "the-writer" },
            Subject = new AuditSubject("content", id.ToString("D")),
        }, Cancel);
        await transaction.CommitAsync(Cancel);
    }

    /// <summary>The contents of a store: how many pieces each has.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, long>> PairsAsync(OperatedInstallation like, StoreAddress address)
    {
        var opened = await StoreReading.OpenAsync(address, Cancel);
        await using var connection = opened.Value;
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT CAST(content_id AS text), count(*) FROM {like.Table("collaborative", "content_piece")} GROUP BY content_id";
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var pairs = new Dictionary<Guid, long>();
        while (await reader.ReadAsync(Cancel))
            pairs.Add(Guid.Parse(reader.GetString(0)), reader.GetInt64(1));
        return pairs;
    }

    /// <summary>What a restored store's vault makes of the first piece of a content.</summary>
    internal async Task<string> OpenedAsync(StoreAddress address, Guid id)
    {
        await using var services = ServicesOf(address, KeyFilePath);
        var opened = await StoreReading.OpenAsync(address, Cancel);
        await using var connection = opened.Value;
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT bytes FROM {Table("collaborative", "content_piece")} WHERE number = 0 AND lower(CAST(content_id AS text)) = '{id:D}'";
        return (await services.GetRequiredService<Vault>().UnsealTextAsync(PlaceOf(id), (byte[])(await command.ExecuteScalarAsync(Cancel))!, Cancel)).Value;
    }

    /// <summary>Takes the audit's own refusals away, as somebody would who owns the database.</summary>
    internal async Task DisarmAsync()
    {
        if (Address.Kind == StoreKind.PostgreSql)
            await _store.ExecuteAsync("ALTER TABLE platform.audit_line DISABLE TRIGGER USER");
        else
            await _store.ExecuteAsync("DROP TRIGGER platform_audit_line_update; DROP TRIGGER platform_audit_line_delete; DROP TRIGGER platform_audit_line_insert");
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _store.DisposeAsync();
        File.Delete(KeyFilePath);
        File.Delete(KeyFilePath + ".lock");
        Work.Dispose();
    }

    private static SealedPlace PlaceOf(Guid id) => new() { Compartment = Compartment.Node, Purpose = "trial.name", Row = id.ToString("D") };

    private async Task InsertAsync(DbTransaction transaction, Guid id, (int Number, byte[] Bytes) piece)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {Table("collaborative", "content_piece")} (content_id, number, bytes) VALUES (@id, @number, @bytes)";
        foreach (var (name, value) in new (string, object)[] { ("@id", id), ("@number", piece.Number), ("@bytes", piece.Bytes) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(Cancel);
    }
}

/// <summary>A module's context that writes acts only.</summary>
internal sealed class ActsContext(DbContextOptions<ActsContext> options) : StoreContext(options)
{
    protected override string Module => "trial";

    protected override void Describe(ModelBuilder model) => AuditTables.Describe(model);
}
