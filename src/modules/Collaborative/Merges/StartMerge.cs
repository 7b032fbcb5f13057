using System.Text.RegularExpressions;
using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Submissions;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Amparo.Platform.Organisations;
using Amparo.Platform.Pages;
using Amparo.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Merges;

/// <summary>A submission that may be merged.</summary>
/// <param name="Submission">The submission.</param>
/// <param name="Version">Its newest version.</param>
/// <param name="Organisation">Whose it is, by name.</param>
/// <param name="Country">The organisation's country.</param>
public sealed record MergeableRow(Submission Submission, SubmissionVersion Version, string Organisation, string Country);

/// <summary>The choice of what is merged.</summary>
/// <param name="Rows">What may be chosen.</param>
/// <param name="From">The first month that was asked for; empty for any.</param>
/// <param name="To">The last month.</param>
/// <param name="Chosen">What is chosen already.</param>
public sealed record MergeChoice(IReadOnlyList<MergeableRow> Rows, string From, string To, IReadOnlySet<Guid> Chosen);

/// <summary>Starting a merge: which submissions, of all organisations of the node.</summary>
internal static partial class StartMerge
{
    public static readonly DeskAddress Address = ManageMerges.Address.Below("nueva", "new");

    private const int FewestLists = 2;

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.May(Entitlement.RunMerges), request => ShowAsync(request, []));
        DeskGate.Send(routes, Address, DeskRule.May(Entitlement.RunMerges), StartAsync);
    }

    private static async Task<IResult> ShowAsync(DeskRequest request, List<FieldError> errors)
    {
        await using var context = await request.OpenAsync(Entitlement.RunMerges);
        return await ShowAsync(request, context, errors);
    }

    private static async Task<IResult> ShowAsync(DeskRequest request, CollaborativeContext context, IReadOnlyList<FieldError> errors)
    {
        var (from, to) = (request.Http.Request.Query["from"].ToString().Trim(), request.Http.Request.Query["to"].ToString().Trim());
        var wrong = new List<FieldError>(errors);
        foreach (var (field, month) in new[] { ("from", from), ("to", to) })
        {
            if (month.Length > 0 && !Month().IsMatch(month))
                wrong.Add(new(field, request.Texts["merges.error.month"]));
        }

        var rows = (await MergeableAsync(request, context))
            .Where(row => wrong.Count > 0 || ((to.Length == 0 || string.CompareOrdinal(row.Submission.PeriodFrom, to) <= 0) && (from.Length == 0 || string.CompareOrdinal(row.Submission.PeriodTo, from) >= 0)))
            .ToList();
        return DeskGate.Page<StartMergePage>(
            wrong.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(StartMergePage.Frame), request.Frame(Address, request.Texts["merges.start"]) with { Errors = wrong }),
            (nameof(StartMergePage.Choice), new MergeChoice(rows, from, to, Chosen(request))));
    }

    private static async Task<IResult> StartAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.RunMerges);
        var outcome = await StartAsync(request, context);
        if (await outcome.RefusalAsync(request, errors => ShowAsync(request, context, errors)) is { } refused)
            return refused;
        return DeskGate.SeeOther(ShowMerge.Address.With("id", outcome.Id!)[request.Language], "merge-started");
    }

    /// <summary>Starts a merge of what the form names.</summary>
    internal static async Task<ActOutcome> StartAsync(DeskRequest request, CollaborativeContext context)
    {
        var chosen = Chosen(request);
        // What is not on the list (taken back in the meantime, or never permitted) cannot be asked for by hand either.
        var taken = (await MergeableAsync(request, context)).Where(row => chosen.Contains(row.Submission.Id)).ToList();
        if (taken.Count < chosen.Count)
            return ActOutcome.Refused([new("submission", request.Texts["merges.error.gone"])]);
        // A list is what one organisation says of a country: two files of it are compared with nobody.
        if (taken.Select(row => row.Submission.OrganisationId).Distinct().Count() < FewestLists)
            return ActOutcome.Refused([new("submission", request.Texts["merges.error.lists"])]);
        // The same file twice: each of its persons would be there two times over.
        if (SameFile.IsAmong(request, [.. taken.Select(row => row.Version)]))
            return ActOutcome.Refused([new("submission", request.Texts["merges.error.same"])]);
        var officer = request.Officer;
        var merge = new Merge
        {
            Id = UuidV7.At(request.Now),
            NodeId = officer.NodeId,
            OrganisationId = officer.OrganisationId,
            State = MergeState.Running,
            Round = 1,
            CreatedBy = officer.AccountId,
            CreatedAt = request.Now,
            Version = Guid.NewGuid().ToString("N"),
        };
        context.Add(merge);
        foreach (var row in taken)
        {
            context.Add(new MergedSubmission
            {
                Id = UuidV7.At(request.Now),
                NodeId = officer.NodeId,
                OrganisationId = officer.OrganisationId,
                MergeId = merge.Id,
                SubmissionId = row.Submission.Id,
                SubmissionVersionId = row.Version.Id,
            });
        }

        await RunAsync(request, context, merge, "merge.started");
        return ActOutcome.Done(merge.Id);
    }

    /// <summary>Asks for a merge to be computed, in one transaction with the change that makes it necessary.</summary>
    internal static async Task RunAsync(DeskRequest request, CollaborativeContext context, Merge merge, string act)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(request.Cancel);
        merge.State = MergeState.Running;
        merge.Version = Guid.NewGuid().ToString("N");
        var job = await request.Get<JobBoard>().RequestAsync(
            new() { Kind = RunMerge.Kind, OrganisationId = merge.OrganisationId, RequestedBy = request.Officer.AccountId, SubjectId = merge.Id }, context, request.Cancel);
        merge.JobId = job.Value;
        await request.SaveAsync(context, new(act, "merge", merge.Id));
        await transaction.CommitAsync(request.Cancel);
    }

    private static async Task<List<MergeableRow>> MergeableAsync(DeskRequest request, CollaborativeContext context)
    {
        var found = await context.Set<Submission>().AsNoTracking().Where(row => row.State == SubmissionState.Accepted)
            .Join(context.Set<SubmissionVersion>(), row => new { Id = row.Id, Number = row.Newest }, version => new { Id = version.SubmissionId, version.Number }, (row, version) => new { row, version })
            .Join(context.Set<Agreement>(), row => row.row.AgreementId, agreement => agreement.Id, (row, agreement) => new { row.row, row.version, agreement })
            .Where(row => row.agreement.MayIdentify && row.version.RecordsId != null).OrderByDescending(row => row.row.Id).ToListAsync(request.Cancel);
        var organisations = (await request.Get<OrganisationDirectory>().AllAsync(request.Officer.NodeId, request.Cancel)).ToDictionary(row => row.Id);
        return
        [
            .. found.Where(row => row.agreement.Holds(request.Now) && organisations.ContainsKey(row.row.OrganisationId))
                .Select(row => new MergeableRow(row.row, row.version, organisations[row.row.OrganisationId].Name, organisations[row.row.OrganisationId].Country))
                .OrderBy(row => row.Country, StringComparer.Ordinal).ThenBy(row => row.Organisation, StringComparer.Ordinal).ThenBy(row => row.Submission.PeriodFrom, StringComparer.Ordinal),
        ];
    }

    private static HashSet<Guid> Chosen(DeskRequest request) =>
        [.. request.Form["submission"].Select(text => Guid.TryParseExact(text, "D", out var id) ? id : Guid.Empty)];

    [GeneratedRegex(@"\A(19|20)\d\d-(0[1-9]|1[0-2])\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Month();
}
