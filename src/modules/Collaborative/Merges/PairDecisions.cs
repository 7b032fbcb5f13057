using System.Security.Cryptography;
using System.Text;
using Amparo.Linkage.Review;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Merges;

/// <summary>The decisions on the pairs of a merge: a chain for each country, its lines sealed in rows of the store.</summary>
/// <param name="vault">The keys.</param>
internal sealed class PairDecisions(Vault vault)
{
    private const int LongestName = 20;

    /// <summary>How decisions name who made them: out of the account's id, no name.</summary>
    /// <param name="accountId">The account.</param>
    public static string NameOf(Guid accountId) => accountId.ToString("N")[^LongestName..];

    /// <summary>What the trail is told of a pair: its merge and place alone lead to it, and only whoever has both.</summary>
    /// <param name="place">Merge and country.</param>
    /// <param name="pairId">The pair's id.</param>
    public static Guid SubjectOf((Guid Merge, string Country) place, string pairId) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{place.Merge:N} {place.Country} {pairId}")).AsSpan(0, 16));

    /// <summary>Reads the decisions of a country.</summary>
    /// <param name="context">A context that shows the merge.</param>
    /// <param name="place">Merge and country.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The decisions; or a problem of their keys or of their chain.</returns>
    public async Task<Outcome<DecisionLog>> ReadAsync(CollaborativeContext context, (Guid Merge, string Country) place, CancellationToken cancel)
    {
        using var lines = new MemoryStream();
        foreach (var row in await context.Set<PairDecision>().AsNoTracking().Where(row => row.MergeId == place.Merge && row.Country == place.Country)
            .OrderBy(row => row.Sequence).ToListAsync(cancel))
        {
            var opened = await vault.UnsealAsync(Place(row.MergeId, row.Id), row.Line, cancel);
            if (!opened.Succeeded)
                return Outcome<DecisionLog>.Refused(opened.Problems);
            lines.Write(opened.Value);
        }

        lines.Position = 0;
        return DecisionLog.ReadWhole(lines);
    }

    /// <summary>Reads the decisions of all countries of a merge as one.</summary>
    /// <param name="context">A context that shows the merge.</param>
    /// <param name="mergeId">The merge.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Outcome<DecisionLog>> ReadAllAsync(CollaborativeContext context, Guid mergeId, CancellationToken cancel)
    {
        var all = DecisionLog.Empty;
        foreach (var country in await context.Set<PairDecision>().Where(row => row.MergeId == mergeId).Select(row => row.Country).Distinct().Order().ToListAsync(cancel))
        {
            var log = await ReadAsync(context, (mergeId, country), cancel);
            if (!log.Succeeded)
                return log;
            all = all.Merge(log.Value);
        }

        return all;
    }

    /// <summary>Makes the row of the last decision of a log.</summary>
    /// <param name="queue">The queue that it was decided in.</param>
    /// <param name="log">The log, with the new decision at its end.</param>
    /// <param name="rowId">A new id.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<PairDecision> SealLastAsync(QueuedCountry queue, DecisionLog log, Guid rowId, CancellationToken cancel)
    {
        using var line = new MemoryStream();
        log.Write(line, after: log.Entries.Count - 1);
        var closed = await vault.SealAsync(Place(queue.MergeId, rowId), line.ToArray(), cancel);
        if (!closed.Succeeded)
            throw new StoreException(closed.Problems[0]);
        return new()
        {
            Id = rowId,
            NodeId = queue.NodeId,
            OrganisationId = queue.OrganisationId,
            MergeId = queue.MergeId,
            Country = queue.Country,
            Sequence = log.Entries.Count,
            Line = closed.Value,
        };
    }

    private static SealedPlace Place(Guid mergeId, Guid rowId) =>
        new() { Compartment = MergeFiles.CompartmentOf(mergeId), Purpose = "pair-decision.line", Row = rowId.ToString("N") };
}
