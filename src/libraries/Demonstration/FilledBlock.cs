using Amparo.Demonstration.Content;
using Amparo.Demonstration.Layouts;
using Amparo.Demonstration.Population;
using Amparo.Demonstration.Randomness;
using Amparo.Demonstration.Reports;

namespace Amparo.Demonstration;

/// <summary>A block with its persons and their rows, ready to be written.</summary>
internal sealed record FilledBlock(PersonBlock Block, IReadOnlyList<Person> Persons, IReadOnlyList<Report>[] Reports)
{
    /// <summary>Makes a block: a pure function of seed, content and the block's place, whatever runs beside it.</summary>
    internal static FilledBlock Make(ulong seed, DemonstrationContent content, PersonBlock block, AgencyLayout[] layouts)
    {
        var random = Xoshiro256.ForBlock(seed, new(block.CountryIndex, block.Number));
        var persons = new PersonSampler(content, block, random).Draw();
        var reports = Codes.AllAgencies.Select(_ => new List<Report>()).ToArray();
        var sampler = new ReportSampler(random);
        foreach (var person in persons)
            sampler.Draw(person, reports);
        foreach (var agency in Codes.AllAgencies)
            NumberFiles(block, reports[(int)agency], layouts[(int)agency]);
        return new(block, persons, reports);
    }

    // Rows stand in order of time, and file numbers follow the first row of each person: neither tells who is a person's sibling.
    private static void NumberFiles(PersonBlock block, List<Report> reports, AgencyLayout layout)
    {
        reports.Sort((a, b) => a.Registered != b.Registered ? a.Registered.CompareTo(b.Registered) : a.Tie.CompareTo(b.Tie));
        var numbers = new Dictionary<int, string>();
        foreach (var report in reports)
        {
            if (!numbers.TryGetValue(report.Person.Number, out var number))
            {
                // A block has at most as many files as persons, so the next block's numbers start above all of this one's.
                number = layout.FileNumber(new(block.Country, report.Registered.Year, block.FirstNumber + numbers.Count));
                numbers.Add(report.Person.Number, number);
            }

            report.FileNumber = number;
        }
    }
}
