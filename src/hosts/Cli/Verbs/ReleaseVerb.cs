using System.CommandLine;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Cli.Releasing;
using Amparo.Content;
using Amparo.Indicators;
using Amparo.PrivateRelease;
using Amparo.Records;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Cli.Verbs;

/// <summary><c>release</c>: counts, and through the doors to tables that may be shown.</summary>
internal static class ReleaseVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var files = new Argument<string[]>("MAPPED.csv") { Description = texts["mapped"], Arity = ArgumentArity.OneOrMore };
        var indicator = new Option<string?>("--indicator") { Description = texts["indicator"], HelpName = "FILE" };
        var folder = new Option<string?>("--out") { Description = texts["release-folder"], HelpName = "DIR" };
        var records = new RecordOptions(texts);
        var command = new Command("release", texts.LineOf("release")) { files, indicator, folder };
        records.AddTo(command);
        records.RequireOutput(command, folder);
        return new(command, (parsed, terminal, _) =>
            Asked(records.PreviewOf(parsed, files), ask => TablesPreviewed.Run(ask, terminal))
            ?? Asked(records.Of(parsed, files, folder), ask => RecordRelease.Run(ask, terminal))
            ?? Run(parsed.GetRequiredValue(files), (parsed.GetValue(indicator), parsed.GetRequiredValue(folder)!), terminal));
    }

    private static VerbResult? Asked<T>(Outcome<T>? asked, Func<T, VerbResult> run)
        where T : class => asked switch
        {
            null => null,
            { Succeeded: true } => run(asked.Value),
            _ => new VerbResult(ExitCode.WrongUse) { Problems = asked.Problems },
        };

    /// <summary>Counts, protects, and lets official figures and registers pass with the counts; nothing is saved yet.</summary>
    /// <param name="counted">What to count, and among which records; at least one.</param>
    /// <param name="content">Where the official figures and registers lie.</param>
    /// <param name="ledger">What was released before.</param>
    internal static Outcome<Releasing> Release(IReadOnlyList<Counting> counted, ContentSource content, Ledger ledger) => content.Official().Then(official =>
    {
        var doors = new ReleaseDoors(ledger, SystemClock.Instance.GetCurrentInstant());
        var passed = new PassedTables();
        Tally? first = null;
        foreach (var (indicator, records) in counted)
        {
            var suppressed = Tally.Of(indicator, records).Then(tally =>
            {
                first ??= tally;
                return doors.Suppress(tally.Cube, new CellSuppression(indicator.Population.Threshold), indicator.Population.Id);
            });
            if (!suppressed.Succeeded)
                return Outcome<Releasing>.Refused(suppressed.Problems);
            passed.Cubes.Add(suppressed.Value);
        }

        passed.Cubes.AddRange(official.Cubes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => doors.AlreadyPublic(pair.Value)));
        // A register declares itself what it holds, and leaves for that reason.
        passed.Registers.AddRange(official.Registers.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => doors.NonPersonal(pair.Value, official.Holdings[pair.Key])));
        return content.DerivedIndicators().Then(derived => doors.DeriveAll(derived, passed.Cubes)).Then<IReadOnlyList<Released<Cube>>, Releasing>(measures =>
        {
            passed.Cubes.AddRange(measures);
            return new Releasing(doors.Ledger, passed, first!);
        });
    });

    private static VerbResult Run(string[] files, (string? Indicator, string Folder) named, Terminal terminal)
    {
        terminal.At = named.Folder;
        using var turn = FolderLock.TryTake(named.Folder);
        if (turn is null)
            return VerbResult.Failed(new Problem(CliProblems.Busy, named.Folder));

        Outcome<Releasing>? released = null;
        terminal.Work(progress => released = CliContent.Open().Then(content =>
        {
            var count = progress.Stage(terminal.Texts["stage-count"]);
            void Tell(string file, double share)
            {
                terminal.At = file;
                count(share);
            }

            return content.NamedIndicator(named.Indicator).Then(indicator =>
                MappedRecords.ReadAll(files, content.Schema, Tell).Then(MappedRecords.EachOnce).Then(records =>
                {
                    terminal.At = named.Folder;
                    var folder = new ReleaseFolder(named.Folder);
                    var releasing = folder.ReadLedger().Then(ledger => Release([new(indicator, records)], content, ledger));
                    return releasing.Then<Releasing, Releasing>(made =>
                    {
                        folder.Save(made.Ledger, made.Passed);
                        count(1);
                        return made;
                    });
                }));
        }));
        return released!.End(made => made.Result(named.Folder, terminal.Texts));
    }
}

/// <summary>What is counted among which records.</summary>
/// <param name="Indicator">What to count.</param>
/// <param name="Records">The records.</param>
internal sealed record Counting(IndicatorDefinition Indicator, RecordSet Records);

/// <summary>Tables that have passed the doors, and the ledger that accounts for them.</summary>
/// <param name="Ledger">The ledger, new entries included.</param>
/// <param name="Passed">The tables.</param>
/// <param name="Tally">How many records were counted, by the first of the indicators.</param>
internal sealed record Releasing(Ledger Ledger, PassedTables Passed, Tally Tally)
{
    /// <summary>What was released, for the officer who did it and for a program.</summary>
    /// <remarks>The numbers of records are exact: they are for the office that holds the records anyway, and not for publication.</remarks>
    internal VerbResult Result(string folder, CliTexts texts) => new(ExitCode.Done)
    {
        Lines =
        [
            texts["counted", Tally.Records, Tally.OutOfScope],
            .. Passed.Cubes.Select(cube => texts["released-done", cube.Entry.Subject, cube.Value.Cells.Count(), Withheld(cube.Value)]),
            .. Passed.Registers.Select(register => texts["registered-done", register.Entry.Subject, register.Value.Rows.Count]),
            .. Passed.Estimates.Select(estimates => texts["estimated-done", estimates.Entry.Subject, estimates.Value.Rows.Count]),
        ],
        Facts = new JsonObject
        {
            ["folder"] = Path.GetFullPath(folder),
            ["records"] = Tally.Records,
            ["outOfScope"] = Tally.OutOfScope,
            ["tables"] = new JsonArray(
                [.. Passed.Cubes.Select(cube => cube.Entry).Concat(Passed.Registers.Select(register => register.Entry)).Concat(Passed.Estimates.Select(estimates => estimates.Entry)).Select(Table)]),
        },
    };

    private static int Withheld(Cube cube) => cube.Cells.Count(cell => cell.Value.Kind == FigureKind.Withheld);

    private static JsonObject Table(LedgerEntry entry) => new()
    {
        ["subject"] = entry.Subject,
        ["door"] = entry.Door.ToString(),
        ["sequence"] = entry.Sequence,
        ["contentHash"] = entry.ContentHash,
    };
}
