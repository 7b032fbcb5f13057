using Amparo.PrivateRelease;
using Amparo.Publication;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Cli.Publishing;

/// <summary>Which figures a released table gives: for every published margin one for the region and one for each country.</summary>
internal static class FigurePlan
{
    private const string Place = "country";
    private const string Time = "year";

    // More lines than one picture can tell apart stand in panels of their own.
    private const int MostLines = 6;

    /// <summary>The figures of a table.</summary>
    /// <param name="table">The released table.</param>
    /// <param name="text">The reader's words.</param>
    /// <returns>Figures, or why one cannot be drawn; a country, or a region, about which the table says nothing gives none.</returns>
    internal static IEnumerable<Outcome<FigureUnit>> Of(Released<Cube> table, ChartText text)
    {
        foreach (var view in table.Value.Views)
        {
            // In the order of the table's dimensions: a set has none.
            var running = table.Value.Dimensions.Select(dimension => dimension.Id).Where(id => id != Place && view.Contains(id)).ToList();
            if (running.Count is 0 or > 2)
                continue;
            var places = view.Contains(Place) ? table.Value.Dimensions[table.Value.AxisOf(Place)].List.Codes.Select(code => code.Id) : [];
            foreach (var place in places.Prepend(null))
            {
                var drawn = Draw(table, running, place, text);
                if (drawn.Succeeded || drawn.Problems.Any(problem => problem.Code != PublicationProblems.NothingToDraw))
                    yield return drawn;
            }
        }
    }

    private static Outcome<FigureUnit> Draw(Released<Cube> table, List<string> running, string? place, ChartText text)
    {
        var subject = table.Value.Header.Id;
#pragma warning disable CA1308 // The id stands in markup and file names, where country codes are lower case; this is no comparison.
        var id = $"{subject}-{place?.ToLowerInvariant() ?? "region"}-by-{string.Join("-and-", running)}";
#pragma warning restore CA1308
        // Time runs from left to right; otherwise the last dimension runs along the bars and the first divides them.
        var rows = running.Contains(Time) ? Time : running[^1];
        var slice = new CubeSlice(table, new Running(rows))
        {
            Series = running.Count == 2 ? new Running(running.First(id => id != rows)) : null,
            At = place is null ? new Dictionary<string, string>(StringComparer.Ordinal) : new(StringComparer.Ordinal) { [Place] = place },
        };
        var spec = new ChartSpec(id, slice) { CsvAddress = $"{id}.csv" };
        if (rows == Time && slice.Series is { } series && table.Value.Dimensions[table.Value.AxisOf(series.Dimension)].List.Codes.Count > MostLines)
            return Panels(spec, series.Dimension, text);
        return rows == Time ? LineChart.Draw(spec, text)
            : running.Count == 2 ? StackedBarChart.Draw(spec, text)
            : BarChart.Draw(spec, text);
    }

    // Only codes of which the table says anything here: most countries of the world have no line in most countries of ours.
    private static Outcome<FigureUnit> Panels(ChartSpec spec, string dimension, ChartText text)
    {
        var cube = spec.Slice.Table.Value;
        var at = spec.Slice.At.Select(pair => (pair.Key, pair.Value)).ToArray();
        var times = cube.Dimensions[cube.AxisOf(Time)].List.Codes.Select(code => code.Id).ToList();
        var said = cube.Dimensions[cube.AxisOf(dimension)].List.Codes.Select(code => code.Id).Append(CodeList.Unknown)
            .Where(code => times.Exists(time => cube[[.. at, (Time, time), (dimension, code)]].Kind != FigureKind.Missing)).ToList();
        return said.Count == 0
            ? new Problem(PublicationProblems.NothingToDraw, dimension, cube.Header.Id)
            : SmallMultiples.Draw(spec with { Slice = spec.Slice with { Series = new Running(dimension) { Codes = said } } }, text);
    }
}
