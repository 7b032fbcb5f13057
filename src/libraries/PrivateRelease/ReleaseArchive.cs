using System.Security.Cryptography;
using System.Text.Json;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease;

/// <summary>A released table as a file: canonical JSON whose hash stands in the ledger.</summary>
/// <remarks>The same table gives the same bytes, whatever the machine, the culture or the order in which its cells were made.</remarks>
public static class ReleaseArchive
{
    /// <summary>Writes a released cube.</summary>
    /// <param name="released">The cube.</param>
    /// <returns>The archive, UTF-8 JSON.</returns>
    /// <exception cref="ArgumentException">The cube was worked out from a released one and has no archive of its own.</exception>
    public static byte[] Write(Released<Cube> released)
    {
        ArgumentNullException.ThrowIfNull(released);
        return Accounted(ArchiveFormat.Write(released.Value, Passage.Of(released.Entry)), released.Entry);
    }

    /// <summary>Writes a released register.</summary>
    /// <param name="released">The register.</param>
    /// <returns>The archive, UTF-8 JSON.</returns>
    public static byte[] Write(Released<RegisterTable> released)
    {
        ArgumentNullException.ThrowIfNull(released);
        return Accounted(ArchiveFormat.Write(released.Value, Passage.Of(released.Entry)), released.Entry);
    }

    /// <summary>Writes released estimates.</summary>
    /// <param name="released">The estimates.</param>
    /// <returns>The archive, UTF-8 JSON.</returns>
    public static byte[] Write(Released<EstimateTable> released)
    {
        ArgumentNullException.ThrowIfNull(released);
        return Accounted(ArchiveFormat.Write(released.Value, Passage.Of(released.Entry)), released.Entry);
    }

    /// <summary>Writes the description of a released file of records.</summary>
    /// <param name="released">The description.</param>
    /// <returns>The archive, UTF-8 JSON.</returns>
    public static byte[] Write(Released<RecordTable> released)
    {
        ArgumentNullException.ThrowIfNull(released);
        return Accounted(ArchiveFormat.Write(released.Value, Passage.Of(released.Entry)), released.Entry);
    }

    /// <summary>Reads the description of a file of records back and verifies it against the ledger; and the file against it.</summary>
    /// <param name="archive">The archive's bytes.</param>
    /// <param name="ledger">The ledger that must account for it.</param>
    /// <param name="content">The file's bytes.</param>
    /// <returns>The description; <c>PRV-002</c> if no entry has its hash or the file is another one, <c>PRV-003</c> if it is no such archive.</returns>
    public static Outcome<Released<RecordTable>> ReadRecords(ReadOnlySpan<byte> archive, Ledger ledger, ReadOnlySpan<byte> content)
    {
        var read = Read(archive, ledger, new Shape<RecordTable>("records", ArchiveFormat.ReadRecords, records => records.Id));
        return read.Succeeded && read.Value.Value.ContentHash != Convert.ToHexStringLower(SHA256.HashData(content))
            ? new Problem(PrivateReleaseProblems.NotInLedger, "records")
            : read;
    }

    /// <summary>Reads a cube back and verifies it against the ledger.</summary>
    /// <param name="archive">The archive's bytes.</param>
    /// <param name="ledger">The ledger that must account for it.</param>
    /// <returns>The table; <c>PRV-002</c> if no entry of the ledger has its hash, <c>PRV-003</c> if it is not an archive of a cube.</returns>
    public static Outcome<Released<Cube>> ReadCube(ReadOnlySpan<byte> archive, Ledger ledger) =>
        Read(archive, ledger, new Shape<Cube>("cube", ArchiveFormat.ReadCube, cube => cube.Header.Id));

    /// <summary>Reads a register back and verifies it against the ledger.</summary>
    /// <param name="archive">The archive's bytes.</param>
    /// <param name="ledger">The ledger that must account for it.</param>
    /// <returns>The table; <c>PRV-002</c> if no entry of the ledger has its hash, <c>PRV-003</c> if it is not an archive of a register.</returns>
    public static Outcome<Released<RegisterTable>> ReadRegister(ReadOnlySpan<byte> archive, Ledger ledger) =>
        Read(archive, ledger, new Shape<RegisterTable>("register", ArchiveFormat.ReadRegister, register => register.Id));

    /// <summary>Reads estimates back and verifies them against the ledger.</summary>
    /// <param name="archive">The archive's bytes.</param>
    /// <param name="ledger">The ledger that must account for it.</param>
    /// <returns>The estimates; <c>PRV-002</c> if no entry of the ledger has its hash, <c>PRV-003</c> if it is not an archive of estimates.</returns>
    public static Outcome<Released<EstimateTable>> ReadEstimates(ReadOnlySpan<byte> archive, Ledger ledger) =>
        Read(archive, ledger, new Shape<EstimateTable>("estimates", ArchiveFormat.ReadEstimates, estimates => estimates.Header.Id));

    private static Outcome<Released<T>> Read<T>(ReadOnlySpan<byte> archive, Ledger ledger, Shape<T> shape)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(ledger);
        // First the hash: nothing of a file is believed, not even its form, unless the ledger accounts for its bytes.
        if (ledger.Find(Convert.ToHexStringLower(SHA256.HashData(archive))) is not { } entry)
            return new Problem(PrivateReleaseProblems.NotInLedger, shape.Name);

        try
        {
            using var document = JsonDocument.Parse(archive.ToArray());
            if (!ArchiveFormat.IsArchive(document.RootElement, shape.Name, Passage.Of(entry)))
                return new Problem(PrivateReleaseProblems.NotAnArchive, shape.Name);
            var table = shape.Read(document.RootElement);
            // The id names files and addresses: it must be the ledger's own, and nothing but an id.
            return shape.IdOf(table) == entry.Subject && ContentId.IsValid(entry.Subject)
                ? new Released<T>(table, entry)
                : new Problem(PrivateReleaseProblems.NotAnArchive, shape.Name);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException
            or InvalidOperationException or ArgumentException)
        {
            return new Problem(PrivateReleaseProblems.NotAnArchive, shape.Name);
        }
    }

    private static byte[] Accounted(byte[] archive, LedgerEntry entry) =>
        Convert.ToHexStringLower(SHA256.HashData(archive)) == entry.ContentHash
            ? archive
            : throw new ArgumentException("Only a table that passed a door itself has an archive.", nameof(archive));

    private sealed record Shape<T>(string Name, Func<JsonElement, T> Read, Func<T, string> IdOf);
}
