using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Contents;
using Amparo.Content;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Amparo.Platform.Keys;
using Amparo.Platform.Organisations;
using Amparo.Platform.Pages;
using Amparo.Platform.Texts;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Submissions;

/// <summary>What the page of a submission shows.</summary>
/// <param name="Submission">The submission.</param>
/// <param name="Versions">Its versions, the newest first, each with its file's name where the reader may see it.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Agreement">Under which agreement.</param>
public sealed record SubmissionModel(
    Submission Submission, IReadOnlyList<(SubmissionVersion Version, string? FileName)> Versions, string Organisation, Agreement Agreement)
{
    /// <summary>What was found in the newest version; null before it was checked, and after it was erased.</summary>
    public CheckFindingsFile? Findings { get; init; }

    /// <summary>How fields and faults are called in the reader's language.</summary>
    public required FaultWords Words { get; init; }

    /// <summary>The mappings that can be chosen; empty where none is asked for.</summary>
    public IReadOnlyList<(string Value, string Text)> Mappings { get; init; } = [];

    /// <summary>The mapping that stands first: the last one, or the one that is made for the organisation's kind; null for neither.</summary>
    public string? Suggested { get; init; }

    /// <summary>Whether the reader is of the organisation that sent it.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>Whether its check is over without a result.</summary>
    public bool Stopped { get; init; }

    /// <summary>Whether its file waits for the installation's scanner: nobody reads it until it is checked again.</summary>
    public bool Unscanned { get; init; }

    /// <summary>How many rows stand above the first one in the file, its header included.</summary>
    public int RowsAbove { get; init; } = 1;

    /// <summary>Other submissions of the organisation that hold the very same file.</summary>
    public IReadOnlyList<Submission> Same { get; init; } = [];
}

/// <summary>How fields and faults are called in the reader's language.</summary>
/// <param name="Schema">The standard record.</param>
/// <param name="Rules">What its rules say, by code.</param>
/// <param name="Texts">The reader's words.</param>
public sealed record FaultWords(RecordSchema Schema, IReadOnlyDictionary<string, string> Rules, DeskTexts Texts)
{
    /// <summary>How a field is called.</summary>
    /// <param name="field">Its id, or that of one flag of it.</param>
    public string Field(string field) => Schema.Find(field.Split('.')[0])?.Title[Texts.Language] ?? Texts["submissions.whole-row"];

    /// <summary>What a code means.</summary>
    /// <param name="code">The code of a problem or a rule.</param>
    public string Fault(string code) => Rules.GetValueOrDefault(code) is { } rule ? $"{code}: {rule}" : Texts.Problem(new Problem(code, ""));
}

/// <summary>One submission: report, mapping, handing over, taking back, files.</summary>
internal static class ShowSubmission
{
    public static readonly DeskAddress Address = ManageSubmissions.Address.Below("{id}", "{id}");
    public static readonly DeskAddress Choose = Address.Below("asignacion", "mapping");
    public static readonly DeskAddress CheckAgain = Address.Below("revisar-de-nuevo", "check-again");
    public static readonly DeskAddress CancelCheck = Address.Below("detener", "cancel");
    public static readonly DeskAddress Accept = Address.Below("entregar", "hand-over");
    public static readonly DeskAddress Withdraw = Address.Below("retirar", "withdraw");
    public static readonly DeskAddress ToMend = Address.Below("por-corregir.csv", "to-mend.csv");

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ReadSubmissions), ShowAsync);
        DeskGate.Send(routes, Choose, DeskRule.May(Entitlement.SendSubmissions), ChooseAsync);
        DeskGate.Send(routes, CheckAgain, DeskRule.May(Entitlement.SendSubmissions), CheckAgainAsync);
        DeskGate.Send(routes, CancelCheck, DeskRule.May(Entitlement.SendSubmissions), CancelCheckAsync);
        DeskGate.Send(routes, Accept, DeskRule.May(Entitlement.SendSubmissions), AcceptAsync);
        DeskGate.Send(routes, Withdraw, DeskRule.May(Entitlement.SendSubmissions).Confirmed().AskedFirst("submissions.withdraw"), WithdrawAsync);
        DeskGate.Read(routes, ToMend, DeskRule.May(Entitlement.ReadRows), ToMendAsync);
    }

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadSubmissions);
        return await FindAsync(request, context) is { } submission ? await ShowAsync(request, context, submission, []) : DeskGate.NotFound(request);
    }

    /// <summary>The page of a submission.</summary>
    internal static async Task<IResult> ShowAsync(DeskRequest request, CollaborativeContext context, Submission submission, IReadOnlyList<FieldError> errors) => DeskGate.Page<SubmissionPage>(
        errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
        (nameof(SubmissionPage.Frame), request.Frame(Address.With("id", submission.Id), request.Texts["submissions.one"]) with { Errors = errors }),
        (nameof(SubmissionPage.Model), await ModelAsync(request, context, submission)));

    /// <summary>What there is to say of a submission to the asker.</summary>
    internal static async Task<SubmissionModel> ModelAsync(DeskRequest request, CollaborativeContext context, Submission submission)
    {
        var (files, content) = (request.Get<SubmissionFiles>(), request.Get<ContentSource>());
        var isOwn = request.Officer.May(Entitlement.ReadRows, submission.OrganisationId);
        var versions = new List<(SubmissionVersion, string?)>();
        foreach (var version in await context.Set<SubmissionVersion>().AsNoTracking().Where(row => row.SubmissionId == submission.Id).OrderByDescending(row => row.Number).ToListAsync(request.Cancel))
            versions.Add((version, isOwn ? await files.NameAsync(version, request.Cancel) : null));
        var newest = versions[0].Item1;
        var agreement = await context.Set<Agreement>().IgnoreQueryFilters().AsNoTracking().SingleAsync(row => row.Id == submission.AgreementId, request.Cancel);
        var names = await request.Get<OrganisationDirectory>().AllAsync(submission.NodeId, request.Cancel);
        var organisation = names.Single(row => row.Id == submission.OrganisationId);
        var findings = submission.State is SubmissionState.Checked or SubmissionState.Accepted && newest.ReportId is not null ? files.ReadFindings(newest) : null;
        return new SubmissionModel(submission, versions, organisation.Name, agreement)
        {
            RowsAbove = findings is null ? 1 : await MendRows.RowsAboveAsync(request, context, submission),
            Same = findings is null ? [] : await SameFile.OthersAsync(request, context, (submission, findings)),
            Suggested = submission.Mapping ?? await LastAsync(request, context, submission) ?? (content.Mapping(organisation.Kind) is { Succeeded: true } made && made.Value.Schema.Id == content.Schema.Id ? $"content:{organisation.Kind}" : null),
            IsOwn = isOwn,
            Stopped = await IsStoppedAsync(request, submission),
            Unscanned = await AwaitsScannerAsync(request, context, submission, newest),
            Findings = findings,
            Words = Words(request),
            Mappings = request.Officer.May(Entitlement.SendSubmissions, submission.OrganisationId) && await MayChooseAsync(request, submission, newest) ? await MappingsAsync(request, context, submission) : [],
        };
    }

    /// <summary>How fields and faults are called.</summary>
    internal static FaultWords Words(DeskRequest request)
    {
        var content = request.Get<ContentSource>();
        var rules = content.RulesFor(content.Schema);
        return new(
            content.Schema, rules.Succeeded && rules.Value.Count > 0 ? rules.Value[0].SentencesIn(request.Language) : new Dictionary<string, string>(StringComparer.Ordinal), request.Texts);
    }

    /// <summary>Finds the submission of the address among those that the context shows.</summary>
    internal static Task<Submission?> FindAsync(DeskRequest request, CollaborativeContext context)
    {
        var id = request.Id("id");
        return context.Set<Submission>().SingleOrDefaultAsync(row => row.Id == id, request.Cancel);
    }

    /// <summary>Finds the submission of the address with its newest version, if it may be said now by what it is read.</summary>
    internal static async Task<(Submission Submission, SubmissionVersion Newest)?> FindToChooseAsync(DeskRequest request, CollaborativeContext context)
    {
        if (await FindAsync(request, context) is not { } submission)
            return null;
        var newest = await context.Set<SubmissionVersion>().AsNoTracking().SingleAsync(row => row.SubmissionId == submission.Id && row.Number == submission.Newest, request.Cancel);
        return await MayChooseAsync(request, submission, newest) ? (submission, newest) : null;
    }

    /// <summary>Says by what a file is read, and that the organisation's next files are read by it too; unsaved.</summary>
    internal static async Task RememberAsync(DeskRequest request, CollaborativeContext context, Submission submission, string mapping)
    {
        submission.Mapping = mapping;
        var last = await context.Set<ChosenMapping>().SingleOrDefaultAsync(row => row.OrganisationId == submission.OrganisationId, request.Cancel);
        if (last is null)
        {
            context.Add(new ChosenMapping
            {
                Id = UuidV7.At(request.Now),
                NodeId = submission.NodeId,
                OrganisationId = submission.OrganisationId,
                Mapping = mapping,
                ChosenAt = request.Now,
            });
        }
        else
        {
            (last.Mapping, last.Document, last.ChosenAt) = (mapping, null, request.Now);
        }
    }

    private static Task<string?> LastAsync(DeskRequest request, CollaborativeContext context, Submission submission) =>
        context.Set<ChosenMapping>().Where(row => row.OrganisationId == submission.OrganisationId).Select(row => (string?)row.Mapping).SingleOrDefaultAsync(request.Cancel);

    // The organisation's own first, the last first among them.
    private static async Task<List<(string Value, string Text)>> MappingsAsync(DeskRequest request, CollaborativeContext context, Submission submission)
    {
        var own = await context.Set<OwnMapping>().AsNoTracking().Where(row => row.OrganisationId == submission.OrganisationId).OrderByDescending(row => row.Id).Take(20)
            .Select(row => new { row.Id, row.CreatedAt }).ToListAsync(request.Cancel);
        return [.. own.Select(row => ($"{OwnMapping.Prefix}{row.Id}", request.Texts.Say("proposal.own", ("at", request.Texts.Moment(row.CreatedAt))))), .. Mappings(request.Get<ContentSource>(), request)];
    }

    // Those that make standard records; what a mapping is called is in its own document.
    private static List<(string Value, string Text)> Mappings(ContentSource content, DeskRequest request) =>
        [.. Directory.EnumerateFiles(Path.Combine(content.Folder.Root, "mappings"), "*.yaml", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)
            .Select(name => (Name: name!, Mapping: content.Mapping(name!))).Where(found => found.Mapping.Succeeded && found.Mapping.Value.Schema.Id == content.Schema.Id)
            .Select(found => ($"content:{found.Name}", found.Mapping.Value.Title[request.Language]))];

    // Where the file is still there, and neither handed over nor being checked. Whoever stopped a check may have seen that it was by the wrong mapping.
    private static async Task<bool> MayChooseAsync(DeskRequest request, Submission submission, SubmissionVersion newest) =>
        (submission.State is SubmissionState.NeedsMapping or SubmissionState.Refused or SubmissionState.Checked || await IsStoppedAsync(request, submission))
        && !IsErased(newest);

    // Of what is hopeless the newest file goes; where it is mended rows the one that they mend stays, unless it is infected.
    private static bool IsErased(SubmissionVersion newest) =>
        newest.ProblemCode is { } code && FileScan.IsHopeless(code) && (newest.Mends is null || code == CollaborativeProblems.FileInfected);

    // Refused for now, or checked before the installation named a scanner.
    private static async Task<bool> AwaitsScannerAsync(DeskRequest request, CollaborativeContext context, Submission submission, SubmissionVersion newest) =>
        submission.State is (SubmissionState.NeedsMapping or SubmissionState.Refused or SubmissionState.Checked) && !IsErased(newest)
        && (MalwareScan.IsForNow(newest.ProblemCode) || await request.Get<SubmissionFiles>().AreUnscannedAsync(context, newest, request.Cancel));

    private static async Task<IResult> ChooseAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        var outcome = await ChooseAsync(request, context);
        if (await outcome.RefusalAsync(request, async errors => await ShowAsync(request, context, (await FindAsync(request, context))!, errors)) is { } refused)
            return refused;
        return DeskGate.SeeOther(Address.With("id", outcome.Id!)[request.Language], "mapping-chosen");
    }

    /// <summary>Says by what the file is read, and has it checked by that; the next files of the organisation are read by it too.</summary>
    internal static async Task<ActOutcome> ChooseAsync(DeskRequest request, CollaborativeContext context)
    {
        if (await FindToChooseAsync(request, context) is not var (submission, _))
            return ActOutcome.Missing;
        var chosen = request.Field("mapping");
        if (!(await MappingsAsync(request, context, submission)).Exists(found => found.Value == chosen))
            return ActOutcome.Refused([new("mapping", request.Texts["error.required"])]);
        if (await SendSubmission.RefuseCheckAsync(request, context, submission.OrganisationId, "mapping") is { } full)
            return ActOutcome.Refused([full]);
        await RememberAsync(request, context, submission, chosen);
        await SendSubmission.CheckAsync(request, context, submission);
        return ActOutcome.Done(submission.Id);
    }

    private static async Task<IResult> CheckAgainAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        var outcome = await CheckAgainAsync(request, context);
        if (await outcome.RefusalAsync(request, async errors => await ShowAsync(request, context, (await FindAsync(request, context))!, errors)) is { } refused)
            return refused;
        return DeskGate.SeeOther(Address.With("id", outcome.Id!)[request.Language], "submission-check-again");
    }

    /// <summary>Has a file checked again as it was to be read. Where the hosts went down as often as a job is tried, or the scanner did not answer: nobody would look at it any more, and nobody could send it again.</summary>
    internal static async Task<ActOutcome> CheckAgainAsync(DeskRequest request, CollaborativeContext context)
    {
        if (await FindAsync(request, context) is not { } submission)
            return ActOutcome.Missing;
        var newest = await context.Set<SubmissionVersion>().AsNoTracking().SingleAsync(row => row.SubmissionId == submission.Id && row.Number == submission.Newest, request.Cancel);
        if (!await IsStoppedAsync(request, submission) && !await AwaitsScannerAsync(request, context, submission, newest))
            return ActOutcome.Missing;
        if (await SendSubmission.RefuseCheckAsync(request, context, submission.OrganisationId, "mapping") is { } full)
            return ActOutcome.Refused([full]);
        await SendSubmission.CheckAsync(request, context, submission, "submission.check-again");
        return ActOutcome.Done(submission.Id);
    }

    private static async Task<IResult> CancelCheckAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        if (await FindAsync(request, context) is not { } submission)
            return DeskGate.NotFound(request);
        // The check may have ended while the page was looked at: what came of it is on the submission's page.
        var outcome = await CancelCheckAsync(request, context, submission);
        return DeskGate.SeeOther(Address.With("id", submission.Id)[request.Language], outcome.Id is null ? null : "submission-check-cancelled");
    }

    /// <summary>Asks for the check of a submission to be stopped. The file stays, to be checked again, by another mapping too.</summary>
    internal static async Task<ActOutcome> CancelCheckAsync(DeskRequest request, CollaborativeContext context, Submission? found)
    {
        if (found is not { State: SubmissionState.Checking, JobId: { } job } submission || !await request.Get<JobBoard>().CancelAsync(new(job), request.Cancel))
            return ActOutcome.Missing;
        await request.SaveAsync(context, new("submission.check-cancelled", "submission", submission.Id));
        return ActOutcome.Done(submission.Id);
    }

    private static async Task<bool> IsStoppedAsync(DeskRequest request, Submission submission) =>
        submission is { State: SubmissionState.Checking, JobId: { } job } && (await request.Get<JobBoard>().FindAsync(new(job), request.Cancel))?.IsOver != false;

    private static async Task<IResult> AcceptAsync(DeskRequest request)
    {
        var outcome = await HandOverAsync(request);
        if (await outcome.RefusalAsync(request, _ => Task.FromResult(DeskGate.NotFound(request))) is { } refused)
            return refused;
        return DeskGate.SeeOther(Address.With("id", outcome.Id!)[request.Language], "submission-accepted");
    }

    /// <summary>Hands a submission over: from now on it may be merged.</summary>
    internal static async Task<ActOutcome> HandOverAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        if (await FindAsync(request, context) is not { State: SubmissionState.Checked } submission)
            return ActOutcome.Missing;
        submission.State = SubmissionState.Accepted;
        submission.AcceptedAt = request.Now;
        submission.Version = Guid.NewGuid().ToString("N");
        await request.SaveAsync(context, new("submission.accepted", "submission", submission.Id));
        return ActOutcome.Done(submission.Id);
    }

    // The keys go: every version, here and in every copy of the store, cannot be read any more. What was published with it stands until it is withdrawn too.
    private static async Task<IResult> WithdrawAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        if (await FindAsync(request, context) is not { State: not SubmissionState.Withdrawn } submission)
            return DeskGate.NotFound(request);
        submission.State = SubmissionState.Withdrawn;
        submission.WithdrawnAt = request.Now;
        submission.Version = Guid.NewGuid().ToString("N");
        await EraseContents.SaveAsync(request, context, new("submission.withdrawn", "submission", submission.Id));
        // At once, so that the next page says what is true; where that fails, the job does it.
        await EraseContents.DestroyAsync(request.Get<Vault>(), ContentPlace.OfSubmission(submission.Id), request.Actor(), request.Cancel);
        var ids = await context.Set<SubmissionVersion>().Where(row => row.SubmissionId == submission.Id).ToListAsync(request.Cancel);
        var contents = ids.SelectMany(row => new Guid?[] { row.Id, row.RecordsId, row.ReportId }).OfType<Guid>().ToList();
        await context.Set<ContentPiece>().Where(row => contents.Contains(row.ContentId)).ExecuteDeleteAsync(request.Cancel);
        return DeskGate.SeeOther(Address.With("id", submission.Id)[request.Language], "submission-withdrawn");
    }

    private static async Task<IResult> ToMendAsync(DeskRequest request) => await FileToMendAsync(request) ?? DeskGate.NotFound(request);

    /// <summary>The rows in quarantine as a file; null where there are none that the asker may see.</summary>
    internal static async Task<IResult?> FileToMendAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadRows);
        if (await FindAsync(request, context) is not { State: SubmissionState.Checked } submission)
            return null;
        if (request.Get<HumanPace>().Look(request) is { } tooFast)
            return tooFast;
        var version = await context.Set<SubmissionVersion>().SingleAsync(row => row.SubmissionId == submission.Id && row.Number == submission.Newest, request.Cancel);
        var files = request.Get<SubmissionFiles>();
        var mapping = await files.MappingAsync(context, submission, request.Cancel);
        if (!mapping.Succeeded)
            return null;
        var (source, mended) = await SubmissionFiles.SourceAsync(context, version, request.Cancel);
        if (files.IsUnscanned(source) || files.IsUnscanned(mended))
            return null;
        var findings = files.ReadFindings(version);
        using var made = new MemoryStream();
        await using (var file = files.OpenFile(source))
        await using (var rows = mended is null ? null : files.OpenFile(mended))
        {
            var report = new CheckReport(version.Read!.Value, [.. findings.Rows.SelectMany(row => row.Faults.Select(fault => new CheckFinding(row.Row, fault.Field, fault.Code)))]);
            if (RowMending.Write((file, rows), made, mapping.Value, report, SubmissionFiles.Limits) is not null)
                return null;
        }

        await request.SaveAsync(context, new("submission.rows-read", "submission", submission.Id));
        return Results.File(made.ToArray(), "text/csv; charset=utf-8", $"{submission.Id:N}.csv");
    }
}
