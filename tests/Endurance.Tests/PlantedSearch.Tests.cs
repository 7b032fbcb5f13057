using System.Text;
using Amparo.Stores;
using Amparo.TestSupport;
using Npgsql;

namespace Amparo.Endurance.Tests;

/// <summary>That nothing is found means something only where what is there would be found.</summary>
public sealed class PlantedSearchTests
{
    private const string Name = $"{PlantedSearch.Beginning}ana";

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    [Theory]
    [InlineData("x")]
    [InlineData("xx")]
    [InlineData("xxx")]
    public void Is_found_in_every_form(string before)
    {
        var plain = Encoding.UTF8.GetBytes($"{before}{Name},29/02/1932");
        byte[][] forms =
        [
            plain, Encoding.Unicode.GetBytes($"{before}{Name.ToUpperInvariant()}"), Encoding.BigEndianUnicode.GetBytes(Name.ToLowerInvariant()),
            Encoding.ASCII.GetBytes(Convert.ToBase64String(plain)), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(plain)), Encoding.UTF8.GetBytes("{\"birth-date\":\"1932-02-29\"}"),
        ];
        foreach (var form in forms)
            PlantedSearch.In(form).ShouldNotBeEmpty();
        PlantedSearch.In(Encoding.UTF8.GetBytes("Ana López, 29/02/1936")).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Is_found_in_the_files_of_a_database_after_it_was_deleted(StoreKind kind)
    {
        await using var store = await DeskStore.CreateAsync(kind);
        var since = DateTime.UtcNow.AddSeconds(-1);
        if (kind == StoreKind.Sqlite)
            await File.Create(Path.Combine(store.Data, StoreAddress.FileName)).DisposeAsync();
        foreach (var sql in new[] { "CREATE TABLE people (name text)", $"INSERT INTO people VALUES ('{Name}')" })
            await store.RowsAsync(sql);
        PlantedSearch.In(await store.FilesAsync(since)).ShouldNotBeEmpty();

        await store.RowsAsync("DELETE FROM people");
        PlantedSearch.In(await store.FilesAsync(since)).ShouldNotBeEmpty("Pages and logs keep what was deleted for a while.");
    }
}
