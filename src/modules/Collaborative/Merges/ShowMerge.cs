using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Submissions;
using Amparo.Content;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Amparo.Platform.Keys;
using Amparo.Platform.Organisations;
using Amparo.Records;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Merges;

/// <summary>A submission that a merge took in, for its page.</summary>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Submission">The submission.</param>
/// <param name="Accepted">Its rows.</param>
public sealed record MergedRow(string Organisation, Submission Submission, int Accepted);

/// <summary>A country's pairs, for the page of its merge.</summary>
/// <param name="Country">The country's code.</param>
/// <param name="Pairs">Number of pairs.</param>
/// <param name="Decisions">Number of decisions that reviewers made on them; in all rounds.</param>
public sealed record QueueRow(string Country, int Pairs, int Decisions);

/// <summary>How codes and fields are called in the reader's language.</summary>
/// <param name="Schema">The standard record.</param>
/// <param name="Language">The reader's language.</param>
public sealed record CodeWords(RecordSchema Schema, Language Language)
{
    /// <summary>How a field is called.</summary>
    /// <param name="field">Its id.</param>
    public string Field(string field) => Schema.Find(field)?.Title[Language] ?? field;

    /// <summary>How a code is called.</summary>
    /// <param name="field">The field.</param>
    /// <param name="code">Its code.</param>
    /// <returns>Its name; null where the value is unknown.</returns>
    public string? Code(string field, string code) => code == CodeList.Unknown ? null : Schema.Find(field)?.List?.Find(code)?.Name[Language] ?? code;

    /// <summary>How a country is called.</summary>
    /// <param name="code">Its code.</param>
    public string Country(string code) => Code(PersonReport.Country, code)!;
}

/// <summary>What the page of a merge shows.</summary>
/// <param name="Merge">The merge.</param>
/// <param name="Taken">What it took in.</param>
/// <param name="Queues">What waits for reviewers.</param>
/// <param name="Words">How codes are called.</param>
public sealed record MergeModel(Merge Merge, IReadOnlyList<MergedRow> Taken, IReadOnlyList<QueueRow> Queues, CodeWords Words)
{
    /// <summary>What came out of it; null before it was computed, and after it was ended.</summary>
    public MergeFigures? Figures { get; init; }

    /// <summary>Whether its job is over without a result.</summary>
    public bool Stopped { get; init; }
}

/// <summary>One merge: progress, numbers, computing again, ending.</summary>
internal static class ShowMerge
{
    public static readonly DeskAddress Address = ManageMerges.Address.Below("{id}", "{id}");
    public static readonly DeskAddress Cancel = Address.Below("cancelar", "cancel");
    public static readonly DeskAddress Again = Address.Below("de-nuevo", "again");
    public static readonly DeskAddress End = Address.Below("terminar", "end");

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ReadMerges), ShowAsync);
        DeskGate.Send(routes, Cancel, DeskRule.May(Entitlement.RunMerges), CancelAsync);
        DeskGate.Send(routes, Again, DeskRule.May(Entitlement.RunMerges), AgainAsync);
        DeskGate.Send(routes, End, DeskRule.May(Entitlement.RunMerges).Confirmed().AskedFirst("merges.end"), EndAsync);
    }

    /// <summary>Finds the merge of the address among those that the context shows.</summary>
    internal static Task<Merge?> FindAsync(DeskRequest request, CollaborativeContext context)
    {
        var id = request.Id("id");
        return context.Set<Merge>().SingleOrDefaultAsync(row => row.Id == id, request.Cancel);
    }

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadMerges);
        if (await FindAsync(request, context) is not { } merge)
            return DeskGate.NotFound(request);
        return DeskGate.Page<MergePage>(
            StatusCodes.Status200OK,
            (nameof(MergePage.Frame), request.Frame(Address.With("id", merge.Id), request.Texts["merges.one"])),
            (nameof(MergePage.Model), await ModelAsync(request, context, merge)));
    }

    /// <summary>What there is to say of a merge; that its numbers were read is in the trail.</summary>
    internal static async Task<MergeModel> ModelAsync(DeskRequest request, CollaborativeContext context, Merge merge)
    {
        var names = (await request.Get<OrganisationDirectory>().AllAsync(merge.NodeId, request.Cancel)).ToDictionary(row => row.Id, row => row.Name);
        var taken = await context.Set<MergedSubmission>().AsNoTracking().Where(row => row.MergeId == merge.Id)
            .Join(context.Set<Submission>(), row => row.SubmissionId, row => row.Id, (row, submission) => new { row.SubmissionVersionId, submission })
            .Join(context.Set<SubmissionVersion>(), row => row.SubmissionVersionId, row => row.Id, (row, version) => new { row.submission, version.Accepted }).ToListAsync(request.Cancel);
        var decisions = await context.Set<PairDecision>().Where(row => row.MergeId == merge.Id).GroupBy(row => row.Country)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, StringComparer.Ordinal, request.Cancel);
        var queues = await context.Set<QueuedCountry>().AsNoTracking().Where(row => row.MergeId == merge.Id).OrderBy(row => row.Country).ToListAsync(request.Cancel);
        // A merge that is computed again still has the numbers of the round before; after the end nothing can be opened.
        var figures = merge.State != MergeState.Ended && merge.FiguresId is not null ? request.Get<MergeFiles>().ReadFigures(merge) : null;
        if (figures is not null)
            await request.SaveAsync(context, new("merge.read", "merge", merge.Id));
        return new MergeModel(
            merge,
            [.. taken.Select(row => new MergedRow(names.GetValueOrDefault(row.submission.OrganisationId, ""), row.submission, row.Accepted ?? 0)).OrderBy(row => row.Organisation, StringComparer.Ordinal)],
            [.. queues.Select(row => new QueueRow(row.Country, row.Pairs, decisions.GetValueOrDefault(row.Country)))],
            new(request.Get<ContentSource>().Schema, request.Language))
        {
            Figures = figures,
            Stopped = await ManageMerges.IsStoppedAsync(request, merge),
        };
    }

    private static async Task<IResult> CancelAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.RunMerges);
        var outcome = await CancelAsync(request, context, await FindAsync(request, context));
        if (await outcome.RefusalAsync(request, _ => Task.FromResult(DeskGate.NotFound(request))) is { } refused)
            return refused;
        return DeskGate.SeeOther(Address.With("id", outcome.Id!)[request.Language], "merge-cancelled");
    }

    /// <summary>Asks for the computing of a merge to be cancelled.</summary>
    internal static async Task<ActOutcome> CancelAsync(DeskRequest request, CollaborativeContext context, Merge? found)
    {
        if (found is not { State: MergeState.Running, JobId: { } job } merge)
            return ActOutcome.Missing;
        await request.Get<JobBoard>().CancelAsync(new(job), request.Cancel);
        await request.SaveAsync(context, new("merge.cancelled", "merge", merge.Id));
        return ActOutcome.Done(merge.Id);
    }

    private static async Task<IResult> AgainAsync(DeskRequest request)
    {
        var outcome = await ComputeAgainAsync(request);
        if (await outcome.RefusalAsync(request, _ => Task.FromResult(DeskGate.NotFound(request))) is { } refused)
            return refused;
        return DeskGate.SeeOther(Address.With("id", outcome.Id!)[request.Language], "merge-started");
    }

    /// <summary>Has a merge computed again, with what reviewers decided since.</summary>
    internal static async Task<ActOutcome> ComputeAgainAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.RunMerges);
        if (await FindAsync(request, context) is not { State: not MergeState.Ended } merge
            || (merge.State == MergeState.Running && !await ManageMerges.IsStoppedAsync(request, merge)))
        {
            return ActOutcome.Missing;
        }

        // What was never computed has no round behind it.
        if (merge.State == MergeState.Done)
            merge.Round++;
        (merge.ProblemCode, merge.ProblemSubject) = (null, null);
        await StartMerge.RunAsync(request, context, merge, "merge.again");
        return ActOutcome.Done(merge.Id);
    }

    // The key goes first in effect: records, persons, pairs and decisions cannot be read any more, here and in every copy of the store.
    private static async Task<IResult> EndAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.RunMerges);
        if (await FindAsync(request, context) is not { State: not MergeState.Ended } merge)
            return DeskGate.NotFound(request);
        if (merge is { State: MergeState.Running, JobId: { } job })
            await request.Get<JobBoard>().CancelAsync(new(job), request.Cancel);
        var contents = await RunMerge.ContentsOfAsync(context, merge, request.Cancel);
        (merge.State, merge.RecordsId, merge.RecordsSize, merge.PersonsId, merge.PersonsSize) = (MergeState.Ended, null, null, null, null);
        (merge.FiguresId, merge.FiguresSize, merge.Version) = (null, null, Guid.NewGuid().ToString("N"));
        await EraseContents.SaveAsync(request, context, new("merge.ended", "merge", merge.Id));
        // At once, so that the next page says what is true; where that fails, the job does it.
        await EraseContents.DestroyAsync(request.Get<Vault>(), MergeFiles.CompartmentOf(merge.Id), request.Actor(), request.Cancel);
        await context.Set<QueuedCountry>().Where(row => row.MergeId == merge.Id).ExecuteDeleteAsync(request.Cancel);
        await context.Set<PairDecision>().Where(row => row.MergeId == merge.Id).ExecuteDeleteAsync(request.Cancel);
        await context.Set<ContentPiece>().Where(row => contents.Contains(row.ContentId)).ExecuteDeleteAsync(request.Cancel);
        return DeskGate.SeeOther(Address.With("id", merge.Id)[request.Language], "merge-ended");
    }
}
