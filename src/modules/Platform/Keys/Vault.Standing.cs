using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Keys;

/// <summary>How the keys stand, for whoever changes them.</summary>
public sealed partial class Vault
{
    /// <summary>Whether key file and store do not belong together; null if they do.</summary>
    internal async Task<Problem?> MisfitAsync(CancellationToken cancel)
    {
        var checkedKeys = await GuardAsync<Vault>(async () =>
        {
            await using var context = await _contexts.CreateDbContextAsync(cancel);
            return await ForeignAsync(context, cancel) is { } foreign ? foreign : this;
        });
        return checkedKeys.Succeeded ? null : checkedKeys.Problems[0];
    }

    /// <summary>Counts what the master keys wrap, and compartments; opens no key.</summary>
    internal Task<Outcome<KeysStanding>> StandingAsync(CancellationToken cancel) => GuardAsync<KeysStanding>(async () =>
    {
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        var keys = context.Set<DataKey>().AsNoTracking();
        var living = keys.Where(key => key.DestroyedAt == null);
        var used = await living.GroupBy(key => key.MasterKeyId).Select(group => new { Id = group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Id, row => row.Count, StringComparer.Ordinal, cancel);
        var all = await keys.Select(key => key.Compartment).Distinct().CountAsync(cancel);
        var withKey = await living.Select(key => key.Compartment).Distinct().CountAsync(cancel);
        var newest = ReadNewest().Id;
        return new KeysStanding([.. Keys.Ids.Select(id => new MasterKeyUse(id, id == newest, used.GetValueOrDefault(id)))], await OwnKey.ReadAsync(context, _clock.GetCurrentInstant(), cancel))
        {
            Living = withKey,
            Destroyed = all - withKey,
        };
    });
}
