using System.Text;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>A page in words: all that the sheet says, in the sheet's order. Who reads this reads no less than who sees the page.</summary>
internal sealed class DocumentWords
{
    private readonly DocumentDraft _draft;
    private readonly DocumentLayout _layout;
    private readonly StringBuilder _text = new();

    private DocumentWords(DocumentDraft draft) => (_draft, _layout) = (draft, new DocumentLayout(draft));

    public static string Of(DocumentDraft draft) => new DocumentWords(draft).Write();

    private string Write()
    {
        Line(_draft.Fill(_draft.Template.Title));
        Line(_draft.Message());
        if (_draft.IsInvented)
            Line(_draft.Words(DocumentTextKeys.Invented));
        Figures();
        Chart(_draft.Main);
        Actions();
        foreach (var chart in _layout.Drawn)
            Chart(chart);
        Notes();
        Section(_draft.Words(DocumentTextKeys.Source), DocumentNotes.Sources(_draft).Select(line => "- " + line));
        Section(_draft.Words(DocumentTextKeys.Help), [_draft.Help()]);
        Section(null, _draft.Credits());
        return _text.ToString();
    }

    private void Figures()
    {
        Line(string.Empty);
        foreach (var figure in _draft.Shown)
        {
            var over = figure.Parts is { } parts && !figure.Binding.CountsStated
                ? "; " + _draft.Words(DocumentTextKeys.Over, [new("stated", Count(parts.Stated)), new("of", Count(parts.Of))])
                : string.Empty;
            Line($"{_draft.Label(figure)}: {_draft.Printed(figure)}{over}{(_draft.Address(figure) is { } address ? $" ({address})" : "")}");
        }

        if (_draft.IsMachine)
            Line(_draft.Words(DocumentTextKeys.Machine));
        Line(_draft.Answers());
    }

    private void Chart(DrawnChart chart)
    {
        if (chart.Unit is not { } unit)
        {
            Section(_draft.Title(chart), [_draft.Words(DocumentTextKeys.Empty)]);
            return;
        }

        Section(_draft.Words(DocumentTextKeys.Picture, [new("title", _draft.Title(chart)), new("headline", unit.Headline)]), []);
        if (_layout.IsMarked(chart))
            Line(_draft.Words(ChartTextKeys.MarkInvented));
        foreach (var cell in chart.Cells)
            Line($"- {DocumentNotes.NameOf(cell, _draft.Text, chart.Chart)}: {_draft.Printed(cell)}");
    }

    private void Actions()
    {
        Section(_draft.Fill(_draft.Template.Actions.Heading), _draft.Template.Actions.Items.Select(item => "- " + _draft.Fill(item)));
        // Under a heading of their own, which says whether anybody has verified them.
        if (_draft.Facts.Count > 0)
            Section(_draft.Fill(_draft.Template.Actions.Register!.Heading), _draft.Facts.Select(Fact));
        if (!_layout.HasRoomForNotes)
            Changes();
        if (_layout.IsMethodBeside)
            Method();
    }

    private string Fact(LegalFact fact)
    {
        var when = fact.Countries is { } countries
            ? _draft.Words(DocumentTextKeys.Countries, [new("with", Count(countries.With)), new("of", Count(countries.Of))])
            : DocumentFacts.DateOf(fact, _draft.Text);
        return $"- {(fact.Title.Length > 0 ? fact.Title : fact.Name)}{(when.Length > 0 ? $": {when}" : string.Empty)}";
    }

    private void Changes()
    {
        if (_draft.Changes is not { } changes)
            return;
        Section(
            _draft.Words(DocumentTextKeys.Changed, [new("year", DocumentDraft.Year(_draft.Request.Earlier!.Edition.Year))]),
            changes.Count == 0 ? [_draft.Words(DocumentTextKeys.ChangedNothing)] : changes.Select(change => "- " + _draft.Words(
                DocumentTextKeys.ChangedLine,
                [new("label", change.Label), new("old", _draft.Printed(change.Old)), new("new", _draft.Printed(change.New))])));
    }

    private void Notes()
    {
        if (_layout.HasRoomForNotes)
            Changes();
        Section(_draft.Words(DocumentTextKeys.Reading), DocumentNotes.Of(_draft).Select(note => "- " + note).Prepend(_draft.Words(DocumentTextKeys.Detected)));
        if (!_layout.IsMethodBeside)
            Method();
    }

    private void Method() => Section(_draft.Words(DocumentTextKeys.Method), [_draft.Fill(_draft.Template.Method)]);

    private void Section(string? heading, IEnumerable<string> lines)
    {
        List<string> all = [.. heading is null ? [] : new[] { heading }, .. lines];
        if (all.Count == 0)
            return;
        Line(string.Empty);
        all.ForEach(Line);
    }

    private void Line(string line) => _text.Append(line.ReplaceLineEndings(" ")).Append('\n');

    private string Count(int value) => _draft.Text.Number(value, MeasureKind.Count);
}
