using System.Globalization;

namespace Amparo.Chain.Tests;

/// <summary>
/// What the agencies' files say, as the generator knows it, and which of their records were linked: counted here by plain loops, without a line of the
/// product. Who was linked is the product's word; how good that is, is measured here against the persons that the generator knows.
/// </summary>
internal sealed class GroundTruth
{
    private static readonly string[] Fields = ["year", "sex", "age_group", "form"];

    private readonly List<(string Country, string Year, string Sex, string Age, string Form)> _persons = [];

    private GroundTruth(IReadOnlyList<Dictionary<string, string>> records, IReadOnlyDictionary<string, string> linked)
    {
        Records = records;
        var subjects = new Dictionary<string, List<Dictionary<string, string>>>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (record["defect"].Length > 0)
                continue;
            record["linked"] = linked[$"{record["country"]}-{record["agency_kind"]}-{record["row"]}"];
            Accepted.Add(record);
            if (!subjects.TryGetValue(record["linked"], out var own))
                subjects[record["linked"]] = own = [];
            own.Add(record);
        }

        foreach (var own in subjects.Values)
        {
            // Each person counts once in a country, where the first record in time stands; what it lacks comes from the next.
            own.Sort((left, right) => string.CompareOrdinal(left["registered"], right["registered"]) is not 0 and var byTime ? byTime
                : string.CompareOrdinal(left["agency_kind"], right["agency_kind"]) is not 0 and var byAgency ? byAgency
                : Number(left["row"]).CompareTo(Number(right["row"])));
            string First(string field) => own.Find(record => record[field] != "_U")?[field] ?? "_U";
            _persons.Add((own[0]["country"], First(Fields[0]), First(Fields[1]), First(Fields[2]), First(Fields[3])));
        }
    }

    /// <summary>All records that were written, the defective ones too.</summary>
    public IReadOnlyList<Dictionary<string, string>> Records { get; }

    /// <summary>The records that are free of defects, each with the person that linkage found.</summary>
    public List<Dictionary<string, string>> Accepted { get; } = [];

    public static GroundTruth Read(string data)
    {
        var linked = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(data, "invented", "linked"), "*.csv"))
        {
            foreach (var row in ReadCsv(file))
                linked.Add(row["record"], row["person"]);
        }

        return new(ReadCsv(Path.Combine(data, "invented", "truth", "records.csv")), linked);
    }

    /// <summary>Pairs of accepted records of a country that have the same text in each of these columns.</summary>
    public long Pairs(string country, params string[] columns)
    {
        var groups = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var record in Accepted)
        {
            if (!Fits(country, record["country"]))
                continue;
            var key = string.Join('|', columns.Select(column => record[column]));
            groups[key] = groups.GetValueOrDefault(key) + 1;
        }

        long pairs = 0;
        foreach (var size in groups.Values)
            pairs += size * (size - 1) / 2;
        return pairs;
    }

    /// <summary>How many different texts a column has in the accepted records of a country.</summary>
    public int Different(string country, string column)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var record in Accepted)
        {
            if (Fits(country, record["country"]))
                seen.Add(record[column]);
        }

        return seen.Count;
    }

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
