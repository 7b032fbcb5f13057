using Amparo.Collaborative.Http;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Amparo.Collaborative.Pages;

/// <summary>Answers that say why something was not done.</summary>
internal static class MessageEndpoint
{
    /// <summary>The role does not allow it.</summary>
    public static IResult NotPermitted(ReviewRequest request) => Answer(request, StatusCodes.Status403Forbidden, "not-permitted");

    /// <summary>The form is not one of this session.</summary>
    public static IResult StrangeForm(ReviewRequest request) => Answer(request, StatusCodes.Status403Forbidden, "strange-form");

    /// <summary>There is no such pair or page.</summary>
    public static IResult NotFound(ReviewRequest request) => Answer(request, StatusCodes.Status404NotFound, "not-found");

    /// <summary>The form asks for nothing that exists.</summary>
    public static IResult NotUnderstood(ReviewRequest request) => Answer(request, StatusCodes.Status400BadRequest, "not-understood");

    /// <summary>A decision was not saved.</summary>
    public static IResult NotSaved(ReviewRequest request, Problem problem) => Answer(request, StatusCodes.Status503ServiceUnavailable, "not-saved", problem);

    /// <summary>A file of decisions was refused.</summary>
    public static IResult Refused(ReviewRequest request, Problem problem) => Answer(request, StatusCodes.Status422UnprocessableEntity, "refused", problem);

    private static IResult Answer(ReviewRequest request, int status, string key, Problem? problem = null) => ReviewGate.Page<MessagePage>(
        status,
        (nameof(MessagePage.Frame), request.Frame(ReviewAddress.Overview, request.Texts[key + ".title"])),
        (nameof(MessagePage.Text), request.Texts[key + ".text"]),
        (nameof(MessagePage.Detail), problem is null ? "" : request.Texts.Problem(problem)));
}
