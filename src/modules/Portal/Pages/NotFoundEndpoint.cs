using Amparo.Portal.Http;
using Amparo.Portal.Releases;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>What a reader is told who comes to a page that does not exist.</summary>
internal static class NotFoundEndpoint
{
    /// <summary>No such page.</summary>
    public static IResult Page(PageRequest request) => Answer(request, "not-found.text");

    /// <summary>No such country.</summary>
    public static IResult Country(PageRequest request) => Answer(request, "not-found.country");

    /// <summary>No released table holds such a figure.</summary>
    public static IResult Number(PageRequest request) => Answer(request, "not-found.number");

    /// <summary>No such table; or one whose newest release was withdrawn, and then the reader is told so.</summary>
    /// <param name="request">The request.</param>
    /// <param name="subject">The table's id.</param>
    public static IResult Table(PageRequest request, string subject) =>
        request.Catalogue.Withdrawn.Newest(subject) is { } release ? Withdrawn(request, release) : Page(request);

    /// <summary>A release that was withdrawn: which, when and why.</summary>
    /// <param name="request">The request.</param>
    /// <param name="release">The release.</param>
    public static IResult Withdrawn(PageRequest request, WithdrawnRelease release)
    {
        PublicAnswer.DoNotKeep(request.Http);
        return PublicAnswer.Page<WithdrawnPage>(
            StatusCodes.Status410Gone,
            (nameof(WithdrawnPage.Frame), request.Frame(PageAddress.Home, request.Texts["withdrawn.title"]) with { Crumbs = [request.HomeCrumb], Listed = false }),
            (nameof(WithdrawnPage.Release), release));
    }

    /// <summary>The figure exists, and not in this format.</summary>
    public static IResult Format(PageRequest request) => Answer(request, "not-found.format");

    /// <summary>The page exists, and what was asked of it does not: a year, a format, too long a search.</summary>
    public static IResult Question(PageRequest request) => Answer(request, "not-found.question", StatusCodes.Status400BadRequest);

    /// <summary>This server draws no PDF or PNG, or could not draw this one.</summary>
    public static IResult Drawing(PageRequest request) => Answer(request, "drawing.text");

    /// <summary>Others are being drawn.</summary>
    public static IResult Busy(PageRequest request)
    {
        request.Http.Response.Headers.RetryAfter = "30";
        return Answer(request, "drawing-busy.text", StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Answer(PageRequest request, string text, int status = StatusCodes.Status404NotFound)
    {
        PublicAnswer.DoNotKeep(request.Http);
        var frame = request.Frame(PageAddress.Home, request.Texts["not-found.title"]) with { Crumbs = [request.HomeCrumb], Listed = false };
        return PublicAnswer.Page<MessagePage>(
            status,
            (nameof(MessagePage.Frame), frame),
            (nameof(MessagePage.Text), request.Texts[text]),
            (nameof(MessagePage.Countries), request.Countries));
    }
}
