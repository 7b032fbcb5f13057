using System.Globalization;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Linkage;
using Amparo.Linkage.Clustering;
using Amparo.Linkage.Reading;
using Amparo.Linkage.Review;
using Amparo.Linkage.Uncertainty;
using Amparo.Vocabulary;

namespace Amparo.Cli.Linking;

/// <summary><c>link FILES</c>: the same person across the lists of one office, in clear text.</summary>
internal static class ClearLinking
{
    internal static VerbResult Run(LinkAsk ask, Terminal terminal)
    {
        if (Refuse(ask) is { } refused)
            return VerbResult.WrongUse(refused);
        Outcome<Linked>? linked = null;
        terminal.Work(progress =>
        {
            var read = progress.Stage(terminal.Texts["stage-read"]);
            linked = CliContent.Names().Then(knowledge => CliContent.LinkageTexts().Then(words => Layout(ask, terminal).Then(layout => Decisions(ask, terminal).Then(decisions =>
                Lists(ask, layout, read, terminal).Then(lists =>
                {
                    read(1);
                    var options = layout.Options with { Settled = decisions.Settled() };
                    return Declared(options, lists) is { } unknown
                        ? unknown
                        : PersonLinkage.Run(lists, knowledge, options, progress.Stage(terminal.Texts["stage-link"])).Then(result => Write(ask, (result, words), progress, terminal));
                })))));
        });
        return linked!.End(done => Tell(ask, done, terminal.Texts));
    }

    private static Problem? Refuse(LinkAsk ask)
    {
        if (ask.Inputs.FirstOrDefault(input => !File.Exists(input)) is { } missing)
            return new(CliProblems.FileMissing, missing);
        if (ask.Files.Index().FirstOrDefault(one => ask.Files.Take(one.Index).Any(other => RealPath.Same(one.Item, other))).Item is { } twice)
            return new(CliProblems.WrongArgument, Path.GetFileName(twice));
        string[] outputs = [.. ask.Outputs];
        if (outputs.Any(output => ask.Inputs.Except([ask.Previous], StringComparer.Ordinal).Any(input => RealPath.Same(output, input!)))
            || outputs.Index().Any(one => outputs.Take(one.Index).Any(other => RealPath.Same(one.Item, other))))
            return new(CliProblems.WrongArgument, "--out");
        return outputs.Select(output => Path.GetDirectoryName(Path.GetFullPath(output))!).FirstOrDefault(folder => !Directory.Exists(folder)) is { } folder
            ? new(CliProblems.FolderMissing, folder)
            : null;
    }

    private static Outcome<LinkLayout> Layout(LinkAsk ask, Terminal terminal)
    {
        Outcome<LinkLayout> layout = LinkLayout.Recognised;
        if (ask.Config is { } config)
        {
            terminal.At = config;
            using var reader = new StreamReader(config);
            layout = LinkLayout.Read(reader, Path.GetFileName(config));
        }

        return layout.Then<LinkLayout, LinkLayout>(read => ask.Deduplicated switch
        {
            null => read,
            "all" => read with { Options = read.Options with { AllDeduplicated = true } },
            var names => read with
            {
                Options = read.Options with { Deduplicated = names.Split(',', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal) },
            },
        });
    }

    private static Outcome<DecisionLog> Decisions(LinkAsk ask, Terminal terminal)
    {
        if (ask.Decisions is not { } path)
            return DecisionLog.Empty;
        terminal.At = path;
        using var stream = File.OpenRead(path);
        return DecisionLog.ReadWhole(stream);
    }

    private static Outcome<PersonLists> Lists(LinkAsk ask, LinkLayout layout, Action<double> tell, Terminal terminal)
    {
        // Files of one name in several folders are told apart by their place.
        var names = ask.Files.Select(Path.GetFileNameWithoutExtension).ToArray();
        var distinct = names.Distinct(StringComparer.Ordinal).Count() == names.Length;
        var streams = new List<FileStream>();
        try
        {
            foreach (var file in ask.Files)
            {
                terminal.At = file;
                streams.Add(File.OpenRead(file));
            }

            var sources = streams.Select((stream, place) => new ListSource(
                distinct ? names[place]! : string.Create(CultureInfo.InvariantCulture, $"{names[place]}-{place + 1}"), stream)).ToList();
            var lists = PersonLists.Read(sources, column => column == ask.Truth ? FieldRole.Truth : layout.RoleOf(column), tell);
            return lists.Then<PersonLists, PersonLists>(read => ask.Truth is not null && !read.HasTruth ? new Problem(LinkageProblems.NoTruthColumn, "--truth") : read);
        }
        finally
        {
            streams.ForEach(stream => stream.Dispose());
        }
    }

    // A list whose name is misspelt would be linked within, against what its office declared.
    private static Problem? Declared(LinkOptions options, PersonLists lists) =>
        options.Deduplicated.Any(name => !lists.Lists.Contains(name, StringComparer.Ordinal)) ? new(LinkageProblems.UnknownList, "deduplicated") : null;

    private static Outcome<Linked> Write(
        LinkAsk ask, (LinkageResult Result, IReadOnlyDictionary<string, LocalizedText> Words) found, Progress progress, Terminal terminal)
    {
        var (result, words) = found;
        var written = progress.Stage(terminal.Texts["stage-link-write"]);
        var files = new LinkFiles(result);
        var previous = ask.Previous is { } earlier ? files.ReadClusters(earlier) : new Dictionary<RecordKey, string>();
        return previous.Then(known => PersonIds.Assign(result, known).Then(ids => Captures(ask, result).Then<Captured, Linked>(captured =>
        {
            if (ask.Clusters is { } clusters)
                files.WriteClusters(clusters, ids);
            if (ask.History is { } history)
                LinkFiles.WriteHistory(history, ids);
            if (ask.Captures is { } path)
                LinkFiles.WriteCaptures(path, captured.Tables);
            if (ask.Explain is { } explain)
                files.WriteExplanations(explain, level => words.GetValueOrDefault(level)?[terminal.Texts.Language] ?? level);
            var toReview = ask.Review is { } review ? files.WriteReview(review, words, ask.Invented) : (int?)null;
            // The links come last: where they are, everything else is.
            if (ask.Out is { } output)
                files.WriteLinks(output);
            written(1);
            return new Linked(result, ids, toReview);
        })));
    }

    private static Outcome<Captured> Captures(LinkAsk ask, LinkageResult result)
    {
        if (ask.Captures is null)
            return new Captured([]);
        var tables = new List<CaptureTable>();
        for (var draw = 0; draw <= ask.Replicates; draw++)
        {
            var table = CaptureTable.Of(result.Lists, draw == 0 ? result.Clusters : result.Draw(draw));
            if (!table.Succeeded)
                return Outcome<Captured>.Refused(table.Problems);
            tables.Add(table.Value);
        }

        return new Captured(tables);
    }

    private static VerbResult Tell(LinkAsk ask, Linked linked, CliTexts texts)
    {
        var result = linked.Result;
        var lines = new List<string>
        {
            texts["link-done", result.Lists.Count, result.Lists.Lists.Count, result.Persons, result.Links.Count, Share(result.ExpectedFalse)],
        };
        var facts = new JsonObject
        {
            ["records"] = result.Lists.Count,
            ["lists"] = new JsonArray([.. result.Lists.Lists.Select(list => JsonValue.Create(list))]),
            ["persons"] = result.Persons,
            ["links"] = result.Links.Count,
            ["compared"] = result.Compared,
            ["threshold"] = Math.Round(result.Threshold, 4),
            ["expectedFalseLinks"] = Math.Round(result.ExpectedFalse, 6),
            ["expectedMatches"] = Math.Round(result.ExpectedMatches, 1),
            ["model"] = result.Model,
            ["changedPerson"] = linked.Ids.Changes.Count,
            ["columns"] = new JsonObject(result.Lists.Used.Select(column => KeyValuePair.Create(column.Column, (JsonNode?)column.Role.ToString()))),
            ["ignoredColumns"] = new JsonArray([.. result.Lists.Ignored.Select(column => JsonValue.Create(column))]),
            ["keys"] = new JsonArray([.. result.Keys().Select(Key)]),
        };
        if (result.Against() is { } quality)
        {
            lines.Add(texts[
                "link-quality", ask.Truth!, Share(quality.Chosen.Precision), Share(quality.Chosen.Recall), Share(quality.Chosen.F1), Share(quality.Best.F1)]);
            facts["quality"] = Quality(quality.Chosen, result.Threshold);
            facts["best"] = Quality(quality.Best, quality.BestThreshold);
        }

        if (result.Lists.Ignored.Count > 0)
            lines.Add(texts["link-ignored", string.Join(", ", result.Lists.Ignored)]);
        if (linked.ToReview is { } pairs)
        {
            lines.Add(texts["link-to-review", pairs]);
            facts["toReview"] = pairs;
        }

        return new VerbResult(ExitCode.Done) { Lines = lines, Facts = facts };
    }

    private static string Share(double share) => share.ToString("0.0000", CultureInfo.InvariantCulture);

    private static JsonObject Key(KeyReport key) => new()
    {
        ["key"] = key.Name,
        ["pairs"] = key.Pairs,
        ["blocks"] = key.Blocks,
        ["droppedRecords"] = key.Dropped,
        ["expectedShare"] = Math.Round(key.Expected, 4),
        ["links"] = key.Links,
        ["linksAlone"] = key.Alone,
    };

    private static JsonObject Quality(PairwiseQuality quality, double threshold) => new()
    {
        ["threshold"] = Math.Round(threshold, 4),
        ["precision"] = Math.Round(quality.Precision, 6),
        ["recall"] = Math.Round(quality.Recall, 6),
        ["f1"] = Math.Round(quality.F1, 6),
        ["truePairs"] = quality.True,
    };

    private sealed record Linked(LinkageResult Result, PersonIds Ids, int? ToReview);

    private sealed record Captured(IReadOnlyList<CaptureTable> Tables);
}
