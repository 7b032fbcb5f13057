using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Http;

/// <summary>Stopping a job, for scripts: each kind that a page can stop, by whoever may stop it there. What erases or publishes runs to its end.</summary>
internal static class CancelJob
{
    public static void Map(IEndpointRouteBuilder routes) => DeskGate.Api(
        routes,
        new(HttpMethods.Post, "/jobs/{id}/cancel", DeskRule.May(Entitlement.ReadJobs))
        {
            Id = "cancelJob",
            Summary = "Asks for a job to be stopped: one that checks a file, with the scope SendSubmissions, or one that computes a merge, with RunMerges. Other jobs run to their end.",
            Gives = typeof(ApiDone),
            Status = StatusCodes.Status202Accepted,
        },
        async request => ApiAnswer.Of(request, await CancelAsync(request), StatusCodes.Status202Accepted));

    private static async Task<ActOutcome> CancelAsync(DeskRequest request)
    {
        var id = (Guid?)request.Id("id");
        switch ((await request.Get<JobBoard>().FindAsync(new(id.Value), request.Cancel))?.Kind)
        {
            case CheckSubmission.Kind when request.Officer.May(Entitlement.SendSubmissions):
                {
                    await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
                    return await ShowSubmission.CancelCheckAsync(request, context, await context.Set<Submission>().SingleOrDefaultAsync(row => row.JobId == id, request.Cancel));
                }

            case RunMerge.Kind when request.Officer.May(Entitlement.RunMerges):
                {
                    await using var context = await request.OpenAsync(Entitlement.RunMerges);
                    return await ShowMerge.CancelAsync(request, context, await context.Set<Merge>().SingleOrDefaultAsync(row => row.JobId == id, request.Cancel));
                }

            default:
                return ActOutcome.Missing;
        }
    }
}
