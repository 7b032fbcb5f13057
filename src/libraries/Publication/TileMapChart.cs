using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>Draws a map of equal tiles, one for each place, shaded by classes and carrying its figure.</summary>
/// <remarks>
/// A true map hides the small countries and shouts with the large. Classes have borders at the quartiles, rounded; the legend names them.
/// A withheld figure is a hatched tile with a word, a missing one a dashed tile with a word, an interval over two classes has both
/// shades. A place that is not in the table has no tile.
/// </remarks>
public static class TileMapChart
{
    private const decimal Gap = 4;
    private const decimal TileWidth = (Canvas.Width - (Gap * (TileLayout.Columns - 1))) / TileLayout.Columns;
    private const decimal Padding = 2;
    private const int MostNameLines = 5;
    private const decimal SmallestName = 11;

    /// <summary>Makes the unit: sentence, picture, table, CSV, notes.</summary>
    /// <param name="spec">What to show and where; the slice has no series.</param>
    /// <param name="text">Words and numbers of the reader's language.</param>
    /// <returns>The unit, or problems of <see cref="PublicationProblems"/> when the table cannot support the slice.</returns>
    /// <exception cref="ArgumentException">
    /// The slice has series or names a dimension twice, two codes have one place or one outside the columns, or the id is not usable in
    /// markup.
    /// </exception>
    public static Outcome<FigureUnit> Draw(TileMapSpec spec, ChartText text)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ChartChecks.Id(spec.Chart);
        if (spec.Chart.Slice.Series is not null)
            throw new ArgumentException("A tile carries one figure, so a tile map has no series.", nameof(spec));
        var places = spec.Layout.Places.Values.ToList();
        var outside = places.Exists(place => place is not { Column: >= 0 and < TileLayout.Columns, Row: >= 0 });
        if (outside || places.Distinct().Count() != places.Count)
            throw new ArgumentException("Every code of a layout has a place of its own inside the columns.", nameof(spec));

        var cut = SliceGrid.Of(spec.Chart.Slice, text, RowAxis.Categories);
        if (!cut.Succeeded)
            return Outcome<FigureUnit>.Refused(cut.Problems);

        var grid = cut.Value;
        var words = new FigureWords(text, grid.Cube.Header.Measure);
        var headline = new Headline(grid, text, words).AboutRows(spec.Chart.HeadlineKeys ?? ChartTextKeys.PartsHeadline);
        var picture = Picture(new Canvas(spec.Chart.Id), grid, (words, text.Say(ChartTextKeys.MapOutside, [])), spec.Layout);
        return new FigureAssembly(spec.Chart, grid, text).Of(picture, headline);
    }

    private static Picture Picture(Canvas canvas, SliceGrid grid, (FigureWords Words, string Outside) said, TileLayout layout)
    {
        Figure FigureOf(Line row) => grid[row.Code, CodeList.Total];

        var figures = grid.Rows.Where(row => row.Code != CodeList.Total).Select(FigureOf).ToList();
        var shades = Shades.For(figures, grid.Cube.Header.Measure);
        List<LegendEntry> entries = [.. shades.Entries(canvas, said.Words)];
        if (figures.Exists(figure => figure.Kind == FigureKind.Withheld))
            entries.Add(new LegendEntry(said.Words.Of(Figure.Withheld), canvas.Hatch));
        if (figures.Exists(figure => figure.Kind == FigureKind.Missing))
            entries.Add(new LegendEntry(said.Words.Of(Figure.Missing), canvas.Gap));
        var top = Legend.Draw(canvas, entries);

        var tiles = grid.Rows.Select(row => Tile.Of(row, FigureOf(row), said.Words)).ToList();
        var height = tiles.Max(tile => tile.HeightNeeded);
        var onMap = tiles.FindAll(tile => layout.Places.ContainsKey(tile.Code));
        var below = tiles.FindAll(tile => !layout.Places.ContainsKey(tile.Code));
        if (onMap.Count > 0)
        {
            // Empty rows and columns at the edges are left out: of a table of islands only the islands are drawn.
            var (north, west) = (onMap.Min(tile => layout.Places[tile.Code].Row), onMap.Min(tile => layout.Places[tile.Code].Column));
            foreach (var tile in onMap)
            {
                var place = layout.Places[tile.Code];
                tile.Draw(canvas, BoxAt(new TilePlace(place.Column - west, place.Row - north), (top, height)), shades);
            }

            top += (onMap.Max(tile => layout.Places[tile.Code].Row) - north + 1) * (height + Gap);
        }

        if (below.Count > 0 && onMap.Count > 0)
        {
            canvas.Text(0, top + 18, said.Outside, Canvas.Quiet);
            top += 26;
        }

        for (var at = 0; at < below.Count; at++)
            below[at].Draw(canvas, BoxAt(new TilePlace(at % TileLayout.Columns, at / TileLayout.Columns), (top, height)), shades);
        top += (below.Count + TileLayout.Columns - 1) / TileLayout.Columns * (height + Gap);
        return new Picture(top, canvas.ToMarkup());
    }

    private static Box BoxAt(TilePlace place, (decimal Top, decimal Height) map) => new(
        place.Column * (TileWidth + Gap), map.Top + (place.Row * (map.Height + Gap)), TileWidth, map.Height);

    /// <summary>What a tile says.</summary>
    private sealed record Tile(string Code, IReadOnlyList<string> Name, IReadOnlyList<string> Value, Figure Figure)
    {
        private decimal NameSize { get; init; } = Canvas.Size;

        public decimal HeightNeeded => ((Name.Count + Value.Count) * Canvas.Leading) + 22;

        public static Tile Of(Line row, Figure figure, FigureWords words)
        {
            var room = TileWidth - (2 * Padding);
            var size = SizeOf(row.Name, room);
            var name = TextMeasure.Wrap(row.Name, room, size);
            // Bold letters are a little wider than those measured.
            var value = TextMeasure.Wrap(words.Of(figure), figure.IsStated ? room * 0.94m : room, Canvas.Size);
            return new Tile(row.Code, TextMeasure.Shortened(name, (MostNameLines, room), size), value, figure) { NameSize = size };
        }

        // A word that is a letter too long is written smaller, so that it stays whole; one that is much too long is broken at the usual size.
        private static decimal SizeOf(string name, decimal room)
        {
            var longest = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => TextMeasure.Width(word, 1)).DefaultIfEmpty().Max();
            var size = Canvas.Size;
            while (size > SmallestName && longest * size > room)
                size--;
            return longest * size > room ? Canvas.Size : size;
        }

        public void Draw(Canvas canvas, Box box, Shades shades)
        {
            var colour = shades.Draw(canvas, box, Figure);
            var middle = box.X + (box.Width / 2);
            var baseline = box.Y + ((box.Height - ((Name.Count + Value.Count) * Canvas.Leading)) / 2) + 13;
            if (shades.NeedsChip(Figure))
            {
                var width = Math.Min(box.Width - 2, Name.Concat(Value).Max(line => BarMarks.WidthOfValue(line)) + 6);
                var height = ((Name.Count + Value.Count) * Canvas.Leading) + 2;
                canvas.Fill(new Box(middle - (width / 2), baseline - 14, width, height), Ink.Paper);
            }

            canvas.Lines(middle, baseline, Name, new Lettering(NameSize, colour, Anchor.Middle));
            canvas.Lines(
                middle, baseline + (Name.Count * Canvas.Leading), Value,
                new Lettering(Canvas.Size, Figure.IsStated ? colour : Ink.Muted, Anchor.Middle, Bold: Figure.IsStated));
        }
    }
}
