using Amparo.Portal.Http;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>What a reader is told who comes to a page that does not exist.</summary>
internal static class NotFoundEndpoint
{
    /// <summary>No such page.</summary>
    public static IResult Page(PageRequest request) => Answer(request, "not-found.text");

    /// <summary>No such country.</summary>
    public static IResult Country(PageRequest request) => Answer(request, "not-found.country");

    private static IResult Answer(PageRequest request, string text)
    {
        PublicAnswer.DoNotKeep(request.Http);
        var frame = request.Frame(PageAddress.Home, request.Texts["not-found.title"]) with { Crumbs = [request.HomeCrumb], Listed = false };
        return PublicAnswer.Page<MessagePage>(
            StatusCodes.Status404NotFound,
            (nameof(MessagePage.Frame), frame),
            (nameof(MessagePage.Text), request.Texts[text]),
            (nameof(MessagePage.Countries), request.Countries));
    }
}
