using Amparo.Platform.Audit;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Amparo.TestSupport;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Platform.Tests.Keys;

/// <summary>A store with Platform's tables and those of an invented module, a key file beside it, and hosts on it.</summary>
internal sealed class PlatformTrial : IAsyncDisposable
{
    private static readonly MigrationSet Visits = new("trial", new Dictionary<StoreKind, IReadOnlyList<Migration>>
    {
        [StoreKind.Sqlite] = [new(new(1, "visits"), "CREATE TABLE trial_visit (id TEXT NOT NULL PRIMARY KEY, note BLOB NOT NULL) STRICT")],
        [StoreKind.PostgreSql] = [new(new(1, "visits"), "CREATE SCHEMA trial; CREATE TABLE trial.visit (id uuid NOT NULL PRIMARY KEY, note bytea NOT NULL)")],
    });

    private readonly List<PlatformHost> _hosts = [];
    private readonly string _keyFolder = Directory.CreateTempSubdirectory("amparo-keys-").FullName;

    private PlatformTrial(TestStore store) => Store = store;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static AuditActor Actor { get; } = new() { Node = "gt", Organisation = "org-1", Account = "0199-account-of-ana" };

    public TestStore Store { get; }

    public string KeyPath => Path.Combine(_keyFolder, "data.keys");

    public string KeyTable => Store.Address.Kind == StoreKind.Sqlite ? "platform_data_key" : "platform.data_key";

    public static async Task<PlatformTrial> StartAsync(StoreKind kind)
    {
        var trial = new PlatformTrial(await TestStore.CreateAsync(kind));
        var migrated = await StoreMigrations.ApplyAsync(
            trial.Store.Address, [PlatformStore.Migrations, Visits], SystemClock.Instance.GetCurrentInstant(), Cancel);
        migrated.Problems.ShouldBeEmpty();
        return trial;
    }

    /// <summary>A host that has not looked at its keys yet.</summary>
    public PlatformHost Host(string? keyPath = null, IClock? clock = null)
    {
        var host = new PlatformHost(Store.Address.WaitingForLocks(TimeSpan.FromSeconds(60)), KeyFile.OpenOrCreate(keyPath ?? KeyPath).Value, clock);
        _hosts.Add(host);
        return host;
    }

    public async Task<PlatformHost> PreparedHostAsync(IClock? clock = null)
    {
        var host = Host(clock: clock);
        (await host.Vault.PrepareAsync([], Cancel)).Problems.ShouldBeEmpty();
        return host;
    }

    /// <summary>All bytes of the data folder: database, log, backups.</summary>
    public byte[] FolderBytes() => [.. Directory.EnumerateFiles(Store.DataFolder, "*", SearchOption.AllDirectories).SelectMany(Bytes)];

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
            await host.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(_keyFolder, recursive: true);
    }

    private static byte[] Bytes(string file)
    {
        // Shared: pooled connections hold the files open.
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>A host: its services, with caches of its own.</summary>
internal sealed class PlatformHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public PlatformHost(StoreAddress address, KeyFile keys, IClock? clock)
    {
        Address = address;
        var services = new ServiceCollection();
        services.AddLogging();
        if (clock is not null)
            services.AddSingleton(clock);
        services.AddPlatformStore(address).AddPlatformKeys(keys);
        services.AddDataProtection().PersistKeysToPlatform();
        services.AddPooledDbContextFactory<TrialContext>(options => options.UseAmparoStore(address));
        _services = services.BuildServiceProvider();
    }

    public StoreAddress Address { get; }

    public Vault Vault => _services.GetRequiredService<Vault>();

    public KeyFile Keys => _services.GetRequiredService<KeyFile>();

    public AuditTrail Trail => _services.GetRequiredService<AuditTrail>();

    public OutboxReader Outbox => _services.GetRequiredService<OutboxReader>();

    public IDataProtector Protector => _services.GetRequiredService<IDataProtectionProvider>().CreateProtector("trial");

    public TrialContext Context() => _services.GetRequiredService<IDbContextFactory<TrialContext>>().CreateDbContext();

    public PlatformContext Platform() => _services.GetRequiredService<IDbContextFactory<PlatformContext>>().CreateDbContext();

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>The context of an invented module.</summary>
internal sealed class TrialContext(DbContextOptions<TrialContext> options) : StoreContext(options)
{
    protected override string Module => "trial";

    protected override void Describe(ModelBuilder model)
    {
        model.Entity<Visit>().Property(visit => visit.Id).ValueGeneratedNever();
        AuditTables.Describe(model);
    }
}

internal sealed class Visit
{
    public Guid Id { get; init; }

    public required byte[] Note { get; set; }
}
