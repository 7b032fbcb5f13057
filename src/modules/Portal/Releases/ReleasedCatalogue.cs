using System.Security.Cryptography;
using System.Text;
using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Releases;

/// <summary>All that the portal may show: released tables by subject, and the ledger that accounts for them. Immutable.</summary>
/// <param name="Ledger">The verified ledger.</param>
/// <param name="Cubes">Released cubes by subject; the newest release of each.</param>
/// <param name="Registers">Released registers by subject; the newest release of each.</param>
/// <param name="Estimates">Released estimates by subject; the newest release of each.</param>
/// <param name="Records">Released files of records by subject; the newest release of each.</param>
/// <param name="Withdrawn">Releases that do not stand any more: none of them is among the tables.</param>
public sealed record ReleasedCatalogue(
    Ledger Ledger,
    IReadOnlyDictionary<string, Released<Cube>> Cubes,
    IReadOnlyDictionary<string, Released<RegisterTable>> Registers,
    IReadOnlyDictionary<string, Released<EstimateTable>> Estimates,
    IReadOnlyDictionary<string, ReleasedFile> Records,
    WithdrawnReleases Withdrawn)
{
    /// <summary>SHA-256 of the ledger's last hash and of what is shown: two catalogues with the same one show the same.</summary>
    /// <remarks>
    /// The ledger alone does not tell: an archive can reach the store after its line, and is shown from then on; and a withdrawal, of a release
    /// that is not shown either, is told on pages.
    /// </remarks>
    internal string Fingerprint { get; } = Hash(
    [
        Ledger.LastHash,
        .. Cubes.OrderBy(cube => cube.Key, StringComparer.Ordinal).Select(cube => cube.Value.Entry.ContentHash),
        .. Registers.OrderBy(register => register.Key, StringComparer.Ordinal).Select(register => register.Value.Entry.ContentHash),
        .. Estimates.OrderBy(estimates => estimates.Key, StringComparer.Ordinal).Select(estimates => estimates.Value.Entry.ContentHash),
        .. Records.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Value.Table.Entry.ContentHash),
        // A mark keeps what is shown and what is not apart.
        "withdrawn",
        .. Withdrawn.Withdrawals.Select(withdrawal => withdrawal.Release.ContentHash),
    ]);

    /// <summary>Whether any of it comes from persons that do not exist: a demonstration, which says so on every page.</summary>
    internal bool ShowsInvented { get; } = Cubes.Values.Any(cube => cube.Value.Header.Origin == DataOrigin.Invented)
        || Estimates.Values.Any(table => table.Value.Header.Origin == DataOrigin.Invented)
        || Records.Values.Any(file => file.Table.Value.Origin == DataOrigin.Invented);

    /// <summary>Figures by the short code that papers print, of tables whose newest release was withdrawn: whoever asks is told so.</summary>
    internal IReadOnlyDictionary<string, WithdrawnRelease> WithdrawnNumbers { get; init; } = new Dictionary<string, WithdrawnRelease>(StringComparer.Ordinal);

    // Hashes have one length each, so joining them keeps them apart.
    private static string Hash(IEnumerable<string> hashes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(hashes))));
}
