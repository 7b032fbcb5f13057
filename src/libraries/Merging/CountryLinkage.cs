using System.Globalization;
using Amparo.Linkage;
using Amparo.Linkage.Reading;
using Amparo.Linkage.Review;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Merging;

/// <summary>Finds the records of one person among the agencies of a country, each country for itself.</summary>
/// <remarks>
/// An agency's file number is its own word on who is one person, and is followed like a reviewer's decision; where a reviewer decided otherwise on two
/// records, the reviewer is followed. Everything else is the engine's (<see cref="PersonLinkage"/>). Across borders nothing is linked: that needs an
/// agreement and encoded lists. The same lists give the same persons to the last letter, in whatever order they come, on however many threads, in whatever
/// culture; only the order of the records within a list tells which of a person's records counts as its first.
/// </remarks>
public static class CountryLinkage
{
    // Of the share told, what reading a country's lists takes; the rest is the engine's.
    private const double Reading = 0.1;

    private static readonly string[] Needed = [PersonReport.Record, PersonReport.Subject];

    /// <summary>Links the records of every country.</summary>
    /// <param name="lists">The lists of all countries, at least one, in any order.</param>
    /// <param name="schema">The schema of the records.</param>
    /// <param name="options">Names, decisions, and who is told how far the work is.</param>
    /// <param name="cancel">Stops the work: between two countries at once, within one where the engine next tells its share.</param>
    /// <returns>
    /// Every record with exactly one person, <c>COUNTRY-number</c> where lists were compared, else the agency's word. Or <c>MRG-001</c> … <c>MRG-005</c> for lists
    /// that cannot stand together, all of them; or the <c>LNK-</c> and <c>REC-</c> problems of a country's lists.
    /// </returns>
    /// <exception cref="ArgumentException">There is no list, a country or name is blank, or records are not of the schema.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static Outcome<LinkedCountries> Run(IReadOnlyList<AgencyList> lists, RecordSchema schema, MergeOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(options);
        if (lists.Count == 0 || lists.Any(list => string.IsNullOrWhiteSpace(list.Country) || string.IsNullOrWhiteSpace(list.Name)))
            throw new ArgumentException("There is a list at least, and each has a country and a name.", nameof(lists));
        var ordered = lists.OrderBy(list => list.Country, StringComparer.Ordinal).ThenBy(list => list.Name, StringComparer.Ordinal).ToArray();
        var faults = Faults(ordered).ToList();
        return faults.Count > 0 ? Outcome<LinkedCountries>.Refused(faults) : new Linking(schema, options, cancel).Link(ordered);
    }

    private static IEnumerable<Problem> Faults(AgencyList[] lists)
    {
        foreach (var twice in lists.GroupBy(list => (list.Country, list.Name)).Where(same => same.Count() > 1))
            yield return new(MergingProblems.ListTwice, twice.Key.Name, twice.Key.Country);
        foreach (var list in lists.Where(list => list.Records.Count > 0))
        {
            foreach (var field in Needed.Where(field => list.Records.FindText(field) is null))
                yield return new(MergingProblems.FieldMissing, field, list.Name);
            if (list.Records.FindText(PersonReport.Record) is { } own && own.Any(string.IsNullOrEmpty))
                yield return new(MergingProblems.RecordWithoutId, PersonReport.Record, list.Name);
            // A record that does not say its country is its list's.
            if (list.Records.FindCoded(PersonReport.Country) is { } said
                && Enumerable.Range(0, said.Count).Any(row => said.Cells[row] is >= 0 and var cell && said.List.Codes[cell].Id != list.Country))
            {
                yield return new(MergingProblems.OtherCountry, PersonReport.Country, list.Name);
            }
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var again = lists.Select(list => list.Records.FindText(PersonReport.Record)).OfType<TextColumn>().Sum(ids => ids.Count(id => !seen.Add(id)));
        if (again > 0)
            yield return new(MergingProblems.RecordTwice, PersonReport.Record, again.ToString(CultureInfo.InvariantCulture));
    }

    private sealed class Linking(RecordSchema schema, MergeOptions options, CancellationToken cancel)
    {
        private readonly IReadOnlyDictionary<PairKey, SettledPair> _decided = options.Decisions.Settled();

        public Outcome<LinkedCountries> Link(AgencyList[] lists)
        {
            var persons = new List<string>();
            var linked = new List<LinkedCountry>();
            var without = new List<string>();
            var countries = lists.GroupBy(list => list.Country, StringComparer.Ordinal).ToArray();
            foreach (var (done, country) in countries.Index())
            {
                cancel.ThrowIfCancellationRequested();
                AgencyList[] filled = [.. country.Where(list => list.Records.Count > 0)];
                if (filled.Length == 0)
                    continue;
                var found = LinkCountry(filled, share => options.Tell((done + share) / countries.Length));
                if (found.Succeeded)
                {
                    linked.Add(new(country.Key, found.Value));
                    persons.AddRange(found.Value.Clusters.Select(cluster => string.Create(CultureInfo.InvariantCulture, $"{country.Key}-{cluster + 1}")));
                }
                else if (found.Problems.Any(problem => problem.Code != LinkageProblems.NothingToCompare))
                {
                    return Outcome<LinkedCountries>.Refused(found.Problems);
                }
                else
                {
                    without.Add(country.Key);
                    persons.AddRange(filled.SelectMany(OwnWord));
                }
            }

            options.Tell(1);
            return new LinkedCountries(MergedRecords.Of(RecordSet.Concat([.. lists.Select(list => list.Records)]), persons), linked, without);
        }

        private Outcome<LinkageResult> LinkCountry(AgencyList[] lists, Action<double> tell)
        {
            void Tell(double share)
            {
                cancel.ThrowIfCancellationRequested();
                tell(share);
            }

            var streams = new List<MemoryStream>();
            try
            {
                foreach (var list in lists)
                    streams.Add(Standard(list.Records));
                var read = PersonLists.Read(
                    [.. streams.Zip(lists, (stream, list) => new ListSource(list.Name, stream))], LinkLayout.Recognised.RoleOf, share => Tell(share * Reading));
                if (!read.Succeeded)
                    return Outcome<LinkageResult>.Refused(read.Problems);
                string[] subjects = [.. lists.SelectMany(list => list.Records.FindText(PersonReport.Subject)!)];
                return PersonLinkage.Run(
                    read.Value, options.Knowledge, new LinkOptions { Settled = Settled(read.Value, subjects) }, share => Tell(Reading + ((1 - Reading) * share)));
            }
            catch (AggregateException) when (cancel.IsCancellationRequested)
            {
                // The engine tells its share from the threads that it works on, and they wrap what they throw.
                throw new OperationCanceledException(cancel);
            }
            finally
            {
                streams.ForEach(stream => stream.Dispose());
            }
        }

        // The engine reads lists as offices hand them in; through the standard file both ways meet the same text, letter by letter.
        private MemoryStream Standard(RecordSet records)
        {
            var stream = new MemoryStream();
            RecordFile.Write(stream, records, schema);
            stream.Position = 0;
            return stream;
        }

        // Records of the engine's lists are numbered as they were written, one list after the other.
        private Dictionary<PairKey, SettledPair> Settled(PersonLists lists, string[] subjects)
        {
            var settled = new Dictionary<PairKey, SettledPair>();
            var last = new Dictionary<string, RecordKey>(StringComparer.Ordinal);
            foreach (var record in lists.InOrder().Where(record => subjects[record].Length > 0))
            {
                var key = lists.KeyOf(record);
                if (last.TryGetValue(subjects[record], out var before))
                {
                    var pair = before.PairedWith(key);
                    settled.Add(pair, new SettledPair(pair, Settlement.Same, []));
                }

                last[subjects[record]] = key;
            }

            foreach (var decided in _decided.Values.Where(pair => pair.Settlement is Settlement.Same or Settlement.Different))
                settled[decided.Key] = decided;
            return settled;
        }

        // Where an engine has nothing to go by. The country is part of it, so that no two countries can mean one person.
        private static IEnumerable<string> OwnWord(AgencyList list)
        {
            var ids = list.Records.FindText(PersonReport.Record)!;
            return list.Records.FindText(PersonReport.Subject)!.Select((subject, row) => subject.Length > 0 ? subject : ids[row])
                .Select(word => word.StartsWith($"{list.Country}-", StringComparison.Ordinal) ? word : $"{list.Country}-{word}");
        }
    }
}
