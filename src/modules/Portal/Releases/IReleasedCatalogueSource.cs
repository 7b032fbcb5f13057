namespace Amparo.Portal.Releases;

/// <summary>Where pages get the current catalogue from: the store in the host, a fixed catalogue in a test of the pages.</summary>
public interface IReleasedCatalogueSource
{
    /// <summary>The newest catalogue.</summary>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>The catalogue; empty if nothing has been published yet.</returns>
    ValueTask<ReleasedCatalogue> CurrentAsync(CancellationToken cancel);
}
