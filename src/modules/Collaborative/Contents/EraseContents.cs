using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Submissions;
using Amparo.Platform;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Contents;

/// <summary>The job that destroys the key of what was withdrawn or ended: asked for in the same transaction, so that a host that dies in between leaves it to another.</summary>
/// <param name="contexts">The module's contexts.</param>
/// <param name="vault">The keys.</param>
internal sealed class EraseContents(IDbContextFactory<CollaborativeContext> contexts, Vault vault) : IJobWork
{
    /// <summary>The kind of job.</summary>
    public const string Kind = "contents.erase";

    /// <summary>Saves a withdrawal or an end together with the erasure that it promises.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="context">The module's context, with the change unsaved.</param>
    /// <param name="act">What was done, and to which submission or merge.</param>
    public static async Task SaveAsync(DeskRequest request, CollaborativeContext context, Act act)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(request.Cancel);
        await request.Get<JobBoard>().RequestAsync(
            new() { Kind = Kind, OrganisationId = request.Officer.OrganisationId, RequestedBy = request.Officer.AccountId, SubjectId = act.Subject }, context, request.Cancel);
        await request.SaveAsync(context, act);
        await transaction.CommitAsync(request.Cancel);
    }

    /// <summary>Destroys a compartment's key; one that is destroyed already, or that never sealed anything, is no problem.</summary>
    /// <param name="vault">The keys.</param>
    /// <param name="compartment">The compartment.</param>
    /// <param name="by">Who asked for it.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="StoreException">It could not be destroyed now.</exception>
    public static async Task DestroyAsync(Vault vault, Compartment compartment, Platform.Audit.AuditActor by, CancellationToken cancel)
    {
        var destroyed = await vault.DestroyAsync(compartment, by, cancel);
        if (!destroyed.Succeeded && destroyed.Problems[0].Code is not (PlatformProblems.KeyUnknown or PlatformProblems.KeyDestroyed))
            throw new StoreException(destroyed.Problems[0]);
    }

    /// <inheritdoc/>
    public async Task<Problem?> RunAsync(JobRun run, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var id = run.SubjectId!.Value;
        // Without a filter by organisation: the job was asked for by somebody who might. What stands is not erased, whatever a row says.
        var node = await context.Set<Submission>().IgnoreQueryFilters().Where(row => row.Id == id && row.State == SubmissionState.Withdrawn).Select(row => (Guid?)row.NodeId).SingleOrDefaultAsync(cancel);
        var compartment = ContentPlace.OfSubmission(id);
        if (node is null)
        {
            node = await context.Set<Merge>().IgnoreQueryFilters().Where(row => row.Id == id && row.State == MergeState.Ended).Select(row => (Guid?)row.NodeId).SingleOrDefaultAsync(cancel);
            compartment = MergeFiles.CompartmentOf(id);
        }

        if (node is not null)
        {
            await DestroyAsync(
                vault, compartment, new() { Node = node.Value.ToString(), Organisation = run.OrganisationId?.ToString(), Account = run.RequestedBy?.ToString() ?? Kind }, cancel);
        }

        return null;
    }
}
