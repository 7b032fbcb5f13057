using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Amparo.PrivateRelease.Tables;
using Amparo.Stores;
using Amparo.TestSupport;

namespace Amparo.Counting.Tests;

/// <summary>The publisher's own 91,043 records, where they are at hand; they are not kept here.</summary>
public sealed class PublishedRecordsTests
{
    private static readonly string Shared = Environment.GetEnvironmentVariable("AMPARO_SHARED_DATA") is { Length: > 0 } named
        ? named
        : Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data"));

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.PostgreSql)]
    public async Task All_triples_of_the_published_records_equal_those_in_memory(StoreKind kind)
    {
        var folder = Path.Combine(Shared, "private-release", "ctdc19");
        Assert.SkipUnless(Directory.Exists(folder), "The coded records are not on this machine: set AMPARO_SHARED_DATA to the folder of shared data.");
        var table = Read(folder);
        await using var store = await TestStore.CreateAsync(kind);
        if (store.Address.FilePath is { } file)
            await File.WriteAllBytesAsync(file, [], TestContext.Current.CancellationToken);
        await CodedRows.FillAsync(store, "records", table);
        var sets = CodedRows.UpToThree(table.Domain.Count);
        var expected = CodedRows.InMemory(table).Tables(sets);
        foreach (var set in sets.Where((_, at) => at % 97 == 0))
            expected.Single(counted => counted.Columns == set).Counts.ShouldBe(CodedRows.Naive(table, set));

        // As distinct rows, and in groups of columns.
        foreach (var limits in new[] { new CountingLimits(), new CountingLimits { DistinctRows = 100 } })
        {
            var source = new CodedSource("records", table.Domain) { Limits = limits };
            CodedRows.ShouldEqual((await SqlCounting.TablesAsync(store.Address, source, sets, TestContext.Current.CancellationToken)).Value, expected);
        }
    }

    private static CodedTable Read(string folder)
    {
        using var domain = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "domain.json")));
        CodedColumn[] columns = [.. domain.RootElement.EnumerateObject().Select(column => new CodedColumn(column.Name, column.Value.GetInt32()))];
        using var file = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "coded.csv.gz")), CompressionMode.Decompress));
        file.ReadLine();
        var codes = columns.Select(_ => new List<ushort>()).ToArray();
        while (file.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            for (var column = 0; column < cells.Length; column++)
                codes[column].Add(ushort.Parse(cells[column], CultureInfo.InvariantCulture));
        }

        return new(new(columns), [.. codes.Select(column => column.ToArray())]);
    }
}
