using System.Runtime.Versioning;
using Amparo.Stores.Migrations;
using Amparo.TestSupport;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Amparo.Stores.Tests;

/// <summary>What only the embedded store has: a file, its backup, and all that can be wrong with a file.</summary>
public sealed class SqliteStoreTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 6, 30, 5);

    private static readonly Migration First = new(new(1, "first"), "CREATE TABLE trial_first (id integer NOT NULL PRIMARY KEY, filling blob);");
    private static readonly Migration Second = new(new(2, "second"), "DROP TABLE trial_first;");
    private static readonly Migration Third = new(new(3, "third"), "CREATE TABLE trial_third (id integer);");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task The_file_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes.");
        await using var store = await MigratedAsync();

        File.GetUnixFileMode(store.Address.FilePath!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Data_are_copied_beside_themselves_before_they_are_migrated()
    {
        await using var store = await MigratedAsync();
        // Kept open, so that the row lies in the write-ahead log and not yet in the file.
        await using var writer = await OpenAsync(store.Address.FilePath!);
        await ExecuteAsync(writer, "INSERT INTO trial_first VALUES (41, NULL)");

        var report = await ApplyAsync(store, First, Second);

        var backup = report.Backup.ShouldNotBeNull();
        backup.ShouldBe($"{store.Address.FilePath}.20261123T063005Z.backup");
        await using (var copy = await OpenAsync(backup))
        {
            (await ExecuteAsync(copy, "SELECT id FROM trial_first")).ShouldBe(41L);
            (await ExecuteAsync(copy, "SELECT max(number) FROM amparo_migration")).ShouldBe(1L);
        }

        (await ExecuteAsync(writer, "SELECT count(*) FROM sqlite_master WHERE name = 'trial_first'")).ShouldBe(0L);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(backup).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(store.DataFolder, "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_backup_of_the_same_second_does_not_replace_the_first()
    {
        await using var store = await MigratedAsync();

        var one = await ApplyAsync(store, First, Second);
        var two = await ApplyAsync(store, First, Second, Third);

        two.Backup.ShouldBe($"{store.Address.FilePath}.20261123T063005Z-2.backup");
        File.Exists(one.Backup).ShouldBeTrue();
    }

    [Fact]
    public async Task Several_migrations_need_one_backup_and_none_needs_none()
    {
        await using var store = await MigratedAsync();

        (await ApplyAsync(store, First, Second, Third)).Backup.ShouldNotBeNull();
        (await ApplyAsync(store, First, Second, Third)).Backup.ShouldBeNull();

        Directory.GetFiles(store.DataFolder, "*.backup").Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_backup_brings_the_old_version_back()
    {
        await using var store = await MigratedAsync();
        await store.ExecuteAsync("INSERT INTO trial_first VALUES (41, NULL)");
        var report = await ApplyAsync(store, First, Second);

        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(store.DataFolder, "amparo.db*").Where(file => file != report.Backup))
            File.Delete(file);
        File.Move(report.Backup!, store.Address.FilePath!);

        (await ApplyAsync(store, First)).Applied.ShouldBe(0);
        (await store.ExecuteAsync("SELECT id FROM trial_first")).ShouldBe(41L);
    }

    [Fact]
    public async Task Text_in_the_place_of_a_database_is_refused_and_left_alone()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        var text = string.Concat(Enumerable.Repeat("No soy una base de datos.\n", 100));
        await File.WriteAllTextAsync(store.Address.FilePath!, text, Cancel);

        await RefusedAsync(store.Address, StoreProblems.Damaged);

        (await File.ReadAllTextAsync(store.Address.FilePath!, Cancel)).ShouldBe(text);
    }

    [Fact]
    public async Task A_damaged_database_is_refused_before_it_is_migrated()
    {
        await using var store = await MigratedAsync();
        await store.ExecuteAsync("INSERT INTO trial_first VALUES (1, randomblob(100000)); PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        await using (var file = new FileStream(store.Address.FilePath!, FileMode.Open, FileAccess.Write))
        {
            // The list of tables, behind the header of 100 bytes, which stays readable.
            file.Position = 100;
            await file.WriteAsync(new byte[3000], Cancel);
        }

        await RefusedAsync(store.Address, StoreProblems.Damaged);

        Directory.GetFiles(store.DataFolder, "*.tmp").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_page_of_data_stops_the_migration_at_the_backup()
    {
        await using var store = await MigratedAsync();
        await store.ExecuteAsync("INSERT INTO trial_first WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT i, randomblob(500) FROM n; PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        await using (var file = new FileStream(store.Address.FilePath!, FileMode.Open, FileAccess.Write))
        {
            file.Position = file.Length / 2;
            await file.WriteAsync(Enumerable.Repeat((byte)0xAB, 20_000).ToArray(), Cancel);
        }

        await RefusedAsync(store.Address, StoreProblems.BackupFailed);

        Directory.GetFiles(store.DataFolder, "*.tmp").ShouldBeEmpty();
        Directory.GetFiles(store.DataFolder, "*.backup").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Uses a folder of the Linux kernel that not even root may write.");

        await RefusedAsync(StoreAddress.InFolder("/sys").Value, StoreProblems.NotWritable);
    }

    [Fact]
    public async Task A_data_folder_that_has_vanished_is_refused_and_not_made_again()
    {
        var folder = Directory.CreateTempSubdirectory("amparo-store-").FullName;
        var address = StoreAddress.InFolder(folder).Value;
        Directory.Delete(folder);

        await RefusedAsync(address, StoreProblems.FolderMissing);

        Directory.Exists(folder).ShouldBeFalse();
    }

    private static async Task<TestStore> MigratedAsync()
    {
        var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        await ApplyAsync(store, First);
        return store;
    }

    private static MigrationSet Set(params Migration[] migrations) =>
        new("trial", new Dictionary<StoreKind, IReadOnlyList<Migration>> { [StoreKind.Sqlite] = migrations });

    private static async Task<MigrationReport> ApplyAsync(TestStore store, params Migration[] migrations)
    {
        var report = await StoreMigrations.ApplyAsync(store.Address, [Set(migrations)], Now, Cancel);
        report.Problems.ShouldBeEmpty();
        return report.Value;
    }

    private static async Task RefusedAsync(StoreAddress address, string code)
    {
        var refused = await StoreMigrations.ApplyAsync(address, [Set(First, Second)], Now, Cancel);
        refused.Problems.ShouldHaveSingleItem().ToString().ShouldBe($"{code} amparo.db");
    }

    private static async Task<SqliteConnection> OpenAsync(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync(Cancel);
        return connection;
    }

    private static async Task<object?> ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(Cancel);
    }
}
