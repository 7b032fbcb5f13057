using Amparo.Vocabulary;

namespace Amparo.Cli.Folders;

/// <summary>Where the parts of a demonstration lie in its data folder: every file about invented persons in <c>invented/</c>.</summary>
/// <param name="data">The data folder.</param>
internal sealed class DemoFolders(string data)
{
    /// <summary>The folder, within the invented files, of the other persons whom the open data speak of.</summary>
    internal const string OpenDataName = "open-data";

    /// <summary>The folder, within the invented files, that tells which records are of one person.</summary>
    internal const string LinkedName = "linked";

    private const string InventedName = "invented";

    private static readonly string[] Parts = ["agencies", "truth", "mapped", "quarantine", LinkedName, OpenDataName, InventedMark.FileName];

    /// <summary>The folder of files about invented persons; each run replaces it whole.</summary>
    internal string Invented { get; } = Path.Combine(data, InventedName);

    /// <summary>
    /// Whether a demonstration may be prepared there: in a folder of nothing, or of an earlier demonstration. Anywhere else invented
    /// figures would come among real ones.
    /// </summary>
    /// <returns>Null if it may, otherwise the reason.</returns>
    internal Problem? Refuse()
    {
        if (File.Exists(data))
            return new Problem(CliProblems.NotAFolder, data);
        if (Directory.Exists(Invented))
            return InventedMark.IsOn(Invented, Parts) ? null : new Problem(CliProblems.NotOurs, Invented);
        if (!Directory.Exists(data) || DemoMark.IsOn(data))
            return null;
        // A run that was killed early leaves its lock and the folder that it was filling.
        return Directory.EnumerateFileSystemEntries(data).Select(entry => Path.GetFileName(entry))
            .All(name => name == FolderLock.FileName || IsUnfinished(name))
            ? null
            : new Problem(CliProblems.NotOurs, data);
    }

    private static bool IsUnfinished(string name) =>
        name.StartsWith($"{InventedName}.", StringComparison.Ordinal) && name.EndsWith(".tmp", StringComparison.Ordinal);
}
