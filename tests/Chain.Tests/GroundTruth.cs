using System.Globalization;

namespace Amparo.Chain.Tests;

/// <summary>What the agencies' files say, as the generator knows it: counted here by plain loops, without a line of the product.</summary>
internal sealed class GroundTruth
{
    private static readonly string[] Fields = ["year", "sex", "age_group", "form"];

    private readonly List<(string Country, string Year, string Sex, string Age, string Form)> _persons = [];

    private GroundTruth(IReadOnlyList<Dictionary<string, string>> records)
    {
        Records = records;
        var subjects = new Dictionary<string, List<Dictionary<string, string>>>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (record["defect"].Length > 0)
                continue;
            var subject = $"{record["country"]}|{record["agency_kind"]}|{record["file_number"]}";
            if (!subjects.TryGetValue(subject, out var own))
                subjects[subject] = own = [];
            own.Add(record);
        }

        foreach (var own in subjects.Values)
        {
            // Each person counts once in an agency, where the first record in time stands; what it lacks comes from the next.
            own.Sort((left, right) => string.CompareOrdinal(left["registered"], right["registered"]) is not 0 and var byTime
                ? byTime
                : Number(left["row"]).CompareTo(Number(right["row"])));
            string First(string field) => own.Find(record => record[field] != "_U")?[field] ?? "_U";
            _persons.Add((own[0]["country"], First(Fields[0]), First(Fields[1]), First(Fields[2]), First(Fields[3])));
        }
    }

    /// <summary>All records that were written, the defective ones too.</summary>
    public IReadOnlyList<Dictionary<string, string>> Records { get; }

    public static GroundTruth Read(string data) => new(ReadCsv(Path.Combine(data, "invented", "truth", "records.csv")));

    /// <summary>Persons with these codes; <c>_T</c> stands for all.</summary>
    public int Count(string country, string year, string sex, string age, string form) => _persons.Count(person =>
        Fits(country, person.Country) && Fits(year, person.Year) && Fits(sex, person.Sex) && Fits(age, person.Age) && Fits(form, person.Form));

    /// <summary>Reads a CSV without any library: quotes may surround a cell and are doubled inside.</summary>
    public static List<Dictionary<string, string>> ReadCsv(string path) => ParseCsv(File.ReadAllText(path));

    public static List<Dictionary<string, string>> ParseCsv(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r')).Where(line => line.Length > 0).ToArray();
        var header = Cells(lines[0]);
        return [.. lines.Skip(1).Select(line => header.Zip(Cells(line)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];
    }

    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new System.Text.StringBuilder();
        var quoted = false;
        for (var at = 0; at < line.Length; at++)
        {
            if (quoted && line[at] == '"' && at + 1 < line.Length && line[at + 1] == '"')
                cell.Append(line[at++]);
            else if (line[at] == '"')
                quoted = !quoted;
            else if (line[at] == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(line[at]);
        }

        cells.Add(cell.ToString());
        return cells;
    }

    private static bool Fits(string wanted, string code) => wanted == "_T" || wanted == code;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
