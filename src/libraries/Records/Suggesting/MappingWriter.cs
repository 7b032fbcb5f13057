using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Amparo.Records;

/// <summary>Writes a proposed mapping as YAML that <see cref="MappingReader"/> reads.</summary>
internal sealed partial class MappingWriter(RecordSchema schema, SuggestionSentences words)
{
    private const int LongestFlow = 110;

    private readonly StringBuilder _yaml = new();

    /// <summary>A text as YAML: plain where that is safe, otherwise in double quotes with everything unusual escaped.</summary>
    internal static string Quoted(string text)
    {
        if (Plain().IsMatch(text))
            return text;
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '"' or '\\')
                quoted.Append('\\').Append((char)rune.Value);
            else if (rune.Value is >= ' ' and <= '~' || (rune.IsBmp && (Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune))))
                quoted.Append(rune);
            else
                quoted.Append("\\U").Append(rune.Value.ToString("X8", CultureInfo.InvariantCulture));
        }

        return quoted.Append('"').ToString();
    }

    internal void Line(int indent, string text) => _yaml.Append(' ', indent).Append(text).Append('\n');

    internal void Comment(int indent, string text) => Line(indent, $"# {text.ReplaceLineEndings(" ")}");

    /// <summary>Everything before the fields.</summary>
    internal void Head(SuggestionOptions options, (SourceFormat Format, bool IsPublished) file, (int LookedAt, long All, bool IsPart) rows)
    {
        Comment(0, words["head-1"]);
        Comment(0, words["head-2"]);
        Comment(0, words[rows.IsPart ? "head-3-part" : "head-3", rows.LookedAt, rows.All]);
        Line(0, "id: suggested");
        Line(0, "version: 1");
        Line(0, $"schema: {schema.Id}");
        if (file.IsPublished)
        {
            Comment(0, words["published"]);
            Line(0, "records: published");
        }

        Optional(PersonReport.Country, options.Country);
        Optional(PersonReport.AgencyKind, options.AgencyKind);
        Line(0, "title: { es: \"Propuesta de Amparo, sin revisar\", en: \"Proposed by Amparo, not reviewed\" }");
        Line(0, "translation: { es: machine, en: machine }");
        Line(0, FileLine(file.Format));
    }

    /// <summary>One field; as a comment if it is only a guess.</summary>
    internal void Field(Proposal line, IReadOnlyList<SuggestedColumn> columns, SuggestionWords data)
    {
        var parts = new List<string> { $"as: {line.As}" };
        if (!line.Keys.Any(key => key.Key == "from"))
            parts.Add(columns.Count == 1 ? $"from: {Quoted(columns[0].Heading.Text)}" : $"from: [{string.Join(", ", columns.Select(column => Quoted(column.Heading.Text)))}]");
        parts.AddRange(line.Keys.Select(Flow));
        var missing = Missing(line, columns, data);
        if (missing.Count > 0)
            parts.Add($"missing: {{ {string.Join(", ", missing.Select(word => $"{Quoted(word.Word)}: {MissingKinds.NameOf(word.Kind)}"))} }}");
        var doubtful = missing.Where(word => data.Missing.GetValueOrDefault(word.Word) is { IsSure: false }).Select(word => Quoted(word.Word)).ToList();
        if (doubtful.Count > 0)
            Comment(2, words["missing-doubtful", string.Join(", ", doubtful)]);
        var mark = line.IsActive ? "" : "# ";
        var flow = $"{line.Field}: {{ {string.Join(", ", parts)} }}";
        if (flow.Length <= LongestFlow)
        {
            Line(2, mark + flow);
            return;
        }

        Line(2, $"{mark}{line.Field}:");
        foreach (var part in parts)
            Block(mark, part, line);
    }

    /// <summary>The columns that are left out, with the reasons.</summary>
    internal void Unread(IReadOnlyList<(string Heading, string Reason)> columns)
    {
        if (columns.Count == 0)
            return;
        Line(0, "unread:");
        foreach (var (heading, reason) in columns)
            Line(2, $"{Quoted(heading)}: {Quoted(reason)}");
    }

    public override string ToString() => _yaml.ToString();

    private static string Flow(ProposalKey key) =>
        key.Text is { } text ? $"{key.Key}: {Quoted(text)}"
        : key.List is { } list ? $"{key.Key}: [{string.Join(", ", list.Select(Quoted))}]"
        : $"{key.Key}: {{ {string.Join(", ", key.Table!.Select(entry => $"{Quoted(entry.Key)}: {Quoted(entry.Value)}"))} }}";

    // A table too long for a line stands one entry a line.
    private void Block(string mark, string part, Proposal line)
    {
        var key = line.Keys.FirstOrDefault(key => key.Table is not null && part.StartsWith($"{key.Key}: ", StringComparison.Ordinal));
        if (key is null || part.Length + 4 <= LongestFlow)
        {
            Line(2, $"{mark}  {part}");
            return;
        }

        Line(2, $"{mark}  {key.Key}:");
        foreach (var (name, value) in key.Table!)
            Line(2, $"{mark}    {Quoted(name)}: {Quoted(value)}");
    }

    private static List<(string Word, MissingKind Kind)> Missing(Proposal line, IReadOnlyList<SuggestedColumn> columns, SuggestionWords data)
    {
        var found = new SortedDictionary<string, MissingKind>(StringComparer.Ordinal);
        foreach (var word in columns.SelectMany(column => column.Profile.Missing.Keys).Concat(line.Codes?.Missing ?? []))
        {
            // NA, ND and SD are countries in a column of codes of two letters.
            var isCode = line.Codes is { } guess && guess.Standards.Contains(CodeFinder.Id, StringComparer.Ordinal)
                && guess.List.Codes.Any(code => string.Equals(code.Id, word, StringComparison.OrdinalIgnoreCase));
            if (!isCode && data.Missing.TryGetValue(word, out var meaning))
                found[word] = meaning.Kind;
        }

        foreach (var value in line.Codes?.Unknown ?? [])
            found.TryAdd(Vocabulary.Spelling.Fold(value), MissingKind.Unknown);
        return [.. found.Select(entry => (entry.Key, entry.Value))];
    }

    private void Optional(string field, string? code)
    {
        if (code is null)
            Comment(0, words["fill-in", field]);
        else
            Line(0, $"{field}: {Quoted(code)}");
    }

    private static string FileLine(SourceFormat format)
    {
        if (format.Kind == SourceKind.Workbook)
        {
            var sheet = format.Sheet is null ? "" : $", sheet: {Quoted(format.Sheet)}";
            return string.Create(CultureInfo.InvariantCulture, $"file: {{ kind: xlsx, header-row: {format.HeaderRow}{sheet} }}");
        }

        var encoding = format.Encoding switch { SourceEncoding.Utf8 => "utf-8", SourceEncoding.Utf16 => "utf-16", SourceEncoding.Windows1252 => "windows-1252", _ => "detect" };
        var delimiter = format.Delimiter switch { null => "detect", '\t' => "tab", var c => Quoted(c.ToString()!) };
        return string.Create(CultureInfo.InvariantCulture, $"file: {{ kind: delimited, encoding: {encoding}, delimiter: {delimiter}, header-row: {format.HeaderRow} }}");
    }

    // Nothing that YAML gives a meaning: no sign at the beginning, no blank at the end, no colon, comma, bracket or hash.
    [GeneratedRegex(@"^[\p{L}_](?:[\p{L}\p{Nd} ._/'-]*[\p{L}\p{Nd}._/'-])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
