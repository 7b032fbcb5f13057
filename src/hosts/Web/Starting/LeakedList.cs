using Amparo.Platform.Accounts;
using Amparo.Vocabulary;

namespace Amparo.Web.Starting;

/// <summary>The list of leaked passwords that <c>--leaked-passwords</c> names.</summary>
internal static class LeakedList
{
    /// <summary>Opens it.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The list; <c>WEB-011</c> where the file cannot be read or is no list in order.</returns>
    public static Outcome<LeakedPasswords> Open(string path)
    {
        try
        {
            return LeakedPasswords.Open(path) is { } list ? list : new Problem(WebProblems.LeakedListUnusable, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new Problem(WebProblems.LeakedListUnusable, path);
        }
    }
}
