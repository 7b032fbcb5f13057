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

    // A module is called in its tables as its folder is, in small letters.
#pragma warning disable CA1308 // The name of a schema.
    private static string NameOf(string folder) => folder.ToLowerInvariant();
#pragma warning restore CA1308
}
