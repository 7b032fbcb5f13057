using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>What must be known to read a page, and where its figures come from, each said once.</summary>
internal static class DocumentNotes
{
    /// <summary>The notes of all charts without the marks that stand elsewhere on the page; and, where no table says it, that the unknown are not stated.</summary>
    public static IReadOnlyList<string> Of(DocumentDraft draft)
    {
        var mark = draft.Words(ChartTextKeys.MarkInvented);
        var notes = draft.Charts.Select(chart => chart.Unit).OfType<FigureUnit>().SelectMany(unit => unit.Notes)
            .Where(note => note != mark).Distinct(StringComparer.Ordinal).ToList();
        var speaksOfUnknown = draft.Charts.SelectMany(chart => chart.Cells)
            .Any(cell => cell.Binding.At.Values.Contains(CodeList.Unknown, StringComparer.Ordinal) && cell.Figure.Kind != FigureKind.Missing);
        if (!speaksOfUnknown)
            notes.Add(draft.Words(DocumentTextKeys.UnknownUnstated));
        return notes;
    }

    /// <summary>Where the figures come from: each source once; then for each day the lines of the ledger that released what is printed, figures of an earlier edition included.</summary>
    public static IReadOnlyList<string> Sources(DocumentDraft draft)
    {
        var text = draft.Text;
        var released = draft.Tables.Concat(draft.Changes?.Select(change => change.Old.Table) ?? [])
            .Select(table => (table.Value.Header.Source, table.Entry)).DistinctBy(one => one.Entry.Sequence).ToList();
        if (draft.Register is { } register)
            released.Add((register.Value.Source, register.Entry));
        released.Sort((one, other) => one.Entry.Sequence.CompareTo(other.Entry.Sequence));
        return
        [
            .. released.Select(one => one.Source).Distinct().Select(source => text.Say(
                ChartTextKeys.Source,
                [new("publisher", source.Publisher), new("title", source.Title), new("date", text.Date(source.Date)), new("terms", SourceTerms.InLine(source, text))])),
            .. released.GroupBy(one => one.Entry.At.InUtc().Date).Select(day => text.Say(
                ChartTextKeys.Released,
                [
                    new("date", text.Date(day.Key)),
                    new("number", text.Join([.. day.Select(one => text.Number(one.Entry.Sequence, MeasureKind.Count))])),
                ])),
        ];
    }

    /// <summary>What a cell of a chart is called: its row, and its series where there are some.</summary>
    public static string NameOf(ResolvedFigure cell, ChartText text, DocumentChart chart)
    {
        var names = new[] { chart.Rows, chart.Series }.OfType<string>()
            .Select(id => SliceGrid.NameOf(cell.Table.Value.Dimensions[cell.Table.Value.AxisOf(id)], cell.Binding.At.GetValueOrDefault(id, CodeList.Total), text));
        return string.Join(" · ", names);
    }
}
