using Amparo.Portal.Texts;
using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;
using NodaTime.Text;

namespace Amparo.Portal.Figures;

/// <summary>One line of a released register, read by its columns' ids.</summary>
/// <param name="register">The register.</param>
/// <param name="row">The line's cells.</param>
/// <param name="texts">The reader's words.</param>
internal sealed class RegisterLine(RegisterTable register, IReadOnlyList<string> row, PageTexts texts)
{
    /// <summary>The lines of a country, in the register's order.</summary>
    /// <param name="register">The released register; null has none.</param>
    /// <param name="country">The country's code.</param>
    /// <param name="texts">The reader's words.</param>
    public static IEnumerable<RegisterLine> Of(Released<RegisterTable>? register, string country, PageTexts texts) => register is null
        ? []
        : register.Value.Rows.Select(row => new RegisterLine(register.Value, row, texts)).Where(line => line["country"] == country);

    /// <summary>What stands in a column; empty for a column that the register does not have.</summary>
    /// <param name="column">The column's id.</param>
    public string this[string column] => At(column) is { } at ? row[at] : "";

    /// <summary>The name of a column's code in the reader's language.</summary>
    /// <param name="column">The column's id.</param>
    public string Words(string column) =>
        At(column) is { } at ? register.Columns[at].List?.Find(row[at])?.Name[texts.Language] ?? row[at] : "";

    /// <summary>A date that says as much as is known: a day is put in words, a year or a month stays as it is.</summary>
    /// <param name="column">The column's id.</param>
    public string Date(string column)
    {
        var day = LocalDatePattern.Iso.Parse(this[column]);
        return day.Success ? texts.Day(day.Value) : this[column];
    }

    private int? At(string column)
    {
        for (var at = 0; at < register.Columns.Count; at++)
        {
            if (register.Columns[at].Id == column)
                return at;
        }

        return null;
    }
}
