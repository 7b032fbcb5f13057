using System.Globalization;
using System.Text;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Keys;
using Amparo.Platform.Organisations;
using Amparo.Platform.Pages;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace Amparo.Platform.Audit;

/// <summary>What the page of acts shows.</summary>
/// <param name="Filter">Which lines were asked for.</param>
/// <param name="Lines">Those of this page, the last first.</param>
/// <param name="Count">How many there are in all.</param>
/// <param name="Page">Which page.</param>
/// <param name="LastPage">The number of the last page.</param>
public sealed record AuditModel(AuditFilter Filter, IReadOnlyList<AuditLine> Lines, int Count, int Page, int LastPage)
{
    /// <summary>Names of accounts, by their pseudonyms.</summary>
    public required IReadOnlyDictionary<string, string> Actors { get; init; }

    /// <summary>The node's organisations.</summary>
    public required IReadOnlyList<Organisation> Organisations { get; init; }
}

/// <summary>What the page of the chain shows.</summary>
/// <param name="Standing">How the chain stands; the problem where it does not hold.</param>
/// <param name="Checked">The checkpoint that it was held against; null for none.</param>
/// <param name="Checkpoint">A checkpoint of this moment, to be kept elsewhere; null where the chain does not hold.</param>
public sealed record AuditChainModel(Outcome<AuditStanding> Standing, AuditCheckpoint? Checked, string? Checkpoint)
{
    /// <summary>The key that checkpoints are verified by, wherever they are kept.</summary>
    public required string Key { get; init; }

    /// <summary>What was typed, where it was refused.</summary>
    public string Typed { get; init; } = "";
}

/// <summary>Reading who did what. Nothing is changed here, and each reading is itself an act in the trail.</summary>
internal static class ReadAudit
{
    public static readonly DeskAddress Address = DeskAddress.Home.Below("auditoria", "audit");
    public static readonly DeskAddress File = Address.Below("actos.csv", "acts.csv");
    public static readonly DeskAddress Chain = Address.Below("cadena", "chain");

    private const int LinesOfPage = 50;

    private static readonly string[] Columns = ["sequence", "at", "organisation", "actor", "act", "subject_kind", "subject", "outcome", "purpose", "hash"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var rule = DeskRule.May(Entitlement.ReadAudit);
        DeskGate.Read(routes, Address, rule, ShowAsync);
        DeskGate.Read(routes, File, rule, DownloadAsync);
        DeskGate.Read(routes, Chain, rule, request => ShowChainAsync(request, checkpoint: null));
        DeskGate.Send(routes, Chain, rule, HoldAgainstAsync);
    }

    private static Task<PlatformContext> OpenAsync(DeskRequest request) => request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        var errors = new List<FieldError>();
        var filter = AuditFilter.Read(request, errors);
        await using var context = await OpenAsync(request);
        // Before the page is made: a reading that cannot be written down does not happen.
        await request.SaveAsync(context, new("audit.read", "node", request.Officer.NodeId));
        var lines = errors.Count > 0 ? context.Set<AuditLine>().Where(_ => false) : filter.Of(context.Set<AuditLine>(), request.Officer);
        var count = await lines.CountAsync(request.Cancel);
        var last = Math.Max(1, (count + LinesOfPage - 1) / LinesOfPage);
        var page = Math.Min(request.Page("page"), last);
        var shown = await lines.AsNoTracking().OrderByDescending(line => line.Sequence).Skip((page - 1) * LinesOfPage).Take(LinesOfPage).ToListAsync(request.Cancel);
        return DeskGate.Page<AuditPage>(
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(AuditPage.Frame), request.Frame(Address, request.Texts["nav.audit"]) with { Errors = errors }),
            (nameof(AuditPage.Model), new AuditModel(filter, shown, count, page, last)
            {
                Actors = await ActorsAsync(request, context, shown),
                Organisations = await request.Get<OrganisationDirectory>().AllAsync(request.Officer.NodeId, request.Cancel),
            }));
    }

    // The names that people chose for their accounts: they belong to officials at work, and to no record.
    private static async Task<Dictionary<string, string>> ActorsAsync(DeskRequest request, PlatformContext context, IReadOnlyList<AuditLine> shown)
    {
        var wanted = shown.Select(line => line.Actor).ToHashSet(StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var terminal = await request.Get<AuditTrail>().PseudonymAsync(new("account", AuditActor.Terminal), request.Cancel);
        if (terminal.Succeeded && wanted.Contains(terminal.Value))
            names[terminal.Value] = request.Texts["audit.actor.terminal"];
        foreach (var account in await context.Set<Account>().Select(row => new { row.Id, row.UserName }).ToListAsync(request.Cancel))
        {
            if (names.Count == wanted.Count)
                break;
            var pseudonym = await request.Get<AuditTrail>().PseudonymAsync(new("account", account.Id.ToString()), request.Cancel);
            if (pseudonym.Succeeded && wanted.Contains(pseudonym.Value))
                names[pseudonym.Value] = account.UserName;
        }

        return names;
    }

    private static async Task<IResult> DownloadAsync(DeskRequest request)
    {
        var errors = new List<FieldError>();
        var filter = AuditFilter.Read(request, errors);
        if (errors.Count > 0)
            return await ShowAsync(request);
        await using var context = await OpenAsync(request);
        await request.SaveAsync(context, new("audit.exported", "node", request.Officer.NodeId));
        return new Lines(request, filter);
    }

    private static async Task<IResult> HoldAgainstAsync(DeskRequest request)
    {
        var read = AuditCheckpoint.Read(request.Field("checkpoint"), request.Get<KeyFile>().CheckpointKey);
        return read.Succeeded ? await ShowChainAsync(request, read.Value) : await ShowChainAsync(request, null, new FieldError("checkpoint", request.Texts.Problem(read.Problems[0])));
    }

    private static async Task<IResult> ShowChainAsync(DeskRequest request, AuditCheckpoint? checkpoint, params List<FieldError> errors)
    {
        await using (var context = await OpenAsync(request))
            await request.SaveAsync(context, new("audit.verified", "node", request.Officer.NodeId));
        var standing = await AuditVerification.VerifyAsync(request.Get<StoreAddress>(), checkpoint, request.Cancel);
        var now = standing.Succeeded ? await request.Get<AuditTrail>().CheckpointAsync(request.Cancel) : null;
        return DeskGate.Page<AuditChainPage>(
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(AuditChainPage.Frame), request.Frame(Chain, request.Texts["audit.chain.title"]) with { Errors = errors }),
            (nameof(AuditChainPage.Model), new AuditChainModel(standing, checkpoint, now is { Succeeded: true } ? now.Value.ToString() : null)
            {
                Key = request.Get<KeyFile>().CheckpointKey.ToString(),
                Typed = errors.Count > 0 ? request.Field("checkpoint") : "",
            }));
    }

    /// <summary>A cell of the file: what a spreadsheet would take for a formula begins with an apostrophe, and what would end the cell is quoted.</summary>
    /// <param name="text">The cell.</param>
    internal static string Cell(string text)
    {
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Lines as they are read from the store, however many: none waits for the others in memory.</summary>
    private sealed class Lines(DeskRequest request, AuditFilter filter) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.ContentType = "text/csv; charset=utf-8";
            response.Headers.ContentDisposition = "attachment; filename=\"audit.csv\"";
            await using var context = await OpenAsync(request);
            await using var writer = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\r\n" };
            await writer.WriteLineAsync(string.Join(',', Columns));
            await foreach (var line in filter.Of(context.Set<AuditLine>().AsNoTracking(), request.Officer).OrderBy(line => line.Sequence).AsAsyncEnumerable().WithCancellation(request.Cancel))
            {
                string[] cells =
                [
                    line.Sequence.ToString(CultureInfo.InvariantCulture), InstantPattern.ExtendedIso.Format(line.At), line.Organisation ?? "", line.Actor, line.Act, line.SubjectKind, line.Subject,
                    AuditChain.CodeOf(line.Outcome), line.Purpose ?? "", line.Hash,
                ];
                await writer.WriteLineAsync(string.Join(',', cells.Select(Cell)));
            }
        }
    }
}
