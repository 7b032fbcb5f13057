using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Entropy;
using Amparo.Linkage.Encoded;
using Amparo.Linkage.Encoded.Kernels;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Linking;

/// <summary><c>link --encoded</c>: the linkage unit's work, done without the key and without anybody's name.</summary>
internal static class EncodedLinking
{
    private const string OverlapFile = "overlap.csv";
    private const string SettingsFile = "linkage.json";
    private const string PairsStart = "pairs-";

    /// <summary>Links encoded lists and writes a folder: the overlap table, and where asked for a file of pair tokens for each holder.</summary>
    /// <param name="files">The encoded lists.</param>
    /// <param name="output">The folder, written whole or not at all.</param>
    /// <param name="withPairs">Whether the holders get pair tokens.</param>
    /// <param name="terminal">The reader's language, and what is at hand.</param>
    internal static VerbResult Run(IReadOnlyList<string> files, string output, bool withPairs, Terminal terminal)
    {
        if (Refuse(files, output) is { } problem)
            return VerbResult.WrongUse(problem);
        var lists = new List<NamedList>();
        var problems = new List<Problem>();
        foreach (var (file, name) in files.Zip(Names(files)))
        {
            terminal.At = file;
            using var stream = File.OpenRead(file);
            var read = EncodedListFile.Read(stream, name);
            if (read.Succeeded)
                lists.Add(new NamedList(name, read.Value));
            else
                problems.AddRange(read.Problems);
        }

        return problems.Count > 0 ? VerbResult.Failed(problems) : EncodedLinkage.Of(lists).End(linkage => Write(linkage, lists, (output, withPairs), terminal));
    }

    private static Problem? Refuse(IReadOnlyList<string> files, string output)
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
            return new Problem(CliProblems.FileMissing, missing);
        for (var file = 1; file < files.Count; file++)
        {
            if (files.Take(file).Any(other => RealPath.Same(other, files[file])))
                return new Problem(EncodedProblems.SameList, Path.GetFileName(files[file]));
        }

        if (File.Exists(output))
            return new Problem(CliProblems.NotAFolder, output);
        var others = !Directory.Exists(output) ? [] : Directory.EnumerateFileSystemEntries(output).Select(Path.GetFileName)
            .Where(name => name is not (OverlapFile or SettingsFile) && !name!.StartsWith(PairsStart, StringComparison.Ordinal));
        return others.Any() ? new Problem(CliProblems.NotOurs, output) : null;
    }

    // Files of one name in several folders are told apart by a number.
    private static string[] Names(IReadOnlyList<string> files)
    {
        var names = files.Select(Path.GetFileNameWithoutExtension).ToArray();
        return [.. names.Select((name, at) => names.Take(at).Count(other => other == name) is var before and > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{name}-{before + 1}") : name!)];
    }

    private static VerbResult Write(EncodedLinkage linkage, List<NamedList> lists, (string Folder, bool WithPairs) output, Terminal terminal)
    {
        terminal.At = output.Folder;
        var pairs = output.WithPairs ? linkage.Pairs(new OperatingSystemRandomness()) : [];
        var settings = Settings(linkage, lists);
        AtomicFolder.Write(output.Folder, folder =>
        {
            File.WriteAllText(Path.Combine(folder, OverlapFile), Overlap(linkage.Overlap, lists));
            File.WriteAllText(Path.Combine(folder, SettingsFile), settings.ToJsonString(new() { WriteIndented = true }) + "\n");
            foreach (var (list, rows) in lists.Zip(pairs))
            {
                var file = new StreamWriter(new FileStream(Path.Combine(folder, $"{PairsStart}{list.Name}.csv"), OwnerOnly())) { NewLine = "\n" };
                using (file)
                {
                    file.WriteLine("token,person");
                    foreach (var (token, person) in rows)
                        file.WriteLine($"{token},{person}");
                }
            }
        });
        return new VerbResult(ExitCode.Done)
        {
            Lines =
            [
                .. Cells(linkage.Overlap).Select(cell => terminal.Texts["overlap-line", string.Join(" + ", Members(cell, lists)),
                    linkage.Overlap[cell]?.ToString(CultureInfo.InvariantCulture) ?? "*"]),
                .. linkage.Overlap.Withholds ? [terminal.Texts["overlap-withheld", OverlapTable.Threshold]] : Array.Empty<string>(),
                .. linkage.Comparisons.Where(comparison => comparison.Bound is null).Select(comparison => terminal.Texts["overlap-none", comparison.First, comparison.Second]),
                terminal.Texts["encoded-linked", output.Folder],
            ],
            Facts = settings,
        };
    }

    private static FileStreamOptions OwnerOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static IEnumerable<int> Cells(OverlapTable table) => Enumerable.Range(1, (1 << table.Lists) - 1);

    private static IEnumerable<string> Members(int cell, List<NamedList> lists) => lists.Where((_, list) => ((cell >> list) & 1) == 1).Select(list => list.Name);

    private static string Overlap(OverlapTable table, List<NamedList> lists)
    {
        var text = new StringBuilder(string.Join(',', lists.Select(list => CsvCell.Of(list.Name)))).Append(",persons\n");
        foreach (var cell in Cells(table))
        {
            text.AppendJoin(',', lists.Select((_, list) => (cell >> list) & 1));
            text.Append(',').Append(table[cell]?.ToString(CultureInfo.InvariantCulture) ?? "*").Append('\n');
        }

        return text.ToString();
    }

    // No number of links: with one list against another it would be a cell that may be withheld.
    private static JsonObject Settings(EncodedLinkage linkage, List<NamedList> lists)
    {
        var header = lists[0].List.Header;
        return new()
        {
            ["schema"] = header.Schema,
            ["schema-version"] = header.SchemaVersion,
            ["bits"] = header.Settings.Bits,
            ["kernel"] = DiceKernel.Best.Name,
            ["lists"] = new JsonArray([.. lists.Select(list => new JsonObject { ["list"] = list.Name, ["persons"] = list.List.Persons, ["dummies"] = list.List.Header.Dummies })]),
            ["comparisons"] = new JsonArray([.. linkage.Comparisons.Select(comparison => new JsonObject
            {
                ["first"] = comparison.First, ["second"] = comparison.Second, ["bound"] = comparison.Bound,
            })]),
            ["overlap"] = new JsonArray([.. Cells(linkage.Overlap).Select(cell => new JsonObject
            {
                ["lists"] = new JsonArray([.. Members(cell, lists).Select(name => JsonValue.Create(name))]), ["persons"] = linkage.Overlap[cell],
            })]),
        };
    }
}
