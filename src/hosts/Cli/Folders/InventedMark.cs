namespace Amparo.Cli.Folders;

/// <summary>How a folder of invented files is known, so that nobody's own files are ever replaced by invented ones.</summary>
internal static class InventedMark
{
    /// <summary>Says in four languages that all of it is invented; lies in every such folder.</summary>
    internal const string FileName = "INVENTED.txt";

    /// <summary>Whether a folder has the mark, and nothing that the verb would not have put there itself.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="parts">The names that the verb puts there.</param>
    internal static bool IsOn(string folder, IReadOnlyList<string> parts) =>
        File.Exists(Path.Combine(folder, FileName))
        && Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry))
            .All(name => name == FolderLock.FileName || parts.Contains(name, StringComparer.Ordinal));
}
