using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Amparo.Architecture.Tests.Projects;

public sealed partial class PackagesTests
{
    private static readonly ProjectGraph Tree = ProjectGraph.Read(Repository.Root);

    [Fact]
    public void Every_package_of_the_tree_is_allowed_and_central() => PackageRules.Violations(Tree).ShouldBeEmpty();

    [Theory]
    [InlineData("""<PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" />""", "may not use")]
    [InlineData("""<PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" />""", "may not use")]
    [InlineData("""<PackageReference Include="Spectre.Console" />""", "may not use")]
    [InlineData("""<FrameworkReference Include="Microsoft.AspNetCore.App" />""", "may not see the framework")]
    [InlineData("""<PackageReference Include="NodaTime" Version="3.3.7" />""", "states a version of its own")]
    [InlineData("""<PackageReference Include="NodaTime" VersionOverride="3.3.6" />""", "states a version of its own")]
    [InlineData("""<PackageReference Include="NodaTime"><Version>3.*</Version></PackageReference>""", "states a version of its own")]
    [InlineData("""<ManagePackageVersionsCentrally>false</ManagePackageVersionsCentrally>""", "leaves the central versions")]
    public void A_breach_in_a_library_is_flagged(string element, string message)
    {
        using var copy = TreeCopy.Make();
        copy.Append((TreeCopy.ProjectIn("src/libraries/Records"), XElement.Parse(element)));

        NewViolations(copy).ShouldHaveSingleItem().ShouldContain(message);
    }

    [Fact]
    public void A_package_without_a_central_version_is_flagged()
    {
        using var copy = TreeCopy.Make();
        copy.Append((TreeCopy.ProjectIn("src/adapters/Stores"), XElement.Parse("""<PackageReference Include="Some.Package" />""")));

        NewViolations(copy).ShouldHaveSingleItem().ShouldContain("no central version");
    }

    [Fact]
    public void A_store_that_reaches_a_library_by_another_package_is_flagged()
    {
        using var copy = TreeCopy.Make();
        var locked = Path.Combine(copy.Root, "src/libraries/Records/packages.lock.json");
        File.WriteAllText(locked, """{ "version": 2, "dependencies": { "net10.0": { "Npgsql": { "type": "Transitive" } } } }""");

        NewViolations(copy).ShouldHaveSingleItem().ShouldContain("by another package");
    }

    [Fact]
    public void Every_central_version_is_exact_and_names_its_licence()
    {
        var lines = PackageRules.CentralVersions(Tree).ToList();
        lines.Count.ShouldBeGreaterThan(10);
        foreach (var (name, version, line) in lines)
        {
            ExactVersion().IsMatch(version).ShouldBeTrue($"{name}: {version} is not one exact version.");
            line.NextNode.ShouldBeOfType<XComment>($"{name}: the licence stands in a comment behind the version.");
        }
    }

    [Fact]
    public void Every_project_has_a_lock_file_beside_it() =>
        Tree.Projects.Select(project => $"{Path.GetDirectoryName(project.Path)}/packages.lock.json")
            .Where(locked => !Repository.Files.Contains(locked, StringComparer.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void The_solution_holds_every_project_on_disk_and_no_other()
    {
        var listed = XDocument.Load(Repository.Full("Amparo.slnx")).Descendants("Project")
            .Select(project => (string?)project.Attribute("Path"));

        listed.Order(StringComparer.Ordinal).ShouldBe(Tree.Projects.Select(project => project.Path));
    }

    [Fact]
    public void Shared_settings_bring_packages_to_analyzers_and_tests_only()
    {
        foreach (var (path, document) in Tree.SharedSettings().Where(settings => settings.Path != "eng/Test.props"))
        {
            foreach (var package in document.Descendants("PackageReference"))
                ((string?)package.Attribute("PrivateAssets")).ShouldBe("all", $"{path}: {package}");
        }
    }

    private static List<string> NewViolations(TreeCopy copy) =>
        [.. PackageRules.Violations(ProjectGraph.Read(copy.Root)).Except(PackageRules.Violations(Tree), StringComparer.Ordinal)];

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ExactVersion();
}
