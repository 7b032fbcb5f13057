using Amparo.Stores.Migrations;
using Amparo.TestSupport;
using Microsoft.Data.Sqlite;
using NodaTime;
using Npgsql;

namespace Amparo.Stores.Tests;

public sealed class StoreMigrationsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 6, 30, 5);

    private static readonly Migration First = new(new(1, "first"), "CREATE TABLE trial_first (id integer NOT NULL PRIMARY KEY);");
    private static readonly Migration Second = new(new(2, "second"), "CREATE TABLE trial_second (id integer NOT NULL PRIMARY KEY); INSERT INTO trial_second VALUES (7);");
    private static readonly Migration Third = new(new(3, "third"), "CREATE TABLE trial_third (id integer NOT NULL PRIMARY KEY);");

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_empty_store_gets_all_migrations_and_a_line_for_each(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);

        var report = await ApplyAsync(store, First, Second);

        report.ShouldBe(new MigrationReport(2, null));
        (await store.ExecuteAsync("SELECT id FROM trial_second")).ShouldBeOneOf(7, 7L);
        (await store.ExecuteAsync("SELECT name || ' ' || sha256 || ' ' || applied_at FROM amparo_migration WHERE module = 'trial' AND number = 2"))
            .ShouldBe($"second {Second.Sha256} 17954154050000000");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_later_start_applies_only_what_is_new(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        await ApplyAsync(store, First);

        (await ApplyAsync(store, First)).Applied.ShouldBe(0);
        (await ApplyAsync(store, First, Second, Third)).Applied.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Each_module_has_numbers_of_its_own(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        var other = Set("other", new Migration(new(1, "start"), "CREATE TABLE other_table (id integer)"));

        var report = await StoreMigrations.ApplyAsync(store.Address, [Set("trial", First, Second), other], Now, Cancel);

        report.Value.Applied.ShouldBe(3);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_gap_in_the_program_is_refused_and_nothing_is_applied(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);

        await RefusedAsync(store, StoreProblems.MigrationGap, "0002", First, Third);

        await Should.ThrowAsync<Exception>(() => store.ExecuteAsync("SELECT * FROM trial_first"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_number_twice_in_the_program_is_refused(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);

        await RefusedAsync(store, StoreProblems.MigrationGap, "0002", First, new Migration(new(1, "again"), "SELECT 1"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_gap_in_the_database_is_refused(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        await ApplyAsync(store, First, Second);
        await store.ExecuteAsync("DELETE FROM amparo_migration WHERE number = 1");

        await RefusedAsync(store, StoreProblems.MigrationGap, "0001", First, Second);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_migration_changed_after_it_was_applied_is_refused(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        await ApplyAsync(store, First, Second);

        await RefusedAsync(store, StoreProblems.MigrationChanged, "0001", new Migration(new(1, "first"), First.Sql + " "), Second, Third);

        await Should.ThrowAsync<Exception>(() => store.ExecuteAsync("SELECT * FROM trial_third"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_database_newer_than_the_program_is_refused(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        await ApplyAsync(store, First, Second);

        await RefusedAsync(store, StoreProblems.DatabaseNewer, "0002", First);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task One_module_that_does_not_fit_stops_all_of_them(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        var other = Set("other", new Migration(new(2, "late"), "CREATE TABLE other_table (id integer)"));

        var refused = await StoreMigrations.ApplyAsync(store.Address, [Set("trial", First), other], Now, Cancel);

        refused.Problems.ShouldHaveSingleItem().ToString().ShouldBe("STO-010 other (0001)");
        await Should.ThrowAsync<Exception>(() => store.ExecuteAsync("SELECT * FROM trial_first"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_migration_that_the_database_refuses_is_rolled_back_and_the_ones_before_stay(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        var broken = new Migration(new(2, "broken"), "CREATE TABLE trial_half (id integer); INSERT INTO there_is_none VALUES (1);");

        await RefusedAsync(store, StoreProblems.MigrationFailed, "0002-broken", First, broken);

        (await store.ExecuteAsync("SELECT count(*) FROM trial_first")).ShouldBe(0L);
        (await store.ExecuteAsync("SELECT count(*) FROM amparo_migration")).ShouldBe(1L);
        await Should.ThrowAsync<Exception>(() => store.ExecuteAsync("SELECT * FROM trial_half"));
        (await ApplyAsync(store, First, Second)).Applied.ShouldBe(1);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Hosts_that_start_together_apply_each_migration_once(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        var patient = store.Address.WaitingForLocks(TimeSpan.FromMinutes(1));

        var reports = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => StoreMigrations.ApplyAsync(patient, [Set("trial", First, Second, Third)], Now, Cancel), Cancel)));

        reports.SelectMany(report => report.Problems).ShouldBeEmpty();
        reports.Sum(report => report.Value.Applied).ShouldBe(3);
        (await store.ExecuteAsync("SELECT count(*) FROM trial_second")).ShouldBe(1L);
    }

    [Fact]
    public async Task A_SQLite_store_that_another_process_holds_is_locked()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        await ApplyAsync(store, First);
        await using var other = new SqliteConnection($"Data Source={store.Address.FilePath};Pooling=False");
        await other.OpenAsync(Cancel);
        await using var held = other.BeginTransaction(deferred: false);

        var refused = await StoreMigrations.ApplyAsync(
            store.Address.WaitingForLocks(TimeSpan.FromSeconds(1)), [Set("trial", First, Second)], Now, Cancel);

        refused.Problems.ShouldHaveSingleItem().ToString().ShouldBe("STO-005 amparo.db");
    }

    [Fact]
    public async Task A_PostgreSQL_store_that_another_host_migrates_is_locked()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.PostgreSql);
        await ApplyAsync(store, First);
        await using var other = new NpgsqlConnection(store.ConnectionString);
        await other.OpenAsync(Cancel);
        await using var held = await other.BeginTransactionAsync(Cancel);
        await StoreTransactions.LockAsync(held, store.Address, "migrations", Cancel);

        var refused = await StoreMigrations.ApplyAsync(
            store.Address.WaitingForLocks(TimeSpan.FromSeconds(1)), [Set("trial", First, Second)], Now, Cancel);

        refused.Problems.ShouldHaveSingleItem().ToString().ShouldBe("STO-005 postgresql");
    }

    [Fact]
    public async Task A_limit_of_the_database_has_its_code_and_rolls_back()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        await ApplyAsync(store, First);
        // SQLite's own limit: to the statement that reaches it, the disk is full.
        var large = new Migration(new(2, "large"), "PRAGMA max_page_count = 20; CREATE TABLE trial_large (data blob); INSERT INTO trial_large VALUES (zeroblob(1000000));");

        await RefusedAsync(store, StoreProblems.DiskFull, string.Empty, First, large);

        (await store.ExecuteAsync("SELECT count(*) FROM amparo_migration")).ShouldBe(1L);
    }

    [Fact]
    public async Task A_full_disk_during_a_migration_has_its_code()
    {
        var folder = Directory.CreateTempSubdirectory("amparo-store-").FullName;

        // Each of the migrations needs more than ten megabytes.
        var run = await SmallDisk.RunAsync(2_000, ("migrate", Path.Combine(folder, StoreAddress.FileName)));

        run.Error.Trim().ShouldBe("STO-004 amparo.db");
        run.ExitCode.ShouldBe(3);
        Directory.Delete(folder);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_error_behind_a_statement_that_gives_rows_is_not_overlooked(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        var asking = new Migration(new(1, "asking"), "CREATE TABLE trial_half (id integer); SELECT 1; INSERT INTO there_is_none VALUES (1);");

        await RefusedAsync(store, StoreProblems.MigrationFailed, "0001-asking", asking);

        await Should.ThrowAsync<Exception>(() => store.ExecuteAsync("SELECT * FROM trial_half"));
    }

    [Fact]
    public async Task A_killed_migration_is_done_or_not_done_and_the_next_start_finishes_it()
    {
        foreach (var writtenBefore in new[] { 1, 500_000, 3_000_000, 6_000_000, 9_000_000 })
        {
            await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
            using (var process = KillableProcess.Start("migrate", store.Address.FilePath!))
            {
                (await process.ReadLineAsync()).ShouldBe("ready");
                var log = new FileInfo($"{store.Address.FilePath}-wal");
                while (!process.HasExited && !(log.Exists && log.Length >= writtenBefore))
                {
                    await Task.Delay(1, Cancel);
                    log.Refresh();
                }

                await process.KillAsync();
            }

            foreach (var (number, table) in new[] { ("1", "trial_first"), ("2", "trial_second") })
            {
                var isThere = await store.ExecuteAsync($"SELECT count(*) FROM sqlite_master WHERE name = '{table}'") is 1L;
                var hasTable = await store.ExecuteAsync("SELECT count(*) FROM sqlite_master WHERE name = 'amparo_migration'") is 1L;
                var hasLine = hasTable && await store.ExecuteAsync($"SELECT count(*) FROM amparo_migration WHERE number = {number}") is 1L;
                hasLine.ShouldBe(isThere);
                if (isThere)
                    (await store.ExecuteAsync($"SELECT count(*) FROM {table}")).ShouldBe((long)SlowMigrations.Rows);
            }

            var report = await StoreMigrations.ApplyAsync(store.Address, [SlowMigrations.Set], Now, Cancel);
            report.Problems.ShouldBeEmpty();
            (await store.ExecuteAsync("SELECT count(*) FROM trial_second")).ShouldBe((long)SlowMigrations.Rows);
            (await store.ExecuteAsync("PRAGMA integrity_check")).ShouldBe("ok");
        }
    }

    [Theory]
    [InlineData("Host=/tmp/amparo-there-is-no-such-folder;Database=amparo", StoreProblems.ServerUnreachable)]
    [InlineData("Host=127.0.0.1;Port=1;Database=amparo;Timeout=5", StoreProblems.ServerUnreachable)]
    public async Task A_server_that_does_not_answer_has_its_code(string connectionString, string code)
    {
        var refused = await StoreMigrations.ApplyAsync(StoreAddress.PostgreSql(connectionString).Value, [Set("trial", First)], Now, Cancel);

        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_database_that_the_server_does_not_have_has_its_code()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.PostgreSql);
        var elsewhere = new NpgsqlConnectionStringBuilder(store.ConnectionString) { Database = "there_is_none" }.ConnectionString;

        var refused = await StoreMigrations.ApplyAsync(StoreAddress.PostgreSql(elsewhere).Value, [Set("trial", First)], Now, Cancel);

        refused.Problems.ShouldHaveSingleItem().ToString().ShouldBe("STO-008 postgresql");
    }

    [Fact]
    public void Migrations_are_read_from_an_assembly_by_their_names() =>
        Should.Throw<ArgumentException>(() => MigrationSet.Embedded("trial", typeof(StoreMigrationsTests).Assembly));

    [Fact]
    public void The_hash_of_a_migration_does_not_depend_on_how_its_lines_end()
    {
        var unix = new Migration(new(1, "lines"), "SELECT 1;\nSELECT 2;\n");
        var windows = new Migration(new(1, "lines"), "SELECT 1;\r\nSELECT 2;\r\n");

        windows.Sha256.ShouldBe(unix.Sha256);
        // printf 'SELECT 1;\nSELECT 2;\n' | sha256sum
        unix.Sha256.ShouldBe("82efb67f3010c6eb7ead02e4f6d9550633dbc1407f99aa487468e7b2567aebbc");
    }

    private static MigrationSet Set(string module, params Migration[] migrations) => new(
        module, TestStore.Kinds.ToDictionary(kind => kind, _ => (IReadOnlyList<Migration>)migrations));

    private static async Task<MigrationReport> ApplyAsync(TestStore store, params Migration[] migrations)
    {
        var report = await StoreMigrations.ApplyAsync(store.Address, [Set("trial", migrations)], Now, Cancel);
        report.Problems.ShouldBeEmpty();
        return report.Value;
    }

    private static async Task RefusedAsync(TestStore store, string code, string path, params Migration[] migrations)
    {
        var refused = await StoreMigrations.ApplyAsync(store.Address, [Set("trial", migrations)], Now, Cancel);
        var problem = refused.Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
        problem.Path.ShouldBe(path);
    }
}
