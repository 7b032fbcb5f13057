using Amparo.PrivateRelease;
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

    /// <summary>Where the figures come from: each source once, with the lines of the ledger that released its tables.</summary>
    public static IReadOnlyList<string> Sources(DocumentDraft draft)
    {
        var released = draft.Tables.Select(table => (table.Value.Header.Source, table.Entry));
        if (draft.Register is { } register && draft.Facts.Count > 0)
            released = released.Append((register.Value.Source, register.Entry));
        return [.. released.GroupBy(one => (one.Source, one.Entry.At.InUtc().Date)).Select(group => Line(group.Key.Source, [.. group.Select(one => one.Entry)], draft.Text))];
    }

    /// <summary>What a cell of a chart is called: its row, and its series where there are some.</summary>
    public static string NameOf(ResolvedFigure cell, ChartText text, DocumentChart chart)
    {
        var names = new[] { chart.Rows, chart.Series }.OfType<string>()
            .Select(id => SliceGrid.NameOf(cell.Table.Value.Dimensions[cell.Table.Value.AxisOf(id)], cell.Binding.At.GetValueOrDefault(id, CodeList.Total), text));
        return string.Join(" · ", names);
    }

    private static string Line(Source source, IReadOnlyList<LedgerEntry> entries, ChartText text)
    {
        var numbers = text.Join([.. entries.Select(entry => text.Number(entry.Sequence, MeasureKind.Count))]);
        return text.Say(ChartTextKeys.Source, [new("publisher", source.Publisher), new("title", source.Title), new("date", text.Date(source.Date)), new("terms", source.Terms)])
            + " " + text.Say(
                ChartTextKeys.Released,
                [new("date", text.Date(entries[0].At.InUtc().Date)), new("number", numbers, entries.Count == 1 ? entries[0].Sequence : null)]);
    }
}
