using System.Globalization;
using Amparo.Portal.Texts;
using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Figures;

/// <summary>An estimate that somebody else published for a country, in the reader's words.</summary>
/// <param name="Measure">What it measures.</param>
/// <param name="Value">The value as published; or that the source gives none.</param>
/// <param name="IsGiven">Whether the source gives one.</param>
/// <param name="Year">The year that it speaks of.</param>
/// <param name="Publisher">Whose estimate it is.</param>
/// <param name="Title">The publication.</param>
/// <param name="Evidence">How certain the reading is, by whom it was checked, and where it was read.</param>
public sealed record OtherEstimate(string Measure, string Value, bool IsGiven, string Year, string Publisher, string Title, string Evidence)
{
    /// <summary>The id of the register of others' estimates.</summary>
    public const string Register = "other-estimates";

    /// <summary>The estimates of a country.</summary>
    /// <param name="register">The released register; null gives none.</param>
    /// <param name="country">The country's code.</param>
    /// <param name="texts">The reader's words.</param>
    internal static IReadOnlyList<OtherEstimate> Of(Released<RegisterTable>? register, string country, PageTexts texts) =>
    [
        .. RegisterLine.Of(register, country, texts).Select(line => new OtherEstimate(
            line.Words("measure"),
            line["value"].Length > 0 ? Number(line["value"], texts) : line.Words("statement"),
            line["value"].Length > 0,
            line.Date("year"),
            line["publisher"],
            line["title"],
            $"{line.Words("certainty")} · {line.Words("verified-by")} · {line["source"]}")),
    ];

    // With the decimals that the source gives: neither more nor fewer than it claims to know.
    private static string Number(string value, PageTexts texts) =>
        decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? texts.Fixed(number, number.Scale)
            : value;
}
