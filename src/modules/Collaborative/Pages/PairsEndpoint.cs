using Amparo.Collaborative.Http;
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
            (nameof(PairsPage.Rows), Enumerable.Range(0, request.State.Count).Skip(page.Before).Take(PageOf.Rows).Select(request.Reader.Row).ToList()));
    }

    /// <summary>The key of a zone's text.</summary>
    public static string KeyOf(ReviewZone zone) => zone switch
    {
        ReviewZone.Linked => "linked",
        ReviewZone.NotLinked => "not-linked",
        _ => "to-review",
    };
}
