using System.Data.Common;
using System.Security.Cryptography;
using Amparo.Platform.Audit;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Keys;

/// <summary>Keys made anew, wrapped anew, destroyed: each with its line of the audit, in one transaction.</summary>
public sealed partial class Vault
{
    /// <summary>Makes a new key for a compartment. What older ones sealed still opens; what is sealed from now on needs the new one.</summary>
    /// <param name="compartment">The compartment.</param>
    /// <param name="by">Who asked for it.</param>
    /// <param name="cancel">Cancels the rotation.</param>
    /// <returns>The new version; <c>PLT-010</c> if the compartment was destroyed, <c>PLT-012</c> if it never had a key, or a problem of the store.</returns>
    public Task<Outcome<KeyRotation>> RotateAsync(Compartment compartment, AuditActor by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(compartment);
        ArgumentNullException.ThrowIfNull(by);
        return GuardAsync<KeyRotation>(async () =>
        {
            var entry = await EntryAsync("key.rotated", compartment, by, cancel);
            await using var context = await _contexts.CreateDbContextAsync(cancel);
            await using var transaction = await context.BeginAloneAsync(_address, Purpose, cancel);
            var rows = await RowsOf(context, compartment).ToListAsync(cancel);
            if (rows.Count == 0)
                return new Problem(PlatformProblems.KeyUnknown, Purpose);
            if (rows[^1].DestroyedAt is not null)
                return new Problem(PlatformProblems.KeyDestroyed, Purpose);
            var (row, _) = New(compartment, checked(rows[^1].Version + 1), await MasterAsync(context, cancel));
            rows[^1].RetiredAt = row.CreatedAt;
            context.Add(row);
            await context.SaveChangesAsync(cancel);
            await AuditAppending.AppendAsync(context, entry, cancel);
            await transaction.CommitAsync(cancel);
            return new KeyRotation(row.Version);
        });
    }

    /// <summary>Wraps all keys by the newest master key; nothing that is sealed changes.</summary>
    /// <param name="by">Who asked for it.</param>
    /// <param name="cancel">Cancels; nothing was wrapped then.</param>
    /// <returns>How many were wrapped; <c>PLT-004</c>, <c>PLT-013</c>, or a problem of the store, and then none was.</returns>
    public Task<Outcome<KeyRewrapping>> RewrapAsync(AuditActor by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        return GuardAsync<KeyRewrapping>(async () =>
        {
            var entry = await EntryAsync("key.rewrapped", Compartment.Node, by, cancel);
            await using var context = await _contexts.CreateDbContextAsync(cancel);
            await using var transaction = await context.BeginAloneAsync(_address, Purpose, cancel);
            _ = await MasterAsync(context, cancel);
            var master = Keys.Newest;
            var rows = await context.Set<DataKey>().Where(key => key.DestroyedAt == null && key.MasterKeyId != master.Id).ToListAsync(cancel);
            foreach (var row in rows)
            {
                var key = Unwrap(row);
                if (!key.Succeeded)
                    return Outcome<KeyRewrapping>.Refused(key.Problems);
                row.Wrapped = master.Wrap(key.Value, (row.Compartment, row.Version));
                row.MasterKeyId = master.Id;
                CryptographicOperations.ZeroMemory(key.Value);
            }

            await context.SaveChangesAsync(cancel);
            await AuditAppending.AppendAsync(context, entry, cancel);
            await transaction.CommitAsync(cancel);
            return new KeyRewrapping(rows.Count);
        });
    }

    /// <summary>Adds a master key to the key file. It wraps nothing until <see cref="RewrapAsync"/>, so that the file can be copied to the other hosts first.</summary>
    /// <remarks>A file and a store change in no common transaction: the audit's line is written first. It may stand for an addition that then failed.</remarks>
    /// <param name="by">Who asked for it.</param>
    /// <param name="cancel">Cancels before the line is written.</param>
    /// <returns>The new key's id; <c>PLT-004</c>, or a problem of file, disk or store, and then the file was not changed.</returns>
    public Task<Outcome<MasterKeyAddition>> AddMasterKeyAsync(AuditActor by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        return GuardAsync<MasterKeyAddition>(async () =>
        {
            var entry = await EntryAsync("key.master-added", Compartment.Node, by, cancel);
            await using (var context = await _contexts.CreateDbContextAsync(cancel))
            await using (var transaction = await context.BeginAloneAsync(_address, Purpose, cancel))
            {
                _ = await MasterAsync(context, cancel);
                await AuditAppending.AppendAsync(context, entry, cancel);
                await transaction.CommitAsync(cancel);
            }

            var added = Keys.AddMasterKey();
            return added.Succeeded ? new MasterKeyAddition(added.Value.Newest.Id) : Outcome<MasterKeyAddition>.Refused(added.Problems);
        });
    }

    /// <summary>
    /// Removes from the key file the master keys that wrap nothing any more. From then on no older backup of the store can be read, which
    /// is what makes an erasure reach the backups too.
    /// </summary>
    /// <remarks>As in <see cref="AddMasterKeyAsync"/> the audit's line is written first; without anything to remove there is none.</remarks>
    /// <param name="by">Who asked for it.</param>
    /// <param name="cancel">Cancels before the file is written.</param>
    /// <returns>What was removed and what was not; <c>PLT-004</c>, or a problem of file, disk or store, and then the file was not changed.</returns>
    public Task<Outcome<MasterKeysForgotten>> ForgetOldMasterKeysAsync(AuditActor by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        return GuardAsync<MasterKeysForgotten>(async () =>
        {
            var entry = await EntryAsync("key.masters-forgotten", Compartment.Node, by, cancel);
            await using var context = await _contexts.CreateDbContextAsync(cancel);
            await using (var transaction = await context.BeginAloneAsync(_address, Purpose, cancel))
            {
                _ = await MasterAsync(context, cancel);
                var inUse = await UsedAsync(context, cancel);
                var (newest, before) = (Keys.Newest.Id, Keys.Ids);
                if (before.All(id => id == newest || inUse.Contains(id)))
                    return new MasterKeysForgotten([], [.. inUse.Where(id => id != newest)]);
                await AuditAppending.AppendAsync(context, entry, cancel);
                await transaction.CommitAsync(cancel);
            }

            // The lock keeps other hosts from wrapping with a key while it is being forgotten.
            await using var alone = await context.BeginAloneAsync(_address, Purpose, cancel);
            var used = await UsedAsync(context, cancel);
            var known = Keys.Ids;
            var kept = Keys.Keep(used);
            return kept.Succeeded
                ? new MasterKeysForgotten([.. known.Except(kept.Value.Ids, StringComparer.Ordinal)], [.. used.Where(id => id != kept.Value.Newest.Id)])
                : Outcome<MasterKeysForgotten>.Refused(kept.Problems);
        });
    }

    /// <summary>Destroys all keys of a compartment: what they sealed is erased, here and in every copy of the sealed bytes.</summary>
    /// <remarks>
    /// The wrapped keys are overwritten and removed in one transaction with the audit's line. A backup of the store that was taken before
    /// still holds them: see docs/security/keys.md. The installation's own compartments get a new key at once, as no host could go on without.
    /// </remarks>
    /// <param name="compartment">The compartment.</param>
    /// <param name="by">Who asked for it.</param>
    /// <param name="cancel">Cancels before the transaction is committed.</param>
    /// <returns>What was destroyed; <c>PLT-010</c> if it was before, <c>PLT-012</c> if there was no key, or a problem of the store.</returns>
    public Task<Outcome<KeyDestruction>> DestroyAsync(Compartment compartment, AuditActor by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(compartment);
        ArgumentNullException.ThrowIfNull(by);
        return GuardAsync<KeyDestruction>(async () =>
        {
            var entry = await EntryAsync("key.destroyed", compartment, by, cancel);
            await using var context = await _contexts.CreateDbContextAsync(cancel);
            await context.Database.OpenConnectionAsync(cancel);
            if (_address.Kind == StoreKind.Sqlite)
                await context.Database.ExecuteSqlRawAsync("PRAGMA secure_delete=ON", cancel); // Freed bytes become zeros.
            int destroyed;
            await using (var transaction = await context.BeginAloneAsync(_address, Purpose, cancel))
            {
                var rows = await RowsOf(context, compartment).ToListAsync(cancel);
                var living = rows.Where(row => row.DestroyedAt is null).ToList();
                if (living.Count == 0)
                    return new Problem(rows.Count == 0 ? PlatformProblems.KeyUnknown : PlatformProblems.KeyDestroyed, Purpose);
                if (compartment.IsNeeded)
                {
                    var (row, key) = New(compartment, checked(rows[^1].Version + 1), await MasterAsync(context, cancel));
                    context.Add(row);
                    // Who destroyed the pseudonyms must not disappear with them.
                    if (compartment == Compartment.Audit)
                        entry = entry.Under(key, by, Subject(compartment));
                }

                foreach (var row in living)
                    row.Wrapped = new byte[row.Wrapped!.Length];
                await context.SaveChangesAsync(cancel);
                var now = _clock.GetCurrentInstant();
                foreach (var row in living)
                {
                    row.Wrapped = null;
                    row.RetiredAt ??= now;
                    row.DestroyedAt = now;
                }

                await context.SaveChangesAsync(cancel);
                await AuditAppending.AppendAsync(context, entry, cancel);
                await transaction.CommitAsync(cancel);
                living.ForEach(Forget);
                destroyed = living.Count;
            }

            return new KeyDestruction(destroyed, await SweepAsync(context));
        });
    }

    /// <summary>Makes the database give up where the wrapped keys stood; what was committed stands, whatever happens here.</summary>
    private async Task<bool> SweepAsync(PlatformContext context)
    {
        try
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = _address.Kind == StoreKind.Sqlite
                ? "PRAGMA wal_checkpoint(TRUNCATE)"
                : "SET lock_timeout = 2000";
            if (_address.Kind == StoreKind.Sqlite)
                return await command.ExecuteScalarAsync() is 0L;
            await command.ExecuteNonQueryAsync();
            command.CommandText = "VACUUM (FULL) platform.data_key";
            await command.ExecuteNonQueryAsync();
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }

    private async Task<AuditEntry> EntryAsync(string act, Compartment compartment, AuditActor by, CancellationToken cancel)
    {
        var what = new AuditAct { Act = act, Actor = by, Subject = Subject(compartment) };
        var entry = await AuditEntry.OfAsync(what, this, (_address, _clock), cancel);
        return entry.Succeeded ? entry.Value : throw new StoreException(entry.Problems[0]);
    }

    private static AuditSubject Subject(Compartment compartment) => new("compartment", compartment.Id);
}
