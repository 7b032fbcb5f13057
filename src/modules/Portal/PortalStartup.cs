using Amparo.Portal.Releases;
using Amparo.Vocabulary;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Portal;

/// <summary>What a start added to the portal's store.</summary>
/// <param name="EntriesAdded">How many lines the ledger has grown by.</param>
/// <param name="ReleasesAdded">How many released tables were taken in.</param>
public sealed record PublishedFolder(int EntriesAdded, int ReleasesAdded);

/// <summary>What a host does once, before it answers the first request.</summary>
public static class PortalStartup
{
    /// <summary>Publishes what lies in a folder of releases.</summary>
    /// <param name="services">
    /// The host's services, with <see cref="PortalStore.AddPortalStore"/>; the host has applied <see cref="PortalStore.Migrations"/>, together with
    /// those of the other modules, so that a database is copied once before it is changed.
    /// </param>
    /// <param name="releasesFolder">
    /// Holds <c>ledger.jsonl</c> and <c>releases/*.json</c>; a missing or empty one publishes nothing and is no error, nor does one whose
    /// ledger is an older state of the store's: a desk has published since.
    /// </param>
    /// <param name="cancel">Cancels; what was not finished is rolled back.</param>
    /// <returns>What was done; otherwise coded problems (<c>STO-</c>, <c>PRV-</c>, <c>WEB-</c>), and the host should not start.</returns>
    public static async Task<Outcome<PublishedFolder>> PublishAsync(
        IServiceProvider services, string releasesFolder, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(releasesFolder);
        var published = await services.GetRequiredService<PublishArchives>().RunAsync(releasesFolder, cancel);
        return published.Succeeded
            ? new PublishedFolder(published.Value.Entries, published.Value.Releases)
            : Outcome<PublishedFolder>.Refused(published.Problems);
    }
}
