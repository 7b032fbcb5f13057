using System.Globalization;
using Amparo.Vocabulary;

namespace Amparo.Publication.Formats;

/// <summary>The meaning of every column and of every code of a table.</summary>
public static class Codebook
{
    internal static readonly IReadOnlyList<string> Heading =
        ["column", "code", .. Language.All.Select(language => "name_" + language.Code), "text", "type", "list", "list_version", "list_source"];

    /// <summary>Writes the dictionary as CSV: a line for each column, then one for each code it may hold, named in all languages that have a name.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">Where to; not closed.</param>
    public static void Write(OpenTable table, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(stream);
        TableCsv.Write(Lines(table).Prepend(Heading), stream, withMark: true);
    }

    internal static IEnumerable<IReadOnlyList<string>> Lines(OpenTable table)
    {
        foreach (var column in table.Columns)
        {
            IReadOnlyList<string> list = column.List is { } codes
                ? [codes.Id, codes.Version.ToString(CultureInfo.InvariantCulture), codes.Source]
                : [string.Empty, string.Empty, string.Empty];
            yield return
            [
                column.Id, string.Empty, .. Language.All.Select(language => column.Titles is { } titles ? Own(titles, language) : language == table.Language ? column.Title : string.Empty),
                column.Description, Type(column), .. list,
            ];
            foreach (var code in column.List?.Codes ?? [])
                yield return [column.Id, code.Id, .. Language.All.Select(language => Own(code.Name, language)), code.Note?[table.Language] ?? string.Empty, string.Empty, .. list];
            foreach (var reserved in column.WithReserved ? new[] { CodeList.Unknown, CodeList.Total } : [])
            {
                var name = table.Text.Say(reserved == CodeList.Total ? ChartTextKeys.Total : ChartTextKeys.Unknown, []);
                yield return [column.Id, reserved, .. Language.All.Select(language => language == table.Language ? name : string.Empty), string.Empty, string.Empty, .. list];
            }

            foreach (var value in column.Values ?? [])
                yield return [column.Id, value, .. Language.All.Select(_ => string.Empty), string.Empty, string.Empty, .. list];
        }
    }

    internal static string Type(OpenColumn column) => column.Type switch
    {
        OpenType.Integer => "integer",
        OpenType.Number => "number",
        _ => "string",
    };

    // Only what was written in a language; a Spanish text that stands in is no text of another language.
    private static string Own(LocalizedText text, Language language) =>
        text.StatusOf(language) == TranslationStatus.Missing ? string.Empty : text[language];
}
