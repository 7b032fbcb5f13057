using System.Linq.Expressions;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Retention;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform;

/// <summary>A row that belongs to an organisation. Every table that holds or describes records of persons has these columns from its first day.</summary>
public interface IOwned
{
    /// <summary>The node.</summary>
    Guid NodeId { get; }

    /// <summary>The organisation that it belongs to.</summary>
    Guid OrganisationId { get; }
}

/// <summary>Whose rows a context shows. Nobody's until somebody says so.</summary>
/// <param name="NodeId">The node; empty for none.</param>
/// <param name="OrganisationId">The one organisation; null for all of the node.</param>
public sealed record Tenancy(Guid NodeId, Guid? OrganisationId)
{
    /// <summary>No row at all.</summary>
    public static readonly Tenancy Nobody = new(Guid.Empty, Guid.Empty);

    /// <summary>What somebody may see with a permission.</summary>
    /// <param name="officer">Who asks.</param>
    /// <param name="permission">What is to be done with the rows.</param>
    public static Tenancy Of(Officer officer, Entitlement permission)
    {
        ArgumentNullException.ThrowIfNull(officer);
        return officer.ReachOf(permission) switch
        {
            Reach.Node => new(officer.NodeId, null),
            Reach.Own => new(officer.NodeId, officer.OrganisationId),
            _ => Nobody,
        };
    }
}

/// <summary>A context whose owned rows are filtered by whose they are, in every query, asked for or not.</summary>
/// <param name="options">Options made by <see cref="StoreOptions.UseAmparoStore"/>; not pooled, since the tenancy is the context's own.</param>
public abstract class OwnedContext(DbContextOptions options) : StoreContext(options)
{
    /// <summary>Whose rows are shown.</summary>
    public Tenancy Tenancy { get; set; } = Tenancy.Nobody;

    // Read by the filters at each query.
    private Guid ShownNode => Tenancy.NodeId;

    private Guid? ShownOrganisation => Tenancy.OrganisationId;

    /// <summary>Describes an owned entity, its filter with it.</summary>
    /// <typeparam name="TEntity">The entity.</typeparam>
    /// <param name="model">The model.</param>
    protected void Own<TEntity>(ModelBuilder model)
        where TEntity : class, IOwned
    {
        ArgumentNullException.ThrowIfNull(model);
        Expression<Func<TEntity, bool>> filter = row => row.NodeId == ShownNode && (ShownOrganisation == null || row.OrganisationId == ShownOrganisation);
        model.Entity<TEntity>().HasQueryFilter(filter);
    }

    /// <summary>Describes audit, outbox and the list of erasures, which are written in the same transaction as the work.</summary>
    /// <param name="model">The model.</param>
    protected static void DescribeAudit(ModelBuilder model)
    {
        AuditTables.Describe(model);
        RetentionTables.Describe(model);
    }
}
