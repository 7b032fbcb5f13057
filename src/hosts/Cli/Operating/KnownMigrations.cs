using Amparo.Stores.Migrations;

namespace Amparo.Cli.Operating;

/// <summary>The migrations of every module, as SQL that the program carries: what a backup may have been made from.</summary>
internal static class KnownMigrations
{
    private const string Folder = "Migrations";

    /// <summary>One set a module, in the order of their names.</summary>
    internal static IReadOnlyList<MigrationSet> All { get; } =
    [
        .. typeof(KnownMigrations).Assembly.GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/').Split('/'))
            .Where(parts => parts.Length == 4 && parts[1] == Folder)
            .Select(parts => parts[0])
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(module => MigrationSet.Embedded(NameOf(module), typeof(KnownMigrations).Assembly, $"{module}/{Folder}")),
    ];

    /// <summary>What hosts may do with the tables of each module, in the same order.</summary>
    internal static IReadOnlyList<ServedSchema> Served { get; } = [.. All.Select(set => new ServedSchema(set.Module, [.. AppendOnly(set.Module)]))];

    private static IEnumerable<string> AppendOnly(string module)
    {
        var file = $"/{Folder}/append-only.txt";
        var name = typeof(KnownMigrations).Assembly.GetManifestResourceNames().SingleOrDefault(
            name => name.Replace('\\', '/').Equals(module + file, StringComparison.OrdinalIgnoreCase));
        if (name is null)
            yield break;
        using var reader = new StreamReader(typeof(KnownMigrations).Assembly.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
                yield return line;
        }
    }

    // A module is called in its tables as its folder is, in small letters.
#pragma warning disable CA1308 // The name of a schema.
    private static string NameOf(string folder) => folder.ToLowerInvariant();
#pragma warning restore CA1308
}
