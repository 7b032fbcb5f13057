using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Contracts.Portal;

/// <summary>What stands in the portal at one moment. Immutable.</summary>
/// <param name="Ledger">The verified ledger, withdrawn releases included.</param>
/// <param name="Cubes">The newest release of each cube by id; none that was withdrawn or superseded in its sources.</param>
/// <param name="Registers">The newest release of each register by id.</param>
/// <param name="Estimates">The newest release of each table of estimates by id.</param>
public sealed record StandingTables(
    Ledger Ledger,
    IReadOnlyDictionary<string, Released<Cube>> Cubes,
    IReadOnlyDictionary<string, Released<RegisterTable>> Registers,
    IReadOnlyDictionary<string, Released<EstimateTable>> Estimates);
