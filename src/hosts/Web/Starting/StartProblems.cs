using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Web.Starting;

/// <summary>The one line that says why the host did not start, whoever found the reason.</summary>
internal static class StartProblems
{
    /// <summary>The problem as one line.</summary>
    /// <param name="problem">A problem of the host, the store or the texts.</param>
    /// <param name="language">The terminal's language.</param>
    public static string Describe(Problem problem, Language language) =>
        // WEB-0.. are this host's own; WEB-1.. are the portal's, and have their sentences with all the others.
        problem.Code.StartsWith("WEB-0", StringComparison.Ordinal)
            ? WebProblems.Describe(problem, language)
            : StoreProblems.Describe(problem, language);
}
