using System.Globalization;
using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Submissions;
using Amparo.Content;
using Amparo.Merging;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Jobs;
using Amparo.Platform.Organisations;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Collaborative.Merges;

/// <summary>The job that brings the records of a merge together: each person once, with the pairs that people should look at.</summary>
/// <param name="contexts">The module's contexts.</param>
/// <param name="files">What submissions, merges and their reviews hold.</param>
/// <param name="content">Names, texts and indicators.</param>
/// <param name="site">Whether this is a demonstration.</param>
/// <param name="organisations">Countries of the organisations.</param>
/// <param name="trail">The trail of acts.</param>
internal sealed class RunMerge(
    IDbContextFactory<CollaborativeContext> contexts, RunMerge.Sealed files, ContentSource content, DeskSite site, OrganisationDirectory organisations, AuditTrail trail) : IJobWork
{
    /// <summary>The kind of job.</summary>
    public const string Kind = "merge.run";

    // Of the share told: reading, linking, keeping; the rest are the estimates.
    private const double Reading = 0.05;
    private const double Linking = 0.6;
    private const double Keeping = 0.7;

    /// <summary>What is read and kept under keys.</summary>
    /// <param name="Submissions">Of submissions.</param>
    /// <param name="Merges">Of merges.</param>
    /// <param name="Decisions">Of reviews.</param>
    internal sealed record Sealed(SubmissionFiles Submissions, MergeFiles Merges, PairDecisions Decisions);

    /// <inheritdoc/>
    public async Task<Problem?> RunAsync(JobRun run, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // Without a filter by organisation: the job was asked for by somebody who might, and works on the one merge that it names.
        var merge = await context.Set<Merge>().IgnoreQueryFilters().SingleOrDefaultAsync(row => row.Id == run.SubjectId, cancel);
        // A merge that was cancelled and asked for again has another job now.
        if (merge is not { State: MergeState.Running } || (merge.JobId is { } job && job != run.Job.Value))
            return null;
        // Submissions are of many organisations of the node.
        context.Tenancy = new(merge.NodeId, null);
        run.Report("merging", 0.01);
        var old = await ContentsOfAsync(context, merge, cancel);
        var linked = await LinkAsync(context, merge, run, cancel);
        if (linked.Succeeded)
            await KeepAsync(context, merge, linked.Value, run, cancel);
        else
            (merge.State, merge.ProblemCode, merge.ProblemSubject) = (MergeState.Failed, linked.Problems[0].Code, $"{linked.Problems[0].Subject} {linked.Problems[0].Path}".Trim());

        merge.Version = Guid.NewGuid().ToString("N");
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        if (linked.Succeeded)
        {
            // What the round before left is nobody's from now on.
            await context.Set<QueuedCountry>().Where(row => row.MergeId == merge.Id && old.Contains(row.Id)).ExecuteDeleteAsync(cancel);
            await context.Set<ContentPiece>().Where(row => old.Contains(row.ContentId)).ExecuteDeleteAsync(cancel);
        }

        await context.SaveChangesAsync(cancel);
        await trail.AppendAsync(context, Act(merge, run), cancel);
        if (await run.CompleteAsync(context, cancel))
            await transaction.CommitAsync(cancel);
        return null;
    }

    /// <summary>The contents that a merge holds.</summary>
    internal static async Task<List<Guid>> ContentsOfAsync(CollaborativeContext context, Merge merge, CancellationToken cancel) =>
        [.. new[] { merge.RecordsId, merge.PersonsId, merge.FiguresId }.OfType<Guid>(), .. await context.Set<QueuedCountry>().Where(row => row.MergeId == merge.Id).Select(row => row.Id).ToListAsync(cancel)];

    private async Task<Outcome<LinkedCountries>> LinkAsync(CollaborativeContext context, Merge merge, JobRun run, CancellationToken cancel)
    {
        var lists = await ListsAsync(context, merge, cancel);
        if (!lists.Succeeded)
            return Outcome<LinkedCountries>.Refused(lists.Problems);
        var names = content.Names();
        if (!names.Succeeded)
            return Outcome<LinkedCountries>.Refused(names.Problems);
        var decisions = await files.Decisions.ReadAllAsync(context, merge.Id, cancel);
        if (!decisions.Succeeded)
            return Outcome<LinkedCountries>.Refused(decisions.Problems);
        run.Report("merging", Reading);
        var options = new MergeOptions
        {
            Knowledge = names.Value,
            Decisions = decisions.Value,
            Tell = share => run.Report("merging", Reading + ((Linking - Reading) * Math.Clamp(share, 0, 1))),
        };
        return CountryLinkage.Run(lists.Value, content.Schema, options, cancel);
    }

    // What several submissions of one organisation say of a country is one list: within it, nobody is looked for twice as if by two agencies.
    private async Task<Outcome<IReadOnlyList<AgencyList>>> ListsAsync(CollaborativeContext context, Merge merge, CancellationToken cancel)
    {
        var taken = await context.Set<MergedSubmission>().AsNoTracking().Where(row => row.MergeId == merge.Id)
            .Join(context.Set<Submission>(), row => row.SubmissionId, row => row.Id, (row, submission) => new { row.SubmissionVersionId, submission })
            .Join(context.Set<SubmissionVersion>(), row => row.SubmissionVersionId, row => row.Id, (row, version) => new { row.submission, version })
            .Join(context.Set<Agreement>(), row => row.submission.AgreementId, row => row.Id, (row, agreement) => new { row.submission, row.version, agreement })
            .OrderBy(row => row.submission.Id).ToListAsync(cancel);
        if (taken.Exists(row => row.submission.State != SubmissionState.Accepted || row.version.RecordsId is null))
            return new Problem(CollaborativeProblems.SubmissionWithdrawn, "submission");
        var now = SystemClock.Instance.GetCurrentInstant();
        if (taken.Exists(row => !row.agreement.MayIdentify || !row.agreement.Holds(now)))
            return new Problem(CollaborativeProblems.AgreementNotHeld, "agreement");
        var countries = (await organisations.AllAsync(merge.NodeId, cancel)).ToDictionary(row => row.Id, row => row.Country);
        var read = new List<(Guid Organisation, string Country, RecordSet Records)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (place, row) in taken.Index())
        {
            Outcome<RecordSet> records;
            try
            {
                records = files.Submissions.ReadRecords(row.version);
            }
            catch (StoreException failure) when (failure.Problem.Code is PlatformProblems.KeyDestroyed or PlatformProblems.KeyUnknown or CollaborativeProblems.ContentIncomplete)
            {
                // Taken back since the rows were read.
                return new Problem(CollaborativeProblems.SubmissionWithdrawn, "submission");
            }

            if (!records.Succeeded)
                return Outcome<IReadOnlyList<AgencyList>>.Refused(records.Problems);
            if (records.Value.Count > 0)
                read.Add((row.submission.OrganisationId, CountryOf(records.Value) ?? countries[row.submission.OrganisationId], Distinct(records.Value, place, seen)));
            cancel.ThrowIfCancellationRequested();
        }

        return read.Count == 0
            ? new Problem(CollaborativeProblems.NothingToMerge, "submission")
            : read.GroupBy(list => (list.Organisation, list.Country))
                // The id and not the name: organisations are renamed, and decisions must find their records again.
                .Select(list => new AgencyList(list.Key.Country, list.Key.Organisation.ToString("N"), RecordSet.Concat([.. list.Select(part => part.Records)]))).ToList();
    }

    private static string? CountryOf(RecordSet records)
    {
        if (records.FindCoded(PersonReport.Country) is not { } column)
            return null;
        foreach (var cell in column.Cells)
        {
            if (cell >= 0)
                return column.List.Codes[cell].Id;
        }

        return null;
    }

    // Two files of one organisation both have a row 1. The order of submissions is the same in every round, and with it the ids.
    private static RecordSet Distinct(RecordSet records, int place, HashSet<string> seen)
    {
        if (records.FindText(PersonReport.Record) is not { } ids)
            return records;
        IReadOnlyList<string> own = [.. ids];
        if (own.Any(seen.Contains))
            own = [.. own.Select(id => id.Length == 0 ? id : string.Create(CultureInfo.InvariantCulture, $"{id}.{place + 1}"))];
        seen.UnionWith(own);
        return new RecordSet(records.Count, [.. records.Columns.Select(column => column.Field == PersonReport.Record ? new TextColumn(PersonReport.Record, own) : column)]);
    }

    private async Task KeepAsync(CollaborativeContext context, Merge merge, LinkedCountries linked, JobRun run, CancellationToken cancel)
    {
        var (recordsId, personsId, figuresId) = (NewId(), NewId(), NewId());
        run.Report("merging", Linking);
        (merge.RecordsSize, merge.PersonsSize) = await files.Merges.KeepAsync(merge.Id, (recordsId, personsId), linked.Merged, cancel);
        var texts = content.LinkageTexts();
        var pairs = 0;
        foreach (var country in linked.Countries)
        {
            cancel.ThrowIfCancellationRequested();
            var (queueId, found) = (NewId(), 0);
            var size = await files.Merges.KeepAsync(
                merge.Id, queueId, stream => found = country.WriteReview(stream, texts.Succeeded ? texts.Value : new Dictionary<string, LocalizedText>(StringComparer.Ordinal), site.Invented), cancel);
            context.Add(new QueuedCountry
            {
                Id = queueId,
                NodeId = merge.NodeId,
                OrganisationId = merge.OrganisationId,
                MergeId = merge.Id,
                Country = country.Country,
                Size = size,
                Pairs = found,
            });
            pairs += found;
        }

        run.Report("merging", Keeping);
        var figures = MergeFigures.Of(linked.Merged, content, share => run.Report("estimating", Keeping + ((0.98 - Keeping) * Math.Clamp(share, 0, 1))), cancel);
        merge.FiguresSize = await files.Merges.KeepAsync(merge.Id, figuresId, figures.Write, cancel);
        (merge.RecordsId, merge.PersonsId, merge.FiguresId) = (recordsId, personsId, figuresId);
        (merge.Records, merge.Persons, merge.ToReview) = (linked.Merged.Records.Count, linked.Merged.Persons, pairs);
        (merge.State, merge.ProblemCode, merge.ProblemSubject) = (MergeState.Done, null, null);
    }

    private static Guid NewId() => UuidV7.At(SystemClock.Instance.GetCurrentInstant());

    private static AuditAct Act(Merge merge, JobRun run) => new()
    {
        Act = merge.State == MergeState.Done ? "merge.computed" : "merge.failed",
        Actor = new() { Node = merge.NodeId.ToString(), Organisation = merge.OrganisationId.ToString(), Account = run.RequestedBy.ToString()! },
        Subject = new("merge", merge.Id.ToString()),
    };
}
