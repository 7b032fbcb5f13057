using System.Globalization;
using Amparo.Collaborative.Contents;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Submissions;

/// <summary>A row to be mended, with what is wrong with it.</summary>
/// <param name="Row">The row.</param>
/// <param name="Faults">Its faults.</param>
public sealed record RowOfGrid(RowToMend Row, IReadOnlyList<FoundFault> Faults);

/// <summary>Mending rows in quarantine: in a grid, or in a file that was downloaded, mended and sent back.</summary>
/// <remarks>For people of the organisation that wrote the rows, and nobody else. Each look at them is in the trail.</remarks>
internal static class MendRows
{
    public static readonly DeskAddress Address = ShowSubmission.Address.Below("corregir", "mend");
    public static readonly DeskAddress File = Address.Below("archivo", "file");

    private const int RowsOfPage = 20;
    /// <summary>The largest file of mended rows.</summary>
    internal const long LargestMended = 64L << 20;
    private const int LargestGrid = 4 << 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ReadRows), ShowAsync);
        foreach (var form in DeskGate.Send(routes, Address, DeskRule.May(Entitlement.SendSubmissions), MendAsync))
            form.WithMetadata(new BodySize(LargestGrid));
        DeskGate.Upload(routes, File, DeskRule.May(Entitlement.SendSubmissions), MendByFileAsync, LargestMended);
    }

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadRows);
        if (await FindAsync(request, context) is not var (submission, version))
            return DeskGate.NotFound(request);
        if (request.Get<HumanPace>().Look(request) is { } tooFast)
            return tooFast;
        var files = request.Get<SubmissionFiles>();
        var findings = files.ReadFindings(version);
        var page = Math.Min(request.Page("page"), PagesOf(findings));
        var listed = await ListAsync(request, context, (submission, version), (findings, new((page - 1) * RowsOfPage, RowsOfPage)));
        if (listed is not { Succeeded: true })
            return DeskGate.NotFound(request);
        await request.SaveAsync(context, new("submission.rows-read", "submission", submission.Id));
        return await GridAsync(request, context, (submission, version), (findings, listed.Value.Header, listed.Value.Rows), error: null);
    }

    /// <summary>How many rows stand above the first one in the organisation's file: what is added to a row's number to find it in a spreadsheet.</summary>
    internal static async Task<int> RowsAboveAsync(DeskRequest request, CollaborativeContext context, Submission submission) =>
        await request.Get<SubmissionFiles>().MappingAsync(context, submission, request.Cancel) is { Succeeded: true } mapping ? mapping.Value.Format.RowsAboveData : 1;

    private static async Task<IResult> MendAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        if (await FindAsync(request, context) is not var (submission, version))
            return DeskGate.NotFound(request);
        var files = request.Get<SubmissionFiles>();
        var mapping = await files.MappingAsync(context, submission, request.Cancel);
        var rows = RowsOf(request.Form, version, files);
        if (!mapping.Succeeded || rows.Count == 0)
            return DeskGate.NotFound(request);
        var (source, mended) = await SubmissionFiles.SourceAsync(context, version, request.Cancel);
        using var composed = new MemoryStream();
        await using (var file = files.OpenFile(source))
        await using (var earlier = mended is null ? null : files.OpenFile(mended))
        {
            if (RowMending.Compose((file, earlier), composed, mapping.Value, rows, SubmissionFiles.Limits) is not null)
                return DeskGate.NotFound(request);
        }

        composed.Position = 0;
        if (await KeepAsync(request, context, (submission, source), composed) is { } full)
            return await ShowTypedAsync(request, context, (submission, version), (rows, full));
        return DeskGate.SeeOther(ShowSubmission.Address.With("id", submission.Id)[request.Language], "rows-mended");
    }

    // The grid once more with what was typed, and nothing else of the file: the work of an hour is not lost because there is no room for it now.
    private static async Task<IResult> ShowTypedAsync(
        DeskRequest request, CollaborativeContext context, (Submission Submission, SubmissionVersion Version) of, (List<RowToMend> Rows, FieldError Error) refused)
    {
        var findings = request.Get<SubmissionFiles>().ReadFindings(of.Version);
        if (await ListAsync(request, context, of, (findings, new(0, 1))) is not { Succeeded: true } listed)
            return await ShowSubmission.ShowAsync(request, context, of.Submission, [refused.Error]);
        var header = listed.Value.Header;
        var typed = refused.Rows.Select(row => row with { Cells = [.. header.Select((_, column) => row.Cells.ElementAtOrDefault(column) ?? "")] }).ToList();
        var first = string.Create(CultureInfo.InvariantCulture, $"r{refused.Rows[0].Row}c0");
        return await GridAsync(request, context, of, (findings, header, typed), refused.Error with { Field = first });
    }

    // Rows of one page of those in quarantine, as they are or as they were typed.
    private static async Task<IResult> GridAsync(
        DeskRequest request, CollaborativeContext context, (Submission Submission, SubmissionVersion Version) of,
        (CheckFindingsFile Findings, IReadOnlyList<string> Header, IReadOnlyList<RowToMend> Rows) grid, FieldError? error)
    {
        var faults = grid.Findings.Rows.ToDictionary(row => row.Row, row => row.Faults);
        var place = grid.Rows.Count == 0 ? 0 : grid.Findings.Rows.Select(row => row.Row).Order().ToList().IndexOf(grid.Rows[0].Row);
        return DeskGate.Page<MendRowsPage>(
            error is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
            (nameof(MendRowsPage.Frame), request.Frame(Address.With("id", of.Submission.Id), request.Texts["mend.title"]) with { Errors = error is null ? [] : [error] }),
            (nameof(MendRowsPage.Submission), of.Submission),
            (nameof(MendRowsPage.Header), grid.Header),
            (nameof(MendRowsPage.Rows), grid.Rows.Select(row => new RowOfGrid(row, faults.GetValueOrDefault(row.Row, []))).ToList()),
            (nameof(MendRowsPage.PageOfRows), ((Math.Max(0, place) / RowsOfPage) + 1, PagesOf(grid.Findings), of.Version.Quarantined ?? 0)),
            (nameof(MendRowsPage.RowsAbove), await RowsAboveAsync(request, context, of.Submission)),
            (nameof(MendRowsPage.Words), ShowSubmission.Words(request)));
    }

    private static int PagesOf(CheckFindingsFile findings) => Math.Max(1, (findings.Rows.Count + RowsOfPage - 1) / RowsOfPage);

    private static async Task<IResult> MendByFileAsync(DeskRequest request, UploadedFiles uploaded)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        if (await FindAsync(request, context) is not var (submission, version))
            return DeskGate.NotFound(request);
        if (await uploaded.NextAsync(request.Cancel) is not var (_, bytes))
            return await ShowSubmission.ShowAsync(request, context, submission, [new("mended", request.Texts["submissions.error.file"])]);
        var outcome = await MendByFileAsync(request, context, (submission, version), bytes);
        if (await outcome.RefusalAsync(request, errors => ShowSubmission.ShowAsync(request, context, submission, errors)) is { } refused)
            return refused;
        return DeskGate.SeeOther(ShowSubmission.Address.With("id", submission.Id)[request.Language], "rows-mended");
    }

    /// <summary>Takes a file of mended rows for the submission of the address.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="bytes">The file.</param>
    internal static async Task<ActOutcome> MendByFileAsync(DeskRequest request, Stream bytes)
    {
        await using var context = await request.OpenAsync(Entitlement.SendSubmissions);
        return await FindAsync(request, context) is var (submission, version) ? await MendByFileAsync(request, context, (submission, version), bytes) : ActOutcome.Missing;
    }

    private static async Task<ActOutcome> MendByFileAsync(DeskRequest request, CollaborativeContext context, (Submission Submission, SubmissionVersion Version) mends, Stream bytes)
    {
        var (submission, version) = mends;
        using var whole = new MemoryStream();
        await bytes.CopyToAsync(whole, request.Cancel);
        whole.Position = 0;
        if (FileScan.Refuse(whole) is { } hostile)
            return ActOutcome.Refused([new("mended", request.Texts.Problem(hostile))]);
        // Here and not in the check alone: what comes back is joined with the file, by a reader of tables, before there is anything to be checked.
        if (await request.Get<MalwareScan>().RefuseAsync(whole, request.Cancel) is { } refused)
        {
            if (refused.Code == CollaborativeProblems.FileInfected)
                await request.SaveAsync(context, new("submission.refused", "submission", submission.Id));
            return ActOutcome.Refused([new("mended", request.Texts.Problem(refused))]);
        }

        whole.Position = 0;
        var files = request.Get<SubmissionFiles>();
        var mapping = await files.MappingAsync(context, submission, request.Cancel);
        if (!mapping.Succeeded)
            return ActOutcome.Refused([new("mended", request.Texts.Problem(mapping.Problems[0]))]);
        var (source, mended) = await SubmissionFiles.SourceAsync(context, version, request.Cancel);
        // Beyond the rows that are listed, the check says which are in quarantine.
        var listed = files.ReadFindings(version).Rows.Select(row => row.Row).ToHashSet();
        using var composed = new MemoryStream();
        await using (var file = files.OpenFile(source))
        await using (var earlier = mended is null ? null : files.OpenFile(mended))
        {
            if (Join((file, earlier, whole), composed, mapping.Value, listed.Count == version.Quarantined ? listed : null) is { } wrong)
                return ActOutcome.Refused([new("mended", request.Texts.Problem(wrong))]);
        }

        composed.Position = 0;
        return await KeepAsync(request, context, (submission, source), composed) is { } full ? ActOutcome.Refused([full]) : ActOutcome.Done(submission.Id);
    }

    private static Problem? Join((Stream Source, Stream? Earlier, Stream Returned) files, Stream composed, RecordMapping mapping, HashSet<int>? quarantined)
    {
        try
        {
            return RowMending.Join(files, composed, mapping, quarantined, SubmissionFiles.Limits);
        }
#pragma warning disable CA1031 // As when a file is checked: one may be made so that a reader fails on it in a way that nobody has thought of.
        catch (Exception error) when (error is not (OperationCanceledException or StoreException or OutOfMemoryException))
#pragma warning restore CA1031
        {
            return new Problem(CollaborativeProblems.FileBreaksReader, "file");
        }
    }

    // A version more: the file itself stays as it was sent. What is wrong, where there is no room for it.
    private static async Task<FieldError?> KeepAsync(DeskRequest request, CollaborativeContext context, (Submission Submission, SubmissionVersion Source) mends, MemoryStream mended)
    {
        var (submission, source) = mends;
        if (!(await StoredBytes.LookAsync(context, submission.OrganisationId, request.Cancel)).HasRoomFor(SealedContents.SealedSize(mended.Length)))
            return await SendSubmission.NoRoomAsync(request, context, "mended");
        var next = new SubmissionVersion
        {
            Id = UuidV7.At(request.Now),
            NodeId = submission.NodeId,
            OrganisationId = submission.OrganisationId,
            SubmissionId = submission.Id,
            Number = submission.Newest + 1,
            Size = mended.Length,
            Mends = source.Id,
            CreatedBy = request.Officer.AccountId,
            CreatedAt = request.Now,
            Pieces = (int)((mended.Length / SealedContents.PieceSize) + 1),
        };
        await request.Get<SubmissionFiles>().KeepAsync(next, next.Id, mended.CopyTo, request.Cancel);
        await using (var transaction = await context.Database.BeginTransactionAsync(request.Cancel))
        {
            if ((await StoredBytes.HoldAsync(context, submission.OrganisationId, request.Cancel)).HasRoomFor(SealedContents.SealedSize(mended.Length)))
            {
                context.Add(next);
                submission.Newest = next.Number;
                await SendSubmission.CheckAsync(request, context, submission);
                await transaction.CommitAsync(request.Cancel);
                return null;
            }
        }

        // Others took the room in between; what was written belongs to nobody, and is swept.
        return await SendSubmission.NoRoomAsync(request, context, "mended");
    }

    private static async Task<(Submission Submission, SubmissionVersion Version)?> FindAsync(DeskRequest request, CollaborativeContext context)
    {
        if (await ShowSubmission.FindAsync(request, context) is not { State: SubmissionState.Checked } submission)
            return null;
        var version = await context.Set<SubmissionVersion>().SingleAsync(row => row.SubmissionId == submission.Id && row.Number == submission.Newest, request.Cancel);
        // A file that the scanner has not looked at is checked again before its rows are shown.
        return version.Quarantined > 0 && !await request.Get<SubmissionFiles>().AreUnscannedAsync(context, version, request.Cancel) ? (submission, version) : null;
    }

    private static async Task<Outcome<RowsToMend>?> ListAsync(
        DeskRequest request, CollaborativeContext context, (Submission Submission, SubmissionVersion Version) of, (CheckFindingsFile Findings, RowPage Page) asked)
    {
        var files = request.Get<SubmissionFiles>();
        var mapping = await files.MappingAsync(context, of.Submission, request.Cancel);
        if (!mapping.Succeeded)
            return null;
        var (source, mended) = await SubmissionFiles.SourceAsync(context, of.Version, request.Cancel);
        await using var file = files.OpenFile(source);
        await using var rows = mended is null ? null : files.OpenFile(mended);
        return RowMending.List((file, rows), mapping.Value, [.. asked.Findings.Rows.Select(row => row.Row).Order()], asked.Page, SubmissionFiles.Limits);
    }

    // Fields r3c0, r3c1, …: rows that are not in quarantine are passed over, whatever a form says.
    private static List<RowToMend> RowsOf(IFormCollection form, SubmissionVersion version, SubmissionFiles files)
    {
        var known = files.ReadFindings(version).Rows.Select(row => row.Row).ToHashSet();
        var rows = new List<RowToMend>();
        foreach (var text in form["row"])
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var row) || !known.Contains(row))
                continue;
            var cells = new List<string>();
            while (form.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"r{row}c{cells.Count}"), out var cell))
                cells.Add(cell.ToString());
            rows.Add(new(row, cells));
        }

        return rows;
    }
}
