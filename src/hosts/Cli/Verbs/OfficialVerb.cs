using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Records;
using Amparo.Records.Aggregates;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>official</c>: the tables of the nine countries from the file of an official statistic.</summary>
internal static class OfficialVerb
{
    // Whoever mends a mapping needs the first places, not a thousand.
    private const int MostPlaces = 20;

    internal static Verb Create(CliTexts texts)
    {
        var file = new Argument<string>("FILE") { Description = texts["official-file"] };
        var table = new Option<string[]>("--table") { Description = texts["official-table"], HelpName = "ID", AllowMultipleArgumentsPerToken = true };
        var output = Options.Out(texts, "official-out", "DIR");
        return new(
            new Command("official", texts.LineOf("official")) { file, table, output },
            (parsed, terminal, cancel) => Run(
                parsed.GetRequiredValue(file), [.. (parsed.GetValue(table) ?? []).Distinct(StringComparer.Ordinal)], parsed.GetRequiredValue(output), terminal, cancel));
    }

    private static VerbResult Run(string file, string[] wanted, string folder, Terminal terminal, CancellationToken cancel)
    {
        if (!File.Exists(file))
            return VerbResult.WrongUse(new Problem(CliProblems.FileMissing, file));
        if (File.Exists(folder))
            return VerbResult.WrongUse(new Problem(CliProblems.NotAFolder, folder));
        return CliContent.Open().Then(content => content.OfficialDeclarations().Then<IReadOnlyList<AggregateTable>, Official>(
            declared => new Official(content.Lists, declared))).End(official => Read(official, file, wanted, folder, terminal, cancel));
    }

    private static VerbResult Read(Official official, string file, string[] wanted, string folder, Terminal terminal, CancellationToken cancel)
    {
        var missing = wanted.Except(official.Tables.Select(table => table.Header.Id), StringComparer.Ordinal).ToArray();
        if (missing.Length > 0)
            return VerbResult.WrongUse(new Problem(CliProblems.TableUnknown, missing[0]));
        terminal.At = file;
        using var stream = File.OpenRead(file);
        var limits = new ReadingLimits();
        return SourceDetection.Detect(stream, limits).Then(found => RowSource.Open(stream, found.Format, limits)).End(opened =>
        {
            using var rows = opened;
            AggregateTable[] tables =
            [
                .. official.Tables.Where(table => (wanted.Length == 0 || wanted.Contains(table.Header.Id, StringComparer.Ordinal)) && TableExtract.Fits(table, rows.Header)),
            ];
            if (tables.Length == 0 || (wanted.Length > 0 && tables.Length < wanted.Length))
                return VerbResult.Failed([new Problem(CliProblems.NoOfficialTable, file)]);
            if (tables.FirstOrDefault(table => !MappingOutputs.IsFreeOrStarts(HeaderOf(table), PathOf(folder, table))) is { } clash)
                return VerbResult.WrongUse(new Problem(CliProblems.NotOurFile, PathOf(folder, clash)));
            var made = Outcome<IReadOnlyList<ExtractedTable>>.Refused([new Problem(CliProblems.NoOfficialTable, file)]);
            terminal.Work(progress =>
            {
                progress.Stage(terminal.Texts["official-reading"]);
                made = TableExtract.Read(tables, rows, official.Lists, cancel);
            });
            return made.End(extracted => Write(tables, extracted, folder, terminal));
        });
    }

    private static VerbResult Write(AggregateTable[] tables, IReadOnlyList<ExtractedTable> made, string folder, Terminal terminal)
    {
        Directory.CreateDirectory(folder);
        foreach (var (table, extracted) in tables.Zip(made))
        {
            terminal.At = PathOf(folder, table);
            AtomicFile.Write(terminal.At, stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
                AggregateTableWriter.Write(extracted.Cube, writer, table.Extract!.Figure.Intervals.Count > 0);
            });
        }

        var texts = terminal.Texts;
        return new VerbResult(made.Any(one => one.Report.Unread.Count > 0) ? ExitCode.Findings : ExitCode.Done)
        {
            Lines = [.. tables.Zip(made).SelectMany(pair => Lines(pair.First, pair.Second, texts)), "", texts["official-compare"]],
            Facts = new JsonObject
            {
                ["tables"] = new JsonArray([.. tables.Zip(made).Select(pair => new JsonObject
                {
                    ["id"] = pair.First.Header.Id,
                    ["file"] = PathOf(folder, pair.First),
                    ["rows"] = pair.Second.Report.Belonging,
                    ["cells"] = pair.Second.Cube.Cells.Count(),
                    ["repeated"] = pair.Second.Report.Repetitions,
                    ["contradictory"] = pair.Second.Report.Contradicted.Count,
                    ["unread"] = pair.Second.Report.Unread.Count,
                })]),
            },
        };
    }

    private static IEnumerable<string> Lines(AggregateTable table, ExtractedTable made, CliTexts texts)
    {
        var report = made.Report;
        yield return texts["official-line", table.Header.Id, made.Cube.Cells.Count(), report.Belonging, report.Repetitions, report.Contradicted.Count, report.Unread.Count];
        if (report.Contradicted.Count > 0)
            yield return $"  {texts["official-contradictory", Places([.. report.Contradicted.Select(rows => string.Join('+', rows.Select(Number)))])]}";
        if (report.Unread.Count > 0)
            yield return $"  {texts["official-unread", Places([.. report.Unread.Select(Number)])]}";
    }

    private static string Places(IReadOnlyList<string> places) =>
        string.Join(", ", places.Take(MostPlaces)) + (places.Count > MostPlaces ? "…" : "");

    private static string Number(int row) => row.ToString(CultureInfo.InvariantCulture);

    private static string PathOf(string folder, AggregateTable table) => Path.Combine(folder, $"{table.Header.Id}.csv");

    private static string HeaderOf(AggregateTable table) => string.Concat(table.Dimensions.Select(dimension => $"{dimension.Field},"));

    /// <summary>The code lists and the tables.</summary>
    private sealed record Official(CodeListCatalogue Lists, IReadOnlyList<AggregateTable> Tables);
}
