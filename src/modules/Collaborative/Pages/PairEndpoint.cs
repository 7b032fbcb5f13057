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
            (nameof(PairPage.Pair), Model(request, position)));
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
        var next = state.Count == 0 ? null : state.Next(request.Seat, (position + 1) % state.Count);
        var query = saved is null ? "" : $"?saved={saved}";
        // The pair that was just decided waits only if it is in conflict: then there is nothing else to do, and showing it again would go round in circles.
        return next is { } at && at != position
            ? ReviewAddress.Pair(request.Desk.KeyAt(at).Id())[request.Language] + query
            : ReviewAddress.Overview[request.Language];
    }

    private static int? PositionIn(ReviewRequest request) => request.Desk.Queue.PositionOf((string)request.Http.Request.RouteValues["pair"]!);

    private static PairModel Model(ReviewRequest request, int position)
    {
        var (desk, state, header) = (request.Desk, request.State, request.Desk.Queue.Header);
        var pair = desk.Queue.Pairs[position];
        var veiled = request.IsVeiled(position);
        var own = state.LastAt(position).FirstOrDefault(decision => decision.Reviewer == request.Seat.Name);
        var saved = request.Http.Request.Query["saved"].ToString();
        return new PairModel
        {
            PairId = desk.KeyAt(position).Id(),
            Position = position + 1,
            Of = state.Count,
            Settled = Enumerable.Range(0, state.Count).Count(at => state.StatusAt(at) is PairStatus.Same or PairStatus.Different or PairStatus.Unsure),
            Records = (NameOf(request, pair.Left), NameOf(request, pair.Right)),
            Fields = Fields(request, pair),
            Status = PairsEndpoint.StatusOf(request, position),
            InSample = desk.InSample(position),
            Explanation = veiled ? null : Explain(request, pair),
            Verdicts =
            [
                .. state.LastAt(position).Where(decision => !veiled || decision.Reviewer == request.Seat.Name)
                    .Select(decision => new GivenVerdict(decision.Reviewer, DecisionsEndpoint.KeyOf(decision.Verdict), decision.At)),
            ],
            Own = own is null ? null : DecisionsEndpoint.KeyOf(own.Verdict),
            MayDecide = request.Seat.Role == ReviewRole.Reviewer,
            Previous = position > 0 ? desk.KeyAt(position - 1).Id() : null,
            Next = position + 1 < state.Count ? desk.KeyAt(position + 1).Id() : null,
            Saved = desk.Queue.PositionOf(saved) is { } last ? (saved, last + 1) : null,
        };
    }

    // An id may be a number out of a document: who sees no cell does not see it either.
    private static string NameOf(ReviewRequest request, ReviewRecord record) => request.Seat.Role == ReviewRole.Reviewer
        ? request.Texts.Say("pair.record", ("list", record.Key.List), ("id", record.Key.Id))
        : record.Key.List;

    private static List<FieldRow> Fields(ReviewRequest request, ReviewPair pair)
    {
        var rows = new List<FieldRow>();
        foreach (var field in request.Desk.Queue.Header.Fields)
        {
            // A part of the explanation that is no column of any list has no cells to show or to hide.
            if (field.Class == ReviewFieldClass.Restricted && !pair.Left.Cells.ContainsKey(field.Id) && !pair.Right.Cells.ContainsKey(field.Id))
                continue;
            var view = FieldPermissions.Of(request.Seat.Role, field.Class);
            var (left, right) = (pair.Left.Cells.GetValueOrDefault(field.Id, ""), pair.Right.Cells.GetValueOrDefault(field.Id, ""));
            var title = field.Title[request.Language];
            if (view == CellView.Hidden)
            {
                rows.Add(new FieldRow(title, view, [], [], Comparison: null));
                continue;
            }

            var comparison = (left.Length, right.Length) switch
            {
                (0, 0) => CellComparison.BothMissing,
                (0, _) or (_, 0) => CellComparison.OneMissing,
                _ => left == right ? CellComparison.Equal : CellComparison.Different,
            };
            var runs = comparison == CellComparison.Different && view == CellView.Full
                ? Differences.Between(left, right)
                : (Whole(left, view), Whole(right, view));
            rows.Add(new FieldRow(title, view, runs.Item1, runs.Item2, comparison));
        }

        return rows;
    }

    private static IReadOnlyList<MarkedRun> Whole(string cell, CellView view) =>
        cell.Length == 0 ? [] : [new MarkedRun(view == CellView.Masked ? FieldPermissions.Mask(cell) : cell, Differs: false)];

    private static Explanation Explain(ReviewRequest request, ReviewPair pair)
    {
        var (header, texts, language) = (request.Desk.Queue.Header, request.Texts, request.Language);
        var titles = header.Fields.ToDictionary(field => field.Id, field => field.Title[language], StringComparer.Ordinal);
        var parts = new List<WaterfallPart> { new(texts["pair.prior"], "", 0, header.Prior, IsFrequency: false) };
        foreach (var step in pair.Steps)
        {
            parts.Add(new(titles[step.Field], header.Levels[step.Level][language], parts[^1].To, step.Bits, IsFrequency: false));
            if (step.Frequency != 0)
                parts.Add(new(texts.Say("pair.frequency", ("field", titles[step.Field])), "", parts[^1].To, step.Frequency, IsFrequency: true));
        }

        return new Explanation
        {
            Weight = pair.Weight,
            Probability = pair.Probability,
            Zone = PairsEndpoint.KeyOf(pair.ZoneIn(header)),
            Parts = parts,
            Flips =
            [
                .. pair.Flips.Select(flip => new FlipRow(
                    titles[flip.Field], header.Levels[flip.Level][language], flip.Weight, PairsEndpoint.KeyOf((pair with { Weight = flip.Weight }).ZoneIn(header)))),
            ],
            Block = header.Blocks.TryGetValue(pair.Block, out var words) ? words[language] : pair.Block,
            Model = header.Model,
            Thresholds = (header.Lower, header.Upper),
        };
    }
}
