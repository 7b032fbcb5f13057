using System.Text.Json.Nodes;
using Amparo.PrivateRelease.Anonymity;
using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary;

namespace Amparo.Cli.Releasing;

/// <summary><c>release FILE --schema S --preview A,B;A,C</c>: what tables of the same persons would give away together, before anything leaves.</summary>
/// <remarks>Nothing is written and nothing charged. The numbers of persons are true ones: for the office that holds the records anyway.</remarks>
internal static class TablesPreviewed
{
    internal static VerbResult Run(PreviewAsk ask, Terminal terminal)
    {
        foreach (var input in new[] { ask.File, ask.Schema })
        {
            if (!File.Exists(input))
                return VerbResult.WrongUse(new Problem(CliProblems.FileMissing, input));
        }

        Outcome<Previewed>? made = null;
        terminal.Work(progress =>
        {
            var read = progress.Stage(terminal.Texts["stage-read"]);
            terminal.At = ask.Schema;
            made = RecordRelease.Schema(ask.Schema).Then(schema =>
            {
                terminal.At = ask.File;
                return RecordRelease.Table((ask.File, ask.Table), schema).Then<CodedTable, Previewed>(table =>
                {
                    read(1);
                    var attack = progress.Stage(terminal.Texts["stage-attack"]);
                    string[] names = [.. table.Domain.Columns.Select(column => column.Name)];
                    return TablePreview.Attack(table, [.. ask.Tables.Select(columns => (IReadOnlyList<int>)[.. columns.Select(name => Array.IndexOf(names, name))])], ask.K)
                        .Then<PreviewedTables, Previewed>(seen =>
                        {
                            attack(1);
                            return new Previewed(seen, names);
                        });
                });
            });
        });
        return made!.Succeeded ? Tell(ask, made.Value.Seen, made.Value.Names, terminal.Texts) : new VerbResult(ExitCode.WrongUse) { Problems = made.Problems };
    }

    private static VerbResult Tell(PreviewAsk ask, PreviewedTables seen, string[] names, CliTexts texts)
    {
        string[] titles = [.. seen.Tables.Select(table => string.Join(" × ", table.Columns.Select(column => names[column])))];
        return new VerbResult(seen.Persons > 0 ? ExitCode.Findings : ExitCode.Done)
        {
            Lines =
            [
                texts["preview-lead", ask.K],
                .. seen.Tables.Select((table, at) => texts["preview-table", titles[at], table.Withheld, table.Cells]),
                .. seen.Together.Select(one => texts["preview-together", string.Join(" + ", one.Tables.Select(at => titles[at])), one.Cells, one.Persons, one.Alone]),
                seen.Persons > 0 ? texts["preview-found", seen.Persons, seen.Alone] : texts["preview-nothing"],
            ],
            Facts = new JsonObject
            {
                ["threshold"] = ask.K,
                ["tables"] = new JsonArray([.. seen.Tables.Select(table => new JsonObject
                {
                    ["columns"] = new JsonArray([.. table.Columns.Select(column => JsonValue.Create(names[column]))]),
                    ["cells"] = table.Cells,
                    ["withheld"] = table.Withheld,
                })]),
                ["together"] = new JsonArray([.. seen.Together.Select(one => new JsonObject
                {
                    ["tables"] = new JsonArray([.. one.Tables.Select(at => JsonValue.Create(at))]),
                    ["cells"] = one.Cells,
                    ["persons"] = one.Persons,
                    ["alone"] = one.Alone,
                })]),
                ["persons"] = seen.Persons,
                ["alone"] = seen.Alone,
            },
        };
    }

    private sealed record Previewed(PreviewedTables Seen, string[] Names);
}
