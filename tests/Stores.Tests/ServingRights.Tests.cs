using System.Globalization;
using Amparo.Stores.Migrations;
using Amparo.TestSupport;
using NodaTime;
using Npgsql;

namespace Amparo.Stores.Tests;

public sealed class ServingRightsTests
{
    private static readonly MigrationSet Trial = new("trial", new Dictionary<StoreKind, IReadOnlyList<Migration>>
    {
        [StoreKind.PostgreSql] =
        [
            new(new(1, "first"), "CREATE SCHEMA trial; CREATE TABLE trial.note (id integer NOT NULL PRIMARY KEY); CREATE TABLE trial.line (id integer NOT NULL PRIMARY KEY);"),
            new(new(2, "second"), "CREATE TABLE trial.later (id integer NOT NULL PRIMARY KEY);"),
        ],
    });

    private static readonly ServedSchema[] Served = [new("trial", ["line"])];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_account_that_serves_reads_and_writes_rows_and_adds_alone_where_only_adding_is_meant()
    {
        await using var trial = await StartAsync();

        (await trial.GrantAsync()).Value.ShouldBe(new ServingGrant(3, 1));

        await trial.ServesAsync("INSERT INTO trial.note VALUES (1); UPDATE trial.note SET id = 2; DELETE FROM trial.note; INSERT INTO trial.line VALUES (1)");
        (await trial.ServesAsync("SELECT count(*) FROM trial.line")).ShouldBe(1L);
        (await trial.ServesAsync("SELECT count(*) FROM amparo_migration")).ShouldBe(2L);
        foreach (var refused in new[]
        {
            "UPDATE trial.line SET id = 2", "DELETE FROM trial.line", "TRUNCATE trial.line", "TRUNCATE trial.note", "DROP TABLE trial.note", "DELETE FROM amparo_migration",
            "ALTER TABLE trial.line ADD COLUMN more integer", "CREATE TABLE trial.mine (id integer)", "CREATE TABLE mine (id integer)", "CREATE SCHEMA mine",
            "ALTER TABLE trial.line DISABLE TRIGGER ALL", "CREATE INDEX mine ON trial.note (id)", "INSERT INTO amparo_migration VALUES ('trial', 3, 'x', repeat('a', 64), 1)",
        })
        {
            // 42501 for what is not allowed; "must be owner" has the same code.
            (await Should.ThrowAsync<PostgresException>(() => trial.ServesAsync(refused))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, refused);
        }
    }

    [Fact]
    public async Task Done_again_it_takes_what_was_given_beside_it_and_gives_what_is_new()
    {
        await using var trial = await StartAsync(migrations: 1);
        (await trial.GrantAsync()).Value.Tables.ShouldBe(2);
        await trial.Store.ExecuteAsync($"GRANT ALL ON ALL TABLES IN SCHEMA trial TO {trial.Role}; GRANT CREATE ON SCHEMA trial TO {trial.Role}; GRANT DELETE ON amparo_migration TO {trial.Role}");
        await trial.MigrateAsync(2);

        (await trial.GrantAsync()).Value.ShouldBe(new ServingGrant(3, 1));

        await trial.ServesAsync("INSERT INTO trial.later VALUES (1)");
        foreach (var refused in new[] { "DELETE FROM trial.line", "TRUNCATE trial.note", "CREATE TABLE trial.mine (id integer)", "DELETE FROM amparo_migration" })
            await Should.ThrowAsync<PostgresException>(() => trial.ServesAsync(refused));
    }

    [Fact]
    public async Task With_all_applied_such_an_account_starts_and_with_one_missing_it_is_told_who_must_go_first()
    {
        await using var trial = await StartAsync(migrations: 1);
        await trial.GrantAsync();

        (await trial.StartAsServingAsync(1)).Value.Applied.ShouldBe(0);
        var refused = (await trial.StartAsServingAsync(2)).Problems.ShouldHaveSingleItem();
        refused.ToString().ShouldBe("STO-023 trial (0002-second)");
    }

    [Fact]
    public async Task Where_it_was_given_nothing_it_is_told_the_same()
    {
        await using var trial = await StartAsync();

        (await trial.StartAsServingAsync(2)).Problems.ShouldHaveSingleItem().ToString().ShouldBe("STO-023 postgresql");
    }

    [Fact]
    public async Task On_an_empty_database_it_is_told_the_same()
    {
        await using var trial = await StartAsync(migrations: 0);
        // As version 15 and later do by themselves.
        await trial.Store.ExecuteAsync("REVOKE CREATE ON SCHEMA public FROM PUBLIC");

        (await trial.StartAsServingAsync(1)).Problems.ShouldHaveSingleItem().Code.ShouldBe(StoreProblems.MigrationNotAllowed);
    }

    [Theory]
    [InlineData("ALTER ROLE {0} SUPERUSER")]
    [InlineData("ALTER ROLE {0} CREATEROLE")]
    [InlineData("ALTER ROLE {0} REPLICATION")]
    [InlineData("GRANT amparo TO {0}")]
    [InlineData("ALTER ROLE {0} NOINHERIT; GRANT pg_write_all_data TO {0}")]
    [InlineData("ALTER ROLE {0} NOINHERIT; GRANT pg_execute_server_program TO {0}")]
    [InlineData("GRANT UPDATE (id) ON trial.line TO PUBLIC")]
    [InlineData("ALTER TABLE trial.note OWNER TO {0}")]
    [InlineData("ALTER SCHEMA trial OWNER TO {0}")]
    [InlineData("GRANT UPDATE ON trial.line TO PUBLIC")]
    [InlineData("GRANT TRUNCATE ON trial.note TO PUBLIC")]
    [InlineData("GRANT CREATE ON SCHEMA trial TO PUBLIC")]
    public async Task An_account_that_may_more_by_another_way_is_refused_and_gets_nothing(string before)
    {
        await using var trial = await StartAsync();
        await trial.Store.ExecuteAsync(string.Format(CultureInfo.InvariantCulture, before, trial.Role));

        (await trial.GrantAsync()).Problems.ShouldHaveSingleItem().ToString().ShouldBe("STO-022 postgresql");

        (await trial.Store.ExecuteAsync($"SELECT count(*) FROM information_schema.role_table_grants WHERE grantee = '{trial.Role}' AND table_name = 'later'")).ShouldBe(0L);
    }

    [Fact]
    public async Task An_account_that_there_is_not_and_one_that_is_not_the_owner_are_refused()
    {
        await using var trial = await StartAsync();

        (await ServingRights.GrantAsync(trial.Store.Address, "there is none", Served, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(StoreProblems.ServingRoleMissing);
        await trial.GrantAsync();
        (await ServingRights.GrantAsync(trial.ServingAddress, trial.Role, Served, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(StoreProblems.ServerRefuses);
        await Should.ThrowAsync<ArgumentException>(() => ServingRights.GrantAsync(StoreAddress.InFolder(trial.Store.DataFolder).Value, trial.Role, Served, Cancel));
    }

    [Fact]
    public async Task A_name_is_a_name_whatever_it_holds()
    {
        await using var trial = await StartAsync(role: "x\"; DROP TABLE trial.note; --");

        (await trial.GrantAsync()).Value.Tables.ShouldBe(3);

        (await trial.ServesAsync("SELECT count(*) FROM trial.note")).ShouldBe(0L);
    }

    private static async Task<ServingTrial> StartAsync(int migrations = 2, string? role = null)
    {
        var trial = new ServingTrial(await TestStore.CreateAsync(StoreKind.PostgreSql), role ?? string.Create(CultureInfo.InvariantCulture, $"amparo_role_{Guid.NewGuid():N}"));
        await trial.Store.ExecuteAsync($"CREATE ROLE {trial.Quoted} LOGIN");
        if (migrations > 0)
            await trial.MigrateAsync(migrations);
        return trial;
    }

    private sealed class ServingTrial(TestStore store, string role) : IAsyncDisposable
    {
        public TestStore Store => store;

        public string Role => role;

        public string Quoted => $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

        public StoreAddress ServingAddress => StoreAddress.PostgreSql(ServingConnection).Value;

        private string ServingConnection => new NpgsqlConnectionStringBuilder(store.ConnectionString) { Username = role, Pooling = false }.ConnectionString;

        public async Task MigrateAsync(int migrations) => (await StartAsync(store.Address, migrations)).Problems.ShouldBeEmpty();

        public Task<Vocabulary.Outcome<MigrationReport>> StartAsServingAsync(int migrations) => StartAsync(ServingAddress, migrations);

        public Task<Vocabulary.Outcome<ServingGrant>> GrantAsync() => ServingRights.GrantAsync(store.Address, role, Served, Cancel);

        public async Task<object?> ServesAsync(string sql)
        {
            await using var connection = new NpgsqlConnection(ServingConnection);
            await connection.OpenAsync(Cancel);
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            return await command.ExecuteScalarAsync(Cancel);
        }

        public async ValueTask DisposeAsync()
        {
            // What it owns or was given stands in this database alone.
            await store.ExecuteAsync($"REASSIGN OWNED BY {Quoted} TO CURRENT_USER; DROP OWNED BY {Quoted}; DROP ROLE {Quoted}");
            await store.DisposeAsync();
        }

        private static Task<Vocabulary.Outcome<MigrationReport>> StartAsync(StoreAddress address, int migrations) => StoreMigrations.ApplyAsync(
            address,
            [new MigrationSet("trial", new Dictionary<StoreKind, IReadOnlyList<Migration>> { [StoreKind.PostgreSql] = [.. Trial.For(StoreKind.PostgreSql).Take(migrations)] })],
            Instant.FromUtc(2026, 12, 1, 1, 0),
            Cancel);
    }
}
