using System.Globalization;
using System.Text;
using System.Text.Json;
using Amparo.Cli.Operating;
using Amparo.Platform;
using Amparo.Platform.Audit;
using Amparo.Platform.Backups;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Amparo.TestSupport;
using NodaTime;

namespace Amparo.Cli.Tests;

/// <summary><c>backup</c> and <c>restore</c>, on both databases.</summary>
public sealed class BackupTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_backup_made_while_somebody_writes_holds_whole_transactions_and_no_name(StoreKind kind)
    {
        await using var installation = await OperatedInstallation.StartAsync(kind);
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writer = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await installation.WritePairAsync();
                Interlocked.Increment(ref written);
            }
        }, Cancel);
        var (key, file) = (installation.Work.At("key.txt"), installation.Work.At("one.backup"));
        var before = Volatile.Read(ref written);

        var made = AmparoProcess.Run(["backup", .. installation.Place, "--to", file, "--key", key, "--new-key"]);

        var during = Volatile.Read(ref written) - before;
        await stop.CancelAsync();
        await writer;
        made.Exit.ShouldBe(0, made.Error);
        // Somebody did write while it was made, or this shows nothing.
        during.ShouldBeGreaterThan(3);
        made.Output.ShouldContain(key);
        HoldsMarker(await File.ReadAllBytesAsync(file, Cancel)).ShouldBeFalse();
        (await installation.Store.ExecuteAsync($"SELECT name FROM {installation.Table("platform", "node")}")).ShouldBe($"{OperatedInstallation.Marker} node");

        await using var empty = kind == StoreKind.PostgreSql ? await TestStore.CreateAsync(kind) : null;
        var folder = installation.Work.At("restored");
        var restored = Restore(installation, file, folder, empty?.ConnectionString, "--json");
        restored.Exit.ShouldBe(0, restored.Error);

        var address = empty?.Address ?? StoreAddress.InFolder(folder).Value;
        var pairs = await OperatedInstallation.PairsAsync(installation, address);
        pairs.Count.ShouldBeGreaterThanOrEqualTo(5 + before);
        pairs.Values.ShouldAllBe(pieces => pieces == 2);
        using var told = JsonDocument.Parse(restored.Output);
        told.RootElement.GetProperty("result").GetProperty("acts").GetInt32().ShouldBe(pairs.Count);
        told.RootElement.GetProperty("result").GetProperty("ageSeconds").GetInt64().ShouldBeInRange(0, 600);
        (await AuditVerification.VerifyAsync(address, (AuditCheckpoint?)null, Cancel)).Value.Count.ShouldBe(pairs.Count);
        (await installation.OpenedAsync(address, pairs.Keys.Max())).ShouldBe($"{OperatedInstallation.Marker} Ana");
        (await File.ReadAllTextAsync(Path.Combine(folder, "releases", $"{OperatedInstallation.Marker}.json"), Cancel)).ShouldContain(OperatedInstallation.Marker);
        // A store that hosts can take up: nothing is left to migrate, and the next act follows.
        (await StoreMigrations.ApplyAsync(address, KnownMigrations.All, SystemClock.Instance.GetCurrentInstant(), Cancel)).Value.Applied.ShouldBe(0);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Any_changed_byte_and_any_missing_end_is_refused_and_nothing_is_written()
    {
        await using var installation = await OperatedInstallation.StartAsync(StoreKind.Sqlite);
        var (key, file) = Backed(installation);
        var whole = await File.ReadAllBytesAsync(file, Cancel);
        whole.Length.ShouldBeGreaterThan(3 * 65_536);
        const int Piece = 65_536 + 28;
        var opened = BackupKey.Open(key).Value;
        string[] damaged = [PlatformProblems.BackupDamaged, PlatformProblems.BackupShortened];

        // The mark, the iterations, the salt, the check; then of the first, a middle and the last piece nonce, content and tag.
        int[] places = [0, 14, 17, 20, 25, 40, 52, 63, 64, 64 + 500, Piece + 51, Piece + 52, 2 * Piece, whole.Length - 17, whole.Length - 1];
        foreach (var place in places)
        {
            var changed = (byte[])whole.Clone();
            changed[place] ^= 0x10;
            var refused = await RefusedAsync(installation, opened, changed);
            if (place >= 52)
                damaged.ShouldContain(refused.Code);
            else
                new[] { PlatformProblems.NotABackup, PlatformProblems.BackupNewer, PlatformProblems.BackupKeyWrong, PlatformProblems.BackupDamaged }.ShouldContain(refused.Code);
        }

        foreach (var length in new[] { 0, 10, 30, 52, 60, 100, 52 + Piece - 1, 52 + Piece, 52 + Piece + 1, 52 + (2 * Piece), whole.Length - 1 })
        {
            var refused = await RefusedAsync(installation, opened, whole[..length]);
            refused.Code.ShouldBe(length < 16 ? PlatformProblems.NotABackup : PlatformProblems.BackupShortened, length.ToString(CultureInfo.InvariantCulture));
        }

        // Pieces exchanged, one left out, one more at the end, and the end of another backup made with the same key.
        await RefusedAsync(installation, opened, [.. whole[..52], .. whole[(52 + Piece)..(52 + (2 * Piece))], .. whole[52..(52 + Piece)], .. whole[(52 + (2 * Piece))..]]);
        await RefusedAsync(installation, opened, [.. whole[..52], .. whole[(52 + Piece)..]]);
        await RefusedAsync(installation, opened, [.. whole, 0]);
        var other = installation.Work.At("other.backup");
        Backup.Write(new(installation.Address, installation.Data, other), opened, SystemClock.Instance, Cancel).Problems.ShouldBeEmpty();
        var foreign = await File.ReadAllBytesAsync(other, Cancel);
        await RefusedAsync(installation, opened, [.. whole[..^300], .. foreign[^300..]]);

        var newer = (byte[])whole.Clone();
        newer[14] = (byte)'2';
        (await RefusedAsync(installation, opened, newer)).Code.ShouldBe(PlatformProblems.BackupNewer);
        (await RefusedAsync(installation, BackupKey.Create(installation.Work.At("wrong.txt")).Value, whole)).Code.ShouldBe(PlatformProblems.BackupKeyWrong);
    }

    [Fact]
    public async Task A_backup_of_a_newer_schema_or_of_the_other_database_is_refused_by_its_code()
    {
        await using var installation = await OperatedInstallation.StartAsync(StoreKind.Sqlite);
        var (_, older) = Backed(installation);
        var folder = installation.Work.At("restored");
        var mixed = Restore(installation, older, folder, "Host=127.0.0.1;Port=1;Database=none;Username=none");
        mixed.Exit.ShouldBe(3);
        mixed.ErrorLines.ShouldHaveSingleItem().ShouldStartWith(PlatformProblems.BackupOfOtherDatabase);

        var next = KnownMigrations.All.First(set => set.Module == "platform").For(StoreKind.Sqlite).Count + 1;
        await installation.Store.ExecuteAsync(
            $"INSERT INTO amparo_migration (module, number, name, sha256, applied_at) VALUES ('platform', {next}, 'later', '{new string('a', 64)}', 1)");
        var (_, newer) = Backed(installation, "newer");
        var refused = Restore(installation, newer, folder);
        refused.Exit.ShouldBe(3);
        refused.ErrorLines.ShouldHaveSingleItem().ShouldStartWith(StoreProblems.DatabaseNewer);

        await installation.Store.ExecuteAsync($"UPDATE amparo_migration SET module = 'cases', number = 1 WHERE number = {next} AND module = 'platform'");
        var (_, unknown) = Backed(installation, "unknown");
        Restore(installation, unknown, folder).ErrorLines.ShouldHaveSingleItem().ShouldStartWith(StoreProblems.DatabaseNewer);
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Only_an_empty_place_is_restored_to(StoreKind kind)
    {
        await using var installation = await OperatedInstallation.StartAsync(kind);
        var (_, file) = Backed(installation);
        var taken = installation.Work.At("taken");
        Directory.CreateDirectory(taken);
        await File.WriteAllTextAsync(Path.Combine(taken, "mine.txt"), "mine", Cancel);
        await using var empty = kind == StoreKind.PostgreSql ? await TestStore.CreateAsync(kind) : null;

        Restore(installation, file, taken, empty?.ConnectionString).ErrorLines.ShouldHaveSingleItem().ShouldStartWith(PlatformProblems.RestoreNotEmpty);
        Directory.GetFiles(taken).ShouldHaveSingleItem();
        if (empty is null)
            return;
        // Into the very database that it is of: that one is not touched either.
        Restore(installation, file, installation.Work.At("new"), installation.Store.ConnectionString)
            .ErrorLines.ShouldHaveSingleItem().ShouldStartWith(StoreProblems.AlreadyStored);
        Directory.Exists(installation.Work.At("new")).ShouldBeFalse();
        (await OperatedInstallation.PairsAsync(installation, installation.Address)).Count.ShouldBe(5);
        // What failed on the way has left nothing in the database: the same one takes the backup up now.
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        await File.WriteAllBytesAsync(installation.Work.At("cut"), bytes[..^40], Cancel);
        Restore(installation, installation.Work.At("cut"), installation.Work.At("new"), empty.ConnectionString).Exit.ShouldBe(3);
        Restore(installation, file, installation.Work.At("new"), empty.ConnectionString).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task Keys_do_not_travel_and_do_not_fit_any_store()
    {
        await using var installation = await OperatedInstallation.StartAsync(StoreKind.Sqlite);
        var (key, file) = Backed(installation);
        var secret = JsonDocument.Parse(await File.ReadAllBytesAsync(installation.KeyFilePath, Cancel)).RootElement.GetProperty("masterKeys")[0].GetProperty("key");
        // Neither in the file nor in what it opens to.
        Restore(installation, file, installation.Work.At("restored")).Exit.ShouldBe(0);
        foreach (var restored in Directory.GetFiles(installation.Work.At("restored"), "*", SearchOption.AllDirectories).Append(file))
        {
            var bytes = await File.ReadAllBytesAsync(restored, Cancel);
            bytes.AsSpan().IndexOf(secret.GetBytesFromBase64()).ShouldBe(-1);
            bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(secret.GetString()!)).ShouldBe(-1);
        }

        var foreign = installation.Work.At("foreign.keys");
        Platform.Keys.KeyFile.OpenOrCreate(foreign).Problems.ShouldBeEmpty();
        Code(["backup", .. installation.Place, "--to", installation.Work.At("x.backup"), "--key", key, "--keys", foreign], PlatformProblems.KeyFileForeign);
        Code(["restore", "--from", file, "--data", installation.Work.At("y"), "--key", key, "--keys", foreign], PlatformProblems.KeyFileForeign);
        // Without a key file the answer says which keys are needed, and where to put the file.
        var bare = AmparoProcess.Run("restore", "--from", file, "--data", installation.Work.At("bare"), "--key", key);
        bare.Exit.ShouldBe(0, bare.Error);
        bare.Output.ShouldContain(installation.Work.At("bare.keys"));

        File.Copy(installation.KeyFilePath, Path.Combine(installation.Data, "releases", "copy.txt"));
        Code(["backup", .. installation.Place, "--to", installation.Work.At("x.backup"), "--key", key], PlatformProblems.KeyFileInData);
        File.Exists(installation.Work.At("x.backup")).ShouldBeFalse();
        Directory.Exists(installation.Work.At("y")).ShouldBeFalse();
    }

    [Fact]
    public async Task Unfit_places_and_keys_of_backups_are_refused()
    {
        await using var installation = await OperatedInstallation.StartAsync(StoreKind.Sqlite);
        var (key, file) = Backed(installation);
        var target = installation.Work.At("x.backup");
        Code(["backup", .. installation.Place, "--to", Path.Combine(installation.Data, "x.backup"), "--key", key], PlatformProblems.BackupInData);
        var there = AmparoProcess.Run(["backup", .. installation.Place, "--to", file, "--key", key]);
        there.Exit.ShouldBe(2);
        there.ErrorLines.ShouldHaveSingleItem().ShouldStartWith(PlatformProblems.BackupThere);
        Code(["backup", .. installation.Place, "--to", target, "--key", key, "--new-key"], PlatformProblems.BackupKeyThere);
        Code(["backup", .. installation.Place, "--to", target, "--key", installation.Work.At("none.txt")], PlatformProblems.BackupKeyUnusable);
        await File.WriteAllTextAsync(installation.Work.At("short.txt"), "nineteen letters no", Cancel);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(installation.Work.At("short.txt"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            Code(["backup", .. installation.Place, "--to", target, "--key", key], PlatformProblems.KeyFileExposed);
            File.SetUnixFileMode(key, UnixFileMode.UserRead);
        }

        Code(["backup", .. installation.Place, "--to", target, "--key", installation.Work.At("short.txt")], PlatformProblems.BackupKeyUnusable);
        File.Exists(target).ShouldBeFalse();
        // As it is typed from paper: without hyphens, in lines of their own.
        var typed = (await File.ReadAllTextAsync(key, Cancel)).Replace('-', '\n');
        await File.WriteAllTextAsync(installation.Work.At("typed.txt"), typed, Cancel);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(installation.Work.At("typed.txt"), UnixFileMode.UserRead);
        AmparoProcess.Run("restore", "--from", file, "--data", installation.Work.At("typed"), "--key", installation.Work.At("typed.txt")).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task A_file_that_changes_is_copied_again_and_one_that_never_rests_is_refused()
    {
        await using var installation = await OperatedInstallation.StartAsync(StoreKind.Sqlite);
        var (keyFile, _) = Backed(installation);
        var key = BackupKey.Open(keyFile).Value;
        var restless = Path.Combine(installation.Data, "decisions.jsonl");
        // Long enough that somebody writes while it is copied, however busy the machine is.
        await using (var large = File.Create(restless))
            large.SetLength(64 << 20);
        using var stop = new CancellationTokenSource();
        var writer = Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    File.AppendAllText(restless, "line\n");
                    Thread.Sleep(1);
                }
            },
            Cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var refused = Backup.Write(new(installation.Address, installation.Data, installation.Work.At("restless")), key, SystemClock.Instance, Cancel);
        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.FilesKeepChanging);
        Directory.GetFiles(installation.Work.Root, "restless*").ShouldBeEmpty();
        await stop.CancelAsync();
        await writer;

        await File.WriteAllTextAsync(restless, "", Cancel);
        // Half a second of changes, then rest.
        var calmed = Task.Run(async () =>
        {
            for (var line = 0; line < 25; line++)
            {
                await File.AppendAllTextAsync(restless, "line\n", Cancel);
                await Task.Delay(20, Cancel);
            }
        }, Cancel);
        Backup.Write(new(installation.Address, installation.Data, installation.Work.At("calmed")), key, SystemClock.Instance, Cancel).Problems.ShouldBeEmpty();
        await calmed;
        Restoration.Restore(new(installation.Work.At("calmed"), installation.Work.At("new"), KnownMigrations.All), key, SystemClock.Instance, Cancel).Problems.ShouldBeEmpty();
        File.ReadAllLines(installation.Work.At("new", "decisions.jsonl")).ShouldAllBe(line => line == "line");
    }

    [Fact]
    public async Task A_killed_backup_leaves_nothing_of_its_name_and_a_killed_restoration_no_folder()
    {
        await using var installation = await OperatedInstallation.StartAsync(StoreKind.Sqlite);
        // Enough to be killed in the middle of.
        await File.WriteAllBytesAsync(Path.Combine(installation.Data, "large.bin"), System.Security.Cryptography.RandomNumberGenerator.GetBytes(40_000_000), Cancel);
        var (keyFile, whole) = Backed(installation);
        var key = BackupKey.Open(keyFile).Value;
        var number = 0;
        var target = "";
        var seen = new HashSet<bool>();

        Killing.AtRandomMoments(
            () => AmparoProcess.Start("es", ["backup", .. installation.Place, "--to", target = installation.Work.At($"{++number}.backup"), "--key", keyFile]),
            () =>
            {
                seen.Add(File.Exists(target));
                if (!File.Exists(target))
                    return;
                Restoration.Restore(new(target, installation.Work.At($"of-{number}"), KnownMigrations.All), key, SystemClock.Instance, Cancel).Problems.ShouldBeEmpty();
            });
        // Some were killed before their end, or this shows nothing.
        seen.ShouldBe([true, false], ignoreOrder: true);

        var folder = "";
        seen.Clear();
        Killing.AtRandomMoments(
            () => AmparoProcess.Start("es", "restore", "--from", whole, "--data", folder = installation.Work.At($"killed-{++number}"), "--key", keyFile),
            () =>
            {
                seen.Add(Directory.Exists(folder));
                if (Directory.Exists(folder))
                    new FileInfo(Path.Combine(folder, "large.bin")).Length.ShouldBe(40_000_000);
            });
        seen.ShouldBe([true, false], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_chain_that_was_broken_before_is_copied_and_said(StoreKind kind)
    {
        await using var installation = await OperatedInstallation.StartAsync(kind);
        await installation.DisarmAsync();
        await installation.Store.ExecuteAsync($"DELETE FROM {installation.Table("platform", "audit_line")} WHERE sequence = 3");
        var (key, file) = (installation.Work.At("key.txt"), installation.Work.At("broken.backup"));

        var made = AmparoProcess.Run(["backup", .. installation.Place, "--to", file, "--key", key, "--new-key"]);
        made.Exit.ShouldBe(1);
        made.ErrorLines.ShouldHaveSingleItem().ShouldSatisfyAllConditions(line => line.ShouldStartWith(PlatformProblems.AuditBroken), line => line.ShouldContain("3"));
        await using var empty = kind == StoreKind.PostgreSql ? await TestStore.CreateAsync(kind) : null;
        var restored = Restore(installation, file, installation.Work.At("new"), empty?.ConnectionString);
        restored.Exit.ShouldBe(1);
        restored.ErrorLines.ShouldHaveSingleItem().ShouldStartWith(PlatformProblems.AuditBroken);
    }

    [Fact]
    public void The_command_line_carries_the_migrations_of_every_module()
    {
        var modules = Path.Combine(AmparoProcess.Root, "src", "modules");
        var onDisk = Directory.GetFiles(modules, "*.sql", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(modules, file).Split(Path.DirectorySeparatorChar))
            .Where(parts => parts.Length == 4 && parts[1] == "Migrations").ToList();
        onDisk.Count.ShouldBeGreaterThan(20);
        foreach (var (kind, folder) in new[] { (StoreKind.Sqlite, "sqlite"), (StoreKind.PostgreSql, "postgresql") })
        {
            KnownMigrations.All.SelectMany(set => set.For(kind).Select(migration => $"{set.Module}/{migration.Name}.sql"))
                .ShouldBe(onDisk.Where(parts => parts[2] == folder).Select(parts => $"{parts[0].ToLowerInvariant()}/{parts[3]}"), ignoreOrder: true);
        }
    }

    private static (string Key, string File) Backed(OperatedInstallation installation, string name = "whole")
    {
        var (key, file) = (installation.Work.At("key.txt"), installation.Work.At($"{name}.backup"));
        string[] options = File.Exists(key) ? [] : ["--new-key"];
        var made = AmparoProcess.Run(["backup", .. installation.Place, "--to", file, "--key", key, .. options]);
        made.Exit.ShouldBe(0, made.Error);
        return (key, file);
    }

    private static AmparoProcess Restore(OperatedInstallation installation, string file, string folder, string? postgres = null, params string[] more)
    {
        string[] server = postgres is null ? [] : ["--postgres", postgres];
        return AmparoProcess.Run(
            ["restore", "--from", file, "--data", folder, "--key", installation.Work.At("key.txt"), "--keys", installation.KeyFilePath, .. server, .. more]);
    }

    private static async Task<Vocabulary.Problem> RefusedAsync(OperatedInstallation installation, BackupKey key, byte[] bytes)
    {
        var (file, folder) = (installation.Work.At("changed.backup"), installation.Work.At("refused"));
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        var restored = Restoration.Restore(new(file, folder, KnownMigrations.All), key, SystemClock.Instance, Cancel);
        Directory.GetFileSystemEntries(installation.Work.Root, "refused*").ShouldBeEmpty();
        return restored.Problems.ShouldHaveSingleItem();
    }

    private static void Code(string[] arguments, string code)
    {
        var run = AmparoProcess.Run(arguments);
        run.Exit.ShouldBe(3, run.Error);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"{code} ");
    }

    private static bool HoldsMarker(byte[] bytes) =>
        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(OperatedInstallation.Marker)) >= 0
        || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(OperatedInstallation.Marker)) >= 0;
}
