using Amparo.Collaborative.Merges;
using Amparo.Contracts.Portal;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Amparo.Platform.Pages;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Releases;

/// <summary>What the page of a release shows.</summary>
/// <param name="Draft">The release.</param>
/// <param name="Merge">What is counted.</param>
public sealed record ReleaseModel(ReleaseDraft Draft, Merge Merge)
{
    /// <summary>What would be published; null where it cannot be, and where it is decided already.</summary>
    public PreviewedRelease? Preview { get; init; }

    /// <summary>What stands against it, in words.</summary>
    public IReadOnlyList<string> Against { get; init; } = [];

    /// <summary>Why the doors let nothing pass.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What was published, with the number of each line.</summary>
    public PublicationReport? Report { get; init; }

    /// <summary>Whether the job ended without an effect, so that it can be asked for again.</summary>
    public bool IsStuck { get; init; }

    /// <summary>What the tables are called.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>One release: what it would publish and what it would withhold, before anybody decides.</summary>
internal static class PreviewRelease
{
    public static readonly DeskAddress Address = ManageReleases.Address.Below("{id}", "{id}");

    public static void Map(IEndpointRouteBuilder routes) => DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ReadReleases), ShowAsync);

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadReleases);
        return await FindAsync(request, context) is { } draft ? await ShowAsync(request, context, draft, []) : DeskGate.NotFound(request);
    }

    /// <summary>Finds the release of the address among those that the context shows.</summary>
    internal static Task<ReleaseDraft?> FindAsync(DeskRequest request, CollaborativeContext context)
    {
        var id = request.Id("id");
        return context.Set<ReleaseDraft>().SingleOrDefaultAsync(row => row.Id == id, request.Cancel);
    }

    /// <summary>Its merge: whoever may see the release may know of it, whosever it is.</summary>
    internal static Task<Merge> MergeAsync(CollaborativeContext context, ReleaseDraft draft, CancellationToken cancel) =>
        context.Set<Merge>().IgnoreQueryFilters().AsNoTracking().SingleAsync(row => row.Id == draft.MergeId && row.NodeId == draft.NodeId, cancel);

    /// <summary>The page of a release.</summary>
    internal static async Task<IResult> ShowAsync(DeskRequest request, CollaborativeContext context, ReleaseDraft draft, IReadOnlyList<FieldError> errors) => DeskGate.Page<PreviewReleasePage>(
        errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
        (nameof(PreviewReleasePage.Frame), request.Frame(Address.With("id", draft.Id), request.Texts["releases.one"]) with { Errors = errors }),
        (nameof(PreviewReleasePage.Model), await ModelAsync(request, context, draft)));

    /// <summary>What there is to say of a release.</summary>
    internal static async Task<ReleaseModel> ModelAsync(DeskRequest request, CollaborativeContext context, ReleaseDraft draft)
    {
        var model = new ReleaseModel(draft, await MergeAsync(context, draft, request.Cancel)) { Names = ManageReleases.Names(request) };
        if (draft.State is ReleaseState.Draft or ReleaseState.Asked)
            model = await PreviewAsync(request, context, model);
        if (draft.State is ReleaseState.Published or ReleaseState.Withdrawn && await request.Get<IPublications>().HistoryAsync([draft.Id], request.Cancel) is { Succeeded: true, Value.Publications: [var report] })
            model = model with { Report = report };
        if (draft is { State: ReleaseState.Approved, JobId: { } job })
            model = model with { IsStuck = await request.Get<JobBoard>().FindAsync(new(job), request.Cancel) is null or { IsOver: true } };
        return model;
    }

    private static async Task<ReleaseModel> PreviewAsync(DeskRequest request, CollaborativeContext context, ReleaseModel model)
    {
        var against = await ReleaseGrounds.AgainstAsync(context, model.Merge, request.Now, request.Cancel);
        if (against.Count > 0)
            return model with { Against = await ManageReleases.SentencesAsync(request, against) };
        var worked = await request.Get<ReleaseWork>().TryAsync(model.Draft, model.Merge, request.Now, request.Cancel);
        return worked.Succeeded ? model with { Preview = PreviewedRelease.Of(worked.Value, request.Texts) } : model with { Problems = worked.Problems };
    }
}
