using System.Xml.Linq;

namespace Amparo.Architecture.Tests.Projects;

public sealed class ReferencesTests
{
    private static readonly ProjectGraph Tree = ProjectGraph.Read(Repository.Root);

    [Fact]
    public void Every_reference_of_the_tree_is_allowed() => ReferenceRules.Violations(Tree).ShouldBeEmpty();

    [Fact]
    public void The_graph_holds_the_projects_on_disk()
    {
        // Guards the reader itself: a graph read as empty would pass every rule.
        Tree.Projects.Count(project => project.Kind == ProjectKind.Library).ShouldBeGreaterThanOrEqualTo(7);
        Tree["src/libraries/PrivateRelease/PrivateRelease.csproj"].References
            .ShouldContain(path => path == "src/libraries/Records/Records.csproj");
    }

    [Fact]
    public void References_do_not_travel_through_other_projects() =>
        XDocument.Load(Repository.Full("Directory.Build.props")).Descendants("DisableTransitiveProjectReferences")
            .ShouldHaveSingleItem().Value.ShouldBe("true");

    [Fact]
    public void Shared_settings_add_no_reference_behind_the_rules()
    {
        string[] references = ["ProjectReference", "Reference", "FrameworkReference", "InternalsVisibleTo"];
        foreach (var (path, document) in Tree.SharedSettings())
            references.SelectMany(name => document.Descendants(name)).ShouldBeEmpty(path);
    }

    [Fact]
    public void No_library_opens_its_internals_by_an_attribute_in_code()
    {
        var sources = ProjectGraph.FilesBelow(Repository.Root, "*.cs").Where(path => path.StartsWith("src/", StringComparison.Ordinal)).ToList();
        sources.ShouldNotBeEmpty();
        sources.Where(path => Repository.Read(path).Contains("assembly: InternalsVisibleTo", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_library_and_adapter_has_tests_of_its_own() =>
        Tree.Projects.Where(project => project.Kind is ProjectKind.Library or ProjectKind.Adapter)
            .Where(project => Tree.Find($"tests/{project.Name}.Tests/{project.Name}.Tests.csproj") is not { } tests
                || !tests.References.Contains(project.Path, StringComparer.Ordinal))
            .Select(project => project.Path).ShouldBeEmpty();
}
