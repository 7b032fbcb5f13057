using System.Globalization;
using System.Text.Json;
using Amparo.Cli.Operating;
using Amparo.Platform.Audit;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Amparo.TestSupport;
using NodaTime;
using Npgsql;

namespace Amparo.Cli.Tests;

/// <summary><c>database</c>: the owner makes the tables, and the account that hosts serve with gets the few rights it needs.</summary>
public sealed class DatabaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_owner_prepares_and_the_account_that_serves_can_rewrite_neither_trail_nor_ledger_nor_release()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.PostgreSql);
        await using var role = await Role.CreateAsync(store);

        var made = AmparoProcess.Run(["database", "--postgres", store.ConnectionString, "--serves", role.Name, "--json"]);

        made.Exit.ShouldBe(0, made.Error);
        using var said = JsonDocument.Parse(made.Output);
        var migrations = KnownMigrations.All.Sum(set => set.For(StoreKind.PostgreSql).Count);
        said.RootElement.GetProperty("result").GetProperty("migrations").GetInt32().ShouldBe(migrations);
        said.RootElement.GetProperty("result").GetProperty("appendOnly").GetInt32().ShouldBe(7);
        said.RootElement.GetProperty("result").GetProperty("tables").GetInt64().ShouldBe((long)(await store.ExecuteAsync("SELECT count(*) FROM pg_tables WHERE schemaname IN ('platform', 'collaborative', 'portal')"))!);
        foreach (var table in new[] { "platform.audit_line", "platform.erasure", "portal.ledger_line", "portal.release", "portal.publication_act", "portal.published_table", "portal.withdrawn_content" })
        {
            foreach (var act in new[] { $"DELETE FROM {table}", $"TRUNCATE {table} CASCADE", $"DROP TABLE {table} CASCADE", $"ALTER TABLE {table} DISABLE TRIGGER USER" })
                (await Should.ThrowAsync<PostgresException>(() => role.ExecuteAsync(act), act)).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, act);
        }

        // Whoever serves can say how the trail stands, and can be a host: nothing is missing.
        (await AuditVerification.VerifyAsync(role.Address, checkpoint: null, Cancel)).Problems.ShouldBeEmpty();
        (await StoreMigrations.ApplyAsync(role.Address, KnownMigrations.All, SystemClock.Instance.GetCurrentInstant(), Cancel)).Value.Applied.ShouldBe(0);
    }

    [Fact]
    public async Task Said_in_words_and_done_again_before_each_version()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.PostgreSql);
        await using var role = await Role.CreateAsync(store);

        AmparoProcess.RunIn("es", ["database", "--postgres", store.ConnectionString, "--serves", role.Name]).Output.ShouldContain("No puede crear ni cambiar tablas.");
        var again = AmparoProcess.RunIn("en", ["database", "--postgres", store.ConnectionString, "--serves", role.Name]);

        again.Exit.ShouldBe(0, again.Error);
        again.Output.ShouldContain("Migrations applied: 0.");
        again.Output.ShouldContain("in 7 of them it may only add");
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_by_its_code_and_no_password_is_repeated()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.PostgreSql);
        var connection = new NpgsqlConnectionStringBuilder(store.ConnectionString) { Password = "zqxjvkwbh" };

        Refused(3, "STO-021 ", "--postgres", connection.ConnectionString, "--serves", "nobody-of-that-name");
        (await store.ExecuteAsync("SELECT to_regclass('amparo_migration') IS NULL")).ShouldBe(true);
        Refused(3, "STO-022 ", "--postgres", connection.ConnectionString, "--serves", connection.Username!);
        Refused(3, "STO-001 ", "--postgres", "zqxjvkwbh", "--serves", "x");
        Refused(3, "STO-020 ", "--postgres", "Host=db.example;Username=x;Password=zqxjvkwbh", "--serves", "x");
        Refused(2, "CLI-002 ", "--postgres", connection.ConnectionString);
        Refused(2, "CLI-002 ", "--serves", "x");

        static void Refused(int exit, string code, params string[] arguments)
        {
            var run = AmparoProcess.Run(["database", .. arguments]);
            run.Exit.ShouldBe(exit, run.Error);
            run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith(code);
            (run.Output + run.Error).ShouldNotContain("zqxjvkwbh");
        }
    }

    private sealed class Role(TestStore store, string name) : IAsyncDisposable
    {
        public string Name => name;

        public StoreAddress Address => StoreAddress.PostgreSql(Connection).Value;

        private string Connection => new NpgsqlConnectionStringBuilder(store.ConnectionString) { Username = name, Pooling = false }.ConnectionString;

        public static async Task<Role> CreateAsync(TestStore store)
        {
            var role = new Role(store, string.Create(CultureInfo.InvariantCulture, $"amparo_role_{Guid.NewGuid():N}"));
            await store.ExecuteAsync($"CREATE ROLE {role.Name} LOGIN");
            return role;
        }

        public async Task ExecuteAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(Connection);
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(Cancel);
        }

        public async ValueTask DisposeAsync() => await store.ExecuteAsync($"DROP OWNED BY {name}; DROP ROLE {name}");
    }
}
