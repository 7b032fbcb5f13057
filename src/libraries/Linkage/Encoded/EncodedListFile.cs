using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amparo.Vocabulary;

namespace Amparo.Linkage.Encoded;

/// <summary>The file of an encoded list: a line of JSON that says how it was made, then a line a row: the token, a comma, the key in base64.</summary>
public static class EncodedListFile
{
    /// <summary>How the first line of each such file begins.</summary>
    public const string Start = "{\"amparo-encoded-list\":";

    private const int Form = 1;
    private const int MostRows = 20_000_000;
    private const int LongestHeader = 4096;

    /// <summary>Writes a list.</summary>
    /// <param name="stream">Where to write.</param>
    /// <param name="list">The list.</param>
    public static void Write(Stream stream, EncodedList list)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(list);
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        var header = list.Header;
        writer.WriteLine(new JsonObject
        {
            ["amparo-encoded-list"] = Form,
            ["schema"] = header.Schema,
            ["schema-version"] = header.SchemaVersion,
            ["key-check"] = header.KeyCheck,
            ["bits"] = header.Settings.Bits,
            ["hardening"] = NameOf(header.Settings.Hardening),
            ["salt"] = NameOf(header.Settings.Salt),
            ["deduplicated"] = header.Deduplicated,
            ["rows"] = list.Rows,
            ["dummies"] = header.Dummies,
        }.ToJsonString());
        var bytes = new byte[header.Settings.Bits / 8];
        for (var row = 0; row < list.Rows; row++)
        {
            var key = list.Key(row);
            for (var word = 0; word < key.Length; word++)
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * word), key[word]);
            writer.Write(list.Tokens[row]);
            writer.Write(',');
            writer.WriteLine(Convert.ToBase64String(bytes));
        }
    }

    /// <summary>Reads a list.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">What to call it in a problem; not its content.</param>
    /// <returns>
    /// The list; <c>LNK-036</c> for a file of another kind, <c>LNK-047</c> for a newer form, <c>LNK-037</c> for a row that cannot be read, a token that stands twice or out of
    /// order, or another number of rows than the header says.
    /// </returns>
    public static Outcome<EncodedList> Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, 1 << 16, leaveOpen: true);
        if (ReadLine(reader, LongestHeader) is not { } first || !first.StartsWith(Start, StringComparison.Ordinal) || Parse(first) is not { } json)
            return new Problem(EncodedProblems.NotAnEncodedList, name);
        if (Number(json, "amparo-encoded-list") != Form)
            return new Problem(EncodedProblems.NewerForm, name);
        return HeaderOf(json) is { } header && Number(json, "rows") is { } rows and <= MostRows && header.Dummies <= rows
            ? ReadRows(reader, (header, rows), name)
            : new Problem(EncodedProblems.NotAnEncodedList, name);
    }

    private static Outcome<EncodedList> ReadRows(StreamReader reader, (EncodedListHeader Header, int Rows) declared, string name)
    {
        var (header, rows) = declared;
        var (bytes, words) = (header.Settings.Bits / 8, header.Settings.Words);
        var length = (2 * EncodedList.TokenBytes) + 1 + ((bytes + 2) / 3 * 4);
        var tokens = new List<string>();
        var keys = new List<ulong>();
        var key = new byte[bytes];
        while (ReadLine(reader, length) is { } line)
        {
            if (tokens.Count == rows || line.Length != length || !IsToken(line.AsSpan(0, 2 * EncodedList.TokenBytes)) || line[2 * EncodedList.TokenBytes] != ','
                || !Convert.TryFromBase64Chars(line.AsSpan((2 * EncodedList.TokenBytes) + 1), key, out var written) || written != bytes)
                return Broken(name, tokens.Count);
            var token = line[..(2 * EncodedList.TokenBytes)];
            if (tokens.Count > 0 && string.CompareOrdinal(tokens[^1], token) >= 0)
                return Broken(name, tokens.Count);
            tokens.Add(token);
            for (var word = 0; word < words; word++)
                keys.Add(BinaryPrimitives.ReadUInt64LittleEndian(key.AsSpan(8 * word)));
        }

        return tokens.Count == rows ? new EncodedList(header, [.. tokens], [.. keys]) : Broken(name, tokens.Count);
    }

    private static Problem Broken(string name, int rowsBefore) =>
        new(EncodedProblems.BrokenRow, name, string.Create(CultureInfo.InvariantCulture, $"row {rowsBefore + 1}"));

    private static bool IsToken(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', 'f') && !text.ContainsAnyInRange(':', '`');

    // A line that is longer than it may be is returned a letter too long and no longer: the file may be of any kind and any size.
    private static string? ReadLine(StreamReader reader, int most)
    {
        var line = new StringBuilder(most);
        int letter;
        while ((letter = reader.Read()) >= 0 && letter != '\n' && line.Length <= most)
            line.Append((char)letter);
        return letter < 0 && line.Length == 0 ? null : line.ToString();
    }

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static EncodedListHeader? HeaderOf(JsonObject json)
    {
        if (Text(json, "schema") is not { } schema || Number(json, "schema-version") is not { } version || Text(json, "key-check") is not { Length: 16 } check
            || Number(json, "bits") is not { } bits || Number(json, "dummies") is not { } dummies
            || Named<Hardening>(Text(json, "hardening")) is not { } hardening || Named<RecordSalt>(Text(json, "salt")) is not { } salt
            || json["deduplicated"]?.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            return null;
        var settings = new EncodingSettings { Hardening = hardening, Salt = salt };
        return bits != settings.Bits ? null : new EncodedListHeader(schema, version, check)
        {
            Settings = settings,
            Deduplicated = json["deduplicated"]!.GetValue<bool>(),
            Dummies = dummies,
        };
    }

    private static string? Text(JsonObject json, string name) =>
        json[name] is JsonValue value && value.TryGetValue(out string? text) && text.Length is > 0 and <= 64 ? text : null;

    private static int? Number(JsonObject json, string name) => json[name] is JsonValue value && value.TryGetValue(out int number) && number >= 0 ? number : null;

    private static string NameOf<T>(T value)
        where T : struct, Enum => value switch
        {
            RecordSalt.BirthYear => "birth-year",
            _ => value.ToString().ToLowerInvariant(),
        };

    private static T? Named<T>(string? name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (NameOf(value) == name)
                return value;
        }

        return null;
    }
}
