using Amparo.Portal.Texts;
using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;
using NodaTime.Text;

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
    internal static IReadOnlyList<LegalFact> Of(Released<RegisterTable>? register, string country, PageTexts texts)
    {
        if (register is null)
            return [];
        var columns = register.Value.Columns.Index().ToDictionary(column => column.Item.Id, column => column.Index, StringComparer.Ordinal);
        return
        [
            .. register.Value.Rows.Where(row => Cell(row, "country") == country).Select(row => new LegalFact(
                Words(row, "fact"),
                Join(", ", Cell(row, "name"), Join(" · ", Words(row, "step"), Date(Cell(row, "date"), texts))),
                Join(" · ", Words(row, "certainty"), Words(row, "verified-by"), Cell(row, "source")))),
        ];

        string Cell(IReadOnlyList<string> row, string column) => columns.TryGetValue(column, out var at) ? row[at] : "";

        string Words(IReadOnlyList<string> row, string column) =>
            register.Value.Columns.FirstOrDefault(candidate => candidate.Id == column)?.List?.Find(Cell(row, column))?.Name[texts.Language]
            ?? Cell(row, column);
    }

    // A date says as much as is known: a day is put in words, a year or a month stays as it is.
    private static string Date(string cell, PageTexts texts)
    {
        var day = LocalDatePattern.Iso.Parse(cell);
        return day.Success ? texts.Day(day.Value) : cell;
    }

    private static string Join(string between, params IEnumerable<string> parts) => string.Join(between, parts.Where(part => part.Length > 0));
}
