using Amparo.Collaborative.Access;
using Amparo.Collaborative.Http;
using Amparo.Collaborative.Review;
using Amparo.Linkage.Review;
using Microsoft.AspNetCore.Http;

namespace Amparo.Collaborative.Pages;

/// <summary>One pair: looked at and decided.</summary>
internal static class PairEndpoint
{
    /// <summary>The page of the pair in the address.</summary>
    public static IResult Pair(ReviewRequest request)
    {
        if (PositionIn(request) is not { } position)
            return MessageEndpoint.NotFound(request);
        var address = ReviewAddress.Pair(request.Desk.KeyAt(position).Id());
        var title = request.Texts.Say("pair.title", ("number", request.Texts.Whole(position + 1)), ("total", request.Texts.Whole(request.State.Count)));
        return ReviewGate.Page<PairPage>(
            StatusCodes.Status200OK,
            (nameof(PairPage.Frame), request.Frame(address, title)),
            (nameof(PairPage.Pair), request.Reader.Model(position, request.Http.Request.Query["saved"].ToString())));
    }

    /// <summary>Leads to the next pair that waits for the reader, or to the overview.</summary>
    public static IResult Next(ReviewRequest request) => ReviewGate.SeeOther(AfterPosition(request, request.State, -1, saved: null));

    /// <summary>Saves a verdict and leads to the next pair.</summary>
    public static Task<IResult> DecideAsync(ReviewRequest request)
    {
        if (PositionIn(request) is not { } position)
            return Task.FromResult(MessageEndpoint.NotFound(request));
        Verdict? verdict = request.Form!["verdict"].ToString() switch
        {
            "same" => Verdict.Same,
            "different" => Verdict.Different,
            "unsure" => Verdict.Unsure,
            _ => null,
        };
        if (verdict is not { } decided)
            return Task.FromResult(MessageEndpoint.NotUnderstood(request));
        if (request.Desk.Decide(request.Seat, position, decided, request.Now) is { } problem)
            return Task.FromResult(MessageEndpoint.NotSaved(request, problem));
        return Task.FromResult(ReviewGate.SeeOther(AfterPosition(request, request.Desk.State(), position, request.Desk.KeyAt(position).Id())));
    }

    private static string AfterPosition(ReviewRequest request, ReviewState state, int position, string? saved)
    {
        var next = state.Count == 0 ? null : state.Next(request.Seat.Name, (position + 1) % state.Count);
        var query = saved is null ? "" : $"?saved={saved}";
        // The pair that was just decided waits only if it is in conflict: then there is nothing else to do, and showing it again would go round in circles.
        return next is { } at && at != position
            ? ReviewAddress.Pair(request.Desk.KeyAt(at).Id())[request.Language] + query
            : ReviewAddress.Overview[request.Language];
    }

    private static int? PositionIn(ReviewRequest request) => request.Desk.Queue.PositionOf((string)request.Http.Request.RouteValues["pair"]!);
}
