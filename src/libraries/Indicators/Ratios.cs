using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Indicators;

/// <summary>Shares and rates from cubes of counts. What is absent stays absent, what is uncertain stays uncertain.</summary>
public static class Ratios
{
    private static readonly LocalizedText PerHundredThousandUnit = Text(
        "por cada 100 000 habitantes", "per 100,000 inhabitants", "pour 100 000 habitants", "pou chak 100 000 abitan");

    private static readonly LocalizedText ShareUnit = Text("del total", "of the total", "du total", "nan total la");

    /// <summary>Persons per 100,000 inhabitants: count / inhabitants x 100,000.</summary>
    /// <param name="counts">Numbers of persons.</param>
    /// <param name="population">Numbers of inhabitants, by dimensions that the counts have too; other dimensions of the counts stand at their total.</param>
    /// <returns>
    /// A cube over the population's dimensions, without margins (a rate over several years is not the sum of theirs). A withheld count
    /// gives a withheld rate, a missing or zero population a missing one, an interval an interval.
    /// </returns>
    /// <exception cref="ArgumentException">The population has a dimension that the counts lack.</exception>
    public static Cube PerHundredThousand(Cube counts, Cube population)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(population);
        var axes = population.Dimensions.Select(dimension => counts.AxisOf(dimension.Id)).ToArray();
        var cells = new List<KeyValuePair<long, Figure>>();
        foreach (var (index, inhabitants) in population.Cells)
        {
            var positions = population.PositionsOf(index);
            var at = new (string Dimension, string Code)[positions.Length];
            var comparable = true;
            for (var axis = 0; axis < positions.Length && comparable; axis++)
            {
                var code = population.Dimensions[axis].CodeAt(positions[axis]);
                at[axis] = (population.Dimensions[axis].Id, code);
                comparable = code != CodeList.Total && code != CodeList.Unknown && counts.Dimensions[axes[axis]].List.PositionOf(code) >= 0;
            }

            if (comparable)
                cells.Add(KeyValuePair.Create(index, Divide(counts[at], inhabitants, 100_000m)));
        }

        return new Cube(Header(counts, MeasureKind.Rate, "rate", PerHundredThousandUnit), population.Dimensions, population.Views, cells);
    }

    /// <summary>Each code's share of the total of its line; "unknown" is one of the codes and part of the total.</summary>
    /// <param name="counts">Numbers of persons.</param>
    /// <param name="dimension">The dimension whose codes share the total.</param>
    /// <returns>
    /// A cube of fractions from 0 to 1 over the views that show the dimension. A withheld part or total gives a withheld share, an empty
    /// total a missing one, an interval an interval within 0 and 1.
    /// </returns>
    /// <exception cref="ArgumentException">The cube has no such dimension.</exception>
    public static Cube ShareOf(Cube counts, string dimension)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var axis = counts.AxisOf(dimension);
        var cells = new List<KeyValuePair<long, Figure>>();
        foreach (var (index, part) in counts.Cells)
        {
            var positions = counts.PositionsOf(index);
            if (positions[axis] == counts.Dimensions[axis].TotalPosition)
                continue;
            positions[axis] = counts.Dimensions[axis].TotalPosition;
            var share = Divide(part, counts.FigureAt(counts.IndexOf(positions)), 1m);
            // A part is never larger than its total, even where both are only known as intervals.
            cells.Add(KeyValuePair.Create(
                index, share.IsStated ? Figure.Between((Math.Min(share.Low, 1m), Math.Min(share.High, 1m))) : share));
        }

        IReadOnlySet<string>[] views = [.. counts.Views.Where(view => view.Contains(dimension))];
        return new Cube(Header(counts, MeasureKind.Share, "share", ShareUnit), counts.Dimensions, views, cells);
    }

    private static Figure Divide(Figure part, Figure whole, decimal scale)
    {
        if (part.Kind == FigureKind.Withheld || whole.Kind == FigureKind.Withheld)
            return Figure.Withheld;
        if (!part.IsStated || !whole.IsStated || whole.Low == 0)
            return Figure.Missing;
        return Figure.Between((part.Low / whole.High * scale, part.High / whole.Low * scale));
    }

    private static CubeHeader Header(Cube counts, MeasureKind measure, string suffix, LocalizedText unit) =>
        counts.Header with { Id = $"{counts.Header.Id}-{suffix}", Measure = measure, Unit = unit };

    private static LocalizedText Text(string es, string en, string fr, string ht) => new(
        new Dictionary<Language, (string, TranslationStatus)>
        {
            [Language.Spanish] = (es, TranslationStatus.Reviewed),
            [Language.English] = (en, TranslationStatus.Reviewed),
            [Language.French] = (fr, TranslationStatus.Machine),
            [Language.HaitianCreole] = (ht, TranslationStatus.Machine),
        });
}
