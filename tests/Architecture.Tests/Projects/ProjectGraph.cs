using System.Xml.Linq;

namespace Amparo.Architecture.Tests.Projects;

/// <summary>All projects found below a folder; never a list kept by hand.</summary>
internal sealed class ProjectGraph
{
    private static readonly string[] NotSources = ["artifacts", "data", "node_modules", "bin", "obj"];

    private readonly Dictionary<string, ProjectFile> _byPath;

    private ProjectGraph(string root, IEnumerable<ProjectFile> projects)
    {
        Root = root;
        _byPath = projects.ToDictionary(project => project.Path, StringComparer.Ordinal);
    }

    /// <summary>The folder the graph was read from.</summary>
    public string Root { get; }

    public IEnumerable<ProjectFile> Projects => _byPath.Values.OrderBy(project => project.Path, StringComparer.Ordinal);

    public ProjectFile this[string path] => _byPath[path];

    public ProjectFile? Find(string path) => _byPath.GetValueOrDefault(path);

    public static ProjectGraph Read(string root) =>
        new(root, FilesBelow(root, "*.*proj").Select(path => new ProjectFile(path, XDocument.Load(Path.Combine(root, path)))));

    /// <summary>Build settings that projects import without naming them.</summary>
    public IEnumerable<(string Path, XDocument Document)> SharedSettings() =>
        FilesBelow(Root, "*.props").Concat(FilesBelow(Root, "*.targets"))
            .Select(path => (path, XDocument.Load(Path.Combine(Root, path), LoadOptions.SetLineInfo)));

    public static IEnumerable<string> FilesBelow(string root, string pattern) => Walk(root, root, pattern);

    private static IEnumerable<string> Walk(string root, string folder, string pattern)
    {
        foreach (var file in Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal))
            yield return Path.GetRelativePath(root, file).Replace('\\', '/');
        foreach (var below in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(below);
            if (name.StartsWith('.') || NotSources.Contains(name))
                continue;
            foreach (var file in Walk(root, below, pattern))
                yield return file;
        }
    }
}
