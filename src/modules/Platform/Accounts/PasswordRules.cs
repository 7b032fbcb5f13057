using System.Text;
using Amparo.Platform.Http;
using Microsoft.Extensions.Logging;

namespace Amparo.Platform.Accounts;

/// <summary>What a password must be: long, and not what somebody would try first. No letters of certain kinds, no date at which it ends.</summary>
internal static partial class PasswordRules
{
    /// <summary>The fewest letters.</summary>
    public const int Least = 12;

    /// <summary>The most letters: more is no safer, and hashing it is work.</summary>
    public const int Most = 128;

    private const int LeastDifferent = 6;

    /// <summary>Parts of the passwords that somebody would try first.</summary>
    internal static readonly IReadOnlyList<string> TriedFirst = ["password", "contrase", "qwerty", "123456", "abcdef", "amparo", "admin", "bonjour", "modpas"];

    /// <summary>Whether a password will do.</summary>
    /// <param name="password">The password, as it was typed: every letter counts, blanks too.</param>
    /// <param name="common">Those that nobody may choose.</param>
    /// <param name="knownBy">What others know of its owner: their name at the desk, their organisation.</param>
    /// <returns>Null if it will do; otherwise the key of the text that says why not.</returns>
    public static string? Refuse(string password, CommonPasswords common, params IEnumerable<string> knownBy)
    {
        var letters = password.EnumerateRunes().ToList();
        if (letters.Count < Least)
            return "password.short";
        if (letters.Count > Most)
            return "password.long";
        if (letters.Distinct().Count() < LeastDifferent)
            return "password.plain";
        var plain = password.Normalize(NormalizationForm.FormKC);
        return TriedFirst.Concat(knownBy.Where(word => word.Length > 3)).Any(word => plain.Contains(word, StringComparison.OrdinalIgnoreCase))
            ? "password.known"
            : common.Holds(password) ? "password.common" : null;
    }

    /// <summary>Whether a password will do at this desk, by the rules and by the lists that it has. A list that cannot be asked lets none pass.</summary>
    /// <param name="request">Who chooses it.</param>
    /// <param name="password">The password, as it was typed.</param>
    /// <param name="knownBy">What others know of its owner.</param>
    /// <returns>Null if it will do; otherwise the sentence that says why not.</returns>
    public static string? Refuse(DeskRequest request, string password, params IEnumerable<string> knownBy)
    {
        var site = request.Get<DeskSite>();
        var reason = Refuse(password, site.Passwords, knownBy);
        if (reason is null && site.Leaked is { } leaked)
            reason = leaked.Holds(password) switch { true => "password.leaked", false => null, null => "password.unasked" };
        if (reason == "password.unasked")
            ListCannotBeAsked(request.Get<ILoggerFactory>().CreateLogger("Amparo.Platform.Passwords"), PlatformProblems.LeakedListChanged);
        return reason is null ? null : request.Texts.Say(reason, ("least", request.Texts.Whole(Least)), ("code", PlatformProblems.LeakedListChanged));
    }

    [LoggerMessage(1, LogLevel.Error, "{Code} the list of leaked passwords cannot be asked")]
    private static partial void ListCannotBeAsked(ILogger logger, string code);
}
