using Amparo.Portal.Releases;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Amparo.Vocabulary;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Portal;

/// <summary>What a start did to the portal's store.</summary>
/// <param name="Migrations">What was migrated, and where the backup lies.</param>
/// <param name="EntriesAdded">How many lines the ledger has grown by.</param>
/// <param name="ReleasesAdded">How many released tables were taken in.</param>
public sealed record PreparedPortal(MigrationReport Migrations, int EntriesAdded, int ReleasesAdded);

/// <summary>What a host does once, before it answers the first request.</summary>
public static class PortalStartup
{
    /// <summary>Migrates the store under a lock, then publishes what lies in a folder of releases.</summary>
    /// <param name="services">The host's services, with <see cref="PortalStore.AddPortalStore"/>.</param>
    /// <param name="releasesFolder">
    /// Holds <c>ledger.jsonl</c> and <c>releases/*.json</c>; a missing or empty one publishes nothing and is no error.
    /// </param>
    /// <param name="cancel">Cancels; what was not finished is rolled back.</param>
    /// <returns>What was done; otherwise coded problems (<c>STO-</c>, <c>PRV-</c>), and the host should not start.</returns>
    public static async Task<Outcome<PreparedPortal>> PrepareAsync(
        IServiceProvider services, string releasesFolder, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(releasesFolder);
        var now = services.GetRequiredService<IClock>().GetCurrentInstant();
        var migrated = await StoreMigrations.ApplyAsync(
            services.GetRequiredService<StoreAddress>(), [PortalStore.Migrations], now, cancel);
        if (!migrated.Succeeded)
            return Outcome<PreparedPortal>.Refused(migrated.Problems);

        var published = await services.GetRequiredService<PublishArchives>().RunAsync(releasesFolder, cancel);
        return published.Succeeded
            ? new PreparedPortal(migrated.Value, published.Value.Entries, published.Value.Releases)
            : Outcome<PreparedPortal>.Refused(published.Problems);
    }
}
