using Amparo.Estimation;
using Amparo.Estimation.Histories;
using Amparo.Estimation.Reporting;
using Amparo.Records;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Merging;

/// <summary>Which agencies know how many persons of a country.</summary>
/// <param name="Country">The country's code.</param>
/// <param name="Table">Persons by the kinds of agencies that know them; the kinds are the lists.</param>
public sealed record CountryCaptures(string Country, CaptureHistories Table);

/// <summary>What is to be estimated, and how it was agreed.</summary>
/// <param name="Header">What the table says it is.</param>
/// <param name="Least">Observed persons below which the door withholds a figure: from 0.</param>
public sealed record EstimatesAsked(CubeHeader Header, int Least)
{
    /// <summary>What was agreed beforehand; the literature's own choices by default.</summary>
    public EstimationRequest Request { get; init; } = new();

    /// <summary>Told the share of the work done, from 0 to 1.</summary>
    public Action<double> Tell { get; init; } = _ => { };
}

/// <summary>From merged records to an estimate of each country: the agencies are the lists, the persons of linkage are who is on them.</summary>
public static class CountryEstimates
{
    // Of few persons the door shows the verdict only: the limits need not be sharp.
    private const int FewReplicates = 100;

    /// <summary>Counts persons by the kinds of agencies that know them, country by country.</summary>
    /// <param name="merged">Records with their persons. A record whose country or kind of agency is missing is on no list.</param>
    /// <returns>
    /// The countries in the order of the code list; those where one kind of agency alone, or more than <see cref="CaptureHistories.MostLists"/>, know anybody
    /// are left out: there is nothing to compare, or too much. A kind that knows nobody in a country is no list there.
    /// </returns>
    /// <exception cref="ArgumentException">The records have no field of country, of agency or of person.</exception>
    public static IReadOnlyList<CountryCaptures> Tables(MergedRecords merged)
    {
        ArgumentNullException.ThrowIfNull(merged);
        var records = merged.Records;
        if (records.FindCoded(PersonReport.Country) is not { } countries || records.FindCoded(PersonReport.AgencyKind) is not { } agencies
            || records.FindText(MergedRecords.Person) is not { } persons)
        {
            throw new ArgumentException("Persons are counted by country and kind of agency.", nameof(merged));
        }

        int[] rows = [.. Enumerable.Range(0, records.Count).Where(row => countries.Cells[row] >= 0 && agencies.Cells[row] >= 0)];
        var tables = new List<CountryCaptures>();
        foreach (var country in rows.GroupBy(row => countries.Cells[row]).OrderBy(country => country.Key))
        {
            short[] present = [.. country.Select(row => agencies.Cells[row]).Distinct().Order()];
            if (present.Length is < 2 or > CaptureHistories.MostLists)
                continue;
            var known = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var row in country)
                known[persons[row]] = known.GetValueOrDefault(persons[row]) | (1 << Array.IndexOf(present, agencies.Cells[row]));
            var table = CaptureHistories.Of(
                [.. present.Select(agency => agencies.List.Codes[agency].Id)], known.Values.CountBy(history => history).Select(history => (history.Key, (long)history.Value)));
            if (table.Succeeded)
                tables.Add(new(countries.List.Codes[country.Key].Id, table.Value));
        }

        return tables;
    }

    /// <summary>Estimates every country of merged records.</summary>
    /// <param name="merged">Records with their persons.</param>
    /// <param name="asked">What, and how.</param>
    /// <param name="cancel">Stops the work between two countries.</param>
    /// <returns>
    /// A row for each country of <see cref="Tables"/>, for the door only: figures are not rounded yet. Where the data have no answer the row says so and its
    /// figures are missing. The same records give the same rows, whatever the number of threads.
    /// </returns>
    /// <exception cref="ArgumentException">As <see cref="Tables"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static EstimateTable Of(MergedRecords merged, EstimatesAsked asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var tables = Tables(merged);
        var few = asked.Request with { Replicates = Math.Min(FewReplicates, asked.Request.Replicates) };
        var rows = new List<PlaceEstimate>();
        foreach (var (country, table) in tables)
        {
            cancel.ThrowIfCancellationRequested();
            rows.Add(Row(country, Estimator.Run(table, table.Observed < asked.Least ? few : asked.Request, _ => { })));
            asked.Tell((double)rows.Count / tables.Count);
        }

        return new(asked.Header, EstimationJson.WordOf(asked.Request.Method), (decimal)asked.Request.Level, rows);
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
