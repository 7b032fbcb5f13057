using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Publication;

/// <summary>What must be known to read the figures of a slice, and where they come from.</summary>
internal sealed class FigureNotes(SliceGrid grid, ChartText text, FigureWords words)
{
    /// <summary>The notes, the most important first; each is there only if it applies.</summary>
    public IReadOnlyList<string> All()
    {
        var cells = grid.Cells().Select(cell => cell.Figure.Kind).ToHashSet();
        var notes = new List<string>();
        if (Persons() is { } persons)
            notes.Add(persons);
        if (UnknownShare(grid.RowDimension, code => grid[code, CodeList.Total]) is { } unknownRows)
            notes.Add(unknownRows);
        if (grid.SeriesDimension is { } series && UnknownShare(series, code => grid[CodeList.Total, code]) is { } unknownSeries)
            notes.Add(unknownSeries);
        if (cells.Contains(FigureKind.Withheld))
            notes.Add(text.Say(ChartTextKeys.NoteWithheld, [new("word", words.Of(Figure.Withheld))]));
        if (cells.Contains(FigureKind.Interval))
            notes.Add(text.Say(ChartTextKeys.NoteRange, []));
        if (cells.Contains(FigureKind.Missing))
            notes.Add(text.Say(ChartTextKeys.NoteMissing, [new("word", words.Of(Figure.Missing))]));
        notes.Add(grid.Cube.Header.Limits[text.Language]);
        return notes;
    }

    /// <summary>The mark of data that were made up; null for real data.</summary>
    public string? InventedMark() =>
        grid.Cube.Header.Origin == DataOrigin.Invented ? text.Say(ChartTextKeys.MarkInvented, []) : null;

    /// <summary>The line of the source, with the release in the ledger that answers for the figures.</summary>
    public string Source()
    {
        var source = grid.Cube.Header.Source;
        var entry = grid.Slice.Table.Entry;
        var from = text.Say(
            ChartTextKeys.Source,
            [
                new("publisher", source.Publisher), new("title", source.Title), new("date", text.Date(source.Date)),
                new("terms", SourceTerms.InLine(source, text)),
            ]);
        var released = text.Say(
            ChartTextKeys.Released,
            [new("date", text.Date(entry.At.InUtc().Date)), new("number", text.Number(entry.Sequence, MeasureKind.Count), entry.Sequence)]);
        return from + " " + released;
    }

    private string? Persons()
    {
        var total = grid.GrandTotal();
        return CountsPersons && total.Kind == FigureKind.Exact
            ? text.Say(
                ChartTextKeys.NoteCount,
                [new("n", words.Number(total.Low), total.Low), new("unit", grid.Cube.Header.Unit[text.Language])])
            : null;
    }

    private string? UnknownShare(Dimension dimension, Func<string, Figure> at)
    {
        var (unknown, total) = (at(CodeList.Unknown), at(CodeList.Total));
        return CountsPersons && unknown.Kind == FigureKind.Exact && unknown.Low > 0 && total.Kind == FigureKind.Exact && total.Low > 0
            ? text.Say(
                ChartTextKeys.NoteUnknown,
                [
                    new("dimension", FigureTitle.NameOf(dimension, text)), new("unknown", words.Number(unknown.Low), unknown.Low),
                    new("total", words.Number(total.Low)), new("share", text.Number(unknown.Low / total.Low, MeasureKind.Share)),
                ])
            : null;
    }

    private bool CountsPersons => grid.Cube.Header.Measure is MeasureKind.Count or MeasureKind.Distinct;
}
