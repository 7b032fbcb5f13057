using System.Globalization;
using System.Text.Json;
using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Submissions;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Http;
using Amparo.Platform.Keys;
using Amparo.Platform.Organisations;
using Amparo.Platform.Pages;
using Amparo.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Collaborative.Emergencies;

/// <summary>An emergency in the list.</summary>
/// <param name="Emergency">The emergency.</param>
/// <param name="Opened">What was opened.</param>
/// <param name="Reason">Why; null for readers whom it is not for, and where it is erased.</param>
public sealed record EmergencyRow(Emergency Emergency, OpenedThing Opened, string? Reason);

/// <summary>What is opened, or can be: a submission or a merge.</summary>
/// <param name="Id">Its id.</param>
/// <param name="OrganisationId">Whose it is.</param>
public sealed record OpenedThing(Guid Id, Guid OrganisationId)
{
    /// <summary>The months that a submission speaks of; null for a merge.</summary>
    public (string From, string To)? Period { get; private init; }

    /// <summary>The digits by which a submission is told from others of these months; null for a merge.</summary>
    public string? Number { get; private init; }

    /// <summary>When a merge was started; null for a submission.</summary>
    public Instant? MergedAt { get; private init; }

    internal static OpenedThing Of(Submission row) => new(row.Id, row.OrganisationId) { Period = (row.PeriodFrom, row.PeriodTo), Number = row.ShortNumber };

    internal static OpenedThing Of(Merge row) => new(row.Id, row.OrganisationId) { MergedAt = row.CreatedAt };
}

/// <summary>What the page of emergencies shows.</summary>
/// <param name="Rows">The last first; whoever only opens sees their own.</param>
/// <param name="Closed">What can be opened.</param>
/// <param name="Organisations">Names of organisations.</param>
/// <param name="Now">The moment.</param>
public sealed record EmergenciesModel(IReadOnlyList<EmergencyRow> Rows, IReadOnlyList<OpenedThing> Closed, IReadOnlyDictionary<Guid, string> Organisations, Instant Now)
{
    /// <summary>What was typed, where it was refused.</summary>
    public (string Submission, string Reason, string Hours) Typed { get; init; }
}

/// <summary>
/// Breaking the glass: somebody with a right of its own opens one submission or merge that is closed to their organisation, by a reason, for some hours. Administrators and
/// auditors are told at once, and a second person says afterwards whether there was a reason.
/// </summary>
internal static class ManageEmergencies
{
    public static readonly DeskAddress Address = DeskAddress.Home.Below("emergencias", "emergencies");
    public static readonly DeskAddress Close = Address.Below("{id}", "{id}").Below("cerrar", "close");
    public static readonly DeskAddress Revoke = Address.Below("{id}", "{id}").Below("revocar", "revoke");
    public static readonly DeskAddress Review = Address.Below("{id}", "{id}").Below("revisar", "review");

    /// <summary>How many hours unless somebody says fewer or more.</summary>
    public const int UsualHours = 4;

    /// <summary>The most hours.</summary>
    public const int MostHours = 24;

    private const int ShortestReason = 20;
    private const int LongestReason = 1000;
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ReadEmergencies), request => ShowAsync(request, []));
        DeskGate.Send(routes, Address, DeskRule.May(Entitlement.BreakGlass).Confirmed(), OpenAsync);
        DeskGate.Send(routes, Close, DeskRule.May(Entitlement.BreakGlass), CloseAsync);
        DeskGate.Send(routes, Revoke, DeskRule.May(Entitlement.ReviewEmergencies).Confirmed(), RevokeAsync);
        DeskGate.Send(routes, Review, DeskRule.May(Entitlement.ReviewEmergencies).Confirmed(), ReviewAsync);
    }

    private static async Task<IResult> ShowAsync(DeskRequest request, List<FieldError> errors)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadEmergencies);
        var mine = request.Officer.AccountId;
        // Whoever opens sees what they opened themselves; administrators and auditors see all.
        var opens = request.Officer.May(Entitlement.BreakGlass);
        var found = await context.Set<Emergency>().AsNoTracking().Where(row => !opens || row.OpenedBy == mine)
            .OrderByDescending(row => row.Id).Take(Most).ToListAsync(request.Cancel);
        var (submissions, merges) = (found.Select(row => row.SubmissionId).OfType<Guid>().ToList(), found.Select(row => row.MergeId).OfType<Guid>().ToList());
        var things = (await context.Set<Submission>().AsNoTracking().Where(row => submissions.Contains(row.Id)).ToListAsync(request.Cancel)).Select(OpenedThing.Of)
            .Concat((await context.Set<Merge>().AsNoTracking().Where(row => merges.Contains(row.Id)).ToListAsync(request.Cancel)).Select(OpenedThing.Of)).ToDictionary(thing => thing.Id);
        var rows = new List<EmergencyRow>();
        foreach (var row in found)
            rows.Add(new(row, things[(row.SubmissionId ?? row.MergeId)!.Value], await ReasonAsync(request, row)));
        List<OpenedThing> closed = opens
            ?
            [
                .. (await Openable(context).OrderByDescending(row => row.Id).Take(Most).ToListAsync(request.Cancel)).Select(OpenedThing.Of).Where(thing => !request.Officer.May(Entitlement.ReadRows, thing.OrganisationId)),
                .. (await OpenableMerges(context).OrderByDescending(row => row.Id).Take(Most).ToListAsync(request.Cancel)).Select(OpenedThing.Of),
            ]
            : [];
        var organisations = await request.Get<OrganisationDirectory>().AllAsync(request.Officer.NodeId, request.Cancel);
        return DeskGate.Page<EmergenciesPage>(
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(EmergenciesPage.Frame), request.Frame(Address, request.Texts["nav.emergencies"]) with { Errors = errors }),
            (nameof(EmergenciesPage.Model), new EmergenciesModel(
                rows, closed, organisations.ToDictionary(row => row.Id, row => row.Name), request.Now)
            {
                Typed = errors.Count > 0 ? (request.Field("submission"), request.Field("reason"), request.Field("hours")) : ("", "", UsualHours.ToString(CultureInfo.InvariantCulture)),
            }));
    }

    /// <summary>Submissions that can be opened, and stay open: those whose records are there.</summary>
    /// <param name="context">A context that shows them.</param>
    internal static IQueryable<Submission> Openable(CollaborativeContext context) =>
        context.Set<Submission>().AsNoTracking().Where(row => row.State == SubmissionState.Accepted || row.State == SubmissionState.Checked);

    /// <summary>Merges that can be opened, and stay open: those that were computed, and of which no agency has taken back since what it gave.</summary>
    /// <param name="context">A context that shows them.</param>
    internal static IQueryable<Merge> OpenableMerges(CollaborativeContext context) => context.Set<Merge>().AsNoTracking().Where(row => row.State == MergeState.Done && row.RecordsId != null
        && !context.Set<MergedSubmission>().Any(taken => taken.MergeId == row.Id && !context.Set<Submission>().Any(given => given.Id == taken.SubmissionId && given.State == SubmissionState.Accepted)));

    private static async Task<string?> ReasonAsync(DeskRequest request, Emergency row)
    {
        if (!request.Officer.May(Entitlement.ReviewEmergencies) && row.OpenedBy != request.Officer.AccountId)
            return null;
        var opened = await request.Get<Vault>().UnsealTextAsync(Emergency.ReasonPlace(row.Id), row.Reason, request.Cancel);
        return opened.Succeeded ? opened.Value : null;
    }

    private static async Task<IResult> OpenAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.BreakGlass);
        var errors = new List<FieldError>();
        var (id, reason) = (request.FormId("submission"), request.Field("reason"));
        var submission = await Openable(context).SingleOrDefaultAsync(row => row.Id == id, request.Cancel);
        var merge = submission is null ? await OpenableMerges(context).SingleOrDefaultAsync(row => row.Id == id, request.Cancel) : null;
        if ((submission is null && merge is null) || (submission is not null && request.Officer.May(Entitlement.ReadRows, submission.OrganisationId)))
            errors.Add(new("submission", request.Texts["error.required"]));
        if (reason.Length is < ShortestReason or > LongestReason)
            errors.Add(new("reason", request.Texts.Say("emergencies.error.reason", ("least", request.Texts.Whole(ShortestReason)), ("most", request.Texts.Whole(LongestReason)))));
        if (!int.TryParse(request.Field("hours"), NumberStyles.None, CultureInfo.InvariantCulture, out var hours) || hours is < 1 or > MostHours)
            errors.Add(new("hours", request.Texts.Say("emergencies.error.hours", ("most", request.Texts.Whole(MostHours)))));
        if (errors.Count > 0)
            return await ShowAsync(request, errors);

        var organisation = submission?.OrganisationId ?? merge!.OrganisationId;
        var emergency = UuidV7.At(request.Now);
        var closed = await request.Get<Vault>().SealTextAsync(Emergency.ReasonPlace(emergency), reason, request.Cancel);
        var subject = await request.Get<AuditTrail>().PseudonymAsync(new("emergency", emergency.ToString()), request.Cancel);
        if (!closed.Succeeded || !subject.Succeeded)
            throw new StoreException(closed.Succeeded ? subject.Problems[0] : closed.Problems[0]);
        context.Add(new Emergency
        {
            Id = emergency,
            NodeId = request.Officer.NodeId,
            OrganisationId = organisation,
            SubmissionId = submission?.Id,
            MergeId = merge?.Id,
            OpenedBy = request.Officer.AccountId,
            Reason = closed.Value,
            OpenedAt = request.Now,
            EndsAt = request.Now + Duration.FromHours(hours),
            Version = "1",
        });
        // Told in the same transaction: nobody opens anything in silence.
        context.Add(new OutboxMessage
        {
            Id = UuidV7.At(request.Now),
            At = request.Now,
            Kind = "emergency.opened",
            Version = 1,
            Subject = subject.Value,
            Payload = JsonSerializer.Serialize(new { organisation, hours, opened = merge is null ? "submission" : "merge" }),
        });
        await request.SaveAsync(context, new("emergency.opened", "emergency", emergency));
        return DeskGate.SeeOther(Address[request.Language], "emergency-opened");
    }

    private static async Task<IResult> CloseAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.BreakGlass);
        if (await FindAsync(request, context) is not { } emergency || emergency.OpenedBy != request.Officer.AccountId || !emergency.IsOpen(request.Now))
            return DeskGate.NotFound(request);
        await EndAsync(request, context, emergency, "emergency.closed");
        return DeskGate.SeeOther(Address[request.Language], "emergency-closed");
    }

    private static async Task<IResult> RevokeAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReviewEmergencies);
        if (await FindAsync(request, context) is not { } emergency || !emergency.IsOpen(request.Now))
            return DeskGate.NotFound(request);
        await EndAsync(request, context, emergency, "emergency.revoked");
        return DeskGate.SeeOther(Address[request.Language], "emergency-closed");
    }

    private static async Task EndAsync(DeskRequest request, CollaborativeContext context, Emergency emergency, string act)
    {
        (emergency.EndedAt, emergency.Version) = (request.Now, Guid.NewGuid().ToString("N"));
        await request.SaveAsync(context, new(act, "emergency", emergency.Id));
    }

    private static async Task<IResult> ReviewAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReviewEmergencies);
        // Afterwards, once, and never by the one who did it.
        if (await FindAsync(request, context) is not { Verdict: null } emergency || emergency.IsOpen(request.Now) || emergency.OpenedBy == request.Officer.AccountId)
            return DeskGate.NotFound(request);
        if (!Enum.TryParse<EmergencyVerdict>(request.Field("verdict"), out var verdict) || !Enum.IsDefined(verdict))
            return await ShowAsync(request, [new($"verdict-{emergency.Id}", request.Texts["error.required"])]);
        (emergency.Verdict, emergency.ReviewedBy, emergency.ReviewedAt, emergency.Version) = (verdict, request.Officer.AccountId, request.Now, Guid.NewGuid().ToString("N"));
        await request.SaveAsync(context, new(verdict == EmergencyVerdict.Accepted ? "emergency.accepted" : "emergency.not-justified", "emergency", emergency.Id));
        return DeskGate.SeeOther(Address[request.Language], "emergency-reviewed");
    }

    /// <summary>Finds the emergency of the address among those that the context shows.</summary>
    internal static Task<Emergency?> FindAsync(DeskRequest request, CollaborativeContext context)
    {
        var id = request.Id("id");
        return context.Set<Emergency>().SingleOrDefaultAsync(row => row.Id == id, request.Cancel);
    }
}
