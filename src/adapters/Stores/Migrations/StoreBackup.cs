using System.Globalization;
using Amparo.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace Amparo.Stores.Migrations;

/// <summary>A consistent copy of a SQLite database beside it, made while others may read and write.</summary>
/// <remarks>
/// <c>VACUUM INTO</c> copies one snapshot, what stands in the write-ahead log included, and gives a single file without companions.
/// Named <c>amparo.db.20261123T063000Z.backup</c>; a second one of the same second gets a number. Readable by its owner alone.
/// To go back: stop the host, remove <c>amparo.db</c>, <c>amparo.db-wal</c> and <c>amparo.db-shm</c>, and rename the backup.
/// </remarks>
internal static class StoreBackup
{
    /// <summary>Copies a database.</summary>
    /// <param name="address">A SQLite store.</param>
    /// <param name="now">The time for the backup's name.</param>
    /// <param name="cancel">Cancels the copying.</param>
    /// <returns>The backup's full path; <c>STO-004</c> if the disk is full, <c>STO-014</c> if the copy fails otherwise.</returns>
    internal static async Task<Outcome<string>> WriteAsync(StoreAddress address, Instant now, CancellationToken cancel)
    {
        var stamp = InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'").Format(now);
        var beside = string.Create(CultureInfo.InvariantCulture, $"{address.FilePath}.{Guid.NewGuid():N}.tmp");
        try
        {
            await CopyAsync(address, beside, cancel);
            var place = FreeName(string.Create(CultureInfo.InvariantCulture, $"{address.FilePath}.{stamp}"));
            File.Move(beside, place);
            AtomicFile.FlushFolder(Path.GetDirectoryName(place)!);
            return place;
        }
        catch (Exception error) when (StoreProblems.From(error, address.Subject) is { } problem)
        {
            return problem.Code == StoreProblems.DiskFull ? problem : problem with { Code = StoreProblems.BackupFailed };
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>Copies one snapshot of a database into a new file, readable by its owner alone, and flushes it to the disk.</summary>
    /// <param name="address">A SQLite store.</param>
    /// <param name="file">The new file.</param>
    /// <param name="cancel">Cancels the copying; what there is of the file is the caller's to remove.</param>
    /// <returns>A task that ends with the copy.</returns>
    internal static async Task CopyAsync(StoreAddress address, string file, CancellationToken cancel)
    {
        // SQLite writes into an empty file that exists, and keeps the rights it has.
        CreateForOwner(file);
        await using (var connection = await StoreConnection.OpenAsync(address, cancel))
        {
            await using var command = connection.CreateCommand();
            command.CommandTimeout = 0;
            command.CommandText = "VACUUM INTO @file";
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@file";
            parameter.Value = file;
            command.Parameters.Add(parameter);
            await command.ExecuteNonQueryAsync(cancel);
        }

        // SQLite does not flush what VACUUM INTO has written.
        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    private static void CreateForOwner(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (new FileStream(path, options))
        {
        }
    }

    private static string FreeName(string stem)
    {
        var place = $"{stem}.backup";
        for (var number = 2; File.Exists(place); number++)
            place = string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}.backup");
        return place;
    }
}
