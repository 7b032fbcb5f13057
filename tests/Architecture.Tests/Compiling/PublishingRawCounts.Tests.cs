using System.Reflection;
using Amparo.Architecture.Tests.Projects;
using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Architecture.Tests.Compiling;

/// <summary>
/// Publishing a raw count does not compile: each snippet is what someone in a hurry might write, and the error is what stops them.
/// </summary>
public sealed class PublishingRawCountsTests
{
    private static readonly string[] AllThatPublishes = ["Vocabulary", "Records", "Indicators", "PrivateRelease", "Publication"];

    private const string Usings = """
        using Amparo.Indicators;
        using Amparo.PrivateRelease;
        using Amparo.Publication;
        using Amparo.Vocabulary;
        using Amparo.Vocabulary.Shapes;
        using NodaTime;
        """;

    [Theory]
    [InlineData("Cube", "counts")]
    [InlineData("CountedCube", "counts")]
    [InlineData("CountedCube", "counts.Tabulate()")]
    public void Publishing_a_raw_count_does_not_compile(string type, string table) =>
        Errors($"static class Hurry {{ static object Show({type} counts) => {Publishing(table)}; }}").ShouldBe(["CS1503"]);

    [Fact]
    public void Calling_a_raw_count_released_does_not_compile() =>
        Errors("static class Hurry { static Released<Cube> Release(Cube counts, LedgerEntry entry) => new Released<Cube>(counts, entry); }")
            .ShouldBe(["CS1729"]);

    [Fact]
    public void Casting_a_raw_count_to_a_released_one_does_not_compile() =>
        Errors("static class Hurry { static Released<Cube> Release(Cube counts) => (Released<Cube>)counts; }").ShouldBe(["CS0030"]);

    [Fact]
    public void Exchanging_the_table_of_a_released_one_does_not_compile() =>
        Errors("static class Hurry { static void Swap(Released<Cube> released, Cube counts) => released.Value = counts; }")
            .ShouldBe(["CS0200"]);

    [Fact]
    public void Deriving_a_released_table_does_not_compile() =>
        Errors("sealed class Mine : Released<Cube> { }").ShouldBe(["CS0509"]);

    [Fact]
    public void Publishing_what_passed_the_door_of_a_mechanism_compiles() =>
        Errors($$"""
            static class Proper
            {
                static object? Show(ReleaseDoors doors, CountedCube counts)
                {
                    var released = doors.Suppress(counts, new CellSuppression(10), "detected-persons");
                    return released.Succeeded ? {{Publishing("released.Value")}} : null;
                }
            }
            """).ShouldBeEmpty();

    [Fact]
    public void Publishing_official_figures_of_others_compiles() =>
        Errors($$"""
            static class Proper
            {
                static object Show(ReleaseDoors doors, Cube figures) => {{Publishing("doors.AlreadyPublic(figures)")}};
            }
            """).ShouldBeEmpty();

    [Fact]
    public void Publication_cannot_see_persons()
    {
        var seen = SeenBy("Publication");
        seen.ShouldBe(["PrivateRelease", "Vocabulary"], ignoreOrder: true);

        SdkCompiler.ErrorsOf("static class Look { static int Count(Amparo.Records.RecordSet records) => records.Count; }", seen)
            .ShouldBe(["CS0234"]);
        SdkCompiler.ErrorsOf("static class Look { static object Count(Amparo.Indicators.CountedCube counts) => counts; }", seen)
            .ShouldBe(["CS0234"]);
    }

    [Fact]
    public void Publication_can_see_what_was_released() =>
        SdkCompiler.ErrorsOf(
            "static class Look { static string Show(Amparo.PrivateRelease.Released<Amparo.Vocabulary.Shapes.Cube> table) => table.Value.Header.Id; }",
            SeenBy("Publication")).ShouldBeEmpty();

    // Every chart, table and download begins with a slice of a table.
    private static string Publishing(string table) => $"new CubeSlice({table}, new Running(\"year\"))";

    [Fact]
    public void Nothing_public_in_Publication_takes_or_shows_an_unreleased_table()
    {
        // The snippets above try one way in; this looks at all of them.
        Type[] unreleased = [typeof(Cube), typeof(RegisterTable)];
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var members = Api.Libraries.Load("Publication").GetExportedTypes().SelectMany(type => type.GetMembers(Public)).ToList();

        members.ShouldNotBeEmpty();
        members.OfType<MethodBase>()
            .Where(method => method.GetParameters().Any(parameter => unreleased.Any(table => Mentions(parameter.ParameterType, table))))
            .Select(method => $"{method.DeclaringType}.{method.Name}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(typeof(Cube), true)]
    [InlineData(typeof(IReadOnlyList<Cube>), true)]
    [InlineData(typeof(Cube[]), true)]
    [InlineData(typeof(Released<Cube>), false)]
    [InlineData(typeof(IReadOnlyList<Released<Cube>>), false)]
    public void A_type_that_mentions_an_unreleased_table_is_recognised(Type type, bool mentions) =>
        Mentions(type, typeof(Cube)).ShouldBe(mentions);

    private static bool Mentions(Type type, Type table) =>
        type == table
        || (type.HasElementType && Mentions(type.GetElementType()!, table))
        || (type.IsGenericType && type.GetGenericTypeDefinition() != typeof(Released<>)
            && type.GetGenericArguments().Any(argument => Mentions(argument, table)));

    private static IReadOnlyList<string> Errors(string source) => SdkCompiler.ErrorsOf($"{Usings}\n{source}", AllThatPublishes);

    // What the project file references, as built: nothing travels through other projects.
    private static List<string> SeenBy(string library)
    {
        var graph = ProjectGraph.Read(Repository.Root);
        return [.. graph[$"src/libraries/{library}/{library}.csproj"].References.Select(path => graph[path].Name)];
    }
}
