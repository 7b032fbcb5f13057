using Amparo.Vocabulary;

namespace Amparo.PrivateRelease;

/// <summary>Everything that was ever released, as a chain of hashes: no line can be changed or removed unseen.</summary>
/// <remarks>Immutable. The file format is one JSON object a line, UTF-8, LF, fields in the order of <see cref="LedgerEntry"/>.</remarks>
public sealed class Ledger
{
    private readonly LedgerEntry[] _entries;

    private Ledger(LedgerEntry[] entries) => _entries = entries;

    /// <summary>A ledger in which nothing has been released.</summary>
    public static Ledger Empty { get; } = new([]);

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<LedgerEntry> Entries => _entries;

    /// <summary>Reads a ledger and verifies its chain.</summary>
    /// <param name="stream">The file's bytes; read to the end, not closed.</param>
    /// <returns>The ledger, or <c>PRV-001</c> with the line number where the chain breaks.</returns>
    public static Outcome<Ledger> Read(Stream stream) => throw new NotSupportedException();

    /// <summary>Writes the ledger.</summary>
    /// <param name="stream">Where to; not closed.</param>
    public void Write(Stream stream) => throw new NotSupportedException();

    /// <summary>Finds the entry of a released content.</summary>
    /// <param name="contentHash">SHA-256 of the archive, 64 lower-case hexadecimal digits.</param>
    /// <returns>The entry, or null.</returns>
    public LedgerEntry? Find(string contentHash) => Array.Find(_entries, entry => entry.ContentHash == contentHash);
}
