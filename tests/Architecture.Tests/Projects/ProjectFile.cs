using System.Xml.Linq;

namespace Amparo.Architecture.Tests.Projects;

/// <summary>What a project is, by the folder it lies in.</summary>
internal enum ProjectKind
{
    Unknown,
    Library,
    Adapter,
    Module,
    Host,
    Test,
    Benchmark,
}

/// <summary>One reference to a package as the project file states it.</summary>
internal sealed record PackageUse(string Name, bool StatesVersion);

/// <summary>A project file as it lies on disk.</summary>
/// <param name="Path">The file's path relative to the tree, with <c>/</c>.</param>
/// <param name="Document">Its XML.</param>
internal sealed record ProjectFile(string Path, XDocument Document)
{
    public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(Path);

    public ProjectKind Kind { get; } = KindOf(Path);

    /// <summary>Paths of the projects it references, relative to the tree.</summary>
    public IReadOnlyList<string> References { get; } =
        [.. Items(Document, "ProjectReference").Select(include => Resolve(Path, include)).Order(StringComparer.Ordinal)];

    public IReadOnlyList<PackageUse> Packages { get; } = [.. Document.Descendants("PackageReference").Select(Use)];

    /// <summary>Items of a kind by what they include: <c>FrameworkReference</c>, <c>InternalsVisibleTo</c>, <c>Reference</c>.</summary>
    public IEnumerable<string> Items(string element) => Items(Document, element);

    /// <summary>A path that the file states, relative to the tree.</summary>
    public string Resolve(string include) => Resolve(Path, include);

    /// <summary>The value of a property that the file sets itself, or null.</summary>
    public string? Property(string name) => Document.Descendants(name).LastOrDefault()?.Value;

    private static IEnumerable<string> Items(XDocument document, string element) =>
        document.Descendants(element)
            .SelectMany(item => ((string?)item.Attribute("Include") ?? (string?)item.Attribute("Update") ?? "").Split(';'))
            .Select(include => include.Trim()).Where(include => include.Length > 0);

    private static PackageUse Use(XElement item)
    {
        string[] spellings = ["Version", "VersionOverride"];
        return new PackageUse(
            (string?)item.Attribute("Include") ?? (string?)item.Attribute("Update") ?? "",
            spellings.Any(spelling => item.Attribute(spelling) is not null || item.Element(spelling) is not null));
    }

    private static string Resolve(string from, string include)
    {
        var parts = new List<string>(from.Split('/')[..^1]);
        foreach (var part in include.Replace('\\', '/').Split('/'))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part != ".")
                parts.Add(part);
        }

        return string.Join('/', parts);
    }

    // <kind's folder>/<Name>/<Name>.csproj, and nothing else: a project elsewhere has no rule and is refused.
    private static ProjectKind KindOf(string path) => path.Split('/') switch
    {
        ["src", var kind, var folder, var file] when file == folder + ".csproj" => kind switch
        {
            "libraries" => ProjectKind.Library,
            "adapters" => ProjectKind.Adapter,
            "modules" => ProjectKind.Module,
            "hosts" => ProjectKind.Host,
            _ => ProjectKind.Unknown,
        },
        ["tests", var folder, var file] when file == folder + ".csproj" => ProjectKind.Test,
        ["bench", var folder, var file] when file == folder + ".csproj" => ProjectKind.Benchmark,
        _ => ProjectKind.Unknown,
    };
}
