using System.Text.Json;
using Amparo.Content;
using Amparo.Indicators;
using Amparo.Merging;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Collaborative.Merges;

/// <summary>What came out of a merge in exact numbers: for the office that merges, never for publication. Kept sealed.</summary>
/// <param name="Captures">Persons by the kinds of agencies that know them.</param>
/// <param name="Estimates">How many there may be, country by country.</param>
/// <param name="Least">Observed persons below which a publication withholds an estimate.</param>
/// <param name="Preview">Persons as the indicator counts them, view by view.</param>
public sealed record MergeFigures(
    IReadOnlyList<CaptureTable> Captures, IReadOnlyList<EstimateLine> Estimates, int Least, IReadOnlyList<PreviewTable> Preview)
{
    /// <summary>The indicator of the estimates.</summary>
    public const string EstimateIndicator = "estimated-victims";

    /// <summary>The indicator of the preview.</summary>
    public const string PreviewIndicator = "detected-persons-linked";

    /// <summary>Works the numbers out.</summary>
    /// <param name="merged">Records with their persons.</param>
    /// <param name="content">The indicators; without one of them there is nothing to show of it.</param>
    /// <param name="tell">Told the share of the work done, from 0 to 1.</param>
    /// <param name="cancel">Stops the work between two countries.</param>
    public static MergeFigures Of(MergedRecords merged, ContentSource content, Action<double> tell, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(content);
        var captures = CountryEstimates.Tables(merged).Select(country => new CaptureTable(
            country.Country, country.Table.Lists,
            [.. Enumerable.Range(1, (1 << country.Table.Lists.Count) - 1).Select(history => new CaptureRow(history, country.Table.Count(history))).Where(row => row.Persons > 0)])).ToList();
        var estimated = content.Indicator(EstimateIndicator);
        var least = estimated.Succeeded ? estimated.Value.Population.Threshold : 0;
        var lines = new List<EstimateLine>();
        if (estimated.Succeeded)
        {
            // Others wait for the same machine: half of it.
            var asked = new EstimatesAsked(estimated.Value.Header, least) { Request = new() { Threads = Math.Max(1, Environment.ProcessorCount / 2) }, Tell = tell };
            lines.AddRange(CountryEstimates.Of(merged, asked, cancel).Rows.Select(EstimateLine.Of));
        }

        return new(captures, lines, least, Tables(merged, content));
    }

    private static IReadOnlyList<PreviewTable> Tables(MergedRecords merged, ContentSource content)
    {
        var indicator = content.Indicator(PreviewIndicator);
        if (!indicator.Succeeded)
            return [];
        var tally = Tally.Of(indicator.Value, merged.Records);
        return tally.Succeeded ? PreviewTable.Of(tally.Value.Cube) : [];
    }

    /// <summary>Writes it.</summary>
    /// <param name="stream">Where to.</param>
    public void Write(Stream stream) => JsonSerializer.Serialize(stream, this);

    /// <summary>Reads it back.</summary>
    /// <param name="stream">Where from.</param>
    public static MergeFigures Read(Stream stream) => JsonSerializer.Deserialize<MergeFigures>(stream)!;
}

/// <summary>Which kinds of agencies know how many persons of a country.</summary>
/// <param name="Country">The country's code.</param>
/// <param name="Kinds">The kinds of agencies, in the order of the bits.</param>
/// <param name="Rows">Persons by exactly who knows them; without combinations that nobody has.</param>
public sealed record CaptureTable(string Country, IReadOnlyList<string> Kinds, IReadOnlyList<CaptureRow> Rows);

/// <summary>Persons whom exactly these kinds of agencies know.</summary>
/// <param name="History">A bit for each kind.</param>
/// <param name="Persons">How many.</param>
public sealed record CaptureRow(int History, long Persons)
{
    /// <summary>Whether a kind knows them.</summary>
    /// <param name="kind">Its place, from zero.</param>
    public bool Has(int kind) => (History & (1 << kind)) != 0;
}

/// <summary>The estimate of a country, as it is before any rounding.</summary>
/// <param name="Country">The country's code.</param>
/// <param name="Standing">What it may be used for.</param>
/// <param name="Low">The lower limit; null where there is none.</param>
/// <param name="High">The upper limit.</param>
/// <param name="Best">The best single number.</param>
/// <param name="Observed">Persons whom some agency knows.</param>
public sealed record EstimateLine(string Country, EstimateStanding Standing, decimal? Low, decimal? High, decimal? Best, decimal? Observed)
{
    internal static EstimateLine Of(PlaceEstimate row) => new(
        row.Place, row.Standing, row.Interval.IsStated ? row.Interval.Low : null, row.Interval.IsStated ? row.Interval.High : null,
        row.Best.IsStated ? row.Best.Low : null, row.Observed.IsStated ? row.Observed.Low : null);
}

/// <summary>One view of an indicator.</summary>
/// <param name="Dimensions">The fields.</param>
/// <param name="Rows">The combinations that somebody falls into, unknown values included.</param>
public sealed record PreviewTable(IReadOnlyList<string> Dimensions, IReadOnlyList<PreviewRow> Rows)
{
    internal static IReadOnlyList<PreviewTable> Of(CountedCube counted)
    {
        var cells = counted.Tabulate().Cells.Where(cell => cell.Value.Low > 0).ToList();
        var axes = counted.Dimensions;
        var empty = new Cube(counted.Header, counted.Dimensions, counted.Views, []);
        var tables = new List<PreviewTable>();
        foreach (var view in counted.Views)
        {
            int[] kept = [.. Enumerable.Range(0, axes.Count).Where(axis => view.Contains(axes[axis].Id))];
            var rows = new List<PreviewRow>();
            foreach (var (index, figure) in cells)
            {
                var at = empty.PositionsOf(index);
                // The view's own cells, not its totals.
                if (Enumerable.Range(0, axes.Count).All(axis => (at[axis] == axes[axis].TotalPosition) != view.Contains(axes[axis].Id)))
                    rows.Add(new([.. kept.Select(axis => axes[axis].CodeAt(at[axis]))], (long)figure.Low));
            }

            tables.Add(new([.. kept.Select(axis => axes[axis].Id)], rows));
        }

        return tables;
    }
}

/// <summary>Persons of one combination.</summary>
/// <param name="Codes">A code for each field of the table.</param>
/// <param name="Persons">How many.</param>
public sealed record PreviewRow(IReadOnlyList<string> Codes, long Persons);
