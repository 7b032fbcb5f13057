using System.Text;

namespace Amparo.Demonstration.Layouts;

/// <summary>How a delimited file is written.</summary>
internal sealed record Dialect(char Separator, string LineEnd)
{
    /// <summary>The encoding; whether it begins with a byte-order mark is its own matter.</summary>
    internal required Encoding Encoding { get; init; }
}

/// <summary>Rows of cells on a stream, quoted only where a cell would otherwise be misread.</summary>
internal sealed class DelimitedFile : IDisposable
{
    private readonly StreamWriter _writer;
    private readonly Dialect _dialect;
    private readonly char[] _unsafe;

    /// <summary>Takes over a stream; disposing the file disposes it.</summary>
    internal DelimitedFile(Stream stream, Dialect dialect)
    {
        _dialect = dialect;
        _unsafe = [dialect.Separator, '"', '\r', '\n'];
        _writer = new StreamWriter(stream, dialect.Encoding, bufferSize: 1 << 16);
    }

    internal void Write(ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                _writer.Write(_dialect.Separator);
            if (cells[i].AsSpan().IndexOfAny(_unsafe) < 0)
                _writer.Write(cells[i]);
            else
                _writer.Write($"\"{cells[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        }

        _writer.Write(_dialect.LineEnd);
    }

    public void Dispose() => _writer.Dispose();
}
