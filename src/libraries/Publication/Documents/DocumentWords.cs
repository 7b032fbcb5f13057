using System.Text;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>A page in words.</summary>
internal static class DocumentWords
{
    public static string Of(DocumentDraft draft)
    {
        var text = new StringBuilder();
        void Line(string line) => text.Append(line.ReplaceLineEndings(" ")).Append('\n');

        Line(draft.Fill(draft.Template.Title));
        Line(draft.Message());
        if (draft.IsInvented)
            Line(draft.Words(DocumentTextKeys.Invented));
        Line(string.Empty);
        foreach (var figure in draft.Shown)
            Line($"{draft.Fill(figure.Binding.Label!)}: {draft.Printed(figure)}{(draft.Address(figure) is { } address ? $" ({address})" : "")}");
        foreach (var chart in draft.Charts.Where(chart => chart.Unit is not null))
        {
            Line(string.Empty);
            Line(draft.Words(DocumentTextKeys.Picture, [new("title", chart.Unit!.Title), new("headline", chart.Unit.Headline)]));
            foreach (var cell in chart.Cells)
                Line($"- {DocumentNotes.NameOf(cell, draft.Text, chart.Chart)}: {draft.Printed(cell)}");
        }

        Line(string.Empty);
        Line(draft.Fill(draft.Template.Actions.Heading));
        foreach (var item in draft.Template.Actions.Items)
            Line($"- {draft.Fill(item)}");
        foreach (var fact in draft.Facts)
        {
            var when = fact.Countries is { } countries
                ? draft.Words(DocumentTextKeys.Countries, [new("with", Count(countries.With)), new("of", Count(countries.Of))])
                : DocumentFacts.DateOf(fact, draft.Text);
            Line($"- {(fact.Title.Length > 0 ? fact.Title : fact.Name)}{(when.Length > 0 ? $": {when}" : string.Empty)}");
        }

        Line(string.Empty);
        Line(draft.Words(DocumentTextKeys.Detected));
        foreach (var note in DocumentNotes.Of(draft))
            Line(note);
        foreach (var source in DocumentNotes.Sources(draft))
            Line(source);
        return text.ToString();

        string Count(int value) => draft.Text.Number(value, MeasureKind.Count);
    }
}
