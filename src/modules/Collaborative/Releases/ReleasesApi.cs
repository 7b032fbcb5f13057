using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.PrivateRelease;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace Amparo.Collaborative.Releases;

/// <summary>A release as scripts see it.</summary>
/// <param name="Id">The release.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Merge">The merge that is counted.</param>
/// <param name="Tables">The tables that were chosen.</param>
/// <param name="At">When it was prepared.</param>
public sealed record ReleaseAnswer(Guid Id, ReleaseState State, Guid Merge, IReadOnlyList<string> Tables, string At)
{
    /// <summary>When approval was asked for.</summary>
    public string? AskedAt { get; init; }

    /// <summary>When it was decided.</summary>
    public string? DecidedAt { get; init; }

    /// <summary>The code of why it was refused.</summary>
    public string? Refusal { get; init; }

    /// <summary>The code of why it could not be published.</summary>
    public string? ProblemCode { get; init; }

    internal static ReleaseAnswer Of(ReleaseDraft draft) => new(draft.Id, draft.State, draft.MergeId, draft.TableNames, InstantPattern.General.Format(draft.CreatedAt))
    {
        AskedAt = Text(draft.AskedAt),
        DecidedAt = Text(draft.DecidedAt),
        Refusal = draft.Refusal,
        ProblemCode = draft.ProblemCode,
    };

    private static string? Text(Instant? at) => at is { } known ? InstantPattern.General.Format(known) : null;
}

/// <summary>What a release would publish, and what it would withhold.</summary>
/// <param name="Release">The release.</param>
/// <param name="Tables">What would be published; empty where it cannot be, and where it is decided already.</param>
/// <param name="Against">What stands against it, in sentences.</param>
/// <param name="Problems">The codes of why the doors let nothing pass.</param>
public sealed record ReleasePreviewAnswer(ReleaseAnswer Release, IReadOnlyList<PreviewedTableAnswer> Tables, IReadOnlyList<string> Against, IReadOnlyList<string> Problems)
{
    /// <summary>What was seen, as a hash: whoever asks for approval sends it back.</summary>
    public string? Hash { get; init; }
}

/// <summary>A table of a release before it is published.</summary>
/// <param name="Subject">Its id.</param>
/// <param name="Population">The population that it speaks of.</param>
/// <param name="Cells">How many cells it has.</param>
/// <param name="Withheld">How many of them are withheld.</param>
public sealed record PreviewedTableAnswer(string Subject, string Population, int Cells, int Withheld)
{
    /// <summary>The promise that the population's figures keep.</summary>
    public required PrivacyRegime Regime { get; init; }

    /// <summary>The mechanism with its parameters.</summary>
    public required string Method { get; init; }

    /// <summary>What was spent of a formal budget; null where the population has none.</summary>
    public double? BudgetSpent { get; init; }

    /// <summary>What is left of it.</summary>
    public double? BudgetLeft { get; init; }

    /// <summary>The number of the version that it takes the place of.</summary>
    public int? Replaces { get; init; }

    /// <summary>Whether the very same table stands already.</summary>
    public bool IsStanding { get; init; }

    /// <summary>How many cells differ from what stands.</summary>
    public int? Changed { get; init; }

    /// <summary>What adding and subtracting finds.</summary>
    public Subtracted? Subtracted { get; init; }

    /// <summary>Its margins, as they would be read.</summary>
    public required IReadOnlyList<MarginAnswer> Margins { get; init; }

    internal static PreviewedTableAnswer Of(PreviewedTable table) => new(table.Subject, table.Population, table.Cells, table.Withheld)
    {
        Regime = table.Regime,
        Method = table.Method,
        BudgetSpent = table.Budget?.Spent,
        BudgetLeft = table.Budget?.Left,
        Replaces = table.Replaces,
        IsStanding = table.IsStanding,
        Changed = table.Changed,
        Subtracted = table.Subtracted,
        Margins = [.. table.Grids.Select(grid => new MarginAnswer(grid.Title, grid.Columns, [.. grid.Rows.Select(row => new MarginRow(row.Head, row.Cells))], grid.Silent))],
    };
}

/// <summary>A margin of a table.</summary>
/// <param name="Title">By what it counts.</param>
/// <param name="Columns">The heads of the columns.</param>
/// <param name="Rows">The rows that state something.</param>
/// <param name="Silent">How many rows more are withheld as a whole.</param>
public sealed record MarginAnswer(string Title, IReadOnlyList<string> Columns, IReadOnlyList<MarginRow> Rows, int Silent);

/// <summary>A row of a margin.</summary>
/// <param name="Head">What it counts.</param>
/// <param name="Cells">The figures as they would be read; null for one that is withheld.</param>
public sealed record MarginRow(string Head, IReadOnlyList<string?> Cells);

/// <summary>What a script sends to prepare a release.</summary>
/// <param name="Merge">The merge that is counted.</param>
/// <param name="Table">The tables.</param>
public sealed record NewRelease(Guid Merge, IReadOnlyList<string> Table);

/// <summary>What a script sends to ask for approval.</summary>
/// <param name="Hash">The hash of the preview that was read.</param>
public sealed record ApprovalAsked(string Hash);

/// <summary>Releases, for scripts. Nothing goes out by a key: the word of a second person is given by that person.</summary>
internal static class ReleasesApi
{
    private const string One = "/releases/{id}";

    private static readonly DeskRule Read = DeskRule.May(Entitlement.ReadReleases);
    private static readonly DeskRule Prepare = DeskRule.May(Entitlement.PrepareReleases);
    private static readonly DeskRule Approve = DeskRule.May(Entitlement.ApproveReleases).Confirmed();

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Api(
            routes, new(HttpMethods.Get, "/releases", Read) { Id = "listReleases", Summary = "Releases, the last first; at most 200.", Gives = typeof(IReadOnlyList<ReleaseAnswer>) },
            async request => ApiAnswer.Json<IReadOnlyList<ReleaseAnswer>>([.. (await ManageReleases.ListAsync(request)).Select(ReleaseAnswer.Of)]));
        DeskGate.Api(
            routes,
            new(HttpMethods.Post, "/releases", Prepare) { Id = "prepareRelease", Summary = "Chooses tables of a merge that are meant for the public.", Takes = typeof(NewRelease), Gives = typeof(ApiDone), Status = StatusCodes.Status201Created },
            async request => ApiAnswer.Of(request, await PrepareRelease.DraftAsync(request), StatusCodes.Status201Created));
        DeskGate.Api(
            routes, new(HttpMethods.Get, One, Read) { Id = "previewRelease", Summary = "What a release would publish and what it would withhold.", Gives = typeof(ReleasePreviewAnswer) }, PreviewAsync);
        DeskGate.Api(
            routes,
            new(HttpMethods.Post, $"{One}/ask", Prepare) { Id = "askApproval", Summary = "Asks a second person to let out what was previewed.", Takes = typeof(ApprovalAsked), Gives = typeof(ApiDone) },
            async request =>
            {
                await using var context = await request.OpenAsync(Entitlement.PrepareReleases);
                return ApiAnswer.Of(request, await AskApproval.AskAsync(request, context));
            });
        DeskGate.NotForScripts(routes, new(HttpMethods.Post, $"{One}/decide", Approve) { Id = "decideRelease", Summary = "Letting a release out or refusing it is the word of a second person, given on the release's page." });
        DeskGate.NotForScripts(routes, new(HttpMethods.Post, $"{One}/publish", Approve) { Id = "publishRelease", Summary = "Publishing again what was let out is asked for by a person, on the release's page." });
        DeskGate.NotForScripts(routes, new(HttpMethods.Post, "/withdrawals", Prepare.Confirmed()) { Id = "askWithdrawal", Summary = "Taking a published table back is asked for by a person, on the page of withdrawals." });
        DeskGate.NotForScripts(routes, new(HttpMethods.Post, "/withdrawals/{id}", Approve) { Id = "decideWithdrawal", Summary = "Confirming that a table is taken back is the word of a second person, given on the page of withdrawals." });
    }

    private static async Task<IResult> PreviewAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadReleases);
        if (await PreviewRelease.FindAsync(request, context) is not { } draft)
            return ApiAnswer.NotFound(request);
        var model = await PreviewRelease.ModelAsync(request, context, draft);
        return ApiAnswer.Json(new ReleasePreviewAnswer(
            ReleaseAnswer.Of(draft), [.. model.Preview?.Tables.Select(PreviewedTableAnswer.Of) ?? []], model.Against, [.. model.Problems.Select(problem => problem.Code)])
        {
            Hash = model.Preview?.Hash,
        });
    }
}
