using Amparo.Collaborative.Merges;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Amparo.Stores;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Releases;

/// <summary>Choosing the tables of a merge that are meant for the public.</summary>
internal static class PrepareRelease
{
    public static readonly DeskAddress Address = ManageReleases.Address.Below("preparar", "prepare");

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.May(Entitlement.PrepareReleases), request => ShowAsync(request, []));
        DeskGate.Send(routes, Address, DeskRule.May(Entitlement.PrepareReleases), PrepareAsync);
    }

    private static async Task<IResult> ShowAsync(DeskRequest request, List<FieldError> errors)
    {
        await using var context = await request.OpenAsync(Entitlement.PrepareReleases);
        var merges = await context.Set<Merge>().AsNoTracking().Where(row => row.State == MergeState.Done).OrderByDescending(row => row.Id).Take(50).ToListAsync(request.Cancel);
        return DeskGate.Page<PrepareReleasePage>(
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(PrepareReleasePage.Frame), request.Frame(Address, request.Texts["releases.prepare"]) with { Errors = errors }),
            (nameof(PrepareReleasePage.Merges), merges),
            (nameof(PrepareReleasePage.Names), ManageReleases.Names(request)),
            (nameof(PrepareReleasePage.Typed), request.Form));
    }

    private static async Task<IResult> PrepareAsync(DeskRequest request)
    {
        var outcome = await DraftAsync(request);
        if (await outcome.RefusalAsync(request, errors => ShowAsync(request, [.. errors])) is { } refused)
            return refused;
        return DeskGate.SeeOther(PreviewRelease.Address.With("id", outcome.Id!)[request.Language], "release-prepared");
    }

    /// <summary>Makes a draft of the tables that the form names.</summary>
    internal static async Task<ActOutcome> DraftAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.PrepareReleases);
        var errors = new List<FieldError>();
        var id = request.FormId("merge");
        var merge = await context.Set<Merge>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, request.Cancel);
        string[] tables = [.. CountedRelease.Choices.Where(name => request.Form["table"].Contains(name, StringComparer.Ordinal))];
        if (tables.Length == 0)
            errors.Add(new("table", request.Texts["releases.error.table"]));
        if (merge is null)
            errors.Add(new("merge", request.Texts["error.required"]));
        else
            errors.AddRange((await ManageReleases.SentencesAsync(request, await ReleaseGrounds.AgainstAsync(context, merge, request.Now, request.Cancel))).Select(text => new FieldError("merge", text)));
        if (errors.Count > 0)
            return ActOutcome.Refused(errors);

        var draft = new ReleaseDraft
        {
            Id = UuidV7.At(request.Now),
            NodeId = request.Officer.NodeId,
            OrganisationId = request.Officer.OrganisationId,
            MergeId = merge!.Id,
            Tables = string.Join(' ', tables),
            State = ReleaseState.Draft,
            PreparedBy = request.Officer.AccountId,
            CreatedAt = request.Now,
            Version = Guid.NewGuid().ToString("N"),
        };
        context.Add(draft);
        await request.SaveAsync(context, new("release.prepared", "release", draft.Id));
        return ActOutcome.Done(draft.Id);
    }
}
