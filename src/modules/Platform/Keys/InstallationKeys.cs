using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Backups;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Keys;

/// <summary>Where an installation keeps its keys and what they seal.</summary>
/// <param name="Store">The store.</param>
/// <param name="DataFolder">The data folder.</param>
/// <param name="KeyFile">The path of the key file.</param>
public sealed record KeysPlace(StoreAddress Store, string DataFolder, string KeyFile);

/// <summary>A master key of the key file.</summary>
/// <param name="Id">Its id, which says nothing about the key.</param>
/// <param name="IsNewest">Whether it is the newest.</param>
/// <param name="Keys">How many keys of the store it wraps.</param>
public sealed record MasterKeyUse(string Id, bool IsNewest, int Keys);

/// <summary>How an installation's keys stand: ids and counts, no key and no compartment of anybody else's.</summary>
/// <param name="MasterKeys">Those of the key file, newest last.</param>
/// <param name="Own">The newest keys of the installation's own compartments.</param>
public sealed record KeysStanding(IReadOnlyList<MasterKeyUse> MasterKeys, IReadOnlyList<OwnKey> Own)
{
    /// <summary>How many compartments have a key.</summary>
    public required int Living { get; init; }

    /// <summary>How many have none any more: what they sealed is erased.</summary>
    public required int Destroyed { get; init; }
}

/// <summary>The installation's own keys, made anew.</summary>
/// <param name="Keys">Compartment and version of each.</param>
public sealed record OwnKeysRenewed(IReadOnlyList<(Compartment Compartment, int Version)> Keys);

/// <summary>An installation's keys as its administrator looks at them and changes them from the terminal, while hosts serve.</summary>
/// <remarks>
/// Nothing is migrated and no key file is made: what does not fit together is refused before anything is changed. Each change is one transaction
/// or one renamed file, so that a killed one is done or not done; each has its line in the audit, by <c>terminal</c>.
/// </remarks>
public sealed class InstallationKeys : IDisposable
{
    // A host on the same SQLite file may be writing something long.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly IDbContextFactory<PlatformContext> _contexts;
    private readonly Vault _vault;

    private InstallationKeys(KeyFile keys, StoreAddress store, IClock clock)
    {
        _contexts = new Contexts(store);
        _vault = new Vault(keys, _contexts, store, clock);
    }

    /// <summary>Opens an installation's keys.</summary>
    /// <param name="place">Where they are.</param>
    /// <param name="modules">The migrations of all modules.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Cancels the opening.</param>
    /// <returns>
    /// The keys; <c>PLT-001</c> to <c>PLT-003</c> or <c>PLT-005</c> if the key file cannot be used, <c>PLT-004</c> if it is not the store's, <c>STO-016</c> if
    /// nothing is stored, <c>STO-010</c> to <c>STO-012</c> or <c>STO-019</c> if the store is not at the level of these migrations, or a problem of the store.
    /// </returns>
    public static async Task<Outcome<InstallationKeys>> OpenAsync(KeysPlace place, IReadOnlyList<MigrationSet> modules, IClock clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(modules);
        ArgumentNullException.ThrowIfNull(clock);
        if (Backup.IsBelow(Path.GetFullPath(place.KeyFile), place.DataFolder))
            return new Problem(PlatformProblems.KeyFileInData, Path.GetFileName(place.KeyFile));
        var fit = await StoreMigrations.FitAsync(place.Store, modules, cancel);
        if (!fit.Succeeded)
            return Outcome<InstallationKeys>.Refused(fit.Problems);
        var opened = KeyFile.Open(place.KeyFile);
        if (!opened.Succeeded)
            return Outcome<InstallationKeys>.Refused(opened.Problems);
        var keys = new InstallationKeys(opened.Value, place.Store.WaitingForLocks(Patience), clock);
        if (await keys._vault.MisfitAsync(cancel) is not { } misfit)
            return keys;
        keys.Dispose();
        return misfit;
    }

    /// <summary>Says how the keys stand; nothing is changed.</summary>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>How they stand, or a problem of the store.</returns>
    public Task<Outcome<KeysStanding>> StandingAsync(CancellationToken cancel) => _vault.StandingAsync(cancel);

    /// <summary>Makes a new version of the keys of the installation's own compartments, one after the other.</summary>
    /// <param name="cancel">Cancels between them and within; those that were made stay.</param>
    /// <returns>The new versions; <c>PLT-012</c> if no host has made the first ones yet, or a problem of keys or store.</returns>
    public async Task<Outcome<OwnKeysRenewed>> RenewAsync(CancellationToken cancel)
    {
        var standing = await StandingAsync(cancel);
        if (!standing.Succeeded)
            return Outcome<OwnKeysRenewed>.Refused(standing.Problems);
        if (standing.Value.Own.Count < Compartment.Own.Count)
            return new Problem(PlatformProblems.KeyUnknown, "platform.keys");
        return await AsTerminalAsync<OwnKeysRenewed>(async by =>
        {
            var made = new List<(Compartment, int)>();
            foreach (var compartment in Compartment.Own)
            {
                var rotated = await _vault.RotateAsync(compartment, by, cancel);
                if (!rotated.Succeeded)
                    return Outcome<OwnKeysRenewed>.Refused(rotated.Problems);
                made.Add((compartment, rotated.Value.Version));
            }

            return new OwnKeysRenewed(made);
        }, cancel);
    }

    /// <summary>As <see cref="Vault.AddMasterKeyAsync"/>.</summary>
    /// <param name="cancel">Cancels before anything is changed.</param>
    public Task<Outcome<MasterKeyAddition>> AddMasterKeyAsync(CancellationToken cancel) => AsTerminalAsync(by => _vault.AddMasterKeyAsync(by, cancel), cancel);

    /// <summary>As <see cref="Vault.RewrapAsync"/>.</summary>
    /// <param name="cancel">Cancels; nothing was wrapped then.</param>
    public Task<Outcome<KeyRewrapping>> RewrapAsync(CancellationToken cancel) => AsTerminalAsync(by => _vault.RewrapAsync(by, cancel), cancel);

    /// <summary>As <see cref="Vault.ForgetOldMasterKeysAsync"/>.</summary>
    /// <param name="cancel">Cancels before the file is written.</param>
    public Task<Outcome<MasterKeysForgotten>> ForgetOldMasterKeysAsync(CancellationToken cancel) =>
        AsTerminalAsync(by => _vault.ForgetOldMasterKeysAsync(by, cancel), cancel);

    /// <inheritdoc/>
    public void Dispose() => _vault.Dispose();

    private async Task<Outcome<T>> AsTerminalAsync<T>(Func<AuditActor, Task<Outcome<T>>> change, CancellationToken cancel)
        where T : class
    {
        AuditActor by;
        try
        {
            await using var context = await _contexts.CreateDbContextAsync(cancel);
            var node = await context.Set<Node>().AsNoTracking().OrderBy(row => row.CreatedAt).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancel);
            // Before anybody has come in there is no node yet, nor anybody who reads the audit at the desk.
            by = new AuditActor { Node = node?.ToString() ?? Compartment.Node.Id, Account = AuditActor.Terminal };
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, PlatformStore.Module) is { } problem)
        {
            return problem;
        }

        return await change(by);
    }

    private sealed class Contexts(StoreAddress store) : IDbContextFactory<PlatformContext>
    {
        private readonly DbContextOptions<PlatformContext> _options = Options(store);

        public PlatformContext CreateDbContext() => new(_options);

        private static DbContextOptions<PlatformContext> Options(StoreAddress store)
        {
            var options = new DbContextOptionsBuilder<PlatformContext>();
            options.UseAmparoStore(store);
            return options.Options;
        }
    }
}
