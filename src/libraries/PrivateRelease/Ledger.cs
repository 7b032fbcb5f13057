using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amparo.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace Amparo.PrivateRelease;

/// <summary>Everything that was ever released, as a chain of hashes: no line can be changed or removed unseen.</summary>
/// <remarks>
/// Immutable. The file format is one JSON object a line, UTF-8, LF, fields in the order of <see cref="LedgerEntry"/>. A line's
/// hash covers the line's own text without the hash, and so every line before it.
/// The chain shows a change to whoever kept an earlier copy or its last hash; it does not stop somebody from rewriting the whole file.
/// </remarks>
public sealed class Ledger
{
    private const string NothingBefore = "0000000000000000000000000000000000000000000000000000000000000000";

    private readonly LedgerEntry[] _entries;

    private Ledger(LedgerEntry[] entries) => _entries = entries;

    /// <summary>A ledger in which nothing has been released.</summary>
    public static Ledger Empty { get; } = new([]);

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Entries => _entries;

    /// <summary>The hash of the last line; 64 zeros while nothing has been released.</summary>
    public string LastHash => _entries.Length == 0 ? NothingBefore : _entries[^1].Hash;

    /// <summary>Reads a ledger and verifies its chain.</summary>
    /// <param name="stream">The file's bytes; read to the end, not closed.</param>
    /// <returns>
    /// The ledger; <c>PRV-004</c> with the number of a line that cannot be read, or <c>PRV-001</c> with the number of the line where
    /// the chain breaks. An empty file is an empty ledger.
    /// </returns>
    public static Outcome<Ledger> Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        var entries = new List<LedgerEntry>();
        while (reader.ReadLine() is { } line)
        {
            if (Parse(line) is not { } entry)
                return new Problem(PrivateReleaseProblems.UnreadableLine, "ledger", $"line {Invariant(entries.Count + 1)}");
            entries.Add(entry);
        }

        return FromEntries(entries);
    }

    /// <summary>Verifies the chain of lines that were kept elsewhere, a database for example.</summary>
    /// <param name="entries">The lines, oldest first.</param>
    /// <returns>The ledger, or <c>PRV-001</c> with the number of the line where the chain breaks.</returns>
    public static Outcome<Ledger> FromEntries(IReadOnlyList<LedgerEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var previous = NothingBefore;
        for (var at = 0; at < entries.Count; at++)
        {
            var entry = entries[at];
            if (entry.Sequence != at + 1 || entry.Previous != previous || entry.Hash != HashOf(entry))
                return new Problem(PrivateReleaseProblems.BrokenChain, "ledger", $"line {Invariant(at + 1)}");
            previous = entry.Hash;
        }

        return new Ledger([.. entries]);
    }

    /// <summary>Writes the ledger: the same lines always give the same bytes.</summary>
    /// <param name="stream">Where to; not closed.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        foreach (var entry in _entries)
        {
            stream.Write(Line(entry, withHash: true));
            stream.WriteByte((byte)'\n');
        }
    }

    /// <summary>Finds the newest entry of a released content: a table that is released again after another one stood in its place has two.</summary>
    /// <param name="contentHash">SHA-256 of the archive, 64 lower-case hexadecimal digits.</param>
    /// <returns>The entry, or null.</returns>
    public LedgerEntry? Find(string contentHash) => Array.FindLast(_entries, entry => entry.ContentHash == contentHash);

    /// <summary>Finds the newest entry of a subject: what stands today.</summary>
    /// <param name="subject">The released table's id.</param>
    /// <returns>The entry, or null.</returns>
    public LedgerEntry? Newest(string subject) => Array.FindLast(_entries, entry => entry.Subject == subject);

    /// <summary>Whether this ledger holds all lines of another one, in the same places: it is the same ledger, grown.</summary>
    /// <param name="earlier">The ledger as it was.</param>
    /// <returns>False if they forked.</returns>
    public bool Continues(Ledger earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        // A hash covers all lines before it: comparing the last one compares them all.
        return earlier._entries.Length == 0
            || (earlier._entries.Length <= _entries.Length && _entries[earlier._entries.Length - 1].Hash == earlier.LastHash);
    }

    /// <summary>The releases that a derived table was worked out from.</summary>
    /// <param name="entry">A line of this ledger.</param>
    /// <returns>Their lines, in the order of its method; none for a table of any other door.</returns>
    public IReadOnlyList<LedgerEntry> SourcesOf(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return [.. Derivations.SourcesOf(entry).Select(LineOf).OfType<LedgerEntry>()];

        // The number says where to look, the whole name whether it is the one.
        LedgerEntry? LineOf(string name) =>
            int.TryParse(name.AsSpan(name.LastIndexOf(' ') + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && number > 0 && number < entry.Sequence && number <= _entries.Length && Derivations.SourceOf(_entries[number - 1]) == name
                ? _entries[number - 1]
                : null;
    }

    internal (Ledger Ledger, LedgerEntry Entry) Append(LedgerEntry draft)
    {
        var entry = draft with { Sequence = _entries.Length + 1, Previous = LastHash };
        entry = entry with { Hash = HashOf(entry) };
        return (new Ledger([.. _entries, entry]), entry);
    }

    private static string HashOf(LedgerEntry entry) => Convert.ToHexStringLower(SHA256.HashData(Line(entry, withHash: false)));

    private static byte[] Line(LedgerEntry entry, bool withHash)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("sequence", entry.Sequence);
            json.WriteString("at", InstantPattern.ExtendedIso.Format(entry.At));
            json.WriteString("door", entry.Door.ToString());
            json.WriteString("subject", entry.Subject);
            json.WriteString("population", entry.Population);
            json.WriteString("regime", entry.Regime.ToString());
            json.WriteString("method", entry.Method);
            json.WriteString("contentHash", entry.ContentHash);
            json.WriteString("previous", entry.Previous);
            if (withHash)
                json.WriteString("hash", entry.Hash);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static LedgerEntry? Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return new LedgerEntry(
                root.GetProperty("sequence").GetInt32(),
                InstantPattern.ExtendedIso.Parse(Text(root, "at")) is { Success: true, Value: var at } ? at : throw new FormatException(),
                Enum.Parse<Door>(Text(root, "door")),
                Text(root, "subject"),
                Text(root, "population"),
                Enum.Parse<PrivacyRegime>(Text(root, "regime")),
                Text(root, "method"),
                Text(root, "contentHash"),
                Text(root, "previous"),
                Text(root, "hash"));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException
            or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException();

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
