using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Amparo.Architecture.Tests.Security;

/// <summary>A requirement of OWASP ASVS 5.0.0 in our words, and what answers it here.</summary>
/// <param name="Id">Chapter, section and number.</param>
/// <param name="Level">From which of the three levels it is asked.</param>
/// <param name="Subject">What it asks.</param>
/// <param name="Status">How it is answered.</param>
/// <param name="Reference">Tests or files, or the reason in words.</param>
internal sealed record AsvsLine(string Id, int Level, string Subject, string Status, string Reference)
{
    public int Chapter => int.Parse(Id.Split('.')[0], CultureInfo.InvariantCulture);

    public IReadOnlyList<string> References => Reference.Split("; ");
}

/// <summary>The list of requirements, and the page that is made of it.</summary>
internal static partial class Asvs
{
    public const string List = "docs/security/asvs.tsv";
    public const string Page = "docs/security/asvs.md";

    /// <summary>What a status means, in the order in which they are counted.</summary>
    public static readonly IReadOnlyList<(string Status, string Meaning)> Statuses =
    [
        ("test", "A test shows it and fails when it is no longer so. The link leads to its file."),
        ("evidence", "The code or the document at the link shows it to whoever reads it; no test would notice its loss by itself."),
        ("not-applicable", "What the requirement speaks of does not exist here."),
        ("deployment", "The program cannot do it alone: whoever runs the installation does, as the administrator's guide says."),
        ("gap", "It is not met, or not wholly; the reason, and what would close it, stand beside it."),
    ];

    private static readonly string[] Chapters =
    [
        "Encoding and cleaning", "Checking and order of steps", "Pages in the browser", "HTTP interfaces", "Files", "Coming in", "Sessions", "Permissions", "Tokens that speak for themselves",
        "OAuth and OIDC", "Cryptography", "Connections", "Configuration", "Protection of data", "Building and design", "Logs and errors", "WebRTC",
    ];

    public static IReadOnlyList<AsvsLine> Read() =>
        [.. Repository.Read(List).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.TrimEnd('\r').Split('\t'))
            .Select(cells => new AsvsLine(cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), cells[2], cells[3], cells.Length > 4 ? cells[4] : ""))];

    /// <summary>Makes the page.</summary>
    /// <param name="lines">The list.</param>
    /// <returns>Markdown with line feeds.</returns>
    public static string PageOf(IReadOnlyList<AsvsLine> lines)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # What OWASP ASVS 5.0 asks, and what answers it

            Made from [asvs.tsv](asvs.tsv) by `UPDATE=1` and the tests of `tests/Architecture.Tests`, which compare this page with the list, look for every test and file that it
            names, and count. All {lines.Count} requirements of version 5.0.0, up to level 3, are here in our own words; the standard's are at [owasp.org](https://owasp.org/www-project-application-security-verification-standard/).
            Nobody outside has verified them. The rules of the desk that several lines refer to are in [desk.md](desk.md), those of the keys in [keys.md](keys.md), who would attack in [threats.md](threats.md).

            ## In numbers


            """);
        Table(page, ["level", .. Statuses.Select(status => status.Status), "all"], [
            .. new[] { 1, 2, 3 }.Select(level => Counts($"{level}", lines.Where(line => line.Level == level))),
            Counts("**all**", lines)]);
        page.Append('\n');
        foreach (var (status, meaning) in Statuses)
            page.Append(CultureInfo.InvariantCulture, $"- **{status}**: {meaning}\n");
        page.Append("\n## What is not met\n\n");
        Table(page, ["id", "level", "what is asked", "why not, and what would close it"], [
            .. lines.Where(line => line.Status == "gap").Select(line => new[] { line.Id, $"{line.Level}", line.Subject, line.Reference })]);
        page.Append("\n## By chapter\n\n");
        Table(page, ["chapter", .. Statuses.Select(status => status.Status), "all"], [
            .. lines.GroupBy(line => line.Chapter).Select(chapter => Counts($"[{chapter.Key}. {Chapters[chapter.Key - 1]}](#{Anchor(chapter.Key)})", chapter))]);
        foreach (var chapter in lines.GroupBy(line => line.Chapter))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {chapter.Key} {Chapters[chapter.Key - 1]}\n\n");
            Table(page, ["id", "level", "what is asked", "status", "by what"], [
                .. chapter.Select(line => new[] { line.Id, $"{line.Level}", line.Subject, line.Status, Answer(line) })]);
        }

        return page.ToString();
    }

    /// <summary>Where a test stands.</summary>
    /// <param name="reference"><c>Project.Tests/Class.Method</c>.</param>
    /// <returns>Its file; null where there is no such test, or one that does not run by itself.</returns>
    public static string? FileOf(string reference)
    {
        if (Named().Match(reference) is not { Success: true } named)
            return null;
        return Repository.Files.Where(file => file.StartsWith($"tests/{named.Groups["project"].Value}/", StringComparison.Ordinal) && file.EndsWith(".cs", StringComparison.Ordinal))
            .FirstOrDefault(file => Holds(Repository.Read(file), named.Groups["class"].Value, named.Groups["method"].Value));
    }

    /// <summary>Whether a file has a test of a class.</summary>
    internal static bool Holds(string text, string type, string method)
    {
        if (!Regex.IsMatch(text, $@"\bclass {Regex.Escape(type)}\b", RegexOptions.None, TimeSpan.FromSeconds(1)))
            return false;
        var found = Regex.Match(text, $@"^    public [^\n=;{{]*\b{Regex.Escape(method)}\(", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        if (!found.Success)
            return false;
        // The attributes are what stands between the last blank line and the method.
        var before = text[..found.Index];
        var attributes = before[Math.Max(0, before.LastIndexOf("\n\n", StringComparison.Ordinal))..];
        return Attribute().IsMatch(attributes) && !attributes.Contains("Skip", StringComparison.Ordinal) && !attributes.Contains("Explicit", StringComparison.Ordinal);
    }

    private static string[] Counts(string name, IEnumerable<AsvsLine> lines)
    {
        var counted = lines.ToList();
        return [name, .. Statuses.Select(status => $"{counted.Count(line => line.Status == status.Status)}"), $"{counted.Count}"];
    }

    private static string Answer(AsvsLine line) => line.Status switch
    {
        "test" => string.Join("; ", line.References.Select(name => $"[{name[(name.LastIndexOf('.') + 1)..].Replace('_', ' ')}](../../{FileOf(name)})")),
        "evidence" => string.Join("; ", line.References.Select(path => $"[{Path.GetFileName(path)}](../../{path})")),
        _ => line.Reference,
    };

    private static string Anchor(int chapter) => $"{chapter}-{Chapters[chapter - 1].ToLowerInvariant().Replace(' ', '-')}";

    private static void Table(StringBuilder page, IReadOnlyList<string> head, IEnumerable<string[]> rows)
    {
        page.Append("| ").AppendJoin(" | ", head).Append(" |\n").Append('|').Insert(page.Length, "---|", head.Count).Append('\n');
        foreach (var row in rows)
            page.Append("| ").AppendJoin(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
    }

    [GeneratedRegex(@"\A(?<project>[A-Za-z]+\.Tests)/(?<class>[A-Za-z]+)\.(?<method>[A-Za-z0-9_]+)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"\[(Fact|Theory)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Attribute();
}
