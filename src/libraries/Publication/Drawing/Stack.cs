using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Drawing;

/// <summary>One bar of a stacked chart: its stated parts, and what is known of the others.</summary>
/// <param name="Parts">The stated parts, in the order of the series.</param>
/// <param name="Total">The figure of the whole bar.</param>
/// <param name="Rest">How much of a published total the withheld parts make up together; zero if none are, or it cannot be told.</param>
/// <param name="OpenEnd">Why the bar goes on by an unknown length; null if it does not.</param>
internal sealed record Stack(IReadOnlyList<(Figure Figure, Paint Paint)> Parts, Figure Total, decimal Rest, FigureKind? OpenEnd)
{
    /// <summary>How far the bar reaches.</summary>
    public decimal Reach => Parts.Sum(part => part.Figure.High) + Rest;

    /// <summary>How long one person may be drawn so that the bar and what follows it stay within a length. The bar is not empty.</summary>
    public decimal UnitsEachWithin(decimal length)
    {
        var left = length - (OpenEnd is null ? 0 : BarMarks.UnstatedLength) - ((Parts.Count + 1) * BarMarks.ShortestLength);
        return left / Reach;
    }

    public static Paint PaintOf(string code, int index) =>
        code == CodeList.Unknown ? Ink.Unknown : Ink.Series[index % Ink.Series.Count];

    public static Stack Of(SliceGrid grid, string row)
    {
        var parts = new List<(Figure, Paint)>();
        bool withheld = false, missing = false, uncertain = false;
        decimal sum = 0;
        for (var index = 0; index < grid.Series.Count; index++)
        {
            var code = grid.Series[index].Code;
            var figure = grid[row, code];
            withheld |= figure.Kind == FigureKind.Withheld;
            missing |= figure.Kind == FigureKind.Missing;
            uncertain |= figure.Kind == FigureKind.Interval;
            sum += figure.High;
            if (figure.IsStated)
                parts.Add((figure, PaintOf(code, index)));
        }

        var total = grid.RowTotal(row);
        var restIsKnown = withheld && !missing && !uncertain && grid.SeriesAreAll && total.Kind == FigureKind.Exact && total.Low >= sum;
        if (restIsKnown)
            return new Stack(parts, total, total.Low - sum, total.Low == sum ? FigureKind.Withheld : null);

        // A missing part under a published total needs no mark of its own when the stated parts reach the total.
        var reached = total.Kind == FigureKind.Exact && !uncertain && !withheld && total.Low == sum;
        return new Stack(parts, total, 0, withheld ? FigureKind.Withheld : missing && !reached ? FigureKind.Missing : null);
    }
}
