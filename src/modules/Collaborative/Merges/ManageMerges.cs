using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Merges;

/// <summary>A merge in the list.</summary>
/// <param name="Merge">The merge.</param>
/// <param name="Lists">How many submissions it took in.</param>
/// <param name="Stopped">Whether its job is over without a result: cancelled, or failed.</param>
public sealed record MergeRow(Merge Merge, int Lists, bool Stopped);

/// <summary>The list of merges.</summary>
internal static class ManageMerges
{
    public static readonly DeskAddress Address = DeskAddress.Home.Below("uniones", "merges");

    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes) => DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ReadMerges), ShowAsync);

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        var rows = await ListAsync(request);
        return DeskGate.Page<MergesPage>(
            StatusCodes.Status200OK,
            (nameof(MergesPage.Frame), request.Frame(Address, request.Texts["nav.merges"])),
            (nameof(MergesPage.Rows), rows));
    }

    /// <summary>What the asker may see of, the last first.</summary>
    internal static async Task<IReadOnlyList<MergeRow>> ListAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadMerges);
        var merges = await context.Set<Merge>().AsNoTracking().OrderByDescending(row => row.Id).Take(Most).ToListAsync(request.Cancel);
        var ids = merges.Select(row => row.Id).ToList();
        var lists = await context.Set<MergedSubmission>().Where(row => ids.Contains(row.MergeId)).GroupBy(row => row.MergeId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, request.Cancel);
        var rows = new List<MergeRow>();
        foreach (var merge in merges)
            rows.Add(new(merge, lists.GetValueOrDefault(merge.Id), await IsStoppedAsync(request, merge)));
        return rows;
    }

    /// <summary>Whether a merge waits for a job that will not come to its end any more.</summary>
    internal static async Task<bool> IsStoppedAsync(DeskRequest request, Merge merge) =>
        merge is { State: MergeState.Running, JobId: { } job } && (await request.Get<JobBoard>().FindAsync(new(job), request.Cancel))?.IsOver != false;
}
