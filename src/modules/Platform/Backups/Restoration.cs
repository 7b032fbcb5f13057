using Amparo.Platform.Audit;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Stores.Copies;
using Amparo.Stores.Migrations;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Platform.Backups;

/// <summary>What is to be restored, and where to.</summary>
/// <param name="Source">The backup.</param>
/// <param name="DataFolder">The new data folder: there is none, or it is empty.</param>
/// <param name="Modules">The program's migrations of all modules.</param>
public sealed record RestorationRequest(string Source, string DataFolder, IReadOnlyList<MigrationSet> Modules)
{
    /// <summary>The empty database for a backup of PostgreSQL; null for a backup of the embedded store.</summary>
    public StoreAddress? PostgreSql { get; init; }

    /// <summary>The key file of the vault, to be held against what is restored; null to leave that out.</summary>
    public string? KeyFile { get; init; }
}

/// <summary>What was restored.</summary>
/// <param name="MadeAt">When the backup was made.</param>
/// <param name="Files">Files of the data folder.</param>
/// <param name="Rows">Rows of the store.</param>
public sealed record RestorationReport(Instant MadeAt, int Files, long Rows)
{
    /// <summary>Where the audit stands; null if there is none, or if it was broken already.</summary>
    public AuditStanding? Audit { get; init; }

    /// <summary>What was wrong with the audit already when the backup was made.</summary>
    public Problem? AuditProblem { get; init; }

    /// <summary>The ids of the master keys that its sealed values need; the key file is not in a backup.</summary>
    public IReadOnlyList<string> MasterKeys { get; init; } = [];
}

/// <summary>From a backup to a new data folder and store, which are there only when everything in them was verified.</summary>
public static class Restoration
{
    /// <summary>Restores.</summary>
    /// <remarks>
    /// The backup is read twice. First to its end, without writing anything: pieces, entries, list, kind and migrations. Then into a folder beside the
    /// new one (and a transaction, on PostgreSQL), where tables, rows and audit are held against the list; only then is it renamed (and committed, just
    /// before). A process that dies leaves at most a folder called <c>….new.tmp</c>, which the next restoration of the same place removes.
    /// </remarks>
    /// <param name="request">What and where to.</param>
    /// <param name="key">What opens the backup.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Cancels; nothing is left then.</param>
    /// <returns>
    /// What was restored; <c>PLT-080</c> to <c>PLT-084</c> and <c>PLT-090</c> with the piece or entry at fault, <c>PLT-088</c> or <c>STO-017</c> if the place is
    /// not empty, <c>PLT-089</c> for the other kind of database, <c>STO-010</c> to <c>STO-012</c> if it is of another or a newer program,
    /// <c>PLT-001</c> to <c>PLT-005</c> for a key file that does not fit, or a problem of store or disk. Nothing is written then.
    /// </returns>
    public static Outcome<RestorationReport> Restore(RestorationRequest request, BackupKey key, IClock clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(clock);
        var name = Path.GetFileName(request.Source);
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.DataFolder));
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            return new Problem(PlatformProblems.RestoreNotEmpty, Path.GetFileName(folder));
        if (request.KeyFile is { } keyFile && Backup.IsBelow(Path.GetFullPath(keyFile), folder))
            return new Problem(PlatformProblems.KeyFileInData, Path.GetFileName(keyFile));
        try
        {
            var read = ReadAsync(request, key, cancel).GetAwaiter().GetResult();
            if (!read.Succeeded)
                return Outcome<RestorationReport>.Refused(read.Problems);
            Outcome<RestorationReport>? restored = null;
            AtomicFolder.TryWrite(folder, beside =>
            {
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(beside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                restored = WriteAsync(request, (key, read.Value, clock), beside, cancel).GetAwaiter().GetResult();
                return restored.Succeeded;
            });
            return restored!;
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, name) is { } problem)
        {
            return problem;
        }
    }

    /// <summary>Reads the backup to its end, and refuses what must not be restored here.</summary>
    private static async Task<Outcome<BackupRead>> ReadAsync(RestorationRequest request, BackupKey key, CancellationToken cancel)
    {
        var read = await PassAsync(request.Source, key, (_, _) => Task.FromResult(true), cancel);
        if (!read.Succeeded)
            return read;
        var store = read.Value.Store;
        if ((store.Contents.Kind == StoreKind.PostgreSql) != (request.PostgreSql is not null))
            return new Problem(PlatformProblems.BackupOfOtherDatabase, Path.GetFileName(request.Source));
        var levels = StoreMigrations.Check(request.Modules, store.Contents.Kind, store.Contents.Levels);
        if (levels.Count > 0)
            return Outcome<BackupRead>.Refused(levels);
        if (request.KeyFile is not { } path)
            return read;
        var keys = KeyFile.Open(path);
        if (!keys.Succeeded)
            return Outcome<BackupRead>.Refused(keys.Problems);
        return Backup.Misfit(keys.Value, store.MasterKeys) is { } misfit ? misfit : read;
    }

    private static async Task<Outcome<RestorationReport>> WriteAsync(
        RestorationRequest request, (BackupKey Key, BackupRead Read, IClock Clock) from, string folder, CancellationToken cancel)
    {
        var (key, read, clock) = from;
        var address = request.PostgreSql ?? StoreAddress.InFolder(folder).Value;
        var begun = await StoreRebuild.BeginAsync(address, read.Store.Contents, request.Modules, clock.GetCurrentInstant(), cancel);
        if (!begun.Succeeded)
            return Outcome<RestorationReport>.Refused(begun.Problems);
        await using var rebuild = begun.Value;
        var files = 0;
        var again = await PassAsync(request.Source, key, async (entry, bytes) =>
        {
            if (entry.StartsWith(Backup.StorePrefix, StringComparison.Ordinal))
                return await rebuild.ReadPartAsync(entry[Backup.StorePrefix.Length..], bytes, cancel);
            if (!entry.StartsWith(Backup.FilesPrefix, StringComparison.Ordinal))
                return true;
            files++;
            return await TryWriteFileAsync(folder, entry[Backup.FilesPrefix.Length..], bytes, cancel);
        }, cancel);
        if (!again.Succeeded)
            return Outcome<RestorationReport>.Refused(again.Problems);
        var found = await rebuild.CheckAsync(cancel);
        if (!found.Succeeded)
            return Outcome<RestorationReport>.Refused(found.Problems);
        var audit = await Backup.AuditAsync(rebuild.Connection, found.Value, cancel);
        // As it stood, whole or broken: a restoration neither breaks a chain nor hides that it was broken.
        if ((audit is null ? null : AuditMark.Of(audit)) != read.Manifest.Audit)
            return audit is { Succeeded: false } ? Outcome<RestorationReport>.Refused(audit.Problems) : Differs(request.Source, Backup.ManifestEntry);
        await rebuild.CommitAsync(cancel);
        return new RestorationReport(Instant.FromUnixTimeTicks(read.Manifest.MadeAt), files, found.Value.Rows)
        {
            Audit = audit is { Succeeded: true } ? audit.Value : null,
            AuditProblem = audit is { Succeeded: false } ? audit.Problems[0] : null,
            MasterKeys = read.Store.MasterKeys,
        };
    }

    /// <summary>Reads all entries and holds them against the list.</summary>
    /// <param name="source">The backup.</param>
    /// <param name="key">What opens it.</param>
    /// <param name="take">Takes an entry; false if it is none that may be there.</param>
    /// <param name="cancel">Cancels.</param>
    private static async Task<Outcome<BackupRead>> PassAsync(string source, BackupKey key, Func<string, Stream, Task<bool>> take, CancellationToken cancel)
    {
        var name = Path.GetFileName(source);
        await using var file = new FileStream(source, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        var header = BackupHeader.Read(file, key, name);
        if (!header.Succeeded)
            return Outcome<BackupRead>.Refused(header.Problems);
        await using var pieces = new PieceReader(file, header.Value, name);
        using var entries = new EntryReader(pieces, name);
        StoreDescription? store = null;
        BackupManifest? manifest = null;
        while (entries.Next() is { } entry)
        {
            cancel.ThrowIfCancellationRequested();
            if (manifest is not null)
                return Differs(source, entry.Name);
            if (entry.Name == Backup.StoreEntry)
                store = await BackupJson.ReadAsync<StoreDescription>(entry.Bytes, cancel);
            else if (entry.Name == Backup.ManifestEntry)
                manifest = await BackupJson.ReadAsync<BackupManifest>(entry.Bytes, cancel);
            else if (!IsKnown(entry.Name) || !await take(entry.Name, entry.Bytes))
                return Differs(source, Backup.ManifestEntry);
        }

        if (store is null || manifest is null)
            return Differs(source, Backup.ManifestEntry);
        // All but the list itself, which is the last.
        var read = entries.Entries[..^1];
        return read.SequenceEqual(manifest.Entries) ? new BackupRead(store, manifest) : Differs(source, Backup.ManifestEntry);
    }

    private static bool IsKnown(string entry) =>
        entry.StartsWith(Backup.StorePrefix, StringComparison.Ordinal)
        || (entry.StartsWith(Backup.FilesPrefix, StringComparison.Ordinal) && DataFolderFiles.IsSafe(entry[Backup.FilesPrefix.Length..]));

    private static async Task<bool> TryWriteFileAsync(string folder, string name, Stream bytes, CancellationToken cancel)
    {
        var place = Path.Combine(folder, name);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        await using var file = new FileStream(place, options);
        await bytes.CopyToAsync(file, cancel);
        return true;
    }

    private static Problem Differs(string source, string entry) => new(PlatformProblems.BackupDiffers, Path.GetFileName(source), entry);

    /// <summary>What a backup says of itself.</summary>
    private sealed record BackupRead(StoreDescription Store, BackupManifest Manifest);
}
