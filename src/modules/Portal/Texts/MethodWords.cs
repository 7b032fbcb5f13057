using System.Globalization;
using System.Text.RegularExpressions;
using Amparo.PrivateRelease.Accounting;

namespace Amparo.Portal.Texts;

/// <summary>What the ledger calls a method, in the reader's words.</summary>
/// <remarks>
/// The ledger is one text for all languages, and part of a hash: it stays as it is, and the page says what it means. A method that is
/// not known here is shown as the ledger writes it.
/// </remarks>
internal static partial class MethodWords
{
    /// <summary>Says a method of the ledger.</summary>
    /// <param name="method">The ledger's own text.</param>
    /// <param name="texts">The reader's words.</param>
    public static string Of(string method, PageTexts texts)
    {
        if (Suppression().Match(method) is { Success: true } suppression)
            return texts.Say("about.method.suppression", ("threshold", suppression.Groups["threshold"].Value));
        if (Rounding().Match(method) is { Success: true } rounding)
            return texts.Say("about.method.estimate", ("digits", rounding.Groups["digits"].Value), ("least", rounding.Groups["least"].Value));
        if (AlreadyPublic().Match(method) is { Success: true } source)
            return texts.Say("about.method.already-public", ("title", source.Groups["title"].Value), ("date", source.Groups["date"].Value));
        if (Derived().Match(method) is { Success: true } derived)
            return texts.Say("about.method.derived", ("how", texts["about.derived." + derived.Groups["how"].Value]), ("from", derived.Groups["from"].Value));
        if (NoPersons().Match(method) is { Success: true } register)
            return texts["about.method.no-persons." + register.Groups["reason"].Value];
        if (Formal().Match(method) is { Success: true } formal)
            return texts.Say(
                "about.method.formal", ("mechanism", formal.Groups["mechanism"].Value), ("epsilon", formal.Groups["epsilon"].Value),
                ("delta", Short(formal.Groups["delta"].Value)), ("charge", formal.Groups["charge"].Value));
        if (NoisyCount().Match(method) is { Success: true } count)
            return texts.Say("about.method.noisy-count", ("persons", count.Groups["persons"].Value));
        if (PrivacyCharge.Parse(method) is { } charge)
            return texts.Say("about.method.charge", ("mechanism", charge.Mechanism), ("budget", Short(charge.Budget.ToString(CultureInfo.InvariantCulture))));
        return method;
    }

    private static string Short(string number) => double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? value.ToString("G4", CultureInfo.InvariantCulture)
        : number;

    [GeneratedRegex(
        "^(?<mechanism>[a-z-]+); epsilon (?<epsilon>[0-9.E+-]+); delta (?<delta>[0-9.E+-]+); one person added or removed; charge (?<charge>[0-9]+)$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Formal();

    [GeneratedRegex("^noisy count of persons; (?<persons>[0-9]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoisyCount();

    [GeneratedRegex("^cell-suppression; threshold (?<threshold>[0-9]+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Suppression();

    [GeneratedRegex("^estimate-rounding; digits (?<digits>[0-9]+); at least (?<least>[0-9]+) observed$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rounding();

    [GeneratedRegex("^already public; (?<title>.+); (?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AlreadyPublic();

    [GeneratedRegex("^derived; (?<how>rate-per-100000|share-of-known|sum|coverage|after-before|median); from (?<from>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Derived();

    [GeneratedRegex("^no persons; (?<reason>laws|services|plans|methods|estimates|actions)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoPersons();
}
