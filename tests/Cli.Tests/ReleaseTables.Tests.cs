using Microsoft.Data.Sqlite;

namespace Amparo.Cli.Tests;

/// <summary><c>release DATABASE --schema S --table T</c>: the database counts, and the rest is as with a file.</summary>
public sealed class ReleaseTablesTests : IDisposable
{
    private readonly Workspace _work = new();

    public ReleaseTablesTests() => File.WriteAllText(_work.At("domain.json"), """{"a":3,"b":2,"c":4}""");

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_table_gives_the_rows_that_the_same_file_gives()
    {
        var random = new Random(9);
        int[][] rows = [.. Enumerable.Range(0, 400).Select(_ => (int[])[random.Next(3), random.Next(2), random.Next(4)])];
        await Fill(rows);
        File.WriteAllText(_work.At("in.csv"), "a,b,c\n" + string.Concat(rows.Select(row => string.Join(',', row) + "\n")));
        string[] anonymous = ["--mechanism", "k-anonymous", "--k", "25"];

        Release("in.csv", "file", anonymous).Exit.ShouldBe(0);
        var run = Release("data.db", "table", [.. anonymous, "--table", "persons"]);

        run.Exit.ShouldBe(0, run.Error);
        File.ReadAllLines(_work.At("table.csv")).Order(StringComparer.Ordinal).ShouldBe(File.ReadAllLines(_work.At("file.csv")).Order(StringComparer.Ordinal));
        Release("data.db", "noisy", "--epsilon", "1", "--table", "persons").Exit.ShouldBe(0);
        AmparoProcess.Run("release", _work.At("data.db"), "--schema", _work.At("domain.json"), "--table", "persons", "--preview", "a,b;a,c").Exit.ShouldBeOneOf(0, 1);
    }

    [Fact]
    public async Task A_schema_with_words_takes_their_numbers_and_one_row_of_each_person()
    {
        File.WriteAllText(_work.At("s.yaml"), """
            person: id
            columns:
              - { name: a, codes: [x, y], other: unknown }
            """);
        await Execute("CREATE TABLE persons (id INTEGER, a INTEGER)");
        for (var person = 0; person < 60; person++)
            await Execute($"INSERT INTO persons VALUES ({person}, {person % 2}), ({person}, {person % 2})");
        await Execute("INSERT INTO persons VALUES (60, 7), (61, NULL), (62, 2), (63, 2), (64, 2), (65, 2)");
        var run = AmparoProcess.Run(
            "release", _work.At("data.db"), "--schema", _work.At("s.yaml"), "--table", "persons", "--mechanism", "k-anonymous", "--k", "2", "--ledger", _work.At("L"),
            "--out", _work.At("open.csv"));

        run.Exit.ShouldBe(0, run.Error);
        File.ReadLines(_work.At("open.csv")).CountBy(line => line).Select(line => $"{line.Key} {line.Value}").Order(StringComparer.Ordinal)
            .ShouldBe(["a 1", "unknown 6", "x 30", "y 30"]);
    }

    [Theory]
    [InlineData("STO-015", "nothing")]
    [InlineData("SQL-002", "persons")]
    public async Task What_cannot_be_counted_is_refused_in_one_line_and_leaves_nothing(string code, string table)
    {
        await Fill([[0, 1, 2], [2, 9_731, 0]]);
        var run = Release("data.db", "open", "--epsilon", "1", "--table", table);

        run.Exit.ShouldBe(2, run.Error);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith(code);
        run.Error.ShouldNotContain("9731");
        File.Exists(_work.At("open.csv")).ShouldBeFalse();
        File.Exists(_work.At("open.L")).ShouldBeFalse();
    }

    private AmparoProcess Release(string input, string name, params string[] options) => AmparoProcess.Run(
        ["release", _work.At(input), "--schema", _work.At("domain.json"), "--ledger", _work.At($"{name}.L"), "--out", _work.At($"{name}.csv"), .. options]);

    private async Task Fill(int[][] rows)
    {
        await Execute("CREATE TABLE persons (a INTEGER, b INTEGER, c INTEGER)");
        await Execute("INSERT INTO persons VALUES " + string.Join(", ", rows.Select(row => $"({string.Join(',', row)})")));
    }

    private async Task Execute(string statement)
    {
        await using var connection = new SqliteConnection($"Data Source={_work.At("data.db")};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statement;
        await command.ExecuteNonQueryAsync();
    }
}
