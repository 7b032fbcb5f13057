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
    public static byte[] Write(Released<Cube> released) => throw new NotSupportedException();

    /// <summary>Writes a released register.</summary>
    /// <param name="released">The register.</param>
    /// <returns>The archive, UTF-8 JSON.</returns>
    public static byte[] Write(Released<RegisterTable> released) => throw new NotSupportedException();

    /// <summary>Reads a cube back and verifies it against the ledger.</summary>
    /// <param name="archive">The archive's bytes.</param>
    /// <param name="ledger">The ledger that must account for it.</param>
    /// <returns>The table; <c>PRV-002</c> if no entry of the ledger has its hash, <c>PRV-003</c> if it is not an archive of a cube.</returns>
    public static Outcome<Released<Cube>> ReadCube(ReadOnlySpan<byte> archive, Ledger ledger) => throw new NotSupportedException();

    /// <summary>Reads a register back and verifies it against the ledger.</summary>
    /// <param name="archive">The archive's bytes.</param>
    /// <param name="ledger">The ledger that must account for it.</param>
    /// <returns>The table; <c>PRV-002</c> if no entry of the ledger has its hash, <c>PRV-003</c> if it is not an archive of a register.</returns>
    public static Outcome<Released<RegisterTable>> ReadRegister(ReadOnlySpan<byte> archive, Ledger ledger) => throw new NotSupportedException();
}
