using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Organisations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Submissions;

/// <summary>A submission in the list.</summary>
/// <param name="Submission">The submission.</param>
/// <param name="Newest">Its newest version.</param>
/// <param name="Organisation">Its organisation's name.</param>
/// <param name="FileName">The file's name; null where it is not the reader's own organisation's.</param>
public sealed record SubmissionRow(Submission Submission, SubmissionVersion Newest, string Organisation, string? FileName);

/// <summary>The list of submissions.</summary>
internal static class ManageSubmissions
{
    public static readonly DeskAddress Address = DeskAddress.Home.Below("envios", "submissions");

    public static void Map(IEndpointRouteBuilder routes) => DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ReadSubmissions), ShowAsync);

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        var shown = await ListAsync(request);
        return DeskGate.Page<SubmissionsPage>(
            StatusCodes.Status200OK,
            (nameof(SubmissionsPage.Frame), request.Frame(Address, request.Texts["nav.submissions"])),
            (nameof(SubmissionsPage.Rows), shown));
    }

    /// <summary>What the asker may see of, the last first.</summary>
    internal static async Task<IReadOnlyList<SubmissionRow>> ListAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadSubmissions);
        var rows = await context.Set<Submission>().AsNoTracking().OrderByDescending(row => row.Id)
            .Join(context.Set<SubmissionVersion>(), row => new { Id = row.Id, Number = row.Newest }, version => new { Id = version.SubmissionId, version.Number }, (row, version) => new { row, version })
            .Take(200).ToListAsync(request.Cancel);
        var names = (await request.Get<OrganisationDirectory>().AllAsync(request.Officer.NodeId, request.Cancel)).ToDictionary(row => row.Id, row => row.Name);
        // Of what was withdrawn the key is destroyed, and the name with it.
        var files = await request.Get<SubmissionFiles>().NamesAsync(
            [.. rows.Where(found => found.row.State != SubmissionState.Withdrawn && request.Officer.May(Entitlement.ReadRows, found.row.OrganisationId)).Select(found => found.version)], request.Cancel);
        return [.. rows.Select(found => new SubmissionRow(found.row, found.version, names.GetValueOrDefault(found.row.OrganisationId, ""), files.GetValueOrDefault(found.version.Id)))];
    }
}
