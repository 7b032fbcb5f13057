using Amparo.Vocabulary.Shapes;
using NodaTime.Text;

namespace Amparo.Publication.Documents;

/// <summary>Facts of a register of treaties and laws.</summary>
internal static class DocumentFacts
{
    private static readonly string[] Columns = ["country", "fact", "name", "date"];

    /// <summary>The facts that a template names, of one country or counted over all of them.</summary>
    public static IReadOnlyList<LegalFact> Of(RegisterTable register, DocumentRegister asked, (string? Place, ChartText Text) reader)
    {
        var (country, fact, name, date) = (Column(register, "country"), Column(register, "fact"), Column(register, "name"), Column(register, "date"));
        var list = register.Columns[fact].List;
        var facts = new List<LegalFact>();
        foreach (var id in asked.Facts)
        {
            var called = list?.Find(id)?.Name[reader.Text.Language] ?? id;
            if (reader.Place is null)
                facts.Add(new LegalFact(id, called) { Countries = (CountriesWith(register, id), Countries(register)) });
            else if (register.Rows.FirstOrDefault(row => row[country] == reader.Place && row[fact] == id) is { } found)
                facts.Add(new LegalFact(id, called) { Title = found[name], Date = found[date] });
        }

        return facts;
    }

    /// <summary>How many countries have a fact.</summary>
    public static int CountriesWith(RegisterTable register, string fact) => register.Rows
        .Where(row => row[Column(register, "fact")] == fact).Select(row => row[Column(register, "country")]).Distinct(StringComparer.Ordinal).Count();

    /// <summary>How many countries the register is about.</summary>
    public static int Countries(RegisterTable register) =>
        register.Rows.Select(row => row[Column(register, "country")]).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The date as a reader writes it: a whole day in words, a year as it is.</summary>
    public static string DateOf(LegalFact fact, ChartText text) =>
        LocalDatePattern.Iso.Parse(fact.Date) is { Success: true } day ? text.Date(day.Value) : fact.Date;

    /// <summary>Whether a register has the columns that facts are read from.</summary>
    public static bool IsReadable(RegisterTable register) =>
        Columns.All(id => register.Columns.Any(column => column.Id == id));

    private static int Column(RegisterTable register, string id) => register.Columns.Select(column => column.Id).ToList().IndexOf(id);
}
