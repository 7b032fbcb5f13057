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
        var jobs = request.Get<JobBoard>();
        var id = new JobId(request.Id("id"));
        if (await jobs.FindAsync(id, request.Cancel) is not { OrganisationId: { } owner } job || !request.Officer.May(Entitlement.ReadJobs, owner))
            return Results.NotFound();
        // Whoever may follow merges need not know when an agency's file is being checked.
        if (request.Get<JobKinds>().ReadingOf(job.Kind) is not { } reading || !request.Officer.May(reading, owner))
            return Results.NotFound();
        return new Events(jobs, id);
    }

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
