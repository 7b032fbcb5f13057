using Amparo.Linkage.Review;
using Amparo.Vocabulary;

namespace Amparo.Collaborative.Review;

/// <summary>The file that decisions are appended to: what was answered with "saved" is on the disk, whatever happens next.</summary>
/// <remarks>
/// One program at a time, by a lock file beside it; within the program one writer at a time. A last line without its end, which a killed program
/// left and nobody was told is kept, is cut off when the file is opened. Thread-safe.
/// </remarks>
internal sealed class DecisionFile : IDisposable
{
    private readonly Lock _turn = new();
    private readonly FileStream _lockFile;
    private readonly FileStream _file;
    private long _length;
    private DecisionLog _log;

    private DecisionFile(FileStream lockFile, FileStream file, DecisionLog log)
    {
        (_lockFile, _file, _log, CutBytes) = (lockFile, file, log, log.UnfinishedBytes);
        if (CutBytes > 0)
        {
            file.SetLength(file.Length - CutBytes);
            file.Flush(flushToDisk: true);
        }

        _length = file.Length;
    }

    /// <summary>How many bytes of an unfinished line were cut off when the file was opened.</summary>
    public long CutBytes { get; }

    /// <summary>The decisions as they stand on the disk.</summary>
    public DecisionLog Log => Volatile.Read(ref _log);

    /// <summary>Opens the file, or makes an empty one that only its owner may read.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The open file; <c>COL-002</c>, <c>COL-003</c>, or a problem of its chain.</returns>
    public static Outcome<DecisionFile> Open(string path)
    {
        var name = Path.GetFileName(path);
        FileStream? lockFile = null, file = null;
        try
        {
            if (!Directory.Exists(Path.GetDirectoryName(path)))
                return new Problem(CollaborativeProblems.DecisionsUnusable, name);
            try
            {
                lockFile = new FileStream(path + ".lock", Private(FileShare.None));
            }
            catch (IOException)
            {
                return new Problem(CollaborativeProblems.DecisionsInUse, name);
            }

            file = new FileStream(path, Private(FileShare.Read));
            var log = DecisionLog.Read(file);
            if (!log.Succeeded)
                return Outcome<DecisionFile>.Refused(log.Problems);
            var opened = new DecisionFile(lockFile, file, log.Value);
            (lockFile, file) = (null, null);
            return opened;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new Problem(CollaborativeProblems.DecisionsUnusable, name);
        }
        finally
        {
            file?.Dispose();
            lockFile?.Dispose();
        }
    }

    /// <summary>Appends what a log has grown by, and returns once the disk has it.</summary>
    /// <param name="grow">Makes the longer log of the one that stands; called once, under the lock.</param>
    /// <returns>Null when it is saved; <c>COL-005</c> or <c>COL-006</c> when nothing was changed.</returns>
    public Problem? Append(Func<DecisionLog, DecisionLog> grow)
    {
        lock (_turn)
        {
            try
            {
                if (_file.Length != _length)
                    return new Problem(CollaborativeProblems.ChangedOutside, "decisions");
                var grown = grow(_log);
                using var lines = new MemoryStream();
                grown.Write(lines, after: _log.Entries.Count);
                if (lines.Length == 0)
                    return null;
                _file.Position = _length;
                _file.Write(lines.GetBuffer(), 0, (int)lines.Length);
                _file.Flush(flushToDisk: true);
                _length += lines.Length;
                Volatile.Write(ref _log, grown);
                return null;
            }
            catch (IOException)
            {
                TakeBack();
                return new Problem(CollaborativeProblems.NotSaved, "decisions");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _lockFile.Dispose();
    }

    // Half of a line must not stay where the next one would follow it. If even this fails, the length is wrong and nothing more is appended.
    private void TakeBack()
    {
        try
        {
            _file.SetLength(_length);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            _length = -1;
        }
    }

    private static FileStreamOptions Private(FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
