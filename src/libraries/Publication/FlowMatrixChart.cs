using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>Draws flows from places of origin to places of destination as a matrix of shaded, numbered cells.</summary>
/// <remarks>
/// A row is an origin: its name and its total stand above its cells, which take the whole width. A column is a destination, named at
/// the top and again after each dozen of rows; the last row has the columns' totals. A cell from a place to the same place is framed: it
/// is trafficking that crosses no border. A number too wide for its cell is left to the table, and a note says so.
/// </remarks>
public static class FlowMatrixChart
{
    private const int MostColumns = 14;
    private const int RowsToNextHeader = 12;
    private const decimal WidestCell = 90;
    private const decimal CellHeight = 30;
    private const decimal GapBelow = 8;

    /// <summary>Makes the unit: sentence, picture, table, CSV, notes.</summary>
    /// <param name="spec">What to show: origins as rows, up to fourteen destinations as series, coded alike.</param>
    /// <param name="text">Words and numbers of the reader's language.</param>
    /// <returns>The unit, or problems of <see cref="PublicationProblems"/> when the table cannot support the slice.</returns>
    /// <exception cref="ArgumentException">
    /// The slice has no series or names a dimension twice, or the id is not usable in markup.
    /// </exception>
    public static Outcome<FigureUnit> Draw(ChartSpec spec, ChartText text)
    {
        ChartChecks.Id(spec);
        if (spec.Slice.Series is null)
            throw new ArgumentException("A flow matrix has destinations as its series.", nameof(spec));

        var cut = SliceGrid.Of(spec.Slice, text, RowAxis.Categories, MostColumns);
        if (!cut.Succeeded)
            return Outcome<FigureUnit>.Refused(cut.Problems);

        var grid = cut.Value.InOrder(spec.Order);
        var words = new FigureWords(text, grid.Cube.Header.Measure);
        var headline = new Headline(grid, text, words).AboutCells(
            spec.HeadlineKeys ?? ChartTextKeys.PartsHeadline,
            (from, to) => from.Code == to.Code
                ? text.Say(ChartTextKeys.FlowWithin, [new("place", from.Name)])
                : text.Say(ChartTextKeys.FlowBetween, [new("from", from.Name), new("to", to.Name)]));
        var matrix = new Matrix(new Canvas(spec.Id), grid, words, text);
        var picture = matrix.Draw();
        return new FigureAssembly(spec, grid, text).Of(picture, headline, matrix.LeftOut ? [text.Say(ChartTextKeys.FlowInTable, [])] : []);
    }

    private sealed class Matrix(Canvas canvas, SliceGrid grid, FigureWords words, ChartText text)
    {
        private readonly Shades _shades = Shades.For(
            grid.Rows.SelectMany(row => grid.Series.Select(series => grid[row.Code, series.Code])), grid.Cube.Header.Measure);

        // Where the source states no total at all, thirty lines need not say so.
        private readonly bool _totals = grid.TableRows.Any(row => grid.RowTotal(row.Code).Kind != FigureKind.Missing);

        private readonly decimal _cell = Math.Min(WidestCell, Canvas.Width / grid.Series.Count);

        /// <summary>Whether a number did not fit its cell.</summary>
        public bool LeftOut { get; private set; }

        public Picture Draw()
        {
            var top = Legend.Draw(canvas, Entries());
            var headers = MatrixHeaders.For([.. grid.Series.Select(series => series.Name)], _cell);
            for (var row = 0; row < grid.Rows.Count; row++)
            {
                if (row % RowsToNextHeader == 0)
                    top = headers.Draw(canvas, top);
                top = DrawRow(grid.Rows[row], top);
            }

            if (grid.TableRows.Count > grid.Rows.Count)
                top = DrawTotals(grid.TableRows[^1], top);
            return new Picture(top - GapBelow + 2, canvas.ToMarkup());
        }

        private List<LegendEntry> Entries()
        {
            var cells = grid.Rows.SelectMany(row => grid.Series.Select(series => grid[row.Code, series.Code].Kind)).ToHashSet();
            List<LegendEntry> entries = [.. _shades.Entries(canvas, words)];
            if (cells.Contains(FigureKind.Withheld))
                entries.Add(new LegendEntry(words.Of(Figure.Withheld), canvas.Hatch));
            if (cells.Contains(FigureKind.Missing))
                entries.Add(new LegendEntry(words.Of(Figure.Missing), canvas.Gap));
            if (grid.Rows.Any(row => grid.Series.Any(series => IsItself(row, series))))
                entries.Add(new LegendEntry(text.Say(ChartTextKeys.FlowItself, []), DrawFrame));
            return entries;
        }

        // Unknown to unknown may be any two places.
        private static bool IsItself(Line row, Line series) =>
            row.Code == series.Code && row.Code is not CodeList.Unknown and not CodeList.Total;

        private decimal DrawRow(Line row, decimal top)
        {
            top = DrawName(row, top);
            for (var column = 0; column < grid.Series.Count; column++)
            {
                var figure = grid[row.Code, grid.Series[column].Code];
                var box = new Box((column * _cell) + 1, top, _cell - 2, CellHeight);
                var colour = _shades.Draw(canvas, box, figure);
                var itself = IsItself(row, grid.Series[column]);
                if (itself)
                    DrawFrame(box);
                if (!figure.IsStated)
                    continue;
                DrawNumber(itself ? box.Inset(3.5m) : box, figure, new Lettering(Canvas.Size, colour, Anchor.Middle));
            }

            return top + CellHeight + GapBelow;
        }

        // White inside the frame keeps it apart from the darkest shade.
        private void DrawFrame(Box box)
        {
            canvas.Frame(box, Ink.Text, 2.5m);
            canvas.Frame(box.Inset(2.5m), Ink.Paper, 1);
        }

        private void DrawNumber(Box box, Figure figure, Lettering lettering)
        {
            var number = words.Of(figure);
            var width = TextMeasure.Width(number, Canvas.Size);
            if (width > box.Width)
            {
                LeftOut = true;
                return;
            }

            var middle = box.Y + (box.Height / 2);
            if (_shades.NeedsChip(figure))
                canvas.Fill(new Box(box.X + ((box.Width - width) / 2), middle - 10, width, 20), Ink.Paper);
            canvas.Text(box.X + (box.Width / 2), middle + 5, number, lettering);
        }

        // The name of the row, and its total at the right end of the line.
        private decimal DrawName(Line row, decimal top)
        {
            if (!_totals)
            {
                var alone = TextMeasure.Wrap(row.Name, grid.Series.Count * _cell, Canvas.Size);
                canvas.Lines(0, top + 14, alone, Canvas.Label);
                return top + (alone.Count * Canvas.Leading) + 2;
            }

            var figure = grid.RowTotal(row.Code);
            var total = text.Say(ChartTextKeys.FlowRowTotal, [new("value", words.Of(figure))]);
            var lettering = figure.IsStated ? Canvas.Value : Canvas.Quiet;
            var edge = grid.Series.Count * _cell;
            var room = edge - BarMarks.WidthOfValue(total) - 12;

            // In a narrow matrix the total goes on under the name.
            var own = room < 80;
            var lines = TextMeasure.Wrap(row.Name, own ? Canvas.Width : room, Canvas.Size);
            canvas.Lines(0, top + 14, lines, Canvas.Label);
            if (own)
                canvas.Text(0, top + 14 + (lines.Count * Canvas.Leading), total, lettering);
            else
                canvas.Text(edge, top + 14, total, lettering with { Anchor = Anchor.End });
            return top + ((lines.Count + (own ? 1 : 0)) * Canvas.Leading) + 2;
        }

        private decimal DrawTotals(Line row, decimal top)
        {
            canvas.Line((0, top - 3), (grid.Series.Count * _cell, top - 3), Ink.Axis);
            top = DrawName(row, top);
            for (var column = 0; column < grid.Series.Count; column++)
            {
                var figure = grid[row.Code, grid.Series[column].Code];
                var box = new Box((column * _cell) + 1, top, _cell - 2, CellHeight);
                if (figure.IsStated)
                    DrawTotal(box, figure);
                else if (figure.Kind == FigureKind.Withheld)
                    canvas.Hatch(box);
                else
                    canvas.Gap(box);
            }

            return top + CellHeight + GapBelow;
        }

        // Totals are no flows: they have no shade.
        private void DrawTotal(Box box, Figure figure)
        {
            var number = words.Of(figure);
            canvas.Frame(box, Ink.Grid, 1);
            if (BarMarks.WidthOfValue(number) > box.Width)
                LeftOut = true;
            else
                canvas.Text(box.X + (box.Width / 2), box.Y + 20, number, Canvas.Value with { Anchor = Anchor.Middle });
        }
    }
}
