using Amparo.Portal.Texts;
using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Figures;

/// <summary>Something that a country's government did, in the reader's words.</summary>
/// <param name="Kind">What kind of action.</param>
/// <param name="Year">The year that the document gives for it, or the document's own.</param>
/// <param name="What">What was done.</param>
/// <param name="Source">The document that says so.</param>
/// <param name="Address">Where it was read, for a link; null where it is no address that a browser opens safely.</param>
/// <param name="Evidence">How certain it is, and by whom it was checked.</param>
public sealed record GovernmentAction(string Kind, string Year, string What, string Source, string? Address, string Evidence)
{
    /// <summary>The id of the register of governments' actions.</summary>
    public const string Register = "government-actions";

    /// <summary>The actions of a country.</summary>
    /// <param name="register">The released register; null gives none.</param>
    /// <param name="country">The country's code.</param>
    /// <param name="texts">The reader's words.</param>
    internal static IReadOnlyList<GovernmentAction> Of(Released<RegisterTable>? register, string country, PageTexts texts) =>
    [
        .. RegisterLine.Of(register, country, texts).Select(line => new GovernmentAction(
            line.Words("kind"),
            line.Date("year"),
            line["what-" + texts.Language.Code],
            line["source"],
            line["address"].StartsWith("https://", StringComparison.Ordinal) ? line["address"] : null,
            $"{line.Words("certainty")} · {line.Words("verified-by")}")),
    ];
}
