using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Saves records as a table of columns with checksums, and loads them again: small, fast, and refused if a byte has changed.</summary>
/// <remarks>
/// The format is in <c>docs/methods/record-table.md</c>: a mark, the blocks of all columns one after the other, then an index in JSON
/// that names for each block its length and SHA-256, the index's own length and SHA-256, and the mark again. The same records give the
/// same bytes. What a number means is never guessed: the index holds the codes of every list, and they must be those of the schema.
/// </remarks>
public static class RecordTable
{
    internal const int FormatVersion = 1;

    /// <summary>The first and the last bytes of the file.</summary>
    internal static ReadOnlySpan<byte> Mark => "AMPAROT\n"u8;

    /// <summary>Saves a set.</summary>
    /// <param name="stream">Where to; written from its current position, never sought. It stays open.</param>
    /// <param name="records">The records; their columns are fields of the schema, over the same code lists.</param>
    /// <param name="schema">The schema.</param>
    /// <exception cref="ArgumentException">A column is no field of the schema, of another kind, or coded over another list.</exception>
    public static void Write(Stream stream, RecordSet records, RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(schema);
        if (records.Columns.Any(column => schema.Find(column.Field) is not { } field || !column.Fits(field)))
            throw new ArgumentException("The records have a column that the schema has not, or has otherwise.", nameof(records));

        stream.Write(Mark);
        var index = WriteBlocks(stream, records, schema);
        stream.Write(index);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, index.Length);
        stream.Write(length);
        stream.Write(SHA256.HashData(index));
        stream.Write(Mark);
    }

    /// <summary>Loads a set that <see cref="Write"/> saved.</summary>
    /// <param name="stream">The file: readable, seekable, at its start. It stays open.</param>
    /// <param name="schema">The schema; its code lists must have the codes that the table was saved with.</param>
    /// <returns>
    /// The records; or REC-001 for no bytes, REC-305 for another kind of file or a damaged one, REC-306 for another schema, and REC-307
    /// for each field whose codes differ. Memory is taken only for what the file really holds.
    /// </returns>
    /// <exception cref="ArgumentException">The stream cannot be read or cannot seek.</exception>
    public static Outcome<RecordSet> Read(Stream stream, RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(schema);
        if (!stream.CanRead || !stream.CanSeek)
            throw new ArgumentException("The stream must be readable and seekable.", nameof(stream));
        return new RecordTableReading(stream, schema).Read();
    }

    private static byte[] WriteBlocks(Stream stream, RecordSet records, RecordSchema schema)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("format", FormatVersion);
            json.WriteString("schema", schema.Id);
            json.WriteNumber("version", schema.Version);
            json.WriteNumber("records", records.Count);
            json.WriteStartArray("columns");
            foreach (var field in schema.Fields)
            {
                if (records.Find(field.Id) is not { } column)
                    continue;
                json.WriteStartObject();
                json.WriteString("field", field.Id);
                if (field.List is { } list)
                    WriteList(json, list);
                column.WriteTo(new TableBlocks(stream, json));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void WriteList(Utf8JsonWriter json, CodeList list)
    {
        json.WriteStartObject("list");
        json.WriteString("id", list.Id);
        json.WriteNumber("version", list.Version);
        json.WriteStartArray("codes");
        foreach (var code in list.Codes)
            json.WriteStringValue(code.Id);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
