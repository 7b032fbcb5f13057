using System.CommandLine;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Cli.Publishing;
using Amparo.Publication;
using Amparo.Publication.Formats;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>publish</c>: released tables as a folder of files, written whole or not at all.</summary>
internal static class PublishVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var folder = new Argument<string>("DIR") { Description = texts["released"] };
        var output = Options.Out(texts, "out-folder", "DIR2");
        var language = new Option<string?>("--language") { Description = texts["language"], HelpName = "es|en" };
        language.AcceptOnlyFromAmong("es", "en");
        return new(
            new Command("publish", texts.LineOf("publish")) { folder, output, language },
            (parsed, terminal, _) => Run(
                new(parsed.GetRequiredValue(folder)), parsed.GetRequiredValue(output),
                Language.Find(parsed.GetValue(language)) ?? terminal.Texts.Language, terminal))
        {
            Parts = DocumentVerbs.Create(texts),
        };
    }

    private static VerbResult Run(ReleaseFolder released, string output, Language language, Terminal terminal)
    {
        terminal.At = released.Folder;
        if (!Directory.Exists(released.Folder))
            return VerbResult.Failed(new Problem(CliProblems.FolderMissing, released.Folder));
        if (Refuse(output) is { } problem)
            return VerbResult.WrongUse(problem);
        return CliContent.Open()
            .Then(content => ReaderWords.Read(Path.Combine(content.Folder.Root, "languages"), language))
            .Then(words => released.ReadNewest().Then(tables => Write(tables, words, (released, output), terminal)))
            .End(made => new VerbResult(made.Missing.Count > 0 ? ExitCode.Findings : ExitCode.Done)
            {
                Lines = [terminal.Texts["published-done", made.Folder.Files, output]],
                Facts = new JsonObject { ["folder"] = Path.GetFullPath(output), ["files"] = made.Folder.Files },
                Problems = made.Missing,
            });
    }

    private static Outcome<Published> Write(
        PassedTables tables, ChartText words, (ReleaseFolder Released, string Output) folders, Terminal terminal)
    {
        if (tables.Cubes.Count + tables.Registers.Count + tables.Estimates.Count == 0)
            return Outcome<Published>.Refused([new Problem(CliProblems.NothingReleased, folders.Released.Folder), .. tables.Missing]);
        terminal.At = folders.Output;
        var problems = new List<Problem>();
        PublicationFolder? written = null;
        terminal.Work(progress => AtomicFolder.TryWrite(folders.Output, beside =>
        {
            var show = progress.Stage(terminal.Texts["stage-publish"]);
            written = new PublicationFolder(beside, new CliTexts(words.Language));
            foreach (var (at, table) in tables.Cubes.Index())
            {
                foreach (var figure in FigurePlan.Of(table, words))
                {
                    problems.AddRange(figure.Problems);
                    if (figure.Succeeded)
                        written.Add(figure.Value);
                }

                show((at + 1.0) / tables.Cubes.Count);
            }

            tables.Cubes.ForEach(cube => written.Add(OpenTable.Of(cube, words)));
            tables.Registers.ForEach(register => written.Add(OpenTable.Of(register, words)));
            tables.Estimates.ForEach(estimates => written.Add(OpenTable.Of(estimates, words)));
            written.Finish(File.ReadAllBytes(folders.Released.LedgerFile));
            return problems.Count == 0;
        }));
        return problems.Count == 0 ? new Published(written!, tables.Missing) : Outcome<Published>.Refused(problems);
    }

    // What is replaced whole must be empty, or something that this verb wrote.
    private static Problem? Refuse(string output)
    {
        if (File.Exists(output))
            return new Problem(CliProblems.NotAFolder, output);
        if (!Directory.Exists(output) || !Directory.EnumerateFileSystemEntries(output).Any())
            return null;
        return PublicationManifest.Accounts(output) ? null : new Problem(CliProblems.NotOurs, output);
    }

    private sealed record Published(PublicationFolder Folder, IReadOnlyList<Problem> Missing);
}
