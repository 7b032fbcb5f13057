using System.Globalization;
using System.Text;
using Amparo.Cli.Folders;
using Amparo.Linkage;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Reading;
using Amparo.Linkage.Review;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Linking;

/// <summary>Finds the records of one person among the agencies of a country, each country for itself.</summary>
/// <remarks>
/// An agency's file number is its own word on who is one person, and is followed like a reviewer's decision; everything else is the engine's. Across
/// borders nothing is linked: that needs an agreement and encoded lists.
/// </remarks>
/// <param name="knowledge">Nicknames and abbreviations.</param>
/// <param name="invented">Where the mapped records lie, and where the persons are written.</param>
internal sealed class CountryLinkage(NameKnowledge knowledge, InventedFiles invented)
{
    /// <summary>Links the records of every country.</summary>
    /// <param name="records">All mapped records.</param>
    /// <param name="tell">Told the share of the work done.</param>
    /// <returns>The records with their persons, or why a list cannot be read.</returns>
    internal Outcome<LinkedRecords> Link(RecordSet records, Action<double> tell)
    {
        string[] ids = [.. records.FindText(PersonReport.Record)!];
        string[] subjects = [.. records.FindText(PersonReport.Subject)!];
        var rows = ids.Index().ToDictionary(id => id.Item, id => id.Index, StringComparer.Ordinal);
        // Where an engine has nothing to go by, the agency's word is all there is.
        string[] persons = [.. subjects];
        var countries = invented.MappedByCountry();
        foreach (var (done, country) in countries.Index())
        {
            var linked = LinkCountry(country.Files, id => subjects[rows[id]], share => tell((done + share) / countries.Count));
            if (!linked.Succeeded)
            {
                if (linked.Problems.Any(problem => problem.Code != LinkageProblems.NothingToCompare))
                    return Outcome<LinkedRecords>.Refused(linked.Problems);
                continue;
            }

            var lists = linked.Value.Lists;
            foreach (var record in lists.InOrder())
                persons[rows[lists.IdOf(record)]] = string.Create(CultureInfo.InvariantCulture, $"{country.Name}-{linked.Value.Clusters[record] + 1}");
        }

        foreach (var (country, files) in countries)
            WritePersons(country, ids.Index().Where(id => id.Item.StartsWith($"{country}-", StringComparison.Ordinal)).Select(id => (id.Item, persons[id.Index])));
        tell(1);
        return LinkedRecords.Of(records, persons);
    }

    private Outcome<LinkageResult> LinkCountry(IReadOnlyList<string> files, Func<string, string> subjectOf, Action<double> tell)
    {
        var streams = new List<FileStream>();
        try
        {
            foreach (var file in files)
                streams.Add(File.OpenRead(file));
            var sources = streams.Select((stream, place) => new ListSource(Path.GetFileNameWithoutExtension(files[place]), stream)).ToList();
            return PersonLists.Read(sources, LinkLayout.Recognised.RoleOf, share => tell(share / 10)).Then(lists =>
                PersonLinkage.Run(lists, knowledge, new LinkOptions { Settled = SameFile(lists, subjectOf) }, share => tell((1 + (9 * share)) / 10)));
        }
        finally
        {
            streams.ForEach(stream => stream.Dispose());
        }
    }

    private static Dictionary<PairKey, SettledPair> SameFile(PersonLists lists, Func<string, string> subjectOf)
    {
        var settled = new Dictionary<PairKey, SettledPair>();
        var last = new Dictionary<string, RecordKey>(StringComparer.Ordinal);
        foreach (var record in lists.InOrder())
        {
            var key = lists.KeyOf(record);
            var subject = subjectOf(key.Id);
            if (last.TryGetValue(subject, out var before))
            {
                var pair = before.PairedWith(key);
                settled.Add(pair, new SettledPair(pair, Settlement.Same, []));
            }

            last[subject] = key;
        }

        return settled;
    }

    // Who is one person is as much about persons as their names are.
    private void WritePersons(string country, IEnumerable<(string Record, string Person)> persons) => AtomicFile.Write(
        MappedRecords.Ready(invented.PersonsOf(country)),
        stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine("record,person");
            foreach (var (record, person) in persons)
                writer.WriteLine($"{CsvCell.Of(record)},{CsvCell.Of(person)}");
        },
        new AtomicFileOptions { OwnerOnly = true });
}

/// <summary>Records with the persons that linkage found behind them.</summary>
/// <param name="Records">The records with a field more: the person.</param>
/// <param name="Repeated">Those that are not the first of their person.</param>
/// <param name="Persons">Number of persons.</param>
internal sealed record LinkedRecords(RecordSet Records, RecordSet Repeated, int Persons)
{
    /// <summary>The field of the person.</summary>
    internal const string Person = "person";

    internal static LinkedRecords Of(RecordSet records, IReadOnlyList<string> persons)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var repeated = persons.Index().Where(person => !seen.Add(person.Item)).Select(person => person.Index).ToList();
        return new(new RecordSet(records.Count, [.. records.Columns, new TextColumn(Person, persons)]), records.Take(repeated), seen.Count);
    }
}
