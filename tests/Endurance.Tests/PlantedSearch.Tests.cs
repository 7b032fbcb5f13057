using System.Text;
using Amparo.Stores;
using Amparo.TestSupport;
using Npgsql;

namespace Amparo.Endurance.Tests;

/// <summary>That nothing is found means something only where what is there would be found.</summary>
public sealed class PlantedSearchTests
{
    // Another than the one that is planted: on a shared server it stands in clear in the log that other tests search.
    private const string Beginning = "Hvqwzj";
    private const string Name = $"{Beginning}ana";

    private static readonly PlantedSearch Search = new([Beginning, "31/01/1933", "1933-01-31"]);

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    [Theory]
    [InlineData("x")]
    [InlineData("xx")]
    [InlineData("xxx")]
    public void Is_found_in_every_form(string before)
    {
        var plain = Encoding.UTF8.GetBytes($"{before}{Name},31/01/1933");
        byte[][] forms =
        [
            plain, Encoding.Unicode.GetBytes($"{before}{Name.ToUpperInvariant()}"), Encoding.BigEndianUnicode.GetBytes(Name.ToLowerInvariant()),
            Encoding.ASCII.GetBytes(Convert.ToBase64String(plain)), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(plain)), Encoding.UTF8.GetBytes("{\"birth-date\":\"1933-01-31\"}"),
        ];
        foreach (var form in forms)
            Search.In(form).ShouldNotBeEmpty();
        Search.In(Encoding.UTF8.GetBytes("Ana López, 31/01/1936")).ShouldBeEmpty();
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
        Search.In(await store.FilesAsync(since)).ShouldNotBeEmpty();

        await store.RowsAsync("DELETE FROM people");
        Search.In(await store.FilesAsync(since)).ShouldNotBeEmpty("Pages and logs keep what was deleted for a while.");
    }
}
