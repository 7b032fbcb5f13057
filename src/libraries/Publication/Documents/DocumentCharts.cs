using System.Globalization;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>Draws the charts that a template asks for.</summary>
internal static class DocumentCharts
{
    private const string Time = "year";

    /// <summary>The kinds by the words of a template.</summary>
    public static readonly IReadOnlyDictionary<string, DocumentChartKind> Kinds = new Dictionary<string, DocumentChartKind>(StringComparer.Ordinal)
    {
        ["bars"] = DocumentChartKind.Bars,
        ["line"] = DocumentChartKind.Line,
        ["stacked"] = DocumentChartKind.Stacked,
        ["tiles"] = DocumentChartKind.Tiles,
        ["panels"] = DocumentChartKind.Panels,
    };

    /// <summary>Whether a kind of chart has series, or has none; null where both are right.</summary>
    public static bool? HasSeries(DocumentChartKind kind) => kind switch
    {
        DocumentChartKind.Bars or DocumentChartKind.Tiles => false,
        DocumentChartKind.Stacked or DocumentChartKind.Panels => true,
        _ => null,
    };

    /// <summary>Draws a chart.</summary>
    /// <param name="chart">What is asked for, its coordinates filled in.</param>
    /// <param name="period">The years that it is about; null for a course in time.</param>
    /// <param name="source">Where tables come from.</param>
    /// <param name="reader">The publication's year, at which a course in time ends, and the words and numbers of the reader's language.</param>
    public static Outcome<FigureUnit> Draw(DocumentChart chart, DocumentPeriod? period, FigureSource source, (int Year, ChartText Text) reader)
    {
        var (year, text) = reader;
        var table = source.TableOf(chart.Binding);
        if (Unknown(table.Value, chart) is { } unknown)
            return new Problem(PublicationProblems.TemplateSlice, chart.Binding.Table, $"{chart.Id}: {unknown}");
        var slice = new CubeSlice(table, new Running(chart.Rows) { Codes = chart.Codes ?? (chart.Rows == Time ? Until(table.Value, chart, year) : null) })
        {
            Series = chart.Series is { } series ? new Running(series) : null,
            At = chart.Binding.At,
        };
        if (slice.Rows.Codes is [])
            return new Problem(PublicationProblems.NothingToDraw, chart.Rows, table.Value.Header.Id);
        var spec = new ChartSpec(chart.Id, slice)
        {
            Order = chart.LargestFirst ? RowOrder.LargestFirst : RowOrder.Listed,
            Title = chart.Title?[text.Language],
        };
        var drawn = Draw(chart.Kind, spec, text);
        if (!drawn.Succeeded || period is null)
            return drawn;
        // The picture may be posted alone: it says of which years it is. What a chart is called that the template gives no title is known once it is drawn.
        var title = drawn.Value.Title;
        var dated = Draw(chart.Kind, spec with { Title = period.Beside(title, year, text) }, text);
        return dated.Succeeded ? dated.Value with { Title = title } : dated;
    }

    private static Outcome<FigureUnit> Draw(DocumentChartKind kind, ChartSpec spec, ChartText text) => kind switch
    {
        DocumentChartKind.Bars => BarChart.Draw(spec, text),
        DocumentChartKind.Line => LineChart.Draw(spec, text),
        DocumentChartKind.Stacked => StackedBarChart.Draw(spec, text),
        DocumentChartKind.Tiles => TileMapChart.Draw(new TileMapSpec(spec, TileLayout.Region), text),
        DocumentChartKind.Panels => SmallMultiples.Draw(spec, text),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string? Unknown(Cube cube, DocumentChart chart) =>
        new[] { chart.Rows, chart.Series }.OfType<string>().Concat(chart.Binding.At.Keys).FirstOrDefault(id => cube.Dimensions.All(axis => axis.Id != id))
        ?? chart.Codes?.FirstOrDefault(code => code is not (CodeList.Total or CodeList.Unknown) && cube.Dimensions[cube.AxisOf(chart.Rows)].List.PositionOf(code) < 0)
        ?? chart.Binding.At.Where(at => at.Value is not (CodeList.Total or CodeList.Unknown))
            .FirstOrDefault(at => cube.Dimensions[cube.AxisOf(at.Key)].List.PositionOf(at.Value) < 0).Key;

    // From the first year on which the table says something to the publication's; later years belong to later editions.
    private static List<string> Until(Cube cube, DocumentChart chart, int year)
    {
        var axis = cube.Dimensions[cube.AxisOf(Time)];
        var last = year.ToString(CultureInfo.InvariantCulture);
        var codes = axis.List.Codes.Select(code => code.Id).Where(code => string.CompareOrdinal(code, last) <= 0).ToList();
        var series = chart.Series is { } id
            ? cube.Dimensions[cube.AxisOf(id)].List.Codes.Select(code => ((string, string)?)(id, code.Id)).Append((id, CodeList.Unknown)).ToArray()
            : [null];
        var from = codes.FindIndex(code => series.Any(one => cube[
            [(Time, code), .. chart.Binding.At.Select(at => (at.Key, at.Value)), .. one is { } standing ? new[] { standing } : []]].Kind != FigureKind.Missing));
        return from < 0 ? [] : codes[from..];
    }
}
