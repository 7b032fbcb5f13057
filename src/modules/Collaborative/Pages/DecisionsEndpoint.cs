using System.Globalization;
using Amparo.Collaborative.Access;
using Amparo.Collaborative.Http;
using Amparo.Linkage.Review;
using Microsoft.AspNetCore.Http;

namespace Amparo.Collaborative.Pages;

/// <summary>The history of decisions: read, taken out, taken in.</summary>
internal static class DecisionsEndpoint
{
    /// <summary>A page of the history, newest first.</summary>
    public static IResult History(ReviewRequest request)
    {
        var entries = request.State.Log.Entries;
        var page = PageOf.Of(request.Page("page"), entries.Count);
        return ReviewGate.Page<DecisionsPage>(
            StatusCodes.Status200OK,
            (nameof(DecisionsPage.Frame), request.Frame(ReviewAddress.Decisions, request.Texts["decisions.title"])),
            (nameof(DecisionsPage.Page), page),
            (nameof(DecisionsPage.Rows), entries.Reverse().Skip(page.Before).Take(PageOf.Rows).Select(entry => Row(request, entry)).ToList()),
            (nameof(DecisionsPage.Added), int.TryParse(request.Http.Request.Query["added"], NumberStyles.None, CultureInfo.InvariantCulture, out var added) ? added : null));
    }

    /// <summary>The whole file, as it stands on the disk.</summary>
    public static IResult File(ReviewRequest request)
    {
        using var file = new MemoryStream();
        request.State.Log.Write(file);
        return Results.Bytes(file.ToArray(), "application/jsonl", "amparo-decisions.jsonl");
    }

    /// <summary>Takes in a file of decisions, whole or not at all.</summary>
    public static Task<IResult> TakeInAsync(ReviewRequest request)
    {
        if (request.Form!.Files.GetFile("file") is not { Length: > 0 } file)
            return Task.FromResult(MessageEndpoint.Refused(request, new(CollaborativeProblems.NoFileChosen, "decisions")));
        using var stream = file.OpenReadStream();
        var log = DecisionLog.ReadWhole(stream);
        if (!log.Succeeded)
            return Task.FromResult(MessageEndpoint.Refused(request, log.Problems[0]));
        return Task.FromResult(request.Desk.TakeIn(log.Value, out var added) is { } problem
            ? MessageEndpoint.NotSaved(request, problem)
            : ReviewGate.SeeOther($"{ReviewAddress.Decisions[request.Language]}?added={added.ToString(CultureInfo.InvariantCulture)}"));
    }

    /// <summary>The key of a verdict's text.</summary>
    public static string KeyOf(Verdict verdict) => verdict switch
    {
        Verdict.Same => "same",
        Verdict.Different => "different",
        _ => "unsure",
    };

    private static DecisionRow Row(ReviewRequest request, Decision entry)
    {
        var pairId = entry.Key.Id();
        var position = request.Desk.Queue.PositionOf(pairId);
        // A pair that is not in this queue may be in the sample of another one, where the reader has still to decide it.
        var mayNotSee = request.Seat.Role == ReviewRole.Reviewer && entry.Reviewer != request.Seat.Name
            && (position is { } at ? request.IsVeiled(at) : entry.Blind);
        return new DecisionRow(
            entry.Sequence, pairId, position is not null, entry.At, entry.Reviewer, mayNotSee ? null : KeyOf(entry.Verdict), entry.Blind, entry.Hash);
    }
}
