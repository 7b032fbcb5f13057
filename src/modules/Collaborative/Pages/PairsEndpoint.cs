using Amparo.Collaborative.Http;
using Amparo.Collaborative.Review;
using Amparo.Linkage.Review;
using Microsoft.AspNetCore.Http;

namespace Amparo.Collaborative.Pages;

/// <summary>The list of pairs, in order of effect.</summary>
internal static class PairsEndpoint
{
    /// <summary>A page of the list.</summary>
    public static IResult Pairs(ReviewRequest request)
    {
        var page = PageOf.Of(request.Page("page"), request.State.Count);
        return ReviewGate.Page<PairsPage>(
            StatusCodes.Status200OK,
            (nameof(PairsPage.Frame), request.Frame(ReviewAddress.Pairs, request.Texts["pairs.title"])),
            (nameof(PairsPage.Page), page),
            (nameof(PairsPage.Rows), Enumerable.Range(0, request.State.Count).Skip(page.Before).Take(PageOf.Rows).Select(position => Row(request, position)).ToList()));
    }

    /// <summary>The key of a zone's text.</summary>
    public static string KeyOf(ReviewZone zone) => zone switch
    {
        ReviewZone.Linked => "linked",
        ReviewZone.NotLinked => "not-linked",
        _ => "to-review",
    };

    /// <summary>The key of a status' text, as far as whoever asks may know it.</summary>
    public static string StatusOf(ReviewRequest request, int position) => request.State.StatusAt(position) switch
    {
        PairStatus.Open => "open",
        PairStatus.AwaitsSecond when request.State.WaitsFor(request.Seat, position) && request.IsVeiled(position) => "open",
        PairStatus.AwaitsSecond => "awaits-second",
        PairStatus.Conflict => "conflict",
        // Decided by one alone in a queue of an earlier day: in the sample, that verdict is not shown.
        _ when request.IsVeiled(position) => "awaits-second",
        PairStatus.Same => "same",
        PairStatus.Different => "different",
        _ => "unsure",
    };

    private static PairRow Row(ReviewRequest request, int position)
    {
        var (pair, header) = (request.Desk.Queue.Pairs[position], request.Desk.Queue.Header);
        return new PairRow(
            position + 1, request.Desk.KeyAt(position).Id(), request.IsVeiled(position), KeyOf(pair.ZoneIn(header)), pair.Weight, StatusOf(request, position));
    }
}
