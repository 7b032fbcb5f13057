using Amparo.Vocabulary;

namespace Amparo.Content.Tests;

/// <summary>The repository around the tests, and the data that may lie beside it.</summary>
internal static class Repository
{
    public static string Root { get; } =
        Ancestors(AppContext.BaseDirectory).First(folder => File.Exists(Path.Combine(folder, "Amparo.slnx")));

    public static ContentFolder Content { get; } = new(Path.Combine(Root, "content"));

    public static CodeListCatalogue Lists { get; } = CodeListCatalogue.Of(
        Directory.EnumerateFiles(Path.Combine(Content.Root, "vocabulary"), "*.yaml").Select(path =>
        {
            using var reader = new StreamReader(path);
            return CodeListReader.Read(reader, Path.GetFileName(path)).Value;
        })).Value;

    /// <summary>A file of the shared data, which no clone contains; the test is skipped where it is absent.</summary>
    public static string SharedData(string name)
    {
        var folder = Environment.GetEnvironmentVariable("AMPARO_SHARED_DATA")
            ?? Ancestors(Root).Select(ancestor => Path.Combine(ancestor, "shared", "data")).FirstOrDefault(Directory.Exists);
        Assert.SkipWhen(folder is null, "The publishers' files are not on this machine: set AMPARO_SHARED_DATA to their folder.");
        // A folder that was named or found must hold the file: a wrong path fails instead of passing unseen.
        return Path.Combine(folder!, name);
    }

    private static IEnumerable<string> Ancestors(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }
}
