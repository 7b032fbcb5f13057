using Amparo.Portal.Texts;
using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Figures;

/// <summary>One fact of a country's legal framework, in the reader's words.</summary>
/// <param name="Fact">What it is about: a treaty, a law, a body.</param>
/// <param name="Statement">Name, act and date, as far as known.</param>
/// <param name="Evidence">How certain it is, by whom it was checked, and where it was read.</param>
public sealed record LegalFact(string Fact, string Statement, string Evidence)
{
    /// <summary>The id of the register of treaties and laws.</summary>
    public const string Register = "trafficking-laws";

    /// <summary>The facts of a country.</summary>
    /// <param name="register">The released register; null gives none.</param>
    /// <param name="country">The country's code.</param>
    /// <param name="texts">The reader's words.</param>
    internal static IReadOnlyList<LegalFact> Of(Released<RegisterTable>? register, string country, PageTexts texts) =>
    [
        .. RegisterLine.Of(register, country, texts).Select(line => new LegalFact(
            line.Words("fact"),
            Join(", ", line["name"], Join(" · ", line.Words("step"), line.Date("date"))),
            Join(" · ", line.Words("certainty"), line.Words("verified-by"), line["source"]))),
    ];

    private static string Join(string between, params IEnumerable<string> parts) => string.Join(between, parts.Where(part => part.Length > 0));
}
