using System.Globalization;
using Amparo.Platform.Accounts;
using Amparo.Vocabulary;
using Amparo.Web.Starting;

namespace Amparo.Web.Http;

/// <summary>Which passkeys are taken: <c>--attestation</c>, <c>--authenticators</c> and <c>--passkeys</c>. Every one, and passwords too, unless something is said.</summary>
internal static class PasskeySettings
{
    private static readonly char[] Separators = [';', ',', ' '];

    /// <summary>Reads what was given.</summary>
    /// <param name="options">The host's options.</param>
    /// <returns>
    /// The policy; <c>WEB-010</c> with the setting that is none of its words, is missing its other half, or with the place of the model that is no AAGUID.
    /// </returns>
    public static Outcome<PasskeyPolicy> Read(WebOptions options)
    {
        var asks = options.Attestation switch { null or "none" => false, "direct" => true, _ => (bool?)null };
        if (asks is null)
            return new Problem(WebProblems.PasskeysUnreadable, "attestation");
        bool? only = options.Passkeys switch { null or "any" => false, "only" => true, _ => null };
        if (only is null)
            return new Problem(WebProblems.PasskeysUnreadable, "passkeys");
        var parts = (options.Authenticators ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        // A list that nobody asks for, or a question whose answer nobody reads, would look like a rule and be none.
        if (asks.Value != parts.Length > 0)
            return new Problem(WebProblems.PasskeysUnreadable, "authenticators");
        var models = new HashSet<Guid>();
        foreach (var (at, part) in parts.Index())
        {
            // All zeros is what a browser writes that hides the model: allowing it would allow all of them.
            if (!Guid.TryParseExact(part, "D", out var model) || model == Guid.Empty)
                return new Problem(WebProblems.PasskeysUnreadable, (at + 1).ToString(CultureInfo.InvariantCulture));
            models.Add(model);
        }

        return new PasskeyPolicy { Models = models, OnlyPasskeys = only.Value };
    }
}
