using System.Text.Json;
using System.Xml.Linq;

namespace Amparo.Architecture.Tests.Projects;

/// <summary>Which packages a project may use, and how it must state them.</summary>
internal static class PackageRules
{
    // Formats and pure computation only. A new line here is a decision: docs/decisions/0016-dependencies.md gives the reason.
    private static readonly string[] AllowedInLibraries =
    [
        "CsvHelper", "DocumentFormat.OpenXml", "ExcelDataReader", "Markdig", "MathNet.Numerics",
        "Microsoft.CodeAnalysis.BannedApiAnalyzers", "NetTopologySuite", "NodaTime", "QRCoder", "System.IO.Packaging", "System.Numerics.Tensors", "YamlDotNet",
    ];

    // What would bring a store, a web server, a terminal or the network into a library by way of another package.
    private static readonly string[] BannedBelowLibraries =
    [
        "Microsoft.EntityFrameworkCore", "Microsoft.AspNetCore", "Microsoft.Extensions.Hosting", "Npgsql", "Microsoft.Data.Sqlite",
        "SQLitePCLRaw", "Dapper", "Quartz", "OpenTelemetry", "Spectre.Console", "System.CommandLine", "RabbitMQ.Client", "Microsoft.Playwright",
    ];

    /// <summary>Every breach in the project files of a tree, one line each.</summary>
    public static IReadOnlyList<string> Violations(ProjectGraph graph)
    {
        var central = CentralVersions(graph).Select(line => line.Name).ToHashSet(StringComparer.Ordinal);
        return [.. graph.Projects.SelectMany(project => Statements(project, central).Concat(Purity(graph, project)))];
    }

    /// <summary>Packages with their version, as the one central file states them.</summary>
    public static IEnumerable<(string Name, string Version, XElement Line)> CentralVersions(ProjectGraph graph) =>
        XDocument.Load(Path.Combine(graph.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(line => ((string?)line.Attribute("Include") ?? "", (string?)line.Attribute("Version") ?? "", line));

    private static IEnumerable<string> Statements(ProjectFile project, HashSet<string> central)
    {
        foreach (var package in project.Packages)
        {
            if (package.StatesVersion)
                yield return $"{project.Path}: {package.Name} states a version of its own.";
            if (!central.Contains(package.Name))
                yield return $"{project.Path}: {package.Name} has no central version.";
        }

        if (project.Property("ManagePackageVersionsCentrally") is not null)
            yield return $"{project.Path}: leaves the central versions.";
    }

    private static IEnumerable<string> Purity(ProjectGraph graph, ProjectFile project)
    {
        if (project.Kind != ProjectKind.Library)
            yield break;
        foreach (var framework in project.Items("FrameworkReference"))
            yield return $"{project.Path}: a library may not see the framework {framework}.";
        if ((string?)project.Document.Root?.Attribute("Sdk") is not "Microsoft.NET.Sdk")
            yield return $"{project.Path}: a library is built by the plain SDK.";
        foreach (var package in project.Packages.Where(package => !AllowedInLibraries.Contains(package.Name)))
            yield return $"{project.Path}: a library may not use {package.Name}.";
        foreach (var package in Resolved(graph, project).Where(name => BannedBelowLibraries.Any(banned => IsOrBegins(name, banned))))
            yield return $"{project.Path}: {package} reaches the library by another package.";
    }

    // What the restore really brought in, packages of packages included.
    private static List<string> Resolved(ProjectGraph graph, ProjectFile project)
    {
        var file = Path.Combine(graph.Root, Path.GetDirectoryName(project.Path)!, "packages.lock.json");
        if (!File.Exists(file))
            return [];
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject()).Select(package => package.Name)];
    }

    private static bool IsOrBegins(string name, string banned) =>
        name.Equals(banned, StringComparison.OrdinalIgnoreCase) || name.StartsWith(banned + ".", StringComparison.OrdinalIgnoreCase);
}
