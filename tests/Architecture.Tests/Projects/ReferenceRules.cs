namespace Amparo.Architecture.Tests.Projects;

/// <summary>Who may reference whom. A project that no rule speaks of is a violation, so that a rule is written with it.</summary>
internal static class ReferenceRules
{
    // Libraries by name, because each carries a promise of its own: Publication cannot see persons, Linkage and Estimation cannot see
    // one another (what leads from one to the other is Merging), the generator of the demonstration cannot see the reader that it tests.
    private static readonly Dictionary<string, string[]> Libraries = new(StringComparer.Ordinal)
    {
        ["Vocabulary"] = [],
        ["Records"] = ["Vocabulary"],
        ["Linkage"] = ["Vocabulary", "Records"],
        ["Estimation"] = ["Vocabulary", "Records"],
        ["Merging"] = ["Vocabulary", "Records", "Linkage", "Estimation"],
        ["Indicators"] = ["Vocabulary", "Records"],
        ["PrivateRelease"] = ["Vocabulary", "Records", "Indicators"],
        ["Publication"] = ["Vocabulary", "PrivateRelease"],
        ["Languages"] = ["Vocabulary"],
        ["Demonstration"] = ["Vocabulary"],
    };

    // The public side sees released tables only. Stores is its way to its own database; it holds connections, no tables.
    private static readonly string[] SeenByPortal = ["Vocabulary", "PrivateRelease", "Publication", "Languages", "Stores", "Contracts"];
    private static readonly string[] SeenByContracts = ["Vocabulary", "PrivateRelease"];
    private static readonly string[] ModulesSeenByModules = ["Platform", "Contracts"];

    // Exact counts of persons come out of it: nothing that serves pages may ask for them.
    private const string Counting = "Counting";

    /// <summary>Every breach of the rules in a tree, one line each.</summary>
    public static IReadOnlyList<string> Violations(ProjectGraph graph) =>
        [.. graph.Projects.SelectMany(project => ViolationsOf(graph, project))];

    private static IEnumerable<string> ViolationsOf(ProjectGraph graph, ProjectFile project)
    {
        if (project.Kind == ProjectKind.Unknown)
            yield return $"{project.Path}: no rule speaks of this folder.";
        if (project.Kind == ProjectKind.Library && !Libraries.ContainsKey(project.Name))
            yield return $"{project.Path}: no rule says what this library may reference.";
        foreach (var path in project.References)
        {
            if (graph.Find(path) is not { } target)
                yield return $"{project.Path} -> {path}: there is no such project.";
            else if (!May(project, target))
                yield return $"{project.Path} -> {path}: {project.Kind} {project.Name} may not reference {target.Kind} {target.Name}.";
        }

        foreach (var assembly in project.Items("Reference"))
            yield return $"{project.Path} -> {assembly}: a file reference escapes the rules.";
        foreach (var include in project.Items("Compile").Where(include => CrossesProjects(project, include)))
            yield return $"{project.Path}: compiles {include} of another project.";
        if (project.Property("DisableTransitiveProjectReferences") is "false")
            yield return $"{project.Path}: sees what its references reference.";
        foreach (var friend in project.Items("InternalsVisibleTo").Where(friend => !MaySeeInternals(project, friend)))
            yield return $"{project.Path}: opens its internals to {friend}.";
    }

    // A file compiled twice is a reference that no rule sees. Tests may share what they set up among themselves.
    private static bool CrossesProjects(ProjectFile project, string include)
    {
        var file = project.Resolve(include);
        return !file.StartsWith(Path.GetDirectoryName(project.Path) + "/", StringComparison.Ordinal)
            && !(project.Kind == ProjectKind.Test && file.StartsWith("tests/", StringComparison.Ordinal));
    }

    // The internals of a library keep its promises (who may make a released table), so only its own tests see them. Elsewhere any tests do:
    // a host is tested together with the modules that it serves.
    private static bool MaySeeInternals(ProjectFile project, string friend) =>
        friend == $"Amparo.{project.Name}.Tests"
        || (project.Kind != ProjectKind.Library && friend.EndsWith(".Tests", StringComparison.Ordinal));

    private static bool May(ProjectFile from, ProjectFile to) => (from.Kind, to.Kind) switch
    {
        // Nothing sees hosts, tests or benchmarks; a test sees the host it starts, and what tests share.
        (ProjectKind.Test, ProjectKind.Test) => !to.Name.EndsWith(".Tests", StringComparison.Ordinal),
        (ProjectKind.Test, ProjectKind.Library or ProjectKind.Adapter or ProjectKind.Module or ProjectKind.Host) => true,
        (ProjectKind.Benchmark, ProjectKind.Library or ProjectKind.Adapter or ProjectKind.Module) => true,
        (_, ProjectKind.Host or ProjectKind.Test or ProjectKind.Benchmark or ProjectKind.Unknown) => false,
        (ProjectKind.Library, ProjectKind.Library) => Libraries.TryGetValue(from.Name, out var seen) && seen.Contains(to.Name),
        (ProjectKind.Adapter, ProjectKind.Library) => true,
        // It counts where the rows lie, so it opens the store as the store is opened.
        (ProjectKind.Adapter, ProjectKind.Adapter) => from.Name == Counting && to.Name == "Stores",
        (ProjectKind.Module, ProjectKind.Adapter) when to.Name == Counting => false,
        (ProjectKind.Host, ProjectKind.Adapter) when to.Name == Counting => from.Name == "Cli",
        (ProjectKind.Module, _) when from.Name == "Portal" => SeenByPortal.Contains(to.Name),
        (ProjectKind.Module, _) when from.Name == "Contracts" => SeenByContracts.Contains(to.Name),
        (ProjectKind.Module, ProjectKind.Library or ProjectKind.Adapter) => true,
        (ProjectKind.Module, ProjectKind.Module) => ModulesSeenByModules.Contains(to.Name),
        (ProjectKind.Host, ProjectKind.Library or ProjectKind.Adapter) => true,
        // Whoever administers a machine without a browser needs keys and audit; records and released tables stay out of the command line's sight.
        (ProjectKind.Host, ProjectKind.Module) when from.Name == "Cli" => to.Name == "Platform",
        (ProjectKind.Host, ProjectKind.Module) => true,
        _ => false,
    };
}
