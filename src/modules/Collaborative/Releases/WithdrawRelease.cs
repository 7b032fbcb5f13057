using System.Globalization;
using Amparo.Contracts.Portal;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Amparo.PrivateRelease;
using Amparo.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Releases;

/// <summary>Taking a published table out of the portal: one asks, another confirms.</summary>
internal static class WithdrawRelease
{
    public static readonly DeskAddress Address = ManageReleases.Address.Below("retiros", "withdrawals");
    public static readonly DeskAddress Confirm = Address.Below("{id}", "{id}");

    /// <summary>The codes of the reasons, in the order in which they are offered.</summary>
    internal static readonly IReadOnlyList<string> Reasons = [.. Enum.GetValues<WithdrawalReason>().Select(WithdrawalReasons.CodeOf)];

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ReadReleases), request => ShowAsync(request, []));
        DeskGate.Send(routes, Address, DeskRule.May(Entitlement.PrepareReleases).Confirmed(), AskAsync);
        DeskGate.Send(routes, Confirm, DeskRule.May(Entitlement.ApproveReleases).Confirmed(), request => ManageReleases.OnceAsync(request, () => ConfirmAsync(request)));
    }

    private static async Task<IResult> ShowAsync(DeskRequest request, List<FieldError> errors)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadReleases);
        var rows = await context.Set<ReleaseWithdrawal>().AsNoTracking().OrderByDescending(row => row.Id).Take(200).ToListAsync(request.Cancel);
        var standing = await request.Get<IPublications>().StandingAsync(request.Cancel);
        return DeskGate.Page<WithdrawalsPage>(
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(WithdrawalsPage.Frame), request.Frame(Address, request.Texts["releases.withdrawals"]) with { Errors = errors }),
            (nameof(WithdrawalsPage.Rows), rows),
            (nameof(WithdrawalsPage.Standing), standing.Succeeded ? ManageReleases.TablesOf(standing.Value) : []),
            (nameof(WithdrawalsPage.Problem), standing.Succeeded ? null : standing.Problems[0]),
            (nameof(WithdrawalsPage.Typed), request.Form));
    }

    private static async Task<IResult> AskAsync(DeskRequest request)
    {
        var errors = new List<FieldError>();
        var standing = await request.Get<IPublications>().StandingAsync(request.Cancel);
        if (!standing.Succeeded)
            return await ShowAsync(request, [new("table", request.Texts.Problem(standing.Problems[0]))]);
        var table = ManageReleases.TablesOf(standing.Value).FirstOrDefault(row => row.Entry.Sequence.ToString(CultureInfo.InvariantCulture) == request.Field("table"));
        if (table is null)
            errors.Add(new("table", request.Texts["error.required"]));
        if (WithdrawalReasons.Find(request.Field("reason")) is null)
            errors.Add(new("reason", request.Texts["releases.error.reason"]));
        await using var context = await request.OpenAsync(Entitlement.PrepareReleases);
        if (table is not null && await context.Set<ReleaseWithdrawal>().AnyAsync(
            row => row.Sequence == table.Entry.Sequence && (row.State == WithdrawalState.Asked || row.State == WithdrawalState.Confirmed), request.Cancel))
            errors.Add(new("table", request.Texts["releases.error.asked"]));
        if (errors.Count > 0)
            return await ShowAsync(request, errors);

        var row = new ReleaseWithdrawal
        {
            Id = UuidV7.At(request.Now),
            NodeId = request.Officer.NodeId,
            OrganisationId = request.Officer.OrganisationId,
            Subject = table!.Subject,
            Sequence = table.Entry.Sequence,
            Reason = request.Field("reason"),
            State = WithdrawalState.Asked,
            AskedBy = request.Officer.AccountId,
            AskedAt = request.Now,
            Version = Guid.NewGuid().ToString("N"),
        };
        context.Add(row);
        await request.SaveAsync(context, new("withdrawal.asked", "withdrawal", row.Id));
        return DeskGate.SeeOther(Address[request.Language], "withdrawal-asked");
    }

    private static async Task<IResult> ConfirmAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ApproveReleases);
        var id = request.Id("id");
        if (await context.Set<ReleaseWithdrawal>().SingleOrDefaultAsync(row => row.Id == id, request.Cancel) is not { State: WithdrawalState.Asked or WithdrawalState.Confirmed } row)
            return DeskGate.NotFound(request);
        if (row.AskedBy == request.Officer.AccountId)
        {
            await request.SaveAsync(context, new("withdrawal.own-decision-denied", "withdrawal", row.Id));
            return DeskGate.Message(request, StatusCodes.Status403Forbidden, "releases.own");
        }

        switch (request.Field("decision"))
        {
            case "refuse" when row.State == WithdrawalState.Asked:
                Decide(request, row, WithdrawalState.Refused);
                await request.SaveAsync(context, new("withdrawal.refused", "withdrawal", row.Id));
                return DeskGate.SeeOther(Address[request.Language], "withdrawal-refused");
            case "confirm":
                // Written down before it is done: a crash in between leaves the word, and confirming again does it under the same key.
                if (row.State == WithdrawalState.Asked)
                {
                    Decide(request, row, WithdrawalState.Confirmed);
                    await request.SaveAsync(context, new("withdrawal.confirmed", "withdrawal", row.Id));
                }

                return await WithdrawAsync(request, context, row);
            default:
                return await ShowAsync(request, [new("decision", request.Texts["releases.error.decision"])]);
        }
    }

    private static async Task<IResult> WithdrawAsync(DeskRequest request, CollaborativeContext context, ReleaseWithdrawal row)
    {
        var publications = request.Get<IPublications>();
        var done = await publications.WithdrawAsync(row.Id, new(row.Subject, row.Sequence, WithdrawalReasons.Find(row.Reason)!.Value), request.Cancel);
        if (!done.Succeeded)
        {
            // A store that does not answer may do so later: the word stands.
            if (!done.Problems[0].Code.StartsWith("STO-", StringComparison.Ordinal))
            {
                (row.State, row.ProblemCode, row.Version) = (WithdrawalState.Refused, done.Problems[0].Code, Guid.NewGuid().ToString("N"));
                await request.SaveAsync(context, new("withdrawal.failed", "withdrawal", row.Id));
            }

            return await ShowAsync(request, [new("table", request.Texts.Problem(done.Problems[0]))]);
        }

        (row.State, row.Version) = (WithdrawalState.Done, Guid.NewGuid().ToString("N"));
        await MarkAsync(request, context);
        await request.SaveAsync(context, new("release.withdrawn", "withdrawal", row.Id));
        return DeskGate.SeeOther(Address[request.Language], "withdrawal-done");
    }

    private static void Decide(DeskRequest request, ReleaseWithdrawal row, WithdrawalState state)
    {
        (row.State, row.DecidedBy, row.DecidedAt) = (state, request.Officer.AccountId, request.Now);
        row.Version = Guid.NewGuid().ToString("N");
    }

    // A release none of whose tables stands any more, and one of which was taken back, is withdrawn; one that a newer took the place of is not.
    private static async Task MarkAsync(DeskRequest request, CollaborativeContext context)
    {
        var drafts = await context.Set<ReleaseDraft>().Where(row => row.State == ReleaseState.Published).ToListAsync(request.Cancel);
        var publications = request.Get<IPublications>();
        var history = await publications.HistoryAsync([.. drafts.Select(draft => draft.Id)], request.Cancel);
        var standing = await publications.StandingAsync(request.Cancel);
        if (!history.Succeeded || !standing.Succeeded)
            return;
        var sequences = ManageReleases.TablesOf(standing.Value).Select(table => table.Entry.Sequence).ToHashSet();
        foreach (var draft in drafts)
        {
            var tables = history.Value.Publications.FirstOrDefault(report => report.Key == draft.Id)?.Tables
                .Where(table => standing.Value.Ledger.Entries[table.Sequence - 1].Door == Door.Mechanism).ToList() ?? [];
            if (tables.Count > 0 && tables.TrueForAll(table => !sequences.Contains(table.Sequence))
                && tables.Exists(table => standing.Value.Ledger.Newest(table.Subject)!.Sequence == table.Sequence))
                (draft.State, draft.Version) = (ReleaseState.Withdrawn, Guid.NewGuid().ToString("N"));
        }
    }
}
