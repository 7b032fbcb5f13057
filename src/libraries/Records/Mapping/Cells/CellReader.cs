using System.Text;

namespace Amparo.Records;

/// <summary>Reads what a cell means, and remembers it: most cells of a file have been seen before.</summary>
internal sealed class CellReader<T>(int column, Func<string, T> parse)
{
    private readonly CellMemory<T> _known = new();

    internal T Read(RowSource rows) => Read(rows.Cell(column));

    internal T Read(ReadOnlySpan<byte> cell) =>
        _known.TryGet(cell, out var value) ? value : _known.Keep(cell, parse(Encoding.UTF8.GetString(cell)));
}
