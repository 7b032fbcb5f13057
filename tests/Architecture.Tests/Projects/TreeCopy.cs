using System.Xml.Linq;

namespace Amparo.Architecture.Tests.Projects;

/// <summary>A temporary folder with the project files and build settings of the tree, to be broken on purpose.</summary>
internal sealed class TreeCopy : IDisposable
{
    private TreeCopy(string root) => Root = root;

    public string Root { get; }

    public static TreeCopy Make()
    {
        var copy = new TreeCopy(Directory.CreateTempSubdirectory("amparo-tree-").FullName);
        string[] patterns = ["*.csproj", "*.props", "*.slnx", "packages.lock.json"];
        foreach (var file in patterns.SelectMany(pattern => ProjectGraph.FilesBelow(Repository.Root, pattern)))
        {
            var target = Path.Combine(copy.Root, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Repository.Full(file), target);
        }

        return copy;
    }

    /// <summary>The project file of a folder: <c>src/modules/Cases</c> holds <c>src/modules/Cases/Cases.csproj</c>.</summary>
    public static string ProjectIn(string folder) => $"{folder}/{Path.GetFileName(folder)}.csproj";

    /// <summary>Adds an empty project, unless the folder has one.</summary>
    public void AddProject(string folder)
    {
        var path = Path.Combine(Root, ProjectIn(folder));
        if (File.Exists(path))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, """<Project Sdk="Microsoft.NET.Sdk" />""");
    }

    /// <summary>Adds a reference from one folder's project to another's, making either where it does not exist.</summary>
    public void AddReference((string From, string To) edge)
    {
        AddProject(edge.From);
        AddProject(edge.To);
        var target = Path.GetRelativePath(Path.Combine(Root, edge.From), Path.Combine(Root, ProjectIn(edge.To)));
        Append((ProjectIn(edge.From), new XElement("ProjectReference", new XAttribute("Include", target))));
    }

    /// <summary>Adds an item or property to a project file.</summary>
    public void Append((string Project, XElement Element) change)
    {
        var path = Path.Combine(Root, change.Project);
        var document = XDocument.Load(path);
        var isProperty = !change.Element.HasAttributes;
        document.Root!.Add(new XElement(isProperty ? "PropertyGroup" : "ItemGroup", change.Element));
        document.Save(path);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
