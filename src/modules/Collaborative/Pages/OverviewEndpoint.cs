using Amparo.Collaborative.Access;
using Amparo.Collaborative.Http;
using Amparo.Collaborative.Review;
using Amparo.Linkage.Review;
using Microsoft.AspNetCore.Http;

namespace Amparo.Collaborative.Pages;

/// <summary>How many pairs of a zone have come how far.</summary>
/// <param name="Zone">The zone, as a text's key.</param>
/// <param name="InRun">Pairs of the whole run; null where the engine did not tell.</param>
/// <param name="InQueue">Pairs in the queue.</param>
/// <param name="Settled">Pairs that need no more verdicts.</param>
/// <param name="Awaiting">Pairs with one of two verdicts.</param>
/// <param name="Conflict">Pairs on which the reviewers do not say the same.</param>
public sealed record ZoneRow(string Zone, long? InRun, int InQueue, int Settled, int Awaiting, int Conflict);

/// <summary>The overview of the queue.</summary>
internal static class OverviewEndpoint
{
    /// <summary>Zones, progress, agreement, order.</summary>
    public static IResult Overview(ReviewRequest request)
    {
        var (state, queue) = (request.State, request.Desk.Queue);
        var zones = queue.Pairs.Index().GroupBy(pair => pair.Item.ZoneIn(queue.Header))
            .ToDictionary(zone => zone.Key, zone => zone.Select(pair => state.StatusAt(pair.Index)).ToList());
        return ReviewGate.Page<OverviewPage>(
            StatusCodes.Status200OK,
            (nameof(OverviewPage.Frame), request.Frame(ReviewAddress.Overview, request.Texts["overview.title"])),
            (nameof(OverviewPage.Header), queue.Header),
            (nameof(OverviewPage.Zones), new List<ZoneRow>
            {
                Row("linked", queue.Header.Totals?.Linked, zones.GetValueOrDefault(ReviewZone.Linked, [])),
                Row("to-review", queue.Header.Totals?.ToReview, zones.GetValueOrDefault(ReviewZone.ToReview, [])),
                Row("not-linked", queue.Header.Totals?.NotLinked, zones.GetValueOrDefault(ReviewZone.NotLinked, [])),
            }),
            (nameof(OverviewPage.Agreement), state.Log.Agreement()),
            (nameof(OverviewPage.Waiting), request.Seat.Role == ReviewRole.Reviewer ? state.WaitingFor(request.Seat.Name) : null),
            (nameof(OverviewPage.SampleSize), Enumerable.Range(0, state.Count).Count(request.Desk.InSample)),
            (nameof(OverviewPage.Lines), state.Log.Entries.Count),
            (nameof(OverviewPage.LastHash), state.Log.LastHash),
            (nameof(OverviewPage.WasCut), request.Desk.CutBytes > 0));
    }

    private static ZoneRow Row(string zone, long? inRun, List<PairStatus> statuses) => new(
        zone, inRun, statuses.Count,
        statuses.Count(status => status is PairStatus.Same or PairStatus.Different or PairStatus.Unsure),
        statuses.Count(status => status == PairStatus.AwaitsSecond),
        statuses.Count(status => status == PairStatus.Conflict));
}
