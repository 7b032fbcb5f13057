using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Jobs;
using Amparo.Platform.Keys;
using Amparo.Platform.Retention;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform;

/// <summary>Platform's tables: organisations and accounts, keys, audit and outbox, jobs. Each area describes its own.</summary>
/// <param name="options">Options made by <see cref="StoreOptions.UseAmparoStore"/>.</param>
internal sealed class PlatformContext(DbContextOptions<PlatformContext> options) : StoreContext(options)
{
    /// <inheritdoc/>
    protected override string Module => PlatformStore.Module;

    /// <inheritdoc/>
    protected override void Describe(ModelBuilder model)
    {
        AccountTables.Describe(model);
        KeyTables.Describe(model);
        AuditTables.Describe(model);
        JobTables.Describe(model);
        RetentionTables.Describe(model);
    }
}
