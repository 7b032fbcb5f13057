namespace Amparo.Stores;

/// <summary>Files that are either the old ones or the new ones, whenever the process dies.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file beside its place, flushes it to the disk, and puts it in place by one rename.</summary>
    /// <param name="path">The file's path; its folder exists.</param>
    /// <param name="write">Writes the content. If it throws, the old file stays and the new one is removed.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(write);
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
