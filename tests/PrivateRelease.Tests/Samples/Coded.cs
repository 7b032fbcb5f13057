using System.IO.Compression;
using System.Text.Json;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Tests.Samples;

/// <summary>Coded tables for tests.</summary>
internal static class Coded
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("AMPARO_SHARED_DATA") is { Length: > 0 } named ? named : Nearby();

    /// <summary>A table of which every row is drawn from a chain: each column leans on the one before.</summary>
    public static CodedTable Chain(int rows, int[] sizes, ulong seed)
    {
        var bytes = new byte[4 * rows * sizes.Length];
        new SeededNoise(seed).Fill(bytes);
        var columns = sizes.Select(_ => new ushort[rows]).ToArray();
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < sizes.Length; column++)
            {
                var drawn = BitConverter.ToUInt32(bytes, 4 * ((row * sizes.Length) + column)) / (double)uint.MaxValue;
                var lean = column == 0 ? 0 : columns[column - 1][row];
                columns[column][row] = (ushort)(((int)(drawn * drawn * drawn * sizes[column] * 0.999) + lean) % sizes[column]);
            }
        }

        return new(Domain(sizes), columns);
    }

    public static CodedDomain Domain(params int[] sizes) => new([.. sizes.Select((size, at) => new CodedColumn($"c{at}", size))]);

    public static CodedTable OfRows(int[] sizes, IEnumerable<int[]> rows)
    {
        var all = rows.ToArray();
        return new(Domain(sizes), [.. sizes.Select((_, column) => all.Select(row => (ushort)row[column]).ToArray())]);
    }

    /// <summary>One of the publishers' files as codes; skips the test where it is absent.</summary>
    public static CodedTable Published(string name)
    {
        Assert.SkipWhen(Folder is null, "The coded files are not on this machine: set AMPARO_SHARED_DATA to their folder.");
        var folder = Path.Combine(Folder!, "private-release", name);
        using var domain = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "domain.json")));
        CodedColumn[] columns = [.. domain.RootElement.EnumerateObject().Select(column => new CodedColumn(column.Name, column.Value.GetInt32()))];
        using var file = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(folder, "coded.csv.gz")), CompressionMode.Decompress));
        file.ReadLine();
        var codes = columns.Select(_ => new List<ushort>()).ToArray();
        while (file.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            for (var column = 0; column < cells.Length; column++)
                codes[column].Add(ushort.Parse(cells[column], System.Globalization.CultureInfo.InvariantCulture));
        }

        return new(new CodedDomain(columns), [.. codes.Select(column => column.ToArray())]);
    }

    /// <summary>The mean total variation over all tables of one order: independent of the library's counter.</summary>
    public static double Variation(CodedTable truth, CodedTable made, int order) =>
        Sets(truth.Domain.Count, order).Average(set => Variation(truth, made, set));

    public static IEnumerable<int[]> Sets(int columns, int order, int first = 0) => order == 0
        ? [[]]
        : Enumerable.Range(first, Math.Max(0, columns - first)).SelectMany(column => Sets(columns, order - 1, column + 1).Select(rest => (int[])[column, .. rest]));

    public static int[] Naive(CodedTable table, int[] set)
    {
        var counts = new int[set.Aggregate(1, (cells, column) => cells * table.Domain.SizeOf(column))];
        for (var row = 0; row < table.Rows; row++)
        {
            var cell = 0;
            foreach (var column in set)
                cell = (cell * table.Domain.SizeOf(column)) + table.Column(column)[row];
            counts[cell]++;
        }

        return counts;
    }

    private static double Variation(CodedTable truth, CodedTable made, int[] set) =>
        0.5 * Naive(truth, set).Zip(Naive(made, set), (a, b) => Math.Abs((a / (double)truth.Rows) - (b / (double)made.Rows))).Sum();

    private static string? Nearby()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "shared", "data")))
                return Path.Combine(folder.FullName, "shared", "data");
        }

        return null;
    }
}
