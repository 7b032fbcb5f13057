using System.Globalization;
using System.Text;
using Amparo.Content;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Review;
using Amparo.Records;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Merging.Tests;

/// <summary>Invented lists of three agencies: each person is in some of them, now and then twice under one file number. Nobody's data.</summary>
internal static class InventedLists
{
    internal static readonly string[] Agencies = ["police", "prosecution", "shelter"];

    private static readonly string[] Given =
        ["María", "José", "Ana", "Juan", "Luis", "Carlos", "Rosa", "Manuel", "Elena", "Pedro", "Lucía", "Miguel", "Sofía", "Jorge", "Carmen", "Óscar", "Irma", "Hugo", "Silvia"];

    private static readonly string[] Surnames =
    [
        "López", "García", "Pérez", "Hernández", "Ramírez", "González", "Morales", "Caal", "Choc", "Xol", "Pop", "Ical", "Tzul", "Méndez", "Vásquez", "Gómez", "Juárez",
        "Castillo", "Reyes", "De la Cruz", "Ortiz", "Flores", "Aguilar", "Santos", "Rivas", "Mejía", "Escobar", "Barrios", "Orozco", "Muñoz",
    ];

    private static readonly string[] Needed =
    [
        PersonReport.Record, PersonReport.Subject, PersonReport.GivenNames, PersonReport.FirstSurname, PersonReport.SecondSurname, PersonReport.BirthDate,
    ];

    // What every standard record has, and what these leave blank.
    private static readonly string[] Unasked = [PersonReport.Year, PersonReport.Sex, PersonReport.AgeGroup, PersonReport.Form, PersonReport.Citizenship];

    private static readonly string[] Empty = [PersonReport.FileNumber, PersonReport.Registered, PersonReport.Age, PersonReport.Document, PersonReport.Municipality];

    internal static ContentSource Content { get; } = ContentSource.Open(new ContentFolder(Path.Combine(Root(), "content"))).Value;

    internal static RecordSchema Schema => Content.Schema;

    internal static NameKnowledge Names { get; } = Content.Names().Value;

    /// <summary>The lists of a country; the same seed gives the same persons in every country. One cell in so many has a slip.</summary>
    internal static List<AgencyList> Of(string country, int persons = 120, int seed = 1, int cellsASlip = 12)
    {
        var random = new Random(seed);
        var rows = Agencies.ToDictionary(agency => agency, _ => new List<string[]>(), StringComparer.Ordinal);
        for (var person = 0; person < persons; person++)
        {
            string[] cells =
            [
                Of(Given, random), Of(Surnames, random), Of(Surnames, random),
                string.Create(CultureInfo.InvariantCulture, $"{1960 + random.Next(50)}-{1 + random.Next(12):D2}-{1 + random.Next(28):D2}"),
            ];
            var first = random.Next(Agencies.Length);
            foreach (var (place, agency) in Agencies.Index())
            {
                if (place != first && random.Next(2) == 0)
                    continue;
                var times = random.Next(8) == 0 ? 2 : 1;
                var file = rows[agency].Count;
                for (var time = 0; time < times; time++)
                {
                    rows[agency].Add(
                    [
                        string.Create(CultureInfo.InvariantCulture, $"{country}-{agency}-{rows[agency].Count + 1}"), string.Create(CultureInfo.InvariantCulture, $"{country}-{agency}-F{file}"),
                        .. cells.Select(cell => random.Next(cellsASlip) == 0 ? Slip(cell, random) : cell),
                    ]);
                }
            }
        }

        return [.. Agencies.Select(agency => List(country, agency, rows[agency]))];
    }

    /// <summary>A list of rows: record, subject, given names, two surnames, date of birth.</summary>
    internal static AgencyList List(string country, string agency, IReadOnlyList<string[]> rows) =>
        new(country, agency, new RecordSet(
            rows.Count,
            [
                Coded(PersonReport.Country, country, rows.Count), Coded(PersonReport.AgencyKind, agency, rows.Count),
                .. Unasked.Select(field => new CodedColumn(field, Schema.Find(field)!.List!, Enumerable.Repeat((short)-1, rows.Count).ToArray())),
                .. Empty.Select(field => new TextColumn(field, [.. rows.Select(_ => "")])),
                .. Needed.Select((field, cell) => new TextColumn(field, [.. rows.Select(row => row[cell])])),
            ]));

    internal static CodedColumn Coded(string field, string code, int count)
    {
        var list = Schema.Find(field)!.List!;
        return new(field, list, Enumerable.Repeat((short)list.PositionOf(code), count).ToArray());
    }

    internal static LinkedCountries Link(IReadOnlyList<AgencyList> lists, DecisionLog? decisions = null) =>
        CountryLinkage.Run(lists, Schema, new() { Knowledge = Names, Decisions = decisions ?? DecisionLog.Empty }).Value;

    internal static DecisionLog Decided(RecordKey left, RecordKey right, Verdict verdict, DecisionLog? before = null) => (before ?? DecisionLog.Empty).Append(new DecisionDraft
    {
        Left = left,
        Right = right,
        Verdict = verdict,
        Reviewer = "R1",
        Blind = false,
        At = Instant.FromUtc(2026, 11, 29, 12, 0),
        Model = "0123456789abcdef",
    });

    /// <summary>The person of each record, by the record's id.</summary>
    internal static Dictionary<string, string> PersonsOf(MergedRecords merged) => merged.Records.FindText(PersonReport.Record)!
        .Zip(merged.Records.FindText(MergedRecords.Person)!).ToDictionary(record => record.First, record => record.Second, StringComparer.Ordinal);

    /// <summary>All that a run found, as text.</summary>
    internal static string Text(LinkedCountries linked)
    {
        var text = new StringBuilder();
        foreach (var (record, person) in PersonsOf(linked.Merged))
            text.Append(record).Append(' ').Append(person).Append('\n');
        text.AppendJoin(' ', linked.Merged.Repeated.FindText(PersonReport.Record)!).Append('\n');
        foreach (var country in linked.Countries)
        {
            using var stream = new MemoryStream();
            country.WriteReview(stream, Content.LinkageTexts().Value, invented: true);
            text.Append(Encoding.UTF8.GetString(stream.ToArray()));
        }

        return text.ToString();
    }

    private static string Of(string[] names, Random random) => names[random.Next(names.Length)];

    // Two neighbours change places: what a hand does that writes fast.
    private static string Slip(string cell, Random random)
    {
        if (cell.Contains('-', StringComparison.Ordinal))
            return cell[..4];
        var at = random.Next(1, cell.Length - 1);
        return cell[..at] + cell[(at + 1)..];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Amparo.slnx")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests lie outside the repository.");
        return folder.FullName;
    }
}
