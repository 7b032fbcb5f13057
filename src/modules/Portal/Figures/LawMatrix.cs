using Amparo.Portal.Releases;
using Amparo.Portal.Texts;

namespace Amparo.Portal.Figures;

/// <summary>Treaties, laws and bodies against countries: since when, or that the register has nothing.</summary>
/// <param name="Facts">The facts, in the order of their list.</param>
/// <param name="Rows">A country and, for each fact, the year or a word.</param>
/// <param name="Note">What must be known to read the register.</param>
public sealed record LawMatrix(IReadOnlyList<string> Facts, IReadOnlyList<(NamedCountry Country, IReadOnlyList<string> Cells)> Rows, string Note)
{
    /// <summary>Whether a register has the columns that say which fact holds where and since when.</summary>
    internal static bool IsReadable(IReadOnlyDictionary<string, int> columns) => columns.ContainsKey("country") && columns.ContainsKey("fact") && columns.ContainsKey("date");

    /// <summary>Reads the register.</summary>
    /// <param name="catalogue">The released tables.</param>
    /// <param name="countries">The countries.</param>
    /// <param name="texts">The reader's words.</param>
    /// <returns>Null if it has not been released.</returns>
    internal static LawMatrix? Of(ReleasedCatalogue catalogue, IReadOnlyList<NamedCountry> countries, PageTexts texts)
    {
        if (catalogue.Registers.GetValueOrDefault(LegalFact.Register)?.Value is not { } register)
            return null;
        var columns = register.Columns.Index().ToDictionary(column => column.Item.Id, column => column.Index, StringComparer.Ordinal);
        if (!IsReadable(columns) || register.Columns[columns["fact"]].List is not { } facts)
            return null;
        return new(
            [.. facts.Codes.Select(fact => fact.Name[texts.Language])],
            [.. countries.Select(country => (country, (IReadOnlyList<string>)[.. facts.Codes.Select(fact => Cell(country.Code, fact.Id))]))],
            register.Note[texts.Language]);

        string Cell(string country, string fact) =>
            register.Rows.FirstOrDefault(row => row[columns["country"]] == country && row[columns["fact"]] == fact) is not { } row ? texts["silences.not-in-register"]
            : row[columns["date"]] is { Length: >= 4 } date ? date[..4]
            : texts["silences.undated"];
    }
}
