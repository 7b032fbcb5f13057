using Amparo.Collaborative.Contents;
using Amparo.Content;
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

namespace Amparo.Collaborative.Submissions;

/// <summary>The job that checks a submission's newest version: reads it by its mapping, keeps its records and what was found.</summary>
/// <param name="contexts">The module's contexts.</param>
/// <param name="files">What submissions hold.</param>
/// <param name="content">Mappings and rules.</param>
/// <param name="scan">What the installation's scanner says.</param>
/// <param name="organisations">Countries and kinds of the organisations.</param>
/// <param name="trail">The trail of acts.</param>
internal sealed class CheckSubmission(
    IDbContextFactory<CollaborativeContext> contexts, SubmissionFiles files, ContentSource content, MalwareScan scan, OrganisationDirectory organisations, AuditTrail trail) : IJobWork
{
    /// <summary>The kind of job.</summary>
    public const string Kind = "submission.check";

    /// <inheritdoc/>
    public async Task<Problem?> RunAsync(JobRun run, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // Without a filter by organisation: the job was asked for by somebody who might, and works on the one submission that it names.
        var submission = await context.Set<Submission>().IgnoreQueryFilters().SingleOrDefaultAsync(row => row.Id == run.SubjectId, cancel);
        if (submission is not { State: SubmissionState.Checking })
            return null;
        context.Tenancy = new(submission.NodeId, submission.OrganisationId);
        var version = await context.Set<SubmissionVersion>().SingleAsync(row => row.SubmissionId == submission.Id && row.Number == submission.Newest, cancel);
        var organisation = (await organisations.AllAsync(submission.NodeId, cancel)).Single(row => row.Id == submission.OrganisationId);
        run.Report("checking", 0.02);
        var found = await ReadAsync((context, submission, version), organisation, run, cancel);
        var old = new[] { version.RecordsId, version.ReportId }.OfType<Guid>().ToList();
        List<Guid> kept = [NewId(), NewId()];
        var isEnding = false;
        try
        {
            if (found is { } mapped)
            {
                await KeepAsync(version, mapped, (kept[0], kept[1]), await HashAsync(context, version, cancel), run, cancel);
                submission.State = SubmissionState.Checked;
            }

            submission.Version = Guid.NewGuid().ToString("N");
            await using var transaction = await context.Database.BeginTransactionAsync(cancel);
            await context.SaveChangesAsync(cancel);
            // What the check before kept is nobody's from now on: left there, it would take room that nobody counts.
            if (found is not null)
                await context.Set<ContentPiece>().Where(row => old.Contains(row.ContentId)).ExecuteDeleteAsync(cancel);
            // What no mapping could make a table of is not kept: whoever wants it sent has it, and somebody may have sent it to do harm.
            if (submission.State == SubmissionState.Refused && FileScan.IsHopeless(version.ProblemCode!))
            {
                // Mended rows take in those that were mended before, and the scanner does not say in which file it found something: none of them stays.
                var isInfected = version.ProblemCode == CollaborativeProblems.FileInfected;
                var gone = context.Set<SubmissionVersion>().Where(row => row.Id == version.Id || (isInfected && row.SubmissionId == submission.Id)).Select(row => row.Id);
                await context.Set<ContentPiece>().Where(row => gone.Contains(row.ContentId)).ExecuteDeleteAsync(cancel);
            }

            await trail.AppendAsync(context, Act(submission, run), cancel);
            if (await run.CompleteAsync(context, cancel))
            {
                // From here on only the store knows whether it was done; what is in doubt is left to the sweep.
                isEnding = true;
                await transaction.CommitAsync(CancellationToken.None);
            }
        }
        finally
        {
            if (!isEnding)
                await DropAsync(kept);
        }

        return null;
    }

    private async Task KeepAsync(SubmissionVersion version, MappedFile mapped, (Guid Records, Guid Report) ids, string hash, JobRun run, CancellationToken cancel)
    {
        version.RecordsSize = await files.KeepAsync(version, ids.Records, stream => RecordFile.Write(stream, mapped.Records, content.Schema), cancel);
        run.Report("checking", 0.9);
        version.ReportSize = await files.KeepAsync(version, ids.Report, (CheckFindingsFile.Of(mapped.Report) with { Content = hash }).Write, cancel);
        (version.RecordsId, version.ReportId) = ids;
        (version.Read, version.Accepted, version.Quarantined, version.Mended) = (mapped.Report.Read, mapped.Report.Accepted, mapped.Report.Quarantined, mapped.Report.Mended);
    }

    // Of a check that was stopped, failed or passed to another host, nothing stays; its cancelling does not stop that.
    private async Task DropAsync(List<Guid> kept)
    {
        await using var context = await contexts.CreateDbContextAsync(CancellationToken.None);
        await context.Set<ContentPiece>().Where(row => kept.Contains(row.ContentId)).ExecuteDeleteAsync(CancellationToken.None);
    }

    private static Guid NewId() => UuidV7.At(SystemClock.Instance.GetCurrentInstant());

    // Null where there is nothing to keep: the submission says then why.
    private async Task<MappedFile?> ReadAsync(
        (CollaborativeContext Context, Submission Submission, SubmissionVersion Version) checkedOne, Organisation organisation, JobRun run, CancellationToken cancel)
    {
        var (context, submission, version) = checkedOne;
        // What an earlier check said is not true any more, whatever this one says.
        (version.ProblemCode, version.ProblemSubject) = (null, null);
        var (source, mended) = await SubmissionFiles.SourceAsync(context, version, cancel);
        if (await LookAsync(context, (source, mended), cancel) is { } hostile)
            return Refuse(submission, version, hostile);
        await using var file = files.OpenFile(source);
        if (submission.Mapping is null && !await ChooseAsync(context, submission, cancel))
            return null;
        var mapping = await files.MappingAsync(context, submission, cancel);
        if (!mapping.Succeeded)
            return Refuse(submission, version, mapping.Problems[0]);
        var options = content.OptionsFor(mapping.Value, new()
        {
            Country = mapping.Value.Country is null ? organisation.Country : null,
            AgencyKind = mapping.Value.AgencyKind is null && organisation.Kind != Organisation.Coordination ? organisation.Kind : null,
            // Two shelters of one country both have a file 1: their numbering is the organisation's own.
            Office = OfficeOf(organisation),
            Limits = SubmissionFiles.Limits,
            Progress = new Share(file, share => run.Report("checking", 0.05 + (0.8 * share))),
        });
        if (!options.Succeeded)
            return Refuse(submission, version, options.Problems[0]);
        await using var rows = mended is null ? null : files.OpenFile(mended);
        var mapped = Map((file, rows), mapping.Value, options.Value, cancel);
        return mapped.Succeeded ? mapped.Value : Refuse(submission, version, mapped.Problems[0]);
    }

    // Before any reader of tables: what the file is, then what the installation's scanner says of it and of the mended rows. The scanner is asked in each check, because it learns. That it found
    // nothing is kept with the version, and what reads a file between two checks (a proposal, the grid of rows to mend, their file) goes by that: else each page would send the whole file
    // once more, and a scanner that does not answer would keep people from work on what it has passed.
    private async Task<Problem?> LookAsync(CollaborativeContext context, (SubmissionVersion Source, SubmissionVersion? Mended) looked, CancellationToken cancel)
    {
        await using (var file = files.OpenUnread(looked.Source))
        {
            if (FileScan.Refuse(file) is { } hostile)
                return hostile;
        }

        return await ScanAsync(context, looked.Source, cancel) ?? (looked.Mended is null ? null : await ScanAsync(context, looked.Mended, cancel));
    }

    private async Task<Problem?> ScanAsync(CollaborativeContext context, SubmissionVersion version, CancellationToken cancel)
    {
        if (!scan.IsAsked)
            return null;
        await using var file = files.OpenUnread(version);
        var refused = await scan.RefuseAsync(file, cancel);
        // Of no answer nothing follows: what it passed before, it has passed.
        if (refused?.Code == CollaborativeProblems.ScannerSilent)
            return refused;
        // Kept at once: it stays true whatever becomes of this check. What it passed before and does not pass any more, no reader sees from now on.
        version.ScannedAt = refused is null ? SystemClock.Instance.GetCurrentInstant() : null;
        await context.Set<SubmissionVersion>().Where(row => row.Id == version.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ScannedAt, version.ScannedAt), cancel);
        return refused;
    }

    private async Task<string> HashAsync(CollaborativeContext context, SubmissionVersion version, CancellationToken cancel)
    {
        await using var file = files.OpenFile((await SubmissionFiles.SourceAsync(context, version, cancel)).Source);
        return await SameFile.HashAsync(file, cancel);
    }

    private static Outcome<MappedFile> Map((Stream Source, Stream? Mended) files, RecordMapping mapping, MappingOptions options, CancellationToken cancel)
    {
        try
        {
            return files.Mended is null ? RecordMapper.Map(files.Source, mapping, options, cancel) : RowMending.Map((files.Source, files.Mended), mapping, options, cancel);
        }
#pragma warning disable CA1031 // A file may be made so that a reader fails on it in a way that nobody has thought of: the same file would fail the job each time, and its submission would never end.
        catch (Exception error) when (error is not (OperationCanceledException or StoreException or OutOfMemoryException))
#pragma warning restore CA1031
        {
            return new Problem(CollaborativeProblems.FileBreaksReader, "file");
        }
    }

    /// <summary>What tells the numbering of one organisation's files from another's of the same kind and country.</summary>
    internal static string OfficeOf(Organisation organisation) =>
        // The last digits: the first ones are a time, which two organisations may share.
        $"o{organisation.Id.ToString("N")[^12..]}";

    private static MappedFile? Refuse(Submission submission, SubmissionVersion version, Problem problem)
    {
        // The names of columns in an agency's own mapping are the agency's words, and others may read this.
        var subject = OwnMapping.IdIn(submission.Mapping) is not null && problem.Code is RecordsProblems.ColumnMissing or RecordsProblems.ColumnTwice or RecordsProblems.SheetNotFound
            ? "column" : $"{problem.Subject} {problem.Path}".Trim();
        (version.ProblemCode, version.ProblemSubject) = (problem.Code, subject);
        submission.State = SubmissionState.Refused;
        return null;
    }

    // What the organisation said last; else somebody must say.
    private static async Task<bool> ChooseAsync(CollaborativeContext context, Submission submission, CancellationToken cancel)
    {
        var last = await context.Set<ChosenMapping>().AsNoTracking().SingleOrDefaultAsync(row => row.OrganisationId == submission.OrganisationId, cancel);
        if (last is not null)
        {
            submission.Mapping = last.Mapping;
            return true;
        }

        submission.State = SubmissionState.NeedsMapping;
        return false;
    }

    private static AuditAct Act(Submission submission, JobRun run) => new()
    {
        Act = submission.State switch
        {
            SubmissionState.Checked => "submission.checked",
            SubmissionState.NeedsMapping => "submission.needs-mapping",
            _ => "submission.refused",
        },
        Actor = new() { Node = submission.NodeId.ToString(), Organisation = submission.OrganisationId.ToString(), Account = run.RequestedBy.ToString()! },
        Subject = new("submission", submission.Id.ToString()),
    };

    private sealed class Share(Stream stream, Action<double> tell) : IProgress<long>
    {
        public void Report(long value) => tell(stream.Length == 0 ? 1 : Math.Clamp((double)stream.Position / stream.Length, 0, 1));
    }
}
