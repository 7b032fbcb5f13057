using System.IO.Compression;
using System.Text.Json;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Tests.Anonymity;

/// <summary>Tables of codes for the tests: written out, generated, or the coded public sets where they are on this machine.</summary>
internal static class Rows
{
    public static CodedTable Of(int[] sizes, params int[][] rows) => new(
        new CodedDomain([.. sizes.Select((size, column) => new CodedColumn($"c{column}", size))]),
        [.. sizes.Select((_, column) => rows.Select(row => (ushort)row[column]).ToArray())]);

    /// <summary>A generated table in the shape of a census: 48,842 rows, 14 columns, skewed and partly dependent. No row is anybody's.</summary>
    public static CodedTable GeneratedCensus()
    {
        int[] sizes = [9, 74, 16, 7, 15, 6, 5, 2, 42, 20, 20, 20, 96, 2];
        var random = new Random(48842);
        var rows = Enumerable.Range(0, 48_842).Select(_ =>
        {
            var kind = random.NextDouble();
            return sizes.Select(size =>
            {
                // Cubed, so that a few codes hold most rows; half of the columns follow the row's kind.
                var share = random.Next(2) == 0 ? kind : random.NextDouble();
                return (int)(share * share * share * size);
            }).ToArray();
        });
        return Of(sizes, [.. rows]);
    }

    public static CodedTable Shared(string set)
    {
        var named = Environment.GetEnvironmentVariable("AMPARO_SHARED_DATA");
        var folder = named is { Length: > 0 } ? named : Ancestors().Select(above => Path.Combine(above, "shared", "data")).FirstOrDefault(Directory.Exists);
        folder = folder is null ? null : Path.Combine(folder, "private-release", set);
        Assert.SkipWhen(!Directory.Exists(folder), "The coded sets are not on this machine: set AMPARO_SHARED_DATA to their folder.");
        using var domain = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder!, "domain.json")));
        CodedColumn[] columns = [.. domain.RootElement.EnumerateObject().Select(column => new CodedColumn(column.Name, column.Value.GetInt32()))];
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder!, "coded.csv.gz")), CompressionMode.Decompress));
        reader.ReadLine();
        var rows = new List<ushort[]>();
        while (reader.ReadLine() is { } line)
            rows.Add([.. line.Split(',').Select(cell => ushort.Parse(cell, System.Globalization.CultureInfo.InvariantCulture))]);
        return new CodedTable(new CodedDomain(columns), [.. columns.Select((_, column) => rows.Select(row => row[column]).ToArray())]);
    }

    private static IEnumerable<string> Ancestors()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return folder.FullName;
    }
}
