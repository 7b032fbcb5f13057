namespace Amparo.Chain.Tests;

/// <summary>Where the sources and the shared test data lie.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Above(AppContext.BaseDirectory, folder => File.Exists(Path.Combine(folder, "Amparo.slnx")))
        ?? throw new DirectoryNotFoundException("The tests do not run inside the repository.");

    /// <summary>The real data that tests may read; null where they are absent.</summary>
    public static string? SharedData { get; } = Environment.GetEnvironmentVariable("AMPARO_SHARED_DATA") is { Length: > 0 } named
        ? named
        : Above(Root, folder => Directory.Exists(Path.Combine(folder, "shared", "data"))) is { } parent ? Path.Combine(parent, "shared", "data") : null;

    private static string? Above(string start, Func<string, bool> holds)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (holds(folder.FullName))
                return folder.FullName;
        }

        return null;
    }
}
