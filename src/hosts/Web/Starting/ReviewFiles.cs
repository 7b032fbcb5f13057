using System.Net;
using System.Security.Cryptography;
using Amparo.Collaborative;
using Amparo.Collaborative.Review;
using Amparo.Collaborative.Texts;
using Amparo.Vocabulary;

namespace Amparo.Web.Starting;

/// <summary>A review that was opened, with what its pages need.</summary>
/// <param name="Site">Texts and style.</param>
/// <param name="Desk">The review.</param>
internal sealed record OpenedReview(ReviewSite Site, ReviewDesk Desk);

/// <summary>Opens the review that the host was asked to serve.</summary>
internal static class ReviewFiles
{
    /// <summary>Reads the pages' texts and the queue, and opens the decisions.</summary>
    /// <param name="options">The host's options, with a queue.</param>
    /// <param name="webRoot">Where the assets are.</param>
    /// <param name="styleVersion">The version of the stylesheet.</param>
    /// <returns>The review; or <c>COL-</c>, <c>LNK-</c>, <c>LNG-</c>, <c>WEB-</c> problems.</returns>
    public static Outcome<OpenedReview> Open(WebOptions options, DirectoryInfo webRoot, string styleVersion)
    {
        if (!options.Addresses.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(IsLoopback))
            return new Problem(CollaborativeProblems.NotLoopback, options.Addresses);
        var script = Path.Combine(webRoot.FullName, "assets", "review.js");
        if (!File.Exists(script))
            return new Problem(WebProblems.AssetsMissing, "review.js");
        try
        {
            var words = ReviewWords.ReadFolder(Path.Combine(options.ContentFolder, "languages"));
            if (!words.Succeeded)
                return Outcome<OpenedReview>.Refused(words.Problems);
            var desk = ReviewDesk.Open((options.ReviewQueue!, options.Decisions ?? Path.ChangeExtension(options.ReviewQueue!, ".decisions.jsonl")));
            return desk.Succeeded
                ? new OpenedReview(
                    new ReviewSite(words.Value, styleVersion, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(script)))[..12]), desk.Value)
                : Outcome<OpenedReview>.Refused(desk.Problems);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Problem(WebProblems.FileUnreadable, options.ContentFolder);
        }
    }

    // A name other than localhost may lead here today and elsewhere tomorrow.
    private static bool IsLoopback(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var parsed)
        && (string.Equals(parsed.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(parsed.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
