using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Releases;

/// <summary>All that the portal may show: released tables by subject, and the ledger that accounts for them. Immutable.</summary>
/// <param name="Ledger">The verified ledger.</param>
/// <param name="Cubes">Released cubes by subject; the newest release of each.</param>
/// <param name="Registers">Released registers by subject; the newest release of each.</param>
public sealed record ReleasedCatalogue(
    Ledger Ledger,
    IReadOnlyDictionary<string, Released<Cube>> Cubes,
    IReadOnlyDictionary<string, Released<RegisterTable>> Registers);
