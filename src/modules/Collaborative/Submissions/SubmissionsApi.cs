using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Contents;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace Amparo.Collaborative.Submissions;

/// <summary>An agreement as scripts see it.</summary>
/// <param name="Id">The agreement.</param>
/// <param name="Organisation">Whose data it is about.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Holds">Whether files may be sent under it now.</param>
public sealed record AgreementAnswer(Guid Id, Guid Organisation, string Title, bool Holds);

/// <summary>A submission as scripts see it.</summary>
/// <param name="Id">The submission.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Agreement">Under which agreement.</param>
/// <param name="From">The first month that it speaks of.</param>
public sealed record SubmissionAnswer(Guid Id, SubmissionState State, Guid Organisation, Guid Agreement, string From)
{
    /// <summary>The last month.</summary>
    public required string To { get; init; }

    /// <summary>The number of its newest version.</summary>
    public required int Version { get; init; }

    /// <summary>When it was begun.</summary>
    public required string At { get; init; }

    /// <summary>The file's name; null where it is not of the asker's own organisation, or the key carries no sight of rows.</summary>
    public string? FileName { get; init; }

    /// <summary>What it is read by; null until somebody said so.</summary>
    public string? Mapping { get; init; }

    /// <summary>The job that checks it.</summary>
    public Guid? Job { get; init; }

    /// <summary>Rows read; null before it was checked.</summary>
    public int? Read { get; init; }

    /// <summary>Rows accepted.</summary>
    public int? Accepted { get; init; }

    /// <summary>Rows in quarantine.</summary>
    public int? Quarantined { get; init; }

    /// <summary>The code of why the file cannot be used; null if it can.</summary>
    public string? ProblemCode { get; init; }

    /// <summary>Where in the file.</summary>
    public string? ProblemSubject { get; init; }

    internal static SubmissionAnswer Of(Submission submission, SubmissionVersion newest, string? name) =>
        new(submission.Id, submission.State, submission.OrganisationId, submission.AgreementId, submission.PeriodFrom)
        {
            To = submission.PeriodTo,
            Version = submission.Newest,
            At = InstantPattern.General.Format(submission.CreatedAt),
            FileName = name,
            Mapping = submission.Mapping,
            Job = submission.JobId,
            Read = newest.Read,
            Accepted = newest.Accepted,
            Quarantined = newest.Quarantined,
            ProblemCode = newest.ProblemCode,
            ProblemSubject = newest.ProblemSubject,
        };
}

/// <summary>What a script sends to begin a file.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="From">The first month that it speaks of, <c>2025-01</c>.</param>
/// <param name="To">The last month.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Size">How many bytes it has.</param>
public sealed record NewSubmission(Guid Agreement, string From, string To, string Name, long Size);

/// <summary>How much of a file has arrived.</summary>
/// <param name="Id">The submission.</param>
/// <param name="Pieces">How many pieces have arrived: the number of the one that is expected next.</param>
/// <param name="PieceSize">How many bytes each has, but the last.</param>
public sealed record UploadAnswer(Guid Id, int Pieces, int PieceSize);

/// <summary>What is asked to check a file.</summary>
/// <param name="Id">The submission.</param>
/// <param name="Job">The job that checks it.</param>
public sealed record CheckingAnswer(Guid Id, Guid Job);

/// <summary>By what a file may be read.</summary>
/// <param name="Mapping">What is sent to choose it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Suggested">Whether it stands first on the page.</param>
public sealed record MappingAnswer(string Mapping, string Title, bool Suggested);

/// <summary>What a script sends to choose by what a file is read.</summary>
/// <param name="Mapping">One of those that are offered.</param>
public sealed record MappingChoice(string Mapping);

/// <summary>What a file's columns seem to be.</summary>
/// <param name="Columns">The columns, in the file's order.</param>
/// <param name="Lacking">Required fields that no column surely fills.</param>
/// <param name="Fields">The fields that a column can be chosen for.</param>
/// <param name="ProblemCode">The code of why nothing can be proposed; null where something is.</param>
public sealed record ProposalAnswer(IReadOnlyList<ProposedColumn> Columns, IReadOnlyList<string> Lacking, IReadOnlyList<string> Fields, string? ProblemCode)
{
    /// <summary>Whether only the beginning of the file was looked at, because it is long.</summary>
    public bool IsPart { get; init; }
}

/// <summary>A column of a file for which a mapping is proposed.</summary>
/// <param name="Number">Its number, from one.</param>
/// <param name="Heading">Its name in the file.</param>
/// <param name="Fields">The fields that it fills or might fill.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Choice">What it stands on, as it is sent back.</param>
public sealed record ProposedColumn(int Number, string Heading, IReadOnlyList<string> Fields, string Reason, string Choice)
{
    /// <summary>How far that can be trusted; null without a field.</summary>
    public Records.SuggestionConfidence? Confidence { get; init; }

    /// <summary>The share of stated cells that can be read so, from 0 to 1.</summary>
    public double Placed { get; init; }
}

/// <summary>What a script sends to accept a proposal.</summary>
/// <param name="Column">For each column <c>NUMBER:proposed</c>, <c>NUMBER:FIELD</c>, or <c>NUMBER:</c> to leave it out.</param>
public sealed record ProposalChoice(IReadOnlyList<string> Column);

/// <summary>What checking found: codes, fields and row numbers, never a value.</summary>
/// <param name="Counts">What was found how often.</param>
/// <param name="Rows">The rows in quarantine; empty where the key carries no sight of rows.</param>
/// <param name="SameFileAs">Other submissions of the organisation that hold the very same file; a merge takes only one of them.</param>
public sealed record FindingsAnswer(IReadOnlyList<FoundCount> Counts, IReadOnlyList<FoundRow> Rows, IReadOnlyList<Guid> SameFileAs);

/// <summary>Sending files and mending them, for scripts: the use cases of the pages, asked in another way.</summary>
internal static class SubmissionsApi
{
    private const string One = "/submissions/{id}";
    private const string Bytes = "application/octet-stream";
    private const string Csv = "text/csv";

    private static readonly DeskRule Read = DeskRule.May(Entitlement.ReadSubmissions);
    private static readonly DeskRule Send = DeskRule.May(Entitlement.SendSubmissions);

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Api(
            routes,
            new(HttpMethods.Get, "/agreements", DeskRule.May(Entitlement.ReadAgreements)) { Id = "listAgreements", Summary = "Agreements that the key's owner may see.", Gives = typeof(IReadOnlyList<AgreementAnswer>) },
            AgreementsAsync);
        DeskGate.Api(
            routes, new(HttpMethods.Get, "/submissions", Read) { Id = "listSubmissions", Summary = "Submissions, the last first; at most 200.", Gives = typeof(IReadOnlyList<SubmissionAnswer>) },
            async request => ApiAnswer.Json<IReadOnlyList<SubmissionAnswer>>(
                [.. (await ManageSubmissions.ListAsync(request)).Select(row => SubmissionAnswer.Of(row.Submission, row.Newest, row.FileName))]));
        DeskGate.Api(
            routes,
            new(HttpMethods.Post, "/submissions", Send)
            {
                Id = "beginSubmission",
                Summary = "Begins a file that comes in pieces, or goes on with the same file of the same size where it broke off.",
                Takes = typeof(NewSubmission),
                Gives = typeof(UploadAnswer),
                Status = StatusCodes.Status201Created,
            },
            BeginAsync);
        DeskGate.Api(
            routes, new(HttpMethods.Get, One, Read) { Id = "readSubmission", Summary = "How a submission stands.", Gives = typeof(SubmissionAnswer) }, request => WithModelAsync(
                request, model => ApiAnswer.Json(SubmissionAnswer.Of(model.Submission, model.Versions[0].Version, model.Versions[0].FileName))));
        MapUpload(routes);
        MapChecked(routes);
    }

    private static void MapUpload(IEndpointRouteBuilder routes)
    {
        DeskGate.Api(
            routes, new(HttpMethods.Get, $"{One}/pieces", Send) { Id = "countPieces", Summary = "How many pieces of a file have arrived.", Gives = typeof(UploadAnswer) },
            async request => await SendSubmission.CountPiecesAsync(request) is { } pieces ? Arrived(request.Id("id"), pieces) : ApiAnswer.NotFound(request));
        DeskGate.Api(
            routes,
            new(HttpMethods.Put, $"{One}/pieces/{{number}}", Send.OfPieces())
            {
                Id = "sendPiece",
                Summary = "Sends a piece, counted from zero, in order. One that has arrived already may be sent again.",
                TakesMedia = Bytes,
                LargestBody = SealedContents.PieceSize,
                Gives = typeof(UploadAnswer),
            },
            async request =>
            {
                var (status, pieces) = await SendSubmission.KeepPieceAsync(request);
                return status == StatusCodes.Status200OK ? Arrived(request.Id("id"), pieces) : Refused(request, status, pieces);
            });
        DeskGate.Api(
            routes,
            new(HttpMethods.Post, $"{One}/complete", Send)
            {
                Id = "completeSubmission",
                Summary = "Says that all pieces have been sent, and asks for the file to be checked.",
                Gives = typeof(CheckingAnswer),
                Status = StatusCodes.Status202Accepted,
            },
            async request =>
            {
                var (status, pieces, submission) = await SendSubmission.CompleteUploadAsync(request);
                return submission is { JobId: { } job } ? ApiAnswer.Json(new CheckingAnswer(submission.Id, job), StatusCodes.Status202Accepted) : Refused(request, status, pieces);
            });
    }

    private static void MapChecked(IEndpointRouteBuilder routes)
    {
        DeskGate.Api(
            routes, new(HttpMethods.Get, $"{One}/mappings", Send) { Id = "listMappings", Summary = "By what the file may be read; empty where that cannot be chosen now.", Gives = typeof(IReadOnlyList<MappingAnswer>) },
            request => WithModelAsync(request, model => ApiAnswer.Json<IReadOnlyList<MappingAnswer>>([.. model.Mappings.Select(row => new MappingAnswer(row.Value, row.Text, row.Value == model.Suggested))])));
        DeskGate.Api(
            routes,
            new(HttpMethods.Post, $"{One}/mapping", Send)
            {
                Id = "chooseMapping",
                Summary = "Says by what the file is read, and has it checked. The organisation's next files are read by it too.",
                Takes = typeof(MappingChoice),
                Gives = typeof(ApiDone),
                Status = StatusCodes.Status202Accepted,
            },
            async request =>
            {
                await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
                return ApiAnswer.Of(request, await ShowSubmission.ChooseAsync(request, context), StatusCodes.Status202Accepted);
            });
        DeskGate.Api(
            routes,
            new(HttpMethods.Post, $"{One}/check-again", Send)
            {
                Id = "checkAgain",
                Summary = "Has a file checked again whose check stopped before its end, or that the scanner has not looked at.",
                Gives = typeof(ApiDone),
                Status = StatusCodes.Status202Accepted,
            },
            async request =>
            {
                await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
                return ApiAnswer.Of(request, await ShowSubmission.CheckAgainAsync(request, context), StatusCodes.Status202Accepted);
            });
        DeskGate.Api(
            routes,
            new(HttpMethods.Get, $"{One}/proposal", DeskRule.May(Entitlement.ReadRows)) { Id = "proposeMapping", Summary = "What the file's columns seem to be. For the organisation's own officers.", Gives = typeof(ProposalAnswer) },
            ProposeAsync);
        DeskGate.Api(
            routes,
            new(HttpMethods.Post, $"{One}/proposal", Send)
            {
                Id = "acceptMapping",
                Summary = "Accepts a proposal, corrected: a mapping of the organisation's own, by which this file and the next ones are read.",
                Takes = typeof(ProposalChoice),
                Gives = typeof(ApiDone),
                Status = StatusCodes.Status202Accepted,
            },
            async request =>
            {
                await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
                return await ProposeMapping.ModelAsync(request, context) is { } model
                    ? ApiAnswer.Of(request, await ProposeMapping.AcceptAsync(request, context, model), StatusCodes.Status202Accepted) : ApiAnswer.NotFound(request);
            });
        DeskGate.Api(
            routes, new(HttpMethods.Get, $"{One}/findings", Read) { Id = "readFindings", Summary = "What checking found in the newest version.", Gives = typeof(FindingsAnswer) },
            request => WithModelAsync(request, model => model.Findings is { } found ? ApiAnswer.Json(new FindingsAnswer(found.Counts, model.IsOwn ? found.Rows : [], [.. model.Same.Select(row => row.Id)])) : ApiAnswer.NotFound(request)));
        DeskGate.Api(
            routes,
            new(HttpMethods.Get, $"{One}/to-mend.csv", DeskRule.May(Entitlement.ReadRows)) { Id = "readRowsToMend", Summary = "The rows in quarantine as the organisation wrote them. For its own officers.", GivesMedia = Csv },
            async request => await ShowSubmission.FileToMendAsync(request) ?? ApiAnswer.NotFound(request));
        DeskGate.Api(
            routes,
            new(HttpMethods.Post, $"{One}/mended", Send)
            {
                Id = "sendMendedRows",
                Summary = "Sends that file back, mended: a new version, which is checked.",
                TakesMedia = Csv,
                LargestBody = MendRows.LargestMended,
                Gives = typeof(ApiDone),
                Status = StatusCodes.Status202Accepted,
            },
            async request => ApiAnswer.Of(request, await MendRows.MendByFileAsync(request, request.Http.Request.Body), StatusCodes.Status202Accepted));
        DeskGate.Api(
            routes, new(HttpMethods.Post, $"{One}/hand-over", Send) { Id = "handOver", Summary = "Hands a checked submission over: it may be merged from now on.", Gives = typeof(ApiDone) },
            async request => ApiAnswer.Of(request, await ShowSubmission.HandOverAsync(request)));
        DeskGate.NotForScripts(routes, new(HttpMethods.Post, $"{One}/withdraw", Send.Confirmed()) { Id = "withdrawSubmission", Summary = "Withdrawing destroys keys and cannot be undone: a person does it on the submission's page." });
    }

    private static async Task<IResult> AgreementsAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadAgreements);
        var rows = await context.Set<Agreement>().AsNoTracking().OrderBy(row => row.StartsOn).ThenBy(row => row.Id).ToListAsync(request.Cancel);
        return ApiAnswer.Json<IReadOnlyList<AgreementAnswer>>([.. rows.Select(row => new AgreementAnswer(row.Id, row.OrganisationId, row.Title, row.Holds(request.Now)))]);
    }

    private static async Task<IResult> BeginAsync(DeskRequest request)
    {
        var (begun, errors, refusal) = await SendSubmission.BeginUploadAsync(request);
        return refusal == UploadRefusal.NoRoom ? ApiAnswer.Problem(request, StatusCodes.Status413PayloadTooLarge, CollaborativeProblems.StorageFull, errors)
            : begun is null ? ApiAnswer.Problem(request, StatusCodes.Status422UnprocessableEntity, PlatformProblems.FieldsRefused, errors)
            : ApiAnswer.Json(new UploadAnswer(begun.Id, begun.Pieces, SealedContents.PieceSize), StatusCodes.Status201Created);
    }

    private static async Task<IResult> ProposeAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadRows);
        if (await ProposeMapping.ModelAsync(request, context) is not { } model)
            return ApiAnswer.NotFound(request);
        return ApiAnswer.Json(new ProposalAnswer(
            [
                .. model.Suggestion?.Columns.Select(column => new ProposedColumn(column.Number, column.Heading, column.Fields, column.Reason, ProposalModel.ChoiceOf(column, []))
                {
                    Confidence = column.Confidence, Placed = column.Placed,
                }) ?? [],
            ],
            model.Suggestion?.Lacking ?? [], [.. model.Fields.Select(field => field.Id)], model.Problem?.Code)
        {
            IsPart = model.Suggestion?.IsPart == true,
        });
    }

    private static IResult Arrived(Guid id, int pieces) => ApiAnswer.Json(new UploadAnswer(id, pieces, SealedContents.PieceSize));

    private static IResult Refused(DeskRequest request, int status, int pieces) =>
        status == StatusCodes.Status404NotFound ? ApiAnswer.NotFound(request)
            : ApiAnswer.Problem(request, status, status == StatusCodes.Status413PayloadTooLarge ? CollaborativeProblems.StorageFull : PlatformProblems.PieceRefused, pieces: pieces);

    private static async Task<IResult> WithModelAsync(DeskRequest request, Func<SubmissionModel, IResult> answer)
    {
        await using var context = await request.OpenAsync(request.Officer.May(Entitlement.ReadSubmissions) ? Entitlement.ReadSubmissions : Entitlement.SendSubmissions);
        return await ShowSubmission.FindAsync(request, context) is { } submission ? answer(await ShowSubmission.ModelAsync(request, context, submission)) : ApiAnswer.NotFound(request);
    }
}
