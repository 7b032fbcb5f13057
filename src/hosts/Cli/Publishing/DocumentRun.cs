using System.Text;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Content;
using Amparo.PrivateRelease;
using Amparo.Publication;
using Amparo.Publication.Documents;
using Amparo.Rendering;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Publishing;

/// <summary>Makes one publication of one page and writes its files, each whole or not at all.</summary>
internal sealed class DocumentRun(DocumentAsk ask, Terminal terminal, CancellationToken cancel)
{
    private const string ThisComputer = "http://127.0.0.1:5080";
    private const string RecordEnding = ".json";

    private static readonly string[] Endings = [".html", ".pdf", ".png", ".txt", RecordEnding];

    // A byte that is not UTF-8 is a damaged file.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal VerbResult Run()
    {
        terminal.At = ask.Data;
        if (!Directory.Exists(ask.Data))
            return VerbResult.Failed(new Problem(CliProblems.FolderMissing, ask.Data));
        if (File.Exists(ask.Output))
            return VerbResult.WrongUse(new Problem(CliProblems.NotAFolder, ask.Output));
        if (!Uri.TryCreate(ask.Base ?? ThisComputer, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return VerbResult.WrongUse(new Problem(CliProblems.WrongArgument, "--base"));
        var released = new ReleaseFolder(ask.Data);
        return CliContent.Open().Then(content => Template(content).Then(template => content.Countries()
            .Then(countries => ReaderWords.Read(Path.Combine(content.Folder.Root, "languages"), ask.Language)
                .Then(words => released.ReadNewest()
                    .Then(tables => Earlier(released, template)
                        .Then(earlier => Make((template, words), tables, new DocumentRequest(ask.Country, ask.Year)
                        {
                            Base = address,
                            Hotline = countries.Find(ask.Country)?.Hotline is { } line ? new Hotline(line.Number, line.Name) : null,
                            Earlier = earlier.Edition,
                        })))))))
            .End(Write);
    }

    private static Outcome<Document> Make((DocumentTemplate Template, ChartText Words) said, PassedTables tables, DocumentRequest request)
    {
        if (tables.Cubes.Count == 0)
            return Outcome<Document>.Refused([new Problem(CliProblems.NothingReleased, "ledger.jsonl"), .. tables.Missing]);
        var made = DocumentPress.Make(said.Template, new DocumentTables(tables.Cubes, tables.Registers), request, said.Words);
        // A table that is only missing because its archive is gone has its own explanation.
        return made.Succeeded ? made : Outcome<Document>.Refused([.. made.Problems, .. tables.Missing.Where(missing => made.Problems.Any(problem => problem.Subject == missing.Subject))]);
    }

    private VerbResult Write(Document document)
    {
        terminal.At = ask.Output;
        List<string> charts = [.. document.Charts.Select(chart => $"{document.Name}.{chart.Id}.svg")];
        List<string> names = [.. Endings.Select(ending => document.Name + ending), .. charts];
        if (Foreign(document.Name, names) is { } foreign)
            return VerbResult.WrongUse(new Problem(CliProblems.NotOurFile, foreign));

        var problems = new List<Problem>();
        RenderedPage? page = null;
        terminal.Work(progress =>
        {
            progress.Stage(terminal.Texts["stage-page"]);
            var drawn = Chromium.Find(new RenderingOptions()).Then(chromium => chromium.Render(document.Html, cancel));
            problems.AddRange(drawn.Problems);
            page = drawn.Succeeded ? drawn.Value : null;
        });
        // A page that runs over its sheet is a template that says too much: that is not published.
        if (problems.Exists(problem => problem.Code == RenderingProblems.DoesNotFit))
            return VerbResult.Failed(problems);

        cancel.ThrowIfCancellationRequested();
        Directory.CreateDirectory(ask.Output);
        var written = new List<string>();
        void Save(string name, ReadOnlyMemory<byte> bytes)
        {
            AtomicFile.Write(Path.Combine(ask.Output, name), stream => stream.Write(bytes.Span));
            written.Add(name);
        }

        // What an earlier edition has and this one does not would say something else under the same name: it goes before anything new is written.
        var left = Directory.GetFiles(ask.Output, document.Name + ".*.svg").Where(file => !charts.Contains(Path.GetFileName(file), StringComparer.Ordinal)).ToList();
        if (page is null)
            left.AddRange([Path.Combine(ask.Output, document.Name + ".pdf"), Path.Combine(ask.Output, document.Name + ".png")]);
        left.ForEach(File.Delete);

        // The record first: it says that the files of this name are ours to replace.
        Save(document.Name + RecordEnding, document.Record);
        Save(document.Name + ".html", Encoding.UTF8.GetBytes(document.Html));
        Save(document.Name + ".txt", Encoding.UTF8.GetBytes(document.AltText));
        foreach (var chart in document.Charts)
            Save($"{document.Name}.{chart.Id}.svg", Encoding.UTF8.GetBytes(chart.StandaloneSvg));
        if (page is not null)
        {
            Save(document.Name + ".pdf", page.Pdf);
            Save(document.Name + ".png", page.Png);
        }

        List<string> lines = [document.Message, terminal.Texts["document-done", written.Count, Path.Combine(ask.Output, document.Name)]];
        if (page is null)
            lines.Add(terminal.Texts["document-undrawn"]);
        if (ask.Base is null)
            lines.Add(terminal.Texts["document-base", ThisComputer]);
        return new VerbResult(page is null ? ExitCode.Findings : ExitCode.Done)
        {
            Lines = lines,
            Problems = problems,
            Facts = new JsonObject
            {
                ["folder"] = Path.GetFullPath(ask.Output),
                ["name"] = document.Name,
                ["message"] = document.Message,
                ["invented"] = document.IsInvented,
                ["files"] = new JsonArray([.. written.Select(name => (JsonNode)name)]),
            },
        };
    }

    // Files of this name are replaced if the record of an edition lies beside them; whatever else has the name is somebody's own.
    private string? Foreign(string name, List<string> names)
    {
        var record = Path.Combine(ask.Output, name + RecordEnding);
        if (File.Exists(record) && DocumentEdition.Read(File.ReadAllBytes(record), Path.GetFileName(record)).Succeeded)
            return null;
        return names.Find(one => Path.Exists(Path.Combine(ask.Output, one)));
    }

    private Outcome<DocumentTemplate> Template(ContentSource content)
    {
        var folder = Path.Combine(content.Folder.Root, "publications");
        var file = ask.Template.EndsWith(".yaml", StringComparison.Ordinal) ? ask.Template : Path.Combine(folder, ask.Template + ".yaml");
        if (!File.Exists(file))
        {
            string?[] known = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.yaml").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal)] : [];
            return new Problem(CliProblems.TemplateUnknown, ask.Template, string.Join(", ", known));
        }

        using var reader = new StreamReader(file, Strict);
        return DocumentTemplateReader.Read(reader, Path.GetFileName(file));
    }

    private Outcome<Comparison> Earlier(ReleaseFolder released, DocumentTemplate template)
    {
        if (ask.Since is not { } since)
            return new Comparison(null);
        terminal.At = since;
        return Record(since, template).Then(edition => released.ReadLedger().Then<Ledger, Comparison>(ledger =>
        {
            var cubes = edition.Releases.Select(release => released.ReadCube(ledger, release.ContentHash)).Where(cube => cube.Succeeded).Select(cube => cube.Value);
            return new Comparison(new EarlierEdition(edition, new DocumentTables([.. cubes], [])));
        }));
    }

    // In a folder the newest edition before this one; of the same year only if there is no other.
    private Outcome<DocumentEdition> Record(string since, DocumentTemplate template)
    {
        if (File.Exists(since))
            return DocumentEdition.Read(File.ReadAllBytes(since), Path.GetFileName(since));
        if (!Directory.Exists(since))
            return new Problem(CliProblems.FileMissing, since);
        var found = Directory.EnumerateFiles(since, "*" + RecordEnding).Order(StringComparer.Ordinal)
            .Select(file => DocumentEdition.Read(File.ReadAllBytes(file), Path.GetFileName(file)))
            .Where(edition => edition.Succeeded && edition.Value.Template == template.Id && edition.Value.Place == ask.Country && edition.Value.Year <= ask.Year)
            .OrderByDescending(edition => edition.Value.Year < ask.Year ? edition.Value.Year : int.MinValue)
            .FirstOrDefault();
        return found ?? new Problem(PublicationProblems.EditionUnreadable, template.Id, since);
    }

    private sealed record Comparison(EarlierEdition? Edition);
}
