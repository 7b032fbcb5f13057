using Amparo.Collaborative.Access;
using Amparo.Collaborative.Pages;
using Amparo.Collaborative.Review;
using Amparo.Collaborative.Texts;
using Amparo.Content;
using Amparo.Linkage.Review;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Organisations;
using Amparo.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Merges;

/// <summary>The review of a merge's pairs by people with accounts: a list, one pair, three verdicts.</summary>
internal static class ReviewPairs
{
    public static readonly DeskAddress Address = ShowMerge.Address.Below("revision/{country}", "review/{country}");
    public static readonly DeskAddress Pair = Address.Below("{pair}", "{pair}");

    // Others decide at the same time: what was asked for is looked at again, a few times.
    private const int MostAttempts = 5;

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ReviewPairs), ListAsync);
        DeskGate.Read(routes, Pair, DeskRule.May(Entitlement.ReviewPairs), ShowAsync);
        DeskGate.Send(routes, Pair, DeskRule.May(Entitlement.ReviewPairs), DecideAsync);
    }

    private static async Task<IResult> ListAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReviewPairs);
        if (await OpenAsync(request, context) is not var (queue, reader))
            return DeskGate.NotFound(request);
        var page = PageOf.Of(request.Page("page"), reader.Sampled.Count);
        var next = reader.Sampled.Count == 0 ? null : reader.State.Next(reader.Reviewer, 0);
        var model = new PairListModel
        {
            MergeId = queue.MergeId,
            Country = queue.Country,
            CountryName = new CodeWords(request.Get<ContentSource>().Schema, request.Language).Country(queue.Country),
            Page = page,
            Rows = [.. Enumerable.Range(0, reader.Sampled.Count).Skip(page.Before).Take(PageOf.Rows).Select(reader.Row)],
            Waiting = reader.State.WaitingFor(reader.Reviewer),
            Next = next is { } at ? reader.Sampled.KeyAt(at).Id() : null,
            Agreement = reader.State.Log.Agreement(),
            Texts = reader.Texts,
        };
        return DeskGate.Page<PairListPage>(
            StatusCodes.Status200OK,
            (nameof(PairListPage.Frame), request.Frame(At(Address, queue), request.Texts["merges.review"])),
            (nameof(PairListPage.Model), model));
    }

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReviewPairs);
        if (await OpenAsync(request, context) is not var (queue, reader) || PositionIn(request, reader) is not { } position)
            return DeskGate.NotFound(request);
        if (request.Get<HumanPace>().Look(request) is { } tooFast)
            return tooFast;
        var pairId = reader.Sampled.KeyAt(position).Id();
        // Written before anything is shown: a look that is not in the trail does not happen.
        await request.SaveAsync(context, new("pair.read", "pair", PairDecisions.SubjectOf((queue.MergeId, queue.Country), pairId)));
        var title = reader.Texts.Say("pair.title", ("number", reader.Texts.Whole(position + 1)), ("total", reader.Texts.Whole(reader.Sampled.Count)));
        return DeskGate.Page<DeskPairPage>(
            StatusCodes.Status200OK,
            (nameof(DeskPairPage.Frame), request.Frame(At(Pair, queue).With("pair", pairId), title)),
            (nameof(DeskPairPage.Pair), reader.Model(position, request.Http.Request.Query["saved"].ToString())),
            (nameof(DeskPairPage.Texts), reader.Texts),
            (nameof(DeskPairPage.List), At(Address, queue)));
    }

    private static async Task<IResult> DecideAsync(DeskRequest request)
    {
        Verdict? verdict = request.Field("verdict") switch
        {
            "same" => Verdict.Same,
            "different" => Verdict.Different,
            "unsure" => Verdict.Unsure,
            _ => null,
        };
        if (verdict is not { } decided)
            return DeskGate.NotFound(request);
        for (var attempt = 1; ; attempt++)
        {
            await using var context = await request.OpenAsync(Entitlement.ReviewPairs);
            if (await OpenAsync(request, context) is not var (queue, reader) || PositionIn(request, reader) is not { } position)
                return DeskGate.NotFound(request);
            var pair = reader.Sampled.Queue.Pairs[position];
            var log = reader.State.Log.Append(new DecisionDraft
            {
                Left = pair.Left.Key,
                Right = pair.Right.Key,
                Verdict = decided,
                Reviewer = reader.Reviewer,
                // By the decisions that this one is written behind: who decides at the same moment as the other has not seen anything either.
                Blind = reader.State.IsVeiled(position),
                At = request.Now,
                Model = reader.Sampled.Queue.Header.Model,
            });
            try
            {
                context.Add(await request.Get<PairDecisions>().SealLastAsync(queue, log, UuidV7.At(request.Now), request.Cancel));
                await request.SaveAsync(context, new("pair.decided", "pair", PairDecisions.SubjectOf((queue.MergeId, queue.Country), pair.Key.Id())));
            }
            catch (DbUpdateException) when (attempt < MostAttempts)
            {
                continue;
            }

            var next = new ReviewState(reader.Sampled, log).Next(reader.Reviewer, (position + 1) % reader.Sampled.Count);
            // The pair that was just decided waits only if it is in conflict: showing it again would go round in circles.
            return next is { } at && at != position
                ? DeskGate.SeeOther($"{At(Pair, queue).With("pair", reader.Sampled.KeyAt(at).Id())[request.Language]}?saved={pair.Key.Id()}")
                : DeskGate.SeeOther(At(Address, queue)[request.Language], "pair-decided");
        }
    }

    // Pairs are decided while nothing is being computed: the round that comes takes all decisions in.
    private static async Task<(QueuedCountry Queue, PairReader Reader)?> OpenAsync(DeskRequest request, CollaborativeContext context)
    {
        if (await ShowMerge.FindAsync(request, context) is not { State: not MergeState.Ended } merge)
            return null;
        var country = request.Http.Request.RouteValues["country"] as string;
        if (await context.Set<QueuedCountry>().AsNoTracking().SingleOrDefaultAsync(row => row.MergeId == merge.Id && row.Country == country, request.Cancel) is not { } queue)
            return null;
        var pairs = request.Get<MergeFiles>().ReadQueue(queue);
        var log = await request.Get<PairDecisions>().ReadAsync(context, (merge.Id, queue.Country), request.Cancel);
        if (!pairs.Succeeded || !log.Succeeded)
            throw new StoreException(pairs.Problems.Concat(log.Problems).First());
        var names = (await request.Get<OrganisationDirectory>().AllAsync(merge.NodeId, request.Cancel)).ToDictionary(row => row.Id.ToString("N"), row => row.Name, StringComparer.Ordinal);
        var sampled = new SampledQueue(pairs.Value);
        var schema = request.Get<ContentSource>().Schema;
        var reviewer = PairDecisions.NameOf(request.Officer.AccountId);
        var (you, other) = (request.Texts["merges.review.you"], request.Texts["merges.review.other"]);
        return (queue, new PairReader(sampled, new ReviewState(sampled, log.Value), request.Get<ReviewWords>().In(request.Language))
        {
            Role = ReviewRole.Reviewer,
            Reviewer = reviewer,
            CallList = list => names.GetValueOrDefault(list, list),
            CallReviewer = name => name == reviewer ? you : other,
            // Here all lists are standard records: a column is a field of theirs, and its codes have names.
            CallField = field => field.Class != ReviewFieldClass.Restricted && schema.Find(field.Id) is { } known ? known.Title[request.Language] : field.Title[request.Language],
            CallCode = (field, code) => schema.Find(field.Id)?.List?.Find(code)?.Name[request.Language],
        });
    }

    private static int? PositionIn(DeskRequest request, PairReader reader) => reader.Sampled.Queue.PositionOf((string)request.Http.Request.RouteValues["pair"]!);

    private static DeskAddress At(DeskAddress address, QueuedCountry queue) => address.With("id", queue.MergeId).With("country", queue.Country);
}
