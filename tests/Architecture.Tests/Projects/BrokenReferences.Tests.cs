using System.Xml.Linq;

namespace Amparo.Architecture.Tests.Projects;

/// <summary>Shows that the checker sees a breach: each case breaks one rule in a copy of the tree's project files.</summary>
public sealed class BrokenReferencesTests
{
    public static TheoryData<string, string> ForbiddenReferences => new()
    {
        { "src/modules/Portal", "src/libraries/Records" },
        { "src/modules/Portal", "src/libraries/Indicators" },
        { "src/modules/Portal", "src/modules/Platform" },
        { "src/modules/Cases", "src/modules/Fieldwork" },
        { "src/modules/Cases", "src/modules/Portal" },
        { "src/modules/Contracts", "src/libraries/Records" },
        { "src/modules/Contracts", "src/modules/Platform" },
        { "src/modules/Cases", "src/hosts/Web" },
        { "src/libraries/Publication", "src/libraries/Records" },
        { "src/libraries/Publication", "src/libraries/Indicators" },
        { "src/libraries/Vocabulary", "src/libraries/Records" },
        { "src/libraries/Records", "src/libraries/PrivateRelease" },
        { "src/libraries/Linkage", "src/libraries/Estimation" },
        { "src/libraries/Estimation", "src/libraries/Linkage" },
        { "src/libraries/Linkage", "src/libraries/PrivateRelease" },
        { "src/libraries/Indicators", "src/libraries/PrivateRelease" },
        { "src/libraries/Demonstration", "src/libraries/Records" },
        { "src/libraries/Records", "src/adapters/Stores" },
        { "src/libraries/Records", "src/hosts/Cli" },
        { "src/libraries/Records", "src/modules/Contracts" },
        { "src/adapters/Stores", "src/modules/Portal" },
        { "src/adapters/Stores", "src/adapters/Content" },
        { "src/adapters/Stores", "src/hosts/Web" },
        { "src/adapters/Stores", "src/adapters/Counting" },
        { "src/adapters/Counting", "src/adapters/Content" },
        { "src/modules/Portal", "src/adapters/Counting" },
        { "src/modules/Cases", "src/adapters/Counting" },
        { "src/hosts/Web", "src/adapters/Counting" },
        { "src/hosts/Cli", "src/modules/Portal" },
        { "src/hosts/Cli", "src/hosts/Web" },
        { "src/hosts/Web", "src/hosts/Cli" },
        { "src/hosts/Web", "tests/Portal.Tests" },
        { "tests/Records.Tests", "tests/Vocabulary.Tests" },
        { "src/libraries/Records", "tests/Shared" },
        { "bench/Benchmarks", "src/hosts/Cli" },
    };

    public static TheoryData<string, string> AllowedReferences => new()
    {
        { "src/libraries/Linkage", "src/libraries/Records" },
        { "src/libraries/Estimation", "src/libraries/Vocabulary" },
        { "src/modules/Cases", "src/modules/Platform" },
        { "src/modules/Cases", "src/modules/Contracts" },
        { "src/modules/Cases", "src/libraries/Records" },
        { "src/modules/Cases", "src/adapters/Stores" },
        { "src/modules/Portal", "src/modules/Contracts" },
        { "src/modules/Contracts", "src/libraries/PrivateRelease" },
        { "src/hosts/Web", "src/modules/Cases" },
        { "src/hosts/Cli", "src/adapters/Counting" },
        { "src/adapters/Counting", "src/adapters/Stores" },
        { "bench/Benchmarks", "src/libraries/Records" },
        { "tests/Records.Tests", "tests/Shared" },
    };

    [Theory]
    [MemberData(nameof(ForbiddenReferences))]
    public void A_forbidden_reference_is_flagged(string from, string to)
    {
        using var copy = TreeCopy.Make();
        copy.AddReference((from, to));

        NewViolations(copy)
            .ShouldHaveSingleItem().ShouldStartWith($"{TreeCopy.ProjectIn(from)} -> {TreeCopy.ProjectIn(to)}: ");
    }

    [Theory]
    [MemberData(nameof(AllowedReferences))]
    public void An_allowed_reference_is_not_flagged(string from, string to)
    {
        using var copy = TreeCopy.Make();
        copy.AddReference((from, to));

        NewViolations(copy).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("src/libraries/Guesswork")]
    [InlineData("src/plugins/Anything")]
    [InlineData("src/libraries/Records/Nested")]
    [InlineData("tools/Script")]
    public void A_project_that_no_rule_speaks_of_is_flagged(string folder)
    {
        using var copy = TreeCopy.Make();
        copy.AddProject(folder);

        NewViolations(copy).ShouldHaveSingleItem().ShouldStartWith(TreeCopy.ProjectIn(folder));
    }

    [Theory]
    [InlineData("""<Reference Include="Amparo.Records"><HintPath>../Amparo.Records.dll</HintPath></Reference>""", "escapes the rules")]
    [InlineData("""<Compile Include="../Records/RecordSet.cs" />""", "of another project")]
    [InlineData("""<InternalsVisibleTo Include="Amparo.Publication" />""", "opens its internals")]
    [InlineData("""<ProjectReference Include="../Nowhere/Nowhere.csproj" />""", "there is no such project")]
    [InlineData("""<DisableTransitiveProjectReferences>false</DisableTransitiveProjectReferences>""", "what its references reference")]
    public void A_way_around_the_rules_is_flagged(string element, string message)
    {
        using var copy = TreeCopy.Make();
        copy.Append((TreeCopy.ProjectIn("src/libraries/PrivateRelease"), XElement.Parse(element)));

        NewViolations(copy).ShouldHaveSingleItem().ShouldContain(message);
    }

    [Theory]
    [InlineData("../Portal.Tests/Samples/Sample.cs", 0)]
    [InlineData("Samples/*.cs", 0)]
    [InlineData("../../src/libraries/Records/RecordSet.cs", 1)]
    public void Tests_share_files_with_tests_only(string include, int violations)
    {
        using var copy = TreeCopy.Make();
        copy.Append((TreeCopy.ProjectIn("tests/EndToEnd.Tests"), new XElement("Compile", new XAttribute("Include", include))));

        NewViolations(copy).Count.ShouldBe(violations);
    }

    // A breach of the tree itself is one test's failure, not every test's.
    private static List<string> NewViolations(TreeCopy copy) =>
        [.. ReferenceRules.Violations(ProjectGraph.Read(copy.Root))
            .Except(ReferenceRules.Violations(ProjectGraph.Read(Repository.Root)), StringComparer.Ordinal)];
}
