using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amparo.Content;
using Amparo.Contracts.Portal;
using Amparo.Indicators;
using Amparo.Indicators.Derived;
using Amparo.Merging;
using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Collaborative.Releases;

/// <summary>What a release counts, exact: it goes through the doors only.</summary>
/// <param name="Counts">Tables of counts, each with its indicator.</param>
/// <param name="Estimates">Estimates with their indicator; null where none were chosen.</param>
/// <param name="Derived">The measures that may follow from released tables.</param>
internal sealed record CountedRelease(
    IReadOnlyList<(IndicatorDefinition Indicator, CountedCube Cube)> Counts, (IndicatorDefinition Indicator, EstimateTable Table)? Estimates, IReadOnlyList<DerivedIndicator> Derived)
{
    /// <summary>Persons, each once in a country.</summary>
    public const string Persons = "detected-persons-linked";

    /// <summary>Records beyond the first of each person.</summary>
    public const string Repeated = "repeated-records";

    /// <summary>Estimates of all victims, detected or not.</summary>
    public const string Estimated = "estimated-victims";

    /// <summary>The indicators that can be chosen: those that speak of linked persons.</summary>
    public static readonly IReadOnlyList<string> Choices = [Persons, Repeated, Estimated];

    /// <summary>Counts what a draft chose among the records of a merge.</summary>
    /// <param name="tables">The names of the indicators.</param>
    /// <param name="merged">The merge's records with their persons.</param>
    /// <param name="content">The indicators.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>The counts; <c>COL-044</c> if nothing that can be chosen was chosen; the problems of the content and of counting.</returns>
    public static Outcome<CountedRelease> Of(IReadOnlyList<string> tables, MergedRecords merged, ContentSource content, CancellationToken cancel)
    {
        if (tables.Count == 0 || tables.Except(Choices, StringComparer.Ordinal).Any())
            return new Problem(CollaborativeProblems.NoTableChosen, "tables");
        var derived = content.DerivedIndicators();
        if (!derived.Succeeded)
            return Outcome<CountedRelease>.Refused(derived.Problems);
        var counts = new List<(IndicatorDefinition, CountedCube)>();
        (IndicatorDefinition, EstimateTable)? estimates = null;
        // In the order of the choices, whatever the order in which they were ticked: the same draft gives the same lines.
        foreach (var name in Choices.Where(tables.Contains))
        {
            var indicator = content.Indicator(name);
            if (!indicator.Succeeded)
                return Outcome<CountedRelease>.Refused(indicator.Problems);
            if (name == Estimated)
            {
                estimates = (indicator.Value, Estimate(indicator.Value, merged, cancel));
                continue;
            }

            var tally = Tally.Of(indicator.Value, name == Repeated ? merged.Repeated : merged.Records);
            if (!tally.Succeeded)
                return Outcome<CountedRelease>.Refused(tally.Problems);
            counts.Add((indicator.Value, tally.Value.Cube));
        }

        return new CountedRelease(counts, estimates, derived.Value);
    }

    /// <summary>Lets everything pass its door: the same for a preview and for what is published.</summary>
    /// <param name="standing">What stands in the portal.</param>
    /// <param name="now">When.</param>
    /// <returns>Tables that have passed, and the ledger as the doors left it; or the refusal of a door.</returns>
    /// <remarks>Changes nothing but doors of its own.</remarks>
    public Outcome<PassedTables> ReleaseOf(StandingTables standing, Instant now)
    {
        var doors = new ReleaseDoors(standing.Ledger, now);
        var cubes = new List<Released<Cube>>();
        foreach (var (indicator, cube) in Counts)
        {
            var passed = doors.Suppress(cube, new CellSuppression(indicator.Population.Threshold), indicator.Population.Id);
            if (!passed.Succeeded)
                return Outcome<PassedTables>.Refused(passed.Problems);
            cubes.Add(passed.Value);
        }

        var estimates = new List<Released<EstimateTable>>();
        if (Estimates is var (estimated, table))
        {
            var passed = doors.Estimate(table, new EstimateRounding(estimated.Population.Threshold), estimated.Population.Id);
            if (!passed.Succeeded)
                return Outcome<PassedTables>.Refused(passed.Problems);
            estimates.Add(passed.Value);
        }

        // Only what a new table changes: other measures stand as they are.
        var fresh = cubes.Select(cube => cube.Entry.Subject).ToHashSet(StringComparer.Ordinal);
        var following = Derived.Where(measure => measure.Tables.Any(fresh.Contains)).ToList();
        var measures = doors.DeriveAll(following, [.. standing.Cubes.Where(cube => !fresh.Contains(cube.Key)).Select(cube => cube.Value), .. cubes]);
        return measures.Succeeded
            ? new PassedTables(doors.Ledger) { Cubes = [.. cubes, .. measures.Value], Estimates = estimates }
            : Outcome<PassedTables>.Refused(measures.Problems);
    }

    /// <summary>What would be seen, as a hash: the same tables, cell by cell and under the same protection, have the same.</summary>
    /// <param name="passed">Tables that have passed.</param>
    /// <returns>SHA-256, 64 lower-case hexadecimal digits.</returns>
    /// <remarks>
    /// The archive of a measure names the lines of its sources, and another publication in between would move them without changing a figure: of measures the
    /// cells are taken.
    /// </remarks>
    public static string HashOf(PassedTables passed)
    {
        var text = new StringBuilder();
        foreach (var cube in passed.Cubes)
            text.Append(cube.Entry.Subject).Append(' ').AppendLine(cube.Entry.Door == Door.Derived ? CellsOf(cube.Value) : cube.Entry.ContentHash);
        foreach (var estimates in passed.Estimates)
            text.Append(estimates.Entry.Subject).Append(' ').AppendLine(estimates.Entry.ContentHash);
        return Hash(text.ToString());
    }

    private static string CellsOf(Cube cube)
    {
        var text = new StringBuilder();
        foreach (var dimension in cube.Dimensions)
            text.Append(dimension.Id).Append(' ').AppendJoin(' ', dimension.List.Codes.Select(code => code.Id)).Append('\n');
        foreach (var (index, figure) in cube.Cells)
            text.Append(CultureInfo.InvariantCulture, $"{index} {figure.Kind} {figure.Low} {figure.High}\n");
        return Hash(text.ToString());
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static EstimateTable Estimate(IndicatorDefinition indicator, MergedRecords merged, CancellationToken cancel) =>
        CountryEstimates.Of(merged, new EstimatesAsked(indicator.Header, indicator.Population.Threshold) { Request = new() { Threads = Environment.ProcessorCount } }, cancel);
}
