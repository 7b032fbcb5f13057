using System.Reflection;
using Amparo.Architecture.Tests.Projects;

namespace Amparo.Architecture.Tests.Api;

/// <summary>The built libraries, found through the project files on disk.</summary>
internal static class Libraries
{
    public static TheoryData<string> Names => [.. Projects().Select(project => project.Name)];

    public static IEnumerable<Assembly> Assemblies => Projects().Select(project => Load(project.Name));

    /// <summary>Loads a library from beside these tests.</summary>
    /// <exception cref="FileNotFoundException">Architecture.Tests does not reference the library: add it to its project file.</exception>
    public static Assembly Load(string name) => Assembly.Load(new AssemblyName($"Amparo.{name}"));

    private static IEnumerable<ProjectFile> Projects() =>
        ProjectGraph.Read(Repository.Root).Projects.Where(project => project.Kind == ProjectKind.Library);
}
