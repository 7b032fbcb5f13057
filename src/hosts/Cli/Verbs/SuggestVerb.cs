using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>map FILE --suggest</c>: a proposed mapping for a file that no mapping knows.</summary>
/// <remarks>
/// The terminal shows numbers, fields and reasons, and never a value. Headings are shown only where it is certain that they are headings: the first
/// row of a file without any would be a person.
/// </remarks>
internal static class SuggestVerb
{
    /// <summary>Adds <c>--suggest</c> to the verb that maps.</summary>
    /// <param name="map">The verb <c>map</c>.</param>
    /// <param name="texts">The reader's language.</param>
    internal static Verb Onto(Verb map, CliTexts texts)
    {
        var suggest = new Option<bool>("--suggest") { Description = texts["suggest"] };
        // The verb may have the option already, for its reports.
        var language = map.Command.Options.OfType<Option<string?>>().FirstOrDefault(option => option.Name == "--language")
            ?? new Option<string?>("--language") { Description = texts["suggest-language"], HelpName = "es|en" };
        var output = map.Command.Options.Single(option => option.Name == "--out");
        var country = map.Command.Options.Single(option => option.Name == "--country");
        var kind = map.Command.Options.Single(option => option.Name == "--agency-kind");
        var file = map.Command.Arguments.Single();
        map.Command.Options.Add(suggest);
        if (!map.Command.Options.Contains(language))
            map.Command.Options.Add(language);
        // A proposal may be looked at before it is written; records are nothing without their file.
        output.Required = false;
        map.Command.Validators.Add(result =>
        {
            if (!result.GetValue(suggest) && result.GetResult(output) is null)
                result.AddError("--out");
        });
        return map with
        {
            Run = (parsed, terminal, cancel) => !parsed.GetValue(suggest)
                ? map.Run(parsed, terminal, cancel)
                : Run(new Asked(parsed.GetRequiredValue((Argument<string>)file), parsed.GetValue((Option<string>)output))
                {
                    Country = parsed.GetValue((Option<string?>)country),
                    AgencyKind = parsed.GetValue((Option<string?>)kind),
                    Language = Language.Find(parsed.GetValue(language)) ?? terminal.Texts.Language,
                }, terminal),
        };
    }

    private static VerbResult Run(Asked asked, Terminal terminal)
    {
        terminal.At = asked.File;
        if (!File.Exists(asked.File))
            return VerbResult.Failed(new Problem(CliProblems.FileMissing, asked.File));
        if (asked.Out is { } path && Refuse(path, asked.File) is { } refused)
            return VerbResult.WrongUse(refused);
        return CliContent.Open()
            .Then(content => content.SuggestionWords().Then(words => Suggest(asked, content.Schema, words)))
            .End(suggestion => Write(suggestion, asked, terminal));
    }

    private static Outcome<MappingSuggestion> Suggest(Asked asked, RecordSchema schema, SuggestionWords words)
    {
        using var stream = File.OpenRead(asked.File);
        return MappingSuggester.Suggest(
            stream, schema, new() { Words = words, Language = asked.Language, Country = asked.Country, AgencyKind = asked.AgencyKind });
    }

    // Nothing that is there is replaced: a proposal is made to be corrected, and who has corrected one cannot be told from the file.
    private static Problem? Refuse(string path, string input)
    {
        if (RealPath.Same(path, input))
            return new Problem(CliProblems.SameFile, path);
        return File.Exists(path) ? new Problem(CliProblems.NotOurFile, path) : null;
    }

    private static VerbResult Write(MappingSuggestion suggestion, Asked asked, Terminal terminal)
    {
        var texts = terminal.Texts;
        var lines = new List<string>();
        if (!suggestion.HeaderIsCertain)
            lines.Add(texts["suggest-header"]);
        lines.AddRange(suggestion.Columns.Select(column => Line(column, suggestion.HeaderIsCertain, texts)));
        if (suggestion.Lacking.Count > 0)
            lines.Add(texts["suggest-lacking", string.Join(", ", suggestion.Lacking)]);
        if (asked.Out is { } path)
        {
            terminal.At = path;
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
            AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(suggestion.Yaml)), new AtomicFileOptions { OwnerOnly = true });
            lines.Add(texts["mapped-done", path]);
        }

        return new VerbResult(suggestion.Lacking.Count > 0 ? ExitCode.Findings : ExitCode.Done) { Lines = lines, Facts = Facts(suggestion) };
    }

    private static string Line(SuggestedUse column, bool showHeading, CliTexts texts)
    {
        var number = column.Number.ToString(CultureInfo.InvariantCulture).PadLeft(3);
        var heading = showHeading && column.HeadingIsKnown ? $" {Printable(column.Heading)}:" : "";
        return column.Confidence is { } confidence
            ? $"{number}{heading} {string.Join(" + ", column.Fields)} ({column.Transformation}), {texts[$"suggest-{confidence.ToString().ToLowerInvariant()}"]}, {Percent(column.Placed)} – {column.Reason}"
            : $"{number}{heading} – {column.Reason}";
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100):0} %");

    // A heading is the file's, and a terminal obeys control characters.
    private static string Printable(string heading)
    {
        var plain = string.Concat(heading.Select(c => char.IsControl(c) ? ' ' : c));
        return plain.Length > 40 ? $"{plain[..39]}…" : plain;
    }

    private static JsonObject Facts(MappingSuggestion suggestion) => new()
    {
        ["rows"] = suggestion.Rows.All,
        ["headerRow"] = suggestion.Format.HeaderRow,
        ["headerIsCertain"] = suggestion.HeaderIsCertain,
        ["lacking"] = new JsonArray([.. suggestion.Lacking.Select(field => JsonValue.Create(field))]),
        ["columns"] = new JsonArray([.. suggestion.Columns.Select(column => new JsonObject
        {
            ["number"] = column.Number,
            ["fields"] = new JsonArray([.. column.Fields.Select(field => JsonValue.Create(field))]),
            ["as"] = column.Transformation,
            ["confidence"] = column.Confidence?.ToString().ToLowerInvariant(),
            ["placed"] = column.Placed,
        })]),
    };

    private sealed record Asked(string File, string? Out)
    {
        internal string? Country { get; init; }

        internal string? AgencyKind { get; init; }

        internal required Language Language { get; init; }
    }
}
