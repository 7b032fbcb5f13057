using Amparo.Contracts.Portal;
using Amparo.Portal.Figures;
using Amparo.PrivateRelease;
using Amparo.Stores;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Portal.Releases;

/// <summary>The catalogue of what the store holds, kept in memory until the store holds more.</summary>
/// <remarks>
/// Each call asks the store for three numbers; only when they have changed is everything read and verified again, once for all that
/// wait. Nothing is shown that does not verify: the whole chain, and the archive of each table shown. Thread-safe.
/// </remarks>
internal sealed class StoredCatalogueSource(IDbContextFactory<PortalContext> contexts)
    : IReleasedCatalogueSource, IDisposable
{
    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Loaded? _loaded;

    /// <inheritdoc/>
    /// <exception cref="StoreException">The store cannot be read, or what it holds does not verify (<c>PRV-001</c> to <c>PRV-003</c>).</exception>
    public async ValueTask<ReleasedCatalogue> CurrentAsync(CancellationToken cancel)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var extent = await ExtentAsync(context, cancel);
            if (_loaded is { } current && current.Extent == extent)
                return current.Catalogue;

            await _loading.WaitAsync(cancel);
            try
            {
                // Somebody else may have loaded it while this call waited.
                extent = await ExtentAsync(context, cancel);
                if (_loaded is { } fresh && fresh.Extent == extent)
                    return fresh.Catalogue;
                var loaded = await LoadAsync(context, cancel);
                _loaded = loaded;
                return loaded.Catalogue;
            }
            finally
            {
                _loading.Release();
            }
        }
        catch (Exception error)
            when (error is not (OperationCanceledException or StoreException) && StoreProblems.From(error, "portal") is { } problem)
        {
            throw new StoreException(problem, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _loading.Dispose();

    private static async Task<Extent> ExtentAsync(PortalContext context, CancellationToken cancel) => new(
        await context.Ledger.MaxAsync(line => (int?)line.Sequence, cancel) ?? 0,
        await context.Releases.CountAsync(cancel),
        await context.Withdrawals.CountAsync(cancel));

    private static async Task<Loaded> LoadAsync(PortalContext context, CancellationToken cancel)
    {
        // The ledger before the releases, no transaction needed: rows are only ever added, so all that stood with these lines is still
        // there, and what has come since has no line among them.
        var ledger = Verified(await context.LedgerAsync(cancel), "ledger");
        var releases = await context.Releases.AsNoTracking()
            .Select(release => new { release.Id, release.ContentHash, release.Subject, release.Kind })
            .ToListAsync(cancel);

        // Last of all: what was withdrawn while the rest was read must not be shown.
        var withdrawals = await context.WithdrawalsAsync(ledger, cancel);
        var withdrawn = WithdrawnReleases.Of(ledger, withdrawals);

        // The newest line decides, not the newest archive at hand: what a line was meant to replace must not stand in its place,
        // nor what stood before a release that was withdrawn.
        // Its content may be an older one that was released again.
        // Nothing left with a charge: it takes no table's place.
        var standing = ledger.Entries.Where(entry => entry.Door != Door.Charge).GroupBy(entry => entry.Subject, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        var cubes = new Dictionary<string, Released<Cube>>(StringComparer.Ordinal);
        var registers = new Dictionary<string, Released<RegisterTable>>(StringComparer.Ordinal);
        var estimates = new Dictionary<string, Released<EstimateTable>>(StringComparer.Ordinal);
        var records = new Dictionary<string, ReleasedFile>(StringComparer.Ordinal);
        var fallen = new Dictionary<string, Released<Cube>>(StringComparer.Ordinal);
        foreach (var newest in releases.Where(release => standing.GetValueOrDefault(release.Subject)?.ContentHash == release.ContentHash))
        {
            var isWithdrawn = withdrawn.Find(standing[newest.Subject].Sequence) is not null;
            if (isWithdrawn && newest.Kind != ReleaseKind.Cube)
                continue;
            var stored = await context.Releases.Where(release => release.Id == newest.Id)
                .Select(release => new { release.Archive, release.Content }).SingleAsync(cancel);
            if (newest.Kind == ReleaseKind.Cube)
                (isWithdrawn ? fallen : cubes).Add(newest.Subject, Verified(ReleaseArchive.ReadCube(stored.Archive, ledger), newest.Subject));
            else if (newest.Kind == ReleaseKind.Register)
                registers.Add(newest.Subject, Verified(ReleaseArchive.ReadRegister(stored.Archive, ledger), newest.Subject));
            else if (newest.Kind == ReleaseKind.Estimates)
                estimates.Add(newest.Subject, Verified(ReleaseArchive.ReadEstimates(stored.Archive, ledger), newest.Subject));
            else
                records.Add(newest.Subject, new(Verified(ReleaseArchive.ReadRecords(stored.Archive, ledger, stored.Content), newest.Subject), stored.Content));
        }

        var standingCubes = ReleasedFigures.Standing([.. cubes.Values]).ToDictionary(cube => cube.Entry.Subject, StringComparer.Ordinal);
        var catalogue = new ReleasedCatalogue(ledger, standingCubes, registers, estimates, records, withdrawn)
        {
            WithdrawnNumbers = NumberIndex.Withdrawn(standingCubes, fallen, withdrawn),
        };
        return new(new(ledger.Entries.Count, releases.Count, withdrawals.Count), catalogue);
    }

    private static T Verified<T>(Outcome<T> outcome, string subject)
        where T : class =>
        outcome.Succeeded ? outcome.Value : throw new StoreException(outcome.Problems[0] with { Subject = subject });

    /// <summary>What changes whenever the store holds more: an archive may follow its line later, and a line may be withdrawn.</summary>
    private sealed record Extent(int LastSequence, int Releases, int Withdrawals);

    private sealed record Loaded(Extent Extent, ReleasedCatalogue Catalogue);
}
