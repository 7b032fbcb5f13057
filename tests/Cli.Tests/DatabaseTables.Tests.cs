using System.Data.Common;
using Amparo.TestSupport;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Amparo.Cli.Tests;

/// <summary>Tables of an agency's database, read by <c>check</c> and <c>map</c> as files are.</summary>
public sealed class DatabaseTablesTests : IDisposable
{
    private const string Rows = """
        CREATE TABLE denuncias (id integer PRIMARY KEY, expediente text, fecha text, sexo text, edad integer);
        INSERT INTO denuncias VALUES (3, 'E-3', '2021-02-30', 'F', 20), (1, 'E-1', '2021-02-03', 'F', 16), (2, 'E-2', '2021-03-04', NULL, NULL);
        """;

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public async Task A_table_of_SQLite_is_mapped_in_the_order_of_its_key_and_not_changed()
    {
        await using (var connection = new SqliteConnection($"Data Source={_work.At("agency.db")};Pooling=false"))
            await Fill(connection);
        var before = Workspace.Snapshot(_work.Root);

        Map(_work.At("agency.db"), "denuncias");

        File.Delete(_work.At("out.csv"));
        File.Delete(_work.At("mapping.yaml"));
        Workspace.Snapshot(_work.Root).ShouldBe(before);
    }

    [Fact]
    public async Task A_table_of_PostgreSQL_is_mapped_by_a_file_that_holds_the_address()
    {
        var address = await PostgresServer.ConnectionStringAsync();
        var schema = $"cli{Guid.NewGuid():N}";
        await using (var connection = new NpgsqlConnection(address))
            await Fill(connection, $"CREATE SCHEMA {schema}; SET search_path TO {schema};");
        await File.WriteAllTextAsync(_work.At("agency.address"), address, TestContext.Current.CancellationToken);

        Map(_work.At("agency.address"), $"{schema}.denuncias");
    }

    [Fact]
    public async Task What_is_no_database_or_has_no_such_table_is_refused_without_saying_what_it_holds()
    {
        await File.WriteAllTextAsync(_work.At("agency.address"), "Ana Paz, 16", TestContext.Current.CancellationToken);
        await using (var connection = new SqliteConnection($"Data Source={_work.At("agency.db")};Pooling=false"))
            await Fill(connection);
        Mapping("other");

        foreach (var (file, code) in new[] { ("agency.address", "STO-001"), ("agency.db", "STO-015") })
        {
            var run = AmparoProcess.Run("map", _work.At(file), "--mapping", _work.At("mapping.yaml"), "--out", _work.At("out.csv"));
            run.Exit.ShouldBe(2);
            run.Error.ShouldContain(code);
            run.Error.ShouldNotContain("Ana");
            File.Exists(_work.At("out.csv")).ShouldBeFalse();
        }
    }

    private static async Task Fill(DbConnection connection, string first = "")
    {
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = first + Rows;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private void Mapping(string table) => File.WriteAllText(_work.At("mapping.yaml"), $$"""
        id: mapping
        version: 1
        schema: person-report
        country: GT
        agency-kind: police
        title: Denuncias
        translation: { es: reviewed }
        file: { kind: table, table: {{table}} }
        fields:
          file-number: { as: text, from: expediente }
          registered: { as: date, from: fecha, formats: [yyyy-MM-dd] }
          sex: { as: code, from: sexo, values: { F: female, M: male } }
          age: { as: integer, from: edad }
        """);

    private void Map(string file, string table)
    {
        Mapping(table);
        var run = AmparoProcess.Run("map", file, "--mapping", _work.At("mapping.yaml"), "--out", _work.At("out.csv"));

        run.Exit.ShouldBe(1, run.Error);
        run.Output.ShouldContain("REC-103");
        var lines = File.ReadAllLines(_work.At("out.csv"));
        lines.Length.ShouldBe(3);
        lines[1].ShouldStartWith("GT-police-1,GT,2021,police,female,0-17,");
        lines[2].ShouldStartWith("GT-police-2,GT,2021,police,_blank,_blank,");
    }
}
