using Microsoft.EntityFrameworkCore;

namespace Amparo.Stores;

/// <summary>Connects Entity Framework to a store.</summary>
public static class StoreOptions
{
    /// <summary>Makes a context use a store, with the settings that the store's guarantees rest on.</summary>
    /// <param name="options">The context's options.</param>
    /// <param name="address">The store.</param>
    /// <returns>The same options.</returns>
    public static DbContextOptionsBuilder UseAmparoStore(this DbContextOptionsBuilder options, StoreAddress address)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(address);
        // Parameter values are data of persons: whatever the host's logging says, they stay out of logs and exceptions.
        options.EnableSensitiveDataLogging(false);
        return address.Kind == StoreKind.Sqlite
            ? options.UseSqlite(address.ConnectionString()).AddInterceptors(new StoreConnection.SettingsOnOpening(address))
            : options.UseNpgsql(address.ConnectionString());
    }
}
