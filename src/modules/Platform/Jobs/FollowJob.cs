using System.Text.Json;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Amparo.Platform.Jobs;

/// <summary>Progress of a job streamed to its page, as server-sent events.</summary>
internal static class FollowJob
{
    public static void Map(IEndpointRouteBuilder routes) =>
        DeskGate.Script(routes, (HttpMethods.Get, "/trabajos/{id}"), DeskRule.May(Entitlement.ReadJobs), FollowAsync);

    private static async Task<IResult> FollowAsync(DeskRequest request)
    {
        return await FindAsync(request) is { } job ? new Events(request.Get<JobBoard>(), job.Id) : Results.NotFound();
    }

    /// <summary>Finds the job of the address, if the asker may see it.</summary>
    internal static async Task<JobState?> FindAsync(DeskRequest request) =>
        await request.Get<JobBoard>().FindAsync(new(request.Id("id")), request.Cancel) is { } job && MayRead(request, job) ? job : null;

    /// <summary>Whether the asker may see a job.</summary>
    /// <remarks>Whoever may follow merges need not know when an agency's file is being checked: each kind of job names what its follower must be allowed to read.</remarks>
    internal static bool MayRead(DeskRequest request, JobState job) =>
        job.OrganisationId is { } owner && request.Officer.May(Entitlement.ReadJobs, owner)
        && request.Get<JobKinds>().ReadingOf(job.Kind) is { } reading && request.Officer.May(reading, owner);

    private sealed class Events(JobBoard jobs, JobId id) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "text/event-stream";
            try
            {
                await foreach (var state in jobs.WatchAsync(id, httpContext.RequestAborted))
                {
                    var line = JsonSerializer.Serialize(new { phase = state.Phase.ToString(), share = state.Share, over = state.IsOver });
                    await httpContext.Response.WriteAsync($"data: {line}\n\n", httpContext.RequestAborted);
                    await httpContext.Response.Body.FlushAsync(httpContext.RequestAborted);
                }
            }
            catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
            {
                // The page was left.
            }
        }
    }
}
