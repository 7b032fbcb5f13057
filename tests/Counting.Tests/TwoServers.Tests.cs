using Amparo.PrivateRelease.Tables;
using Amparo.Stores;
using Amparo.TestSupport;
using Npgsql;

namespace Amparo.Counting.Tests;

/// <summary>A table of which parts lie on another PostgreSQL server, a process of its own.</summary>
public sealed class TwoServersTests
{
    private static readonly int[] Sizes = [2, 6, 3, 12, 2, 2];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_over_two_servers_equal_those_in_memory_and_each_server_groups_its_own_rows()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.PostgreSql);
        var second = await PostgresServer.SecondConnectionStringAsync();
        var far = new NpgsqlConnectionStringBuilder(second) { Pooling = false };
        Convert.ToString(await store.ExecuteAsync("SHOW data_directory"), System.Globalization.CultureInfo.InvariantCulture)
            .ShouldNotBe(await OnSecond(far, "SHOW data_directory"));
        var table = CodedRows.Random(4000, Sizes, 5);
        var columns = string.Join(", ", table.Domain.Columns.Select(column => $"{column.Name} smallint"));
        await OnSecond(far, $"CREATE TABLE north ({columns}, place smallint); CREATE TABLE south ({columns}, place smallint);");
        await store.ExecuteAsync($"""
            CREATE EXTENSION postgres_fdw;
            CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '{far.Host}', port '{far.Port}', dbname '{far.Database}');
            CREATE USER MAPPING FOR CURRENT_USER SERVER far OPTIONS (user '{far.Username}');
            CREATE TABLE reports ({columns}, place smallint) PARTITION BY LIST (place);
            CREATE TABLE here PARTITION OF reports FOR VALUES IN (0);
            CREATE FOREIGN TABLE north PARTITION OF reports FOR VALUES IN (1) SERVER far OPTIONS (table_name 'north');
            CREATE FOREIGN TABLE south PARTITION OF reports FOR VALUES IN (2) SERVER far OPTIONS (table_name 'south');
            """);
        try
        {
            await CodedRows.InsertAsync(store.ExecuteAsync, "reports", table, row => $"{row % 3}");
            (await OnSecond(far, "SELECT (SELECT count(*) FROM north) + (SELECT count(*) FROM south)")).ShouldBe("2666");

            var sets = CodedRows.UpToThree(Sizes.Length);
            var expected = CodedRows.InMemory(table).Tables(sets);
            var source = new CodedSource("reports", table.Domain);
            CodedRows.ShouldEqual((await SqlCounting.TablesAsync(store.Address, source, sets, Cancel)).Value, expected);
            // More distinct rows than allowed in all, and in each part: in groups; and in the whole only.
            var distinct = CodedRows.InMemory(table).Count;
            foreach (var most in new[] { 10, distinct - 1, distinct })
            {
                var limited = source with { Limits = new() { DistinctRows = most, JointCells = 500 } };
                CodedRows.ShouldEqual((await SqlCounting.TablesAsync(store.Address, limited, sets, Cancel)).Value, expected);
                (await SqlCounting.RowsAsync(store.Address, limited, Cancel)).Succeeded.ShouldBe(most == distinct);
            }

            var limitedByPerson = source with { PersonColumn = "place", RowsPerPerson = 50 };
            (await SqlCounting.RowsAsync(store.Address, limitedByPerson, Cancel)).Value.Total.ShouldBe(150);

            var plan = await PlanOf(store, new CountingStatements(StoreKind.PostgreSql, source).Group("public.north", [1, 3], 1000));
            plan.ShouldContain("Remote SQL");
            plan[plan.IndexOf("Remote SQL", StringComparison.Ordinal)..].ShouldContain("GROUP BY");
        }
        finally
        {
            await OnSecond(far, "DROP TABLE north; DROP TABLE south;");
        }
    }

    [Fact]
    public async Task A_far_server_that_is_gone_is_a_problem_and_never_half_a_count()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.PostgreSql);
        await store.ExecuteAsync("""
            CREATE EXTENSION postgres_fdw;
            CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '/nonexistent', dbname 'postgres');
            CREATE USER MAPPING FOR CURRENT_USER SERVER far OPTIONS (user 'amparo');
            CREATE TABLE reports (c0 smallint, place smallint) PARTITION BY LIST (place);
            CREATE TABLE here PARTITION OF reports FOR VALUES IN (0);
            CREATE FOREIGN TABLE there PARTITION OF reports FOR VALUES IN (1) SERVER far;
            INSERT INTO reports VALUES (1, 0);
            """);

        var counted = await SqlCounting.RowsAsync(store.Address, new("reports", new([new("c0", 2)])), Cancel);
        counted.Problems.ShouldHaveSingleItem().Subject.ShouldBe("postgresql");
    }

    private static async Task<string> OnSecond(NpgsqlConnectionStringBuilder server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToString(await command.ExecuteScalarAsync(Cancel), System.Globalization.CultureInfo.InvariantCulture) ?? "";
    }

    private static async Task<string> PlanOf(TestStore store, string query)
    {
        await using var connection = new NpgsqlConnection(store.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand($"EXPLAIN (VERBOSE) {query}", connection);
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancel))
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}
