using Amparo.Contracts.Portal;
using Amparo.PrivateRelease;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Portal.Releases;

/// <summary>Publications and withdrawals of a desk: each one transaction, alone among all hosts, and once for its key.</summary>
internal sealed class StoredPublications(
    IDbContextFactory<PortalContext> contexts, IReleasedCatalogueSource catalogue, StoreAddress address, IClock clock) : IPublications
{
    private const string Subject = "portal";

    /// <inheritdoc/>
    public Task<Outcome<StandingTables>> StandingAsync(CancellationToken cancel) =>
        GuardedAsync<StandingTables>(async () => Standing(await catalogue.CurrentAsync(cancel)));

    /// <inheritdoc/>
    public Task<Outcome<PublicationReport>> PublishAsync(
        Guid key, Func<StandingTables, Instant, Outcome<PassedTables>> pass, CancellationToken cancel)
    {
        MustBeKey(key);
        ArgumentNullException.ThrowIfNull(pass);
        return GuardedAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            if (await DoneAsync(context, key, cancel) is { } before)
                return before;

            // Suppression can take a while, and on SQLite nobody else could write meanwhile: what passes is worked out before the lock is taken,
            // and once more if somebody else was faster.
            var seen = await catalogue.CurrentAsync(cancel);
            var now = Now();
            var passed = pass(Standing(seen), now);
            if (!passed.Succeeded)
                return Outcome<PublicationReport>.Refused(passed.Problems);

            await using var transaction = await context.BeginAloneAsync(address, PublishArchives.Purpose, cancel);
            if (await DoneAsync(context, key, cancel) is { } meanwhile)
                return meanwhile;
            var present = await catalogue.CurrentAsync(cancel);
            if (present.Fingerprint != seen.Fingerprint)
            {
                now = Now();
                passed = pass(Standing(present), now);
                if (!passed.Succeeded)
                    return Outcome<PublicationReport>.Refused(passed.Problems);
            }

            var offered = PassedReleases.Of(present, passed.Value);
            if (!offered.Succeeded)
                return Outcome<PublicationReport>.Refused(offered.Problems);

            var known = (await context.Releases.Select(release => release.ContentHash).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
            var (lines, releases) = (offered.Value.Lines, offered.Value.Releases);
            context.Ledger.AddRange(lines.Select(LedgerLine.Of));
            context.Releases.AddRange(releases.Where(release => !known.Contains(release.Entry.ContentHash)).Select(release => release.ToRow(now)));
            context.Acts.Add(new PublicationAct { Id = key, PublishedAt = now });
            context.Published.AddRange(releases.Select(release => new PublishedTable { ActId = key, Sequence = release.Entry.Sequence }));
            await context.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return new PublicationReport(key, now, [.. releases.Select(release => ReleaseOf(release.Entry))]);
        });
    }

    /// <inheritdoc/>
    public Task<Outcome<WithdrawalReport>> WithdrawAsync(Guid key, Withdrawal withdrawal, CancellationToken cancel)
    {
        MustBeKey(key);
        ArgumentNullException.ThrowIfNull(withdrawal);
        _ = WithdrawalReasons.CodeOf(withdrawal.Reason);
        return GuardedAsync(async () =>
        {
            await using var context = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await context.BeginAloneAsync(address, PublishArchives.Purpose, cancel);
            var ledger = await context.LedgerAsync(cancel);
            if (!ledger.Succeeded)
                return Outcome<WithdrawalReport>.Refused(ledger.Problems);
            var entry = ledger.Value.Entries.ElementAtOrDefault(withdrawal.Sequence - 1);
            var isHeld = entry is not null && entry.Door != Door.Charge && entry.Subject == withdrawal.Subject
                && await context.Releases.AnyAsync(release => release.ContentHash == entry.ContentHash, cancel);
            if (!isHeld)
                return new Problem(StoredReleaseProblems.NotReleased, Subject);

            var done = await context.WithdrawalsAsync(ledger.Value, cancel);
            if (done.FirstOrDefault(other => other.Key == key) is { } same)
            {
                return same.Release.ContentHash == entry!.ContentHash && same.Reason == withdrawal.Reason
                    ? same
                    : new Problem(StoredReleaseProblems.KeyUsed, Subject);
            }

            if (await context.Acts.AnyAsync(act => act.Id == key, cancel))
                return new Problem(StoredReleaseProblems.KeyUsed, Subject);
            if (done.Any(other => other.Release.ContentHash == entry!.ContentHash))
                return new Problem(StoredReleaseProblems.AlreadyWithdrawn, entry!.Subject);

            var row = new WithdrawnContent
            {
                Id = key,
                Sequence = entry!.Sequence,
                ContentHash = entry.ContentHash,
                Reason = withdrawal.Reason,
                WithdrawnAt = Now(),
            };
            context.Withdrawals.Add(row);
            await context.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
            return row.ToReport(entry);
        });
    }

    /// <inheritdoc/>
    public Task<Outcome<PortalHistory>> HistoryAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return GuardedAsync<PortalHistory>(async () =>
        {
            var wanted = keys.ToList();
            await using var context = await contexts.CreateDbContextAsync(cancel);
            var withdrawals = await context.Withdrawals.AsNoTracking().Where(row => wanted.Contains(row.Id))
                .Join(context.Ledger, row => row.Sequence, line => line.Sequence, (row, line) => new { Row = row, Line = line }).ToListAsync(cancel);
            return new PortalHistory(
                await PublicationsAsync(context, wanted, cancel),
                [.. withdrawals.Select(withdrawal => withdrawal.Row.ToReport(withdrawal.Line.ToEntry())).OrderBy(report => report.At).ThenBy(report => report.Release.Sequence)]);
        });
    }

    private static void MustBeKey(Guid key)
    {
        if (key == Guid.Empty)
            throw new ArgumentException("A key tells one act from another; this one is empty.", nameof(key));
    }

    private static StandingTables Standing(ReleasedCatalogue catalogue) => new(catalogue.Ledger, catalogue.Cubes, catalogue.Registers, catalogue.Estimates);

    private static PublishedRelease ReleaseOf(LedgerEntry entry) => new(entry.Subject, entry.Sequence, entry.ContentHash);

    private static async Task<IReadOnlyList<PublicationReport>> PublicationsAsync(
        PortalContext context, List<Guid> keys, CancellationToken cancel)
    {
        var acts = await context.Acts.AsNoTracking().Where(act => keys.Contains(act.Id)).OrderBy(act => act.PublishedAt).ThenBy(act => act.Id).ToListAsync(cancel);
        var lines = await context.Published.AsNoTracking().Where(table => keys.Contains(table.ActId))
            .Join(context.Ledger, table => table.Sequence, line => line.Sequence, (table, line) => new { table.ActId, Line = line })
            .ToListAsync(cancel);
        return [.. acts.Select(act => new PublicationReport(
            act.Id, act.PublishedAt, [.. lines.Where(line => line.ActId == act.Id).OrderBy(line => line.Line.Sequence).Select(line => ReleaseOf(line.Line.ToEntry()))]))];
    }

    // What was done under the key: a publication's report, or the refusal to publish under the key of a withdrawal.
    private static async Task<Outcome<PublicationReport>?> DoneAsync(PortalContext context, Guid key, CancellationToken cancel)
    {
        if (await PublicationsAsync(context, [key], cancel) is [var report])
            return report;
        if (await context.Withdrawals.AnyAsync(row => row.Id == key, cancel))
            return new Problem(StoredReleaseProblems.KeyUsed, Subject);
        return null;
    }

    private static async Task<Outcome<T>> GuardedAsync<T>(Func<Task<Outcome<T>>> work)
        where T : class
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, Subject) is { } problem)
        {
            return problem;
        }
    }

    // As fine as the store keeps it, so that the hash of a line can be verified again.
    private Instant Now() => Instant.FromUnixTimeTicks(clock.GetCurrentInstant().ToUnixTimeTicks());
}
