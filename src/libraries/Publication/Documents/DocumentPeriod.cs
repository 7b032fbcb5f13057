using System.Globalization;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>The years that a figure is about, from the first to the last.</summary>
/// <remarks>
/// A page is about one year. A figure of other years, printed beside those of the page's year without saying so, reads as one of that year: then a part of
/// five years looks larger than the whole of one.
/// </remarks>
/// <param name="First">The first year; empty where the table has no years.</param>
/// <param name="Last">The last year; empty where the table has no years.</param>
internal sealed record DocumentPeriod(string First, string Last)
{
    private const string Time = "year";

    /// <summary>Of a table that is not divided into years.</summary>
    public static readonly DocumentPeriod Undated = new(string.Empty, string.Empty);

    /// <summary>The years of a cell of a table.</summary>
    /// <param name="cube">The table.</param>
    /// <param name="at">The cell's coordinates; a dimension left out stands at its total.</param>
    public static DocumentPeriod Of(Cube cube, IReadOnlyDictionary<string, string> at)
    {
        if (cube.Dimensions.FirstOrDefault(axis => axis.Id == Time) is not { } years || at.GetValueOrDefault(Time) == CodeList.Unknown)
            return Undated;
        if (at.TryGetValue(Time, out var year) && year != CodeList.Total)
            return new DocumentPeriod(year, year);
        // What the table says something of; where it tells no years apart, those that it counted.
        List<string> declared = [.. years.List.Codes.Select(code => code.Id)];
        var said = Said(cube, at);
        var known = declared.FindAll(said.Contains);
        return known.Count > 0 ? new(known[0], known[^1]) : declared.Count > 0 ? new(declared[0], declared[^1]) : Undated;
    }

    /// <summary>Words with the period beside them; as they are where the period is the page's year.</summary>
    /// <param name="words">What the figure is called.</param>
    /// <param name="year">The page's year.</param>
    /// <param name="text">The reader's words.</param>
    public string Beside(string words, int year, ChartText text) => IsYear(year) ? words : Beside(words, InWords(text), text);

    /// <summary>The same for a figure that an earlier edition said of its own period.</summary>
    /// <param name="words">What the figure is called.</param>
    /// <param name="now">The period and the year of this page.</param>
    /// <param name="old">The period and the year of the earlier page.</param>
    /// <param name="text">The reader's words.</param>
    public static string BesideBoth(string words, (DocumentPeriod Period, int Year) now, (DocumentPeriod Period, int Year) old, ChartText text) =>
        now.Period.IsYear(now.Year) && old.Period.IsYear(old.Year) ? words
        : now.Period == old.Period ? Beside(words, now.Period.InWords(text), text)
        : Beside(words, $"{old.Period.InWords(text)} → {now.Period.InWords(text)}", text);

    /// <summary>The period as it is printed: <c>2020–2024</c>.</summary>
    public string InWords(ChartText text) => this == Undated ? text.Say(DocumentTextKeys.Undated, []) : First == Last ? First : $"{First}–{Last}";

    private bool IsYear(int year) => First == Last && First == year.ToString(CultureInfo.InvariantCulture);

    // Of a whole sentence the period is a part: it stands before the full stop.
    private static string Beside(string words, string period, ChartText text)
    {
        var dated = text.Say(DocumentTextKeys.Dated, [new("label", words.TrimEnd('.')), new("period", period)]);
        return words.EndsWith('.') ? dated + "." : dated;
    }

    // In the view by year that has most of the cell's other dimensions: the years of its country, even where no view divides its form by year.
    private static HashSet<string> Said(Cube cube, IReadOnlyDictionary<string, string> at)
    {
        var shared = cube.Views.Where(view => view.Contains(Time)).Select(view => at.Where(one => one.Value != CodeList.Total && view.Contains(one.Key)).ToList())
            .MaxBy(dimensions => dimensions.Count) ?? [];
        var (axis, standing) = (cube.AxisOf(Time), shared.ConvertAll(one => (Axis: cube.AxisOf(one.Key), one.Value)));
        var codes = cube.Dimensions[axis].List.Codes;
        return
        [
            .. cube.Cells.Where(cell => cell.Value.Kind != FigureKind.Missing).Select(cell => cube.PositionsOf(cell.Key))
                .Where(positions => positions[axis] < codes.Count && standing.TrueForAll(one => positions[one.Axis] == cube.Dimensions[one.Axis].PositionOf(one.Value)))
                .Select(positions => codes[positions[axis]].Id),
        ];
    }
}
