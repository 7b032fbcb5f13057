using Amparo.Portal.Releases;
using Amparo.PrivateRelease;
using Amparo.Stores;
using Amparo.Web.Scanning;
using NodaTime.Text;

namespace Amparo.Web.Health;

/// <summary>Whether the host can show figures it can answer for.</summary>
/// <param name="Status"><c>healthy</c> or <c>unhealthy</c>.</param>
/// <param name="Store"><c>ok</c>, or the code of its problem.</param>
/// <param name="Ledger">Whether the chain of releases verified; null where it could not be read.</param>
/// <param name="LastRelease">The instant of the last release, ISO 8601; null if there is none.</param>
/// <param name="Scanner"><c>ok</c>, or the code of its problem; null where none is named. Without it portal and desk serve, and new files wait: no reason to send readers elsewhere.</param>
internal sealed record HealthReport(string Status, string Store, LedgerHealth? Ledger, string? LastRelease, string? Scanner);

/// <summary>The state of the ledger.</summary>
/// <param name="Verified">Whether the chain of hashes holds.</param>
/// <param name="Entries">Number of lines.</param>
internal sealed record LedgerHealth(bool Verified, int Entries);

/// <summary>Maps <c>/health</c>.</summary>
internal static class HealthEndpoint
{
    /// <summary>Answers 200, or 503 when the store or the ledger is bad.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes) => routes.MapGet(
        "/health",
        async (HttpContext http, IReleasedCatalogueSource source, CancellationToken cancel) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            var scanner = http.RequestServices.GetService<ScannerWatch>() is { } watch ? watch.Problem?.Code ?? "ok" : null;
            try
            {
                // A catalogue is handed out only if its ledger's chain verified.
                var entries = (await source.CurrentAsync(cancel)).Ledger.Entries;
                // With a charge nothing left yet.
                var last = entries.LastOrDefault(entry => entry.Door != Door.Charge);
                return Results.Json(new HealthReport(
                    "healthy", "ok", new LedgerHealth(Verified: true, entries.Count), last is null ? null : InstantPattern.General.Format(last.At), scanner));
            }
            catch (StoreException failure)
            {
                return Results.Json(
                    new HealthReport("unhealthy", failure.Problem.Code, Ledger: null, LastRelease: null, scanner),
                    statusCode: StatusCodes.Status503ServiceUnavailable);
            }
        });
}
