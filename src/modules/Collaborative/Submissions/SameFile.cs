using System.Security.Cryptography;
using Amparo.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Submissions;

/// <summary>Tells whether the same file was sent twice: its persons would be counted as repetitions, and its institution would seem to know more than it does.</summary>
/// <remarks>What a file hashes to stands in its sealed report only: whoever has the store alone cannot ask whether a file of theirs is in it.</remarks>
internal static class SameFile
{
    /// <summary>What a file hashes to.</summary>
    /// <param name="file">The file, at its start.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<string> HashAsync(Stream file, CancellationToken cancel) => Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));

    /// <summary>Other submissions of the same organisation that hold the same file and stand.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="context">A context that shows the submission.</param>
    /// <param name="one">The submission, and what was found in it.</param>
    public static async Task<IReadOnlyList<Submission>> OthersAsync(DeskRequest request, CollaborativeContext context, (Submission Submission, CheckFindingsFile Findings) one)
    {
        var (submission, findings) = one;
        if (findings.Content is not { } content)
            return [];
        // Files of another length are others: few reports are opened.
        var files = context.Set<SubmissionVersion>().AsNoTracking().Where(row => row.Mends == null && row.OrganisationId == submission.OrganisationId);
        var sizes = files.Where(row => row.SubmissionId == submission.Id).Select(row => row.Size);
        var others = await context.Set<Submission>().AsNoTracking()
            .Where(row => row.Id != submission.Id && row.OrganisationId == submission.OrganisationId && (row.State == SubmissionState.Checked || row.State == SubmissionState.Accepted)
                && files.Any(file => file.SubmissionId == row.Id && sizes.Contains(file.Size)))
            .Join(context.Set<SubmissionVersion>().AsNoTracking(), row => new { row.Id, Number = row.Newest }, version => new { Id = version.SubmissionId, version.Number }, (row, version) => new { row, version })
            .Where(found => found.version.ReportId != null).OrderByDescending(found => found.row.Id).Take(MostOpened).ToListAsync(request.Cancel);
        return [.. others.Where(found => ContentOf(request, found.version) == content).Select(found => found.row)];
    }

    /// <summary>Whether two of some checked versions hold the same file.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="versions">The versions.</param>
    public static bool IsAmong(DeskRequest request, IReadOnlyList<SubmissionVersion> versions)
    {
        var contents = versions.Where(version => version.ReportId is not null).Select(version => ContentOf(request, version)).OfType<string>().ToList();
        return contents.Distinct(StringComparer.Ordinal).Count() < contents.Count;
    }

    private const int MostOpened = 20;

    private static string? ContentOf(DeskRequest request, SubmissionVersion version) => request.Get<SubmissionFiles>().ReadFindings(version).Content;
}
