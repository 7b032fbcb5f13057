using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Contents;
using Amparo.Content;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Http;
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
    public static readonly DeskAddress Accept = Address.Below("entregar", "hand-over");
    public static readonly DeskAddress Withdraw = Address.Below("retirar", "withdraw");
    public static readonly DeskAddress ToMend = Address.Below("por-corregir.csv", "to-mend.csv");

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ReadSubmissions), ShowAsync);
        DeskGate.Send(routes, Choose, DeskRule.May(Entitlement.SendSubmissions), ChooseAsync);
        DeskGate.Send(routes, Accept, DeskRule.May(Entitlement.SendSubmissions), AcceptAsync);
        DeskGate.Send(routes, Withdraw, DeskRule.May(Entitlement.SendSubmissions).Confirmed(), WithdrawAsync);
        DeskGate.Read(routes, ToMend, DeskRule.May(Entitlement.ReadRows), ToMendAsync);
    }

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadSubmissions);
        return await FindAsync(request, context) is { } submission ? await ShowAsync(request, context, submission, []) : DeskGate.NotFound(request);
    }

    /// <summary>The page of a submission.</summary>
    internal static async Task<IResult> ShowAsync(DeskRequest request, CollaborativeContext context, Submission submission, IReadOnlyList<FieldError> errors)
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
        var model = new SubmissionModel(submission, versions, organisation.Name, agreement)
        {
            Suggested = submission.Mapping ?? (content.Mapping(organisation.Kind) is { Succeeded: true } made && made.Value.Schema.Id == content.Schema.Id ? $"content:{organisation.Kind}" : null),
            IsOwn = isOwn,
            Findings = submission.State is SubmissionState.Checked or SubmissionState.Accepted && newest.ReportId is not null ? files.ReadFindings(newest) : null,
            Words = Words(request),
            Mappings = isOwn && submission.State is SubmissionState.NeedsMapping or SubmissionState.Refused or SubmissionState.Checked ? Mappings(content, request) : [],
        };
        return DeskGate.Page<SubmissionPage>(
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(SubmissionPage.Frame), request.Frame(Address.With("id", submission.Id), request.Texts["submissions.one"]) with { Errors = errors }),
            (nameof(SubmissionPage.Model), model));
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

    // Those that make standard records; what a mapping is called is in its own document.
    private static List<(string Value, string Text)> Mappings(ContentSource content, DeskRequest request) =>
        [.. Directory.EnumerateFiles(Path.Combine(content.Folder.Root, "mappings"), "*.yaml", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)
            .Select(name => (Name: name!, Mapping: content.Mapping(name!))).Where(found => found.Mapping.Succeeded && found.Mapping.Value.Schema.Id == content.Schema.Id)
            .Select(found => ($"content:{found.Name}", found.Mapping.Value.Title[request.Language]))];

    private static async Task<IResult> ChooseAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        if (await FindAsync(request, context) is not { State: SubmissionState.NeedsMapping or SubmissionState.Refused or SubmissionState.Checked } submission)
            return DeskGate.NotFound(request);
        var chosen = request.Field("mapping");
        if (!Mappings(request.Get<ContentSource>(), request).Exists(found => found.Value == chosen))
            return await ShowAsync(request, context, submission, [new("mapping", request.Texts["error.required"])]);
        submission.Mapping = chosen;
        var last = await context.Set<ChosenMapping>().SingleOrDefaultAsync(row => row.OrganisationId == submission.OrganisationId, request.Cancel);
        if (last is null)
        {
            context.Add(new ChosenMapping
            {
                Id = UuidV7.At(request.Now),
                NodeId = submission.NodeId,
                OrganisationId = submission.OrganisationId,
                Mapping = chosen,
                ChosenAt = request.Now,
            });
        }
        else
        {
            (last.Mapping, last.Document, last.ChosenAt) = (chosen, null, request.Now);
        }

        await SendSubmission.CheckAsync(request, context, submission);
        return DeskGate.SeeOther(Address.With("id", submission.Id)[request.Language], "mapping-chosen");
    }

    private static async Task<IResult> AcceptAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        if (await FindAsync(request, context) is not { State: SubmissionState.Checked } submission)
            return DeskGate.NotFound(request);
        submission.State = SubmissionState.Accepted;
        submission.AcceptedAt = request.Now;
        submission.Version = Guid.NewGuid().ToString("N");
        await request.SaveAsync(context, new("submission.accepted", "submission", submission.Id));
        return DeskGate.SeeOther(Address.With("id", submission.Id)[request.Language], "submission-accepted");
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

    private static async Task<IResult> ToMendAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadRows);
        if (await FindAsync(request, context) is not { State: SubmissionState.Checked } submission)
            return DeskGate.NotFound(request);
        if (request.Get<HumanPace>().Look(request) is { } tooFast)
            return tooFast;
        var version = await context.Set<SubmissionVersion>().SingleAsync(row => row.SubmissionId == submission.Id && row.Number == submission.Newest, request.Cancel);
        var files = request.Get<SubmissionFiles>();
        var mapping = await files.MappingAsync(context, submission, request.Cancel);
        if (!mapping.Succeeded)
            return DeskGate.NotFound(request);
        var (source, mended) = await SubmissionFiles.SourceAsync(context, version, request.Cancel);
        var findings = files.ReadFindings(version);
        using var made = new MemoryStream();
        await using (var file = files.OpenFile(source))
        await using (var rows = mended is null ? null : files.OpenFile(mended))
        {
            var report = new CheckReport(version.Read!.Value, [.. findings.Rows.SelectMany(row => row.Faults.Select(fault => new CheckFinding(row.Row, fault.Field, fault.Code)))]);
            if (RowMending.Write((file, rows), made, mapping.Value, report, SubmissionFiles.Limits) is not null)
                return DeskGate.NotFound(request);
        }

        await request.SaveAsync(context, new("submission.rows-read", "submission", submission.Id));
        return Results.File(made.ToArray(), "text/csv; charset=utf-8", $"{submission.Id:N}.csv");
    }
}
