using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Cli.Linking;
using Amparo.Cli.Releasing;
using Amparo.Content;
using Amparo.Demonstration;
using Amparo.Indicators;
using Amparo.Merging;
using Amparo.PrivateRelease;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Cli.Verbs;

/// <summary><c>demo</c>: the whole chain in one data folder, from invented agency files to released tables.</summary>
/// <remarks>
/// The records of a country are linked before they are counted, so that each person counts once in it.
/// The folder gets <c>invented/</c> with all files about invented persons, prepared beside and exchanged in one step; then
/// <c>ledger.jsonl</c> and <c>releases/</c>, which alone the portal reads; and last <c>demo.json</c>, the mark that all of it is there.
/// The tables count some invented persons; the open data, which keep another promise, speak of others (<see cref="OpenData"/>).
/// </remarks>
internal static class DemoVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var data = Options.Data(texts);
        var persons = Options.Persons(texts);
        var seed = Options.Seed(texts);
        // The launcher hands it to the portal; named here so that help is complete.
        var urls = Options.Urls(texts);
        return new(
            new Command("demo", texts.LineOf("demo")) { data, persons, seed, urls },
            (parsed, terminal, cancel) => Run(
                parsed.GetRequiredValue(data), new() { Seed = parsed.GetValue(seed), Persons = parsed.GetValue(persons) },
                terminal, cancel));
    }

    private static VerbResult Run(string data, DemonstrationOptions options, Terminal terminal, CancellationToken cancel)
    {
        terminal.At = data;
        if (new DemoFolders(data).Refuse() is { } problem)
            return VerbResult.WrongUse(problem);
        using var turn = FolderLock.TryTake(data);
        if (turn is null)
            return VerbResult.Failed(new Problem(CliProblems.Busy, data));
        return CliContent.Open().End(content =>
        {
            var mark = new DemoMark(data, options, content.Folder);
            if (mark.IsCurrent())
                return new VerbResult(ExitCode.Done) { Lines = [terminal.Texts["demo-ready", data]], Facts = mark.Facts() };
            Outcome<Prepared>? prepared = null;
            terminal.Work(progress => prepared = Prepare(new(data, options, content, progress, terminal), mark, cancel));
            return prepared!.End(made =>
            {
                mark.Write();
                var (read, quarantined) = (made.Files.Sum(file => file.Report.Read), made.Files.Sum(file => file.Report.Quarantined));
                var released = made.Releasing.Result(data, terminal.Texts);
                released.Facts["read"] = read;
                released.Facts["quarantined"] = quarantined;
                released.Facts["linkedPersons"] = made.Linked.Persons;
                released.Facts["openData"] = made.Standing!.Facts();
                return released with
                {
                    Lines =
                    [
                        terminal.Texts["demo-linked", made.Linked.Records.Count, made.Linked.Persons], .. released.Lines, terminal.Texts["demo-open-data", made.Standing.File],
                        terminal.Texts["demo-done", data, options.Persons, read, quarantined],
                    ],
                };
            });
        });
    }

    private static Outcome<Prepared> Prepare(Preparation work, DemoMark mark, CancellationToken cancel)
    {
        Outcome<Prepared>? prepared = null;
        AtomicFolder.TryWrite(new DemoFolders(work.Data).Invented, invented =>
        {
            prepared = DemoDataVerb.Generate(work.Options, work.Content, invented, work.Stage("stage-generate"), cancel)
                .Then(_ => Map(work, new InventedFiles(invented), cancel))
                .Then(files => Link(work, new InventedFiles(invented), files, cancel).Then(linked => Release(work, mark, (files, linked), cancel)))
                .Then(made => InventOthers(work, mark, Path.Combine(invented, DemoFolders.OpenDataName), cancel)
                    .Then<OpenData, Prepared>(others => made with { Others = others }));
            // From here on the folder is no longer what the mark says it is.
            if (prepared.Succeeded)
                mark.Remove();
            return prepared.Succeeded;
        });
        return prepared!.Then(made =>
        {
            var folder = new ReleaseFolder(work.Data);
            folder.Save(made.Releasing.Ledger, made.Releasing.Passed);
            return made.Others!.Release(folder, work.Stage("stage-draw"))
                .Then<OpenDataStanding, Prepared>(standing => made with { Standing = standing });
        });
    }

    private static Outcome<OpenData> InventOthers(Preparation work, DemoMark mark, string folder, CancellationToken cancel) =>
        DemoDataVerb.Generate(OpenData.Others(work.Options), work.Content, folder, work.Stage("stage-generate-others"), cancel)
            .Then(_ => Map(work, new InventedFiles(folder), cancel))
            .Then(files => OpenData.Of(files, mark, work.Content));

    private static Outcome<MergedRecords> Link(Preparation work, InventedFiles invented, IReadOnlyList<MappedFile> files, CancellationToken cancel)
    {
        var show = work.Stage("stage-link");
        AgencyList[] lists = [.. invented.Mapped().Zip(files, (list, file) => new AgencyList(list.Country, list.Agency, file.Records))];
        return work.Content.Names().Then(names => CountryLinkage.Run(lists, work.Content.Schema, new() { Knowledge = names, Tell = show }, cancel))
            .Then<LinkedCountries, MergedRecords>(linked =>
            {
                CountryPersons.Write(invented, linked.Merged);
                return linked.Merged;
            });
    }

    private static Outcome<Prepared> Release(
        Preparation work, DemoMark mark, (IReadOnlyList<MappedFile> Files, MergedRecords Linked) made, CancellationToken cancel)
    {
        var (files, linked) = made;
        var show = work.Stage("stage-release");
        return work.Content.Indicator("detected-persons-linked").Then(persons => work.Content.Indicator("repeated-records").Then(repeated =>
            new ReleaseFolder(work.Data).ReadLedger().Then(ledger => ReleaseVerb.Release(
                [new(Among(mark, persons), linked.Records), new(Among(mark, repeated), linked.Repeated)], work.Content, ledger))))
            .Then(releasing => Estimate(work, mark, (linked, releasing), cancel))
            .Then<Releasing, Prepared>(releasing =>
            {
                show(1);
                return new Prepared(files, linked, releasing);
            });
    }

    // Through the door right after the counts that they were made from, of the same population.
    private static Outcome<Releasing> Estimate(
        Preparation work, DemoMark mark, (MergedRecords Linked, Releasing Releasing) made, CancellationToken cancel) =>
        work.Content.Indicator("estimated-victims").Then(indicator =>
        {
            var (linked, releasing) = made;
            var among = Among(mark, indicator).Population;
            // The data officer's own choices would stand here; the demonstration takes those of the literature.
            var asked = new EstimatesAsked(indicator.Header, among.Threshold) { Request = new() { Threads = Environment.ProcessorCount }, Tell = work.Stage("stage-estimate") };
            var doors = new ReleaseDoors(releasing.Ledger, SystemClock.Instance.GetCurrentInstant());
            return doors.Estimate(CountryEstimates.Of(linked, asked, cancel), new EstimateRounding(among.Threshold), among.Id)
                .Then<Released<EstimateTable>, Releasing>(estimates =>
                {
                    releasing.Passed.Estimates.Add(estimates);
                    return releasing with { Ledger = doors.Ledger };
                });
        });

    // Every demonstration invents a population of its own; under one id two of them would be two releases about the same persons.
    private static IndicatorDefinition Among(DemoMark mark, IndicatorDefinition indicator) =>
        indicator with { Population = indicator.Population with { Id = $"{indicator.Population.Id}-{mark.Persons}" } };

    private static Outcome<IReadOnlyList<MappedFile>> Map(Preparation work, InventedFiles invented, CancellationToken cancel)
    {
        var show = work.Stage("stage-map");
        var files = invented.AgencyFiles();
        var done = 0;
        // Files do not depend on one another; the order of the answers is the order of the files.
        var mapped = files.AsParallel().AsOrdered().WithCancellation(cancel).Select(path =>
        {
            var outcome = AgencyFile.Recognise(path, work.Content, new()).Then(file => file.Map(progress: null, cancel));
            if (outcome.Succeeded)
            {
                MappedRecords.WriteQuarantine(invented.QuarantineOf(path), outcome.Value.Report);
                MappedRecords.Write(invented.MappedOf(path), outcome.Value.Records, work.Content.Schema);
            }

            lock (files)
                show(++done / (double)files.Count);
            return outcome;
        }).ToList();
        // With few persons an agency of a small country has registered nobody: no fault of a file that this very verb made.
        var problems = mapped.SelectMany(outcome => outcome.Problems).ToList();
        var filled = mapped.Where(outcome => outcome.Succeeded).Select(outcome => outcome.Value).ToList();
        return filled.Count == 0 || problems.Any(problem => problem.Code != RecordsProblems.HeaderOnly)
            ? Outcome<IReadOnlyList<MappedFile>>.Refused(problems)
            : filled;
    }

    private sealed record Preparation(
        string Data, DemonstrationOptions Options, ContentSource Content, Progress Progress, Terminal Terminal)
    {
        internal Action<double> Stage(string key) => Progress.Stage(Terminal.Texts[key]);
    }

    private sealed record Prepared(IReadOnlyList<MappedFile> Files, MergedRecords Linked, Releasing Releasing)
    {
        internal OpenData? Others { get; init; }

        internal OpenDataStanding? Standing { get; init; }
    }
}
