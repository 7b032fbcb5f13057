using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>Lays a draft out: one A4 sheet, and below it, on screens only, every figure with its cell.</summary>
internal sealed class DocumentPage(DocumentDraft draft)
{
    private static readonly string Style = ReadStyle();

    // Nothing is loaded and nothing runs, whatever a text might hold.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'";

    private readonly MarkupWriter _page = new();
    private readonly DocumentLayout _layout = new(draft);

    public string Write()
    {
        _page.Open("html", ("lang", draft.Language.Code));
        _page.Open("head");
        _page.Empty("meta", ("charset", "utf-8"));
        _page.Empty("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        _page.Empty("meta", ("name", "generator"), ("content", DocumentEdition.Generator));
        _page.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        _page.Element("title", $"{draft.Fill(draft.Template.Title)} – {draft.Message()}");
        _page.Insert($"<style>{Style}</style>\n");
        _page.Close();
        _page.Open("body", ("class", draft.IsInvented ? "document invented" : "document"));
        _page.Open("main", ("class", "sheet"));
        Header();
        Figures();
        Body();
        Multiples();
        Footer();
        _page.Close();
        Data();
        _page.Close();
        _page.Close();
        return "<!DOCTYPE html>\n" + _page;
    }

    private void Header()
    {
        _page.Open("header", ("class", "head"));
        _page.Element("p", draft.Fill(draft.Template.Title), ("class", "kicker"));
        _page.Insert($"<h1>{Sentence.Fill(draft.MessageSentence(), DocumentMarks.Escape, InMessage)}</h1>\n");
        _page.Close();
        if (draft.IsInvented)
            _page.Element("p", draft.Words(DocumentTextKeys.Invented), ("class", "mark"));
    }

    private string InMessage(string name)
    {
        if (draft.Surrounding(name) is { } surrounding)
            return DocumentMarks.Escape(surrounding);
        var figure = draft.Figures.First(one => one.Binding.Id == name);
        return DocumentMarks.Of(figure, draft.PrintedInSentence(figure));
    }

    private void Figures()
    {
        _page.Open("section", ("class", draft.Shown.Count() >= 5 ? "figures of-five" : "figures"), ("aria-label", draft.Words(DocumentTextKeys.Figures)));
        foreach (var figure in draft.Shown)
        {
            var address = draft.Address(figure);
            _page.Open("div", ("class", "figure"));
            var printed = draft.Printed(figure);
            _page.Insert($"<p class=\"{NumberClass(figure, printed)}\">{DocumentMarks.Of(figure, printed)}</p>\n");
            _page.Open("div", ("class", "answer"));
            if (address is not null)
                QrMark.Write(_page, address, draft.Words(DocumentTextKeys.Code, [new("address", address)]));
            _page.Open("div", ("class", "said"));
            _page.Element("p", draft.Label(figure), ("class", "label"));
            if (figure.Parts is { } parts && !figure.Binding.CountsStated)
            {
                var stated = figure with { Binding = figure.Binding with { CountsStated = true }, Figure = Figure.Exact(parts.Stated) };
                _page.Insert($"<p class=\"over\">{Filled(DocumentTextKeys.Over, ("stated", DocumentMarks.Of(stated, Count(parts.Stated))), ("of", DocumentMarks.Of(stated, Count(parts.Of))))}</p>\n");
            }

            _page.Close();
            _page.Close();
            if (figure.Code is { } code)
                _page.Element("p", $"n/{code}", ("class", "code"), (DocumentMarks.Code, code));
            _page.Close();
        }

        _page.Close();
        _page.Open("div", ("class", "answers"));
        if (draft.IsMachine)
            _page.Element("span", draft.Words(DocumentTextKeys.Machine), ("class", "machine"));
        _page.Element("span", draft.Answers(), (DocumentMarks.Code, string.Empty));
        _page.Close();
    }

    private void Body()
    {
        _page.Open("div", ("class", DocumentLayout.IsTall(draft.Main) ? "body roomy" : "body"));
        Chart(draft.Main, "panel main");
        if (_layout.IsChartBeside)
            _page.Open("div", ("class", "side"));
        _page.Open("aside", ("class", "actions"));
        _page.Element("h2", draft.Fill(draft.Template.Actions.Heading));
        _page.Open("ul");
        foreach (var item in draft.Template.Actions.Items)
            _page.Element("li", draft.Fill(item));
        _page.Close();
        Facts();
        if (!_layout.HasRoomForNotes)
            Changes();
        if (_layout.IsMethodBeside)
        {
            _page.Element("h3", draft.Words(DocumentTextKeys.Method));
            _page.Element("p", draft.Fill(draft.Template.Method), ("class", "method"));
        }

        _page.Close();
        if (_layout.IsChartBeside)
        {
            Chart(_layout.Drawn[0], "panel");
            _page.Close();
        }

        _page.Close();
    }

    private void Facts()
    {
        if (draft.Facts.Count == 0)
            return;
        _page.Element("h3", draft.Fill(draft.Template.Actions.Register!.Heading));
        _page.Open("dl", ("class", "facts"));
        foreach (var fact in draft.Facts)
        {
            _page.Open("div");
            _page.Element("dt", fact.Title.Length > 0 ? fact.Title : fact.Name);
            if (fact.Countries is { } countries)
            {
                var marked = DocumentMarks.OfFact(draft.Register!.Value.Id, fact, Count(countries.With));
                _page.Insert($"<dd>{Filled(DocumentTextKeys.Countries, ("with", marked), ("of", Count(countries.Of)))}</dd>\n");
            }
            else if (fact.Date.Length > 0)
            {
                _page.Element("dd", DocumentFacts.DateOf(fact, draft.Text));
            }

            _page.Close();
        }

        _page.Close();
    }

    private void Changes()
    {
        if (draft.Changes is not { } changes)
            return;
        _page.Open("section", ("class", "changes"));
        _page.Element("h3", draft.Words(DocumentTextKeys.Changed, [new("year", DocumentDraft.Year(draft.Request.Earlier!.Edition.Year))]));
        if (changes.Count == 0)
            _page.Element("p", draft.Words(DocumentTextKeys.ChangedNothing));
        else
            _page.Open("ul");
        foreach (var change in changes)
        {
            _page.Insert($"<li>{Filled(
                DocumentTextKeys.ChangedLine, ("label", DocumentMarks.Escape(change.Label)),
                ("old", DocumentMarks.Of(change.Old, draft.Printed(change.Old), DocumentMarks.Earlier)),
                ("new", DocumentMarks.Of(change.New, draft.Printed(change.New))))}</li>\n");
        }

        if (changes.Count > 0)
            _page.Close();
        _page.Close();
    }

    private void Multiples()
    {
        if (_layout.Drawn.Count == 0 || _layout.IsChartBeside)
            return;
        _page.Open("div", ("class", $"multiples of-{_layout.Drawn.Count}"));
        foreach (var chart in _layout.Drawn)
            Chart(chart, "panel");
        if (_layout.HasRoomForNotes)
            Notes("notes");
        _page.Close();
    }

    private void Chart(DrawnChart chart, string kind)
    {
        _page.Open("section", ("class", kind), ("id", chart.Chart.Id));
        if (chart.Unit is { } unit)
        {
            var headline = draft.Headline(chart);
            _page.Element("h2", char.ToUpperInvariant(headline[0]) + headline[1..]);
            _page.Element("p", unit.Title, ("class", "title"));
            if (_layout.IsMarked(chart))
                _page.Element("p", draft.Words(ChartTextKeys.MarkInvented), ("class", "small-mark"));
            // A chart of many bars needs height for its letters to be read.
            _page.Open("div", ("class", ShapeOf(chart)));
            // Pictures keep their shape and stand at the left, however much room there is.
            _page.Insert(unit.Svg.Replace("<svg ", "<svg preserveAspectRatio=\"xMinYMin meet\" ", StringComparison.Ordinal));
            _page.Close();
        }
        else
        {
            _page.Element("h2", draft.Title(chart));
            _page.Element("p", draft.Words(DocumentTextKeys.Empty), ("class", "empty"));
        }

        _page.Close();
    }

    private void Footer()
    {
        _page.Open("footer", ("class", "foot"));
        if (!_layout.HasRoomForNotes)
            Notes("notes row even");
        Sources();
        _page.Open("div", ("class", "row"));
        _page.Open("section", ("class", "help"));
        _page.Element("h2", draft.Words(DocumentTextKeys.Help));
        _page.Element("p", draft.Help());
        _page.Close();
        _page.Open("section");
        foreach (var credit in draft.Credits())
            _page.Element("p", credit, ("class", "project"));
        _page.Close();
        _page.Close();
        _page.Close();
    }

    private void Sources()
    {
        _page.Open("section", ("class", "sources"));
        _page.Element("h2", draft.Words(DocumentTextKeys.Source));
        _page.Open("ul");
        foreach (var line in DocumentNotes.Sources(draft))
            _page.Element("li", line);
        _page.Close();
        _page.Close();
    }

    private void Notes(string kind)
    {
        _page.Open("div", ("class", kind));
        if (_layout.HasRoomForNotes)
            Changes();
        _page.Open("section");
        _page.Element("h2", draft.Words(DocumentTextKeys.Reading));
        _page.Element("p", draft.Words(DocumentTextKeys.Detected), ("class", "strong"));
        _page.Open("ul");
        foreach (var note in DocumentNotes.Of(draft))
            _page.Element("li", note);
        _page.Close();
        _page.Close();
        if (!_layout.IsMethodBeside)
        {
            _page.Open("section");
            _page.Element("h2", draft.Words(DocumentTextKeys.Method));
            _page.Element("p", draft.Fill(draft.Template.Method));
            _page.Close();
        }

        _page.Close();
    }

    // On paper the figures stand in the pictures; here they can be read by everybody, and counted.
    private void Data()
    {
        _page.Open("section", ("class", "data"));
        _page.Element("h2", draft.Words(DocumentTextKeys.Data));
        Rows(draft.Words(DocumentTextKeys.Figures), draft.Said.Select(figure => (draft.Label(figure), figure)));
        foreach (var chart in draft.Charts.Where(chart => chart.Unit is not null))
            Rows(draft.Title(chart), chart.Cells.Select(cell => (DocumentNotes.NameOf(cell, draft.Text, chart.Chart), cell)));
        _page.Close();
    }

    private void Rows(string caption, IEnumerable<(string Name, ResolvedFigure Figure)> rows)
    {
        _page.Open("table");
        _page.Element("caption", caption);
        _page.Open("thead");
        _page.Open("tr");
        string[] columns = [DocumentTextKeys.DataFigure, DocumentTextKeys.DataValue, DocumentTextKeys.DataRelease, DocumentTextKeys.DataCode];
        foreach (var column in columns)
            _page.Element("th", draft.Words(column), ("scope", "col"));
        _page.Close();
        _page.Close();
        _page.Open("tbody");
        foreach (var (name, figure) in rows)
        {
            _page.Open("tr");
            _page.Element("th", name, ("scope", "row"));
            _page.Insert($"<td>{DocumentMarks.Of(figure, draft.Printed(figure))}</td>\n");
            _page.Element("td", Count(figure.Table.Entry.Sequence));
            if (figure.Code is { } code)
                _page.Element("td", $"n/{code}", (DocumentMarks.Code, code));
            else
                _page.Element("td", "–");
            _page.Close();
        }

        _page.Close();
        _page.Close();
    }

    private static string ShapeOf(DrawnChart chart) =>
        DocumentLayout.IsMap(chart) ? "picture tall map" : DocumentLayout.IsTall(chart) ? "picture tall" : "picture";

    private static string NumberClass(ResolvedFigure figure, string printed) =>
        !figure.Figure.IsStated ? "number unstated" : printed.Length > 7 ? "number long" : "number";

    private string Count(int value) => draft.Text.Number(value, MeasureKind.Count);

    // A text whose placeholders are markup: the words around them are escaped, the marks are not.
    private string Filled(string key, params IReadOnlyList<(string Name, string Markup)> values)
    {
        var text = DocumentMarks.Escape(draft.Words(key, [.. values.Select((value, at) => new ChartArgument(value.Name, $"\u27E6{(char)('A' + at)}\u27E7"))]));
        foreach (var (at, value) in values.Index())
            text = text.Replace($"\u27E6{(char)('A' + at)}\u27E7", value.Markup, StringComparison.Ordinal);
        return text;
    }

    private static string ReadStyle()
    {
        using var stream = typeof(DocumentPage).Assembly.GetManifestResourceStream("document.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
