using Amparo.Publication.Drawing;

namespace Amparo.Publication;

/// <summary>Puts sentence, picture, table, CSV, source and notes of one slice together.</summary>
internal sealed class FigureAssembly(ChartSpec spec, SliceGrid grid, ChartText text)
{
    /// <summary>Makes the unit.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="headline">The sentence.</param>
    /// <param name="own">Notes of the chart's kind; they come before those that the table gives every chart.</param>
    public FigureUnit Of(Picture picture, string headline, params IReadOnlyList<string> own)
    {
        var words = new FigureWords(text, grid.Cube.Header.Measure);
        var notes = new FigureNotes(grid, text, words);
        var title = spec.Title ?? FigureTitle.Of(grid, text);
        var caption = new Caption(
            spec.Id, headline, title, text.Say(ChartTextKeys.Description, [new("headline", headline)]), notes.Source(),
            notes.InventedMark());
        var unit = new FigureUnit
        {
            Id = spec.Id,
            Headline = headline,
            Title = title,
            Svg = Frame.OnPage(picture, caption),
            StandaloneSvg = Frame.OnItsOwn(picture, caption),
            Table = FigureTable.Write(grid, words, text, title),
            Csv = SliceCsv.Write(grid, text),
            Source = caption.Source,
            Notes = caption.Mark is { } mark ? [mark, .. own, .. notes.All()] : [.. own, .. notes.All()],
            Mark = caption.Mark,
            Cells = [.. grid.Cells()],
            Html = string.Empty,
        };
        return unit with { Html = Html(unit) };
    }

    private string Html(FigureUnit unit)
    {
        var page = new MarkupWriter();
        page.Open("figure", ("class", "amparo-figure"), ("id", unit.Id));
        page.Open("figcaption", ("class", "amparo-figure__caption"));
        page.Element("p", unit.Headline, ("class", "amparo-figure__headline"));
        page.Element("p", unit.Title, ("class", "amparo-figure__title"));
        if (unit.Mark is { } mark)
            page.Element("p", mark, ("class", "amparo-figure__invented"));
        page.Close();
        page.Insert(unit.Svg);
        page.Open("details", ("class", "govuk-details amparo-figure__data"));
        page.Open("summary", ("class", "govuk-details__summary"));
        page.Element("span", text.Say(ChartTextKeys.TableSummary, []), ("class", "govuk-details__summary-text"));
        page.Close();

        // A region that can scroll must be reachable by keyboard; its caption names it.
        page.Open(
            "div", ("class", "govuk-details__text amparo-figure__scroll"), ("role", "region"), ("aria-label", unit.Title),
            ("tabindex", "0"));
        page.Insert(unit.Table);
        page.Close();
        page.Close();
        page.Open("ul", ("class", "amparo-figure__notes"));
        foreach (var note in unit.Notes.Skip(unit.Mark is null ? 0 : 1))
            page.Element("li", note);
        page.Close();
        page.Element("p", unit.Source, ("class", "amparo-figure__source"));
        if (spec.CsvAddress is { } address)
        {
            page.Open("p", ("class", "amparo-figure__downloads"));
            page.Element(
                "a", text.Say(ChartTextKeys.Download, [new("title", unit.Title)]), ("class", "govuk-link amparo-figure__download"),
                ("href", address), ("download", spec.Id + ".csv"));
            page.Close();
        }

        page.Close();
        return page.ToString();
    }
}
