using Amparo.Collaborative;
using Amparo.Platform;
using Amparo.Platform.Keys;
using Amparo.Portal;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Web.Starting;

/// <summary>What is done to the store before the host listens.</summary>
internal static class PreparedStore
{
    // All in one go: the database is copied once before it is changed, and one module that does not fit stops all.
    private static readonly MigrationSet[] Modules = [PortalStore.Migrations, PlatformStore.Migrations, CollaborativeStore.Migrations];

    /// <summary>Applies the migrations of all modules, holds the key file against the store, then publishes the folder of releases.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Its options.</param>
    /// <param name="cancel">Cancels; what was not finished is rolled back.</param>
    /// <returns>Why the host cannot start; empty if it can.</returns>
    internal static async Task<IReadOnlyList<Problem>> PrepareAsync(IServiceProvider services, WebOptions options, CancellationToken cancel)
    {
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        var migrated = await StoreMigrations.ApplyAsync(services.GetRequiredService<StoreAddress>(), Modules, now, cancel);
        if (!migrated.Succeeded)
            return migrated.Problems;
        var prepared = await services.GetRequiredService<Vault>().PrepareAsync([], cancel);
        return prepared.Succeeded ? (await PortalStartup.PublishAsync(services, options.DataFolder, cancel)).Problems : prepared.Problems;
    }
}
