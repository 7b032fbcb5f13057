using System.CommandLine;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Standards;

namespace Amparo.Cli.Verbs;

/// <summary><c>standards</c>: which standards are known, or the fields of one of them.</summary>
internal static class StandardsVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var id = new Argument<string?>("ID") { Description = texts["standard"], Arity = ArgumentArity.ZeroOrOne };
        return new(
            new Command("standards", texts.LineOf("standards")) { id },
            (parsed, terminal, _) => Run(parsed.GetValue(id), terminal.Texts));
    }

    /// <summary>A standard by its id, or as people write it: <c>htcds-2.0</c> is <c>htcds-2-0</c>.</summary>
    internal static Outcome<RecordStandard> Find(Crosswalks crosswalks, string id) =>
        (crosswalks.Find(id) ?? crosswalks.Find(id.Replace('.', '-'))) is { } standard
            ? standard
            : new Problem(VocabularyProblems.StandardUnknown, id);

    private static VerbResult Run(string? id, CliTexts texts) =>
        CliContent.Open().Then(content => content.Crosswalks().Then<Crosswalks, Known>(all => new Known(content.Lists, all))).End(known =>
            id is null
                ? All(known, texts)
                : Find(known.Crosswalks, id).End(standard => One(standard, texts)));

    private static VerbResult All(Known known, CliTexts texts)
    {
        var rows = known.Crosswalks.Standards.Select(standard => new Row(
            standard, standard.Fields.Count, standard.Lists.Sum(list => known.Lists[list].Codes.Count))).ToArray();
        return new VerbResult(ExitCode.Done)
        {
            Lines = TextColumns.Align([.. rows.Select(row => (string[])
            [
                row.Standard.Id, row.Standard.Edition, texts["fields-codes", row.Fields, row.Codes],
                row.Standard.Title[texts.Language] + (row.Standard.Status == StandardStatus.Provisional ? $" ({texts["provisional"]})" : ""),
            ])]),
            Facts = new JsonObject
            {
                ["standards"] = new JsonArray([.. rows.Select(row => new JsonObject
                {
                    ["id"] = row.Standard.Id,
                    ["edition"] = row.Standard.Edition,
                    ["provisional"] = row.Standard.Status == StandardStatus.Provisional,
                    ["fields"] = row.Fields,
                    ["codes"] = row.Codes,
                })]),
            },
        };
    }

    private static VerbResult One(RecordStandard standard, CliTexts texts)
    {
        var lines = new List<string> { $"{standard.Title[texts.Language]} {standard.Edition}", standard.Source };
        if (standard.Note is { } note)
            lines.Add(note[texts.Language]);
        lines.Add("");
        lines.AddRange(TextColumns.Align([.. standard.Fields.Select(field => (string[])
        [
            field.Name, RecordStandardReader.NameOf(field.Type), Codes(field), Standing(field), field.Note?[texts.Language] ?? "",
        ])]));
        return new VerbResult(ExitCode.Done)
        {
            Lines = lines,
            Facts = new JsonObject
            {
                ["id"] = standard.Id,
                ["fields"] = new JsonArray([.. standard.Fields.Select(field => new JsonObject
                {
                    ["name"] = field.Name,
                    ["section"] = field.Section,
                    ["type"] = RecordStandardReader.NameOf(field.Type),
                    ["status"] = RecordStandardReader.NameOf(field.Status),
                    ["core"] = field.Core,
                    ["list"] = field.List,
                    ["code"] = field.Code,
                })]),
            },
        };
    }

    private static string Codes(StandardField field) => field.Code is null ? field.List ?? "" : $"{field.List}:{field.Code}";

    private static string Standing(StandardField field)
    {
        var status = field.Status == StandardFieldStatus.Published ? "" : RecordStandardReader.NameOf(field.Status);
        return field.Core ? $"core {status}".TrimEnd() : status;
    }

    private sealed record Known(CodeListCatalogue Lists, Crosswalks Crosswalks);

    private sealed record Row(RecordStandard Standard, int Fields, int Codes);
}
