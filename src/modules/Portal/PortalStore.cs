using Amparo.Contracts.Portal;
using Amparo.Portal.Releases;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace Amparo.Portal;

/// <summary>Connects the portal to a store.</summary>
public static class PortalStore
{
    /// <summary>The module's name: its schema on PostgreSQL, the prefix of its tables on SQLite.</summary>
    internal const string Module = "portal";

    /// <summary>The module's migrations, for the host that applies those of all modules.</summary>
    public static MigrationSet Migrations { get; } = MigrationSet.Embedded(Module, typeof(PortalStore).Assembly);

    /// <summary>Registers what the portal keeps in a store: its context, publications from a folder and from a desk, the catalogue that pages read.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="address">The store; its migrations are applied before anything is published.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddPortalStore(this IServiceCollection services, StoreAddress address)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(address);
        services.AddSingleton(address);
        services.TryAddSingleton<IClock>(SystemClock.Instance);
        services.AddPooledDbContextFactory<PortalContext>(options => options.UseAmparoStore(address));
        services.AddSingleton<PublishArchives>();
        services.AddSingleton<ReleasedVersions>();
        services.AddSingleton<IReleasedCatalogueSource, StoredCatalogueSource>();
        services.AddSingleton<IPublications, StoredPublications>();
        return services;
    }
}
