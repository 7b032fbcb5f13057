using Amparo.Content;
using Amparo.Contracts.Portal;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Organisations;
using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Releases;

/// <summary>A table of persons that stands in the portal.</summary>
/// <param name="Subject">Its id.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Entry">Its line in the ledger.</param>
/// <param name="Version">Which version of the table it is, from one.</param>
public sealed record StandingTable(string Subject, LocalizedText Title, LedgerEntry Entry, int Version);

/// <summary>The list of releases: those that are being prepared, and what stands.</summary>
internal static class ManageReleases
{
    public static readonly DeskAddress Address = DeskAddress.Home.Below("publicaciones", "releases");

    public static void Map(IEndpointRouteBuilder routes) => DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ReadReleases), ShowAsync);

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadReleases);
        var drafts = await ListAsync(request, context);
        var waiting = await context.Set<ReleaseWithdrawal>().CountAsync(row => row.State == WithdrawalState.Asked || row.State == WithdrawalState.Confirmed, request.Cancel);
        var standing = await request.Get<IPublications>().StandingAsync(request.Cancel);
        return DeskGate.Page<ReleasesPage>(
            StatusCodes.Status200OK,
            (nameof(ReleasesPage.Frame), request.Frame(Address, request.Texts["nav.releases"])),
            (nameof(ReleasesPage.Drafts), drafts),
            (nameof(ReleasesPage.Names), Names(request)),
            (nameof(ReleasesPage.Standing), standing.Succeeded ? TablesOf(standing.Value) : []),
            (nameof(ReleasesPage.Problem), standing.Succeeded ? null : standing.Problems[0]),
            (nameof(ReleasesPage.Waiting), waiting));
    }

    /// <summary>The releases that the asker may see, the last first.</summary>
    internal static async Task<IReadOnlyList<ReleaseDraft>> ListAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadReleases);
        return await ListAsync(request, context);
    }

    private static Task<List<ReleaseDraft>> ListAsync(DeskRequest request, CollaborativeContext context) =>
        context.Set<ReleaseDraft>().AsNoTracking().OrderByDescending(row => row.Id).Take(200).ToListAsync(request.Cancel);

    /// <summary>What the tables that can be chosen are called.</summary>
    internal static IReadOnlyDictionary<string, string> Names(DeskRequest request) => CountedRelease.Choices.ToDictionary(
        name => name, name => request.Get<ContentSource>().Indicator(name) is { Succeeded: true } found ? found.Value.Header.Title[request.Language] : name, StringComparer.Ordinal);

    /// <summary>The tables of persons that stand; what was worked out from them falls and comes with them.</summary>
    internal static IReadOnlyList<StandingTable> TablesOf(StandingTables standing) =>
    [
        .. standing.Cubes.Values.Select(cube => (cube.Entry, cube.Value.Header)).Concat(standing.Estimates.Values.Select(table => (table.Entry, table.Value.Header)))
            .Where(table => table.Entry.Door == Door.Mechanism).OrderBy(table => table.Entry.Subject, StringComparer.Ordinal)
            .Select(table => new StandingTable(
                table.Entry.Subject, table.Header.Title, table.Entry,
                standing.Ledger.Entries.Count(line => line.Subject == table.Entry.Subject && line.Door != Door.Charge && line.Sequence <= table.Entry.Sequence))),
    ];

    /// <summary>What stands against a release, in the reader's words: the organisations by their names, nothing else of theirs.</summary>
    internal static async Task<IReadOnlyList<string>> SentencesAsync(DeskRequest request, IReadOnlyList<Hindrance> hindrances)
    {
        if (hindrances.Count == 0)
            return [];
        var names = (await request.Get<OrganisationDirectory>().AllAsync(request.Officer.NodeId, request.Cancel)).ToDictionary(row => row.Id, row => row.Name);
        return [.. hindrances.Select(found =>
        {
            var sentence = request.Texts.Problem(new Problem(found.Code, ""));
            return found.OrganisationIds.Count == 0 ? sentence
                : request.Texts.Say("releases.hindrance", ("problem", sentence), ("organisations", string.Join(", ", found.OrganisationIds.Select(id => names.GetValueOrDefault(id, "")).Order(StringComparer.Ordinal))));
        })];
    }

    /// <summary>Does something to a row that somebody else may have changed in between: then nothing is done, and they are told.</summary>
    internal static async Task<IResult> OnceAsync(DeskRequest request, Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (DbUpdateConcurrencyException)
        {
            return DeskGate.Message(request, StatusCodes.Status409Conflict, "releases.changed");
        }
    }
}
