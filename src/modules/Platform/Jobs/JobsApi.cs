using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;

namespace Amparo.Platform.Jobs;

/// <summary>A job as scripts see it.</summary>
/// <param name="Id">The job.</param>
/// <param name="Kind">Its kind, such as <c>submission.check</c>.</param>
/// <param name="Organisation">For which organisation.</param>
/// <param name="Subject">The id of what it works on.</param>
/// <param name="Phase">How far it has come.</param>
public sealed record JobAnswer(Guid Id, string Kind, Guid? Organisation, Guid? Subject, JobPhase Phase)
{
    /// <summary>The part that is done, 0 to 1.</summary>
    public double Share { get; init; }

    /// <summary>Whether nothing changes any more.</summary>
    public bool Over { get; init; }

    /// <summary>When it was requested.</summary>
    public required string RequestedAt { get; init; }

    /// <summary>When it was over; null if it is not.</summary>
    public string? EndedAt { get; init; }

    /// <summary>The code of why it failed; null if it has not.</summary>
    public string? ProblemCode { get; init; }

    /// <summary>Says how a job stands.</summary>
    /// <param name="state">The job.</param>
    public static JobAnswer Of(JobState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.Id.Value, state.Kind, state.OrganisationId, state.SubjectId, state.Phase)
        {
            Share = state.Share,
            Over = state.IsOver,
            RequestedAt = InstantPattern.General.Format(state.CreatedAt),
            EndedAt = state.EndedAt is { } ended ? InstantPattern.General.Format(ended) : null,
            ProblemCode = state.Problem?.Code,
        };
    }
}

/// <summary>Jobs, for scripts: those of the owner's own organisation in a list, any that the owner may see by its id.</summary>
internal static class JobsApi
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var rule = DeskRule.May(Entitlement.ReadJobs);
        DeskGate.Api(
            routes,
            new(HttpMethods.Get, "/jobs", rule) { Id = "listJobs", Summary = "The jobs of one's own organisation, the last requested first.", Gives = typeof(IReadOnlyList<JobAnswer>) },
            async request => ApiAnswer.Json<IReadOnlyList<JobAnswer>>(
                [.. (await request.Get<JobBoard>().ListAsync(request.Officer.OrganisationId, Most, request.Cancel)).Where(job => FollowJob.MayRead(request, job)).Select(JobAnswer.Of)]));
        DeskGate.Api(
            routes, new(HttpMethods.Get, "/jobs/{id}", rule) { Id = "readJob", Summary = "How a job stands.", Gives = typeof(JobAnswer) },
            async request => await FollowJob.FindAsync(request) is { } job ? ApiAnswer.Json(JobAnswer.Of(job)) : ApiAnswer.NotFound(request));
    }
}
