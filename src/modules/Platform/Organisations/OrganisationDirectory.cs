using Amparo.Platform.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Organisations;

/// <summary>The organisations of a node, for the pages of other modules: names, countries and kinds.</summary>
public sealed class OrganisationDirectory
{
    private readonly IDbContextFactory<PlatformContext> _contexts;

    internal OrganisationDirectory(IDbContextFactory<PlatformContext> contexts) => _contexts = contexts;

    /// <summary>All organisations of a node, by name; those that take no part any more too, since what they sent is still there.</summary>
    /// <param name="nodeId">The node.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<Organisation>> AllAsync(Guid nodeId, CancellationToken cancel)
    {
        await using var context = await _contexts.CreateDbContextAsync(cancel);
        return await context.Set<Organisation>().AsNoTracking().Where(row => row.NodeId == nodeId).OrderBy(row => row.Name).ToListAsync(cancel);
    }
}
