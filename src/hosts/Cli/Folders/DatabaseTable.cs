using System.Text;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Folders;

/// <summary>The table of a database that a mapping of kind <c>table</c> reads.</summary>
internal static class DatabaseTable
{
    // More than any address; a larger file is none, and reading it would be a waste.
    private const int LongestAddress = 4_096;

    // How every SQLite file begins.
    private static ReadOnlySpan<byte> SqliteMark => "SQLite format 3\0"u8;

    /// <summary>Opens the table.</summary>
    /// <param name="path">
    /// A SQLite file; or a text file with the address of a PostgreSQL database (<c>Host=...;Database=...;Username=...</c>), so that no
    /// password stands on a command line, where every user of the machine can read it.
    /// </param>
    /// <param name="table">The table's name.</param>
    /// <param name="cancel">Stops the opening.</param>
    /// <returns>Its rows, or STO- and REC- codes.</returns>
    internal static Outcome<RowSource> Open(string path, string table, CancellationToken cancel) =>
        AddressOf(path).Then(address => TableCells.OpenAsync(address, table, cancel).GetAwaiter().GetResult())
            .Then(cells => RowSource.FromTable(cells, new ReadingLimits()));

    /// <summary>Where a database lies: a SQLite file itself, or what a text file says.</summary>
    internal static Outcome<StoreAddress> AddressOf(string path)
    {
        var start = new byte[LongestAddress];
        using var stream = File.OpenRead(path);
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start.AsSpan(0, length).StartsWith(SqliteMark)
            ? StoreAddress.OfFile(path)
            : StoreAddress.PostgreSql(Encoding.UTF8.GetString(start, 0, length).Trim());
    }
}
