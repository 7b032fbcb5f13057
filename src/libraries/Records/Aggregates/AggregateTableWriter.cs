using System.Globalization;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Records.Aggregates;

/// <summary>Writes the figures of an aggregate table in the form that <see cref="AggregateTableReader"/> reads.</summary>
public static class AggregateTableWriter
{
    /// <summary>Writes the figures.</summary>
    /// <param name="figures">The figures; those that are not stated are left out.</param>
    /// <param name="csv">
    /// Takes the lines, ended by LF: the columns, then a line a cell in the order of the axes, unknown and total last. <c>value</c> if every
    /// figure is exact and the publisher prints no intervals; <c>low</c> and <c>high</c> otherwise.
    /// </param>
    /// <param name="intervals">Whether the publisher prints intervals, so that the columns do not change with the edition.</param>
    public static void Write(Cube figures, System.IO.TextWriter csv, bool intervals)
    {
        ArgumentNullException.ThrowIfNull(figures);
        ArgumentNullException.ThrowIfNull(csv);
        var stated = figures.Cells.Where(cell => cell.Value.IsStated).ToArray();
        var bounds = intervals || Array.Exists(stated, cell => cell.Value.Kind != FigureKind.Exact);
        string[] columns = bounds ? [FigureLines.Low, FigureLines.High] : [FigureLines.Value];
        csv.Write($"{string.Join(',', figures.Dimensions.Select(dimension => dimension.Id).Concat(columns))}\n");
        foreach (var (index, figure) in stated)
        {
            var codes = figures.PositionsOf(index).Select((position, axis) => figures.Dimensions[axis].CodeAt(position));
            string[] numbers = bounds ? [Number(figure.Low), Number(figure.High)] : [Number(figure.Low)];
            csv.Write($"{string.Join(',', codes.Concat(numbers))}\n");
        }
    }

    private static string Number(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);
}
