using System.Globalization;
using Amparo.Records;
using Amparo.TestSupport;
using NodaTime;

namespace Amparo.Stores.Tests;

public sealed class TableCellsTests
{
    public static TheoryData<StoreKind> Kinds { get; } = [.. TestStore.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_table_is_read_in_the_order_of_its_key_with_its_values_in_invariant_form(StoreKind kind)
    {
        await using var store = await Prepared(kind);
        await store.ExecuteAsync("""
            CREATE TABLE reports (id integer PRIMARY KEY, name text, sex integer, weight double precision, note text);
            INSERT INTO reports VALUES (2, ' Núñez ', 1, 1.5, NULL), (1, 'x"; DROP TABLE reports; --', NULL, 1000000, 'pa?s');
            """);

        using var rows = await Open(store, "reports");
        rows.Header.ShouldBe(["id", "name", "sex", "weight", "note"]);
        Read(rows).ShouldBe(["1|x\"; DROP TABLE reports; --||1000000|pa?s", "2|Núñez|1|1.5|"]);
        rows.Failure.ShouldBeNull();
        rows.Garbled.ShouldHaveSingleItem().ShouldBe(new GarbledColumn("note", 1, 1));
    }

    [Fact]
    public async Task Dates_and_truth_values_of_PostgreSQL_are_written_in_one_way()
    {
        await using var store = await Prepared(StoreKind.PostgreSql);
        await store.ExecuteAsync("""
            CREATE SCHEMA intake;
            CREATE TABLE intake.cases (id bigint PRIMARY KEY, opened date, moment timestamp, minor boolean, amount numeric(20,2));
            INSERT INTO intake.cases VALUES (7, '2024-02-29', '2024-02-29 13:05:06', true, 1234567.80);
            """);

        using var rows = await Open(store, "intake.cases");
        rows.Read().ShouldBeTrue();
        Enumerable.Range(0, 5).Select(rows.Text).ShouldBe(["7", "2024-02-29", "2024-02-29T13:05:06", "true", "1234567.80"]);
        rows.Date(1).ShouldBe(new LocalDate(2024, 2, 29));
        rows.Date(0).ShouldBeNull();
        (await TableCells.OpenAsync(store.Address, "cases", TestContext.Current.CancellationToken)).Problems
            .ShouldHaveSingleItem().Code.ShouldBe(StoreProblems.TableMissing);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_name_is_looked_up_and_never_run(StoreKind kind)
    {
        await using var store = await Prepared(kind);
        await store.ExecuteAsync("CREATE TABLE kept (a integer); CREATE TABLE \"odd \"\" name\" (a integer); INSERT INTO \"odd \"\" name\" VALUES (5);");

        foreach (var name in new[] { "kept; DROP TABLE kept", "kept\" --", "kept UNION SELECT 1", "missing", "' OR 1=1 --", "KEPT" })
        {
            var opened = await TableCells.OpenAsync(store.Address, name, TestContext.Current.CancellationToken);
            opened.Problems.ShouldHaveSingleItem().Code.ShouldBe(StoreProblems.TableMissing);
            opened.Problems[0].ToString().ShouldNotContain(name);
        }

        using var odd = await Open(store, "odd \" name");
        Read(odd).ShouldBe(["5"]);
        using var kept = await Open(store, "kept");
        Read(kept).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_view_cannot_write_while_it_is_read()
    {
        await using var store = await Prepared(StoreKind.PostgreSql);
        await store.ExecuteAsync("""
            CREATE TABLE t (a integer);
            CREATE FUNCTION sneak() RETURNS integer LANGUAGE sql VOLATILE AS 'INSERT INTO t VALUES (1) RETURNING a';
            CREATE VIEW v AS SELECT sneak() AS a;
            """);

        var opened = await TableCells.OpenAsync(store.Address, "v", TestContext.Current.CancellationToken);
        if (opened.Succeeded)
        {
            using var rows = RowSource.FromTable(opened.Value, new ReadingLimits()).Value;
            rows.Read().ShouldBeFalse();
            rows.Failure.ShouldNotBeNull().Code.ShouldBe(StoreProblems.NotWritable);
        }
        else
        {
            opened.Problems.ShouldHaveSingleItem().Code.ShouldBe(StoreProblems.NotWritable);
        }

        (await store.ExecuteAsync("SELECT count(*) FROM t")).ShouldBe(0L);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_long_table_is_streamed(StoreKind kind)
    {
        await using var store = await Prepared(kind);
        await store.ExecuteAsync("""
            CREATE TABLE long (id integer PRIMARY KEY, a text);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO long SELECT i, 'text' FROM n;
            """);

        using var rows = await Open(store, "long");
        var last = string.Empty;
        var read = 0;
        for (; rows.Read(); read++)
            last = rows.Text(0);
        (read, last, rows.RowNumber).ShouldBe((20_000, "20000", 20_000));
    }

    private static async Task<TestStore> Prepared(StoreKind kind)
    {
        var store = await TestStore.CreateAsync(kind);
        if (kind == StoreKind.Sqlite)
            await File.WriteAllBytesAsync(store.Address.FilePath!, [], TestContext.Current.CancellationToken);
        return store;
    }

    private static async Task<RowSource> Open(TestStore store, string table)
    {
        var opened = await TableCells.OpenAsync(store.Address, table, TestContext.Current.CancellationToken);
        return RowSource.FromTable(opened.Value, new ReadingLimits()).Value;
    }

    private static string[] Read(RowSource rows)
    {
        var read = new List<string>();
        while (rows.Read())
            read.Add(string.Join('|', rows.Header.Select((_, column) => rows.Text(column))));
        return [.. read];
    }
}
