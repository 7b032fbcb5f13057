using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Contracts.Portal;

/// <summary>Tables that have passed doors, and the ledger as the doors left it.</summary>
/// <param name="Ledger">Continues the ledger that the doors were opened at; each line that is new has its table here.</param>
public sealed record PassedTables(Ledger Ledger)
{
    /// <summary>Cubes: counts, official statistics, and what was worked out from released tables.</summary>
    public IReadOnlyList<Released<Cube>> Cubes { get; init; } = [];

    /// <summary>Registers.</summary>
    public IReadOnlyList<Released<RegisterTable>> Registers { get; init; } = [];

    /// <summary>Estimates.</summary>
    public IReadOnlyList<Released<EstimateTable>> Estimates { get; init; } = [];

    /// <summary>Files of records.</summary>
    public IReadOnlyList<PassedRecords> Records { get; init; } = [];
}

/// <summary>A file of records that has passed a door: what it is, and its bytes.</summary>
/// <param name="Table">The description; the bytes have its hash.</param>
/// <param name="Content">CSV, UTF-8.</param>
public sealed record PassedRecords(Released<RecordTable> Table, ReadOnlyMemory<byte> Content);
