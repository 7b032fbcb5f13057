using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amparo.Vocabulary.Shapes;
using NodaTime.Text;

namespace Amparo.Publication.Documents;

/// <summary>Writes the record of an edition: every printed number and where it comes from.</summary>
internal static class DocumentRecord
{
    // Read by people, too; it is no part of a page, so that quotation marks and accents stay as they are.
    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Of(DocumentDraft draft)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteString("generator", DocumentEdition.Generator);
            json.WriteNumber("format", DocumentEdition.Format);
            json.WriteString("template", draft.Template.Id);
            json.WriteNumber("template-version", draft.Template.Version);
            json.WriteString("language", draft.Language.Code);
            json.WriteString("place", draft.Request.Place ?? Vocabulary.CodeList.Total);
            json.WriteNumber("year", draft.Request.Year);
            json.WriteBoolean("invented", draft.IsInvented);
            json.WriteString("message", draft.Message());
            json.WriteStartArray("message-figures");
            foreach (var id in Sentence.Placeholders(draft.MessageSentence()).Where(name => draft.Surrounding(name) is null))
                json.WriteStringValue(id);
            json.WriteEndArray();
            Releases(json, draft);
            json.WriteStartArray("figures");
            foreach (var figure in draft.Said)
                Figure(json, draft, figure, draft.Label(figure));
            json.WriteEndArray();
            json.WriteStartArray("charts");
            foreach (var chart in draft.Charts.Where(chart => chart.Unit is not null))
            {
                json.WriteStartObject();
                json.WriteString("id", chart.Chart.Id);
                json.WriteString("title", draft.Title(chart));
                json.WriteString("headline", draft.Headline(chart));
                json.WriteStartArray("cells");
                foreach (var cell in chart.Cells)
                    Figure(json, draft, cell, DocumentNotes.NameOf(cell, draft.Text, chart.Chart));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            Changes(json, draft);
            json.WriteEndObject();
        }

        return bytes.WrittenMemory.ToArray();
    }

    private static void Releases(Utf8JsonWriter json, DocumentDraft draft)
    {
        json.WriteStartArray("releases");
        var entries = draft.Tables.Select(table => (table.Value.Header.Id, table.Entry));
        if (draft.Register is { } register)
            entries = entries.Append((register.Value.Id, register.Entry));
        foreach (var (table, entry) in entries)
        {
            json.WriteStartObject();
            json.WriteString("table", table);
            json.WriteNumber("number", entry.Sequence);
            json.WriteString("date", LocalDatePattern.Iso.Format(entry.At.InUtc().Date));
            json.WriteString("method", entry.Method);
            json.WriteString("content-hash", entry.ContentHash);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Figure(Utf8JsonWriter json, DocumentDraft draft, ResolvedFigure figure, string label)
    {
        json.WriteStartObject();
        DocumentEdition.WriteBinding(json, figure.Binding);
        json.WriteString("label", label);
        json.WriteString("printed", draft.Printed(figure));
        DocumentEdition.WriteFigure(json, figure.Figure);
        json.WriteString("unit", figure.Binding.CountsStated ? figure.Binding.Over : figure.Table.Value.Header.Unit[draft.Language]);
        json.WriteString("cell", FigureAddress.TextOf(figure.Table, figure.Coordinates));
        if (figure.Code is { } code)
        {
            json.WriteString("code", code);
            json.WriteString("address", draft.Address(figure));
        }

        json.WriteStartArray("from");
        foreach (var cell in figure.Cells)
        {
            json.WriteStartObject();
            json.WriteString("cell", FigureAddress.TextOf(cell.Table, cell.At));
            DocumentEdition.WriteFigure(json, cell.Figure);
            json.WriteNumber("release", cell.Table.Entry.Sequence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Changes(Utf8JsonWriter json, DocumentDraft draft)
    {
        if (draft.Changes is not { } changes)
            return;
        json.WriteStartObject("since");
        json.WriteNumber("year", draft.Request.Earlier!.Edition.Year);
        json.WriteStartArray("changed");
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("id", change.New.Binding.Id);
            json.WriteString("old", draft.Printed(change.Old));
            json.WriteString("new", draft.Printed(change.New));
            json.WriteNumber("old-release", change.Old.Table.Entry.Sequence);
            json.WriteNumber("new-release", change.New.Table.Entry.Sequence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
