using System.Globalization;
using System.Reflection;
using System.Text;

namespace Amparo.Stores.Migrations;

/// <summary>A module's migrations for both databases.</summary>
public sealed class MigrationSet
{
    private readonly Dictionary<StoreKind, IReadOnlyList<Migration>> _migrations;

    /// <summary>Makes a set.</summary>
    /// <param name="module">The module's name.</param>
    /// <param name="migrations">Its migrations by database, in any order.</param>
    public MigrationSet(string module, IReadOnlyDictionary<StoreKind, IReadOnlyList<Migration>> migrations)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(module);
        ArgumentNullException.ThrowIfNull(migrations);
        Module = module;
        _migrations = migrations.ToDictionary(
            pair => pair.Key, pair => (IReadOnlyList<Migration>)[.. pair.Value.OrderBy(migration => migration.Name.Number)]);
    }

    /// <summary>The module's name.</summary>
    public string Module { get; }

    /// <summary>Reads the migrations that an assembly carries as resources <c>Migrations/sqlite/0001-name.sql</c> and
    /// <c>Migrations/postgresql/0001-name.sql</c>.</summary>
    /// <param name="module">The module's name.</param>
    /// <param name="assembly">The module's assembly.</param>
    /// <returns>The set.</returns>
    /// <exception cref="ArgumentException">A resource's name is not of this form, or there is none.</exception>
    public static MigrationSet Embedded(string module, Assembly assembly) => Embedded(module, assembly, "Migrations");

    /// <summary>The same, from a folder of another name: for a program that carries the migrations of several modules.</summary>
    /// <param name="module">The module's name.</param>
    /// <param name="assembly">The assembly that carries them.</param>
    /// <param name="folder">What stands before <c>/sqlite/0001-name.sql</c>.</param>
    /// <returns>The set.</returns>
    /// <exception cref="ArgumentException">A resource's name is not of this form, or there is none.</exception>
    public static MigrationSet Embedded(string module, Assembly assembly, string folder)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var set = new MigrationSet(module, new Dictionary<StoreKind, IReadOnlyList<Migration>>
        {
            [StoreKind.Sqlite] = [.. Read(assembly, $"{folder}/sqlite/")],
            [StoreKind.PostgreSql] = [.. Read(assembly, $"{folder}/postgresql/")],
        });
        return set._migrations.Values.All(list => list.Count > 0)
            ? set
            : throw new ArgumentException("The assembly carries no migrations for one of the databases.", nameof(assembly));
    }

    /// <summary>The migrations for one database, in the order of their numbers.</summary>
    /// <param name="kind">The database.</param>
    /// <returns>The migrations; none if the set has none for it.</returns>
    public IReadOnlyList<Migration> For(StoreKind kind) => _migrations.GetValueOrDefault(kind, []);

    private static IEnumerable<Migration> Read(Assembly assembly, string folder)
    {
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            // MSBuild writes the folder with the separator of the machine that built.
            var path = resource.Replace('\\', '/');
            if (!path.StartsWith(folder, StringComparison.Ordinal))
                continue;
            var name = path[folder.Length..];
            if (name.Length < 10 || name[4] != '-' || !name.EndsWith(".sql", StringComparison.Ordinal)
                || !int.TryParse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                throw new ArgumentException("A migration is named like 0001-what-it-does.sql.", nameof(assembly));
            }

            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            yield return new Migration(new(number, name[5..^4]), reader.ReadToEnd());
        }
    }
}
