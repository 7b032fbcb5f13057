using Amparo.Stores;
using Amparo.Stores.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace Amparo.Platform;

/// <summary>Connects the platform to a store.</summary>
public static class PlatformStore
{
    /// <summary>The module's name: its schema on PostgreSQL, the prefix of its tables on SQLite.</summary>
    internal const string Module = "platform";

    /// <summary>The module's migrations, for the host that applies those of all modules.</summary>
    public static MigrationSet Migrations { get; } = MigrationSet.Embedded(Module, typeof(PlatformStore).Assembly);

    /// <summary>Registers what the platform keeps in a store.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="address">The store; its migrations are applied before the first request.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddPlatformStore(this IServiceCollection services, StoreAddress address)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(address);
        services.TryAddSingleton(address);
        services.TryAddSingleton<IClock>(SystemClock.Instance);
        services.AddPooledDbContextFactory<PlatformContext>(options => options.UseAmparoStore(address));
        return services;
    }
}
