namespace Amparo.Cli.Folders;

/// <summary>One writer a folder: two chains of hashes that grow side by side could not be joined again.</summary>
internal static class FolderLock
{
    /// <summary>Takes a folder, made if it is missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>What gives it back, also when the process dies; null if another process holds it.</returns>
    internal static IDisposable? TryTake(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException) && exception.HResult is 11 or unchecked((int)0x80070020))
        {
            // "Resource temporarily unavailable" is how Linux says that the lock is held; the other number is Windows' sharing violation.
            return null;
        }
    }
}
