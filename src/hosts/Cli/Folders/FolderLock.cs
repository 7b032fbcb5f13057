namespace Amparo.Cli.Folders;

/// <summary>One writer a folder: two chains of hashes that grow side by side could not be joined again.</summary>
internal static class FolderLock
{
    /// <summary>The lock's file, in the folder itself; it stays there when it is not held.</summary>
    internal const string FileName = ".lock";

    // "Resource temporarily unavailable", and the sharing violation.
    private const int HeldOnUnix = 11, HeldOnWindows = unchecked((int)0x80070020);

    /// <summary>Takes a folder, made if it is missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>What gives it back, also when the process dies; null if another process holds it.</returns>
    internal static IDisposable? TryTake(string folder)
    {
        Directory.CreateDirectory(folder);
        return TryTakeFile(Path.Combine(folder, FileName));
    }

    /// <summary>Takes a lock's file, made if it is missing.</summary>
    /// <param name="file">The file; its folder exists.</param>
    /// <returns>What gives it back, also when the process dies; null if another process holds it.</returns>
    internal static IDisposable? TryTakeFile(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.HResult is HeldOnUnix or HeldOnWindows)
        {
            return null;
        }
    }
}
