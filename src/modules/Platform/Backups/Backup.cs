using System.Data.Common;
using Amparo.Platform.Audit;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Stores.Copies;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Platform.Backups;

/// <summary>What is to be backed up, and where to.</summary>
/// <param name="Store">The store.</param>
/// <param name="DataFolder">The data folder.</param>
/// <param name="Target">The file to write; there is none of this name.</param>
public sealed record BackupRequest(StoreAddress Store, string DataFolder, string Target)
{
    /// <summary>The key file of the vault, to be held against the store; null to leave that out. It is read, and never copied.</summary>
    public string? KeyFile { get; init; }
}

/// <summary>What a backup holds.</summary>
/// <param name="Bytes">The file's length.</param>
/// <param name="Files">Files of the data folder.</param>
/// <param name="Rows">Rows of the store.</param>
public sealed record BackupReport(long Bytes, int Files, long Rows)
{
    /// <summary>Links in the data folder that were passed over.</summary>
    public int Links { get; init; }

    /// <summary>Where the audit stands; null if there is none, or if it is broken.</summary>
    public AuditStanding? Audit { get; init; }

    /// <summary>What is wrong with the audit. The backup was made all the same: it may be the last proof.</summary>
    public Problem? AuditProblem { get; init; }
}

/// <summary>One encrypted file of a store and its data folder, made while hosts serve.</summary>
/// <remarks>
/// <para>
/// The file: a <see cref="BackupHeader"/>, then entries in sealed pieces: the files of the data folder, what the store holds, the store, and the list
/// of them all with their hashes. Written beside its place, flushed, renamed: a killed backup leaves nothing of the file's name.
/// </para>
/// <para>
/// Files first, then the store: the store may know releases that the files do not (a desk publishes into it), but not the other way round. The key
/// file of the vault is never in it: whoever finds backup and key must still not read a name, and what was erased must stay erased.
/// </para>
/// </remarks>
public static class Backup
{
    internal const string FilesPrefix = "files/";
    internal const string StorePrefix = "store/";
    internal const string StoreEntry = "store.json";
    internal const string ManifestEntry = "manifest.json";

    private const int Attempts = 5;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(300);

    /// <summary>Makes one.</summary>
    /// <param name="request">What and where to.</param>
    /// <param name="key">What opens it.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancel">Cancels; nothing is left then.</param>
    /// <returns>
    /// What it holds; <c>PLT-091</c> or <c>PLT-092</c> if it may not stand there, <c>PLT-005</c> if a key lies in the data folder, <c>PLT-001</c> to
    /// <c>PLT-004</c> if the key file does not fit the store, <c>PLT-087</c> if files keep changing, or a problem of store or disk. Nothing is written then.
    /// </returns>
    public static Outcome<BackupReport> Write(BackupRequest request, BackupKey key, IClock clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(clock);
        var target = Path.GetFullPath(request.Target);
        var name = Path.GetFileName(target);
        if (IsBelow(target, request.DataFolder))
            return new Problem(PlatformProblems.BackupInData, name);
        if (Path.Exists(target))
            return new Problem(PlatformProblems.BackupThere, name);
        foreach (var secret in new[] { key.FilePath, request.KeyFile })
        {
            if (secret is not null && IsBelow(Path.GetFullPath(secret), request.DataFolder))
                return new Problem(PlatformProblems.KeyFileInData, Path.GetFileName(secret));
        }

        Outcome<BackupReport>? made = null;
        try
        {
            // What killed backups have left there, each under a name of its own.
            AtomicFile.RemoveAbandoned(Path.GetDirectoryName(target)!);
            AtomicFile.Write(target, stream =>
            {
                made = WriteAsync(request, (stream, key, clock), cancel).GetAwaiter().GetResult();
                if (!made.Succeeded)
                    throw new StoreException(made.Problems[0]);
            }, new() { OwnerOnly = true });
            return made!;
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, name) is { } problem)
        {
            return made is { Succeeded: false } ? made : problem;
        }
    }

    /// <summary>The master keys that a store's values are sealed under.</summary>
    internal static async Task<IReadOnlyList<string>> MasterKeysAsync(DbConnection connection, StoreContents contents, CancellationToken cancel)
    {
        var table = contents.Kind == StoreKind.Sqlite ? "platform_data_key" : "platform.data_key";
        if (contents.Tables.All(known => known.Name != table))
            return [];
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT DISTINCT master_key_id FROM {table} WHERE destroyed_at IS NULL ORDER BY 1";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var ids = new List<string>();
        while (await reader.ReadAsync(cancel))
            ids.Add(reader.GetString(0));
        return ids;
    }

    /// <summary>Verifies the audit of a snapshot or of a rebuilt store; null if it has none yet.</summary>
    internal static async Task<Outcome<AuditStanding>?> AuditAsync(DbConnection connection, StoreContents contents, CancellationToken cancel) =>
        contents.Tables.Any(table => table.Name == AuditAppending.Table(contents.Kind))
            ? await AuditVerification.VerifyAsync(connection, contents.Kind, [], cancel)
            : null;

    /// <summary>Whether a key file holds all the master keys of a store.</summary>
    internal static Problem? Misfit(KeyFile keys, IReadOnlyList<string> masterKeys) =>
        masterKeys.All(id => keys.Find(id) is not null) ? null : new Problem(PlatformProblems.KeyFileForeign, Path.GetFileName(keys.FilePath));

    internal static bool IsBelow(string path, string folder) =>
        path.StartsWith(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static async Task<Outcome<BackupReport>> WriteAsync(
        BackupRequest request, (Stream Stream, BackupKey Key, IClock Clock) place, CancellationToken cancel)
    {
        KeyFile? keys = null;
        if (request.KeyFile is { } path)
        {
            var opened = KeyFile.Open(path);
            if (!opened.Succeeded)
                return Outcome<BackupReport>.Refused(opened.Problems);
            keys = opened.Value;
        }

        var (stream, key, clock) = place;
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            // With a salt, and so a key, of its own: what the disk keeps of an attempt before fits nowhere into this one.
            var header = BackupHeader.Create(key);
            stream.SetLength(0);
            stream.Write(header.Bytes);
            await using var pieces = new PieceWriter(stream, header);
            var entries = new EntryWriter(pieces);
            var (files, links) = DataFolderFiles.List(request.DataFolder);
            if (files.FirstOrDefault(file => IsKey(request.DataFolder, file)) is { } misplaced)
                return new Problem(PlatformProblems.KeyFileInData, Path.GetFileName(misplaced.Name));
            if (await TryCopyAsync(request.DataFolder, (files, links), entries, cancel))
            {
                var report = await CopyStoreAsync(request, (entries, keys, clock), cancel);
                if (!report.Succeeded)
                    return report;
                pieces.Finish();
                return report.Value with { Bytes = stream.Length, Files = files.Count, Links = links };
            }

            await Task.Delay(BetweenAttempts * attempt, cancel);
        }

        return new Problem(PlatformProblems.FilesKeepChanging, Path.GetFileName(Path.TrimEndingDirectorySeparator(request.DataFolder)));
    }

    private static bool IsKey(string folder, FolderFile file)
    {
        try
        {
            return DataFolderFiles.IsKeyFile(folder, file.Name);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false; // Gone by now: the copying notices.
        }
    }

    /// <summary>Copies the files; false if any changed meanwhile.</summary>
    private static async Task<bool> TryCopyAsync(
        string folder, (IReadOnlyList<FolderFile> Files, int Links) listed, EntryWriter entries, CancellationToken cancel)
    {
        try
        {
            foreach (var file in listed.Files)
            {
                cancel.ThrowIfCancellationRequested();
                await entries.AddAsync(FilesPrefix + file.Name, target =>
                {
                    DataFolderFiles.Copy(folder, file, target);
                    return Task.CompletedTask;
                });
            }

            // All of them once more, after the last was copied: together they were there at one moment.
            var unchanged = listed.Files.Zip(entries.Entries).All(pair => DataFolderFiles.Hash(folder, pair.First) == pair.Second.Sha256);
            var again = DataFolderFiles.List(folder);
            return unchanged && again.Links == listed.Links && again.Files.SequenceEqual(listed.Files);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    private static async Task<Outcome<BackupReport>> CopyStoreAsync(
        BackupRequest request, (EntryWriter Entries, KeyFile? Keys, IClock Clock) with, CancellationToken cancel)
    {
        var taken = await StoreSnapshot.TakeAsync(request.Store, cancel);
        if (!taken.Succeeded)
            return Outcome<BackupReport>.Refused(taken.Problems);
        await using var snapshot = taken.Value;
        var (entries, keys, clock) = with;
        var masterKeys = await MasterKeysAsync(snapshot.Connection, snapshot.Contents, cancel);
        if (keys is not null && Misfit(keys, masterKeys) is { } misfit)
            return misfit;
        var audit = await AuditAsync(snapshot.Connection, snapshot.Contents, cancel);
        await entries.AddAsync(StoreEntry, target => BackupJson.WriteAsync(new StoreDescription(snapshot.Contents, masterKeys), target, cancel));
        foreach (var part in snapshot.Parts)
            await entries.AddAsync(StorePrefix + part, target => snapshot.WritePartAsync(part, target, cancel));
        var manifest = new BackupManifest(
            clock.GetCurrentInstant().ToUnixTimeTicks(), [.. entries.Entries], audit is null ? null : AuditMark.Of(audit));
        await entries.AddAsync(ManifestEntry, target => BackupJson.WriteAsync(manifest, target, cancel));
        return new BackupReport(0, 0, snapshot.Contents.Rows)
        {
            Audit = audit is { Succeeded: true } ? audit.Value : null,
            AuditProblem = audit is { Succeeded: false } ? audit.Problems[0] : null,
        };
    }
}
