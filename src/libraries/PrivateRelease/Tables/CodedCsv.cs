using System.Globalization;
using System.Text;

namespace Amparo.PrivateRelease.Tables;

/// <summary>Coded tables as text: a header of names, then a code a cell.</summary>
internal static class CodedCsv
{
    /// <summary>Writes a table: CSV, UTF-8, LF; the same table gives the same bytes.</summary>
    public static byte[] Write(CodedTable table)
    {
        var header = Encoding.UTF8.GetBytes(string.Join(',', table.Domain.Columns.Select(column => Quoted(column.Name))) + "\n");
        var columns = table.Domain.Count;
        var words = table.Domain.Columns.Select(Words).ToArray();
        var longest = words.Sum(column => column.Max(word => word.Length + 1L));
        var buffer = new byte[checked(header.Length + (table.Rows * longest))];
        header.CopyTo(buffer, 0);
        var end = header.Length;
        for (var row = 0; row < table.Rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                var word = words[column][table.Column(column)[row]];
                word.CopyTo(buffer, end);
                end += word.Length;
                buffer[end++] = column + 1 < columns ? (byte)',' : (byte)'\n';
            }
        }

        return buffer.AsSpan(0, end).ToArray();
    }

    // Each code as it is written, once.
    private static byte[][] Words(CodedColumn column) =>
    [
        .. Enumerable.Range(0, column.Size).Select(code =>
            Encoding.UTF8.GetBytes(column.Labels is { } labels ? Quoted(labels[code]) : code.ToString(CultureInfo.InvariantCulture))),
    ];

    /// <summary>A name as a cell: in quotation marks where it holds a comma, a quotation mark or a line end.</summary>
    public static string Quoted(string name) =>
        name.AsSpan().ContainsAny(",\"\r\n") ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;
}
