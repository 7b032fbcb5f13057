using System.CommandLine;
using Amparo.Cli.Publishing;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>publish infographic</c> and <c>publish factsheet</c>: publications of one A4 page.</summary>
internal static class DocumentVerbs
{
    private static readonly string[] Languages = [.. Language.All.Select(language => language.Code)];

    /// <summary>The two parts of the verb <c>publish</c>.</summary>
    internal static IReadOnlyList<Verb> Create(CliTexts texts) =>
    [
        Create("infographic", texts, country => country is null ? "infographic-region" : "infographic-country"),
        Create("factsheet", texts, _ => "factsheet-programme"),
    ];

    private static Verb Create(string name, CliTexts texts, Func<string?, string> usual)
    {
        var country = new Option<string?>("--country") { Description = texts["document-country"], HelpName = "CC" };
        var year = new Option<int>("--year") { Description = texts["document-year"], HelpName = "YYYY", Required = true };
        var language = new Option<string?>("--language") { Description = texts["document-language"], HelpName = string.Join('|', Languages) };
        language.AcceptOnlyFromAmong(Languages);
        var output = Options.Out(texts, "document-out", "DIR");
        var data = Options.Data(texts);
        var address = new Option<string?>("--base") { Description = texts["document-base-help"], HelpName = "URL" };
        var since = new Option<string?>("--since") { Description = texts["document-since"], HelpName = "DIR|R.json" };
        var template = new Option<string?>("--template") { Description = texts["document-template"], HelpName = "ID|T.yaml" };
        var command = new Command(name, texts[$"document-{name}"]) { country, year, language, output, data, address, since, template };
        return new(command, (parsed, terminal, cancel) =>
        {
            var place = parsed.GetValue(country)?.ToUpperInvariant();
            return new DocumentRun(
                new DocumentAsk(parsed.GetValue(template) ?? usual(place), parsed.GetValue(year))
                {
                    Language = Language.Find(parsed.GetValue(language)) ?? terminal.Texts.Language,
                    Output = parsed.GetRequiredValue(output),
                    Data = parsed.GetRequiredValue(data),
                    Country = place,
                    Base = parsed.GetValue(address),
                    Since = parsed.GetValue(since),
                },
                terminal, cancel).Run();
        });
    }
}
