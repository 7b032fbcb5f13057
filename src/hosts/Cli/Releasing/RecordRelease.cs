using System.Globalization;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Cli.Verbs;
using Amparo.Counting;
using Amparo.Entropy;
using Amparo.PrivateRelease;
using Amparo.PrivateRelease.Anonymity;
using Amparo.PrivateRelease.Tables;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Cli.Releasing;

/// <summary><c>release FILE --schema S</c>: a file of person records through a door, into a file that may be shown.</summary>
/// <remarks>The ledger is locked by a file beside it while a release runs, and is on the disk before any noise is drawn.</remarks>
internal static class RecordRelease
{
    private static readonly (string Word, ReleaseMechanism Mechanism)[] Mechanisms =
    [
        ("fit-rows", ReleaseMechanism.FitRows), ("aggregates", ReleaseMechanism.Aggregates),
        ("mst", ReleaseMechanism.MaximumSpanningTree), ("aim", ReleaseMechanism.AdaptiveIterative),
    ];

    /// <summary>The mechanism that gives true rows.</summary>
    internal const string Anonymous = "k-anonymous";

    /// <summary>The words for mechanisms, as they are asked for.</summary>
    internal static string[] Words => [.. Mechanisms.Select(mechanism => mechanism.Word), Anonymous];

    internal static VerbResult Run(ReleaseAsk ask, Terminal terminal)
    {
        if (Refuse(ask) is { } refused)
            return VerbResult.WrongUse(refused);
        terminal.At = ask.Ledger;
        using var turn = FolderLock.TryTakeFile(ask.Ledger + ".lock");
        if (turn is null)
            return VerbResult.Failed(new Problem(CliProblems.Busy, ask.Ledger));
        Outcome<Made>? made = null;
        terminal.Work(progress =>
        {
            var read = progress.Stage(terminal.Texts["stage-read"]);
            terminal.At = ask.Schema;
            made = Schema(ask.Schema).Then(schema =>
            {
                terminal.At = ask.File;
                return Table((ask.File, ask.Table), schema).Then(table =>
                {
                    read(1);
                    terminal.At = ask.Ledger;
                    return Draw(ask, (schema, table), progress.Stage(terminal.Texts[ask.Mechanism == Anonymous ? "stage-withhold" : "stage-draw"]));
                });
            });
        });
        if (!made!.Succeeded)
            return new VerbResult(ExitCode.WrongUse) { Problems = made.Problems };
        Write(ask, made.Value, terminal);
        return Tell(made.Value, terminal.Texts);
    }

    private static Problem? Refuse(ReleaseAsk ask)
    {
        if (!File.Exists(ask.File))
            return new(CliProblems.FileMissing, ask.File);
        if (!File.Exists(ask.Schema))
            return new(CliProblems.FileMissing, ask.Schema);
        string[] outputs = [.. new[] { ask.Out, ask.Report, ask.Ledger }.OfType<string>()];
        if (outputs.Any(output => RealPath.Same(output, ask.File) || RealPath.Same(output, ask.Schema))
            || outputs.Index().Any(one => outputs.Take(one.Index).Any(other => RealPath.Same(one.Item, other))))
            return new(CliProblems.WrongArgument, "--out");
        return outputs.Select(output => Path.GetDirectoryName(Path.GetFullPath(output))!).FirstOrDefault(folder => !Directory.Exists(folder)) is { } missing
            ? new(CliProblems.FolderMissing, missing)
            : null;
    }

    /// <summary>Reads a schema. A domain of numbers needs no vocabulary, and reading it would take longer than the release.</summary>
    internal static Outcome<ReleaseSchema> Schema(string path)
    {
        if (string.Equals(Path.GetExtension(path), ".json", StringComparison.OrdinalIgnoreCase))
        {
            using var stream = File.OpenRead(path);
            return ReleaseSchemaReader.ReadDomain(stream, Path.GetFileName(path));
        }

        return CliContent.Open().Then(content =>
        {
            using var reader = new StreamReader(path);
            return content.Hierarchies().Then(hierarchies => ReleaseSchemaReader.Read(reader, Path.GetFileName(path), content.Lists, hierarchies));
        });
    }

    /// <summary>Reads the records, one row a person, by their schema.</summary>
    /// <param name="source">The file; a database, if a table of it is named: it groups the rows itself, and only distinct ones travel.</param>
    /// <param name="schema">The schema.</param>
    internal static Outcome<CodedTable> Table((string Path, string? Table) source, ReleaseSchema schema)
    {
        if (source.Table is { } table)
            return Counted(source.Path, table, schema);
        using var stream = File.OpenRead(source.Path);
        return RowSource.Open(stream, new SourceFormat(), new ReadingLimits()).Then(rows =>
        {
            using (rows)
                return CodedTableReader.Read(rows, schema);
        });
    }

    // The table holds the numbers of the codes: words would have to travel to become codes here.
    private static Outcome<CodedTable> Counted(string path, string table, ReleaseSchema schema)
    {
        if (schema.RolledUp.Count > 0)
            return new Problem(CliProblems.WrongArgument, "--table, roll-up");
        var source = new CodedSource(table, schema.Domain)
        {
            PersonColumn = schema.Person,
            OtherCodes = schema.Columns.Where(column => column.Other is not null)
                .ToDictionary(column => column.Column.Name, column => column.Other!.Value, StringComparer.Ordinal),
        };
        return DatabaseTable.AddressOf(path).Then(address => SqlCounting.RowsAsync(address, source).GetAwaiter().GetResult())
            .Then<CountedRows, CodedTable>(rows => rows.ToTable());
    }

    private static Outcome<Made> Draw(ReleaseAsk ask, (ReleaseSchema Schema, CodedTable Table) data, Action<double> progress)
    {
        var file = new LedgerFile(ask.Ledger);
        var named = new Named(
            Name(Path.GetFileNameWithoutExtension(ask.Out)),
            ask.Population ?? data.Schema.Population ?? Name(Path.GetFileNameWithoutExtension(ask.File)),
            data.Schema.Invented ? DataOrigin.Invented : DataOrigin.Recorded);
        return file.Read().Then(ledger => Unnamed(ask, data.Schema, ledger) ? new Problem(CliProblems.WrongArgument, "--population") : ask.Mechanism == Anonymous
            ? Anonymise(ask, (data.Table, named, data.Schema.RolledUp), (ledger, file), progress)
            : RegionalCoarsening.Apply(data.Table, data.Schema, ask.Epsilon).Then(table => Charge(ask, (table, named), (ledger, file), progress)));
    }

    // Without a name the file's name is the population's. In a ledger that already keeps others, a renamed file would give the same persons a budget of their own.
    private static bool Unnamed(ReleaseAsk ask, ReleaseSchema schema, Ledger ledger) =>
        ask.Population is null && schema.Population is null
        && ledger.Entries.Any(entry => entry.Door is Door.Mechanism or Door.Charge)
        && ledger.Entries.All(entry => entry.Population != Name(Path.GetFileNameWithoutExtension(ask.File)));

    private static Outcome<Made> Charge(ReleaseAsk ask, (CoarsenedTable Coarse, Named Named) data, (Ledger Ledger, LedgerFile File) book, Action<double> progress)
    {
        var delta = 0.0;
        if (ask.Delta != "auto" && !double.TryParse(ask.Delta, NumberStyles.Float, CultureInfo.InvariantCulture, out delta))
            return new Problem(PrivateReleaseProblems.DeltaOutOfRange, "delta");
        var request = new FormalRequest
        {
            Id = data.Named.Id,
            Population = data.Named.Population,
            Mechanism = Mechanisms.First(mechanism => mechanism.Word == ask.Mechanism).Mechanism,
            Epsilon = ask.Epsilon,
            Delta = ask.Delta == "auto" ? null : delta,
            Budget = ask.Budget,
            Software = Reporting.Software,
            Coarsened = data.Coarse.Columns,
            Origin = data.Named.Origin,
        };
        var door = new FormalDoor(book.Ledger, SystemClock.Instance.GetCurrentInstant(), book.File.Save, new OperatingSystemNoise());
        return door.Release(data.Coarse.Table, request, progress).Then<FormalRelease, Made>(release => new Made(release.Released, release.Content)
        {
            WriteJson = release.Facts.WriteJson,
            WritePage = release.Facts.WritePage,
            Lines = texts => FormalLines(ask, release.Facts, texts),
        });
    }

    private static Outcome<Made> Anonymise(
        ReleaseAsk ask, (CodedTable Table, Named Named, IReadOnlyList<CoarsenedColumn> Coarsened) data, (Ledger Ledger, LedgerFile File) book, Action<double> progress)
    {
        var names = data.Table.Domain.Columns.Select(column => column.Name).ToList();
        int[]? Columns(string? asked) => asked is null ? null : [.. asked.Split(',', StringSplitOptions.TrimEntries).Select(name => names.IndexOf(name))];
        var (quasi, sensitive) = (Columns(ask.Quasi), Columns(ask.Sensitive) ?? []);
        var request = new AnonymousRequest
        {
            Id = data.Named.Id,
            Population = data.Named.Population,
            Anonymity = new(ask.K, quasi),
            Coarsened = data.Coarsened,
            Sensitive = [.. sensitive.Select(column => new DiversityAim(column, ask.L))],
            Software = Reporting.Software,
            Origin = data.Named.Origin,
        };
        var door = new AnonymousDoor(book.Ledger, SystemClock.Instance.GetCurrentInstant(), book.File.Save);
        return door.Release(data.Table, request, progress).Then<AnonymousRelease, Made>(release => new Made(release.Released, release.Content)
        {
            WriteJson = release.WriteJson,
            WritePage = release.WritePage,
            Lines = texts =>
            [
                texts["anonymous-done", ask.Out, release.Table.Rows, ask.K],
                texts["anonymous-cells", release.Table.Suppressed,
                    (100 * release.Table.ShareSuppressed(quasi is null ? names.Count : quasi.Length + sensitive.Length)).ToString("0.##", CultureInfo.InvariantCulture),
                    release.Table.SmallestClass],
                .. sensitive.Select((column, at) => texts["anonymous-diverse", names[column], release.WithheldGroups[at], release.Table.Classes, ask.L,
                    release.Table.SuppressedByColumn[column], release.Diversity[at].Lopsided]),
            ],
        });
    }

    // The archive and the file after the ledger: a line without its file harms nobody, a file without a line would be answered for by no one.
    private static void Write(ReleaseAsk ask, Made made, Terminal terminal)
    {
        terminal.At = ask.Out;
        AtomicFile.Write(ask.Out + ".release.json", stream => stream.Write(ReleaseArchive.Write(made.Released)));
        AtomicFile.Write(ask.Out, stream => stream.Write(made.Content));
        if (ask.Report is not { } report)
            return;
        terminal.At = report;
        var page = string.Equals(Path.GetExtension(report), ".html", StringComparison.OrdinalIgnoreCase);
        AtomicFile.Write(report, stream =>
        {
            if (page)
                made.WritePage(stream, terminal.Texts.Language);
            else
                made.WriteJson(stream);
        });
    }

    private static VerbResult Tell(Made made, CliTexts texts)
    {
        using var written = new MemoryStream();
        made.WriteJson(written);
        written.Position = 0;
        var facts = (JsonObject)JsonNode.Parse(written)!;
        facts["contentHash"] = made.Released.Value.ContentHash;
        return new VerbResult(ExitCode.Done) { Lines = made.Lines(texts), Facts = facts };
    }

    private static string[] FormalLines(ReleaseAsk ask, FormalFacts facts, CliTexts texts)
    {
        string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
        return
        [
            texts[ask.Mechanism == "aggregates" ? "formal-counts" : "formal-done", ask.Out, facts.Rows, facts.Mechanism],
            texts["formal-privacy", Number(facts.Epsilon), facts.Delta.ToString("0.##e+0", CultureInfo.InvariantCulture), Number(facts.ReplaceEpsilon)],
            texts["formal-ledger", facts.Sequence, Number(facts.Spent), Number(facts.Agreed), Number(Math.Max(0, facts.Agreed - facts.Spent))],
        ];
    }

    // File names may hold anything; ids are lower-case words.
    private static string Name(string file)
    {
        var words = new string([.. file.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')]);
        var id = string.Join('-', words.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return id.Length > 0 ? id : "records";
    }

    private sealed record Named(string Id, string Population, DataOrigin Origin);

    private sealed record Made(Released<Vocabulary.Shapes.RecordTable> Released, byte[] Content)
    {
        public required Action<Stream> WriteJson { get; init; }

        public required Action<Stream, Language> WritePage { get; init; }

        public required Func<CliTexts, string[]> Lines { get; init; }
    }
}
