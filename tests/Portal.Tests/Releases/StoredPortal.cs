using Amparo.Contracts.Portal;
using Amparo.Portal.Releases;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Amparo.TestSupport;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Portal.Tests.Releases;

/// <summary>The portal over a store of the test's own, registered as a host does it.</summary>
internal sealed class StoredPortal : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private StoredPortal(TestStore store, IClock clock)
    {
        Store = store;
        _services = new ServiceCollection().AddSingleton(clock).AddPortalStore(store.Address).BuildServiceProvider();
    }

    internal TestStore Store { get; }

    internal IReleasedCatalogueSource Catalogue => _services.GetRequiredService<IReleasedCatalogueSource>();

    internal ReleasedVersions Versions => _services.GetRequiredService<ReleasedVersions>();

    /// <summary>A folder for releases inside the data folder; not made.</summary>
    internal string ReleasesFolder => Path.Combine(Store.DataFolder, "releases");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static async Task<StoredPortal> CreateAsync(StoreKind kind) =>
        new(await TestStore.CreateAsync(kind), new FixedClock(ReleaseFolder.Start + Duration.FromHours(1)));

    /// <summary>Another host over the same store.</summary>
    internal StoredPortal AnotherHost() => new(Store, new FixedClock(ReleaseFolder.Start + Duration.FromHours(2)));

    internal IPublications Publications => _services.GetRequiredService<IPublications>();

    /// <summary>Migrates, then publishes the folder, as a host does at its start.</summary>
    internal async Task<Outcome<PublishedFolder>> PrepareAsync(string? folder = null)
    {
        var migrated = await StoreMigrations.ApplyAsync(Store.Address, [PortalStore.Migrations], ReleaseFolder.Start, Cancel);
        return migrated.Succeeded
            ? await PortalStartup.PublishAsync(_services, folder ?? ReleasesFolder, Cancel)
            : Outcome<PublishedFolder>.Refused(migrated.Problems);
    }

    /// <summary>Prepares, and tells how many lines and releases were added.</summary>
    internal async Task<(int Entries, int Releases)> PublishAsync(string? folder = null)
    {
        var prepared = await PrepareAsync(folder);
        prepared.Problems.ShouldBeEmpty();
        return (prepared.Value.EntriesAdded, prepared.Value.ReleasesAdded);
    }

    internal Task<PortalContext> ContextAsync() =>
        _services.GetRequiredService<IDbContextFactory<PortalContext>>().CreateDbContextAsync(Cancel);

    /// <summary>How many lines and releases the store holds.</summary>
    internal async Task<(int Entries, int Releases)> CountAsync()
    {
        await using var context = await ContextAsync();
        return (await context.Ledger.CountAsync(Cancel), await context.Releases.CountAsync(Cancel));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Store.DisposeAsync();
    }

    private sealed class FixedClock(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
