using Amparo.Cli.Linking;
using Amparo.Estimation;
using Amparo.Estimation.Histories;
using Amparo.Estimation.Reporting;
using Amparo.Records;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Cli.Estimating;

/// <summary>From linked records to an estimate of each country: the agencies are the lists, the persons of linkage are who is on them.</summary>
internal static class CountryEstimates
{
    /// <summary>Estimates every country of linked records.</summary>
    /// <param name="linked">Records with their persons.</param>
    /// <param name="header">What is estimated.</param>
    /// <param name="least">Observed persons below which the door withholds a figure.</param>
    /// <param name="tell">Told the share of the work done.</param>
    /// <returns>The estimates, for the door only: they are not rounded yet.</returns>
    internal static EstimateTable Of(LinkedRecords linked, CubeHeader header, int least, Action<double> tell)
    {
        // The data officer's own choices would stand here; the demonstration takes those of the literature.
        var request = new EstimationRequest { Threads = Environment.ProcessorCount };
        var tables = Tables(linked.Records);
        var rows = new List<PlaceEstimate>();
        foreach (var (country, table) in tables)
        {
            // Of few persons the door shows the verdict only: the limits need not be sharp.
            rows.Add(Row(country, Estimator.Run(table, table.Observed < least ? request with { Replicates = 100 } : request, _ => { })));
            tell((double)rows.Count / tables.Count);
        }

        return new(header, EstimationJson.WordOf(request.Method), (decimal)request.Level, rows);
    }

    private static List<(string Country, CaptureHistories Table)> Tables(RecordSet records)
    {
        var countries = records.FindCoded(PersonReport.Country)!;
        var agencies = records.FindCoded(PersonReport.AgencyKind)!;
        var persons = records.FindText(LinkedRecords.Person)!;
        var known = new Dictionary<(short Country, string Person), int>();
        for (var row = 0; row < records.Count; row++)
        {
            // A record without country or agency is on no list.
            if (countries.Cells[row] < 0 || agencies.Cells[row] < 0)
                continue;
            var key = (countries.Cells[row], persons[row]);
            known[key] = known.GetValueOrDefault(key) | (1 << agencies.Cells[row]);
        }

        return [.. known.GroupBy(person => person.Key.Country).OrderBy(country => country.Key)
            .Select(country => (countries.List.Codes[country.Key].Id, Table(country.Select(person => person.Value).ToList(), agencies.List)))
            .Where(country => country.Item2 is not null).Select(country => (country.Id, country.Item2!))];
    }

    // An agency that knows nobody in the country is no list there; with one agency alone there is nothing to compare.
    private static CaptureHistories? Table(List<int> known, CodeList agencies)
    {
        var all = known.Aggregate(0, (lists, history) => lists | history);
        var present = Enumerable.Range(0, agencies.Codes.Count).Where(agency => (all & (1 << agency)) != 0).ToArray();
        if (present.Length is < 2 or > CaptureHistories.MostLists)
            return null;
        var rows = known.CountBy(history => present.Index().Sum(agency => (history & (1 << agency.Item)) != 0 ? 1 << agency.Index : 0))
            .Select(history => (history.Key, (long)history.Value));
        var table = CaptureHistories.Of([.. present.Select(agency => agencies.Codes[agency].Id)], rows);
        return table.Succeeded ? table.Value : null;
    }

    private static PlaceEstimate Row(string country, EstimationAnswer answer)
    {
        var observed = Figure.Exact(answer.Table.Observed);
        if (answer is not { Verdict: not Verdict.NotEstimable, Headline: { Estimate: { } best, Interval: { } interval } } || !double.IsFinite(interval.Upper))
            return new(country, EstimateStanding.NotEstimable, Figure.Missing, Figure.Missing) { Observed = observed };
        var standing = answer.Verdict == Verdict.Usable ? EstimateStanding.Usable : EstimateStanding.Indicative;
        return new(country, standing, Figure.Between(((decimal)interval.Lower, (decimal)interval.Upper)), Figure.Exact((decimal)best)) { Observed = observed };
    }
}
