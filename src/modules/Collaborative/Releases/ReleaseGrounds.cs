using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Submissions;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Collaborative.Releases;

/// <summary>Why figures of a merge may not be published, and whose data stand against it.</summary>
/// <param name="Code">The problem's code.</param>
/// <param name="OrganisationIds">The organisations; none where the merge itself is the reason.</param>
public sealed record Hindrance(string Code, IReadOnlyList<Guid> OrganisationIds);

/// <summary>Whether figures of a merge may be published now: all that went into it still stands, under agreements that hold and say so.</summary>
internal static class ReleaseGrounds
{
    /// <summary>Looks for what stands against it.</summary>
    /// <param name="context">A context of the module.</param>
    /// <param name="merge">The merge.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>What stands against it; nothing where it may be published. <c>COL-040</c> to <c>COL-043</c>.</returns>
    public static async Task<IReadOnlyList<Hindrance>> AgainstAsync(CollaborativeContext context, Merge merge, Instant now, CancellationToken cancel)
    {
        if (merge is not { State: MergeState.Done, RecordsId: not null, PersonsId: not null })
            return [new(CollaborativeProblems.MergeNotDone, [])];
        // Whoever may see the merge may learn that a part of it does not stand any more; no row is shown.
        var parts = await context.Set<MergedSubmission>().IgnoreQueryFilters().AsNoTracking().Where(row => row.MergeId == merge.Id && row.NodeId == merge.NodeId)
            .Join(context.Set<Submission>().IgnoreQueryFilters(), row => row.SubmissionId, submission => submission.Id, (_, submission) => submission)
            .Join(context.Set<Agreement>().IgnoreQueryFilters(), submission => submission.AgreementId, agreement => agreement.Id, (submission, agreement) => new { submission, agreement })
            .ToListAsync(cancel);
        if (parts.Count == 0)
            return [new(CollaborativeProblems.MergeNotDone, [])];
        var found = new List<Hindrance>();
        Add(CollaborativeProblems.SubmissionFallen, parts.Where(part => part.submission.State != SubmissionState.Accepted).Select(part => part.submission.OrganisationId));
        Add(CollaborativeProblems.AgreementNotHolding, parts.Where(part => !part.agreement.Holds(now)).Select(part => part.submission.OrganisationId));
        Add(CollaborativeProblems.AgreementForbids, parts.Where(part => !part.agreement.MayPublish).Select(part => part.submission.OrganisationId));
        return found;

        void Add(string code, IEnumerable<Guid> organisations)
        {
            Guid[] those = [.. organisations.Distinct()];
            if (those.Length > 0)
                found.Add(new(code, those));
        }
    }
}
