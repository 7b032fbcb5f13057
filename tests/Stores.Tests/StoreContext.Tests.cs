using System.Globalization;
using Amparo.Stores.Migrations;
using Amparo.TestSupport;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Stores.Tests;

public sealed class StoreContextTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 6, 30, 5);

    private static readonly MigrationSet Visits = new("trial", new Dictionary<StoreKind, IReadOnlyList<Migration>>
    {
        [StoreKind.Sqlite] = [new(new(1, "visits"), "CREATE TABLE trial_visit (id TEXT NOT NULL PRIMARY KEY, began_at INTEGER NOT NULL, short_note TEXT) STRICT")],
        [StoreKind.PostgreSql] = [new(new(1, "visits"), "CREATE SCHEMA trial; CREATE TABLE trial.visit (id uuid NOT NULL PRIMARY KEY, began_at bigint NOT NULL, short_note text)")],
    });

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task One_model_works_on_both_databases_and_keys_and_instants_sort_by_time(StoreKind kind)
    {
        await using var store = await MigratedAsync(kind);
        await using var context = ContextOf(store);
        var visits = Enumerable.Range(0, 20).Select(minute => Now + Duration.FromMinutes(minute))
            .Select(time => new Visit { Id = UuidV7.At(time), BeganAt = time }).ToList();
        context.AddRange(Enumerable.Reverse(visits));
        await context.SaveChangesAsync(Cancel);
        context.ChangeTracker.Clear();

        var byKey = await context.Set<Visit>().OrderBy(visit => visit.Id).Select(visit => visit.Id).ToListAsync(Cancel);
        var later = await context.Set<Visit>().Where(visit => visit.BeganAt > Now).OrderByDescending(visit => visit.BeganAt).ToListAsync(Cancel);

        byKey.ShouldBe(visits.Select(visit => visit.Id));
        later.Count.ShouldBe(19);
        later[0].BeganAt.ShouldBe(visits[^1].BeganAt);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_model_that_fits_its_tables_has_no_differences(StoreKind kind)
    {
        await using var store = await MigratedAsync(kind);
        await using var context = ContextOf(store);

        (await SchemaComparison.DifferencesAsync(context)).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_model_that_does_not_fit_its_tables_is_found_out(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        var (table, before) = kind == StoreKind.Sqlite ? ("trial_visit", string.Empty) : ("trial.visit", "CREATE SCHEMA trial; ");
        var (id, time) = kind == StoreKind.Sqlite ? ("TEXT", "INTEGER") : ("uuid", "bigint");
        (await StoreMigrations.ApplyAsync(store.Address, [], Now, Cancel)).Problems.ShouldBeEmpty();
        await store.ExecuteAsync($"{before}CREATE TABLE {table} (id {id}, short_note {time} NOT NULL, reason text NOT NULL, comment text, kind text NOT NULL DEFAULT 'x')");
        await using var context = ContextOf(store);

        var differences = await SchemaComparison.DifferencesAsync(context);

        differences.Select(line => line.Split(": ")[0].Split('.')[^1]).ShouldBe(
            ["id", "began_at", "short_note", "reason", kind == StoreKind.Sqlite ? "trial_visit(id)" : "visit(id)"], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_model_without_tables_is_found_out(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        await StoreMigrations.ApplyAsync(store.Address, [], Now, Cancel);
        await using var context = ContextOf(store);

        (await SchemaComparison.DifferencesAsync(context)).ShouldHaveSingleItem().ShouldEndWith(": no such table");
    }

    [Fact]
    public async Task Every_connection_to_SQLite_has_the_settings_that_the_store_rests_on()
    {
        await using var store = await MigratedAsync(StoreKind.Sqlite);
        for (var connection = 0; connection < 3; connection++)
        {
            await using var context = ContextOf(store);
            var settings = new[]
            {
                await PragmaAsync(context, "journal_mode"), await PragmaAsync(context, "synchronous"),
                await PragmaAsync(context, "foreign_keys"), await PragmaAsync(context, "busy_timeout"),
            };
            settings.ShouldBe(["wal", "2", "1", "2000"]);
        }
    }

    [Fact]
    public async Task A_database_file_that_has_vanished_is_not_made_again_by_reading()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        await using var context = ContextOf(store);

        var error = await Should.ThrowAsync<Exception>(() => context.Set<Visit>().ToListAsync(Cancel));

        StoreProblems.From(error, "amparo.db")!.Code.ShouldBe(StoreProblems.NotWritable);
        File.Exists(store.Address.FilePath).ShouldBeFalse();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Work_for_one_purpose_is_done_by_one_at_a_time(StoreKind kind)
    {
        await using var store = await MigratedAsync(kind);
        var patient = store.Address.WaitingForLocks(TimeSpan.FromMinutes(1));
        await using (var context = ContextOf(store))
        {
            context.Add(new Visit { Id = UuidV7.At(Now), BeganAt = Now, ShortNote = "0" });
            await context.SaveChangesAsync(Cancel);
        }

        // Reading and writing back: without the lock, some of the additions would be lost.
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(
            async () =>
            {
                await using var context = new TrialContext(new DbContextOptionsBuilder().UseAmparoStore(patient).Options);
                await using var transaction = await context.BeginAloneAsync(patient, "trial", Cancel);
                var visit = await context.Set<Visit>().SingleAsync(Cancel);
                visit.ShortNote = (int.Parse(visit.ShortNote!, CultureInfo.InvariantCulture) + 1)
                    .ToString(CultureInfo.InvariantCulture);
                await context.SaveChangesAsync(Cancel);
                await transaction.CommitAsync(Cancel);
            },
            Cancel)));

        await using var after = ContextOf(store);
        (await after.Set<Visit>().SingleAsync(Cancel)).ShortNote.ShouldBe("10");
    }

    private static async Task<string> PragmaAsync(TrialContext context, string name)
    {
        await context.Database.OpenConnectionAsync(Cancel);
        await using var command = context.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        return Convert.ToString(await command.ExecuteScalarAsync(Cancel), CultureInfo.InvariantCulture)!;
    }

    private static async Task<TestStore> MigratedAsync(StoreKind kind)
    {
        var store = await TestStore.CreateAsync(kind);
        (await StoreMigrations.ApplyAsync(store.Address, [Visits], Now, Cancel)).Problems.ShouldBeEmpty();
        return store;
    }

    private static TrialContext ContextOf(TestStore store) => new(new DbContextOptionsBuilder().UseAmparoStore(store.Address).Options);

    private sealed class TrialContext(DbContextOptions options) : StoreContext(options)
    {
        protected override string Module => "trial";

        protected override void Describe(ModelBuilder model) => model.Entity<Visit>().Property(visit => visit.Id).ValueGeneratedNever();
    }

    private sealed class Visit
    {
        public Guid Id { get; init; }

        public Instant BeganAt { get; init; }

        public string? ShortNote { get; set; }
    }
}
