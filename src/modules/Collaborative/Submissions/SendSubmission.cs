using System.Globalization;
using System.Text.RegularExpressions;
using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Contents;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Amparo.Platform.Pages;
using Amparo.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Submissions;

/// <summary>A file whose pieces are arriving.</summary>
/// <param name="Id">Its submission.</param>
/// <param name="Pieces">How many have arrived.</param>
internal sealed record BegunUpload(Guid Id, int Pieces);

/// <summary>Why a file was not begun, or not kept.</summary>
internal enum UploadRefusal
{
    /// <summary>It was.</summary>
    None,

    /// <summary>It is larger than any file may be.</summary>
    Large,

    /// <summary>Its organisation stores as much as it may.</summary>
    NoRoom,
}

/// <summary>Sending files: in one form, or piece by piece by the page's script, which goes on where a broken connection ended.</summary>
internal static partial class SendSubmission
{
    public static readonly DeskAddress Address = ManageSubmissions.Address.Below("nuevo", "new");

    // The form and its fields beside the files.
    private const long LargestForm = (4 * SubmissionFiles.LargestFile) + (1 << 20);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var rule = DeskRule.May(Entitlement.SendSubmissions);
        DeskGate.Read(routes, Address, rule, request => ShowAsync(request, [], []));
        DeskGate.Upload(routes, Address, rule, SendAsync, LargestForm);
        DeskGate.Script(routes, (HttpMethods.Post, "/envios/empezar"), rule, BeginAsync).WithMetadata(new BodySize(DeskGate.SmallForm));
        DeskGate.Script(routes, (HttpMethods.Put, "/envios/{id}/piezas/{number}"), rule.OfPieces(), PieceAsync).WithMetadata(new BodySize(SealedContents.PieceSize));
        DeskGate.Script(routes, (HttpMethods.Post, "/envios/{id}/completo"), rule, CompleteAsync);
        DeskGate.Script(routes, (HttpMethods.Get, "/envios/{id}/piezas"), rule, PiecesAsync);
    }

    private static async Task<IResult> ShowAsync(DeskRequest request, List<FieldError> errors, IReadOnlyList<string> received)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        var agreements = (await context.Set<Agreement>().OrderBy(row => row.StartsOn).ToListAsync(request.Cancel)).Where(row => row.Holds(request.Now)).ToList();
        return DeskGate.Page<SendSubmissionPage>(
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(SendSubmissionPage.Frame), request.Frame(Address, request.Texts["submissions.send"]) with { Errors = errors }),
            (nameof(SendSubmissionPage.Agreements), agreements),
            (nameof(SendSubmissionPage.Received), received),
            (nameof(SendSubmissionPage.Typed), request.Form));
    }

    private static async Task<IResult> SendAsync(DeskRequest request, UploadedFiles uploaded)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        var (agreement, errors) = await ValidateAsync(request, context);
        // Said before anything is read: the files have at least what all that is sent has beyond the fields.
        if (errors.Count == 0 && await RefuseRoomAsync(request, context, Math.Max(1, (request.Http.Request.ContentLength ?? 0) - (LargestForm - (4 * SubmissionFiles.LargestFile)))) is { } full)
            errors.Add(full);
        var sent = new List<(Guid Id, string Name)>();
        while (errors.Count == 0 && await uploaded.NextAsync(request.Cancel) is var (name, bytes))
        {
            if (await AddAsync(request, context, agreement!, (name, 0)) is not var (submission, version))
            {
                errors.Add(await NoRoomAsync(request, context));
                break;
            }

            UploadRefusal refusal;
            try
            {
                refusal = await KeepAsync(request, context, (submission, version), bytes);
            }
            catch
            {
                // Whoever sent it may be gone, and what was kept goes all the same.
                request.Http.RequestAborted = CancellationToken.None;
                await DropAsync(request, context, (submission, version), "submission.broken");
                throw;
            }

            if (refusal != UploadRefusal.None)
            {
                await DropAsync(request, context, (submission, version), refusal == UploadRefusal.Large ? "submission.too-large" : "submission.no-room");
                errors.Add(refusal == UploadRefusal.Large ? new("files", request.Texts["submissions.error.large"]) : await NoRoomAsync(request, context));
                break;
            }

            await CheckAsync(request, context, submission);
            sent.Add((submission.Id, PlainText.FileName(name)));
        }

        if (errors.Count == 0 && sent.Count == 0)
            errors.Add(new("files", request.Texts["submissions.error.file"]));
        return errors.Count > 0 ? await ShowAsync(request, errors, [.. sent.Select(file => file.Name)])
            : DeskGate.SeeOther(sent.Count == 1 ? ShowSubmission.Address.With("id", sent[0].Id)[request.Language] : ManageSubmissions.Address[request.Language], "submission-sent");
    }

    // Piece by piece, as it arrives.
    private static async Task<UploadRefusal> KeepAsync(DeskRequest request, CollaborativeContext context, (Submission Submission, SubmissionVersion Version) kept, Stream bytes)
    {
        var (submission, version) = kept;
        var contents = request.Get<SealedContents>();
        var buffer = new byte[SealedContents.PieceSize];
        var (size, pieces) = (0L, 0);
        for (int length; (length = await bytes.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.Cancel)) > 0 || pieces == 0;)
        {
            size += length;
            if (size > SubmissionFiles.LargestFile)
                return UploadRefusal.Large;
            var piece = await contents.SealAsync(new(ContentPlace.OfSubmission(submission.Id), version.Id), pieces++, buffer.AsMemory(0, length), request.Cancel);
            if (!piece.Succeeded)
                throw new StoreException(piece.Problems[0]);
            await using var transaction = await context.Database.BeginTransactionAsync(request.Cancel);
            // How large it becomes nobody has said: each piece asks for its own room.
            if (!(await StoredBytes.HoldAsync(context, version.OrganisationId, request.Cancel)).HasRoomFor(piece.Value.Bytes.Length))
                return UploadRefusal.NoRoom;
            context.Add(piece.Value);
            await context.SaveChangesAsync(request.Cancel);
            await transaction.CommitAsync(request.Cancel);
            context.Entry(piece.Value).State = EntityState.Detached;
            if (length < buffer.Length)
                break;
        }

        await context.Set<SubmissionVersion>().Where(row => row.Id == version.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Size, size).SetProperty(row => row.Pieces, pieces), request.Cancel);
        return UploadRefusal.None;
    }

    /// <summary>What is wrong, where an organisation stores more than it may: a check keeps records and what it found. Null where it does not.</summary>
    internal static async Task<FieldError?> RefuseCheckAsync(DeskRequest request, CollaborativeContext context, Guid organisationId, string field)
    {
        var stored = await StoredBytes.LookAsync(context, organisationId, request.Cancel);
        return stored.HasRoomFor(0) ? null : NoRoom(request, stored, field, "submissions.error.room.check");
    }

    // What is wrong, where there is no room for so much more.
    private static async Task<FieldError?> RefuseRoomAsync(DeskRequest request, CollaborativeContext context, long bytes) =>
        (await StoredBytes.LookAsync(context, request.Officer.OrganisationId, request.Cancel)).HasRoomFor(bytes) ? null : await NoRoomAsync(request, context);

    /// <summary>Says that there is no room, how much is taken, and what can be done.</summary>
    internal static async Task<FieldError> NoRoomAsync(DeskRequest request, CollaborativeContext context, string field = "files") =>
        NoRoom(request, await StoredBytes.LookAsync(context, request.Officer.OrganisationId, request.Cancel), field, "submissions.error.room");

    private static async Task<FieldError> NoRoomAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        return await NoRoomAsync(request, context);
    }

    private static FieldError NoRoom(DeskRequest request, StoredBytes stored, string field, string sentence) =>
        new(field, $"{CollaborativeProblems.StorageFull}: {request.Texts.Say(sentence, ("used", request.Texts.Bytes(stored.Used)), ("limit", request.Texts.Bytes(stored.Limit)))}");

    // What was kept of a file that does not arrive whole must not stay: it could be taken for one that is still arriving.
    private static async Task DropAsync(DeskRequest request, CollaborativeContext context, (Submission Submission, SubmissionVersion Version) dropped, string act)
    {
        var (submission, version) = dropped;
        submission.State = SubmissionState.Withdrawn;
        submission.WithdrawnAt = request.Now;
        submission.Version = Guid.NewGuid().ToString("N");
        context.ChangeTracker.Entries<ContentPiece>().ToList().ForEach(entry => entry.State = EntityState.Detached);
        await EraseContents.SaveAsync(request, context, new(act, "submission", submission.Id));
        await context.Set<ContentPiece>().Where(row => row.ContentId == version.Id).ExecuteDeleteAsync(request.Cancel);
    }

    private static async Task<IResult> BeginAsync(DeskRequest request)
    {
        if (!request.Http.Request.HasFormContentType)
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        try
        {
            request = request with { Form = await request.Http.Request.ReadFormAsync(request.Cancel) };
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException or IOException)
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        var (begun, errors, refusal) = await BeginUploadAsync(request);
        return begun is null ? Results.Json(new { errors }, statusCode: refusal == UploadRefusal.NoRoom ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity)
            : Results.Json(new { id = begun.Id, pieces = begun.Pieces, size = SealedContents.PieceSize });
    }

    /// <summary>Begins a file that comes in pieces, or goes on with the one that was begun; what is wrong where neither can be.</summary>
    internal static async Task<(BegunUpload? Begun, IReadOnlyList<FieldError> Errors, UploadRefusal Refusal)> BeginUploadAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        var (agreement, errors) = await ValidateAsync(request, context);
        var name = PlainText.FileName(request.Field("name"));
        var isSized = long.TryParse(request.Field("size"), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0;
        // The page has one field for both: the file.
        if (request.IsOfScript && request.Field("name").Length == 0)
            errors.Add(new("name", request.Texts["error.required"]));
        if (request.IsOfScript && !isSized)
            errors.Add(new("size", request.Texts["error.required"]));
        else if (!isSized || size > SubmissionFiles.LargestFile)
            errors.Add(new(request.IsOfScript ? "size" : "files", request.Texts["submissions.error.large"]));
        if (errors.Count > 0)
            return (null, errors, UploadRefusal.None);
        // The same file that did not arrive whole: go on with it.
        var mine = request.Officer.AccountId;
        foreach (var begun in await context.Set<SubmissionVersion>().AsNoTracking()
            .Join(context.Set<Submission>().Where(row => row.State == SubmissionState.Receiving && row.AgreementId == agreement!.Id), row => row.SubmissionId, row => row.Id, (row, _) => row)
            .Where(row => row.CreatedBy == mine && row.Size == size).ToListAsync(request.Cancel))
        {
            if (await request.Get<SubmissionFiles>().NameAsync(begun, request.Cancel) != name)
                continue;
            // Its room was promised; where that does not hold any more, none of its pieces would be kept.
            return await RefuseRoomAsync(request, context, 0) is { } full
                ? (null, [full], UploadRefusal.NoRoom)
                : (new(begun.SubmissionId, begun.Pieces), [], UploadRefusal.None);
        }

        return await AddAsync(request, context, agreement!, (name, size)) is var (submission, _)
            ? (new(submission.Id, 0), [], UploadRefusal.None)
            : (null, [await NoRoomAsync(request, context)], UploadRefusal.NoRoom);
    }

    private static async Task<IResult> PiecesAsync(DeskRequest request)
    {
        return await CountPiecesAsync(request) is { } pieces ? Results.Json(new { pieces, size = SealedContents.PieceSize }) : Results.NotFound();
    }

    /// <summary>How many pieces have arrived; null where no file of the asker's is arriving.</summary>
    internal static async Task<int?> CountPiecesAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        return await ReceivingAsync(request, context) is var (_, version) ? version.Pieces : null;
    }

    private static async Task<IResult> PieceAsync(DeskRequest request) => await SayAsync(request, await KeepPieceAsync(request));

    private static async Task<IResult> SayAsync(DeskRequest request, (int Status, int Pieces) answer) => answer.Status switch
    {
        StatusCodes.Status413PayloadTooLarge => Results.Json(new { errors = new[] { await NoRoomAsync(request) } }, statusCode: answer.Status),
        StatusCodes.Status200OK => Results.Json(new { pieces = answer.Pieces }),
        StatusCodes.Status409Conflict => Results.Json(new { pieces = answer.Pieces }, statusCode: answer.Status),
        _ => Results.StatusCode(answer.Status),
    };

    /// <summary>Keeps a piece that comes in its order and is as long as it must be.</summary>
    /// <returns>The status of the answer, and how many pieces have arrived.</returns>
    internal static async Task<(int Status, int Pieces)> KeepPieceAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        if (await ReceivingAsync(request, context) is not var (submission, version)
            || !int.TryParse(request.Http.Request.RouteValues["number"] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return (StatusCodes.Status404NotFound, 0);
        // A piece that came and whose answer was lost is sent again: it is there already.
        if (number < version.Pieces)
            return (StatusCodes.Status200OK, version.Pieces);
        // Compared before anything is computed with it: a number is whatever somebody sends.
        var expected = number > version.Pieces ? 0 : (int)Math.Min(SealedContents.PieceSize, version.Size - ((long)number * SealedContents.PieceSize));
        if (expected <= 0)
            return (StatusCodes.Status409Conflict, version.Pieces);
        var buffer = new byte[expected + 1];
        if (await request.Http.Request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.Cancel) != expected)
            return (StatusCodes.Status400BadRequest, version.Pieces);
        var piece = await request.Get<SealedContents>().SealAsync(new(ContentPlace.OfSubmission(submission.Id), version.Id), number, buffer.AsMemory(0, expected), request.Cancel);
        if (!piece.Succeeded)
            throw new StoreException(piece.Problems[0]);
        await using var transaction = await context.Database.BeginTransactionAsync(request.Cancel);
        // Its room was promised when the file was begun; somebody may have made the limit smaller since.
        if (!(await StoredBytes.HoldAsync(context, version.OrganisationId, request.Cancel)).HasRoomFor(0))
            return (StatusCodes.Status413PayloadTooLarge, version.Pieces);
        version.Pieces = number + 1;
        context.Add(piece.Value);
        await context.SaveChangesAsync(request.Cancel);
        await transaction.CommitAsync(request.Cancel);
        return (StatusCodes.Status200OK, version.Pieces);
    }

    private static async Task<IResult> CompleteAsync(DeskRequest request)
    {
        var (status, pieces, submission) = await CompleteUploadAsync(request);
        return submission is null ? await SayAsync(request, (status, pieces))
            : Results.Json(new { address = ShowSubmission.Address.With("id", submission.Id).Spanish, english = ShowSubmission.Address.With("id", submission.Id).English });
    }

    /// <summary>Says that all pieces have arrived, and asks for the file to be checked.</summary>
    /// <returns>The status of the answer, how many pieces have arrived, and the submission where it is being checked now.</returns>
    internal static async Task<(int Status, int Pieces, Submission? Submission)> CompleteUploadAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        if (await ReceivingAsync(request, context) is not var (submission, version))
            return await ArrivedAsync(request, context) is { } arrived ? (StatusCodes.Status200OK, 0, arrived) : (StatusCodes.Status404NotFound, 0, null);
        if (((long)version.Pieces * SealedContents.PieceSize) < version.Size)
            return (StatusCodes.Status409Conflict, version.Pieces, null);
        // It stays as it arrived: whoever makes room and sends it again has only this to ask for.
        if (await RefuseCheckAsync(request, context, submission.OrganisationId, "files") is not null)
            return (StatusCodes.Status413PayloadTooLarge, version.Pieces, null);
        await CheckAsync(request, context, submission);
        return (StatusCodes.Status200OK, version.Pieces, submission);
    }

    // Whoever has lost the answer asks again: told that there is no such file, they would send it a second time.
    private static Task<Submission?> ArrivedAsync(DeskRequest request, CollaborativeContext context)
    {
        var (id, mine) = (request.Id("id"), request.Officer.AccountId);
        return context.Set<Submission>().SingleOrDefaultAsync(
            row => row.Id == id && row.CreatedBy == mine && row.State != SubmissionState.Receiving && row.State != SubmissionState.Withdrawn, request.Cancel);
    }

    private static async Task<(Submission Submission, SubmissionVersion Version)?> ReceivingAsync(DeskRequest request, CollaborativeContext context)
    {
        var (id, mine) = (request.Id("id"), request.Officer.AccountId);
        var submission = await context.Set<Submission>().SingleOrDefaultAsync(row => row.Id == id && row.State == SubmissionState.Receiving && row.CreatedBy == mine, request.Cancel);
        return submission is null ? null : (submission, await context.Set<SubmissionVersion>().SingleAsync(row => row.SubmissionId == id && row.Number == submission.Newest, request.Cancel));
    }

    private static async Task<(Agreement? Agreement, List<FieldError> Errors)> ValidateAsync(DeskRequest request, CollaborativeContext context)
    {
        var errors = new List<FieldError>();
        var id = request.FormId("agreement");
        var agreement = await context.Set<Agreement>().SingleOrDefaultAsync(row => row.Id == id && row.OrganisationId == request.Officer.OrganisationId, request.Cancel);
        if (agreement?.Holds(request.Now) != true)
            errors.Add(new("agreement", request.Texts["submissions.error.agreement"]));
        var (from, to) = (request.Field("from"), request.Field("to"));
        if (!Month().IsMatch(from))
            errors.Add(new("from", request.Texts["submissions.error.month"]));
        if (!Month().IsMatch(to) || string.CompareOrdinal(to, from) < 0)
            errors.Add(new("to", request.Texts["submissions.error.month"]));
        return (agreement, errors);
    }

    // Null where there is no room for it. What it needs is promised to it: two that are begun at once are counted one after the other.
    private static async Task<(Submission Submission, SubmissionVersion Version)?> AddAsync(
        DeskRequest request, CollaborativeContext context, Agreement agreement, (string Name, long Size) file)
    {
        var room = SealedContents.SealedSize(Math.Max(1, file.Size));
        // Asked once before, so that what is refused leaves no key behind.
        if (!(await StoredBytes.LookAsync(context, request.Officer.OrganisationId, request.Cancel)).HasRoomFor(room))
            return null;
        var (submissionId, versionId) = (UuidV7.At(request.Now), UuidV7.At(request.Now));
        var officer = request.Officer;
        var submission = new Submission
        {
            Id = submissionId,
            NodeId = officer.NodeId,
            OrganisationId = officer.OrganisationId,
            AgreementId = agreement.Id,
            PeriodFrom = request.Field("from"),
            PeriodTo = request.Field("to"),
            State = SubmissionState.Receiving,
            Newest = 1,
            CreatedBy = officer.AccountId,
            CreatedAt = request.Now,
            Version = Guid.NewGuid().ToString("N"),
        };
        var name = PlainText.FileName(file.Name);
        var version = new SubmissionVersion
        {
            Id = versionId,
            NodeId = officer.NodeId,
            OrganisationId = officer.OrganisationId,
            SubmissionId = submissionId,
            Number = 1,
            Size = file.Size,
            FileName = await request.Get<SubmissionFiles>().SealNameAsync((submissionId, versionId), name, request.Cancel),
            CreatedBy = officer.AccountId,
            CreatedAt = request.Now,
        };
        await using var transaction = await context.Database.BeginTransactionAsync(request.Cancel);
        if (!(await StoredBytes.HoldAsync(context, officer.OrganisationId, request.Cancel)).HasRoomFor(room))
            return null;
        context.Add(submission);
        context.Add(version);
        await request.SaveAsync(context, new("submission.begun", "submission", submissionId));
        await transaction.CommitAsync(request.Cancel);
        return (submission, version);
    }

    /// <summary>Asks for a submission to be checked, in one transaction with the change that makes it necessary: the one that was begun, which whoever began it ends, or its own.</summary>
    internal static async Task CheckAsync(DeskRequest request, CollaborativeContext context, Submission submission, string act = "submission.received")
    {
        await using var transaction = context.Database.CurrentTransaction is null ? await context.Database.BeginTransactionAsync(request.Cancel) : null;
        submission.State = SubmissionState.Checking;
        submission.Version = Guid.NewGuid().ToString("N");
        var job = await request.Get<JobBoard>().RequestAsync(
            new() { Kind = CheckSubmission.Kind, OrganisationId = submission.OrganisationId, RequestedBy = request.Officer.AccountId, SubjectId = submission.Id }, context, request.Cancel);
        submission.JobId = job.Value;
        await request.SaveAsync(context, new(act, "submission", submission.Id));
        if (transaction is not null)
            await transaction.CommitAsync(request.Cancel);
    }

    [GeneratedRegex(@"\A(19|20)\d\d-(0[1-9]|1[0-2])\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Month();
}
