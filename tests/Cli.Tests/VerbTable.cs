using System.Text.RegularExpressions;

namespace Amparo.Cli.Tests;

/// <summary>The table of verbs as it lies in the sources: what both help texts must agree with.</summary>
internal static partial class VerbTable
{
    private static readonly Dictionary<string, string[]> Rows = File
        .ReadAllLines(Path.Combine(AmparoProcess.Root, "src", "hosts", "Cli", "verbs.tsv"))
        .Skip(1)
        .Select(line => line.Split('\t'))
        .ToDictionary(cells => cells[0], StringComparer.Ordinal);

    internal static IReadOnlyList<string> Verbs { get; } = [.. Rows.Keys];

    internal static string LineOf(string verb, string language) => Rows[verb][language == "en" ? 3 : 2];

    internal static IEnumerable<string> OptionsOf(string verb) =>
        OptionName().Matches(Rows[verb][1]).Select(match => match.Value);

    [GeneratedRegex("--[a-z]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OptionName();
}
