using System.CommandLine;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Content;
using Amparo.Demonstration;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>demo-data</c>: invented agency files, and the truth behind them.</summary>
internal static class DemoDataVerb
{
    private static readonly string[] Parts = ["agencies", "truth", InventedMark.FileName];

    internal static Verb Create(CliTexts texts)
    {
        var seed = Options.Seed(texts);
        var persons = Options.Persons(texts);
        var folder = Options.Out(texts, "out-folder", "DIR");
        var force = new Option<bool>("--force") { Description = texts["force"] };
        return new(
            new Command("demo-data", texts.LineOf("demo-data")) { seed, persons, folder, force },
            (parsed, terminal, cancel) => Run(
                new() { Seed = parsed.GetValue(seed), Persons = parsed.GetValue(persons) },
                new(parsed.GetRequiredValue(folder), parsed.GetValue(force)), terminal, cancel));
    }

    /// <summary>Generates into a folder, file by file.</summary>
    internal static Outcome<DemonstrationSummary> Generate(
        DemonstrationOptions options, ContentSource content, string folder, Action<double> show, CancellationToken cancel) =>
        content.Demonstration().Then(tables => DemonstrationGenerator.Generate(
            options,
            tables,
            relative => CreateFile(Path.Combine(folder, relative)),
            new Telling(done => show((double)done.PersonsDone / done.PersonsTotal)),
            cancel));

    private static VerbResult Run(DemonstrationOptions options, Target target, Terminal terminal, CancellationToken cancel)
    {
        terminal.At = target.Folder;
        if (File.Exists(target.Folder))
            return VerbResult.WrongUse(new Problem(CliProblems.NotAFolder, target.Folder));
        if (Directory.Exists(target.Folder) && Directory.EnumerateFileSystemEntries(target.Folder).Any())
        {
            if (!target.Replace)
                return VerbResult.WrongUse(new Problem(CliProblems.OutputExists, target.Folder));
            if (!InventedMark.IsOn(target.Folder, Parts))
                return VerbResult.WrongUse(new Problem(CliProblems.NotOurs, target.Folder));
        }

        // A folder that is not there yet has nobody in it; the new one takes its place in one step.
        using var turn = Directory.Exists(target.Folder) ? FolderLock.TryTake(target.Folder) : null;
        if (turn is null && Directory.Exists(target.Folder))
            return VerbResult.Failed(new Problem(CliProblems.Busy, target.Folder));
        var written = CliContent.Open().Then(content => Write(options, target, content, (terminal, cancel)));
        return written.End(made => new VerbResult(ExitCode.Done)
        {
            Lines = [terminal.Texts["demo-data-done", made.Persons, made.Rows, made.DefectiveRows, target.Folder]],
            Facts = new JsonObject
            {
                ["folder"] = Path.GetFullPath(target.Folder),
                ["persons"] = made.Persons,
                ["rows"] = made.Rows,
                ["defectiveRows"] = made.DefectiveRows,
            },
        });
    }

    private static Outcome<DemonstrationSummary> Write(
        DemonstrationOptions options, Target target, ContentSource content, (Terminal Terminal, CancellationToken Cancel) run)
    {
        Outcome<DemonstrationSummary>? made = null;
        run.Terminal.Work(progress => AtomicFolder.TryWrite(target.Folder, folder =>
        {
            made = Generate(options, content, folder, progress.Stage(run.Terminal.Texts["stage-generate"]), run.Cancel);
            return made.Succeeded;
        }));
        return made!;
    }

    private static FileStream CreateFile(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
    }

    private sealed record Target(string Folder, bool Replace);

    // Told on the working thread at once; the framework's own Progress<T> would tell later and out of order.
    private sealed class Telling(Action<DemonstrationProgress> tell) : IProgress<DemonstrationProgress>
    {
        public void Report(DemonstrationProgress value) => tell(value);
    }
}
