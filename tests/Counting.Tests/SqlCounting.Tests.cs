using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;
using Amparo.Stores;
using Amparo.TestSupport;

namespace Amparo.Counting.Tests;

public sealed class SqlCountingTests
{
    private static readonly int[] Sizes = [2, 5, 1, 17, 2, 9, 2, 3];

    // Ten distinct rows are never enough for these: the groups of columns are asked for.
    private static readonly CountingLimits Groups = new() { DistinctRows = 10, JointCells = 1000 };

    public static TheoryData<StoreKind> Kinds { get; } = [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Counts_equal_those_in_memory_by_either_way(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        await Prepare(store);
        var table = CodedRows.Random(3000, Sizes, 1);
        await CodedRows.FillAsync(store, "reports", table);
        var sets = CodedRows.UpToThree(Sizes.Length);
        var expected = CodedRows.InMemory(table).Tables(sets);
        expected.Select(one => one.Counts).ShouldBe(sets.Select(set => CodedRows.Naive(table, set)));

        var source = new CodedSource("reports", table.Domain);
        CodedRows.ShouldEqual((await SqlCounting.TablesAsync(store.Address, source, sets, Cancel)).Value, expected);
        CodedRows.ShouldEqual((await SqlCounting.TablesAsync(store.Address, source with { Limits = Groups }, sets, Cancel)).Value, expected);
        var rows = (await SqlCounting.RowsAsync(store.Address, source, Cancel)).Value;
        rows.Total.ShouldBe(3000);
        rows.Count.ShouldBe(CodedRows.InMemory(table).Count);
        CodedRows.ShouldEqual(CodedRows.InMemory(rows.ToTable()).Tables(sets), expected);
        (await SqlCounting.RowsAsync(store.Address, source with { Limits = Groups }, Cancel)).Problems
            .ShouldHaveSingleItem().Code.ShouldBe(CountingProblems.TooManyDistinctRows);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_table_without_rows_counts_nobody(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        await Prepare(store);
        await store.ExecuteAsync("CREATE TABLE reports (c0 integer)");

        var source = new CodedSource("reports", new([new("c0", 3)]));
        var tables = (await SqlCounting.TablesAsync(store.Address, source, [ColumnSet.Of(), ColumnSet.Of(0)], Cancel)).Value;
        tables.Select(table => table.Counts).ShouldBe([[0], [0, 0, 0]]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Names_are_quoted_and_never_run(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        await Prepare(store);
        const string Name = "odd \" name; DROP TABLE kept --";
        var table = new CodedTable(new([new("a\"b", 2), new("x'); DROP TABLE kept; --", 3)]), [[0, 1, 1], [2, 2, 0]]);
        await store.ExecuteAsync("CREATE TABLE kept (a integer)");
        await CodedRows.FillAsync(store, Name, table);

        var counted = (await SqlCounting.TablesAsync(store.Address, new(Name, table.Domain), [ColumnSet.Of(0, 1)], Cancel)).Value;
        counted[0].Counts.ShouldBe([0, 0, 1, 1, 0, 1]);
        (await SqlCounting.TablesAsync(store.Address, new("kept; --", table.Domain), [], Cancel)).Problems
            .ShouldHaveSingleItem().Code.ShouldBe(StoreProblems.TableMissing);
        (await SqlCounting.RowsAsync(store.Address, new("kept", new([new("a", 2)])), Cancel)).Value.Total.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_column_that_is_not_there_is_refused_and_never_taken_for_a_text(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        await Prepare(store);
        await store.ExecuteAsync("CREATE TABLE reports (c0 integer); INSERT INTO reports VALUES (1)");

        foreach (var source in new[] { new CodedSource("reports", new([new("c1", 2)])), new("reports", new([new("c0", 2)])) { PersonColumn = "c1" } })
        {
            var problem = (await SqlCounting.RowsAsync(store.Address, source, Cancel)).Problems.ShouldHaveSingleItem();
            problem.Code.ShouldBe(CountingProblems.ColumnUnusable);
            problem.Subject.ShouldBe("c1");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_outside_the_domain_goes_to_the_declared_code_or_is_refused_without_its_value(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        await Prepare(store);
        await store.ExecuteAsync("CREATE TABLE reports (c0 integer, c1 integer); INSERT INTO reports VALUES (0, 1), (77123, 1), (-4, 0), (NULL, 0), (2, 1), (3, 1), (-1, 0)");
        var source = new CodedSource("reports", new([new("c0", 3), new("c1", 2)]));

        foreach (var limits in new[] { new CountingLimits(), Groups with { DistinctRows = 1 } })
        {
            var refused = await SqlCounting.TablesAsync(store.Address, source with { Limits = limits }, [ColumnSet.Of(0)], Cancel);
            refused.Problems.ShouldHaveSingleItem().ToString().ShouldBe($"{CountingProblems.CodeOutsideDomain} c0");
            var others = source with { Limits = limits, OtherCodes = new Dictionary<string, int> { ["c0"] = 2 } };
            var counted = (await SqlCounting.TablesAsync(store.Address, others, [ColumnSet.Of(0), ColumnSet.Of(0, 1)], Cancel)).Value;
            counted.Select(table => table.Counts).ShouldBe([[1, 0, 6], [0, 1, 0, 0, 3, 3]]);
        }
    }

    [Fact]
    public async Task In_SQLite_texts_and_fractions_are_outside_the_domain()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        await Prepare(store);
        await store.ExecuteAsync("CREATE TABLE reports (c0); INSERT INTO reports VALUES (1), ('1'), (1.5), ('Ana'), (x'01'), (0)");

        var source = new CodedSource("reports", new([new("c0", 4)])) { OtherCodes = new Dictionary<string, int> { ["c0"] = 3 } };
        (await SqlCounting.TablesAsync(store.Address, source, [ColumnSet.Of(0)], Cancel)).Value[0].Counts.ShouldBe([1, 1, 0, 4]);
    }

    [Fact]
    public async Task In_PostgreSQL_a_column_must_be_of_whole_numbers()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.PostgreSql);
        await store.ExecuteAsync("CREATE SCHEMA intake; CREATE TABLE intake.reports (c0 smallint, c1 bigint, c2 numeric); INSERT INTO intake.reports VALUES (1, 1, 1.4)");

        (await SqlCounting.RowsAsync(store.Address, new("intake.reports", new([new("c0", 2), new("c1", 2)])), Cancel)).Value.Total.ShouldBe(1);
        (await SqlCounting.RowsAsync(store.Address, new("intake.reports", new([new("c2", 2)])), Cancel)).Problems
            .ShouldHaveSingleItem().Code.ShouldBe(CountingProblems.ColumnUnusable);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task No_person_has_more_rows_than_declared_and_all_tables_speak_of_the_same_rows(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        await Prepare(store);
        // Person p has rows of the code p in the first column: 1, 2, 3 … of them; whatever is drawn, the first table is known.
        int[] persons = [.. Enumerable.Range(0, 40).SelectMany(person => Enumerable.Repeat(person, person + 1))];
        var table = new CodedTable(
            new([new("c0", 40), new("c1", 7), new("c2", 11)]),
            [[.. persons.Select(person => (ushort)person)], [.. persons.Select((_, at) => (ushort)(at % 7))], [.. persons.Select((_, at) => (ushort)(at % 11))]]);
        await CodedRows.FillAsync(store, "reports", table, row => persons[row].ToString(System.Globalization.CultureInfo.InvariantCulture));

        foreach (var limits in new[] { new CountingLimits(), Groups })
        {
            var source = new CodedSource("reports", table.Domain) { PersonColumn = "person", RowsPerPerson = 3, Limits = limits };
            ColumnSet[] sets = [ColumnSet.Of(0), ColumnSet.Of(1), ColumnSet.Of(2), ColumnSet.Of(0, 1), ColumnSet.Of(1, 2), ColumnSet.Of(0, 2)];
            var counted = (await SqlCounting.TablesAsync(store.Address, source, sets, Cancel)).Value;
            counted[0].Counts.ShouldBe(Enumerable.Range(0, 40).Select(person => Math.Min(3, person + 1)));
            // The two ways to the same column, in different groups, agree: the draw was made once.
            counted[1].Counts.ShouldBe(Enumerable.Range(0, 7).Select(code => Enumerable.Range(0, 40).Sum(person => counted[3].Counts[(7 * person) + code])));
            counted[1].Counts.ShouldBe(Enumerable.Range(0, 7).Select(code => Enumerable.Range(0, 11).Sum(other => counted[4].Counts[(11 * code) + other])));
            counted[2].Counts.ShouldBe(Enumerable.Range(0, 11).Select(code => Enumerable.Range(0, 40).Sum(person => counted[5].Counts[(11 * person) + code])));
            // Only rows that are there are counted.
            var all = CodedRows.InMemory(table).Tables(sets);
            counted.Zip(all).ShouldAllBe(pair => pair.First.Counts.Zip(pair.Second.Counts).All(cell => cell.First <= cell.Second));
        }

        var drawn = (await SqlCounting.RowsAsync(store.Address, new("reports", table.Domain) { PersonColumn = "person", RowsPerPerson = 3 }, Cancel)).Value;
        drawn.RowsPerPerson.ShouldBe(3);
        Should.Throw<InvalidOperationException>(drawn.ToTable);
        (await SqlCounting.RowsAsync(store.Address, new("reports", table.Domain) { PersonColumn = "person" }, Cancel)).Value.ToTable().Rows.ShouldBe(40);
        Convert.ToInt64(await store.ExecuteAsync("SELECT count(*) FROM reports"), System.Globalization.CultureInfo.InvariantCulture).ShouldBe(persons.Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_row_of_nobody_is_refused_where_rows_are_limited_by_person(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        await Prepare(store);
        await store.ExecuteAsync("CREATE TABLE reports (c0 integer, person integer); INSERT INTO reports VALUES (1, 7), (1, NULL), (1, NULL)");

        var problem = (await SqlCounting.RowsAsync(store.Address, new("reports", new([new("c0", 2)])) { PersonColumn = "person" }, Cancel)).Problems.ShouldHaveSingleItem();
        problem.ToString().ShouldBe($"{CountingProblems.PersonMissing} person");
    }

    [Fact]
    public async Task A_source_that_contradicts_itself_is_a_bug_of_the_caller()
    {
        await using var store = await TestStore.CreateAsync(StoreKind.Sqlite);
        var source = new CodedSource("reports", new([new("c0", 2)]));
        await Should.ThrowAsync<ArgumentException>(() => SqlCounting.RowsAsync(store.Address, source with { OtherCodes = new Dictionary<string, int> { ["c0"] = 2 } }, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => SqlCounting.RowsAsync(store.Address, source with { RowsPerPerson = 0 }, Cancel));
        await Should.ThrowAsync<ArgumentException>(() => SqlCounting.TablesAsync(store.Address, source, [ColumnSet.Of(1)], Cancel));
    }

    // An address in a folder has no file before the first table is made.
    private static Task Prepare(TestStore store)
    {
        if (store.Address.FilePath is { } file)
            File.WriteAllBytes(file, []);
        return Task.CompletedTask;
    }
}
