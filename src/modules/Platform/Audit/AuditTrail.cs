using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Audit;

/// <summary>Writes who did what: in the transaction of the work itself, behind the last line, for ever.</summary>
/// <remarks>
/// <para>
/// Thread-safe, one a host. Hosts append one after the other: on PostgreSQL the end of the chain is locked until the transaction ends, so
/// append last and commit at once; on SQLite there is one writer anyway.
/// </para>
/// <para>An act that cannot be written throws, and the work is not done either. Transactions are READ COMMITTED, as they are unless asked otherwise.</para>
/// </remarks>
/// <param name="vault">Holds the keys behind the pseudonyms.</param>
/// <param name="address">The store of all contexts.</param>
/// <param name="clock">Says when.</param>
public sealed class AuditTrail(Vault vault, StoreAddress address, IClock clock)
{
    /// <summary>Writes an act in the transaction that a context has open. What the context holds unsaved is not touched.</summary>
    /// <param name="context">A module's context whose transaction is open; roll it back if this throws.</param>
    /// <param name="act">The act.</param>
    /// <param name="cancel">Cancels the waiting for other hosts.</param>
    /// <returns>The line; it is written when the transaction is committed.</returns>
    /// <exception cref="ArgumentException">A field is not a code or an id.</exception>
    /// <exception cref="InvalidOperationException">No transaction is open.</exception>
    /// <exception cref="StoreException">The pseudonyms cannot be made: <c>PLT-010</c>, or a problem of keys or store.</exception>
    /// <exception cref="System.Data.Common.DbException">The database fails, or another host held the chain too long: see <see cref="StoreProblems.From"/>.</exception>
    public async Task<AuditLine> AppendAsync(StoreContext context, AuditAct act, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(act);
        return await AuditAppending.AppendAsync(context, await EntryAsync(act, cancel), cancel);
    }

    /// <summary>Saves what a context holds, and writes the act, in one transaction. Also for looking at data: then there is nothing to save.</summary>
    /// <param name="context">A module's context without a transaction.</param>
    /// <param name="act">The act.</param>
    /// <param name="cancel">Cancels before the commit; nothing is saved then.</param>
    /// <returns>The line.</returns>
    /// <exception cref="ArgumentException">A field is not a code or an id.</exception>
    /// <exception cref="StoreException">The pseudonyms cannot be made: <c>PLT-010</c>, or a problem of keys or store.</exception>
    /// <exception cref="DbUpdateException">The database refuses what the context holds; no line is written.</exception>
    /// <exception cref="System.Data.Common.DbException">The database fails, or another host held the chain too long: see <see cref="StoreProblems.From"/>.</exception>
    public async Task<AuditLine> SaveAuditedAsync(StoreContext context, AuditAct act, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(act);
        return (await SaveAuditedAsync(context, [act], cancel))[0];
    }

    /// <summary>As for one act, with several: one for each person that is looked at.</summary>
    /// <param name="context">A module's context without a transaction.</param>
    /// <param name="acts">The acts, in the order of their lines.</param>
    /// <param name="cancel">Cancels before the commit; nothing is saved then.</param>
    /// <returns>The lines.</returns>
    public async Task<IReadOnlyList<AuditLine>> SaveAuditedAsync(StoreContext context, IReadOnlyList<AuditAct> acts, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(acts);
        var entries = new List<AuditEntry>(acts.Count);
        foreach (var act in acts)
            entries.Add(await EntryAsync(act, cancel));
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        await context.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancel);
        var lines = new List<AuditLine>(entries.Count);
        foreach (var entry in entries)
            lines.Add(await AuditAppending.AppendAsync(context, entry, cancel));
        await transaction.CommitAsync(cancel);
        // Only now: after a rollback the context still knows what it has to save.
        context.ChangeTracker.AcceptAllChanges();
        return lines;
    }

    /// <summary>The pseudonym under which a subject stands in audit and outbox; whoever may ask is the caller's to decide.</summary>
    /// <param name="subject">The subject; an account is of kind <c>account</c>.</param>
    /// <param name="cancel">Cancels the reading of the key.</param>
    /// <returns>64 hexadecimal digits; <c>PLT-010</c> if the key behind it was destroyed, or another problem of keys or store.</returns>
    public Task<Outcome<string>> PseudonymAsync(AuditSubject subject, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return vault.PseudonymAsync(subject, cancel);
    }

    /// <summary>Signs where the audit stands, to be kept by somebody else: what is changed or removed before it is then noticed.</summary>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>The checkpoint; a problem of the store.</returns>
    public async Task<Outcome<AuditCheckpoint>> CheckpointAsync(CancellationToken cancel)
    {
        var opened = await StoreReading.OpenAsync(address, cancel);
        if (!opened.Succeeded)
            return Outcome<AuditCheckpoint>.Refused(opened.Problems);
        await using var connection = opened.Value;
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT sequence, hash FROM {AuditAppending.Table(address.Kind)} ORDER BY sequence DESC LIMIT 1";
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var (sequence, hash) = await reader.ReadAsync(cancel) ? (reader.GetInt64(0), reader.GetString(1)) : (0, AuditChain.Beginning);
            return AuditCheckpoint.Sign(vault.Keys, sequence, hash, clock.GetCurrentInstant());
        }
        catch (Exception error) when (StoreProblems.From(error, AuditVerification.Subject) is { } problem)
        {
            return problem;
        }
    }

    private async Task<AuditEntry> EntryAsync(AuditAct act, CancellationToken cancel)
    {
        var entry = await AuditEntry.OfAsync(act, vault, (address, clock), cancel);
        return entry.Succeeded ? entry.Value : throw new StoreException(entry.Problems[0]);
    }
}
