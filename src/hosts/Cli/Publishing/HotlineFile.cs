using Amparo.Publication.Documents;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Cli.Publishing;

/// <summary>The telephone lines that publications may print: <c>content/hotlines.yaml</c>.</summary>
internal static class HotlineFile
{
    /// <summary>The file's name in the content folder.</summary>
    internal const string Name = "hotlines.yaml";

    /// <summary>Reads the confirmed lines.</summary>
    /// <param name="reader">The document's text.</param>
    /// <returns>Lines by country, or what is wrong with the file (<c>VOC-</c>).</returns>
    internal static Outcome<IReadOnlyDictionary<string, Hotline>> Read(TextReader reader)
    {
        var document = YamlReader.Read(reader, Name);
        if (!document.Succeeded)
            return Outcome<IReadOnlyDictionary<string, Hotline>>.Refused(document.Problems);
        var faults = new YamlFaults(Name);
        var fields = new YamlFields(document.Value, faults);
        fields.Version();
        var statuses = TranslationStatuses.Take(fields, faults);
        var lines = new Dictionary<string, Hotline>(StringComparer.Ordinal);
        foreach (var node in fields.Has("lines") ? fields.List("lines") : [])
        {
            if (fields.MapOf(node, "lines") is not { } line)
                continue;
            var country = line.Id("country");
            var number = line.Text("number");
            var name = statuses.TakeText(line, "name", faults);
            // Without the day on which somebody called it, a line is a rumour.
            var confirmed = line.OptionalText("confirmed");
            line.Finish();
            if (country is not null && number is not null && name is not null && confirmed is not null)
                lines[country] = new Hotline(number, name);
        }

        fields.Finish();
        return faults.Conclude<IReadOnlyDictionary<string, Hotline>>(() => lines);
    }
}
