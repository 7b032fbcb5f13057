using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Amparo.Architecture.Tests.Api;

/// <summary>Names and signatures, in every library on disk.</summary>
public sealed partial class NamingTests
{
    // Two neighbours of one type that cannot be confused, or whose order is the convention everywhere. Each with its reason.
    private static readonly Dictionary<string, string> NeighboursAllowed = new(StringComparer.Ordinal)
    {
        ["Ratios.PerHundredThousand(Cube counts, Cube population)"] = "The name reads them in order: counts per inhabitants.",
        ["ReleasedFigures.PerHundredThousand(Released<Cube> counts, Released<Cube> population)"] = "As in Ratios, which it calls.",
        ["LinkageResult.Explain(int left, int right)"] = "Two records of a pair; which comes first changes nothing.",
        ["PairwiseQuality.Of(IReadOnlyList<int> clusters, IReadOnlyList<int> persons)"] = "What was found against what is true; exchanged, precision and recall change places.",
        ["NameKnowledge.new(IEnumerable<ValueTuple<string, string>> nicknames, IEnumerable<ValueTuple<string, string>> abbreviations)"] = "Pairs whose own names say which they are.",
        ["FlagsColumn.get_Item(int code, int row)"] = "An indexer over two dimensions, outer one first, as they are stored.",
    };

    // Interfaces at a process edge: implemented by adapters, modules or tests, not by libraries.
    private static readonly Dictionary<string, string> ProcessEdges = new(StringComparer.Ordinal)
    {
        ["Amparo.Records.ITableCells"] = "a table of a database, which only an adapter may open",
    };

    private static readonly List<Type> Types = [.. Libraries.Assemblies.SelectMany(assembly => assembly.GetTypes()).Where(IsWritten)];

    [Fact]
    public void No_type_anywhere_ends_in_a_banned_suffix() =>
        Repository.Files.Where(file => (Path.GetExtension(file) is ".cs" or ".razor") && Path.GetFileName(file) != "Naming.Tests.cs")
            .SelectMany(file => BannedName().Matches(Repository.Read(file)).Select(match => $"{file}: {match.Value}")).ShouldBeEmpty();

    [Theory]
    [InlineData("public sealed class ReleaseManager", true)]
    [InlineData("record struct TextUtils(int X)", true)]
    [InlineData("class Helper", true)]
    [InlineData("class Database", false)]
    [InlineData("class BasedOn", false)]
    public void A_banned_suffix_is_seen(string declaration, bool banned) => BannedName().IsMatch(declaration).ShouldBe(banned);

    [Fact]
    public void No_public_method_takes_more_than_five_arguments() =>
        Signatures().Where(method => method.GetParameters().Length > 5).Select(Signature).ShouldBeEmpty();

    [Fact]
    public void No_public_method_takes_neighbours_of_one_type() =>
        Signatures().Where(HasNeighbours).Select(Signature).Where(signature => !NeighboursAllowed.ContainsKey(signature)).ShouldBeEmpty();

    [Fact]
    public void Every_exception_for_neighbours_is_still_needed() =>
        NeighboursAllowed.Keys.Except(Signatures().Where(HasNeighbours).Select(Signature), StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void No_interface_has_only_one_implementation() =>
        Types.Where(type => type.IsInterface)
            .Where(face => Types.Count(type => !type.IsInterface && !type.IsAbstract && face.IsAssignableFrom(type)) < 2)
            .Select(face => face.FullName).Except(ProcessEdges.Keys, StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void No_library_keeps_state_that_changes()
    {
        // The same input gives the same bytes: nothing may remember between calls.
        const BindingFlags Statics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        Types.SelectMany(type => type.GetFields(Statics))
            .Where(field => !field.IsInitOnly && !field.IsLiteral && !field.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Select(field => $"{field.DeclaringType}.{field.Name}").ShouldBeEmpty();
    }

    [Fact]
    public void The_rules_see_the_libraries()
    {
        Types.Count.ShouldBeGreaterThan(20);
        Signatures().ShouldContain(method => method.Name == "PositionOf");
        HasNeighbours(typeof(string).GetMethod(nameof(string.Replace), [typeof(string), typeof(string)])!).ShouldBeTrue();
        HasNeighbours(typeof(string).GetMethod(nameof(string.Concat), [typeof(string[])])!).ShouldBeFalse();
    }

    // Equality, comparison and operators take two of a kind by their nature; a record's primary constructor names its parts.
    private static IEnumerable<MethodBase> Signatures()
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return Types.Where(type => type.IsVisible && !typeof(Delegate).IsAssignableFrom(type))
            .SelectMany(type => type.GetMethods(Public).Concat<MethodBase>(type.GetConstructors(Public)))
            .Where(method => !method.IsDefined(typeof(CompilerGeneratedAttribute)))
            .Where(method => !method.Name.StartsWith("op_", StringComparison.Ordinal))
            .Where(method => method.Name is not ("Equals" or "Compare" or "CompareTo"))
            .Where(method => !IsPrimaryOfRecord(method));
    }

    private static bool IsPrimaryOfRecord(MethodBase method) =>
        method is ConstructorInfo { DeclaringType: { } type }
        && type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null
        && method.GetParameters().All(parameter => type.GetProperty(parameter.Name!)?.PropertyType == parameter.ParameterType);

    private static bool HasNeighbours(MethodBase method) =>
        method.GetParameters().Zip(method.GetParameters().Skip(1)).Any(pair => pair.First.ParameterType == pair.Second.ParameterType);

    private static string Signature(MethodBase method)
    {
        var parameters = method.GetParameters().Select(parameter => $"{TypeNames.Short(parameter.ParameterType)} {parameter.Name}");
        return $"{method.DeclaringType?.Name}.{(method.IsConstructor ? "new" : method.Name)}({string.Join(", ", parameters)})";
    }

    private static bool IsWritten(Type type) => !type.IsDefined(typeof(CompilerGeneratedAttribute)) && !type.Name.StartsWith('<');

    // "Database" is a word; "CaseBase" is not.
    [GeneratedRegex(
        @"\b(class|record|struct|interface|enum)\s+(\w*(Manager|Helpers?|Utils?|Impl)|\w*[a-z]Base|Base)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BannedName();
}
