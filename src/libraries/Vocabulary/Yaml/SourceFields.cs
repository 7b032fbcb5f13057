using Amparo.Vocabulary.Shapes;
using NodaTime;
using NodaTime.Text;

namespace Amparo.Vocabulary.Yaml;

/// <summary>Reads where a table comes from: <c>source: { publisher: …, title: …, date: 2023-05-30, terms: … }</c>.</summary>
public static class SourceFields
{
    /// <summary>Takes the key <c>source</c>; it and its four keys are required.</summary>
    /// <param name="root">The document's top level.</param>
    /// <param name="faults">Where problems are noted: VOC-008 for a day that is not ISO 8601 or not in the calendar.</param>
    /// <returns>The source, or null with problems.</returns>
    public static Source? Take(YamlFields root, YamlFaults faults)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(faults);
        if (root.Map("source") is not { } fields)
            return null;
        var publisher = fields.Text("publisher");
        var title = fields.Text("title");
        var date = TakeDate(fields, faults);
        var terms = fields.Text("terms");
        fields.Finish();
        return publisher is null || title is null || date is null || terms is null ? null : new(publisher, title, date.Value, terms);
    }

    private static LocalDate? TakeDate(YamlFields fields, YamlFaults faults)
    {
        if (fields.TakeRequired("date") is not { } node || fields.TextOf(node, "source.date") is not { } text)
            return null;
        var parsed = LocalDatePattern.Iso.Parse(text);
        if (parsed.Success)
            return parsed.Value;
        faults.Add(VocabularyProblems.ValueNotAllowed, node, "source.date");
        return null;
    }
}
