using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace Amparo.Collaborative.Merges;

/// <summary>A merge as scripts see it.</summary>
/// <param name="Id">The merge.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Round">How often it was computed.</param>
/// <param name="At">When it was started.</param>
public sealed record MergeAnswer(Guid Id, MergeState State, int Round, string At)
{
    /// <summary>The job that computes it.</summary>
    public Guid? Job { get; init; }

    /// <summary>Records taken in; null before it was computed.</summary>
    public int? Records { get; init; }

    /// <summary>Persons found.</summary>
    public int? Persons { get; init; }

    /// <summary>Pairs that wait for a reviewer.</summary>
    public int? ToReview { get; init; }

    /// <summary>Whether its job is over without a result.</summary>
    public bool Stopped { get; init; }

    /// <summary>The code of why it has no result; null if it has.</summary>
    public string? ProblemCode { get; init; }

    internal static MergeAnswer Of(Merge merge, bool stopped) => new(merge.Id, merge.State, merge.Round, InstantPattern.General.Format(merge.CreatedAt))
    {
        Job = merge.JobId,
        Records = merge.Records,
        Persons = merge.Persons,
        ToReview = merge.ToReview,
        Stopped = stopped,
        ProblemCode = merge.ProblemCode,
    };
}

/// <summary>What came out of a merge in exact numbers: not for publication.</summary>
/// <param name="NotForPublication">Always true: what is published passes a release.</param>
/// <param name="Figures">The numbers.</param>
public sealed record MergeFiguresAnswer(bool NotForPublication, MergeFigures Figures);

/// <summary>What a script sends to start a merge.</summary>
/// <param name="Submission">The submissions, of two organisations at least.</param>
public sealed record NewMerge(IReadOnlyList<Guid> Submission);

/// <summary>Merges, for scripts.</summary>
internal static class MergesApi
{
    private const string One = "/merges/{id}";

    private static readonly DeskRule Read = DeskRule.May(Entitlement.ReadMerges);
    private static readonly DeskRule Run = DeskRule.May(Entitlement.RunMerges);

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Api(
            routes, new(HttpMethods.Get, "/merges", Read) { Id = "listMerges", Summary = "Merges, the last first; at most 200.", Gives = typeof(IReadOnlyList<MergeAnswer>) },
            async request => ApiAnswer.Json<IReadOnlyList<MergeAnswer>>([.. (await ManageMerges.ListAsync(request)).Select(row => MergeAnswer.Of(row.Merge, row.Stopped))]));
        DeskGate.Api(
            routes,
            new(HttpMethods.Post, "/merges", Run) { Id = "startMerge", Summary = "Starts a merge of submissions that were handed over.", Takes = typeof(NewMerge), Gives = typeof(ApiDone), Status = StatusCodes.Status202Accepted },
            async request =>
            {
                await using var context = await request.OpenAsync(Entitlement.RunMerges);
                return ApiAnswer.Of(request, await StartMerge.StartAsync(request, context), StatusCodes.Status202Accepted);
            });
        DeskGate.Api(
            routes, new(HttpMethods.Get, One, Read) { Id = "readMerge", Summary = "How a merge stands.", Gives = typeof(MergeAnswer) },
            async request =>
            {
                await using var context = await request.OpenAsync(Entitlement.ReadMerges);
                return await ShowMerge.FindAsync(request, context) is { } merge ? ApiAnswer.Json(MergeAnswer.Of(merge, await ManageMerges.IsStoppedAsync(request, merge))) : ApiAnswer.NotFound(request);
            });
        DeskGate.Api(
            routes,
            new(HttpMethods.Get, $"{One}/indicators", Read) { Id = "readMergeIndicators", Summary = "What came out of a merge in exact numbers. Not for publication; each reading is in the trail.", Gives = typeof(MergeFiguresAnswer) },
            async request =>
            {
                await using var context = await request.OpenAsync(Entitlement.ReadMerges);
                return await ShowMerge.FindAsync(request, context) is { } merge && (await ShowMerge.ModelAsync(request, context, merge)).Figures is { } figures
                    ? ApiAnswer.Json(new MergeFiguresAnswer(true, figures)) : ApiAnswer.NotFound(request);
            });
        DeskGate.Api(
            routes, new(HttpMethods.Post, $"{One}/again", Run) { Id = "mergeAgain", Summary = "Computes a merge again, with what reviewers decided since.", Gives = typeof(ApiDone), Status = StatusCodes.Status202Accepted },
            async request => ApiAnswer.Of(request, await ShowMerge.ComputeAgainAsync(request), StatusCodes.Status202Accepted));
        DeskGate.NotForScripts(routes, new(HttpMethods.Post, $"{One}/end", Run.Confirmed()) { Id = "endMerge", Summary = "Ending a merge destroys its key and cannot be undone: a person does it on the merge's page." });
    }
}
