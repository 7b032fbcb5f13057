using Amparo.Collaborative.Contents;
using Amparo.Platform.Audit;
using Amparo.Platform.Keys;
using Amparo.Platform.Retention;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Collaborative.Emergencies;

/// <summary>Emergencies that are over and reviewed, for a year after the review; those that nobody has reviewed are kept until somebody does.</summary>
/// <param name="contexts">The module's contexts.</param>
/// <param name="vault">The keys.</param>
/// <param name="trail">The audit.</param>
internal sealed class RetainedEmergencies(IDbContextFactory<CollaborativeContext> contexts, Vault vault, AuditTrail trail) : IRetained
{
    private static readonly Duration KeptFor = Duration.FromDays(365);

    /// <inheritdoc/>
    public IReadOnlyList<string> Kinds { get; } = ["emergencies"];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Expiring>> ExpiringAsync(Instant until, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        return [.. (await Over(context, until).ToListAsync(cancel)).Select(row => new Expiring("emergencies", row.OrganisationId, 1, row.ReviewedAt!.Value + KeptFor))];
    }

    /// <inheritdoc/>
    public async Task EraseAsync(Instant now, CancellationToken cancel)
    {
        List<Emergency> due;
        await using (var context = await contexts.CreateDbContextAsync(cancel))
            due = await Over(context, now).ToListAsync(cancel);
        foreach (var emergency in due)
        {
            cancel.ThrowIfCancellationRequested();
            var by = new AuditActor { Node = emergency.NodeId.ToString(), Organisation = emergency.OrganisationId.ToString(), Account = "retention" };
            await EraseContents.DestroyAsync(vault, Emergency.CompartmentOf(emergency.Id), by, cancel);
            await using var context = await contexts.CreateDbContextAsync(cancel);
            await using var transaction = await context.Database.BeginTransactionAsync(cancel);
            if (await context.Set<Emergency>().IgnoreQueryFilters().Where(row => row.Id == emergency.Id).ExecuteDeleteAsync(cancel) == 0)
                continue;
            context.Add(new Erasure { Id = UuidV7.At(now), Kind = "emergencies", OrganisationId = emergency.OrganisationId, SubjectId = emergency.Id, Count = 1, At = now });
            await context.SaveChangesAsync(cancel);
            await trail.AppendAsync(context, new AuditAct { Act = "emergency.expired", Actor = by, Subject = new("emergency", emergency.Id.ToString()) }, cancel);
            await transaction.CommitAsync(cancel);
        }
    }

    private static IQueryable<Emergency> Over(CollaborativeContext context, Instant by)
    {
        var reviewed = by - KeptFor;
        return context.Set<Emergency>().IgnoreQueryFilters().AsNoTracking().Where(row => row.ReviewedAt <= reviewed);
    }
}
